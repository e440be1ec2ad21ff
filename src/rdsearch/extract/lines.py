"""Words → lines: rows of one baseline, split where a column gutter runs.

A gap in a row is a gutter when it is very wide, or when the words after it start at the same x on
the rows above and below and no word crosses the strip between: word gaps of justified text are
wide too, but they do not line up (the "rivers" of typography are never straight).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from rdsearch.extract.ink import InkWord, Line, line_of
from rdsearch.extract.words import RAISED, SUPERSCRIPTS

BULLET = re.compile(r"[•●○◦▪■□▫►▶➢➤✓✔❖‣⁃∙·\-–—*>»\uf0a7\uf0b7\uf0d8\uf0fc\uf06e\uf076]")
MARKER = re.compile(
    BULLET.pattern + r"|[o§]|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[.):]?"
)
"""What may stand before the text of a list item or a numbered heading."""

_FAR_EM = 2.5  # a gap this wide is never a word gap
_GUTTER_RATIO = 1.6  # a gutter is wider than the gaps between words beside it
_NEAR_EM = 0.5  # a gap narrower than this is never a gutter


@dataclass(frozen=True, slots=True)
class _Gap:
    row: int
    x0: float
    x1: float
    em: float
    ratio: float  # to the usual gap of its row


Row = list[InkWord]


def lines_of(words: Iterable[InkWord]) -> list[Line]:
    """The lines of one reading frame, from top to bottom and left to right."""
    painted = _rows(_deduplicated(words))
    rows = [_glued(row) for row in _with_initials(_with_bullets(_with_scripts(painted)))]
    splits = _splits(rows)
    lines = []
    for number, row in enumerate(rows):
        start = 0
        for i in range(1, len(row) + 1):
            if i == len(row) or (number, i) in splits:
                lines.append(line_of(row[start:i]))
                start = i
    return lines


def _rows(words: Iterable[InkWord]) -> list[Row]:
    """Words whose baselines differ by less than a sixth of their size, each sorted by x."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.x0)):
        if rows:
            last = rows[-1][-1]
            if word.baseline - last.baseline <= 0.15 * min(word.style.size, last.style.size):
                rows[-1].append(word)
                continue
        rows.append([word])
    for row in rows:
        row.sort(key=lambda w: (w.x0, w.x1))
    return rows


def _with_scripts(rows: list[Row]) -> list[Row]:
    """Moves superscripts and subscripts to the row of the word that they hang on."""
    for number, row in enumerate(rows):
        if not row:
            continue
        moved = []
        for word in row:
            host = _host(word, rows, number)
            if host is None:
                continue
            target, kind = host
            rows[target].append(_script(word, rows[target][0].baseline, kind))
            moved.append(word)
        if moved:
            row[:] = [word for word in row if word not in moved]
    for row in rows:
        row.sort(key=lambda w: (w.x0, w.x1))
    return [row for row in rows if row]


def _script(word: InkWord, baseline: float, kind: str) -> InkWord:
    """A superscript number keeps its look, so that a note mark never reads as part of a figure."""
    raised = kind != "sub" and word.text.isdigit()
    text = word.text.translate(SUPERSCRIPTS) if raised else word.text
    return replace(word, text=text, spaced=kind == "mark", baseline=baseline)


def _host(word: InkWord, rows: Sequence[Row], number: int) -> tuple[int, str] | None:
    """The row of the larger word that this small one touches; super, sub or mark (before a note)."""
    if len(word.text) > 4 or _has_neighbour(word, rows[number]):
        return None
    for step in (1, -1):
        other = number + step
        while 0 <= other < len(rows):
            row = rows[other]
            if row:
                shift = row[0].baseline - word.baseline  # positive: this word is raised
                if abs(shift) > 0.7 * max(w.style.size for w in row):
                    break
                for w in row:
                    kind = _script_kind(word, w, shift)
                    if kind is not None:
                        return other, kind
            other += step
    return None


def _has_neighbour(word: InkWord, row: Row) -> bool:
    """A word of a line of small type is no script."""
    near = 0.8 * word.style.size
    return any(
        w is not word and (0 <= w.x0 - word.x1 < near or 0 <= word.x0 - w.x1 < near) for w in row
    )


def _script_kind(word: InkWord, host: InkWord, shift: float) -> str | None:
    size = host.style.size
    if word.style.size > 0.82 * size or not -0.35 * size < shift < 0.6 * size:
        return None
    if -0.15 * size < word.x0 - host.x1 < 0.25 * size:
        return "super" if shift > 0 else "sub"
    if shift > 0.1 * size and 0 <= host.x0 - word.x1 < 3 * size and word.text.isdigit():
        return "mark"
    return None


def _with_bullets(rows: list[Row]) -> list[Row]:
    """Moves bullets that hang above or below the baseline to the line that they open."""
    for number, row in enumerate(rows):
        for bullet in [w for w in row if BULLET.fullmatch(w.text)]:
            place = row.index(bullet)
            size = bullet.style.size
            if place + 1 < len(row) and row[place + 1].x0 - bullet.x1 < 4 * size:
                continue
            near = [
                (abs(w.baseline - bullet.baseline), other)
                for other in range(max(0, number - 3), min(len(rows), number + 4))
                if other != number
                for w in rows[other]
                if 0 < w.x0 - bullet.x1 < 4 * size
                and abs(w.baseline - bullet.baseline) < 0.6 * size
            ]
            if near:
                row.remove(bullet)
                host = rows[min(near)[1]]
                host.append(replace(bullet, baseline=host[0].baseline))
                host.sort(key=lambda w: (w.x0, w.x1))
    return [row for row in rows if row]


def _with_initials(rows: list[Row]) -> list[Row]:
    """Moves drop caps to the first of the lines that they stand beside."""
    for number, row in enumerate(rows):
        for initial in [w for w in row if len(w.text.strip("“‘\"'")) == 1 and w.text[-1].isupper()]:
            host = _first_beside(initial, rows[:number])
            if host is None:
                continue
            row.remove(initial)
            other, first = host
            place = rows[other].index(first)
            rows[other][place] = (
                _one_word(replace(initial, style=first.style, baseline=first.baseline), first)
                if not first.spaced
                else first
            )
            if first.spaced:
                rows[other].insert(place, replace(initial, baseline=first.baseline))
    return [row for row in rows if row]


def _first_beside(initial: InkWord, rows: Sequence[Row]) -> tuple[int, InkWord] | None:
    """The highest line that starts right of a letter at least twice as large."""
    size = initial.style.size
    for number, row in enumerate(rows):
        if row and row[0].baseline > initial.baseline - 0.75 * size:
            for word in row:
                small = word.style.size
                if size >= 1.8 * small and -0.3 * small < word.x0 - initial.x1 < 1.2 * small:
                    return number, word
    return None


def _deduplicated(words: Iterable[InkWord]) -> list[InkWord]:
    """Without words that are painted twice: as a cheap bold, a shadow or a forgotten copy."""
    seen: dict[str, list[InkWord]] = defaultdict(list)
    kept = []
    for word in words:
        dx, dy = 0.3 * word.style.size, 0.45 * word.style.size
        twins = seen[word.text]
        if not any(
            abs(w.x0 - word.x0) < dx and abs(w.baseline - word.baseline) < dy for w in twins
        ):
            twins.append(word)
            kept.append(word)
    return kept


def _glued(row: Row) -> Row:
    """Joins pieces of one word that a change of style or position broke."""
    joined: Row = []
    for word in row:
        if joined:
            last = joined[-1]
            gap = word.x0 - last.x1
            size = min(word.style.size, last.style.size)
            reach = 0.25 if word.style.size <= 0.82 * last.style.size else 0.1
            if (
                not word.spaced
                and -0.4 * size < gap < reach * last.style.size
                and not _is_mark(last, joined)
            ):
                joined[-1] = _one_word(last, word)
                continue
        joined.append(word)
    return joined


def _is_mark(word: InkWord, row: Row) -> bool:
    """A note mark that opens its line."""
    return len(row) == 1 and all(character in RAISED for character in word.text)


def _one_word(left: InkWord, right: InkWord) -> InkWord:
    longer = left if len(left.text) >= len(right.text) else right
    return InkWord(
        text=left.text + right.text,
        x0=min(left.x0, right.x0),
        y0=min(left.y0, right.y0),
        x1=max(left.x1, right.x1),
        y1=max(left.y1, right.y1),
        baseline=longer.baseline,
        style=longer.style,
        spaced=left.spaced,
    )


def _splits(rows: Sequence[Row]) -> set[tuple[int, int]]:
    """(row, index of the word that starts a new line)."""
    splits: set[tuple[int, int]] = set()
    gaps: dict[tuple[int, int], _Gap] = {}
    for number, row in enumerate(rows):
        reach = row[0].x1
        for i, (left, right) in enumerate(pairwise(row), 1):
            reach = max(reach, left.x1)
            em = max(left.style.size, right.style.size)
            gap = _Gap(number, reach, right.x0, em, (right.x0 - reach) / _usual_gap(row, i))
            width = (right.x0 - reach) / em
            if width < _NEAR_EM or (i == 1 and width < 5 and MARKER.fullmatch(left.text)):
                continue
            gaps[number, i] = gap
            if width > _FAR_EM and not _is_stretched(rows, number, i):
                splits.add((number, i))
    for x0, x1, top, bottom in _gutters(rows, list(gaps.values())):
        middle = (x0 + x1) / 2
        for (number, i), gap in gaps.items():
            if gap.x0 <= middle <= gap.x1 and top <= number <= bottom:
                splits.add((number, i))
    return splits - _before_page_numbers(rows, splits)


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
    return bool(found) and all(any(w.x0 < x1 and w.x1 > x0 for w in other) for other in found)


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
    middle = (x0 + x1) / 2
    return any(w.x0 < middle < w.x1 for w in row)


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
