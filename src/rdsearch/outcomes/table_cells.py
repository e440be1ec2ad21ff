"""The figures in a cell of a table: value, bound, unit; dates, codes and names with a number are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rdsearch.outcomes.numerals import numerals
from rdsearch.outcomes.units import unit_at, unit_before

_MONTHS = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?:19|20)\d\d"
PERIOD = re.compile(
    rf"(?:(?:per|t/m|tot en met|eind|begin|medio|ultimo|vanaf|sinds)\s+)?"
    rf"(?:(?:\d{{1,2}}\s+)?{_MONTHS}(?:\s*[-–]\s*{_MONTHS})?\s+|(?:[1-4]e\s+(?:kwartaal|halfjaar)|[QHK][1-4])[\s-]+|\d{{1,2}}[-/.]\d{{1,2}}[-/.])?"
    rf"(?<!\d){YEAR}(?:\s?(?:[-–/]|t/m|tot en met)\s?(?:20)?\d\d)?(?![\d.,]\d|\d)",
    re.IGNORECASE,
)
# What has digits and is no figure.
_NO_FIGURE = re.compile(
    rf"""(?:
    \b\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:20)?\d\d\b                        # 12-03-2024
    | \b\d{{4}}-\d\d-\d\d\b | \b\d{{4}}/\d+
    | \b\d{{1,2}}/\d{{1,2}}\b | \b\d{{1,2}}(?::\s?\d\d)+\b | \b\d{{1,2}}\.\d\d(?=\s?uur)  # 01/12, 9:30, 19.30 uur
    | (?:\b\d{{1,2}}\s+)?\b{_MONTHS}(?:\s+{YEAR})?(?=\W|$)
    | \b(?:artikel(?:en)?|art\.|lid|hoofdstuk|paragraaf|par\.|figuur|tabel|bijlage|pagina|blz\.?|p\.|nr\.?|nrs\.|nummer|versie
      |fase|\w*niveau|stap|scenario|categorie|klasse|groep|spoor|kamer|weg|perceel|tranche|ronde|variant|type|schaal|mbo|hbo
      |cluster|kern|indicator|maatregel|actie|project|activiteit|kwartaal|periode|jaar)\s?[-–]?\s?\d+(?:[.\-]\d+)*\b(?!\s?%)
    | [§\#№]\s?\d+
    | \b0\d{{1,3}}[\s-]?\d{{2,3}}[\s-]?\d[\d\s]+                        # a phone number
    | \b(?!\d{{1,3}}(?:\s\d{{3}})+\s*$)\d{{2,}}(?:\s\d{{2,}}){{2,}}\b        # 312 468 835 37
    | \b\d{{4}}\s?[A-Z]{{2}}\b                                          # a postcode
    | (?<![\w€%])(?!EUR)[^\W\d_]+[.\-/]?\d[\w./-]*                    # H2, N335, V2.0
    | \b\d+(?!\d*(?:fte|ha|km|kW|MW|GW|TW|PJ|TJ|kton|Mton|ton|kg|EUR|euro|k\b|m²|m³|m\b|mln|mld|uur|jaar|dagen))[A-Za-z]\w+
    | \b[1-9]\d?e\b                                                      # 2e
    | \b\d+(?:-\d+){{2,}}\b | \b\d{{1,2}}\s[AP]M\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DIGITS = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+|,-)?|\d{1,3}(?: \d{3})+(?=\s*\Z)|\d+(?:,\d+)?|\d+\.\d{1,2})(?![\d]|[.,]\d)"
)
_SCALE = re.compile(
    r"\s?(?:(duizend|k(?=\b|€))|(miljoen|mln\b\.?|mio\b\.?)|(miljard|mld\b\.?))", re.IGNORECASE
)
_MINUS = re.compile(r"(?:-/-|(?:(?<=\A)|(?<=[^\w)%\s])|(?<=[^\w)%]\s))[-–−])\s?(?:€\s?)?\Z")
_CODE = re.compile(r"(?<![\d.,-])(\d+)-(\d+)(?![\d.,-])")
_BOUNDS = (
    ("at_least", r"meer dan|ruim|minstens|ten minste|minimaal|min\.|>\s?=?|≥|vanaf"),
    ("at_most", r"maximaal|max\.|hooguit|hoogstens|ten hoogste|minder dan|<\s?=?|≤|tot"),
    ("about", r"circa|ca\.?|ongeveer|zo’n|zo'n|rond|bijna|±|~|\+/-"),
)
_BOUND = [
    (bound, re.compile(rf"(?<!\w)(?:{words})\s*(?:€\s?)?\Z", re.IGNORECASE))
    for bound, words in _BOUNDS
]
_RANGE = re.compile(r"\s?(?:[-–]|à|a|tot|t/m)\s?(?:€\s?)?\Z")
_CHANGE = re.compile(r"\s?(?:→|⇒|>|naar)\s?(?:€\s?)?\Z")
_SAME_PERIOD = re.compile(rf"\(\s*({YEAR})\s*:\s*(?:€\s?)?\Z")
_WORD = re.compile(r"[^\W\d_]{2,}(?:[’'-][^\W\d_]+)*")
_ID_DIGITS = 7  # as many without a point between are the number of a file or a company
_MAX_WORDS = 4  # beside its figures, of a cell that is one


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A figure and where it stands in its cell."""

    start: int
    end: int
    value: float
    qualifier: str = "exact"
    unit: str | None = None
    is_scaled: bool = False  # by a word of its own: 2 mln
    upper: float | None = None
    value_before: float | None = None
    period: str | None = None  # "(2021: 96%)"


def cell_figures(cell: str) -> tuple[CellFigure, ...]:
    """The figures of a cell in order; a range or a change is one."""
    bare = _CODE.sub(_unless_range, _NO_FIGURE.sub(_masked, cell))
    found: list[CellFigure] = []
    for figure in sorted(_numbers(cell, bare), key=lambda one: one.start):
        if found and figure.start < found[-1].end:  # "3 € 5": the sign is the first one's
            figure = replace(figure, start=found[-1].end)
            if figure.start >= figure.end:
                continue
        between = cell[found[-1].end : figure.start] if found else ""
        if found and _CHANGE.fullmatch(between) and "van" in cell[: found[-1].start].casefold():
            before = found.pop()
            figure = replace(figure, start=before.start, value_before=before.value)
        elif found and _RANGE.fullmatch(between) and found[-1].value < figure.value:
            lower = found.pop()
            factor = _factor_of_lower(lower, figure)
            figure = replace(
                figure,
                start=lower.start,
                value=lower.value * factor,
                upper=figure.value,
                unit=figure.unit or lower.unit,
                qualifier=lower.qualifier,
            )
        found.append(figure)
    return tuple(found)


def _masked(found: re.Match[str]) -> str:
    return "#" * len(found.group())


def _unless_range(found: re.Match[str]) -> str:
    """A number of a list ("24-11"), where the second number is not the higher one."""
    is_range = int(found.group(1)) < int(found.group(2))
    return found.group() if is_range else _masked(found)


def _factor_of_lower(lower: CellFigure, upper: CellFigure) -> float:
    """In "2 - 3 mln" the scale of the second number is the first one's too."""
    if not upper.is_scaled or lower.is_scaled or upper.value < 1e3:
        return 1.0
    return next(scale for scale in (1e9, 1e6, 1e3) if upper.value >= scale)


def _numbers(cell: str, bare: str) -> Iterator[CellFigure]:
    for match in _DIGITS.finditer(bare):
        before = cell[: match.start()]
        digits = match.group()
        is_id = (
            digits.isdigit() and len(digits) >= _ID_DIGITS and not unit_before(cell, match.start())
        )
        if is_id or (is_year(digits) and cell.strip() != digits):
            continue
        yield _figure(cell, match.start(), match.end(), _value(match.group()), before)
    for numeral in numerals(bare):
        if not (numeral.is_digits or numeral.is_share):
            figure = _figure(cell, numeral.start, numeral.end, numeral.value, cell[: numeral.start])
            yield replace(figure, qualifier="at_least") if numeral.is_vague else figure


def _figure(cell: str, start: int, end: int, value: float, before: str) -> CellFigure:
    minus = _MINUS.search(before)
    first = minus.start() if minus else start
    unit = unit_before(cell, start) or unit_before(cell, first)  # "- € 12", "€ -12"
    if unit:
        first = min(first, max(before.rfind(sign) for sign in ("€", "EUR", "euro")))
    scale = _SCALE.match(cell, end)
    if scale:
        value *= 1e3 if scale.group(1) else 1e6 if scale.group(2) else 1e9
        end = scale.end()
    if cell.startswith("%", end):  # also with the letter of a note: "81%a"
        unit, end = "%", end + 1
    elif unit is None and (after := unit_at(cell, end)):
        unit, end = after
    bound = next((bound for bound, words in _BOUND if words.search(cell[:first])), "exact")
    period = _SAME_PERIOD.search(cell[:first])
    return CellFigure(
        start=first,
        end=end,
        value=round(-value if minus else value, 6),
        qualifier=bound,
        unit=unit,
        is_scaled=scale is not None,
        period=period.group(1) if period else None,
    )


def _value(digits: str) -> float:
    plain = digits.removesuffix(",-").replace(" ", "")
    if re.fullmatch(r"\d+\.\d{1,2}", plain):  # set with a point by a spreadsheet
        return float(plain)
    return float(plain.replace(".", "").replace(",", "."))


def is_year(text: str) -> bool:
    return re.fullmatch(YEAR, text.strip()) is not None


def is_period(text: str) -> bool:
    return PERIOD.fullmatch(text.strip()) is not None


def words_beside(cell: str, figures: tuple[CellFigure, ...]) -> tuple[str, ...]:
    """The words of a cell that belong to none of its figures."""
    rest = list(cell)
    for figure in figures:
        rest[figure.start : figure.end] = " " * (figure.end - figure.start)
    return tuple(_WORD.findall("".join(rest)))


def is_figure_cell(cell: str, figures: tuple[CellFigure, ...]) -> bool:
    """Whether a cell is its figures and at most a few words, not a text in which figures stand."""
    return bool(figures) and len(words_beside(cell, figures)) <= _MAX_WORDS
