"""The pieces of a report in the order in which they are read: headings over their passages, pages run on."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rdsearch.dutch import Gap
from rdsearch.types import Block, Page, Passage, Role, Span

_HEADINGS = (Role.TITLE, Role.HEADING)
_IN_TABLES = (Role.TABLE, Role.CAPTION)


class Kind(IntEnum):
    """What a piece of a page is to its passage."""

    BODY = 0
    HEADING = 1  # stands over it
    CONTENTS = 2  # a table of contents, which is in no passage: the nearest is meant


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a page, what parts it from the piece before, and the place of its passage in the report;
    None in a report without passages."""

    span: Span
    kind: Kind
    before: Gap
    ordinal: int | None


_Placed = tuple[int, Block]  # page number
_END = (math.inf, 0)


class _Outside:
    """What stands in no passage, headings and tables of contents, in order; each is given once."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._placed = (
            (page.number, block)
            for page in pages
            for block in page.blocks
            if block.role in _HEADINGS or block.role is Role.TOC
        )
        self._next = next(self._placed, None)

    def before(self, place: tuple[float, int]) -> Iterator[_Placed]:
        while self._next is not None and _place(self._next) < place:
            yield self._next
            self._next = next(self._placed, None)


def pieces_of(pages: Sequence[Page], passages: Iterable[Passage]) -> Iterator[Piece]:
    """All text of a report once; `pages` are all its pages, both are in order.

    A page is read again for each that stands on it: what crosses pages is kept, whole pages are not.
    """
    outside = _Outside(pages)
    contents: list[Piece] = []
    last: Passage | None = None
    for passage in passages:
        above = [*_headings(outside.before(_begin(passage)), passage.ordinal, contents)]
        yield from _over(above, passage.ordinal)
        runs_on = last is not None and not above and _stream(last, pages) == _stream(passage, pages)
        for span in passage.spans:
            yield Piece(span, Kind.BODY, Gap.SPACE if runs_on else Gap.END, passage.ordinal)
            runs_on = True
        last = passage
    ordinal = last.ordinal if last else None
    yield from _over([*_headings(outside.before(_END), ordinal, contents)], ordinal)
    yield from contents


def _headings(
    outside: Iterable[_Placed], ordinal: int | None, contents: list[Piece]
) -> Iterator[_Placed]:
    """The headings; tables of contents go to `contents`, with the next passage."""
    for placed in outside:
        if placed[1].role is Role.TOC:
            contents.append(Piece(_span(placed), Kind.CONTENTS, Gap.END, ordinal))
        else:
            yield placed


def _over(headings: Sequence[_Placed], ordinal: int | None) -> Iterator[Piece]:
    """Headings that follow each other, as the lines of a long one do, run on."""
    for number, placed in enumerate(headings):
        yield Piece(_span(placed), Kind.HEADING, Gap.SPACE if number else Gap.END, ordinal)


def _span(placed: _Placed) -> Span:
    page, block = placed
    return Span(page, block.start, block.end)


def _place(placed: _Placed) -> tuple[int, int]:
    return placed[0], placed[1].start


def _begin(passage: Passage) -> tuple[int, int]:
    return passage.spans[0].page, passage.spans[0].start


def _stream(passage: Passage, pages: Sequence[Page]) -> tuple[tuple[str, ...], Role | None]:
    """What a passage has to share with the next one for a phrase to run on: its headings, and whether it
    is text, table or footnote."""
    page, start = _begin(passage)
    role = next((b.role for b in pages[page - 1].blocks if b.start <= start < b.end), None)
    if role in _IN_TABLES:
        return passage.headings, Role.TABLE
    return passage.headings, role if role is Role.FOOTNOTE else Role.BODY
