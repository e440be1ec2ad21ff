"""What a figure says of the work: reached, planned, put in, or of the world around."""

import re
from dataclasses import dataclass

from rdsearch.dutch import lemma
from rdsearch.outcomes.figures import Figure
from rdsearch.outcomes.tense import (
    has_verb,
    is_aimed,
    is_by_now,
    is_imperative,
    is_planned,
    is_ruled,
    is_told_as_done,
    is_told_in_short,
)
from rdsearch.outcomes.tone import NO_TONE, Tone
from rdsearch.types import OutcomeKind

_OF_THE_WORLD = re.compile(
    r"\b(?:landelijke?|nederland|nederlanders|nederlandse|wereldwijd\w*|europa|europese|eu-\w+|bevolking|cbs|inwoners telt"
    r"|tel(?:t|len)(?! op)|uit (?:\w+ ){0,2}onderzoek|onderzoek blijkt|bijvoorbeeld|voorbeeld|voorheen|vroeger|ooit|jarenlang|destijds"
    r"|gemiddelde? (?:gezin|nederlander)|stemmen|stemde\w* (?:voor|tegen)|^aanwezig|^afwezig|wereldoorlog|eeuw)\b",
    re.IGNORECASE,
)
# Counts of how a research was done are not what it found.
_RESEARCH_DESIGN = re.compile(
    r"\b(?:respondenten|geïnterviewd\w*|steekproef|interviews|enquêtes?|vragenlijst(?:en)?|bestudeerd|dossiers)\b",
    re.IGNORECASE,
)
_WE_ASKED = re.compile(
    r"\b(?:(?:wij|we) (?:\w+ )?(?:spraken|belden|vroegen|bekeken|onderzochten|bestudeerden|interviewden)"
    r"|(?:spraken|belden|bekeken|onderzochten|bestudeerden|interviewden) (?:wij|we)|een respons)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:we|wij)\b", re.IGNORECASE)
_METHOD = re.compile(
    r"\b(?:werkwijze|methoden?|onderzoeks(?:opzet|aanpak|methoden?|verantwoording)|respons|dataverzameling"
    r"|opzet van het onderzoek|over (?:dit|het|de) onderzoek(?:ers)?)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\A[\d.\s]*(?:onze\s+)?(?:aanbeveling(?:en)?|advies|adviezen)\b", re.IGNORECASE
)
# Nouns that order the writer's thought or the organisation of the work: the text has them, the work did not
# make them.
_MOST_ORDERED = 12  # themes, questions or parts that a text has; 900 questions have been asked
_ORDERING = frozenset(
    "actielijn thema lijn programmalijn pijler punt vorm soort categorie deel onderdeel aspect reden oorzaak manier wijze stap"
    " fase variant scenario keuze vraag deelvraag onderzoeksvraag onderwerp kenmerk voorwaarde criterium uitgangspunt"
    " principe niveau element factor groep type model methode definitie begrip laag dimensie perspectief invalshoek lid"
    " les waarde kant zijde verklaring spoor rol taak doel hoofddoel subdoel opgave kolom rij tabel figuur bijlage sectie regel"
    " optie mogelijkheid probleem uitdaging gemeente provincie ministerie partij stem fractie zetel collega dorp stad kern"
    " land lidstaat wethouder respondent interview klasse bandbreedte combinatie dimensie beslispunt amendement motie aanbeveling advies".split()
)
# Money that is given for the work, in whatever tense it is told.
_MONEY_GIVEN = re.compile(
    r"\b(?:\w*subsidies?|\w*krediet\w*|\w*investering\w*|invester\w+|geïnvesteerd|\w*bijdragen?|draagt bij|bijgedragen"
    r"|co-?financier\w*|gefinancierd|beschikbaar|legt in|ingelegd|trekt uit|uitgetrokken|gereserveerd|dekking|huur"
    r"|kosten bedragen|rijksbijdrage|vouchers?|\w*fonds)\b",
    re.IGNORECASE,
)
_GAINED = re.compile(
    r"\b(?:bespa\w+|opbrengst\w*|opgebracht|opgeleverd|leverde\w*|winst|omzet|boetes?|minder|lager|omlaag|goedkoper|opgehaald"
    r"|terugverdien\w*|verkocht\w*|verkoop|ontving\w*|ontvangen)\b",
    re.IGNORECASE,
)
_PEOPLE_PUT_IN = frozenset(
    "vrijwilliger coach kwartiermaker begeleider trainer projectleider programmamanager formatieplaats fte".split()
)
_OF_AIM = re.compile(r"\s+van\s+(?:het|de)\s+(?:\w*doel\w*|planning|opgave)\b")
_AVERAGE = re.compile(r"\bgemiddeld\b", re.IGNORECASE)
# People and places that are there without the work; in a report of what was done they may be who it reached.
_POPULATION = frozenset(
    "inwoner huishouden vacature werkzoekende bewoner burger adviseur woning mens bouwplan".split()
)
# Who did it or had it done to them stands behind no preposition: "3.412 inwoners kregen", not "voor 3.412 inwoners".
_AT = re.compile(
    r"\b(?:voor|van|met|in|op|aan|bij|naar|tot|per|over|uit|door|onder|tussen|(?:groter|kleiner) dan)\s+"
    r"(?:(?:ruim|zo.n|bijna|circa|ongeveer|meer dan|minder dan|de|alle)\s+)*\Z",
    re.IGNORECASE,
)
_PARTICIPANTS = frozenset(
    "deelnemer deelneemster aanvrager aanvraag gebruiker bezoeker cursist kandidaat abonnee aanmelding inschrijving klant"
    " oud-deelnemer geslaagde gecertificeerde".split()
)
_PLANNED_ADJECTIVE = re.compile(
    r"\b(?:geplande|beoogde|voorgenomen|begrote|gewenste|nieuwe|toegezegde)\b"
)
_COMPARISON_AFTER = re.compile(
    r"\s+(?:meer|minder|lager|hoger|langer|korter|groter|kleiner|boven|onder)(?:\s+dan|\s+de|\s*[,.;)])"
)
_MOST_PARTS = 10  # that an organisation or a programme is made of
_PARTS_BEFORE = re.compile(
    r"\b(?:besta(?:at|an) uit|omvat|(?:onder)?verdeeld (?:over|in))\s+(?:\w+\s+)?\Z"
)
_GROUP_BEFORE = re.compile(
    r"\b(?:groep(?:je|en)?|klas|klassen|rij|stel|stapel|plaats (?:aan|voor)|ruimte (?:aan|voor))\s+(?:van\s+)?(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_RESULT_LEAD = re.compile(
    r"\b(?:resultaat|resultaten|opbrengst(?:en)?|in cijfers|cijfers|feiten|impact|opgeleverd|bereikt|opleverde|kerncijfers"
    r"|behaald|mijlpalen van)\b",
    re.IGNORECASE,
)
_CLAUSE_BREAK = re.compile(
    r"[;:–—|?!]|,(?!\d)|\b(?:terwijl|maar|want|omdat|doordat|zodat|hoewel|tegen|die|hoe|om|waar\w+|dan)\b"
)
_COMPARED = re.compile(
    r"\b(?:tegen|dan|vergeleken met|tegenover|zoals|net als)\s+(?:de\s+|\w+\s+)?\Z"
)
_BOUND_DAN = re.compile(
    r"\b(?:meer|minder|groter|kleiner|hoger|lager|langer) dan\s+(?:de\s+)?\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a figure from outside its sentence."""

    tone: Tone = NO_TONE
    is_spoken: bool = False
    is_under_results: bool = False  # a head announces results
    is_under_method: bool = False  # a head says that it is told how a research was done
    is_under_advice: bool = False
    is_item: bool = False  # of a list or a key figure, which may do without a verb


def is_result_lead(text: str) -> bool:
    """Whether a heading or the start of a sentence announces results."""
    return _RESULT_LEAD.search(text) is not None


def is_over_results(heading: str) -> bool:
    """Whether a heading announces results, or says in the past tense what we did."""
    return is_result_lead(heading) or (_WE.search(heading) is not None and is_told_as_done(heading))


def is_of_method(heading: str) -> bool:
    return _METHOD.search(heading) is not None


def is_of_advice(heading: str) -> bool:
    return _ADVICE.search(heading) is not None


def clause_at(sentence: str, start: int, end: int) -> str:
    """The clause that holds a figure."""
    breaks = [
        (m.start(), m.end())
        for m in _CLAUSE_BREAK.finditer(sentence)
        if not _is_of_bound(sentence, m)
    ]
    low = max((close for _, close in breaks if close <= start), default=0)
    high = min((begin for begin, _ in breaks if begin >= end), default=len(sentence))
    return sentence[low:high]


def _is_of_bound(sentence: str, found: re.Match[str]) -> bool:
    return found.group() == "dan" and _BOUND_DAN.search(sentence, 0, found.end() + 1) is not None


def kind_of(sentence: str, figure: Figure, setting: Setting) -> OutcomeKind:
    """What the figure says of the work; the context in every case of doubt."""
    clause = clause_at(sentence, figure.start, figure.end)
    if _is_around(sentence, clause, figure, setting):
        return OutcomeKind.CONTEXT
    if _is_aim(sentence, clause, figure):
        return OutcomeKind.CONTEXT if figure.is_base else OutcomeKind.PLANNED
    if setting.is_under_advice and is_imperative(sentence):
        return OutcomeKind.PLANNED
    if is_ruled(clause):
        return OutcomeKind.PLANNED if setting.tone.wants else OutcomeKind.CONTEXT
    is_told = setting.tone.tells or _is_told(sentence, clause, figure, setting)
    if _is_put_in(clause, figure, is_told=is_told):
        return OutcomeKind.INPUT
    if _is_surely_reached(sentence, clause, figure, setting):
        return OutcomeKind.REACHED
    is_average = _AVERAGE.search(sentence) is not None
    is_subject = figure.start == 0 and is_told_as_done(clause)
    if figure.is_small_word and not (is_average or is_subject):
        return OutcomeKind.CONTEXT
    is_measured = is_average or figure.unit == "%" or figure.is_grade
    if is_told or (setting.tone.finds and is_measured):
        return OutcomeKind.REACHED
    is_offer = setting.tone.wants and (figure.unit == "euro" or figure.is_duration)
    return OutcomeKind.PLANNED if is_offer else OutcomeKind.CONTEXT


def _is_around(sentence: str, clause: str, figure: Figure, setting: Setting) -> bool:
    """Whether it is told by somebody, of the world around, or only orders or compares."""
    if setting.is_under_method or (setting.tone.finds and _WE_ASKED.search(sentence)):
        return True
    if setting.is_spoken or _OF_THE_WORLD.search(clause):
        return True
    if figure.unit is None and _is_of_no_work(sentence, clause, figure, setting):
        return True
    if not setting.tone.tells and _COMPARISON_AFTER.match(sentence, figure.end):
        return True
    if _GROUP_BEFORE.search(sentence, 0, figure.start):
        return True
    if figure.is_duration and figure.value_before is None:
        return not (_AVERAGE.search(clause) or is_planned(clause) or setting.tone.wants)
    if figure.value < _MOST_PARTS and _PARTS_BEFORE.search(sentence, 0, figure.start):
        return True
    is_compared = _COMPARED.search(sentence, 0, figure.start) and not _BOUND_DAN.search(
        sentence, 0, figure.start
    )
    return bool(is_compared) and not is_planned(sentence)


def _is_of_no_work(sentence: str, clause: str, figure: Figure, setting: Setting) -> bool:
    """Whether a count is of what orders the text, of people who are there anyhow, or of a group known before."""
    head = lemma(figure.what.split(" ")[-1])
    parts = {head, head.rpartition("_")[2]}
    if _RESEARCH_DESIGN.search(clause):
        return True
    is_few = figure.value <= _MOST_ORDERED and not figure.is_part
    if is_few and not parts.isdisjoint(_ORDERING):
        return True
    is_population = not (parts.isdisjoint(_POPULATION) or _is_aim(sentence, clause, figure))
    is_part_of_act = _is_done_item(sentence, figure, setting) or (
        is_told_as_done(clause) and not _AT.search(sentence, 0, figure.start)
    )
    if is_population and not (setting.tone.tells or is_part_of_act):
        return True
    return figure.is_given and _PLANNED_ADJECTIVE.search(figure.what) is None


def _is_surely_reached(sentence: str, clause: str, figure: Figure, setting: Setting) -> bool:
    """Whether it is announced as a result, has come so far, has changed, or counts who took part."""
    if setting.is_under_results or is_result_lead(sentence[: figure.start]):
        return True
    if is_by_now(clause, tells=setting.tone.tells) or figure.value_before is not None:
        return True
    return _is_of_participants(figure)


def _is_of_participants(figure: Figure) -> bool:
    """Whoever takes part has been reached, in whatever tense it is told."""
    return bool(figure.what) and lemma(figure.what.split(" ")[-1]) in _PARTICIPANTS


def _is_aim(sentence: str, clause: str, figure: Figure) -> bool:
    if is_planned(clause):
        return True
    # A share "van het doel" is of a result.
    is_share_of = figure.unit == "%" and _OF_AIM.match(sentence, figure.end) is not None
    if not is_share_of and is_aimed(sentence, sentence.find(clause), figure.start, figure.end):
        return True
    return not has_verb(clause) and is_planned(sentence[: figure.start])


def _is_told(sentence: str, clause: str, figure: Figure, setting: Setting) -> bool:
    if is_told_as_done(clause) or _is_done_item(sentence, figure, setting):
        return True
    return not has_verb(clause) and is_told_as_done(sentence)


def _is_done_item(sentence: str, figure: Figure, setting: Setting) -> bool:
    return setting.is_item and is_told_in_short(sentence[: figure.start], sentence[figure.end :])


def _is_put_in(clause: str, figure: Figure, *, is_told: bool) -> bool:
    if figure.unit == "fte":
        return is_told
    if figure.unit == "euro":
        if _GAINED.search(clause):
            return False
        return is_told or _MONEY_GIVEN.search(clause) is not None
    words = figure.what.split(" ")
    return figure.unit is None and is_told and lemma(words[-1]) in _PEOPLE_PUT_IN
