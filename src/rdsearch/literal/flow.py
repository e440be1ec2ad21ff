"""The pieces of a report in the order in which they are read: headings over their passages, pages run on."""

from collections.abc import Iterator, Sequence
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


def pieces_of(pages: Sequence[Page], passages: Sequence[Passage]) -> Iterator[Piece]:
    """All text of a report once; `pages` are all its pages, both are in order."""
    blocks = [(page.number, block) for page in pages for block in page.blocks]
    headings = [placed for placed in blocks if placed[1].role in _HEADINGS]
    roles = {page.number: page.blocks for page in pages}
    last: Passage | None = None
    for passage in passages:
        above = [placed for placed in headings if _place(placed) < _begin(passage)]
        headings = headings[len(above) :]
        yield from _over(above, passage.ordinal)
        runs_on = last is not None and not above and _stream(last, roles) == _stream(passage, roles)
        for span in passage.spans:
            yield Piece(span, Kind.BODY, Gap.SPACE if runs_on else Gap.END, passage.ordinal)
            runs_on = True
        last = passage
    yield from _over(headings, last.ordinal if last else None)
    for placed in blocks:
        if placed[1].role is Role.TOC:
            nearest = next((p for p in passages if _begin(p) > _place(placed)), last)
            ordinal = nearest.ordinal if nearest else None
            yield Piece(_span(placed), Kind.CONTENTS, Gap.END, ordinal)


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


def _stream(
    passage: Passage, blocks: dict[int, tuple[Block, ...]]
) -> tuple[tuple[str, ...], Role | None]:
    """What a passage has to share with the next one for a phrase to run on: its headings, and whether it
    is text, table or footnote."""
    page, start = _begin(passage)
    role = next((b.role for b in blocks[page] if b.start <= start < b.end), None)
    if role in _IN_TABLES:
        return passage.headings, Role.TABLE
    return passage.headings, role if role is Role.FOOTNOTE else Role.BODY
