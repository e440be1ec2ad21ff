"""Tables without rules: rows of short aligned pieces, as of balance sheets."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from rdsearch.extract.blocks import is_entry
from rdsearch.extract.cells import (
    NUMERIC,
    YEAR,
    Cell,
    TableInk,
    cells_of,
    gap_borders,
    of_mixed_sizes,
    table_from,
)
from rdsearch.extract.ink import Line, line_of
from rdsearch.extract.rulings import SAME_PT

_LEAST_ROWS = 3
_LEAST_BALANCE = 2
_LABEL_CHARS = 30
_FIGURE_GAP_EM = 1.0
_ROW_STEP_EM, _SUM_STEP_EM = 4.0, 8.0
_INDENT_PT = 12.0  # of the rows of a group
_HEAD_EM = 8.0
_GHOST_EM = 2.0
_LARGE = 1.25  # times the usual size: heads side by side are no table

_Row = list[tuple[int, Line]]


def aligned_tables(lines: Sequence[tuple[int, Line]]) -> list[TableInk]:
    pieces = [(i, piece) for i, line in lines for piece in _figures_apart(line)]
    rows: list[_Row] = []
    for item in sorted(pieces, key=lambda one: (round(one[1].baseline), one[1].x0)):
        if rows and abs(rows[-1][-1][1].baseline - item[1].baseline) <= 0.2 * item[1].style.size:
            rows[-1].append(item)
        else:
            rows.append([item])
    for row in rows:
        row.sort(key=lambda one: one[1].x0)  # a mark may stand a little higher than its label
    usual = median([line.style.size for _, line in lines]) if lines else 0.0
    tables = []
    for run in _runs(rows):
        table = _aligned_table(run)
        if table is not None and _first_size(table) < _LARGE * usual:
            tables.append(table)
    return tables


def _figures_apart(line: Line) -> list[Line]:
    """Figures of one row that stand wide apart are cells, even where no gutter runs down the page."""
    if is_entry(line):
        return [line]  # of a table of contents
    pieces = [[line.words[0]]]
    for left, right in pairwise(line.words):
        wide = right.x0 - left.x1 > _FIGURE_GAP_EM * line.style.size
        if wide and NUMERIC.fullmatch(right.text):
            pieces.append([])
        pieces[-1].append(right)
    return [line] if len(pieces) == 1 else [line_of(words) for words in pieces]


def _first_size(table: TableInk) -> float:
    return next(line.style.size for cell in table.rows[0] for line in cell)


def _runs(rows: list[_Row]) -> list[list[_Row]]:
    """Runs of rows with two or more pieces. A row of one piece may continue a cell, name the rows below
    it, or be the upper half of the heads."""
    runs: list[list[_Row]] = []
    current: list[_Row] = []
    for number, row in enumerate(rows):
        if current and not _goes_on(current, row):
            runs.append(current)
            current = []
        if not current and len(row) > 1 and number and _is_upper_head(rows[number - 1], row):
            current.append(rows[number - 1])
        if len(row) > 1 or current:
            current.append(row)
    runs.append(current)
    trimmed = []
    for run in runs:
        kept = max((i for i, row in enumerate(run, 1) if len(row) > 1), default=0)
        while 0 < kept < len(run) and _is_more(run[kept - 1], run[kept]):
            kept += 1
        run = run[:kept]
        if sum(len(row) > 1 for row in run) >= _LEAST_ROWS:
            trimmed.append(run)
    return trimmed


def _is_more(above: _Row, row: _Row) -> bool:
    """Is `row`, under the last row of a table, the next line of one of its cells?"""
    line = row[0][1]
    return any(
        abs(cell.x0 - line.x0) < SAME_PT and line.baseline - cell.baseline < 1.5 * line.style.size
        for _, cell in above[1:] or above
    )


def _goes_on(run: Sequence[_Row], row: _Row) -> bool:
    """Does `row` belong to the table of the rows above it?"""
    first, last = row[0][1], run[-1]
    size = first.style.size
    left = min(line.x0 for other in run for _, line in other)
    above = last[0][1]
    is_name = above.x0 < left + _INDENT_PT and not above.text[0].islower()
    after_name = len(last) == 1 and is_name
    step = first.baseline - above.baseline
    if len(row) > 1:
        # Heads under the name of a group: that was the title of the next table.
        are_heads = not all(_is_amount(line) for _, line in row)
        if after_name and are_heads and first.x0 > left + 4 * size:
            return False
        return step < (_SUM_STEP_EM if _is_sum(run, row) else _ROW_STEP_EM) * size
    if first.x0 > left + SAME_PT:
        return step < 3.2 * size
    cells = [other[1][1].x0 for other in run if len(other) > 1]
    labels = [other[0][1] for other in run if len(other) > 1 and other[0][1].x0 < left + _INDENT_PT]
    return (
        step < _ROW_STEP_EM * size
        and first.x1 < min(cells)
        and not after_name
        and any(
            line.style.colour == first.style.colour and abs(line.style.size - size) < 0.05 * size
            for line in labels or (above,)
        )
    )


def _is_amount(line: Line) -> bool:
    return NUMERIC.fullmatch(line.text) is not None and YEAR.fullmatch(line.text) is None


def _is_sum(run: Sequence[_Row], row: _Row) -> bool:
    """A label and figures that end where the figures of a row above end."""
    ends = [line.x1 for above in run for _, line in above[1:]]
    return all(
        _is_amount(line) and any(abs(line.x1 - end) < SAME_PT for end in ends)
        for _, line in row[1:]
    )


def _is_upper_head(above: _Row, heads: _Row) -> bool:
    """Is `above` one piece that stands over the first of the heads, as over a year?"""
    line, below = above[0][1], heads[0][1]
    return (
        len(above) == 1
        and below.baseline - line.baseline < 1.6 * below.style.size
        and abs((line.x0 + line.x1) - (below.x0 + below.x1)) < 2 * below.style.size
        and max(line.x1 - line.x0, below.x1 - below.x0) < _HEAD_EM * below.style.size
        and YEAR.fullmatch(below.text) is not None
    )


def _aligned_table(run: list[_Row]) -> TableInk | None:
    lines = [line for row in run for _, line in row]
    borders = gap_borders(lines)
    if not borders or of_mixed_sizes(lines):
        return None
    first_border = borders[0]
    labels = [line for row in run if len(row) > 1 for _, line in row if line.x1 <= first_border]
    cells = [line for line in lines if line.x0 >= first_border]
    is_balance = _is_small_balance(run, borders)
    if not is_balance and (len(labels) < _LEAST_ROWS or not cells):
        return None
    numeric = sum(NUMERIC.fullmatch(line.text) is not None for line in cells)
    if not is_balance and numeric < 0.6 * len(cells) and not _are_labels(labels, cells):
        return None
    rows: list[list[Line]] = []
    for row in run:
        own = [line for _, line in row]
        if rows and _continues(own, rows[-1], first_border, len(borders) + 1):
            rows[-1].extend(own)
        else:
            rows.append(own)
    used = frozenset(i for row in run for i, _ in row)
    return table_from(_without_ghosts([cells_of(row, borders) for row in rows]), used)


def _is_small_balance(run: Sequence[_Row], borders: Sequence[float]) -> bool:
    """Two rows of a label and an amount in every column, under heads: no more than one item and its total."""
    labelled = [row for row in run if row[0][1].x1 <= borders[0] and len(row) > 1]
    return (
        len(labelled) >= _LEAST_BALANCE
        and len(borders) >= _LEAST_BALANCE
        and run[0] is not labelled[0]
        and all(
            len(row) == len(borders) + 1 and all(_is_amount(line) for _, line in row[1:])
            for row in labelled
        )
    )


def _continues(own: Sequence[Line], above: Sequence[Line], border: float, columns: int) -> bool:
    """More of the cells above, and no row of its own? Figures without a label are: a subtotal."""
    first = own[0]
    if first.x0 < border:
        step = first.baseline - max(line.baseline for line in above)
        return len(own) == 1 and first.text[0].islower() and step < 1.5 * first.style.size
    has_own_row = all(map(_is_amount, own)) and any(map(_is_amount, above))
    return len(own) < columns and not has_own_row


def _without_ghosts(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Neighbouring columns made one that no row fills both of and that stand close: a head is centred,
    the figures under it stand at the right."""
    table = [list(row) for row in rows]
    column = 1
    while table and column + 1 < len(table[0]):
        left = [line for row in table for line in row[column]]
        right = [line for row in table for line in row[column + 1]]
        near = (
            left
            and right
            and (
                min(line.x0 for line in right) - max(line.x1 for line in left)
                < _GHOST_EM * right[0].style.size
            )
        )
        if near and not any(row[column] and row[column + 1] for row in table):
            for row in table:
                row[column : column + 2] = [row[column] + row[column + 1]]
        else:
            column += 1
    return [tuple(row) for row in table]


def _are_labels(labels: Sequence[Line], cells: Sequence[Line]) -> bool:
    """Short, ragged pieces that each start a row and begin with a capital or a figure."""
    starting = sum(not line.text[0].islower() for line in labels) >= 0.95 * len(labels)
    short = sum(len(line.text) for line in labels) <= _LABEL_CHARS * len(labels)
    flush = max(line.x0 for line in labels) - min(line.x0 for line in labels) < 2 * SAME_PT
    widest = max(line.x1 - line.x0 for line in labels)
    ragged = sum(line.x1 - line.x0 for line in labels) < 0.85 * widest * len(labels)
    heights = {round(line.baseline) for line in cells}
    beside = sum(
        any(round(label.baseline) + step in heights for step in (-1, 0, 1)) for label in labels
    )
    leads = sum(line.text.endswith(":") for line in labels) >= 0.6 * len(labels)
    return starting and short and flush and (ragged or leads) and beside >= 0.9 * len(labels)
