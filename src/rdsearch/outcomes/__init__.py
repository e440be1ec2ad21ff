"""Figures that say what was done or reached, each with its sentence. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rdsearch import dutch
from rdsearch.outcomes.charts import chart_outcomes
from rdsearch.outcomes.figures import Figure, figures
from rdsearch.outcomes.kinds import Setting, is_result_lead, kind_of
from rdsearch.outcomes.periods import period_of
from rdsearch.outcomes.tables import NOTHING, over_next, table_outcomes
from rdsearch.outcomes.tone import READ, SPOKEN, tone_of
from rdsearch.types import Block, Outcome, Page, Role

__all__ = ["FACTS_VERSION", "outcomes_of"]

FACTS_VERSION = "2"

_WORD = re.compile(r"[a-zà-ÿ]{3}")
_HEADINGS = (Role.TITLE, Role.HEADING)
_MAX_BOX_HEAD_CHARS = 30


def outcomes_of(pages: Iterable[Page]) -> Iterator[Outcome]:
    """The figures of a report's Dutch pages, page by page in reading order; each sentence is a slice of its page."""
    dutch_pages = [page for page in pages if page.language in (None, "nl")]
    tone = tone_of(dutch_pages)
    heading = ""
    over = NOTHING
    for page in dutch_pages:
        drawn = [*table_outcomes(page, over), *chart_outcomes(page)]
        over = over_next(page, over)
        found = list(drawn)
        for block in page.blocks:
            text = page.text[block.start : block.end]
            # The head of a box ("In cijfers") may have been read as a line of body.
            is_box_head = len(text) <= _MAX_BOX_HEAD_CHARS and is_result_lead(text)
            if block.role in _HEADINGS or is_box_head:
                heading = text
            elif block.role in READ and block.language in (None, "nl"):
                setting = Setting(tone, is_under_results=is_result_lead(heading))
                found += (o for o in _in_block(page, block, setting) if not _is_among(o, drawn))
        yield from sorted(found, key=lambda outcome: (outcome.start, outcome.figure or (0, 0)))


def _is_among(outcome: Outcome, drawn: Sequence[Outcome]) -> bool:
    """Whether a table or a chart has told it: the values of a chart may have been read as a caption."""
    return any(outcome.start < other.end and other.start < outcome.end for other in drawn)


def _in_block(page: Page, block: Block, setting: Setting) -> Iterator[Outcome]:
    text = page.text[block.start : block.end]
    spoken = [match.span() for match in SPOKEN.finditer(text)]
    counted = ""
    for start, end in dutch.sentences(text):
        sentence = text[start:end]
        if not _WORD.search(sentence):
            continue  # a cell or the value of a chart: it says nothing by itself
        for figure in figures(sentence, counted_before=counted):
            counted = figure.counted or counted
            at = start + figure.start
            is_spoken = any(low <= at < high for low, high in spoken)
            yield _outcome(
                page, block.start + start, sentence, figure, replace(setting, is_spoken=is_spoken)
            )


def _outcome(page: Page, at: int, sentence: str, figure: Figure, setting: Setting) -> Outcome:
    return Outcome(
        value=figure.value,
        qualifier=figure.qualifier,
        unit=figure.unit,
        what=figure.what,
        sentence=sentence,
        page=page.number,
        start=at,
        end=at + len(sentence),
        kind=kind_of(sentence, figure, setting),
        upper=figure.upper,
        value_before=figure.value_before,
        period=period_of(sentence, figure.start),
        figure=(figure.start, figure.end),
    )
