"""Lines → blocks: a paragraph, a heading, a list item. Geometry and type decide, not the words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rdsearch.extract.ink import Line, QuadFloat
from rdsearch.extract.marks import BULLET, MARKER
from rdsearch.extract.words import RAISED
from rdsearch.types import Role

_WIDE_LEADING = 1.22  # times the usual: a new paragraph
_FORCED_LEADING = 1.4  # a raised mark may push its line down
_WORD_GAP_EM = 0.6  # wider is a tab, as after the mark of an item
_PROSE_EM = 25.0  # a line as wide as that is of running text
_RAISED_MARKS = frozenset(RAISED)

_ENDS = re.compile(r"[.!?:;…]['\"’”)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Lines that are read as one, in one reading frame."""

    lines: tuple[Line, ...]
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def size(self) -> float:
        return max(self.lines, key=lambda line: len(line.text)).style.size

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Judged:
    """A block with its role."""

    block: LineBlock
    role: Role
    level: int | None = None


def block_of(lines: Sequence[Line]) -> LineBlock:
    """A block of lines that are in reading order."""
    return LineBlock(
        tuple(lines),
        min(line.x0 for line in lines),
        min(line.y0 for line in lines),
        max(line.x1 for line in lines),
        max(line.y1 for line in lines),
    )


def starts_item(line: Line) -> bool:
    """Does the line start with a bullet, or with a number or letter that looks like a mark?"""
    first = line.words[0]
    if len(line.words) == 1:
        return bool(BULLET.fullmatch(first.text))
    if BULLET.fullmatch(first.text):
        return True
    if not MARKER.fullmatch(first.text):
        return False
    gap = line.words[1].x0 - first.x1
    return first.text[-1] in ".):" or gap > 0.6 * first.style.size


def _starts_note(line: Line) -> bool:
    return len(line.words) > 1 and all(letter in RAISED for letter in line.words[0].text)


def is_entry(line: Line) -> bool:
    """Does a number stand alone at the end, as in a table of contents?"""
    if len(line.words) < 2:
        return False
    before, last = line.words[-2], line.words[-1]
    number = last.text.lstrip("._… ")
    if not (number.isdecimal() and len(number) <= 3):
        return False
    leader = number != last.text or before.text.rstrip("._…·") == "" or before.text.endswith("...")
    return leader or last.x0 - before.x1 > 1.5 * last.style.size


def blocks_of(lines: Sequence[Line], *, walls: Sequence[QuadFloat] = ()) -> list[LineBlock]:
    """Groups lines from top to bottom; a line never joins across one of the boxes in `walls`."""
    leading = _leadings(lines)
    margins = _right_margins(lines)
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (one.baseline, one.x0)):
        above = _nearest_above(line, groups)
        if (
            above is not None
            and not _parted(above[-1], line, walls)
            and _joins(above, line, leading, margins)
        ):
            above.append(line)
        else:
            groups.append([line])
    return [block_of(group) for group in groups]


def _overlap(a: Line, b: Line) -> float:
    return min(a.x1, b.x1) - max(a.x0, b.x0)


def _nearest_above(line: Line, groups: list[list[Line]]) -> list[Line] | None:
    best: list[Line] | None = None
    for group in groups:
        last = group[-1]
        if (
            last.baseline < line.baseline - 0.3 * line.style.size
            and _overlap(last, line) > 0
            and (best is None or last.baseline > best[-1].baseline)
        ):
            best = group
    return best


def _parted(above: Line, line: Line, walls: Sequence[QuadFloat]) -> bool:
    return any(_inside(above, wall) != _inside(line, wall) for wall in walls)


def _inside(line: Line, wall: QuadFloat) -> bool:
    x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    return wall[0] <= x <= wall[2] and wall[1] <= y <= wall[3]


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """The usual distance of baselines, by type size."""
    steps: dict[float, Counter[float]] = {}
    ordered = sorted(lines, key=lambda one: one.baseline)
    for i, line in enumerate(ordered):
        for below in ordered[i + 1 : i + 12]:
            step = below.baseline - line.baseline
            if step > 2.2 * line.style.size:
                break
            if (
                step > 0.8 * line.style.size
                and below.style.size == line.style.size
                and _overlap(line, below) > 0
            ):
                steps.setdefault(line.style.size, Counter())[round(step, 1)] += 1
                break
    return {size: min(c, key=lambda s: (-c[s], s)) for size, c in steps.items()}


def _right_margins(lines: Sequence[Line]) -> dict[tuple[int, float], float]:
    """How far lines that start at an x (in steps of 4 pt) reach, by type size."""
    margins: dict[tuple[int, float], float] = {}
    for line in lines:
        key = (round(line.x0 / 4), line.style.size)
        margins[key] = max(margins.get(key, 0.0), line.x1)
    return margins


def _joins(
    group: list[Line],
    line: Line,
    leading: dict[float, float],
    margins: dict[tuple[int, float], float],
) -> bool:
    last, size = group[-1], line.style.size
    if not _same_type(last, line) or is_entry(last) or _starts_note(line):
        return False
    if starts_item(line) and not _runs_on(group, line, margins):
        return False
    step = line.baseline - last.baseline
    usual = (group[1].baseline - group[0].baseline) if len(group) > 1 else leading.get(size)
    is_forced = not _RAISED_MARKS.isdisjoint(line.text) and not _ENDS.search(last.text)
    wide = _FORCED_LEADING if is_forced else _WIDE_LEADING
    if step > (wide * usual if usual else 1.6 * size) or step > 2.2 * size:
        return False
    if abs(size - last.style.size) > 0.02 * size and step > 1.3 * size:
        return False
    if _overlap(last, line) < 0.3 * min(last.x1 - last.x0, line.x1 - line.x0):
        return False
    return not (_indented(group, line) or _broken_off(group, line, margins))


def _runs_on(group: list[Line], line: Line, margins: dict[tuple[int, float], float]) -> bool:
    """Is what looks like the mark of an item a figure or a dash of the sentence above? That one fills its
    line and has no end."""
    last, first, size = group[-1], line.words[0], line.style.size
    if starts_item(group[0]) or _ENDS.search(last.text) or len(line.words) == 1:
        return False
    if BULLET.fullmatch(first.text):
        dashes = sum(word.text == first.text for word in last.words[1:])
        if first.text not in "-–" or dashes % 2 == 0:
            return False  # no aside is open
    start = last.words[1].x0 if _starts_note(last) else last.x0
    reach = margins.get((round(last.x0 / 4), size), last.x1)
    return (
        line.words[1].x0 - first.x1 < _WORD_GAP_EM * size
        and abs(line.x0 - start) < 0.5 * size
        and last.x1 - start > _PROSE_EM * size
        and reach - last.x1 < first.x1 - first.x0 + 1.5 * size
    )


def _same_type(a: Line, b: Line) -> bool:
    if abs(a.style.size - b.style.size) > 0.08 * max(a.style.size, b.style.size):
        return False
    if a.style.bold and _in_capitals(a.text) and not _in_capitals(b.text):
        return False
    bold_a, bold_b = _share_bold(a), _share_bold(b)
    return not ((bold_a == 1 and bold_b == 0) or (bold_a == 0 and bold_b == 1))


def _in_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 3 and all(letter.isupper() for letter in letters)


def _share_bold(line: Line) -> float:
    return sum(word.style.bold for word in line.words) / len(line.words)


def _shade(line: Line) -> tuple[bool, int] | None:
    """Italic and colour, where the whole line is set so."""
    first = line.words[0].style
    if all((w.style.italic, w.style.colour) == (first.italic, first.colour) for w in line.words):
        return first.italic, first.colour
    return None


def _indented(group: list[Line], line: Line) -> bool:
    """A first-line indent, or the end of a hanging one."""
    size, last = line.style.size, group[-1]
    if (
        len(group) > 1
        and not starts_item(group[0])
        and line.x0 < min(one.x0 for one in group) - 0.7 * size
        and (_ENDS.search(last.text) or last.text.endswith(")"))
    ):
        return True  # the text goes on after a block that is set in from it, such as a quotation
    if starts_item(group[0]):
        text_x0 = group[0].words[1].x0 if len(group[0].words) > 1 else group[0].x0
        return (
            len(group) > 1
            and text_x0 - group[0].x0 > 0.5 * size
            and (group[1].x0 > group[0].x0 + 0.5 * size and line.x0 < group[0].x0 + 0.4 * size)
        )
    return (
        len(group) > 1
        and 0.7 * size < line.x0 - last.x0 < 4 * size
        and abs(last.x0 - group[-2].x0) < 0.5 * size * 4
        and bool(_ENDS.search(last.text))
    )


def _broken_off(group: list[Line], line: Line, margins: dict[tuple[int, float], float]) -> bool:
    """The next word would still have fitted: the line was ended on purpose."""
    last = group[-1]
    shades = _shade(last), _shade(line)
    set_apart = None not in shades and shades[0] != shades[1]
    if not (set_apart or _ENDS.search(last.text)):
        return False
    first, size = line.words[0], line.style.size
    if line.text[:1].islower():
        return False
    if set_apart and abs(line.x0 - last.x0) > 0.7 * size:
        return True
    reach = max(margins.get((round(one.x0 / 4), one.style.size), one.x1) for one in (last, line))
    return reach - last.x1 > (first.x1 - first.x0) + 1.5 * size


def vertical_steps(block: LineBlock) -> list[float]:
    """Distances of the baselines within a block."""
    return [b.baseline - a.baseline for a, b in pairwise(block.lines)]
