"""Tables: rows between ruled lines, or rows of short aligned cells.

Own rules instead of pdfplumber's `find_tables`: the lines are read already, so a page with a table
costs a millisecond instead of parsing the page a second time in Python.
"""

from collections.abc import Collection, Sequence

from rdsearch.extract.aligned import aligned_tables
from rdsearch.extract.cells import (
    LEAST_CELLS,
    Cell,
    TableInk,
    cells_of,
    gap_borders,
    is_numeric,
    of_mixed_sizes,
    table_from,
)
from rdsearch.extract.ink import Line, QuadFloat
from rdsearch.extract.rulings import SAME_PT, Zone, stripe_edges, zones_of

__all__ = ["TableInk", "tables_of"]

_LEAST_ROWS = 3
_ROW_EM = 4.0  # higher than this: boxes below each other, not rows


def tables_of(
    lines: Sequence[Line],
    rules: Sequence[QuadFloat],
    boxes: Sequence[QuadFloat] = (),
    *,
    taken: Collection[int] = (),
) -> list[TableInk]:
    """The tables among `lines`, ruled and striped ones first; they do not overlap. `taken` are
    indexes of lines that belong to something else."""
    found = _ruled(lines, [*rules, *stripe_edges(boxes, lines)], taken)
    taken = {*taken, *(i for table in found for i in table.used)}
    free = [(i, line) for i, line in enumerate(lines) if i not in taken]
    return found + aligned_tables(free)


# Ruled tables


def _ruled(
    lines: Sequence[Line], rules: Sequence[QuadFloat], others: Collection[int]
) -> list[TableInk]:
    tables: list[TableInk] = []
    taken = set(others)
    for zone in zones_of(rules):
        table = _table_in(zone, lines, taken)
        if table is not None:
            tables.append(table)
            taken |= table.used
    return tables


def _table_in(zone: Zone, lines: Sequence[Line], taken: set[int]) -> TableInk | None:
    inside = {
        i: line
        for i, line in enumerate(lines)
        if i not in taken
        and zone.ys[0] - 2 <= line.baseline - 0.35 * line.style.size <= zone.ys[-1] + 2
        and zone.x0 - SAME_PT <= (line.x0 + line.x1) / 2 <= zone.x1 + SAME_PT
    }
    if len(inside) < 4:
        return None
    inside.update(_last_row(zone, lines, inside, taken))
    inner = [x for x in zone.xs if zone.x0 + 5 < x < zone.x1 - 5]
    # Heads are often wider than their columns: where a rule parts them off, the rows below decide.
    body = [line for line in inside.values() if len(zone.ys) < 3 or line.baseline > zone.ys[1]]
    borders = inner or gap_borders(body)
    if not borders or (inner and len(zone.ys) < 3) or of_mixed_sizes(list(inside.values())):
        return None
    bands = _bands(zone, list(inside.values()), ruled_columns=bool(inner))
    rows = [cells_of(band, borders, zone if inner else None) for band in bands if band]
    full = sum(sum(bool(cell) for cell in row) >= 2 for row in rows)
    if len(rows) < 2 or full < (0.3 if inner else 0.6) * len(rows):
        return None
    if not inner and len(zone.ys) <= _LEAST_ROWS and _numeric_share(rows) < 0.5:
        return None
    return table_from(rows, frozenset(inside))


def _last_row(
    zone: Zone, lines: Sequence[Line], inside: dict[int, Line], taken: set[int]
) -> dict[int, Line]:
    """The lines of a row right under the last rule, such as totals: no rule closes many tables."""
    pitch = (zone.ys[-1] - zone.ys[0]) / (len(zone.ys) - 1)
    if len(zone.ys) < _LEAST_ROWS or pitch > _ROW_EM * max(
        line.style.size for line in inside.values()
    ):
        return {}
    below = {
        i: line
        for i, line in enumerate(lines)
        if i not in taken
        and i not in inside
        and zone.ys[-1] < line.baseline < zone.ys[-1] + pitch
        and zone.x0 - SAME_PT <= line.x0
        and line.x1 <= zone.x1 + SAME_PT
    }
    return below if len(below) >= LEAST_CELLS else {}


def _numeric_share(rows: Sequence[tuple[Cell, ...]]) -> float:
    cells = [cell for row in rows for cell in row[1:] if cell]
    return sum(is_numeric(cell) for cell in cells) / max(len(cells), 1)


def _bands(zone: Zone, lines: list[Line], *, ruled_columns: bool) -> list[list[Line]]:
    """The lines between each two rules."""
    bands: list[list[Line]] = [[] for _ in range(len(zone.ys) + 1)]
    for line in lines:
        middle = line.baseline - 0.35 * line.style.size
        bands[sum(y <= middle for y in zone.ys)].append(line)
    if ruled_columns:
        return bands
    return [row for band in bands for row in _anchored(band)]


def _anchored(band: list[Line]) -> list[list[Line]]:
    """Rows of a band without rules between: each starts where the first column has a line."""
    if not band:
        return []
    left = min(line.x0 for line in band)
    starts = sorted({round(b.baseline, 1) for b in band if b.x0 - left < SAME_PT})
    if len(starts) < _LEAST_ROWS or len(starts) * 2 > 2 * len(band):
        return [band]
    rows: list[list[Line]] = [[] for _ in range(len(starts) + 1)]
    for line in band:
        rows[sum(s <= line.baseline + 1 for s in starts)].append(line)
    return [row for row in rows if row]
