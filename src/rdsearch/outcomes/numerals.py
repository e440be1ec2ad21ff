"""Dutch numbers as they are written: 2.000, 7,9 miljoen, vijfentwintig, tientallen, de helft, zes van de tien."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdsearch.dutch import fold, number_of, value_of

_SCALES = {"honderd": 1e2, "duizend": 1e3, "miljoen": 1e6, "mln": 1e6, "miljard": 1e9, "mld": 1e9}
# A vague plural says twice its scale at the least.
_VAGUE = {"tientallen": 20, "honderden": 200, "duizenden": 2_000, "tienduizenden": 20_000}
_PARTS = {"helft": 50, "kwart": 25, "driekwart": 75, "tweederde": 66.7}
_WHOLES = (3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100)
_DENOMINATORS = {"derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "achtste": 8, "tiende": 10}

_DIGITS = re.compile(
    r"(?<![\w.,/+:§°-])(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\d/]|[.:,]\d|-\d{3}|-\w|[A-Za-z]\w*-)"
)
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
_SCALE_AFTER = re.compile(r"[^\S\n]{0,2}(honderd|duizend|miljoen|mln|miljard|mld)\b\.?", re.I)
_RATIO = re.compile(r"\s+(?:op|van)\s+de\s+([^\W_]+)")
_PART_OF = re.compile(r"(?:een|één|twee|drie)\s+([^\W\d_]+)(?=\s+(?:van|deel))")
_CLOCK = re.compile(r"\s+(?:over|voor)\s")  # kwart over elf
_TO = re.compile(r"\s+(?:tot|à|a|of)\s+|\s?[-–]\s?")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text, scale words included; a share is a percentage."""

    start: int
    end: int
    value: float
    is_vague: bool = False  # tientallen: no figure, but a bound
    is_share: bool = False  # de helft, zes van de tien
    is_digits: bool = False


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a text in order; of a range, "tien tot vijftien", the lower bound."""
    at = 0
    while numeral := _next(text, at):
        at = numeral.end
        if (gap := _TO.match(text, numeral.end)) and (upper := _at(text, gap.end())):
            at = upper.end
            if upper.value > numeral.value:
                scale = _scale_of_upper(text, numeral, upper)
                numeral = Numeral(
                    numeral.start, upper.end, numeral.value * scale, is_vague=True, is_digits=True
                )
        yield numeral


def _scale_of_upper(text: str, lower: Numeral, upper: Numeral) -> float:
    """In "2 tot 3 miljoen" the scale of the second number is the first one's too."""
    scaled = _SCALE_AFTER.search(text, upper.start, upper.end)
    return _SCALES[scaled.group(1).lower()] if scaled and lower.value < 1_000 else 1.0


def _next(text: str, at: int) -> Numeral | None:
    while at < len(text):
        digits, word = _DIGITS.search(text, at), _WORD.search(text, at)
        if digits and (not word or digits.start() < word.start()):
            return _scaled(
                text, digits.start(), digits.end(), _value(digits.group()), is_digits=True
            )
        if not word:
            return None
        if found := _worded(text, word):
            return found
        at = word.end()
    return None


def _at(text: str, at: int) -> Numeral | None:
    found = _next(text[: at + 40], at)
    return found if found and found.start == at and not found.is_share else None


def _value(digits: str) -> float:
    return float(digits.replace(".", "").replace(",", "."))


def _worded(text: str, word: re.Match[str]) -> Numeral | None:
    form = fold(word.group())
    if form in _VAGUE:
        return Numeral(word.start(), word.end(), _VAGUE[form], is_vague=True)
    if form in _PARTS and not _CLOCK.match(text, word.end()):
        return Numeral(word.start(), word.end(), _PARTS[form], is_share=True)
    if (part := _PART_OF.match(text, word.start())) and part.group(1) in _DENOMINATORS:
        share = round(100 * (value_of(form) or 1) / _DENOMINATORS[part.group(1)], 1)
        return Numeral(word.start(), part.end(), share, is_share=True)
    ratio = _RATIO.match(text, word.end())
    if ratio and not (form == "een" and "van" in ratio.group()):  # een van de vijf: no share
        whole = value_of(fold(ratio.group(1))) or (
            int(ratio.group(1)) if ratio.group(1).isdigit() else None
        )
        count = value_of(form)
        if whole and count and count < whole and whole in _WHOLES:
            return Numeral(word.start(), ratio.end(), round(100 * count / whole, 1), is_share=True)
    if form in ("anderhalf", "anderhalve"):
        return _scaled(text, word.start(), word.end(), 1.5, is_digits=False)
    if form.endswith("tal") and (value := number_of(form[:-3])):
        return Numeral(word.start(), word.end(), value, is_vague=value >= 10)
    value = number_of(form)
    return _scaled(text, word.start(), word.end(), value, is_digits=False) if value else None


def _scaled(text: str, start: int, end: int, value: float, *, is_digits: bool) -> Numeral:
    if scale := _SCALE_AFTER.match(text, end):
        value, end = value * _SCALES[scale.group(1).lower()], scale.end()
    return Numeral(start, end, round(value, 6), is_digits=is_digits)
