"""Outcomes from charts: the value at each bar with the label that stands at the same bar."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rdsearch.outcomes.table_cells import (
    CellFigure,
    cell_figures,
    is_figure_cell,
    is_period,
    is_year,
)
from rdsearch.outcomes.table_heads import Head, head_of, kind_of, subject_of
from rdsearch.types import Block, Outcome, Page, Role, Word

_LEAST = 3  # bars
_OF_TABLE = re.compile(r"tabel\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\S)[€±]?\s?\d[\d.,]*%?(?!\S)")
_GAP_EM = 1.0  # between labels beside each other
_SAME_LINE_EM = 0.4
_BESIDE_EM = 0.9  # lines stand further apart; a label of two lines has its value between them


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words that stand together: a value or a label."""

    start: int
    end: int
    text: str
    x0: float
    x1: float
    y: float
    height: float

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2


def chart_outcomes(page: Page, *, tells: bool = False) -> Iterator[Outcome]:
    """The values of the charts of a page, in reading order; none of a chart whose values have no label each.

    `tells`: the report tells what was done, more than what should be.
    """
    for number, block in enumerate(page.blocks):
        if block.role is Role.CAPTION:
            pairs = list(_pairs(_pieces(block, page)))
            caption = _caption(number, page)
            if len(pairs) >= _LEAST and caption:
                yield from _in_chart(page, block, pairs, caption, tells=tells)


def _in_chart(
    page: Page, block: Block, pairs: Sequence[tuple[_Piece, _Piece]], caption: str, *, tells: bool
) -> Iterator[Outcome]:
    over = head_of(caption)
    subject = subject_of(caption) or over.words
    for value, label in pairs:
        figure, beside = cell_figures(value.text)[0], head_of(label.text)
        unit, scale = _measured_in(figure, beside, over)
        words = "" if is_period(label.text) else label.text
        yield Outcome(
            value=round(figure.value * scale, 6),
            qualifier=figure.qualifier,
            unit=unit,
            what=", ".join(filter(None, (subject, words))),
            sentence=page.text[block.start : block.end],
            page=page.number,
            start=block.start,
            end=block.end,
            kind=kind_of((beside, over), unit, tells=tells),
            period=beside.period or over.period,
            figure=(
                value.start + figure.start - block.start,
                value.start + figure.end - block.start,
            ),
        )


def _measured_in(figure: CellFigure, beside: Head, over: Head) -> tuple[str | None, float]:
    unit = figure.unit or beside.unit or over.unit
    return unit, over.scale if unit == over.unit and not figure.is_scaled else 1.0


def _pieces(block: Block, page: Page) -> list[_Piece]:
    """The words of a block by line and gap, in the order of the text."""
    pieces: list[list[Word]] = []
    for word in page.words:
        if not block.start <= word.start < block.end:
            continue
        last = pieces[-1][-1] if pieces else None
        if last is not None and _stand_together(last, word):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [_piece(words, page.text) for words in pieces]


def _stand_together(left: Word, right: Word) -> bool:
    em = left.y1 - left.y0
    return abs(left.y1 - right.y1) < _SAME_LINE_EM * em and 0 <= right.x0 - left.x1 < _GAP_EM * em


def _piece(words: Sequence[Word], text: str) -> _Piece:
    start, end = words[0].start, words[-1].end
    first = words[0]
    middle = (first.y0 + first.y1) / 2
    return _Piece(start, end, text[start:end], first.x0, words[-1].x1, middle, first.y1 - first.y0)


def _pairs(pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, _Piece]]:
    """Each value with its label: at its left beside lying bars, under it below standing ones."""
    values = [piece for piece in pieces if _is_value(piece.text)]
    labels = [piece for piece in pieces if not _is_value(piece.text)]
    if not _LEAST <= len(values) <= len(labels):
        return  # what is written at a line besides its labels is none of them
    beside = [_beside(value, labels) for value in values]
    below = [_below(value, labels) for value in values]
    for found in (beside, below):
        paired = [label for label in found if label is not None]
        if len(paired) == len(values) and max(Counter(map(id, paired)).values()) == 1:
            yield from zip(values, paired, strict=True)
            return


def _is_value(text: str) -> bool:
    figures = cell_figures(text)
    has_digits = any(map(str.isdigit, text))
    return has_digits and len(figures) == 1 and is_figure_cell(text, figures) and not is_year(text)


def _beside(value: _Piece, labels: Sequence[_Piece]) -> _Piece | None:
    """The label at the left of a value; its lines where it runs over two."""
    near = [
        label
        for label in labels
        if abs(label.y - value.y) < _BESIDE_EM * value.height and label.x1 <= value.x0
    ]
    nearest = max(near, key=lambda label: label.x1, default=None)
    lines = [label for label in near if nearest and label.x1 > nearest.x0]
    if nearest is None or len(lines) == 1:
        return nearest
    return replace(nearest, text=" ".join(label.text for label in lines))


def _below(value: _Piece, labels: Sequence[_Piece]) -> _Piece | None:
    """The label at the axis that stands nearest under the value, within half the step of the labels."""
    steps = [right.x - left.x for left, right in pairwise(sorted(labels, key=lambda one: one.x))]
    near = min(labels, key=lambda label: abs(label.x - value.x))
    is_under = near.y > value.y and abs(near.x - value.x) < min(steps) / 2
    return near if is_under else None


def _caption(number: int, page: Page) -> str:
    """The caption before the chart, or else behind it, or else the heading before it.

    One before it that stands right under a table or another chart is that one's where there is one behind it too.
    """
    blocks = page.blocks
    before = blocks[number - 1] if number else None
    after = blocks[number + 1] if number + 1 < len(blocks) else None
    captions = [b for b in (before, after) if b is not None and _is_caption(b, page)]
    if len(captions) > 1 and number > 1 and _is_drawn(blocks[number - 2], page):
        captions.reverse()
    if not captions and before is not None and before.role is Role.HEADING:
        captions = [before]
    texts = [page.text[block.start : block.end] for block in captions]
    return next((text for text in texts if head_of(text).words), "")


def _is_caption(block: Block, page: Page) -> bool:
    text = page.text[block.start : block.end]
    return block.role is Role.CAPTION and not _OF_TABLE.match(text) and not is_drawn(text)


def _is_drawn(block: Block, page: Page) -> bool:
    is_chart = block.role is Role.CAPTION and is_drawn(page.text[block.start : block.end])
    return block.role is Role.TABLE or is_chart


def is_drawn(text: str) -> bool:
    """Whether a caption is the values and labels of a chart: numbers and words in turn, no sentence."""
    return len(_NUMBER.findall(text)) >= _LEAST and 3 * len(_NUMBER.findall(text)) >= len(
        text.split()
    )
