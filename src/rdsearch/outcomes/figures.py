"""Which numbers of a sentence are figures of something, and of what: value, bound, unit, what is counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rdsearch.dutch import FUNCTION_WORDS, fold
from rdsearch.outcomes.numerals import Numeral, numerals

# Words before a number and the bound they set. "Bijna 300" is near 300; as a maximum it would mislead.
_BOUNDS = {
    "at_least": "meer dan|ruim|minstens|ten minste|tenminste|minimaal|zeker|boven de|dik|op zijn minst",
    "at_most": "maximaal|hooguit|hoogstens|ten hoogste|minder dan|nog geen|onder de|niet meer dan|tot",
    "about": "circa|ca\\.|ongeveer|zo’n|zo'n|rond de|rond|bijna|tegen de|een kleine|pakweg|grofweg|naar schatting"
    "|om en nabij|ongeveer de|±|~",
}
_BOUND = {
    bound: re.compile(rf"(?<!\w)(?:{words})\s*(?:de\s+|€\s*)?\Z", re.IGNORECASE)
    for bound, words in _BOUNDS.items()
}
_UNITS = (
    ("%", r"procentpunten|procentpunt|procent|%"),
    ("euro", r"euro(?:’s|'s)?|€"),
    ("m²", r"vierkante\s+meters?|m²|m2"),
    ("m³", r"kubieke\s+meters?|m³|m3|kuub"),
    ("km²", r"vierkante\s+kilometers?|km²|km2"),
    ("km", r"kilometers?|km"),
    ("cm", r"centimeters?|cm"),
    ("m", r"(?:strekkende\s+)?meters?|m"),
    ("ha", r"hectaren?|hectares|ha"),
    ("ton", r"ton|tonnen"),
    ("kg", r"kilo’s|kilo's|kilogram|kilo|kg"),
    ("liter", r"liters?"),
    ("MW", r"megawatt|MW"),
    ("MWh", r"megawattuur|MWh"),
    ("GWh", r"gigawattuur|GWh"),
    ("TWh", r"terawattuur|TWh"),
    ("kWh", r"kilowattuur|kWh"),
    ("fte", r"fte’s|fte's|fte"),
)
_UNIT_AFTER = [
    (unit, re.compile(rf"\s?(?:{words})(?!\w)", 0 if unit == "m" else re.IGNORECASE))
    for unit, words in _UNITS
]
_EURO_BEFORE = re.compile(r"(?:€|\bEUR)\s*\Z")
_TIME_AFTER = re.compile(
    r"(?:\s|-)?(?:en\s+\d+\s+)?(?:jaar|jaren|jarige?|maanden?|weken|week|dagen|dag|uur|uren|kwartier|minuten|seconden"
    r"|nachten|avonden|dagdelen|keer|maal|decennia|eeuwen?|graden|°)\b",
    re.IGNORECASE,
)
_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DATE_AFTER = re.compile(rf"\s+(?:{_MONTHS})\b", re.IGNORECASE)
_POSTCODE_AFTER = re.compile(r"\s?[A-Z]{2}\b")
# A number behind these is a name or a place in a list, a law or a document.
_LABEL_BEFORE = re.compile(
    r"(?:\b(?:artikel(?:en)?|art\.|lid|leden|hoofdstuk(?:ken)?|paragraaf|paragrafen|figuur|tabel|bijlagen?|pagina’s|pagina"
    r"|bladzijde|p\.|pp\.|blz\.|nr\.|nrs\.|nummer|versie|fase|niveau|stap|scenario|categorie|klasse|deel|noot|vraag|punt"
    r"|punten|stuk|agendapunt|mbo|hbo|vmbo|groep|spoor|lijn|kamer|onderdeel|stellingname|kader|box|voetnoot|weg|nr"
    rf"|dossier|jaar|de jaren|{_MONTHS})|[§#№])\s*\Z",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?<=\s)[A-ZÀ-Þ][\w’-]*\s+\Z")
_LIST_NUMBER = re.compile(r"[\s•(]*\d{1,3}(?:\.\d+)*[.)]?\s")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_FROM = re.compile(r"\bvan\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_BY = re.compile(r"\bmet\s+\Z", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[^\S\n]+([^\W\d_](?:[\w’'/-]*\w)?)")
_ADJECTIVES_IN_EN = frozenset(
    "betrokken open eigen aangesloten gekozen gegeven gesloten verloren geschreven genomen gebleven volwassen"
    " tevreden houten zilveren gouden ingeschreven afgesloten opgenomen verschillen".split()
)
_PLURAL = re.compile(r"(?:en|[^se]s|ers|els|es|’s|'s|ën|a)\Z")
_UNINFLECTED = frozenset("extra mensen man euro personen".split())
_ADJECTIVE = re.compile(r"(?:e|se)\Z")
_PLURAL_VERBS = frozenset(
    "werden waren zijn hadden hebben worden konden kunnen gingen deden kregen vonden bleven kwamen".split()
)
_NOT_COUNTED = frozenset(
    "jaren maanden weken dagen uren minuten keren malen plaats eeuwen punten kanten zijden delen manieren"
    " stappen vragen hoofdstukken paragrafen artikelen leden".split()
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that measures or counts something; offsets into its sentence."""

    start: int
    end: int
    value: float
    qualifier: str
    unit: str | None
    what: str


def figures(sentence: str) -> Iterator[Figure]:
    """The figures of a sentence: no years, dates, ages, labels, durations or bare numbers."""
    previous: Figure | None = None
    for numeral in numerals(sentence):
        if _is_label(sentence, numeral):
            continue
        found = _measured(sentence, numeral) or _counted(sentence, numeral, previous)
        if found is None or (found.unit and not found.what):
            continue
        if previous and _is_change(sentence, previous, found):
            previous = replace(previous, what="")
        if previous and previous.what:
            yield previous
        previous = found
    if previous and previous.what:
        yield previous


def _is_change(sentence: str, first: Figure, second: Figure) -> bool:
    """Of "van 180 naar 220" the second is what was reached."""
    between = sentence[first.end : second.start]
    starts = _FROM.search(sentence, 0, first.start) is not None
    return starts and re.fullmatch(r"[\w\s]{0,20}\s(?:naar|tot)\s(?:\w+\s)?", between) is not None


def _is_label(sentence: str, numeral: Numeral) -> bool:
    before, after = sentence[: numeral.start], sentence[numeral.end :]
    written = sentence[numeral.start : numeral.end]
    if not before.strip(" •(") and _LIST_NUMBER.match(sentence) and re.match(r"[.)]", after):
        return True
    if _LABEL_BEFORE.search(before) or _DATE_AFTER.match(after) or _TIME_AFTER.match(after):
        return True
    if numeral.is_digits and _NAME_BEFORE.search(before):
        return True
    if re.fullmatch(r"\d{4}", written) and _POSTCODE_AFTER.match(after):
        return True
    if written.startswith("0") and not written.startswith("0,"):
        return True
    return bool(_YEAR.match(written)) and _is_year(before, after)


def _is_year(before: str, after: str) -> bool:
    """A four-digit number is a year unless a plural follows and nothing that leads years precedes."""
    if re.search(r"(?:\b(?:in|sinds|vanaf|tot|eind|begin|medio|voorjaar|zomer|najaar|herfst|winter|per|en|na|voor|uit|van|jaar)|[-–(/])\s*\Z", before, re.I):
        return True
    following = _NEXT_WORD.match(after)
    return following is None or not _PLURAL.search(following.group(1)) or _is_verb(following.group(1))


def _is_verb(word: str) -> bool:
    return fold(word) in FUNCTION_WORDS


def _bound(sentence: str, numeral: Numeral) -> str:
    before = sentence[: numeral.start]
    for bound, pattern in _BOUND.items():
        if pattern.search(before):
            return bound
    if sentence[numeral.end : numeral.end + 1] == "+":
        return "at_least"
    return "at_least" if numeral.is_vague else "exact"


def _measured(sentence: str, numeral: Numeral) -> Figure | None:
    """A share, an amount of money or a quantity with a unit."""
    unit, end = ("%", numeral.end) if numeral.is_share else (None, numeral.end)
    if _EURO_BEFORE.search(sentence, 0, numeral.start):
        unit = "euro"
    for name, pattern in _UNIT_AFTER:
        if match := pattern.match(sentence, numeral.end):
            unit, end = name, match.end()
            break
    if unit is None:
        return None
    what = _of_what(sentence, numeral.start, end)
    return Figure(numeral.start, end, numeral.value, _bound(sentence, numeral), unit, what)


def _counted(sentence: str, numeral: Numeral, previous: Figure | None) -> Figure | None:
    what, end = noun_phrase(sentence, numeral.end, is_plural=True)
    if not what and previous and previous.unit is None:
        following = _NEXT_WORD.match(sentence, numeral.end)
        if following and following.group(1) in _PLURAL_VERBS:
            what, end = previous.what, numeral.end  # meer dan 50 werden geholpen
    if not what:
        return None
    return Figure(numeral.start, end, numeral.value, _bound(sentence, numeral), None, what)


def noun_phrase(sentence: str, at: int, *, is_plural: bool) -> tuple[str, int]:
    """Adjectives and noun from `at` on, and where they end; empty where none follows."""
    words: list[str] = []
    end = at
    while len(words) < 5 and (match := _NEXT_WORD.match(sentence, end)):
        word = match.group(1)
        if fold(word) in FUNCTION_WORDS and fold(word) not in ("andere",):
            break
        words.append(word)
        end = match.end()
        if _ends_phrase(word, is_plural=is_plural):
            coordinated = re.match(r"\s+en\s+([^\W\d_][\w’'-]*(?:en|ers|s))(?!\w)", sentence[end:])
            if coordinated and is_plural and not _is_verb(coordinated.group(1)):
                words += ["en", coordinated.group(1)]
                end += coordinated.end()
            return _accepted(words), end
    return "", at


def _ends_phrase(word: str, *, is_plural: bool) -> bool:
    form = fold(word)
    if form in _ADJECTIVES_IN_EN or form == "extra":
        return False
    if form in _UNINFLECTED or (_PLURAL.search(word) and not re.search(r"(?:lijks|ings)\Z", form)):
        return True
    return not is_plural and not _ADJECTIVE.search(form)


def _accepted(words: list[str]) -> str:
    head = fold(words[-1])
    return "" if head in _NOT_COUNTED else " ".join(words)


def _of_what(sentence: str, start: int, end: int) -> str:
    """What a measure is of: the noun behind it, else the last one before it with an article."""
    after = re.match(r"\s+(?:van|aan|in|voor)\s+(?:de|het|een|hun|onze|zijn|haar|alle|die|deze)?", sentence[end:])
    what, _ = noun_phrase(sentence, end, is_plural=False)
    if not what and after:
        what, _ = noun_phrase(sentence, end + len(after.group().rstrip()), is_plural=False)
    if what:
        return what
    for match in reversed(list(_DETERMINED.finditer(sentence, 0, start))):
        found, close = noun_phrase(sentence, match.end(), is_plural=False)
        if found and close <= start:
            return found
    return ""


_DETERMINED = re.compile(r"\b(?:de|het|een|hun|onze|dit|deze|die)(?=\s)", re.IGNORECASE)
