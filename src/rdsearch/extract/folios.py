"""The numbers printed on pages, fitted over the whole document.

One folio proves little: it may be a year or a figure. But folios count: over a document the
printed number minus the position is constant for long runs, and a run outvotes what disagrees.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdsearch.extract.furniture import PageLines
from rdsearch.extract.ink import Line

_EDGE = 0.12
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)
_OF_TOTAL = re.compile(r"(\d{1,4})\s*(?:/|van|of|von)\s*\d{1,4}")
_FOLIO = re.compile(
    r"(?:(?:blad(?:zijde)?|pagina|page|seite|(?:blz|pag|p)\.?)\s*)?[-–|•]?\s*(\d{1,4}|[ivxlc]+)\s*[-–|•]?"
)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_SPREAD_RATIO = 1.2


@dataclass(frozen=True, slots=True)
class _Number:
    half: int  # 0 left or only, 1 right
    value: int
    roman: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """What a page says of its number."""

    width: float
    height: float
    numbers: tuple[_Number, ...]
    alone: frozenset[str]  # words that are a line at its head or foot
    pdf_label: str | None


@dataclass(frozen=True, slots=True)
class _Run:
    offset: int
    first: int  # position of its first and last vote
    last: int
    roman: bool
    votes: int


def printed_on(page: PageLines, pdf_label: str | None) -> Printed:
    """First and last number of each line at the head or foot of a page, and the label in the PDF."""
    lines = [line for line in page.lines if _at_edge(line, page)]
    alone = frozenset(line.text for line in lines if len(line.words) == 1)
    numbers = tuple(_candidates(lines, page))
    return Printed(page.width, page.height, numbers, alone, pdf_label)


def folio_lines(page: PageLines, labels: Sequence[str]) -> set[int]:
    """The indexes of the lines at the head or foot that say nothing but a number of the page."""
    return {
        index
        for index, line in enumerate(page.lines)
        if _at_edge(line, page)
        and (found := _FOLIO.fullmatch(line.text.casefold()))
        and found[1] in labels
    }


def labels_of(pages: Sequence[Printed]) -> list[tuple[str, ...]]:
    """For each page the numbers printed on it, left to right; () where nobody can tell."""
    spreads = _spreads(pages)
    positions: list[int] = []
    position = 0
    for spread in spreads:
        positions.append(position)
        position += 2 if spread else 1
    runs = _runs(pages, positions, spreads)
    fitted = [
        tuple(
            label
            for place in range(positions[i], positions[i] + (2 if spreads[i] else 1))
            if (label := _label(place, runs))
        )
        for i in range(len(pages))
    ]
    fitted = _swapped(pages, fitted)
    pdf_labels = [page.pdf_label for page in pages]
    return [own or _pdf_label(i, pdf_labels, fitted) for i, own in enumerate(fitted)]


def _swapped(pages: Sequence[Printed], fitted: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Believes a lone folio against the fit where pages stand in another order than they are
    numbered: the number that the fit gives it is printed on another page."""
    on_pages = Counter(text for page in pages for text in page.alone)
    given = Counter(label for labels in fitted for label in set(labels))
    believed = list(fitted)
    for index, (own, page) in enumerate(zip(fitted, pages, strict=True)):
        # What is on this page counts once in either: more is on others.
        if len(own) != 1 or own[0] in page.alone or not on_pages[own[0]]:
            continue
        moved = [text for text in page.alone if given[text] > (text in own)]
        if len(moved) == 1:
            believed[index] = (moved[0],)
    return believed


def _at_edge(line: Line, page: PageLines) -> bool:
    return line.y1 <= _EDGE * page.height or line.y0 >= (1 - _EDGE) * page.height


def _candidates(lines: Iterable[Line], page: PageLines) -> Iterator[_Number]:
    for line in lines:
        if len(line.words) > 14:
            continue
        half = int((line.x0 + line.x1) / 2 > page.width / 2) if _wide(page) else 0
        for value, roman in set(_numbers(line)):
            yield _Number(half, value, roman)


def _wide(page: PageLines | Printed) -> bool:
    return page.width > _SPREAD_RATIO * page.height


def _numbers(line: Line) -> Iterable[tuple[int, bool]]:
    for match in _OF_TOTAL.finditer(line.text):
        yield int(match[1]), False
    words = [bare for word in line.words if (bare := word.text.strip("-–—|.•/[]() "))]
    for bare in {*words[:1], *words[-1:]}:
        if bare.isdecimal() and len(bare) <= 4:
            yield int(bare), False
        elif len(words) == 1 and _ROMAN.fullmatch(bare):
            yield _roman_value(bare), True


def _roman_value(text: str) -> int:
    total = 0
    values = [_VALUES[letter] for letter in text.lower()]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    return total


def _to_roman(value: int) -> str:
    parts = []
    for amount, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        count, value = divmod(value, amount)
        parts.append(letters * count)
    return "".join(parts)


def _spreads(pages: Sequence[Printed]) -> list[bool]:
    """Which pages hold two printed pages: wide ones, if some show n left and n + 1 right."""
    pairs: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    for page in pages:
        if page.numbers and _wide(page):
            left, right = ({n.value for n in page.numbers if n.half == half} for half in (0, 1))
            width = round(page.width / 10)
            seen[width] += 1
            pairs[width] += any(value + 1 in right for value in left)
    widths = [width for width, count in pairs.items() if count > 0.3 * seen[width]]
    return [
        _wide(page) and any(abs(page.width / 10 - width) <= 1 for width in widths) for page in pages
    ]


def _runs(
    pages: Sequence[Printed], positions: Sequence[int], spreads: Sequence[bool]
) -> list[_Run]:
    """The strongest runs of constant offset that do not overlap."""
    places: dict[tuple[int, bool], set[int]] = defaultdict(set)
    for page, position, spread in zip(pages, positions, spreads, strict=True):
        for number in page.numbers:
            place = position + (number.half if spread else 0)
            places[number.value - place, number.roman].add(place)
    candidates = []
    for (offset, roman), voted in places.items():
        for chunk in _chunks(sorted(voted)):
            candidates.append(_Run(offset, chunk[0], chunk[-1], roman, len(chunk)))
    candidates.sort(key=lambda run: (-run.votes, run.roman, abs(run.offset), run.first))
    total = len(positions)
    chosen: list[_Run] = []
    for run in candidates:
        enough = (
            run.votes >= 3
            or (run.votes == 2 and total <= 6)
            or (run.votes == 1 and total <= 2 and run.offset == 1)
        )
        if enough and not any(run.first <= c.last and c.first <= run.last for c in chosen):
            chosen.append(run)
    return chosen


def _chunks(places: list[int]) -> list[list[int]]:
    """Votes for one offset, parted where more than eight positions say nothing."""
    chunks: list[list[int]] = []
    for place in places:
        if chunks and place - chunks[-1][-1] <= 8:
            chunks[-1].append(place)
        else:
            chunks.append([place])
    return chunks


def _label(place: int, runs: Sequence[_Run]) -> str:
    for run in runs:
        if run.first <= place <= run.last:
            value = place + run.offset
            return (_to_roman(value) if run.roman else str(value)) if value > 0 else ""
    return ""


def _pdf_label(
    index: int, pdf_labels: Sequence[str | None], fitted: Sequence[tuple[str, ...]]
) -> tuple[str, ...]:
    """The label in the PDF, where the labels say more than the position and folios do not differ."""
    label = pdf_labels[index]
    if not label or all(other in (None, str(i)) for i, other in enumerate(pdf_labels, 1)):
        return ()
    compared = [(own[0], other) for own, other in zip(fitted, pdf_labels, strict=True) if own]
    if any(own != other for own, other in compared):
        return ()
    return (label,) if not compared or not label.isdecimal() else ()
