"""Where a row of words is parted: the gutters of columns and tables, and gaps wider than any word's.

A gap in a row is a gutter when it is very wide, or when the words after it start at the same x on
the rows above and below and no word crosses the strip between: word gaps of justified text are
wide too, but they do not line up (the "rivers" of typography are never straight).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rdsearch.extract.ink import InkWord, QuadFloat
from rdsearch.extract.marks import MARKER
from rdsearch.extract.words import RAISED

_FAR_EM = 2.5  # a gap this wide is never a word gap
_GUTTER_RATIO = 1.6  # a gutter is wider than the gaps between words beside it
_NEAR_EM = 0.5  # a gap narrower than this is never a gutter
_COLUMN_EM = 4.0  # a strip wider than this may hold a column with baselines of its own
_DISPLAY_RATIO = 1.8  # to the usual size of a page: type that is looked at, such as key figures
_FAR_DISPLAY_EM = 1.2  # its word gaps never reach this
_OTHER_EM = 0.8
_REDACTION_EM = 0.8  # between a bar and the words beside it
_CHART_BARS = 3
_BAR_EM = 2.0  # high: more is the shade of a table cell or a picture
_OTHER_SIZE = 0.8  # smaller than this beside larger type after a gap: another line

Row = list[InkWord]


@dataclass(frozen=True, slots=True)
class _Gap:
    row: int
    x0: float
    x1: float
    em: float
    ratio: float  # to the usual gap of its row


def splits_of(rows: Sequence[Row], boxes: Sequence[QuadFloat] = ()) -> set[tuple[int, int]]:
    """(row, index of the word that starts a new line)."""
    splits: set[tuple[int, int]] = set()
    gaps: dict[tuple[int, int], _Gap] = {}
    bars = _redactions(boxes)
    display = _DISPLAY_RATIO * median([row[0].style.size for row in rows]) if rows else 0.0
    for number, row in enumerate(rows):
        reach = row[0].x1
        for i, (left, right) in enumerate(pairwise(row), 1):
            reach = max(reach, left.x1)
            em = max(left.style.size, right.style.size)
            gap = _Gap(number, reach, right.x0, em, (right.x0 - reach) / _usual_gap(row, i))
            width = (right.x0 - reach) / em
            large = em > display
            opens = i == 1 and width < 5 and not large and _is_marker(left)
            if width < _NEAR_EM or opens or _is_redacted(gap, left, bars):
                continue
            gaps[number, i] = gap
            far = _FAR_DISPLAY_EM if large else _FAR_EM
            is_far = width > far and not _is_stretched(rows, number, i)
            if is_far or (width > _OTHER_EM and _is_other_type(left, right)):
                splits.add((number, i))
    for x0, x1, top, bottom in _gutters(rows, list(gaps.values())):
        middle = (x0 + x1) / 2
        for (number, i), gap in gaps.items():
            if gap.x0 <= middle <= gap.x1 and top <= number <= bottom:
                splits.add((number, i))
    return splits - _before_page_numbers(rows, splits)


def _redactions(boxes: Sequence[QuadFloat]) -> list[QuadFloat]:
    """Boxes that may stand for words: those of a chart or a table start at one x, three and more."""
    starts = Counter(round(box[0]) for box in boxes)
    return [box for box in boxes if starts[round(box[0])] < _CHART_BARS]


def _is_redacted(gap: _Gap, left: InkWord, bars: Sequence[QuadFloat]) -> bool:
    """Does a bar as high as the line stand for the words of the gap?"""
    near = _REDACTION_EM * gap.em
    return any(
        -near < x0 - gap.x0 < near
        and -near < gap.x1 - x1 < near
        and y0 < left.baseline - 0.3 * gap.em
        and y1 > left.baseline - 0.1 * gap.em
        and y1 - y0 < _BAR_EM * gap.em
        for x0, y0, x1, y1 in bars
    )


def _is_marker(word: InkWord) -> bool:
    """Does a list item, a numbered head or a note start with it?"""
    return bool(MARKER.fullmatch(word.text)) or all(letter in RAISED for letter in word.text)


def _is_other_type(left: InkWord, right: InkWord) -> bool:
    """Much smaller letters after a gap are a margin note, not the next word; figures may be marks."""
    small, large = sorted((left, right), key=lambda word: word.style.size)
    return (
        small.style.size < _OTHER_SIZE * large.style.size and sum(map(str.isalpha, small.text)) > 2
    )


def _is_stretched(rows: Sequence[Row], number: int, i: int) -> bool:
    """Is a wide gap one of several in a justified line? Then the lines above and below run through
    where it stands, as the other rows of a table would not."""
    row = rows[number]
    em = row[i].style.size
    beside = [b.x0 - a.x1 for a, b in pairwise(row[max(i - 2, 0) : i + 2])]
    if sum(gap > 1.2 * em for gap in beside) < 2:
        return False
    x0, x1 = row[i - 1].x1, row[i].x0
    near = [_row_beside(rows, number, step, x0 - 3 * em, x1 + 3 * em) for step in (-1, 1)]
    found = [other for other in near if other]
    return bool(found) and all(_covered(other, x0, x1) > 0.4 * (x1 - x0) for other in found)


def _covered(row: Row, x0: float, x1: float) -> float:
    """How much of a strip the words of a row take, in points."""
    return sum(max(0.0, min(w.x1, x1) - max(w.x0, x0)) for w in row)


def _row_beside(rows: Sequence[Row], number: int, step: int, x0: float, x1: float) -> Row:
    """The next row above (-1) or below (1), no more than two lines away, with words in a range."""
    reach = 1.8 * rows[number][0].style.size
    other = number + step
    while 0 <= other < len(rows):
        row = rows[other]
        if abs(row[0].baseline - rows[number][0].baseline) > reach:
            break
        if any(w.x1 > x0 and w.x0 < x1 for w in row):
            return row
        other += step
    return []


def _usual_gap(row: Row, i: int) -> float:
    """The median of the gaps beside gap `i`: in a stretched line of justified type it is wide."""
    em = row[i].style.size
    beside = [
        row[k].x0 - row[k - 1].x1
        for k in range(max(i - 2, 1), min(i + 3, len(row)))
        if k != i and row[k].x0 - row[k - 1].x1 > 0.1 * em
    ]
    return max(median(beside), 0.2 * em) if beside else 0.25 * em


def _before_page_numbers(rows: Sequence[Row], splits: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Splits between an entry of a table of contents and its page number: a column of lone numbers,
    flush right, that rise from top to bottom."""
    columns: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, i in sorted(splits):
        row = rows[number]
        alone = i + 1 == len(row) or (number, i + 1) in splits
        if alone and row[i].text.isdecimal() and len(row[i].text) <= 3:
            columns[round(row[i].x1 / 3)].append((number, i))
    found: set[tuple[int, int]] = set()
    for edge, column in columns.items():
        entries = sorted(column + columns.get(edge + 1, []))
        values = [int(rows[number][i].text) for number, i in entries]
        rising = sum(a <= b for a, b in pairwise(values))
        if len(values) >= 4 and rising >= 0.9 * (len(values) - 1) and values[-1] > values[0]:
            found.update(entries)
    return found


def _gutters(rows: Sequence[Row], gaps: list[_Gap]) -> list[tuple[float, float, int, int]]:
    """Strips (x0, x1, first row, last row) that no word crosses."""
    found = []
    by_edge: dict[int, list[_Gap]] = defaultdict(list)
    for gap in gaps:
        by_edge[round(gap.x1 / 2)].append(gap)
    for edge in sorted(by_edge):
        aligned = sorted(by_edge[edge] + by_edge.get(edge + 1, []), key=lambda g: g.row)
        runs: list[list[_Gap]] = []
        for gap in aligned:
            if runs and _continues(rows, runs[-1], gap):
                runs[-1].append(gap)
            else:
                runs.append([gap])
        for run in runs:
            if _is_gutter(run):
                x0, x1 = max(g.x0 for g in run), min(g.x1 for g in run)
                found.append(_stretched(rows, x0, x1, run[0].row, run[-1].row))
    return found


def _continues(rows: Sequence[Row], run: list[_Gap], gap: _Gap) -> bool:
    x0 = max(gap.x0, *(g.x0 for g in run))
    x1 = min(gap.x1, *(g.x1 for g in run))
    return x1 - x0 >= _NEAR_EM * gap.em and all(
        not _crosses(rows[n], x0, x1) for n in range(run[-1].row + 1, gap.row)
    )


def _is_gutter(run: list[_Gap]) -> bool:
    if len(run) < 2 or median([gap.ratio for gap in run]) < _GUTTER_RATIO:
        return False
    width = (min(g.x1 for g in run) - max(g.x0 for g in run)) / run[0].em
    return width >= 1.0 or len(run) >= 4


def _crosses(row: Row, x0: float, x1: float) -> bool:
    """Does a word stand in the middle of a strip, or anywhere well inside one that is so wide that
    a column fits in it?"""
    middle = (x0 + x1) / 2
    inner = (x1 - x0) / 4 if row and x1 - x0 > _COLUMN_EM * row[0].style.size else 0.0
    return any(w.x0 < middle + inner and w.x1 > middle - inner for w in row)


def _stretched(
    rows: Sequence[Row], x0: float, x1: float, top: int, bottom: int
) -> tuple[float, float, int, int]:
    """The strip made as high as no word hinders; indented first lines start further right."""
    middle, half = (x0 + x1) / 2, (x1 - x0) / 4
    while top > 0 and not _crosses(rows[top - 1], middle - half, middle + half):
        top -= 1
    while bottom + 1 < len(rows) and not _crosses(rows[bottom + 1], middle - half, middle + half):
        bottom += 1
    return x0, x1, top, bottom
