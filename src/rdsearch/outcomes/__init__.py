"""Figures that say what was done or reached, each with its sentence. Pure."""

import re
from collections.abc import Iterable, Iterator

from rdsearch import dutch
from rdsearch.outcomes.evidence import is_result_lead, tells_result
from rdsearch.outcomes.figures import figures
from rdsearch.types import Block, Outcome, Page, Role

__all__ = ["FACTS_VERSION", "outcomes_of"]

FACTS_VERSION = "1"

# What people say is told as they saw it ("ik schreef 140 brieven"): a quote, not an outcome.
_SPOKEN = re.compile(r"[“„][^“”„]*[”“]?|(?<!\w)‘[^’\n]{20,}’|\"[^\"\n]*\"")
_READ = (Role.BODY, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION)
_HEADINGS = (Role.TITLE, Role.HEADING)
_MAX_BOX_HEAD_CHARS = 30


def outcomes_of(pages: Iterable[Page]) -> Iterator[Outcome]:
    """The outcome figures of a report's Dutch pages in reading order; each sentence is a slice of its page."""
    heading = ""
    for page in (page for page in pages if page.language in (None, "nl")):
        for block in page.blocks:
            text = page.text[block.start : block.end]
            # The head of a box ("In cijfers") may have been read as a line of body.
            is_box_head = len(text) <= _MAX_BOX_HEAD_CHARS and is_result_lead(text)
            if block.role in _HEADINGS or is_box_head:
                heading = text
            elif block.role in _READ:
                yield from _in_block(page, block, is_under_results=is_result_lead(heading))


def _in_block(page: Page, block: Block, *, is_under_results: bool) -> Iterator[Outcome]:
    text = page.text[block.start : block.end]
    spoken = [match.span() for match in _SPOKEN.finditer(text)]
    for start, end in dutch.sentences(text):
        sentence = text[start:end]
        for figure in figures(sentence):
            if any(low <= start + figure.start < high for low, high in spoken) or not tells_result(
                sentence, figure.start, figure.end, is_under_results=is_under_results
            ):
                continue
            yield Outcome(
                value=figure.value,
                qualifier=figure.qualifier,
                unit=figure.unit,
                what=figure.what,
                sentence=sentence,
                page=page.number,
                start=block.start + start,
                end=block.start + end,
            )
