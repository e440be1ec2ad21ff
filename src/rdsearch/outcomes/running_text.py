"""The figures of a report's running text, key figures with their labels too, each in its sentence. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rdsearch import dutch
from rdsearch.outcomes.cues import Setting, cues_of, is_result_lead
from rdsearch.outcomes.figures import Figure, figures
from rdsearch.outcomes.numerals import numerals
from rdsearch.outcomes.tone import READ, SPOKEN, Tone, is_dutch
from rdsearch.outcomes.units import unit_at
from rdsearch.types import Block, Page, Role

_WORD = re.compile(r"[a-zà-ÿ]{3}")
_HEADINGS = (Role.TITLE, Role.HEADING)
_MAX_BOX_HEAD_CHARS = 30
# A figure set large by itself, "1.790", with what it counts under it: "vouchers van het fonds".
_MAX_LABEL_CHARS = 120
_MAX_FIGURE_CHARS = 20
_LARGE = 1.5  # times the type of its label
_LABEL_UNDER = re.compile(r"[a-zà-ÿ][\w’'-]*(?=[\s,;]|:(?!/)|\Z)")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of running text."""

    figure: Figure  # its offsets are into `sentence`
    sentence: str
    start: int  # of the sentence on its page, in code points
    cues: frozenset[str]  # of its kind


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of a page that is read as one: a block, or a figure and its label under it."""

    role: Role
    start: int
    end: int
    is_key_figure: bool = False


def told_by_page(pages: Sequence[Page], tone: Tone) -> Iterator[tuple[Page, list[Told]]]:
    """The figures of each Dutch page in reading order; a head goes on over the end of its page."""
    heading = ""
    for page in pages:
        if not is_dutch(page.language):
            continue
        found: list[Told] = []
        for run in _runs(page):
            text = page.text[run.start : run.end]
            # The head of a box ("In cijfers") may have been read as a line of body.
            is_box_head = len(text) <= _MAX_BOX_HEAD_CHARS and is_result_lead(text)
            if run.role in _HEADINGS or is_box_head:
                heading = text
            else:
                is_item = run.is_key_figure or run.role is Role.LIST_ITEM
                found += _told_in(text, run, Setting(tone, heading, is_item=is_item))
        yield page, found


def _told_in(text: str, run: _Run, setting: Setting) -> Iterator[Told]:
    spoken = [match.span() for match in SPOKEN.finditer(text)]
    counted = ""
    for start, end in [(0, len(text))] if run.is_key_figure else dutch.sentences(text):
        sentence = text[start:end]
        if not _WORD.search(sentence):
            continue  # a cell or the value of a chart: it says nothing by itself
        read = sentence.replace("\n", " ")
        for figure in figures(
            read if run.is_key_figure else sentence,
            counted_before=counted,
            is_key=run.is_key_figure,
        ):
            counted = figure.counted or counted
            at = start + figure.start
            is_spoken = any(low <= at < high for low, high in spoken)
            cues = cues_of(read, figure, replace(setting, is_spoken=is_spoken))
            yield Told(figure, sentence, run.start + start, cues)


def _runs(page: Page) -> Iterator[_Run]:
    """What is read of a page: its heads, and its Dutch text but tables, contents and notes."""
    alone: Block | None = None
    for block in page.blocks:
        text = page.text[block.start : block.end]
        is_read = block.role in READ and is_dutch(block.language)
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
