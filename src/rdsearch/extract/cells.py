"""Rows of cells: what the tables with rules and those without have in common."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rdsearch.extract.ink import InkWord, Line, QuadFloat, line_of
from rdsearch.extract.rulings import Zone

NUMERIC = re.compile(
    r"[(€$£+±<>≥≤~-]*\s*[\d.,:/%]*\d[\d.,:/%)*-]*\s*(?:%|k|mln\.?|mld\.?|euro|fte|m²)?|[-–—]+|n\.?v\.?t\.?|pm|p\.m\.|nihil|[xX✓✔]|ja|nee",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d")
LEAST_CELLS = 2

Cell = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TableInk:
    """A table in its reading frame: rows of cells of lines. `used` are indexes of given lines."""

    box: QuadFloat
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int
    used: frozenset[int]


def of_mixed_sizes(lines: Sequence[Line]) -> bool:
    """Cards of key figures are no table: their figures are set much larger than their text."""
    sizes = [line.style.size for line in lines]
    return max(sizes) > 1.35 * min(sizes)


def gap_borders(lines: Sequence[Line]) -> list[float]:
    """Middles of the vertical gaps that no line crosses."""
    reach: float | None = None
    borders = []
    for line in sorted(lines, key=lambda one: one.x0):
        if reach is not None and line.x0 - reach > 0.5 * line.style.size:
            borders.append((line.x0 + reach) / 2)
        reach = max(reach or line.x1, line.x1)
    return borders


def cells_of(
    band: Sequence[Line], borders: Sequence[float], zone: Zone | None = None
) -> tuple[Cell, ...]:
    """The lines of a row cut at the column borders, by cell. Where `zone` has no rule at a border,
    the cells on both sides of it are one, and its text stands in the first."""
    cells: list[list[Line]] = [[] for _ in range(len(borders) + 1)]
    ruled = [zone.verticals_at(x) for x in borders] if zone else []
    for line in sorted(band, key=lambda one: (one.baseline, one.x0)):
        middle = line.baseline - 0.35 * line.style.size
        open_at = [not any(v[1] - 1 <= middle <= v[3] + 1 for v in rules) for rules in ruled]
        parts: dict[int, list[InkWord]] = {}
        for word in line.words:
            column = sum(border <= (word.x0 + word.x1) / 2 for border in borders)
            while column and zone and open_at[column - 1]:
                column -= 1
            parts.setdefault(column, []).append(word)
        for column, words in parts.items():
            cells[column].append(line_of(words))
    return tuple(tuple(cell) for cell in cells)


def table_from(rows: Sequence[tuple[Cell, ...]], used: frozenset[int]) -> TableInk:
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
    if sum(bool(cell) for cell in first) < LEAST_CELLS:
        return 0  # the name of a group of rows
    words = [w for cell in first for line in cell for w in line.words]
    later = [w for row in rest for cell in row[1:] for line in cell for w in line.words]
    if all(w.style.bold for w in words) and not all(w.style.bold for w in later):
        # Where the labels are bold all the way down, a bold value beside the first makes it no head.
        labels = [row[0] for row in rows]
        return int(not (_are_bold(labels) and _are_bold(rest[0])))
    colours = {w.style.colour for cell in first[1:] for line in cell for w in line.words}
    if later and colours.isdisjoint(w.style.colour for w in later):
        return 1
    below = [cell for row in rest for cell in row[1:] if cell]
    figures = [cell for cell in below if is_numeric(cell)]
    if len(figures) < 0.6 * max(len(below), 1) or all(map(_is_year, figures)):
        return 0
    return int(not any(is_numeric(cell) and not _is_year(cell) for cell in first[1:] if cell))


def _are_bold(cells: Sequence[Cell]) -> bool:
    return all(word.style.bold for cell in cells for line in cell for word in line.words)


def _is_year(cell: Cell) -> bool:
    return bool(YEAR.fullmatch(" ".join(line.text for line in cell)))


def is_numeric(cell: Cell) -> bool:
    return bool(NUMERIC.fullmatch(" ".join(line.text for line in cell)))
