"""Running heads, running feet and folios: lines of the margins that come back from page to page."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rdsearch.extract.ink import Line

_EDGE = 0.12  # of the page height: where heads and feet stand
_SIDE = 0.25  # of the page width: where margin blocks stand
_NEAR_PT = 3.0
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
        _Place(index, line, _NUMBER.sub("#", line.text.casefold()), edge)
        for index, page in enumerate(pages)
        for line in page.lines
        if (edge := _edge(line, page))
    ]
    found: list[set[int]] = [set() for _ in pages]
    repeated = _repeated(places, len(pages))
    for place in repeated + _same_slot(places, repeated):
        found[place.page].add(_index(pages[place.page], place.line))
    return [_outermost(page, one) for page, one in zip(pages, found, strict=True)]


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
        if key.strip("# ") == "" and edge == "side":
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


def _same_slot(places: Sequence[_Place], repeated: Sequence[_Place]) -> list[_Place]:
    """Lines that stand where furniture stands on other pages, in the same type: other words, such
    as the name of the chapter."""
    slots: dict[tuple[str, int, object], list[_Place]] = defaultdict(list)
    for place in repeated:
        if place.edge != "side":
            slots[place.edge, round(place.line.baseline), _type(place.line)].append(place)
    done = {id(place.line) for place in repeated}
    found = []
    for place in places:
        if id(place.line) in done or place.edge == "side":
            continue
        for step in (-1, 0, 1):
            slot = slots.get((place.edge, round(place.line.baseline) + step, _type(place.line)), [])
            if len({p.page for p in slot if _near(p.line, place.line)}) >= 3:
                found.append(place)
                break
    return found
