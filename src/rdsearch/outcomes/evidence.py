"""Whether a clause tells what was done or reached, or rather what is planned, asked for or generally so."""

import re

from rdsearch.dutch import tokens

# Strong and irregular pasts, which no ending gives away; prefixes (door-, ver-, aan-) may precede.
_STRONG_PASTS = (
    "was waren werd werden had hadden kwam kwamen deed deden ging gingen vond vonden kreeg kregen bleef bleven"
    " steeg stegen nam namen begon begonnen liep liepen bood boden trok trokken schreef schreven sloot sloten"
    " stond stonden gaf gaven bracht brachten dacht dachten zag zagen las lazen reed reden won wonnen sprak"
    " spraken bleek bleken hielp hielpen ontwierp ontwierpen groef groeven koos kozen stak staken sloeg sloegen"
    " dreef dreven viel vielen hing hingen hield hielden zocht zochten kocht kochten verkocht maten aten sliepen"
    " ontstond ontstonden groeide groeiden zat zaten lag lagen wist wisten moest moesten liet lieten telde telden"
).split()
_NO_PASTS = frozenset(
    "opgaven uitgaven bijlagen lagen zetten inzetten letten zitten redden".split()
)
# The plural of a weak past (werkten, stapten) looks like that of a noun: only endings that few nouns have.
_WEAK_PAST_PLURAL = re.compile(
    r"(?:eerden|elden|erden|igden|ngden|lgden|oonden|aalden|uurden|oerden|ierden|oemden|ermden|ijfden|eefden"
    r"|oofden|aagden|oegden|eigden|uigden|oogden|aaiden|oeiden|ulden|akten|ikten|okten|erkten|apten|opten|eiden)\Z"
)
_WEAK_PAST_SINGULAR = re.compile(
    r"(?<!en)(?<!s)(?:de|te)\Z|(?:loste|paste|eiste|wenste|plaatste|rustte)\Z"
)
_NOT_PAST = frozenset(
    "goede oude rode brede wijde koude grote rechte directe indirecte concrete bekende onbekende beide periode"
    " methode waarde einde orde aarde vrede mode code zijde rede schade gezonde ronde blinde tweede derde vierde"
    " gemeente ruimte hoogte breedte diepte lengte sterkte warmte ziekte stilte drukte grootte dikte gedachte"
    " gehalte gedeelte behoefte oppervlakte geboorte groente rente route lichte zachte dichte echte slechte korte"
    " harde late natte witte platte vette exacte private absolute acute mede weide aanvullende de te onder"
    " kade bepaalde gezamenlijke wereldwijde landelijke hele open droogte laagte vlakte kalmte"
    " leegte hitte wijdte moeite boete website"
    " opgewekte complete actuele beperkte gerichte gewenste verwachte bedoelde geplande beoogde geraamde begrote"
    " sociale externe digitale centrale lokale eerlijke side suite note date update minute institute".split()
)
_NOT_PAST_ENDINGS = (
    "zijde",
    "waarde",
    "wijde",
    "gemeente",
    "ruimte",
    "hoogte",
    "kante",
    "stante",
    "tante",
    "methode",
    "periode",
    "rente",
    "route",
    "aarde",
)
_WEAK_PARTICIPLE = re.compile(
    r"(?:(?:\w{2,8})?ge\w{2,}|(?:be|ver|ont|her)\w{3,}|\w+eer)(?:d|t|de)\Z"
)
_STRONG_PARTICIPLE = re.compile(
    r"(?:\w{0,8}ge|be|ver|ont)(?:nomen|geven|komen|bleven|stegen|lopen|vonden|sloten|schreven|trokken|kregen"
    r"|gonnen|wonnen|holpen|worpen|houden|vangen|laten|vallen|zonden|bonden|dragen|graven|schoven|wezen|sproken"
    r"|broken|dwenen|kocht|bracht|zocht|boden|lezen|roepen|zien|daan|gaan|staan|plozen|wassen)\Z"
)
_NOT_PARTICIPLE = frozenset(
    "beleid besluit bestand verband beeld verbod verstand gebied geluid bericht bewind gemeente gedeelte"
    " gehalte gedachte geheugen geest geld beurt best gebeurt gerecht gedicht gewicht gezicht geschikt bereid"
    " gevallen bedragen bekend verkeerd verzoet verdriet vervoert heeft".split()
)
_AUXILIARY = frozenset("is zijn werd werden heeft hebben hadden had was waren".split())
_BY_NOW = frozenset("inmiddels nu momenteel reeds ondertussen sindsdien totaal".split())
_PLANNED = re.compile(
    r"\b(?:zal|zullen|zou|zouden|wil|willen|moet|moeten|mag|mogen|dient|dienen|kan|kunnen|gaat|gaan|verwacht\w*"
    r"|verwachting\w*|streef\w*|streven|streeft|doel|doelen|doelstelling\w*|ambitie\w*|beoogd\w*|beoogt|bedoeling"
    r"|gepland\w*|plan|plannen|planning|begroot\w*|begroting\w*|voornemens?|voorzien|komende|potentie"
    r"|voorstel\w*|verzoek\w*|verzoekt|krediet|stelt voor|volgend jaar|nodig|hooguit|als|indien|tenzij|stel|uiterlijk"
    r"|straks|mits|wanneer|gevraagd|voorgesteld|mocht|mikte\w*|streefde\w*|rekende|gerekend|beloofd|bedacht|afgesproken|hoopte\w*|hoogstens|maximaal|maximale"
    r"|minimaal|minimale|bedoeld|raming\w*|geraamd\w*|schatting|berekening|taakstell\w*|opgave|streefwaarde\w*|norm|grens)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:landelijke?|nederland|nederlanders|wereldwijd|europa|europese|gemiddelde? nederlander|bevolking|cbs"
    r"|uit (?:\w+ ){0,2}onderzoek|onderzoek blijkt|bijvoorbeeld|voorheen|vroeger|ooit|jarenlang|destijds)\b",
    re.IGNORECASE,
)
_RESULT_LEAD = re.compile(
    r"\b(?:resultaat|resultaten|opbrengst|in cijfers|cijfers|feiten|impact|opgeleverd|bereikt|opleverde)\b",
    re.I,
)
_CLAUSE_BREAK = re.compile(
    r"[;:–—|?!]|,(?!\d)|\b(?:terwijl|maar|want|omdat|doordat|zodat|hoewel|tegen|die|hoe|om|waar\w+)\b"
)


def clause_at(sentence: str, start: int, end: int) -> str:
    """The clause that holds a figure."""
    breaks = [(m.start(), m.end()) for m in _CLAUSE_BREAK.finditer(sentence)]
    low = max((close for _, close in breaks if close <= start), default=0)
    high = min((begin for begin, _ in breaks if begin >= end), default=len(sentence))
    return sentence[low:high]


def is_result_lead(text: str) -> bool:
    """Whether a heading or the start of a sentence announces results."""
    return _RESULT_LEAD.search(text) is not None


def tells_result(sentence: str, start: int, end: int, *, is_under_results: bool) -> bool:
    """Whether the figure in a sentence was done or reached.

    A plan in its own clause excludes it. A past or perfect tense anywhere in the sentence, a word for
    "by now", or an announcement of results is needed.
    """
    clause = clause_at(sentence, start, end)
    if _PLANNED.search(clause) or _GENERAL.search(clause):
        return False
    if is_under_results or is_result_lead(sentence[:start]):
        return True
    return _is_told_as_done(clause) or (
        _is_told_as_done(sentence) and not _PLANNED.search(sentence)
    )


def _is_told_as_done(clause: str) -> bool:
    forms = [token.form for token in tokens(clause)]
    if not _BY_NOW.isdisjoint(forms):
        return True
    if any(is_past(form) for form in forms):
        return True
    return not _AUXILIARY.isdisjoint(forms) and any(is_participle(form) for form in forms)


def is_participle(form: str) -> bool:
    """Whether a folded word looks like a past participle."""
    if form in _NOT_PARTICIPLE:
        return False
    return bool(_STRONG_PARTICIPLE.match(form) or _WEAK_PARTICIPLE.match(form))


def is_past(form: str) -> bool:
    """Whether a folded word looks like a past tense."""
    if form in _NO_PASTS:
        return False
    if any(form == past or (form.endswith(past) and len(past) > 3) for past in _STRONG_PASTS):
        return True
    if form in _NOT_PAST or form.endswith(_NOT_PAST_ENDINGS):
        return False
    return bool(_WEAK_PAST_PLURAL.search(form) or _WEAK_PAST_SINGULAR.search(form))
