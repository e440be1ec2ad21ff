"""Running heads, running feet and folios: lines of the margins that come back from page to page."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rdsearch.extract.ink import Line

_EDGE = 0.12  # of the page height: where heads and feet stand
_SIDE = 0.25  # of the page width: where margin blocks stand
_NEAR_PT = 3.0
_STEP = 4  # printed numbers a page: two on a spread, and pages may be left out
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page's main reading frame."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    page: int  # index
    line: Line
    key: str  # text without numbers
    edge: str  # top, bottom or side


def furniture_of(pages: Sequence[PageLines]) -> list[frozenset[int]]:
    """For each page the indexes of its lines that are furniture."""
    places = [
        _Place(index, line, _key(line), edge)
        for index, page in enumerate(pages)
        for line in page.lines
        if (edge := _edge(line, page)) and not _ends_sentence(line)
    ]
    found: list[set[int]] = [set() for _ in pages]
    repeated = _repeated(places, len(pages))
    for place in repeated + _same_slot(places, repeated, pages):
        found[place.page].add(_index(pages[place.page], place.line))
    return [_outermost(page, one) for page, one in zip(pages, found, strict=True)]


def _ends_sentence(line: Line) -> bool:
    """The end of a sentence from the page before; letters that are alike have it at one height."""
    return line.text[0].islower() and line.text.endswith(".") and len(line.words) > 3


def _key(line: Line) -> str:
    """The words of a line; on left pages the folio stands before them, on right ones after."""
    key = _NUMBER.sub("#", line.text.casefold())
    return key.strip("# |·–-") or key


def _outermost(page: PageLines, found: set[int]) -> frozenset[int]:
    """Without lines that have text between them and the edge of the page: those come back because
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


def _index(page: PageLines, line: Line) -> int:
    return next(i for i, other in enumerate(page.lines) if other is line)


def _edge(line: Line, page: PageLines) -> str:
    if line.y1 <= _EDGE * page.height:
        return "top"
    if line.y0 >= (1 - _EDGE) * page.height:
        return "bottom"
    if line.x1 <= _SIDE * page.width or line.x0 >= (1 - _SIDE) * page.width:
        return "side"
    return ""


def _near(a: Line, b: Line) -> bool:
    """Same height; horizontally the same left edge, right edge or middle."""
    return abs(a.baseline - b.baseline) <= _NEAR_PT and (
        abs(a.x0 - b.x0) <= _NEAR_PT
        or abs(a.x1 - b.x1) <= _NEAR_PT
        or abs(a.x0 + a.x1 - b.x0 - b.x1) <= 2 * _NEAR_PT
    )


def _type(line: Line) -> tuple[str, float, bool]:
    """Type without colour: chapters often have their own."""
    return line.style.font, line.style.size, line.style.bold


def _repeated(places: Sequence[_Place], page_count: int) -> list[_Place]:
    """Same words at the same height on three pages, or on both of two."""
    groups: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    for place in places:
        groups[place.edge, place.key].append(place)
    found = []
    for (edge, key), group in groups.items():
        needed = 3 if edge == "side" or page_count > 4 else 2
        is_number = not any(letter.isalpha() for letter in key)
        if is_number and (edge == "side" or not _counts_pages(group)):
            continue
        for place in group:
            near = {
                other.page
                for other in group
                if abs(other.line.baseline - place.line.baseline) <= _NEAR_PT
            }
            if len(near) >= needed:
                found.append(place)
    return found


def _counts_pages(group: Sequence[_Place]) -> bool:
    """Do lone numbers rise with the pages, one or two a page? Years and figures do not."""
    numbers = [
        (place.page, int(found[0]))
        for place in group
        if (found := re.findall(r"\d+", place.line.text)) and len(found[0]) < 6
    ]
    steps = [
        0 <= b - a <= _STEP * max(later - earlier, 1)
        for (earlier, a), (later, b) in pairwise(sorted(numbers))
    ]
    return len(numbers) < len(group) / 2 or sum(steps) >= len(steps) / 2


def _same_slot(
    places: Sequence[_Place], repeated: Sequence[_Place], pages: Sequence[PageLines]
) -> list[_Place]:
    """Lines that stand where furniture stands on other pages, in the same type: other words, such
    as the name of the chapter."""
    slots: dict[tuple[str, int, object], list[_Place]] = defaultdict(list)
    for place in repeated:
        if place.edge != "side" and any(letter.isalpha() for letter in place.key):
            slots[place.edge, round(place.line.baseline), _type(place.line)].append(place)
    done = {id(place.line) for place in repeated}
    found = []
    for place in places:
        if id(place.line) in done or place.edge == "side" or _runs_on(place, pages[place.page]):
            continue
        for step in (-1, 0, 1):
            slot = slots.get((place.edge, round(place.line.baseline) + step, _type(place.line)), [])
            if len({p.page for p in slot if _near(p.line, place.line)}) >= 3:
                found.append(place)
                break
    return found


def _runs_on(place: _Place, page: PageLines) -> bool:
    """Is a line the first or last of a paragraph?"""
    line = place.line
    return any(
        other.style == line.style
        and 0 < abs(other.baseline - line.baseline) < 1.7 * line.style.size
        and min(other.x1, line.x1) > max(other.x0, line.x0)
        for other in page.lines
    )
