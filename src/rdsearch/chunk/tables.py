"""What is read in place of the rows of a table: sentences of their cells under the heads of the columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdsearch.types import Block, Page, Role, Table

_MAX_HEAD_CHARS = 60  # more is a cell of text that was taken for a head
_AMOUNT = re.compile(r"\d[.,]\d")  # a year heads a column, an amount does not
_EDGE_PT = 2.0


@dataclass(frozen=True, slots=True)
class Row:
    """How a row of a table is read apart from the table."""

    # "Begroot Rijk 2021: € 1,2 mln; 2022: € 1,4 mln." Empty for the heads, which every row has with it;
    # None where no heads are known and the row is read as it stands.
    sentence: str | None
    over: tuple[str, ...]  # the head of the first column, the row that names those below it


Rows = dict[int, Row]
"""Of one page, by the start of the row's block."""

_Heads = tuple[str, ...]  # one a column, empty where none is known


def with_rows(pages: Iterable[Page]) -> Iterator[tuple[Page, Rows]]:
    """Each page with the rows of its tables. One that goes on at the head of the next page keeps its heads."""
    carried: tuple[int, _Heads] = (0, ())  # columns and heads of the table at the foot before
    for page in pages:
        found: Rows = {}
        ends = [block.start for block in page.blocks if block.role is not Role.FOOTNOTE] or [-1]
        at_foot: tuple[int, _Heads] = (0, ())
        for table in page.tables:
            starts = _starts(table, page)
            heads = _heads(table)
            if not heads and ends[0] in starts and carried[0] == _columns(table):
                heads = carried[1]
            if ends[-1] in starts:
                at_foot = (_columns(table), heads)
            for number, (start, group) in enumerate(zip(starts, _groups(table), strict=True)):
                if start is not None:
                    is_head = bool(heads) and number < table.header_rows
                    sentence = "" if is_head else _sentence(table.rows[number], heads)
                    over = tuple(filter(None, (*("" if is_head else heads[:1]), group)))
                    found[start] = Row(sentence, over)
        carried = at_foot
        yield page, found


def _sentence(row: Sequence[str], heads: _Heads) -> str | None:
    """The first cell, then every other under its head; None for a row that says nothing under a head."""
    under = [(head, cell) for cell, head in zip(row[1:], heads[1:], strict=False) if cell]
    if not any(head for head, _ in under):
        return None
    read = "; ".join(f"{head}: {cell}" if head else cell for head, cell in under)
    return f"{row[0]} {read}.".lstrip()


def _columns(table: Table) -> int:
    return max(map(len, table.rows), default=0)


def _heads(table: Table) -> _Heads:
    """What heads each column, from the top down; nothing where there are no heads or they are no heads."""
    above = table.rows[: table.header_rows]
    cells = [cell for row in above for cell in row if cell]
    if not cells or any(len(cell) > _MAX_HEAD_CHARS or _AMOUNT.search(cell) for cell in cells):
        return ()
    return tuple(
        " ".join(row[column] for row in above if column < len(row) and row[column])
        for column in range(_columns(table))
    )


def _starts(table: Table, page: Page) -> list[int | None]:
    """Where the block of each row starts; None for a row that is not found among them."""
    blocks = [b for b in page.blocks if b.role is Role.TABLE and _is_inside(b, table)]
    letters = [_letters(page.text[block.start : block.end]) for block in blocks]
    starts: list[int | None] = []
    following = 0
    for row in table.rows:
        wanted = _letters("".join(row))
        places = range(following, len(blocks)) if wanted else ()
        place = next((i for i in places if letters[i] == wanted), None)
        starts.append(None if place is None else blocks[place].start)
        following = following if place is None else place + 1
    return starts


def _is_inside(block: Block, table: Table) -> bool:
    x, y = (block.x0 + block.x1) / 2, (block.y0 + block.y1) / 2
    return (
        table.x0 - _EDGE_PT <= x <= table.x1 + _EDGE_PT
        and table.y0 - _EDGE_PT <= y <= table.y1 + _EDGE_PT
    )


def _letters(text: str) -> list[str]:
    """What a row says in whatever order: its block has other spaces and hyphens than its cells."""
    return sorted(filter(str.isalnum, text))


def _groups(table: Table) -> Iterator[str]:
    """For each row the nearest row over it that has nothing but its first cell: it names those below."""
    group = ""
    for row in table.rows:
        yield group
        if len(row) > 2 and row[0] and not any(row[1:]):
            group = row[0]
