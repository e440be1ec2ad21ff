"""Charts: bars or grid lines with the short labels around them, read as one.

A chart's labels are no running text: read with the columns around them they fall between sentences.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rdsearch.extract.ink import Line, QuadFloat

_LEAST = 3  # bars, grid lines, labels
_SAME_PT = 1.5
_LABEL_WORDS = 4
_LABEL_CHARS = 30
_ABOVE_EM, _BELOW_EM, _BESIDE_EM = 1.6, 1.8, 3.5


@dataclass(frozen=True, slots=True)
class ChartInk:
    """The labels of a chart in reading order; `used` are indexes of given lines."""

    box: QuadFloat
    labels: tuple[Line, ...]
    used: frozenset[int]


def charts_of(
    lines: Sequence[Line], *, boxes: Sequence[QuadFloat], rules: Sequence[QuadFloat]
) -> list[ChartInk]:
    """The charts of a page; they do not overlap."""
    done: set[int] = set()
    found = []
    # Text stands beside bars, in the cells of a table.
    bare = [box for box in boxes if not any(_holds(box, line) for line in lines)]
    grids = [(grid, False) for grid in _grids(rules) if _has_axis(grid, lines)]
    for bars, is_lying in _bars(bare) + grids:
        chart = _chart(lines, bars, is_lying, done)
        if chart is not None:
            found.append(chart)
            done |= chart.used
    return found


def _holds(box: QuadFloat, line: Line) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _bars(boxes: Sequence[QuadFloat]) -> list[tuple[list[QuadFloat], bool]]:
    """Groups of bars on one axis, of one thickness and different lengths; True when they lie."""
    standing: dict[tuple[int, int], list[QuadFloat]] = defaultdict(list)
    lying: dict[tuple[int, int], list[QuadFloat]] = defaultdict(list)
    for box in sorted(set(boxes)):
        width, height = box[2] - box[0], box[3] - box[1]
        standing[round(box[3] / _SAME_PT), round(width / _SAME_PT)].append(box)
        lying[round(box[0] / _SAME_PT), round(height / _SAME_PT)].append(box)
    groups = [(group, False) for group in standing.values() if _differ(group, _height)]
    return groups + [(group, True) for group in lying.values() if _differ(group, _width)]


def _width(box: QuadFloat) -> float:
    return box[2] - box[0]


def _height(box: QuadFloat) -> float:
    return box[3] - box[1]


def _differ(group: Sequence[QuadFloat], length: Callable[[QuadFloat], float]) -> bool:
    """Three bars or more that are not all as long, as the cells of a table are."""
    return len(group) >= _LEAST and len({round(length(bar) / _SAME_PT) for bar in group}) > 1


def _grids(rules: Sequence[QuadFloat]) -> list[list[QuadFloat]]:
    """Horizontal rules of one extent at one distance."""
    extents: dict[tuple[int, int], list[QuadFloat]] = defaultdict(list)
    for rule in sorted(set(rules), key=lambda r: r[1]):
        if _width(rule) > _height(rule):
            extents[round(rule[0] / _SAME_PT), round(rule[2] / _SAME_PT)].append(rule)
    grids = []
    for group in extents.values():
        steps = [b[1] - a[1] for a, b in pairwise(group)]
        if len(group) >= _LEAST and max(steps) - min(steps) <= _SAME_PT:
            grids.append(group)
    return grids


def _has_axis(grid: Sequence[QuadFloat], lines: Sequence[Line]) -> bool:
    """Do labels stand side by side right under the last rule, and not in most of the bands between
    the rules, as the cells of a table would?"""
    x0, _, x1, bottom = grid[-1]
    beside = [n for n in lines if x0 - n.style.size <= (n.x0 + n.x1) / 2 <= x1 + n.style.size]
    axis = [n for n in beside if _is_label(n) and bottom < n.baseline < bottom + 2 * n.style.size]
    filled = sum(
        sum(upper[1] <= (n.y0 + n.y1) / 2 <= lower[1] for n in beside) > 1
        for upper, lower in pairwise(grid)
    )
    return len(axis) >= _LEAST and filled < (len(grid) - 1) / 2


def _chart(
    lines: Sequence[Line], bars: Sequence[QuadFloat], is_lying: bool, done: set[int]
) -> ChartInk | None:
    region = (
        min(bar[0] for bar in bars),
        min(bar[1] for bar in bars),
        max(bar[2] for bar in bars),
        max(bar[3] for bar in bars),
    )
    near = {
        i: line
        for i, line in enumerate(lines)
        if i not in done and _is_near(line, region, is_lying=is_lying)
    }
    if len(near) < _LEAST or not all(_is_label(line) for line in near.values()):
        return None
    sizes = [line.style.size for line in near.values()]
    if max(sizes) > 1.4 * median(sizes) or not any(
        c.isdigit() for n in near.values() for c in n.text
    ):
        return None
    ordered = sorted(near.values(), key=_by_bar(bars) if is_lying else _above_axis(region))
    return ChartInk(region, tuple(ordered), frozenset(near))


def _is_near(line: Line, region: QuadFloat, *, is_lying: bool) -> bool:
    em = line.style.size
    x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    above, below = (0.5, 0.5) if is_lying else (_ABOVE_EM, _BELOW_EM)
    if not region[1] - above * em <= y <= region[3] + below * em:
        return False
    return (
        region[0] - em <= x <= region[2] + em
        or 0 <= region[0] - line.x1 < _BESIDE_EM * em
        or 0 <= line.x0 - region[2] < _BESIDE_EM * em
    )


def _is_label(line: Line) -> bool:
    return len(line.words) <= _LABEL_WORDS and len(line.text) <= _LABEL_CHARS


def _by_bar(bars: Sequence[QuadFloat]) -> Callable[[Line], tuple[float, float]]:
    """The labels of each bar together, from top to bottom."""
    middles = [(bar[1] + bar[3]) / 2 for bar in bars]

    def key(line: Line) -> tuple[float, float]:
        y = (line.y0 + line.y1) / 2
        return min(middles, key=lambda middle: abs(middle - y)), line.x0

    return key


def _above_axis(region: QuadFloat) -> Callable[[Line], tuple[bool, float, float]]:
    """The values from left to right, then what stands at the axis below them."""

    def key(line: Line) -> tuple[bool, float, float]:
        return (line.y0 + line.y1) / 2 > region[3], line.x0, line.y0

    return key
