"""The rows of a table as they stand in the text of its page: where each row and each cell is."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdsearch.types import Block, Page, Role, Table

_EDGE_PT = 2.0


@dataclass(frozen=True, slots=True)
class RowOnPage:
    """A row of a table: code points of the page's text, half-open."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]  # an empty cell is an empty span

    def texts(self, page: Page) -> tuple[str, ...]:
        return tuple(page.text[start:end] for start, end in self.cells)


def rows_on_page(table: Table, page: Page) -> tuple[RowOnPage | None, ...]:
    """Each row of a table; None for one that the text of the page does not hold as it is."""
    blocks = [b for b in page.blocks if b.role is Role.TABLE and _is_inside(b, table)]
    letters = [_letters(page.text[block.start : block.end]) for block in blocks]
    rows: list[RowOnPage | None] = []
    following = 0
    for row in table.rows:
        wanted = _letters("".join(row))
        places = range(following, len(blocks)) if wanted else ()
        place = next((i for i in places if letters[i] == wanted), None)
        rows.append(None if place is None else _row_at(blocks[place], row, page))
        following = following if place is None else place + 1
    return tuple(rows)


def _is_inside(block: Block, table: Table) -> bool:
    x, y = (block.x0 + block.x1) / 2, (block.y0 + block.y1) / 2
    return (
        table.x0 - _EDGE_PT <= x <= table.x1 + _EDGE_PT
        and table.y0 - _EDGE_PT <= y <= table.y1 + _EDGE_PT
    )


def _letters(text: str) -> str:
    """What a row says: its block has other spaces, hyphens and tremas than its cells."""
    return "".join(map(_plain, filter(str.isalnum, text)))


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def _row_at(block: Block, row: Sequence[str], page: Page) -> RowOnPage:
    return RowOnPage(block.start, block.end, tuple(_cells(block, row, page.text)))


def _cells(block: Block, row: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    """The span of each cell, which the text holds one after the other but for hyphens at line ends."""
    at = block.start
    for cell in row:
        start = end = None
        for mark in filter(lambda one: not one.isspace(), cell):
            place = at
            while place < block.end and text[place].isspace():
                place += 1
            if place < block.end and _plain(text[place]) == _plain(mark):
                start = place if start is None else start
                at = end = place + 1
        yield (at, at) if start is None or end is None else (start, end)
