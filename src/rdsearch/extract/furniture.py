"""Running heads, running feet and folios: lines of the margins that come back from page to page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rdsearch.extract.ink import Line

_EDGE = 0.12  # of the page height: where heads and feet stand
_SIDE = 0.25  # of the page width: where margin blocks stand
_NEAR_PT = 3.0
_STEP = 4  # printed numbers a page: two on a spread, and pages may be left out
_TITLE_RATIO = 1.3  # to the usual size of the first page
_TITLE_WORDS = 4
_TITLE_SHARE = 0.8
_WORD = re.compile(r"[^\W\d_][\w-]*")
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page's main reading frame."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MarginLine:
    """A line that may be furniture, as far as the other pages have a say in it."""

    index: int  # in the lines of its page
    key: str  # text without numbers
    edge: str  # top, bottom or side
    baseline: float
    x0: float
    x1: float
    type: tuple[str, float, bool]  # without colour: chapters often have their own
    value: int | None  # the first number in it
    runs_on: bool  # it is the first or last line of a paragraph


_Placed = tuple[int, MarginLine]  # index of the page


def margins_of(page: PageLines) -> tuple[MarginLine, ...]:
    """The lines of a page that may be furniture: little, so that those of all pages can be compared."""
    return tuple(
        MarginLine(
            index,
            _key(line),
            edge,
            line.baseline,
            line.x0,
            line.x1,
            (line.style.font, line.style.size, line.style.bold),
            _value(line),
            edge != "side" and _runs_on(line, page),
        )
        for index, line in enumerate(page.lines)
        if (edge := _edge(line, page)) and not _ends_sentence(line)
    )


def title_words(first: PageLines) -> frozenset[str]:
    """The words of the first page that are set larger than most."""
    letters: Counter[float] = Counter()
    for line in first.lines:
        letters[line.style.size] += len(line.text)
    least = _TITLE_RATIO * max(letters, key=lambda size: letters[size], default=0.0)
    large = (line.text for line in first.lines if line.style.size >= least)
    return frozenset(word for text in large for word in _WORD.findall(text.casefold()))


def repeated_in(
    pages: Sequence[Sequence[MarginLine]], title: frozenset[str] = frozenset()
) -> list[set[int]]:
    """For each page the indexes of its lines that come back from page to page, or say the title again."""
    places = [(page, line) for page, lines in enumerate(pages) for line in lines]
    found: list[set[int]] = [set() for _ in pages]
    repeated = _repeated(places, len(pages))
    again = [(page, line) for page, line in places if page and _says(line, title)]
    for page, line in repeated + again + _same_slot(places, repeated):
        found[page].add(line.index)
    return [own | _beside(own, lines) for own, lines in zip(found, pages, strict=True)]


def _says(line: MarginLine, title: frozenset[str]) -> bool:
    """Is a line by itself in a margin a title, but for a word or two?"""
    words = _WORD.findall(line.key)
    is_head = line.type[2]  # a bold line at the top may be the head of a part
    if line.edge == "side" or line.runs_on or is_head or len(words) < _TITLE_WORDS:
        return False
    return sum(word in title for word in words) >= _TITLE_SHARE * len(words)


def _beside(found: set[int], lines: Sequence[MarginLine]) -> set[int]:
    """The other lines of the same row and type, such as the name of the chapter beside the date."""
    heads = [line for line in lines if line.index in found and line.edge != "side"]
    return {
        line.index
        for line in lines
        if not line.runs_on
        and any(
            head.type == line.type
            and head.edge == line.edge
            and abs(head.baseline - line.baseline) <= 1
            for head in heads
        )
    }


def _ends_sentence(line: Line) -> bool:
    """The end of a sentence from the page before; letters that are alike have it at one height."""
    return line.text[0].islower() and line.text.endswith(".") and len(line.words) > 3


def _key(line: Line) -> str:
    """The words of a line; on left pages the folio stands before them, on right ones after."""
    key = _NUMBER.sub("#", line.text.casefold())
    return key.strip("# |·–-") or key


def _value(line: Line) -> int | None:
    found = re.search(r"\d+", line.text)
    return int(found[0]) if found and len(found[0]) < 6 else None


def outermost(page: PageLines, found: set[int]) -> frozenset[int]:
    """Those of the lines found that are furniture: without lines that have text between them and the edge of the page: those come back because
    tables or letters look alike."""
    others = [line for i, line in enumerate(page.lines) if i not in found]
    return frozenset(i for i in found if not _is_covered(page.lines[i], page, others))


def _is_covered(line: Line, page: PageLines, others: Sequence[Line]) -> bool:
    edge = _edge(line, page)
    if edge == "side":
        return any(
            min(o.x1, line.x1) - max(o.x0, line.x0) > 0.1 * (line.x1 - line.x0) for o in others
        )
    spread = page.width > 1.25 * page.height
    same_half = [o for o in others if not spread or _half(o, page) == _half(line, page)]
    if edge == "top":
        return any(o.baseline < line.baseline - _NEAR_PT for o in same_half)
    return any(o.baseline > line.baseline + _NEAR_PT for o in same_half)


def _half(line: Line, page: PageLines) -> bool:
    return (line.x0 + line.x1) / 2 > page.width / 2


def _edge(line: Line, page: PageLines) -> str:
    if line.y1 <= _EDGE * page.height:
        return "top"
    if line.y0 >= (1 - _EDGE) * page.height:
        return "bottom"
    if line.x1 <= _SIDE * page.width or line.x0 >= (1 - _SIDE) * page.width:
        return "side"
    return ""


def _near(a: MarginLine, b: MarginLine) -> bool:
    """Same height; horizontally the same left edge, right edge or middle."""
    return abs(a.baseline - b.baseline) <= _NEAR_PT and (
        abs(a.x0 - b.x0) <= _NEAR_PT
        or abs(a.x1 - b.x1) <= _NEAR_PT
        or abs(a.x0 + a.x1 - b.x0 - b.x1) <= 2 * _NEAR_PT
    )


def _repeated(places: Sequence[_Placed], page_count: int) -> list[_Placed]:
    """Same words at the same height on three pages, or on both of two."""
    groups: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
    for place in places:
        groups[place[1].edge, place[1].key].append(place)
    found = []
    for (edge, key), group in groups.items():
        needed = 3 if edge == "side" or page_count > 4 else 2
        is_number = not any(letter.isalpha() for letter in key)
        if is_number and (edge == "side" or not _counts_pages(group)):
            continue
        for place in group:
            near = {
                page for page, other in group if abs(other.baseline - place[1].baseline) <= _NEAR_PT
            }
            if len(near) >= needed:
                found.append(place)
    return found


def _counts_pages(group: Sequence[_Placed]) -> bool:
    """Do lone numbers rise with the pages, one or two a page? Years and figures do not."""
    numbers = [(page, line.value) for page, line in group if line.value is not None]
    steps = [
        0 <= b - a <= _STEP * max(later - earlier, 1)
        for (earlier, a), (later, b) in pairwise(sorted(numbers))
    ]
    return len(numbers) < len(group) / 2 or sum(steps) >= len(steps) / 2


def _same_slot(places: Sequence[_Placed], repeated: Sequence[_Placed]) -> list[_Placed]:
    """Lines that stand where furniture stands on other pages, in the same type: other words, such
    as the name of the chapter."""
    slots: dict[tuple[str, int, object], list[_Placed]] = defaultdict(list)
    for page, line in repeated:
        if line.edge != "side" and any(letter.isalpha() for letter in line.key):
            slots[line.edge, round(line.baseline), line.type].append((page, line))
    done = {id(line) for _, line in repeated}
    found = []
    for page, line in places:
        if id(line) in done or line.edge == "side" or line.runs_on:
            continue
        for step in (-1, 0, 1):
            slot = slots.get((line.edge, round(line.baseline) + step, line.type), [])
            if len({number for number, other in slot if _near(other, line)}) >= 3:
                found.append((page, line))
                break
    return found


def _runs_on(line: Line, page: PageLines) -> bool:
    """Is a line the first or last of a paragraph?"""
    return any(
        other.style == line.style
        and 0 < abs(other.baseline - line.baseline) < 1.7 * line.style.size
        and min(other.x1, line.x1) > max(other.x0, line.x0)
        for other in page.lines
    )
