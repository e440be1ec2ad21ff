"""What is read with the rows of a table: the heads of its columns and the names of its groups."""

import re
from collections.abc import Iterator, Sequence

from rdsearch.types import Block, Page, Role, Table

_MAX_HEAD_CHARS = 60  # more is a cell of text that was taken for a head
_AMOUNT = re.compile(r"\d[.,]\d")  # a year heads a column, an amount does not
_EDGE_PT = 2.0

Contexts = dict[tuple[int, int], tuple[str, ...]]
"""(page number, start of the block) of a table row → what stands over it: heads, then names of groups."""


def contexts_of(pages: Sequence[Page]) -> Contexts:
    """What has to be read with each row of a table where the rows are parted.

    A table that goes on at the head of the next page keeps its heads.
    """
    found: Contexts = {}
    carried = (0, "")  # columns and heads of the table at the foot of the page before
    for page in pages:
        ends = [block.start for block in page.blocks if block.role is not Role.FOOTNOTE] or [-1]
        at_foot = (0, "")
        for table in page.tables:
            starts = _starts(table, page)
            heads = _heads(table)
            if not heads and ends[0] in starts and carried[0] == _columns(table):
                heads = carried[1]
            if ends[-1] in starts:
                at_foot = (_columns(table), heads)
            for start, group in zip(starts, _groups(table), strict=True):
                if start is not None:
                    found[page.number, start] = tuple(filter(None, (heads, group)))
        carried = at_foot
    return found


def _columns(table: Table) -> int:
    return max(map(len, table.rows), default=0)


def _heads(table: Table) -> str:
    """The rows of heads, empty where there are none or they are no heads."""
    above = [[cell for cell in row if cell] for row in table.rows[: table.header_rows]]
    cells = [cell for row in above for cell in row]
    are_heads = all(len(cell) <= _MAX_HEAD_CHARS and not _AMOUNT.search(cell) for cell in cells)
    return " ".join(cells) if are_heads else ""


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
