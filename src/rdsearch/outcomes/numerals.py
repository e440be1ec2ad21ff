"""Dutch numbers as they are written: 2.000, 7,9 miljoen, vijfentwintig, tientallen, de helft, 3 tot 5."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rdsearch.dutch import FUNCTION_WORDS, fold, number_of, value_of

_SCALES = {
    "honderd": 1e2,
    "duizend": 1e3,
    "miljoen": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "miljard": 1e9,
    "mld": 1e9,
}
# A vague plural says twice its scale at the least.
_VAGUE = {
    "tientallen": 20,
    "honderden": 200,
    "duizenden": 2_000,
    "tienduizenden": 20_000,
    "honderdduizenden": 200_000,
    "miljoenen": 2_000_000,
}
_PARTS = {"helft": 50, "kwart": 25, "driekwart": 75, "tweederde": 66.7}
_WHOLES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100)
_DENOMINATORS = {
    "derde": 3,
    "vierde": 4,
    "vijfde": 5,
    "zesde": 6,
    "zevende": 7,
    "achtste": 8,
    "tiende": 10,
}
_ONE = ("één", "Eén", "Één")  # without its marks it is an article
_NUMERATORS = {"een": 1, "twee": 2, "drie": 3, "vier": 4}

_NUMBER = (
    r"(?:\d{1,3}(?:\.\d{3})+|[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\s?\d)|\d+)(?:,\d+)?"
    r"(?![\d/]|[.:,]\d|-[^\W\d_]|[A-Za-z]\w*-)"
)
_NUMBER_HERE = re.compile(_NUMBER)
_DIGITS = re.compile(rf"(?<![\w.,/+:§°-]){_NUMBER}")
_POINT_SHARE = re.compile(r"(?<![\w.,/-])\d{1,3}\.\d{1,2}(?=\s?(?:%|procent|miljoen|miljard|mln))")
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
_SCALE_AFTER = re.compile(rf"[^\S\n]{{0,2}}({'|'.join(_SCALES)})\b\.?", re.IGNORECASE)
_RATIO = re.compile(r"\s+(op|van)\s+(de\s+)?([^\W_]+)")
_PART_OF = re.compile(r"\s?([^\W\d_]+)\b(?!\s+en\b)\s*(?:([^\W\d_]+)|[^\w\s]|\Z)")
_OF_SHARE = re.compile(
    r"\b(?:waarvan|daarvan|van wie|ruim|bijna|circa|ongeveer|zo[’']n|(?:meer|minder) dan|slechts)\s+\Z",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\s+(?:over|voor)\s")  # kwart over elf
_HALF_OF_TIME = re.compile(r"\b(?:eerste|tweede|laatste|andere)\s+\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\btussen\s+(?:de\s+|circa\s+|ongeveer\s+|€\s*)*\Z", re.IGNORECASE)
_AND = re.compile(r"\s+en\s+(?:de\s+)?(?:€\s?)?")
_NEXT_OF_ROW = re.compile(r"\s?[-–]\s?€?\s?\d")
_TO = re.compile(r"\s+(?:tot en met|tot|t/m|à|a|of)\s+(?:€\s?)?|\s?[-–]\s?(?:€\s?)?")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text, scale words included; a share is a percentage."""

    start: int
    end: int
    value: float
    upper: float | None = None  # of a range
    is_vague: bool = False  # tientallen: no figure, but a bound
    is_share: bool = False  # de helft, zes van de tien
    is_digits: bool = False

    def is_first_of(self, text: str) -> bool:
        return not text[: self.start].strip(" •€±~")


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a text in order; a range, "tien tot vijftien", is one. Codes (053-12, 12-3) are none."""
    at = 0
    while numeral := _next(text, at):
        at = numeral.end
        is_between = _BETWEEN.search(text, 0, numeral.start) is not None
        gap = (is_between and _AND.match(text, numeral.end)) or _TO.match(text, numeral.end)
        upper = _at(text, gap.end()) if gap else None
        if gap and upper:
            lower = numeral.value * _scale_of_upper(text, numeral, upper)
            is_code = gap.group() in ("-", "–") and text[upper.end : upper.end + 1] == "-"
            is_row = _NEXT_OF_ROW.match(text, upper.end) is not None
            if lower < upper.value and not (is_row or numeral.is_share or upper.is_share):
                at = upper.end
                yield replace(numeral, end=upper.end, value=lower, upper=upper.value)
                continue
            if gap.group() == "-" or is_code:
                at = upper.end
                continue
        yield numeral


def _scale_of_upper(text: str, lower: Numeral, upper: Numeral) -> float:
    """In "2 tot 3 miljoen" the scale of the second number is the first one's too."""
    scaled = _SCALE_AFTER.search(text, upper.start, upper.end)
    return _SCALES[scaled.group(1).lower()] if scaled and lower.value < 1_000 else 1.0


def _next(text: str, at: int) -> Numeral | None:
    digits = _digits(text, at)
    while at < len(text):
        word = _WORD.search(text, at)
        if digits and (not word or digits.start() < word.start()):
            return _in_digits(text, digits)
        if not word:
            return None
        if found := _worded(text, word):
            return found
        at = word.end()
    return None


def _digits(text: str, at: int) -> re.Match[str] | None:
    found = [m for pattern in (_DIGITS, _POINT_SHARE) if (m := pattern.search(text, at))]
    return min(found, key=re.Match.start) if found else None


def _in_digits(text: str, digits: re.Match[str]) -> Numeral:
    ratio = _RATIO.match(text, digits.end())
    count = int(digits.group()) if digits.group().isdigit() else 0
    if ratio and ratio.group(1) == "op" and (whole := _whole(ratio, count)):
        return _share(digits.start(), ratio.end(), count / whole)
    return _scaled(text, digits.start(), digits.end(), _value(digits.group()), is_digits=True)


def _at(text: str, at: int) -> Numeral | None:
    """The number that stands at a place, be it behind a hyphen."""
    if digits := _NUMBER_HERE.match(text, at):
        return _in_digits(text, digits)
    found = _next(text[: at + 40], at)
    return found if found and found.start == at else None


def _value(digits: str) -> float:
    if digits.count(".") == 1 and len(digits.rpartition(".")[2]) < 3:
        return float(digits)
    return float(re.sub(r"[.\s]", "", digits).replace(",", "."))


def _worded(text: str, word: re.Match[str]) -> Numeral | None:
    form = fold(word.group())
    if not _is_numeral(form):
        return None
    if form in _VAGUE:
        return replace(
            _scaled(text, word.start(), word.end(), _VAGUE[form], is_digits=False), is_vague=True
        )
    if found := _part(text, word, form) or _ratio(text, word, form):
        return found
    if form == "half" and _SCALE_AFTER.match(text, word.end()):
        return _scaled(text, word.start(), word.end(), 0.5, is_digits=False)
    if word.group() in _ONE:
        return Numeral(word.start(), word.end(), 1.0)
    if form in ("anderhalf", "anderhalve"):
        return _scaled(text, word.start(), word.end(), 1.5, is_digits=False)
    if form.endswith("tal") and (value := number_of(form[:-3])):
        return Numeral(word.start(), word.end(), value, is_vague=value >= 10)
    value = number_of(form)
    return _scaled(text, word.start(), word.end(), value, is_digits=False) if value else None


@lru_cache(maxsize=100_000)
def _is_numeral(form: str) -> bool:
    """Whether a folded word is a number or the first of a share."""
    known = form in _VAGUE or form in _PARTS or form in ("half", "anderhalf", "anderhalve")
    return known or value_of(form.removesuffix("tal")) is not None


def _part(text: str, word: re.Match[str], form: str) -> Numeral | None:
    """De helft, een kwart, twee derde van; not kwart over elf, de eerste helft, een derde partij."""
    if form in _PARTS:
        is_time = _CLOCK.match(text, word.end()) or _HALF_OF_TIME.search(text, 0, word.start())
        return None if is_time else _share(word.start(), word.end(), _PARTS[form] / 100)
    part = _PART_OF.match(text, word.end())
    if form not in _NUMERATORS or not part or part.group(1) not in _DENOMINATORS:
        return None
    is_surely = form != "een" or _OF_SHARE.search(text, 0, word.start())
    if part.group(2) and not is_surely and fold(part.group(2)) not in FUNCTION_WORDS | {"deel"}:
        return None
    denominator = _DENOMINATORS[part.group(1)]
    return _share(word.start(), part.end(1), _NUMERATORS[form] / denominator)


def _ratio(text: str, word: re.Match[str], form: str) -> Numeral | None:
    """Een op de drie, zes van de tien; "een van de vijf" is no share."""
    ratio, count = _RATIO.match(text, word.end()), value_of(form)
    if (
        not ratio
        or not count
        or (ratio.group(1) == "van" and (form == "een" or not ratio.group(2)))
    ):
        return None
    whole = _whole(ratio, count)
    return _share(word.start(), ratio.end(), count / whole) if whole else None


def _whole(ratio: re.Match[str], count: int) -> int | None:
    written = ratio.group(3)
    whole = int(written) if written.isdigit() else value_of(fold(written))
    return whole if whole in _WHOLES and 0 < count < whole else None


def _share(start: int, end: int, share: float) -> Numeral:
    return Numeral(start, end, round(100 * share, 1), is_share=True)


def _scaled(text: str, start: int, end: int, value: float, *, is_digits: bool) -> Numeral:
    if scale := _SCALE_AFTER.match(text, end):
        value, end = value * _SCALES[scale.group(1).lower()], scale.end()
    return Numeral(start, end, round(value, 6), is_digits=is_digits)
