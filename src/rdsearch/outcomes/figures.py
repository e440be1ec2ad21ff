"""Which numbers of a sentence are figures of something, and of what: value, bound, unit, what is counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rdsearch.outcomes import nouns
from rdsearch.outcomes.ages import is_age
from rdsearch.outcomes.naming import is_name
from rdsearch.outcomes.numbering import numbers_only
from rdsearch.outcomes.numerals import Numeral, numerals
from rdsearch.outcomes.units import TIMES, money_scale, unit_at, unit_before

# Words before a number and the bound they set. "Bijna 300" is near 300; as a maximum it would mislead.
_BOUNDS = {
    "at_least": "meer dan|ruim|minstens|ten minste|tenminste|minimaal|zeker|boven(?: de)?|dik|op zijn minst|vanaf|al gauw"
    "|groter dan|hoger dan|langer dan",
    "at_most": "maximaal|hooguit|hoogstens|ten hoogste|minder dan|nog geen|niet meer dan|tot|onder(?: de)?|binnen|kleiner dan"
    "|lager dan|maximum van",
    "about": "circa|ca\\.?|ongeveer|zo’n|zo'n|rond(?: de)?|bijna|tegen de|een kleine|pakweg|grofweg|naar schatting"
    "|om en nabij|±|~|om en bij|een (?:stuk of|maand of)",
}
_BOUND = {
    bound: re.compile(rf"(?<!\w)(?:{words})\s*(?:(?:de|een)\s+|€\s*)?\Z", re.IGNORECASE)
    for bound, words in _BOUNDS.items()
}
_FROM = re.compile(r"\bvan\s+(?:(?:\w+\s+)?(?:€\s*)?)\Z", re.IGNORECASE)
_THEN_TO = re.compile(r"(?:\s+\(?\w+\)?){0,4}?\s+(?:naar|tot)\s")
_PART_OF = re.compile(r"\s+van\s+(?:de|het|die|deze)\s+")
_END_BEFORE = re.compile(r"\btot\s+(?:€\s*)?\Z")
_BETWEEN_CHANGE = re.compile(
    r"(?:\s+\(?\w+\)?){0,4}?\s+(?:naar|tot)\s+(?:(?:de|zo’n|ruim|bijna|gemiddeld|nog|nu|inmiddels)\s+)?(?:€\s*)?"
)
# "De drie provincies", "alle zeven gemeenten": a number that was known before.
_GIVEN_BEFORE = re.compile(
    r"\b(?:de|het|deze|die|alle|onze|hun|haar|beide|eerste|laatste|andere|overige|ander)\s+(?:(?:eerste|laatste|andere|overige"
    r"|eerdergenoemde|genoemde)\s+)?\Z",
    re.IGNORECASE,
)
_PARTITIVE_BEFORE = re.compile(r"(?:\A|[.;:–|]\s)(?:Van|Bij|van)\s+(?:de|alle|deze|die|onze)\s+\Z")
# A bare number behind or before these counts things named before, whatever was measured in between.
_COUNTS_BEFORE = re.compile(
    r"(?:\A|\b(?:er|ervan|daarvan|hiervan|waarvan|van (?:wie|hen|hun|deze|die))(?:\s+\w+){0,4}?)\s*\Z",
    re.IGNORECASE,
)
_COUNTS_AFTER = re.compile(
    r"\s+(?:van\s+(?:hen|hun|ons|jullie|wie|deze|dezen|die)|daarvan|hiervan|ervan)\b"
)
_ABOUT = re.compile(r"\been\s+(\w+)\s+of\s+\Z", re.IGNORECASE)  # een maand of drie
_SERIES = re.compile(
    r"(?:,\s[\d.,]*\d)*\s+(?:en|of|respectievelijk|naar|tot)\s+[\d.,]*\d(?!\d)"
)  # 35 en 19 procent
_YEAR = re.compile(r"(?:19|20)\d\d")
_MORE_THAN = re.compile(r"\s+\w+\s+dan\s+(?:(?:de|het|die)\s+)?")
_COMPARED_WITH = re.compile(r"\bdan\s+(?:de|het|die)\s+\Z")
_WHOLE = 100  # per cent
_PIECES = re.compile(r"\s+stuks\b")
_MOVED_TO = re.compile(
    r"\b(?:omhoog|omlaag|terug|toe|af|op|gestegen|gedaald|gegroeid|groei\w*|opgelopen|toegenomen|afgenomen|stijg\w*|steeg|stegen|daal\w*)\s+(?:naar|tot)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
# Periods that only say when: "na zes maanden", "binnen vijf jaar", "in 2024 drie jaar geleden".
_WHEN_BEFORE = re.compile(
    r"\b(?:na|over(?:\s+een\s+\w+\s+of)?|sinds|elke|iedere|om de|voor het eerst in|afgelopen|voorbije|komende|eerste"
    r"|laatste|vorige|volgende)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_IN_BEFORE = re.compile(r"\b(?:in|binnen)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_LONG = frozenset(
    {"jaar", "maanden"}
)  # in which one places what happened; in days and hours one tells how fast
_HOURS = re.compile(r"\b(?:van|tussen)\s+\Z", re.IGNORECASE)  # van 9 tot 17 uur
_DURATION_OF = re.compile(
    r"(?:\bgemiddelde?|\bbinnen gemiddeld)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE
)
_DURATION_BEHIND = re.compile(
    r"\s+(?:(?:[a-zà-ÿ]+e\s+)?\w*(?:tijd|duur|vertraging)|terug|klaar|gereed)\b"
)
_WHEN_AFTER = re.compile(
    r"\s+(?:geleden|oud|later|eerder|lang|ervoor|daarvoor|ouder|jonger|en ouder)\b"
)
_THOUSANDS_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+")
_CENTS_AFTER = re.compile(r",(?:-|–|\d\d)")
_SPEAKS_OF_GRADES = re.compile(r"\b(?:cijfer|rapportcijfer|score|gemiddeld)\b", re.IGNORECASE)
_A_GRADE = re.compile(r"\been\s+(?:dikke\s+)?\Z", re.IGNORECASE)
_SCALED = re.compile(r"(?:miljoen|miljard|mln|mld)\.?\Z", re.IGNORECASE)
_SMALL = 4  # up to which a number in words is more often a way of writing than a count of results


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that measures or counts something; offsets into its sentence."""

    start: int
    end: int
    value: float
    qualifier: str
    unit: str | None
    what: str
    upper: float | None = None
    value_before: float | None = None
    is_given: bool = False  # "de drie provincies": of a group that was known before
    is_base: bool = False  # "van de 34 projecten": what shares of are told next
    is_part: bool = False  # "9 van de 14 gemeenten": of a group
    is_small_word: bool = False  # twee, drie, vier
    is_grade: bool = False  # "een 7,4"

    @property
    def is_of_something(self) -> bool:
        return bool(self.unit or self.what)

    @property
    def counted(self) -> str:
        """What a bare number that follows may go on to count."""
        return self.what if self.unit is None or nouns.is_plural(self.what) else ""

    @property
    def is_duration(self) -> bool:
        return self.unit in TIMES


def figures(sentence: str, *, counted_before: str = "", is_key: bool = False) -> Iterator[Figure]:
    """The figures of a sentence: no years, dates, ages, labels, bare numbers or times that only say when.

    `counted_before`: what the sentence before counted; a bare number may go on about it. `is_key`: it is a key figure
    with its label, so the number at its head is no heading's.
    """
    previous: Figure | None = None
    counted = counted_before
    part: Numeral | None = None
    for numeral in numerals(sentence):
        is_head = is_key and numeral.is_first_of(sentence)
        found = _figure(sentence, numeral, counted, previous, is_key=is_head)
        if part and found and _is_whole(sentence, part, numeral):
            if found.unit in (None, "%"):
                continue
            # of "negen van de zeventien kilometer" the part is told, in the unit of the whole
            found = replace(found, start=part.start, value=part.value, upper=None)
            previous = None
        part = numeral if found else None
        if found is None:
            continue
        if previous and _is_change(sentence, previous, found):
            previous = _changed(sentence, previous, found)
        else:
            if previous and previous.is_of_something:
                yield previous
            previous = found
        counted = previous.counted or counted
    if previous and previous.is_of_something:
        yield previous


def _is_whole(sentence: str, part: Numeral, whole: Numeral) -> bool:
    """The 55 of "48 van de 55 appartementen" is no figure of its own."""
    return _PART_OF.fullmatch(sentence, part.end, whole.start) is not None


def _figure(
    sentence: str, numeral: Numeral, counted: str, previous: Figure | None, *, is_key: bool
) -> Figure | None:
    unit, end = _unit(sentence, numeral)
    if is_name(sentence, numeral, is_measured=is_key or unit is not None):
        return None
    if unit is not None:
        return _measured(sentence, numeral, unit, end, counted)
    return _graded(sentence, numeral) or _counted(
        sentence, numeral, counted, previous, is_key=is_key
    )


def _unit(sentence: str, numeral: Numeral) -> tuple[str | None, int]:
    if numeral.is_share:
        return "%", numeral.end
    if money := unit_before(sentence, numeral.start):
        after = _CENTS_AFTER.match(sentence, numeral.end)
        return money, after.end() if after else numeral.end
    if found := unit_at(sentence, numeral.end):
        return found
    if about := _ABOUT.search(sentence, 0, numeral.start):
        of_one = unit_at(sentence, about.start(1) - 1)
        return (of_one[0] if of_one else None), numeral.end
    series = _SERIES.match(sentence, numeral.end)
    if series and not _YEAR.fullmatch(sentence, numeral.start, numeral.end):
        of_next = unit_at(sentence, series.end())
        return (of_next[0] if of_next else None), numeral.end
    is_bare = numeral.value >= 1_000_000 and _SCALED.search(sentence, numeral.start, numeral.end)
    # A bare "10 miljoen" is money: whoever counts says what.
    is_money = is_bare and not nouns.plural_at(sentence, numeral.end)[0]
    return "euro" if is_money else None, numeral.end


def _is_change(sentence: str, first: Figure, second: Figure) -> bool:
    """Of "van 180 naar 220" the second is what was reached."""
    return (
        _FROM.search(sentence, 0, first.start) is not None
        and (second.unit == first.unit or not first.unit or not second.unit)
        and _BETWEEN_CHANGE.fullmatch(sentence, first.end, second.start) is not None
    )


def _changed(sentence: str, first: Figure, second: Figure) -> Figure:
    is_direct = second.unit is None and second.what in sentence[second.start : second.end]
    what = second.what if is_direct else ""
    is_end = _END_BEFORE.search(sentence, 0, second.start) is not None  # van 180 tot 165
    return replace(
        second,
        start=first.start,
        value_before=first.value,
        qualifier="exact" if is_end else second.qualifier,
        unit=None if is_direct else second.unit or first.unit,
        what=what or nouns.changing(sentence, first.start) or first.what or second.what,
        is_small_word=False,
        is_given=False,
    )


def _bound(sentence: str, numeral: Numeral) -> str:
    before = sentence[: numeral.start]
    is_compared = not numeral.is_share and _COMPARED_WITH.search(before)
    if _MOVED_TO.search(before) or is_compared:
        return "exact"  # gestegen tot; minder dan de 90 van het plan
    for bound, pattern in _BOUND.items():
        if pattern.search(before):
            return bound
    if sentence[numeral.end : numeral.end + 1] == "+":
        return "at_least"
    return "at_least" if numeral.is_vague else "exact"


def _whole(sentence: str, numeral: Numeral) -> float:
    """One counts in whole numbers and pays in cents: 31,485 is written in thousands."""
    written = sentence[numeral.start : numeral.end]
    return float(written.replace(",", "")) if _THOUSANDS_COMMA.fullmatch(written) else numeral.value


def _measured(sentence: str, numeral: Numeral, unit: str, end: int, counted: str) -> Figure | None:
    """A share, an amount of money or a quantity with a unit; a time only where its length is the point."""
    if numeral.value == 1 and unit == "keer":
        return None
    if unit in TIMES and not _is_length_of_time(sentence, numeral, end, unit):
        return None
    value, upper = numeral.value, numeral.upper
    if unit == "euro":
        scale = money_scale(sentence[end : end + 14]) if value < 1_000_000 else 1
        value = _whole(sentence, numeral) * scale
        upper = upper * scale if upper else None
    if unit in TIMES:
        what = nouns.lasting(sentence, numeral.start, end)
    else:
        what = nouns.measured(sentence, numeral.start, end, is_share=unit == "%")
    if counted and sentence[: numeral.start].endswith("("):
        what = counted  # in 43 zaken (91%)
    return Figure(numeral.start, end, value, _bound(sentence, numeral), unit, what, upper)


def _is_length_of_time(sentence: str, numeral: Numeral, end: int, unit: str) -> bool:
    """Whether a time says how long something takes, not when it happens or how old somebody is."""
    start = numeral.start
    if _WHEN_AFTER.match(sentence, end):
        return False
    if _DURATION_OF.search(sentence, 0, start) or _DURATION_BEHIND.match(sentence, end):
        return True
    if unit == "uur" and numeral.upper and _HOURS.search(sentence, 0, start):
        return False
    if unit == "jaar" and is_age(sentence, numeral):
        return False
    is_when = unit in _LONG and _IN_BEFORE.search(sentence, 0, start)
    return not is_when and _WHEN_BEFORE.search(sentence, 0, start) is None


def _counted(
    sentence: str, numeral: Numeral, counted: str, previous: Figure | None, *, is_key: bool
) -> Figure | None:
    """A number and what it counts; a bare one goes on about what was counted or measured before."""
    value, start = _whole(sentence, numeral), numeral.start
    if not value % 1 and nouns.is_of_order(sentence, numeral.end):
        return None
    if value == 1 and not numeral.is_digits and _bound(sentence, numeral) == "exact":
        return None  # één and its noun are far more often a turn of speech than a count
    what, end = nouns.plural_at(sentence, numeral.end)
    group = "" if what else nouns.of_group(sentence, numeral.end)
    unit = None
    if group:
        what, end = group, numeral.end
    elif not what:
        if not is_key and numbers_only(sentence, numeral):
            return None
        pieces = _PIECES.match(sentence, numeral.end)
        end = pieces.end() if pieces else numeral.end
        following = nouns.noun_behind(sentence, end)
        if previous and not following and _measures_on(sentence, previous, numeral, end):
            unit, what = previous.unit, previous.what
        elif value == 1:
            what = following
        else:
            what = nouns.carried(sentence, start, end, counted)
    before = sentence[:start]
    is_base = _PARTITIVE_BEFORE.search(before) is not None
    return Figure(
        start,
        end,
        value,
        _bound(sentence, numeral),
        unit,
        what,
        numeral.upper,
        is_given=not is_base and _GIVEN_BEFORE.search(before) is not None,
        is_base=is_base,
        is_part=bool(group or _COUNTS_AFTER.match(sentence, end)),
        is_small_word=not numeral.is_digits and 1 < value <= _SMALL,
    )


def _measures_on(sentence: str, previous: Figure, numeral: Numeral, end: int) -> bool:
    """Whether a bare number is in the unit of the one before: "14 maanden in plaats van acht", "68 procent; het doel was 72"."""
    start = numeral.start
    if previous.unit == "%" and (
        _whole(sentence, numeral) > _WHOLE or _MORE_THAN.fullmatch(sentence, previous.end, start)
    ):
        return False  # 22 procent meer dan de 530 van vorig jaar
    if _FROM.search(sentence, 0, start) and _THEN_TO.match(sentence, end):
        return False  # its unit stands behind what it became
    is_count = _COUNTS_BEFORE.search(sentence, 0, start) or _COUNTS_AFTER.match(sentence, end)
    return previous.unit is not None and not is_count


def _graded(sentence: str, numeral: Numeral) -> Figure | None:
    """An 8,1 as a grade: "8,1 het cijfer", "een 7,4": of nothing else does one say "een"."""
    is_grade = _SPEAKS_OF_GRADES.search(sentence) or _A_GRADE.search(sentence, 0, numeral.start)
    is_in_range = _whole(sentence, numeral) % 1 and 1 <= numeral.value <= 10
    if not is_grade or not is_in_range or not numeral.is_digits:
        return None
    word = is_grade.group() if is_grade.group().endswith(("cijfer", "score")) else ""
    what = word or nouns.measured(sentence, numeral.start, numeral.end, is_share=False)
    what = what or "cijfer"
    return Figure(
        numeral.start,
        numeral.end,
        numeral.value,
        _bound(sentence, numeral),
        None,
        what,
        is_grade=True,
    )
