"""Which numbers of a sentence are figures of something, and of what: value, bound, unit, what is counted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rdsearch.dutch import FUNCTION_WORDS, fold
from rdsearch.outcomes.evidence import is_participle, is_past
from rdsearch.outcomes.numerals import Numeral, numerals

# Words before a number and the bound they set. "Bijna 300" is near 300; as a maximum it would mislead.
_BOUNDS = {
    "at_least": "meer dan|ruim|minstens|ten minste|tenminste|minimaal|zeker|boven de|dik|op zijn minst",
    "at_most": "maximaal|hooguit|hoogstens|ten hoogste|minder dan|nog geen|niet meer dan",
    "about": "circa|ca\\.|ongeveer|zo’n|zo'n|rond de|bijna|tegen de|een kleine|pakweg|grofweg|naar schatting"
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
    rf"|dossier|jaar|de jaren|kwart over|kwart voor|half|{_MONTHS})|[§#№])\s*\Z",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?<=\s)[A-ZÀ-Þ][\w’-]*\s+\Z")
_LIST_NUMBER = re.compile(r"[\s•(]*\d{1,3}(?:\.\d+)*[.)]?\s")
_YEARS = re.compile(r"(?:19|20)\d\d\D{1,5}(?:19|20)?\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_FROM = re.compile(r"\bvan\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_BY = re.compile(r"\bmet\s+\Z", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[^\S\n]+([^\W\d_](?:[\w’'/-]*\w)?)")
_ADJECTIVES_IN_EN = frozenset(
    "betrokken open eigen aangesloten gekozen gegeven gesloten verloren geschreven genomen gebleven volwassen"
    " tevreden houten zilveren gouden ingeschreven afgesloten opgenomen verschillen".split()
)
_PLURAL = re.compile(r"(?:en|[^se]s|ers|els|es|’s|'s|ën)\Z")
_UNINFLECTED = frozenset("extra mensen man euro personen".split())
_ADJECTIVE = re.compile(r"(?:e|se)\Z")
_PLURAL_VERBS = frozenset(
    "werden waren zijn hadden hebben worden konden kunnen gingen deden kregen vonden bleven kwamen".split()
)
_NOUNS_IN_GE = frozenset(
    "gezinnen gesprekken gevallen gebouwen gemeenten gebieden gewassen gerechten getuigen gelden gewonden"
    " geinterviewden gedachten gebeurtenissen gevangenen geneesmiddelen geiten genen gehuchten gewesten".split()
)
_NOT_COUNTED = frozenset(
    "jaren maanden weken dagen uren minuten keren malen plaats eeuwen punten kanten zijden delen manieren"
    " oorzaken kenmerken lessen redenen verklaringen keuzes waarden onderwerpen voorwaarden lijnen kwartalen"
    " werkdagen dienstjaren stappen vragen hoofdstukken paragrafen artikelen leden".split()
)


_OF_AFTER = re.compile(
    r"\s+(?:van|aan|in|voor)(?:\s+(?:de|het|een|hun|onze|zijn|haar|alle|die|deze))?(?=\s)"
)
_OF_WHICH = re.compile(r"\bwaarvan\s+(?:er\s+)?(?:meer dan|ruim|bijna|circa|ongeveer)?\s*\Z")
_OF_THEM = re.compile(r"\ber\s+\Z")
# "Een stichting van twintig bedrijven", "de drie provincies": a size, or a number known before.
_GIVEN_BEFORE = re.compile(
    r"\b(?:van|de|het|deze|die|alle|onze|hun|eerste|laatste)\s+\Z", re.IGNORECASE
)
_NOUN_OF = re.compile(
    r"(?<=\s)([a-zà-ÿ][\w’'-]*)\s+van\s+(?:ruim|meer dan|bijna|circa|ongeveer|gemiddeld|in totaal|zo’n|€|\s)*\Z"
)
_DIMENSION_AFTER = re.compile(r"\s+(?:breed|hoog|diep|dik|lang)\b")
_NO_PART = frozenset(
    "waarvan waaraan waarin slechts circa ongeveer komen miljarden guldens".split()
)
_ADVERBS = frozenset(
    "nu meer minder hoger lager langer korter duurder goedkoper kleiner groter sneller vaker omlaag omhoog"
    " opnieuw zelfs initieel oud jong nieuw samen gelijk eerder later".split()
)
_CLAUSE_START = re.compile(r"[,;:–]\s")
_DETERMINED = re.compile(r"\b(?:de|het|een|hun|onze|dit|deze|die)(?=\s)", re.IGNORECASE)
_PAST_PARTICIPLE = re.compile(r"(?:toe|op|af|aan|in|uit|over)?ge\w+en\Z")
_OF_THESE = re.compile(r"Van (?:de|alle|deze|die)(?=\s)")
_NO_SUBJECT_BEFORE = re.compile(
    r"\b(?:met|in|na|bij|van|voor|op|uit|door|tot|naar|aan|en|over|om|per|onder|sinds)\s+\Z", re.I
)
_LIMIT_BEFORE = re.compile(r"\b(?:tot|onder)\s+(?:de\s+)?(?:€\s*)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that measures or counts something; offsets into its sentence."""

    start: int
    end: int
    value: float
    qualifier: str
    unit: str | None
    what: str
    is_change: bool = False  # of "van 180 naar 220" the second


def figures(sentence: str) -> Iterator[Figure]:
    """The figures of a sentence: no years, dates, ages, labels, durations or bare numbers."""
    previous: Figure | None = None
    for numeral in numerals(sentence):
        if _is_label(sentence, numeral) or _is_name(sentence, numeral):
            continue
        found = _measured(sentence, numeral) or _counted(sentence, numeral, previous)
        if found is None or (found.unit and not found.what):
            continue
        if previous and _is_change(sentence, previous, found):
            previous, found = replace(previous, what=""), replace(found, is_change=True)
        if previous and _is_figure(sentence, previous):
            yield previous
        previous = found
    if previous and _is_figure(sentence, previous):
        yield previous


def _is_figure(sentence: str, figure: Figure) -> bool:
    """Whether it says something new: not the size of a known group, no limit, and it is of something."""
    is_count = figure.unit is None
    if _LIMIT_BEFORE.search(sentence, 0, figure.start) and not figure.is_change:
        return False
    return bool(figure.what) and not (is_count and _GIVEN_BEFORE.search(sentence, 0, figure.start))


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
    if _YEARS.fullmatch(written):
        return True
    return bool(_YEAR.match(written)) and _is_year(before, after)


def _is_name(sentence: str, numeral: Numeral) -> bool:
    """A number word with a capital within a sentence: Eerste Duizend."""
    is_capital = sentence[numeral.start].isupper()
    return is_capital and re.search(r"[\w,]\s+\Z", sentence[: numeral.start]) is not None


def _is_year(before: str, after: str) -> bool:
    """A four-digit number is a year unless a plural follows and nothing that leads years precedes."""
    if re.search(
        r"(?:\b(?:in|sinds|vanaf|tot|eind|begin|medio|voorjaar|zomer|najaar|herfst|winter|per|en|tot en met|na|voor|uit|van|jaar)|[-–(/])\s*\Z",
        before,
        re.I,
    ):
        return True
    following = _NEXT_WORD.match(after)
    return (
        following is None or not _PLURAL.search(following.group(1)) or _is_verb(following.group(1))
    )


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
    if unit is None or _DIMENSION_AFTER.match(sentence, end):
        return None
    what = _of_what(sentence, numeral.start, end)
    return Figure(numeral.start, end, numeral.value, _bound(sentence, numeral), unit, what)


def _counted(sentence: str, numeral: Numeral, previous: Figure | None) -> Figure | None:
    what, end = noun_phrase(sentence, numeral.end, is_plural=True)
    if previous and _OF_THEM.search(sentence, previous.end, numeral.start):
        what = ""
    if not what and previous and previous.unit is None:
        following = _NEXT_WORD.match(sentence, numeral.end)
        is_part = bool(
            _OF_WHICH.search(sentence, 0, numeral.start)
            or _OF_THEM.search(sentence, previous.end, numeral.start)
        )
        if is_part or (following and following.group(1) in _PLURAL_VERBS):
            what, end = previous.what, numeral.end  # meer dan 50 werden geholpen, waarvan 241 in
    if not what or numeral.value % 1:
        return None  # one counts in whole numbers; 31,485 may be meant as thousands
    return Figure(numeral.start, end, numeral.value, _bound(sentence, numeral), None, what)


def noun_phrase(sentence: str, at: int, *, is_plural: bool) -> tuple[str, int]:
    """Adjectives and noun from `at` on, and where they end; empty where none follows."""
    words: list[str] = []
    end = at
    while len(words) < 5 and (match := _NEXT_WORD.match(sentence, end)):
        word = match.group(1)
        form = fold(word)
        if is_plural:
            is_verb = form.endswith("n") and is_past(form) and form not in _ADJECTIVES_IN_EN
        else:
            is_verb = is_participle(form) or (bool(words) and is_past(form))
        if form in FUNCTION_WORDS or form in _NO_PART or is_verb:
            break
        words.append(word)
        end = match.end()
        if _ends_phrase(word, is_plural=is_plural):
            coordinated = re.match(r"\s+en\s+([^\W\d_][\w’'-]*(?:en|ers|s))(?!\w)", sentence[end:])
            if coordinated and is_plural and not _is_verb(coordinated.group(1)):
                words += ["en", coordinated.group(1)]
                end += coordinated.end()
            return _accepted(words), end
    if words and not is_plural:
        return _accepted(words), end  # de openbare kade | is
    return "", at


def _ends_phrase(word: str, *, is_plural: bool) -> bool:
    form = fold(word)
    if form in _ADJECTIVES_IN_EN or form == "extra" or is_participle(form):
        return False
    if form in _UNINFLECTED or (_PLURAL.search(word) and not re.search(r"(?:lijks|ings)\Z", form)):
        return True
    return not is_plural and not _ADJECTIVE.search(form)


def _accepted(words: list[str]) -> str:
    head = fold(words[-1])
    is_participle_form = _PAST_PARTICIPLE.match(head) and head not in _NOUNS_IN_GE
    return "" if head in _NOT_COUNTED or is_participle_form else " ".join(words)


def _of_what(sentence: str, start: int, end: int) -> str:
    """What a measure is of: "een route van 48 km", "3600 m² nieuwbouw", "14 procent van de deelnemers".

    Else the first noun of its clause that has an article, which is its subject more often than not.
    """
    before = _NOUN_OF.search(sentence, 0, start)
    if before and fold(before.group(1)) not in FUNCTION_WORDS:
        return before.group(1)
    if what := _noun_after(sentence, end):
        return what
    if (after := _OF_AFTER.match(sentence, end)) and (what := _noun_after(sentence, after.end())):
        return what
    if of_them := _OF_THESE.match(sentence):
        return noun_phrase(sentence, of_them.end(), is_plural=False)[0]
    clause = max((match.end() for match in _CLAUSE_START.finditer(sentence, 0, start)), default=0)
    for low in (clause, 0):
        for match in _DETERMINED.finditer(sentence, low, start):
            if _NO_SUBJECT_BEFORE.search(sentence, 0, match.start()):
                continue
            found, close = noun_phrase(sentence, match.end(), is_plural=False)
            if found and close <= start:
                return found
    return ""


def _noun_after(sentence: str, at: int) -> str:
    following = _NEXT_WORD.match(sentence, at)
    if following is None or _is_no_noun(following.group(1)):
        return ""
    return noun_phrase(sentence, at, is_plural=False)[0]


def _is_no_noun(word: str) -> bool:
    form = fold(word)
    return (
        form in _ADVERBS
        or form.endswith("t")
        or is_past(form)
        or bool(_PAST_PARTICIPLE.match(form))
    )
