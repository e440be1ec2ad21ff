"""A table with what stands over it: the heads of its columns, its caption and the heading above."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rdsearch.outcomes.table_cells import YEAR, cell_figures, is_year
from rdsearch.outcomes.table_heads import Head, head_of, is_number_of, subject_of
from rdsearch.outcomes.table_rows import RowOnPage, rows_on_page
from rdsearch.types import Block, Page, Role, Table

_MAX_HEAD_CHARS = 80  # more is a cell of text, or heads that were read as one
_MAX_HEAD_ROWS = 4
_MAX_NOTE_CHARS = 80  # of a line of body that belongs to the table: "bedragen x € 1.000"
_EDGE_PT = 5.0
_AMOUNT = re.compile(r"\d[.,]\d")  # a year heads a column, an amount does not
# A caption that was read as the last line of the paragraph above it, or a note: "(bedragen x € 1.000)".
_CAPTION_AT_END = re.compile(r"\bTabel\s+\d[\d.]*\s*[:.–-]?\s+[^.]{3,150}\Z", re.IGNORECASE)
_SCALE_AT_END = re.compile(
    r"(?:\bbedragen\b[^.]{0,40}|\([^()]*(?:€|euro|EUR)[^()]*\))\W*\Z", re.IGNORECASE
)
_OF_TABLE = re.compile(r"Tabel\s+[\dA-Z]")
_YEAR = re.compile(YEAR)
_LETTER = re.compile(r"[^\W\d_]")

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Over:
    """What stands over a table; one that goes on at the head of the next page keeps it."""

    heads: Texts = ()  # one a column, empty where none are known
    caption: str = ""  # with the lines beside it that say in what the figures are
    heading: str = ""


NOTHING = Over()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it is read."""

    rows: tuple[RowOnPage | None, ...]  # without the heads
    texts: tuple[Texts, ...]  # of their cells
    heads: tuple[Head, ...]  # one a column
    caption: Head
    heading: Head
    subject: str  # what its caption says is counted
    worded: frozenset[int]  # columns without figures
    years: frozenset[int]  # columns that say of which year their row is
    last_year: int | None  # of its heads
    repeated: frozenset[str]  # labels of more than one row


def grids_of(page: Page, carried: Over = NOTHING) -> tuple[tuple[Grid, ...], Over]:
    """The tables of a page, and what stands over the one at its foot, which may go on on the next page.

    `carried`: the same of the page before.
    """
    grids: list[Grid] = []
    flow = [block.start for block in page.blocks if block.role is not Role.FOOTNOTE]
    end = -1  # place in the flow of the last row before
    over, box = carried, None
    laid = [(table, rows_on_page(table, page)) for table in page.tables]
    for table, rows in sorted(laid, key=lambda one: _starts(one[1])[:1]):
        starts = _starts(rows)
        count, heads = _heads(table)
        first, last = (flow.index(starts[0]), flow.index(starts[-1])) if starts else (0, 0)
        is_next = first - end == 1 if box is None else first - end <= 2 and _is_under(table, box)
        goes_on = is_next and len(over.heads) == max(map(len, table.rows), default=0)
        if not goes_on or (heads and heads != over.heads):
            over = Over(heads, _caption(starts, page), _heading(starts, page))
        grids.append(_grid(table, page, rows, over, count))
        end, box = last, table
    return tuple(grids), over if grids and end == len(flow) - 1 else NOTHING


def _starts(rows: Sequence[RowOnPage | None]) -> list[int]:
    return [row.start for row in rows if row]


def _is_under(table: Table, above: Table) -> bool:
    """Do the two stand in the same columns, as the parts of a table that a heading divides?"""
    return abs(table.x0 - above.x0) < _EDGE_PT and abs(table.x1 - above.x1) < _EDGE_PT


def _grid(
    table: Table, page: Page, rows: Sequence[RowOnPage | None], over: Over, count: int
) -> Grid:
    texts = tuple(
        row.texts(page) if row else cells
        for row, cells in list(zip(rows, table.rows, strict=True))[count:]
    )
    width = max(map(len, texts), default=0)
    heads = (*over.heads, *[""] * (width - len(over.heads)))
    columns = [[row[c] for row in texts if c < len(row) and row[c]] for c in range(width)]
    labels = Counter(row[0] for row in texts if row)
    # The first head is often the place of such a note.
    note = head_of(heads[0]) if heads else None
    is_note = note is not None and (note.scale != 1.0 or note.unit in ("euro", "%"))
    caption = f"{over.caption} ({heads[0]})" if is_note else over.caption
    read = [head_of(head) for head in heads]
    return Grid(
        rows=tuple(rows[count:]),
        texts=texts,
        heads=_dated(read),
        caption=head_of(caption),
        heading=head_of(over.heading),
        subject=subject_of(over.caption),
        worded=frozenset(c for c in range(width) if not any(map(cell_figures, columns[c]))),
        years=frozenset(c for c in range(width) if _are_years(columns[c], read[c])),
        last_year=max(map(int, _YEAR.findall(" ".join(heads))), default=None),
        repeated=frozenset(label for label, times in labels.items() if times > 1),
    )


def _dated(heads: Sequence[Head]) -> tuple[Head, ...]:
    """Heads that only say how it is counted ("%") stand under the period at their left, when the first has one."""
    dated: list[Head] = list(heads[:2])
    for head in heads[2:]:
        says_how = head.unit is not None or is_number_of(head)
        is_part = bool(heads[1].period) and says_how and not (head.words or head.period)
        dated.append(replace(head, period=dated[-1].period) if is_part else head)
    return tuple(dated)


def _are_years(cells: Sequence[str], head: Head) -> bool:
    """Are all numbers of a column years? "2000" under "Aantal" is none."""
    numbers = [cell for cell in cells if cell_figures(cell)]
    return bool(numbers) and all(map(is_year, numbers)) and not is_number_of(head)


# Heads


def _heads(table: Table) -> tuple[int, Texts]:
    """How many rows are heads, and what heads each column, from the top down; empty where they are no heads."""
    count = 0
    for number, row in enumerate(table.rows[:_MAX_HEAD_ROWS]):
        if number < table.header_rows or _is_head_row(row, is_first=number == 0):
            count = number + 1
        else:
            break
    above = table.rows[:count]
    cells = [cell for row in above for cell in row if cell]
    if not cells or any(len(cell) > _MAX_HEAD_CHARS or _has_amount(cell) for cell in cells):
        return count, ()
    return count, _joined(above)


def _has_amount(head: str) -> bool:
    return _AMOUNT.search(head) is not None and head_of(head).scale == 1.0


def _joined(above: Sequence[Texts]) -> Texts:
    """The heads of each column in one; an upper head stands over the columns at its right that have none."""
    joined = [""] * max(map(len, above))
    for number, row in enumerate(above):
        over = ""
        for column, cell in enumerate(row):
            is_spanning = number < len(above) - 1 and column > 1
            over = cell or (over if is_spanning else "")
            joined[column] = f"{joined[column]} {over}".strip()
    return tuple(joined)


def _is_head_row(row: Texts, *, is_first: bool) -> bool:
    """Heads that extraction did not take for such: words or years over figures."""
    cells = [cell for cell in row[1:] if cell]
    says = [cell for cell in cells if _LETTER.search(cell) or is_year(cell)]
    if not says or any(len(cell) > _MAX_HEAD_CHARS or _measures(cell) for cell in cells):
        return False
    is_plain = all(not head_of(cell).words for cell in says)  # years, units, "aantal"
    if is_first:
        return is_plain or (len(row) > 2 and len(says) == len(row) - 1)
    return is_plain and not row[0]


def _measures(cell: str) -> bool:
    return bool(cell_figures(cell)) and not is_year(cell) and head_of(cell).scale == 1.0


# What stands above


def _caption(starts: Sequence[int], page: Page) -> str:
    """The caption, and what else right above a table says in what its figures are."""
    said = []
    if (below := _below(starts, page)) and _are_captions_below(page):
        return below
    for block in _above(starts, page)[-2:]:
        text = page.text[block.start : block.end]
        is_note = len(text) <= _MAX_NOTE_CHARS and block.role is not Role.HEADING
        if block.role is Role.CAPTION or is_note:
            said.append(text)
        elif found := _CAPTION_AT_END.search(text) or _SCALE_AT_END.search(text):
            said.append(found.group())
    return " ".join(said)


def _below(starts: Sequence[int], page: Page) -> str:
    """The caption of a table right under its last row."""
    after = next((b for b in page.blocks if starts and b.start > starts[-1]), None)
    text = page.text[after.start : after.end] if after else ""
    return text if _OF_TABLE.match(text) else ""


def _are_captions_below(page: Page) -> bool:
    """Does the first table of a page have its caption under it, and none above?"""
    texts = [page.text[block.start : block.end] for block in page.blocks]
    tables = [number for number, block in enumerate(page.blocks) if block.role is Role.TABLE]
    return not any(map(_OF_TABLE.match, texts[: tables[0]]))


def _heading(starts: Sequence[int], page: Page) -> str:
    headings = [b for b in _above(starts, page) if b.role in (Role.HEADING, Role.TITLE)]
    return page.text[headings[-1].start : headings[-1].end] if headings else ""


def _above(starts: Sequence[int], page: Page) -> list[Block]:
    """The blocks between the table and the one before it."""
    blocks: list[Block] = []
    for block in page.blocks:
        if not starts or block.start >= starts[0]:
            break
        blocks = [] if block.role is Role.TABLE else [*blocks, block]
    return blocks
