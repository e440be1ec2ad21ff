"""What people are: nouns for functions, and the organisations that they speak for."""

import re

from rdsearch.dutch import FUNCTION_WORDS, fold, is_known, sentences, tokens

# What a person does or is, as the last part of a compound: projectleider, oud-wethouder.
_ROLE_NOUNS = (
    "leider leidster directeur directrice manager voorzitter voorzitster eigenaar eigenares ondernemer"
    " onderneemster adviseur onderzoeker docent docente leraar lerares lector hoogleraar professor arts"
    " verpleegkundige boer boerin medewerker medewerkster meester burgemeester wethouder gedeputeerde minister"
    " staatssecretaris raadslid kamerlid bestuurslid statenlid teamlid projectlid fractielid deelnemer"
    " deelneemster bewoner bewoonster inwoner inwoonster burger coördinator secretaris coach trainer"
    " begeleider ambtenaar woordvoerder woordvoerster oprichter bestuurder student studente leerling engineer"
    " ingenieur ontwerper ontwikkelaar consultant specialist expert analist architect regisseur commissaris"
    " rechter advocaat jurist psycholoog therapeut installateur monteur constructeur operator chauffeur"
    " schipper bakker timmerman lasser vrijwilliger vrijwilligster respondent respondente geïnterviewde"
    " cliënt patiënt moeder vader ouder hoofd chef ceo cfo cto coo redacteur journalist kunstenaar schrijver"
    " fotograaf toezichthouder plaatser kwartiermaker houder handelaar bouwer kweker teler beheerder griffier"
    " inspecteur commandant agent econoom ecoloog historicus planoloog socioloog bioloog buurman buurvrouw"
    " winkelier opzichter rector decaan president lijsttrekker tuinder smid technicus vakman vakvrouw cursist"
    " stagiair stagiaire promovendus wetenschapper officier dominee pastoor imker molenaar visser uitvoerder"
    " verzorgende apotheker tandarts fysiotherapeut gids bezoeker bezoekster klant huurder huurster partner"
    " penningmeester programmeur"
    " werker nemer gever maker weduwe weduwnaar scholier gebruiker vertegenwoordiger kundige machinist dijkgraaf"
    " bode forens lid voorman instructeur instructrice bediende hulp therapeute assistent assistente"
).split()
_FORMER = ("oud-", "ex-", "vice-")
_FOLDED_ROLES = tuple(fold(noun) for noun in _ROLE_NOUNS)
_RESIDENTS = ("bewoner", "bewoonster", "inwoner", "inwoonster", "bewoners", "inwoners", "burger")
# Behind these without a preposition stands a subject more often than an organisation: lector Bodem.
_OF_A_SUBJECT = tuple(
    fold(noun)
    for noun in (
        "lector hoogleraar professor docent docente leraar lerares wethouder gedeputeerde minister"
        " staatssecretaris adviseur onderzoeker consultant specialist expert analist engineer ingenieur"
        " ontwikkelaar student studente promovendus ambtenaar"
    ).split()
)
_BODY = (
    r"(?:gemeente|provincie|waterschap|ministerie|stichting|vereniging|coöperatie|bakkerij|boerderij"
    r"|bedrijf|school|basisschool|fractie)"
)
_KIN = frozenset(
    "moeder vader zoon dochter broer zus zusje vrouw man echtgenoot echtgenote weduwe weduwnaar vriend vriendin"
    " collega collega's buren ouders oom tante opa oma neef nicht jongen meisje".split()
)
_PREPOSITIONS = frozenset("met van in door voor bij aan uit op naar onder namens".split())
_POSSESSIVES = ("zijn", "haar", "hun")
_OPENING = 4  # words of a sentence
_BODIES = (
    "bestuur",
    "raad",
    "provincie",
    "gemeente",
    "college",
    "fractie",
    "ministerie",
    "waterschap",
)
# What somebody is called on second mention: Wethouder X … zegt de bestuurder.
_BROADER = {
    "bestuurder": "wethouder gedeputeerde minister burgemeester staatssecretaris voorzitter directeur",
    "ondernemer": "eigenaar eigenares directeur oprichter bakker boer winkelier",
    "onderzoeker": "lector hoogleraar professor econoom socioloog historicus bioloog ecoloog",
    "wetenschapper": "lector hoogleraar professor econoom socioloog historicus bioloog ecoloog",
}
_ARTICLES = ("de", "het", "een", "onze", "één")

_UPPER = "A-ZÀ-ÖØ-ÞŠŽ"
_CAPITAL = rf"(?:[{_UPPER}\d](?:[\w&’'/+-]|\.(?=\w))*|[a-z]+[A-Z][\w-]*)"
# provincie Overijssel, café-restaurant Rouwers, HR-tech startup Owlfy
_LEADING_NOUN = r"(?:[a-zà-ÿ][\w’-]*|[A-Z]{1,4}-[a-z]+)"
_LINK = r"(?:van|de|der|den|het|voor|of|the|at|for|&|–)"
_ORGANISATION = re.compile(
    rf"(?:(?:de|het|een|onze|zijn|haar|’t)\s+)?"
    rf"((?:{_LEADING_NOUN}\s+){{0,3}}{_CAPITAL}(?:\s+(?:{_LINK}\s+){{0,3}}{_CAPITAL})*)"
)
_SPEAKS_FOR = re.compile(r"\s*\b(?:van|bij|namens|vanuit|binnen|in dienst van)\s+")
_WORKS_AT = re.compile(_SPEAKS_FOR.pattern + r"|\s*\baan\s+(?=(?:de|het)\s)")  # hoogleraar aan de X
_WORKING = re.compile(r"\s+(?:betrokken|werkzaam|actief|verbonden|in dienst)\Z")
_APPOSED = re.compile(rf"([^\W\d_][\w-]*)\s+((?:{_BODY}\s+)?{_CAPITAL})")
_AGE = re.compile(r"(?:[,\s]+\(?|\A\(?|\()\d{1,3}(?:\s+jaar(?:\s+oud)?)?\)?\Z")
_LEADING_AGE = re.compile(r"\d{1,3} jaar,\s*")
_NOW = re.compile(r"(?:nu|thans|inmiddels|tegenwoordig|sinds \d{4})\s+")


def is_role_noun(word: str) -> bool:
    """Whether a word says what one person does or is."""
    form = fold(word)
    return form.startswith(_FORMER) or form.endswith(_FOLDED_ROLES)


def is_kin(word: str) -> bool:
    """Whether a word says whose relative or friend somebody is: the name behind it is another's."""
    return fold(word) in _KIN


def tells_of_people(text: str, *, but: str | None) -> bool:
    """Whether a text brings in a person or body by what they are, other than the one with a certain function.

    Who opens a sentence or comes with "een", "zijn" or "haar" may be the one who speaks next.
    """
    own = {token.form for token in tokens(but or "")}
    for start, end in sentences(text):
        words = [token.form for token in tokens(text[start:end])]
        for place, word in enumerate(words):
            is_someone = names_people(word) or word in _KIN or word.endswith(_BODIES)
            before = words[place - 1] if place else ""
            is_object = before in _PREPOSITIONS or (before in _POSSESSIVES and place > 1)
            opens = place < _OPENING and not is_object
            is_one = before in ("een", *_POSSESSIVES) and (is_role_noun(word) or word in _KIN)
            if is_someone and (opens or is_one) and word not in own:
                return True
    return False


def is_broader(role: str, narrower: str) -> bool:
    """Whether one function is another, less precisely said."""
    kinds = _BROADER.get(fold(role), "").split()
    return any(fold(word).endswith(tuple(kinds)) for word in narrower.split()) if kinds else False


def names_people(word: str) -> bool:
    """Whether a word says what one person or several do or are."""
    return is_role_noun(word) or is_role_noun(re.sub(r"(?:en|s|n)\Z", "", fold(word)))


def is_role_phrase(words: list[str]) -> bool:
    """Whether lower-case words before a name may say what its bearer does: no function word among them."""
    return is_role_noun(words[-1]) or not any(
        fold(word) in FUNCTION_WORDS or not word[0].islower() for word in words
    )


def role_and_organisation(
    phrase: str, *, is_certain: bool = False
) -> tuple[str | None, str | None]:
    """Of a phrase such as "lector Textiel bij Saxion en oud-voorzitter van X": the first of each.

    Where the place of the phrase makes it certain that it describes a person, any noun will do.
    """
    phrase = _AGE.sub("", " ".join(phrase.split()))
    phrase = _LEADING_AGE.sub("", phrase)
    words = [token.form for token in tokens(phrase)]
    if words and words[0] in _ARTICLES:
        phrase = phrase.split(" ", 1)[-1]
        words = words[1:]
    phrase = _NOW.sub("", phrase)
    is_role = any(is_role_noun(word) for word in words[:6]) or words[:1] == ["verantwoordelijk"]
    is_role = is_role or (is_certain and phrase[:1].islower())
    if not is_role or words[0] in FUNCTION_WORDS:
        return None, None
    first, *_ = phrase.split(", ")  # machinist, geschoold met een beurs
    if any(is_role_noun(token.form) for token in tokens(first)):
        phrase = first
    for match in _WORKS_AT.finditer(phrase):
        organisation, _ = organisation_at(phrase, match.end())
        if organisation and not lives_there(phrase[: match.start()]):
            role = _WORKING.sub("", plain(phrase[: match.start()]))
            return in_lower_case(role), organisation
    return _with_apposed(plain(phrase))


def _with_apposed(phrase: str) -> tuple[str, str | None]:
    """Function and organisation of "directeur Zandsma Beton" and "regisseur gemeente Zandwijk"."""
    for match in _APPOSED.finditer(phrase):
        noun = match.group(1)
        if not is_role_noun(noun) or lives_there(noun):
            continue
        organisation, _ = organisation_at(phrase, match.start(2))
        is_named_body = match.group(2)[0].islower()
        is_subject = fold(noun).endswith(_OF_A_SUBJECT) or _has_plain_words(organisation or "")
        if organisation and (is_named_body or not is_subject):
            return in_lower_case(phrase[: match.end(1)]), organisation
    return in_lower_case(phrase), None


def _has_plain_words(name: str) -> bool:
    """Whether all words are in the dictionary: Publieke Zaken, Operations."""
    return all(is_known(word) or is_known(word.lower(), "en") for word in re.findall(r"\w+", name))


def in_lower_case(role: str) -> str:
    """A function without the capital that it had at the start of a sentence; not CEO and Design Engineer."""
    has_capital = role[:1].isupper() and role[1:] == role[1:].lower()
    return role[0].lower() + role[1:] if has_capital and len(role) > 1 else role


def lives_there(role: str) -> bool:
    """Whether what follows the function is a place: bewoner van de Merelstraat."""
    return fold(role).endswith(_RESIDENTS)


def spoken_for(text: str, at: int) -> tuple[str | None, int]:
    """The organisation in "van X", "bij X", "namens X" at `at`, and where it ends."""
    match = _SPEAKS_FOR.match(text, at)
    organisation, end = organisation_at(text, match.end()) if match else (None, at)
    return (organisation, end) if organisation else (None, at)


def organisation_at(text: str, at: int) -> tuple[str | None, int]:
    """The organisation named at `at`, its article left out, and where it ends."""
    match = _ORGANISATION.match(text, at)
    if not match:
        return None, at
    named = match.group(1).rstrip(".’'")
    if fold(named.split()[0]) in FUNCTION_WORDS and named[0].islower():
        return None, at
    return plain(named), match.start(1) + len(named)


def is_age(phrase: str) -> bool:
    """Whether a phrase is no more than somebody's age."""
    return _AGE.fullmatch(phrase) is not None


def plain(text: str) -> str:
    """A phrase on one line, without commas around it."""
    return " ".join(text.split()).strip(" ,")
