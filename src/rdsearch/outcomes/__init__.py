"""Figures that say what was done or reached, each with its sentence. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rdsearch import dutch
from rdsearch.outcomes.charts import chart_outcomes
from rdsearch.outcomes.figures import Figure, figures
from rdsearch.outcomes.kinds import (
    Setting,
    is_of_advice,
    is_of_method,
    is_over_results,
    is_result_lead,
    kind_of,
)
from rdsearch.outcomes.numerals import numerals
from rdsearch.outcomes.periods import period_of
from rdsearch.outcomes.tables import NOTHING, over_next, table_outcomes
from rdsearch.outcomes.tone import READ, SPOKEN, tone_of
from rdsearch.outcomes.units import unit_at
from rdsearch.types import Block, Outcome, Page, Role

__all__ = ["FACTS_VERSION", "outcomes_of"]

FACTS_VERSION = "2"

_WORD = re.compile(r"[a-zà-ÿ]{3}")
_HEADINGS = (Role.TITLE, Role.HEADING)
_MAX_BOX_HEAD_CHARS = 30
# A figure set large by itself, "1.790", with what it counts under it: "vouchers van het fonds".
_MAX_LABEL_CHARS = 120
_MAX_FIGURE_CHARS = 20
_LARGE = 1.5  # times the type of its label
_LABEL_UNDER = re.compile(r"[a-zà-ÿ][\w’'-]*(?=[\s,;]|:(?!/)|\Z)")


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of a page that is read as one: a block, or a figure and its label under it."""

    role: Role
    start: int
    end: int
    is_key_figure: bool = False


def outcomes_of(pages: Sequence[Page]) -> Iterator[Outcome]:
    """The figures of a report's Dutch pages, page by page in reading order; each sentence is a slice of its page.

    Reads the pages twice, one at a time: what a figure says hangs on how the whole report speaks.
    """
    tone = tone_of(page for page in pages if _is_dutch(page.language))
    heading, over = "", NOTHING
    for page in pages:
        if not _is_dutch(page.language):
            continue
        drawn = [
            *table_outcomes(page, over, told_of=tone.year, tells=tone.tells),
            *chart_outcomes(page, tells=tone.tells),
        ]
        over = over_next(page, over)
        found = list(drawn)
        for run in _runs(page):
            text = page.text[run.start : run.end]
            # The head of a box ("In cijfers") may have been read as a line of body.
            is_box_head = len(text) <= _MAX_BOX_HEAD_CHARS and is_result_lead(text)
            if run.role in _HEADINGS or is_box_head:
                heading = text
            else:
                is_result = run.is_key_figure or is_over_results(heading)
                is_item = run.is_key_figure or run.role is Role.LIST_ITEM
                setting = Setting(
                    tone,
                    is_under_results=is_result,
                    is_under_method=tone.finds and is_of_method(heading),
                    is_under_advice=is_of_advice(heading),
                    is_item=is_item,
                )
                found += (o for o in _in_run(page, run, setting) if not _is_among(o, drawn))
        yield from sorted(found, key=lambda outcome: (outcome.start, outcome.figure or (0, 0)))


def _runs(page: Page) -> Iterator[_Run]:
    """What is read of a page: its heads, and its Dutch text but tables, contents and notes."""
    alone: Block | None = None
    for block in page.blocks:
        text = page.text[block.start : block.end]
        is_read = block.role in READ and _is_dutch(block.language)
        if alone and is_read and _is_label(page, block, alone):
            yield _Run(block.role, alone.start, block.end, is_key_figure=True)
            alone = None
        elif _is_figure_alone(text):
            alone = block
        else:
            alone = None
            if is_read or block.role in _HEADINGS:
                yield _Run(block.role, block.start, block.end)


def _is_label(page: Page, block: Block, figure: Block) -> bool:
    """Does a block say what the figure over it counts? It goes on in lower case, or the figure is set in larger type."""
    text = page.text[block.start : block.end]
    if len(text) > _MAX_LABEL_CHARS:
        return False
    heights = [_type_height(page, one) for one in (figure, block)]
    is_large = heights[0] > _LARGE * heights[1] > 0 and text[:1].isupper()
    return is_large or _LABEL_UNDER.match(text) is not None


def _type_height(page: Page, block: Block) -> float:
    """Of the first word of a block, in points; 0 where it has none."""
    first = next((word for word in page.words if block.start <= word.start < block.end), None)
    return first.y1 - first.y0 if first else 0.0


def _is_figure_alone(text: str) -> bool:
    """Is a text one number and its unit: "1.790", "€ 9,7 mln", "9 op de 10", "3 weken"?"""
    found = list(numerals(text)) if len(text) <= _MAX_FIGURE_CHARS else []
    if len(found) != 1 or text[: found[0].start].strip("±~€>< \n"):
        return False
    unit = unit_at(text, found[0].end)
    return any(map(str.isdigit, text)) and not text[unit[1] if unit else found[0].end :].strip("+.")


def _is_dutch(language: str | None) -> bool:
    return language in (None, "nl")  # None: too short to tell


def _is_among(outcome: Outcome, drawn: Sequence[Outcome]) -> bool:
    """Whether a table or a chart has told it: the values of a chart may have been read as a caption."""
    return any(outcome.start < other.end and other.start < outcome.end for other in drawn)


def _in_run(page: Page, run: _Run, setting: Setting) -> Iterator[Outcome]:
    text = page.text[run.start : run.end]
    spoken = [match.span() for match in SPOKEN.finditer(text)]
    counted = ""
    for start, end in [(0, len(text))] if run.is_key_figure else dutch.sentences(text):
        sentence = text[start:end]
        if not _WORD.search(sentence):
            continue  # a cell or the value of a chart: it says nothing by itself
        read = sentence.replace("\n", " ") if run.is_key_figure else sentence
        for figure in figures(read, counted_before=counted, is_key=run.is_key_figure):
            counted = figure.counted or counted
            at = start + figure.start
            is_spoken = any(low <= at < high for low, high in spoken)
            own = replace(setting, is_spoken=is_spoken)
            yield _outcome(page, run.start + start, sentence, figure, own)


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
