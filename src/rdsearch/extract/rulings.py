"""Where rules or shaded rows make the frame of a table."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rdsearch.extract.ink import Line, QuadFloat

SAME_PT = 3.0  # rules that are less apart are one, and edges that differ less are level
_STRIPE_EM = 4.0
_LEAST_STRIPES = 3
_LEAST_SIDES = 3
_OPEN_PT = 6.0  # less is the thickness of rules that meet


@dataclass(frozen=True, slots=True)
class Zone:
    x0: float
    x1: float
    ys: tuple[float, ...]  # of the horizontal rules, from top to bottom
    xs: tuple[float, ...]  # of the vertical rules within
    verticals: tuple[QuadFloat, ...]

    def verticals_at(self, x: float) -> list[QuadFloat]:
        return [v for v in self.verticals if abs((v[0] + v[2]) / 2 - x) <= SAME_PT]


def stripe_edges(boxes: Sequence[QuadFloat], lines: Sequence[Line]) -> list[QuadFloat]:
    """The edges of shaded rows as rules: boxes of one extent, each as high as a row or two."""
    size = median([line.style.size for line in lines]) if lines else 0.0
    low = [b for b in boxes if b[3] - b[1] < _STRIPE_EM * size]
    stripes: list[QuadFloat] = []
    for box in sorted(set(low), key=lambda b: (round(b[1]), round(b[3]), b[0])):
        last = stripes[-1] if stripes else box
        if stripes and abs(last[1] - box[1]) + abs(last[3] - box[3]) < 1 and box[0] <= last[2] + 1:
            stripes[-1] = (last[0], last[1], max(last[2], box[2]), last[3])
        else:
            stripes.append(box)
    extents: dict[tuple[int, int], list[QuadFloat]] = defaultdict(list)
    for stripe in stripes:
        extents[round(stripe[0]), round(stripe[2])].append(stripe)
    return [
        (x0, y, x1, y)
        for group in extents.values()
        if _is_regular(group)
        for x0, top, x1, bottom in group
        for y in (top, bottom)
    ]


def _is_regular(stripes: Sequence[QuadFloat]) -> bool:
    """Is every row shaded, or every second one? Shading here and there marks the rows of a head."""
    if len(stripes) < _LEAST_STRIPES:
        return False
    height = median([stripe[3] - stripe[1] for stripe in stripes])
    gaps = [below[1] - above[3] for above, below in pairwise(stripes)]
    even = all(abs(stripe[3] - stripe[1] - height) < 0.2 * height for stripe in stripes)
    return even and (
        all(abs(gap) < 0.2 * height for gap in gaps)
        or all(abs(gap - height) < 0.2 * height for gap in gaps)
    )


def zones_of(rules: Sequence[QuadFloat]) -> list[Zone]:
    """Stacks of at least two horizontal rules of the same extent, the highest first."""
    horizontal = _merged([r for r in rules if r[2] - r[0] >= r[3] - r[1]])
    vertical = [r for r in rules if r[3] - r[1] > r[2] - r[0]]
    zones: list[Zone] = []
    rest = sorted(horizontal, key=lambda r: r[1])
    while rest:
        first = rest[0]
        same = [
            r for r in rest if abs(r[0] - first[0]) <= SAME_PT and abs(r[2] - first[2]) <= SAME_PT
        ]
        rest = [r for r in rest if r not in same]
        heights = [(r[1] + r[3]) / 2 for r in same]
        ys = [y for i, y in enumerate(heights) if i == 0 or y - heights[i - 1] > SAME_PT]
        if len(ys) < 2 or first[2] - first[0] < 40:
            continue
        for stack in _stacks(ys, vertical, first):
            between = _with_open_ends(stack, vertical, first)
            columns = _columns(between, vertical, first)
            zones.append(Zone(first[0], first[2], between, columns, tuple(vertical)))
    return sorted(zones, key=lambda z: -(z.ys[-1] - z.ys[0]))


def _columns(
    ys: Sequence[float], vertical: Sequence[QuadFloat], extent: QuadFloat
) -> tuple[float, ...]:
    """Where vertical rules stand within a stack of horizontal ones, from left to right."""
    xs = sorted(
        (v[0] + v[2]) / 2
        for v in vertical
        if extent[0] - SAME_PT <= v[0] <= extent[2] + SAME_PT
        and min(v[3], ys[-1]) - max(v[1], ys[0]) > 0.5 * (ys[1] - ys[0])
    )
    return tuple(x for i, x in enumerate(xs) if i == 0 or x - xs[i - 1] > SAME_PT)


def _merged(rules: list[QuadFloat]) -> list[QuadFloat]:
    """Horizontal rules with pieces on one height joined where they touch."""
    merged: list[QuadFloat] = []
    for rule in sorted(rules, key=lambda r: (round((r[1] + r[3]) / 2), r[0])):
        if merged:
            last = merged[-1]
            same_height = abs((last[1] + last[3]) - (rule[1] + rule[3])) <= 2 * 1.5
            if same_height and rule[0] <= last[2] + SAME_PT:
                merged[-1] = (last[0], last[1], max(last[2], rule[2]), last[3])
                continue
        merged.append(rule)
    return merged


def _stacks(ys: list[float], vertical: list[QuadFloat], extent: QuadFloat) -> list[list[float]]:
    """Heights of rules parted where vertical rules stop: tables of one width below each other."""
    stacks = [[ys[0]]]
    beside = [
        v
        for v in vertical
        if extent[0] - SAME_PT <= v[0] <= extent[2] + SAME_PT and v[1] < ys[-1] and v[3] > ys[0]
    ]
    for above, below in pairwise(ys):
        middle = (above + below) / 2
        if beside and not any(v[1] <= middle <= v[3] for v in beside):
            stacks.append([])
        stacks[-1].append(below)
    return [stack for stack in stacks if len(stack) > 1]


def _with_open_ends(
    stack: Sequence[float], vertical: Sequence[QuadFloat], extent: QuadFloat
) -> tuple[float, ...]:
    """The heights with those at which the sides end, where no rule closes a table that goes on from or
    to another page."""
    sides = [v for v in vertical if extent[0] - SAME_PT <= v[0] <= extent[2] + SAME_PT]
    first, last = stack[0], stack[-1]
    above = [v[1] for v in sides if v[1] < first - _OPEN_PT and first - SAME_PT <= v[3]]
    below = [v[3] for v in sides if v[3] > last + _OPEN_PT and v[1] <= last + SAME_PT]
    top = (min(above),) if _end_level(above) else ()
    bottom = (max(below),) if _end_level(below) else ()
    return (*top, *stack, *bottom)


def _end_level(ends: Sequence[float]) -> bool:
    """Do three sides or more end at one height?"""
    return len(ends) >= _LEAST_SIDES and max(ends) - min(ends) <= SAME_PT
