"""Which numbers of a sentence are figures of something, and of what: value, bound, unit, what is counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rdsearch.dutch import FUNCTION_WORDS, fold
from rdsearch.outcomes import nouns
from rdsearch.outcomes.naming import is_name
from rdsearch.outcomes.numerals import Numeral, numerals
from rdsearch.outcomes.units import TIMES, money_scale, unit_at, unit_before
from rdsearch.outcomes.verbs import is_past

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
_ANY_BOUND = rf"(?:(?:{'|'.join(_BOUNDS.values())})\s+)?"
_FROM = re.compile(r"\bvan\s+(?:(?:\w+\s+)?(?:€\s*)?)\Z", re.IGNORECASE)
_THEN_TO = re.compile(r"\s+(?:in\s+(?:19|20)\d\d\s+)?(?:naar|tot)\s")
_FROM_TO = re.compile(r"\bvan\s+(?:\w+\s+)?[\w.,]+\s+(?:in\s+(?:19|20)\d\d\s+)?(?:naar|tot)\s+\Z")
_PART_OF = re.compile(r"\s+van\s+(?:de|het|die|deze)\s+")
_END_BEFORE = re.compile(r"\btot\s+(?:€\s*)?\Z")
_BETWEEN_CHANGE = re.compile(
    r"(?:\s+\w+){0,4}?\s+(?:naar|tot)\s+(?:(?:de|zo’n|ruim|bijna|gemiddeld|nog)\s+)?(?:€\s*)?"
)
# "De drie provincies", "alle zeven gemeenten": a number that was known before.
_GIVEN_BEFORE = re.compile(
    r"\b(?:de|het|deze|die|alle|onze|hun|haar|beide|eerste|laatste|andere|overige|ander)\s+(?:(?:eerste|laatste|andere|overige"
    r"|eerdergenoemde|genoemde)\s+)?\Z",
    re.IGNORECASE,
)
_PARTITIVE_BEFORE = re.compile(r"(?:\A|[.;:–|]\s)(?:Van|Bij|van)\s+(?:de|alle|deze|die|onze)\s+\Z")
_OF_WHICH = re.compile(
    r"\b(?:waarvan|van wie|daarvan|hiervan)\s+(?:er\s+)?(?:\w+\s+(?:dan\s+)?(?:er\s+)?)?\Z",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\ber\s+(?:(?:in|eind|begin|medio)\s+\d{4}\s+)?(?:(?:nu|al|inmiddels|in totaal|ruim|meer dan|bijna|circa|ongeveer|uiteindelijk|zelfs)\s+)*\Z"
)
_GOAL_BEFORE = re.compile(
    r"\b(?:doel|doelstelling|bedoeling|plan|planning|streven|verwachting|ambitie|streefgetal)\b[^,;.]{0,25}\s\Z",
    re.IGNORECASE,
)
_IS_THE_AIM = re.compile(
    r"\s+(?:was|waren|is)\s+(?:het|de)\s+(?:doel|opgave|bedoeling|planning|plan|ambitie)\b"
)
_MOVED_TO = re.compile(
    r"\b(?:omhoog|omlaag|terug|toe|af|op|gestegen|gedaald|gegroeid|groei\w*|opgelopen|toegenomen|afgenomen|stijg\w*|steeg|stegen|daal\w*)\s+(?:naar|tot)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
# "waarmee het totaal op 41 kwam", "de teller staat op 133", "(2023: 640)", "tegen 470 in 2022"
_TOTAL_BEFORE = re.compile(
    r"\b(?:teller|totaal|totale aantal|aantal|stand|kwam|kwamen|komt|komen|staat|stond)\s+(?:\w+\s+){0,2}op\s+(?:\w+\s+)?\Z"
    r"|\(\s*(?:in\s+)?(?:19|20)\d\d\s*:\s*\Z",
    re.IGNORECASE,
)
_EARLIER_BEFORE = re.compile(r"\btegen(?:over)?\s+(?:de\s+)?\Z", re.IGNORECASE)
_EARLIER_AFTER = re.compile(
    r"\s+(?:(?:in|eind|over)\s+(?:het\s+)?(?:jaar\s+(?:er)?voor|vorige?\s+jaar|(?:19|20)\d\d)|een\s+jaar\s+eerder"
    r"|(?:bij|voor|vóór)\s+(?:de|het)\s+(?:start|begin|aanvang)|vorig\s+jaar)\b"
)
_OF_PEOPLE = re.compile(r"\s+van\s+(?:hen|hun|wie|deze|dezen)(?=\W+(?:\w+\s)?\w+)(?!\s\w+en\b)")
_A_YEAR = re.compile(r"\s+(?:per|elk|ieder)\s+(?:jaar|maand|week|dag)\b")
_RECKONED = re.compile(r"\s+(?:gerekend|gemikt|gehoopt|verwacht|gepland|beoogd|begroot|geraamd)\b")
_PLURAL_VERBS = frozenset(
    "werden waren zijn hadden hebben worden konden kunnen gingen gaan deden kregen vonden bleven kwamen komen doen"
    " krijgen staan liggen willen".split()
)
_DURATION_OF = re.compile(
    r"(?:\w*(?:termijn|tijd|duur|wacht\w+|programma|traject|leerlijn|cursus|opleiding|periode)\s+van|\bgemiddeld(?:e)?|\bduur(?:t|de|den)"
    r"|\bdure?n|\bkost(?:te|ten|en)?|\bscheelt|\bbinnen gemiddeld)\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_DURATION_BEHIND = re.compile(r"\s+(?:[a-zà-ÿ]+e\s+)?\w*(?:tijd|duur|vertraging)\b")
_CHANGES_TO = re.compile(r"\bvan\s+(?:\S+\s+){1,4}naar\s+(?:\w+\s+)?\Z")
_WHEN_AFTER = re.compile(
    r"\s+(?:geleden|oud|later|eerder|lang|ervoor|daarvoor|ouder|jonger|en ouder)\b"
)
_SIZE_AFTER = re.compile(
    r"\s+(?:breed|hoog|diep|dik|lang|diepte|hoogte|tiphoogte|afstand|onder|van elkaar)\b"
)
_THOUSANDS_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+")
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
        found = _figure(sentence, numeral, counted, is_key=is_key and numeral.is_first_of(sentence))
        if part and found and _measures_part(sentence, part, found):
            found = replace(found, start=part.start, value=part.value, upper=None)
        part = numeral
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


def _measures_part(sentence: str, part: Numeral, whole: Figure) -> bool:
    """Of "negen van de zeventien kilometer" the part is what is told, in the unit of the whole."""
    is_measure = whole.unit not in (None, "%")
    return is_measure and _PART_OF.fullmatch(sentence, part.end, whole.start) is not None


def _figure(sentence: str, numeral: Numeral, counted: str, *, is_key: bool) -> Figure | None:
    unit, end = _unit(sentence, numeral)
    if is_name(sentence, numeral, is_measured=is_key or unit is not None):
        return None
    if unit is None:
        found = _counted(sentence, numeral, counted)
    else:
        found = _measured(sentence, numeral, unit, end, counted)
    return found


def _unit(sentence: str, numeral: Numeral) -> tuple[str | None, int]:
    if numeral.is_share:
        return "%", numeral.end
    if money := unit_before(sentence, numeral.start):
        after = re.compile(r",(?:-|–|\d\d)").match(sentence, numeral.end)
        return money, after.end() if after else numeral.end
    if found := unit_at(sentence, numeral.end):
        return found
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
    if _MOVED_TO.search(before):
        return "exact"  # gestegen tot
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
    if _SIZE_AFTER.match(sentence, end):
        return None
    if unit in TIMES and not _is_length_of_time(sentence, numeral, end):
        return None
    value, upper = numeral.value, numeral.upper
    if unit == "euro":
        scale = money_scale(sentence[end : end + 14]) if value < 1_000_000 else 1
        value = _whole(sentence, numeral) * scale
        upper = upper * scale if upper else None
    what = nouns.measured(sentence, numeral.start, end, is_share=unit == "%")
    if counted and sentence[: numeral.start].endswith("("):
        what = counted  # in 43 zaken (91%)
    return Figure(numeral.start, end, value, _bound(sentence, numeral), unit, what, upper)


def _is_length_of_time(sentence: str, numeral: Numeral, end: int) -> bool:
    if _WHEN_AFTER.match(sentence, end):
        return False
    if _DURATION_OF.search(sentence, 0, numeral.start) or _DURATION_BEHIND.match(sentence, end):
        return True
    starts = _FROM.search(sentence, 0, numeral.start) and re.match(r"\s+naar\s", sentence[end:])
    return bool(starts or _CHANGES_TO.search(sentence, 0, numeral.start))


def _counted(sentence: str, numeral: Numeral, counted: str) -> Figure | None:
    value = _whole(sentence, numeral)
    if value % 1:
        return _grade(sentence, numeral)
    what, end = nouns.plural_at(sentence, numeral.end)
    before = sentence[: numeral.start]
    is_base = _PARTITIVE_BEFORE.search(before) is not None
    group = "" if what else nouns.of_group(sentence, numeral.end)
    if not what:
        what, end = group, numeral.end
    if not what and _is_elliptic(sentence, numeral):
        what = counted
        if not what and _MOVED_TO.search(before):
            what = nouns.changing(sentence, numeral.start)
    if not what and not _changes(sentence, numeral):
        return None
    return Figure(
        numeral.start,
        end,
        value,
        _bound(sentence, numeral),
        None,
        what,
        numeral.upper,
        is_given=not is_base and _GIVEN_BEFORE.search(before) is not None,
        is_base=is_base,
        is_part=bool(group),
        is_small_word=not numeral.is_digits and 1 < value <= _SMALL,
    )


def _grade(sentence: str, numeral: Numeral) -> Figure | None:
    """An 8,1 as a grade: "8,1 het cijfer", "een 7,4": of nothing else does one say "een"."""
    is_grade = re.search(r"\b(?:cijfer|rapportcijfer|score|gemiddeld)\b", sentence, re.IGNORECASE)
    is_grade = is_grade or _A_GRADE.search(sentence, 0, numeral.start)
    if not is_grade or not 1 <= numeral.value <= 10 or not numeral.is_digits:
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


def _is_of_earlier(sentence: str, start: int, end: int) -> bool:
    """Whether a figure is what another is compared with, the same thing at an earlier time."""
    after = _EARLIER_AFTER.match(sentence, end)
    return after is not None and _EARLIER_BEFORE.search(sentence, 0, start) is not None


def _is_elliptic(sentence: str, numeral: Numeral) -> bool:
    """Whether a bare number counts what was counted before: "waarvan 241", "hadden er 19", "zes zijn gestopt"."""
    if (
        _OF_WHICH.search(sentence, 0, numeral.start)
        or _OF_THEM.search(sentence, 0, numeral.start)
        or _GOAL_BEFORE.search(sentence, 0, numeral.start)
        or _RECKONED.match(sentence, numeral.end)
        or _IS_THE_AIM.match(sentence, numeral.end)
        or _OF_PEOPLE.match(sentence, numeral.end)
        or _MOVED_TO.search(sentence, 0, numeral.start)
        or _TOTAL_BEFORE.search(sentence, 0, numeral.start)
        or _is_of_earlier(sentence, numeral.start, numeral.end)
        or (sentence[: numeral.start].endswith("(") and _A_YEAR.match(sentence, numeral.end))
        or _changes(sentence, numeral)
    ):
        return True
    following = re.compile(r"[^\S\n]+([^\W\d_]+)").match(sentence, numeral.end)
    starts = not sentence[: numeral.start].strip(" •–-(") or re.search(
        rf"(?:^|[,;:–]|\ben|waarvan)\s*{_ANY_BOUND}\Z", sentence[: numeral.start]
    )
    if not following or not starts:
        return False
    form = fold(following.group(1))
    return form in _PLURAL_VERBS or (
        form not in FUNCTION_WORDS and form.endswith("n") and is_past(form)
    )


def _changes(sentence: str, numeral: Numeral) -> bool:
    if _FROM.search(sentence, 0, numeral.start) and _THEN_TO.match(sentence, numeral.end):
        return True
    return _FROM_TO.search(sentence, 0, numeral.start) is not None
