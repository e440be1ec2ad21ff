"""What the heads, the labels and the caption of a table say of its figures: period, unit, scale, kind, words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rdsearch.outcomes.table_cells import PERIOD
from rdsearch.outcomes.tense import says_what_was_done
from rdsearch.outcomes.units import UNITS
from rdsearch.types import OutcomeKind

_PLANNED = re.compile(
    r"\b(?:begroot\w*|begroting\w*|\w*raming\w*|geraamd\w*|doel|doelen|doelwaarde\w*|\w*doelstelling\w*|ambitie\w*"
    r"|gepland\w*|planning|plan|prognose\w*|verwacht\w*|streef\w*|norm|target\w*|taakstell\w*|nodig|beoogd\w*"
    r"|toegezegd\w*|voorzien|opgave|afspraak|afgesproken|gewenst\w*|meerjaren\w*|maximum\w*|volgt|volgende?|vervolg\w*|komende|zal|zullen)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:\w*realisatie\w*|\w*gerealiseerd\w*|\w*behaald\w*|resultaat|resultaten|stand|bereikt|bereik|uitkomst\w*"
    r"|werkelijk\w*|gehaald|afgerond\w*|opgeleverd\w*|voltooid\w*|verstrekt\w*|geleverd\w*|uitgevoerd\w*|geholpen"
    r"|geplaatst\w*|gemeten|deelgenomen|deelnemers|productie\w*|prestatie\w*|opbrengst\w*|output|outcome|effect\w*"
    r"|voortgang|waardering\w*|tevredenheid\w*|rapportcijfers?|gestart\w*|behandeld\w*|aangelegd\w*|gebouwd\w*|bezocht|bezoekers)\b",
    re.IGNORECASE,
)
# Money, people and hours that go in; the second need a unit of them, "aantal subsidies" is a count.
_INPUT = re.compile(
    r"\b(?:\w*bijdragen?|\w*financiering|\w*budget(?:ten)?|\w*kosten|fte|fte’s|\w*uitgaven|\w*lasten|besteed|(?!dag)\w*besteding(?:en)?"
    r"|\w*salarissen|honoraria|bezoldiging|beloningen?|afschrijving(?:en)?|dekking)\b",
    re.IGNORECASE,
)
_INPUT_IN_UNIT = re.compile(
    r"\b(?:\w*subsidies?|inzet|uren|\w*investering(?:en)?|\w*middelen|personeel|bezetting"
    r"|formatie|uitputting|inleg|beschikbaar|beschikt|gedeclareerd|uitbetaald|rijk|provincie|inhuur|krediet(?:en)?)\b",
    re.IGNORECASE,
)
# What an organisation has and owes is not what goes into its work.
_BALANCE = re.compile(
    r"\b(?:balans|activa|passiva|\w*verplichtingen|schulden|vorderingen|kasstro\w+|eigen vermogen|\w*voorziening(?:en)?"
    r"|\w*reserves?|liquide middelen)\b",
    re.IGNORECASE,
)
_BALANCE_DAY = re.compile(r"(?:per\s+)?(?:31 dec|1 jan|ultimo)", re.IGNORECASE)
_UNITS_OF_INPUT = ("euro", "fte", "uur")
_WORLD = re.compile(
    r"\b(?:inwoners|inwonertal|bevolking\w*|nederland|landelijk\w*|europa|cbs|\w*leeftijd|\w*verzuim\w*|dienstjaren|prijs|prijzen)\b",
    re.IGNORECASE,
)
_PER_MONEY = r"(?:€|\bEUR\b|\beuro(?:’s|'s)?\b)?"
_SCALES = (
    (
        1e9,
        re.compile(
            rf"(?:[x×*]|\bin\b|€|\()\s*{_PER_MONEY}\s*(?:1\s?)?(?:miljarden|miljard|mld)\b", re.I
        ),
    ),
    (
        1e6,
        re.compile(
            rf"(?:[x×*]|\bin\b|€|\(|\A)\s*{_PER_MONEY}\s*(?:1\s?)?(?:miljoenen|miljoen|mln)\b|1\.000\.000|\bmln\.?\s?(?:€|euro)"
            r"|\A(?:€\s?)?mln\.?\Z",
            re.I,
        ),
    ),
    (
        1e3,
        re.compile(
            rf"(?:[x×*]|\bin\b)\s*{_PER_MONEY}\s*1[.\s]?000(?![.\d])|[x×*]\s*duizend|\bin\s+(?:€\s*|euro\s*)?duizend(?:en|tallen)?\b"
            r"|\(\s*€?\s*1\.000\s*\)|€\s*1\.000\b(?=\s*\)|\s*\Z)|\bk€|€k\b|€\s*[x×*]\s*1[.\s]?000",
            re.I,
        ),
    ),
)
_MONEY = re.compile(r"€|\bEUR\b|\beuro(?:’s|'s)?\b|\bin euro", re.IGNORECASE)
_PERCENTAGE = re.compile(r"%|\w*percentage\w*|\bin procenten\b|\bprocent\b", re.IGNORECASE)
_UNIT_IN_MARKS = [
    (unit, re.compile(rf"(?:[(\[]\s*(?:in\s+)?|\bin\s+)(?:{words})\s*(?:[)\]]|\Z|per\b)", re.I))
    for unit, words in UNITS
    if unit not in ("m",)
]
# A unit as the last word of a head or a label: "Productie GWh", "Natte Teelten hectare". Words that are
# as often something else ("ton", "dagen", "jaar") are none.
_UNIT_LAST = [
    (unit, re.compile(rf"(?:\A|\s)(?:{words})\s*\Z", re.I))
    for unit, words in UNITS
    if unit not in ("m", "ton", "uur", "dagen", "weken", "maanden", "jaar", "werkdagen", "liter")
]
_MARKS = re.compile(r"[⁰¹²³⁴-⁹]+(?=\s|\Z|[),:;])(?<!m²)(?<!m³)|\*+")
_NUMBERED = re.compile(r"\A\s*(?:\d{1,3}(?:\.\d+)*[.)]?|[a-zA-Z][.)]|[•–-])\s+(?=[^\W\d_])")
_IN_MARKS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_SCALE_WORDS = re.compile(
    r"\b(?:bedragen\s+)?(?:[x×*]|in)\s*(?:(?:€|EUR|euro)?\s*1(?:\.000)*\b|(?:duizenden|miljoenen)\s+euro(?:’s|'s)?)"
    r"|[x×*]\s*(?:€|EUR)?\s*1(?:\.000)*\b",
    re.IGNORECASE,
)
_CLASS = re.compile(r"[<>≤≥]\s?\d|\d\s?[-–]\s?\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_UNIT_WORDS = [re.compile(words, re.IGNORECASE) for _, words in UNITS]
_LOOSE_END = re.compile(r"\s+(?:over|in|per|van|op|eind|t/m|voor|tot|sinds|vanaf)\Z", re.IGNORECASE)
_CAPTION_NUMBER = re.compile(
    r"\A\s*(?:tabel|figuur|grafiek|overzicht|table)\s*[\dA-Z]*(?:[.\-]\d+)*[\s:.–-]*", re.IGNORECASE
)
_GENERIC = frozenset(
    "aantal aantallen bedrag bedragen totaal totalen eur euro percentage percentages procent waarde score cijfer cijfers"
    " uitkomst uitkomsten omvang stand per eind begin jaar in de het van x mln duizend miljoen kwantiteit hoeveelheid t/m tm"
    " resultaat resultaten begroot begroting raming geraamd doel doelstelling doelwaarde norm ambitie gepland planning plan"
    " prognose verwacht streefwaarde target realisatie gerealiseerd gerealiseerde behaald bereikt werkelijk beoogd stand"
    " indicator toelichting opmerking opmerkingen voortgang nulmeting meting actueel actuele huidig huidige laatste op"
    " subtotaal som".split()
)
_NUMBER_OF = re.compile(r"\baantal", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\A(?P<subject>[^\W\d_][^:;(]*?)\s+(?:naar|per|uitgesplitst|verdeeld|onderverdeeld)\s+(?!\d)",
    re.I,
)
_COUNTED = re.compile(
    r"\A(?:aantal(?:len)?|percentage|aandeel)\s+(?P<subject>[^,:;(]+)", re.IGNORECASE
)
_SUBJECT_END = re.compile(
    r"\s+(?:met|van|waarbij|waarin|die|dat|in|op|voor|bij|over|onder|door|uit|tot|tussen|per|naar|gebaseerd)\s",
    re.I,
)
_OVERVIEW = re.compile(
    r"\A(?:stand|overzicht|verloop|samenvatting|ontwikkeling|verdeling|voortgang|resultaten|uitkomsten)\b",
    re.I,
)
# Money that was not spent is no cost.
_SAVED = re.compile(r"\b\w*(?:besparing\w*|bespaard|besparen)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What a head, a label or a caption says of the figures that stand under, beside or below it."""

    raw: str = ""
    # Without period, unit and marks; empty where the rest is "aantal", "realisatie":
    words: str = ""
    name: str = ""  # the words with the period: "Bestemmingsfonds 2021"
    period: str | None = None
    unit: str | None = None
    scale: float = 1.0
    kind: OutcomeKind | None = None
    is_input: bool = False
    is_input_in_unit: bool = False
    is_world: bool = False


@lru_cache(maxsize=10_000)
def head_of(text: str) -> Head:
    """Reads a head, a label or a caption."""
    plain = " ".join(_MARKS.sub(" ", text).split())
    scale = scale_of(plain)
    periods = {found.group().strip() for found in PERIOD.finditer(plain)}
    unit = _unit(plain)
    words = _words(plain)
    return Head(
        raw=plain,
        words=words,
        name=_without_units(plain) if words else "",
        period=periods.pop() if len(periods) == 1 else None,
        unit=unit,
        scale=scale,
        kind=_stance(plain),
        is_input=_INPUT.search(plain) is not None,
        is_input_in_unit=_INPUT_IN_UNIT.search(plain) is not None,
        is_world=_WORLD.search(plain) is not None,
    )


def scale_of(text: str) -> float:
    """By what the figures are to be multiplied: 1,000 for "x € 1.000"."""
    return next((scale for scale, said in _SCALES if said.search(text)), 1.0)


def says_money(text: str) -> bool:
    return _MONEY.search(text) is not None


def _unit(text: str) -> str | None:
    if _PERCENTAGE.search(text):
        return "%"
    for unit, pattern in (*_UNIT_IN_MARKS, *_UNIT_LAST):
        if pattern.search(text):
            return unit
    return "euro" if says_money(text) else None


def _stance(text: str) -> OutcomeKind | None:
    if _PLANNED.search(text):
        return OutcomeKind.PLANNED
    return OutcomeKind.REACHED if _REACHED.search(text) or says_what_was_done(text) else None


def _words(text: str) -> str:
    """The words that say what is counted, where there are any."""
    rest = _LOOSE_END.sub("", _without_units(PERIOD.sub(" ", text)))
    if _CLASS.search(rest):  # "1 - 5 jaar", "< 1 jaar"
        return rest
    says = (form for form in _LETTERS.findall(rest.casefold()) if form not in _GENERIC)
    return rest if any(not any(p.fullmatch(form) for p in _UNIT_WORDS) for form in says) else ""


def _without_units(text: str) -> str:
    rest = _SCALE_WORDS.sub(" ", _NUMBERED.sub("", _IN_MARKS.sub(_unless_words, text)))
    return (
        " ".join(rest.split())
        .strip(" ,;:-–/€%")
        .removesuffix(" EUR")
        .removesuffix(", waarvan")
        .strip()
    )


def _unless_words(found: re.Match[str]) -> str:
    """Between brackets stand units and scales, which go, or words, which stay."""
    inside = found.group(1)
    is_unit = _unit(inside) is not None or scale_of(inside) != 1.0
    return " " if is_unit or not re.search(r"[^\W\d_]{3}", inside) else found.group()


def subject_of(caption: str) -> str:
    """What the figures of a table count, where its caption begins with it: "Vouchers naar sector" → vouchers."""
    plain = _CAPTION_NUMBER.sub("", " ".join(_MARKS.sub(" ", caption).split()))
    found = _COUNTED.match(plain) or _SUBJECT.match(plain)
    if not found or _OVERVIEW.match(plain):
        return ""
    subject = _SUBJECT_END.split(found["subject"], maxsplit=1)[0].strip(" .-–")
    return subject[:1].lower() + subject[1:] if not subject[:2].isupper() else subject


def is_number_of(head: Head) -> bool:
    """Does a head say that things are counted?"""
    return _NUMBER_OF.search(head.raw) is not None


def kind_of(heads: tuple[Head, ...], unit: str | None, *, tells: bool = False) -> OutcomeKind:
    """Of what says something of a figure, the nearest first: its column, its row, what stands over them.

    Where nothing says it: in a report that tells what was done a result or its cost, else the world around.
    """
    stance = next((head.kind for head in heads if head.kind), None)
    if stance is OutcomeKind.PLANNED:
        return stance
    if heads[0].kind is None and any(head.is_world for head in heads):
        return OutcomeKind.CONTEXT
    if stance is None and unit in (None, "euro") and _is_of_balance(heads):
        return OutcomeKind.CONTEXT
    is_cost = unit == "euro" and not any(_SAVED.search(head.raw) for head in heads[:2])
    if unit == "fte" or (is_cost and stance):
        return OutcomeKind.INPUT
    if unit in _UNITS_OF_INPUT and any(one.is_input or one.is_input_in_unit for one in heads):
        return OutcomeKind.INPUT
    near = heads[:2]
    if unit is None and any(one.is_input for one in near) and not any(map(is_number_of, near)):
        return OutcomeKind.INPUT
    if stance or not tells:
        return stance or OutcomeKind.CONTEXT
    return OutcomeKind.INPUT if is_cost else OutcomeKind.REACHED


def _is_of_balance(heads: tuple[Head, ...]) -> bool:
    of_day = _BALANCE_DAY.match(heads[0].period or "") is not None
    return of_day or any(_BALANCE.search(head.raw) for head in heads)
