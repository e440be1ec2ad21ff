"""Tables: rows between ruled lines, or rows of short aligned cells.

Own rules instead of pdfplumber's `find_tables`: the lines are read already, so a page with a table
costs a millisecond instead of parsing the page a second time in Python.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

from rdsearch.extract.ink import InkWord, Line, QuadFloat, line_of
from rdsearch.extract.rulings import SAME_PT, Zone, stripe_edges, zones_of

_NUMERIC = re.compile(
    r"[(€$£+±<>≥≤~-]*\s*[\d.,:/%]*\d[\d.,:/%)*-]*\s*(?:%|k|mln\.?|mld\.?|euro|fte|m²)?|[-–—]+|n\.?v\.?t\.?|pm|p\.m\.|nihil|[xX✓✔]|ja|nee",
    re.IGNORECASE,
)
_LEAST_ROWS = 3
_LEAST_CELLS = 2
_ROW_EM = 4.0  # higher than this: boxes below each other, not rows
_LABEL_CHARS = 30
_LARGE = 1.25  # times the usual size: heads side by side are no table

Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TableInk:
    """A table in its reading frame: rows of cells of lines. `used` are indexes of given lines."""

    box: QuadFloat
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    used: frozenset[int]


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
    return found + _aligned(free)


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
    borders = inner or _gap_borders(body)
    if not borders or (inner and len(zone.ys) < 3) or _of_mixed_sizes(list(inside.values())):
        return None
    bands = _bands(zone, list(inside.values()), ruled_columns=bool(inner))
    rows = [_cells(band, borders, zone if inner else None) for band in bands if band]
    full = sum(sum(bool(cell) for cell in row) >= 2 for row in rows)
    if len(rows) < 2 or full < (0.3 if inner else 0.6) * len(rows):
        return None
    if not inner and len(zone.ys) <= _LEAST_ROWS and _numeric_share(rows) < 0.5:
        return None
    return _table(rows, frozenset(inside))


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
    return below if len(below) >= _LEAST_CELLS else {}


def _of_mixed_sizes(lines: Sequence[Line]) -> bool:
    """Cards of key figures are no table: their figures are set much larger than their text."""
    sizes = [line.style.size for line in lines]
    return max(sizes) > 1.35 * min(sizes)


def _numeric_share(rows: Sequence[tuple[Cell, ...]]) -> float:
    cells = [cell for row in rows for cell in row[1:] if cell]
    return sum(_is_numeric(cell) for cell in cells) / max(len(cells), 1)


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


def _gap_borders(lines: Sequence[Line]) -> list[float]:
    """Middles of the vertical gaps that no line crosses."""
    reach: float | None = None
    borders = []
    for line in sorted(lines, key=lambda one: one.x0):
        if reach is not None and line.x0 - reach > 0.5 * line.style.size:
            borders.append((line.x0 + reach) / 2)
        reach = max(reach or line.x1, line.x1)
    return borders


def _cells(
    band: Sequence[Line], borders: Sequence[float], zone: Zone | None = None
) -> tuple[Cell, ...]:
    """The lines of a row cut at the column borders, by cell. Where `zone` has no rule at a border,
    the cells on both sides of it are one, and its text stands in the first."""
    cells: list[list[Line]] = [[] for _ in range(len(borders) + 1)]
    for line in sorted(band, key=lambda one: (one.baseline, one.x0)):
        middle = line.baseline - 0.35 * line.style.size
        open_at = [zone is not None and not _is_ruled(zone, x, middle) for x in borders]
        parts: dict[int, list[InkWord]] = {}
        for word in line.words:
            column = sum(border <= (word.x0 + word.x1) / 2 for border in borders)
            while column and open_at[column - 1]:
                column -= 1
            parts.setdefault(column, []).append(word)
        for column, words in parts.items():
            cells[column].append(line_of(words))
    return tuple(tuple(cell) for cell in cells)


def _is_ruled(zone: Zone, x: float, y: float) -> bool:
    return any(
        abs((v[0] + v[2]) / 2 - x) <= SAME_PT and v[1] - 1 <= y <= v[3] + 1 for v in zone.verticals
    )


def _table(rows: Sequence[tuple[Cell, ...]], used: frozenset[int]) -> TableInk:
    everything = [line for row in rows for cell in row for line in cell]
    box = (
        min(line.x0 for line in everything),
        min(line.y0 for line in everything),
        max(line.x1 for line in everything),
        max(line.y1 for line in everything),
    )
    return TableInk(box, tuple(rows), _header_rows(rows), used)


def _header_rows(rows: Sequence[tuple[Cell, ...]]) -> int:
    """1 when the first row is set in bold, or has words above columns of figures."""
    first, rest = rows[0], rows[1:]
    words = [w for cell in first for line in cell for w in line.words]
    later = [w for row in rest for cell in row[1:] for line in cell for w in line.words]
    if all(w.style.bold for w in words) and not all(w.style.bold for w in later):
        return 1
    if words[0].style.colour != later[0].style.colour if later else False:
        return 1
    below = [cell for row in rest for cell in row[1:] if cell]
    numeric = sum(_is_numeric(cell) for cell in below) >= 0.6 * max(len(below), 1)
    return int(numeric and not any(_is_numeric(cell) for cell in first[1:] if cell))


def _is_numeric(cell: Cell) -> bool:
    return bool(_NUMERIC.fullmatch(" ".join(line.text for line in cell)))


# Tables without rules


_Row = list[tuple[int, Line]]


def _aligned(lines: Sequence[tuple[int, Line]]) -> list[TableInk]:
    rows: list[_Row] = []
    for item in sorted(lines, key=lambda one: (round(one[1].baseline), one[1].x0)):
        if rows and abs(rows[-1][-1][1].baseline - item[1].baseline) <= 0.2 * item[1].style.size:
            rows[-1].append(item)
        else:
            rows.append([item])
    usual = median([line.style.size for _, line in lines]) if lines else 0.0
    tables = []
    for run in _runs(rows):
        table = _aligned_table(run)
        if table is not None and _first_size(table) < _LARGE * usual:
            tables.append(table)
    return tables


def _first_size(table: TableInk) -> float:
    return next(line.style.size for cell in table.rows[0] for line in cell)


def _runs(rows: list[_Row]) -> list[list[_Row]]:
    """Runs of rows with two or more pieces; a row of one piece may continue a cell."""
    runs: list[list[_Row]] = []
    current: list[_Row] = []
    for row in rows:
        near = not current or (
            row[0][1].baseline - current[-1][0][1].baseline < 3.2 * row[0][1].style.size
        )
        multiple = len(row) > 1
        starts_with_text = (
            current
            and not multiple
            and (row[0][1].x0 <= min(line.x0 for _, line in current[0]) + SAME_PT)
        )
        if current and (not near or starts_with_text):
            runs.append(current)
            current = []
        if multiple or current:
            current.append(row)
    runs.append(current)
    trimmed = []
    for run in runs:
        while run and len(run[-1]) == 1:
            run = run[:-1]
        if sum(len(row) > 1 for row in run) >= _LEAST_ROWS:
            trimmed.append(run)
    return trimmed


def _aligned_table(run: list[_Row]) -> TableInk | None:
    lines = [line for row in run for _, line in row]
    borders = _gap_borders(lines)
    if not borders or _of_mixed_sizes(lines):
        return None
    first_border = borders[0]
    labels = [line for line in lines if line.x1 <= first_border]
    cells = [line for line in lines if line.x0 >= first_border]
    if len(labels) < _LEAST_ROWS or not cells:
        return None
    numeric = sum(_NUMERIC.fullmatch(line.text) is not None for line in cells)
    if numeric < 0.6 * len(cells) and not _are_labels(labels, cells):
        return None
    rows: list[list[Line]] = []
    for row in run:
        own = [line for _, line in row]
        if rows and own[0].x0 >= first_border and len(own) < len(borders) + 1:
            rows[-1].extend(own)
        else:
            rows.append(own)
    used = frozenset(i for row in run for i, _ in row)
    return _table([_cells(row, borders) for row in rows], used)


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
