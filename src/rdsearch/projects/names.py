"""What a name looks like, in a heading and in running text."""

import re
from collections import Counter
from collections.abc import Sequence

from rdsearch import dutch

WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
PROJECT_NOUN = re.compile(
    # What a text calls a project; as the end of a compound too: het EngD-programma.
    r"(?:project|programma|program|initiatief|pilot|proef|proeftuin|fonds|lab|regeling|aanpak|traject|campus)\b",
    re.IGNORECASE,
)
# What a section says of its own subject: in many more a programme is only mentioned.
SAYS_PROJECT = re.compile(
    r"\b(?:het|dit|de|deze|ons|onze|een|als)\s+(?:[^\W\d_]+(?:e|er|aal)\s+)?(?:deel)?"
    r"(?:project|programma|initiatief|pilot|proef|proeftuin|fonds|regeling|experiment)\b",
    re.IGNORECASE,
)
_PROJECTS = re.compile(
    r"\b(?:deel)?(?:projecten|pilots|initiatieven|proeftuinen|programma['’]s|experimenten)\b"
    r"|\bper (?:project|programma|pilot)\b",
    re.IGNORECASE,
)
_KINDS = "project|programma|initiatief|pilot|proef|proeftuin|fonds|regeling|broedplaats|experiment|actie|campagne"
_NUMBER = re.compile(
    # "2.1 Vakfonds", "Project 7: Vakfonds", "C. Vakfonds"
    r"(?:(?:deel)?project|programmalijn|actielijn|bijlage|hoofdstuk|nr\.?)?\s*"
    r"(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.):]?|[A-Z][.):]|[IVX]{1,4}[.):])\s+(?=\S)",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"(?i:(?:deel)?project|factsheet|infoblad|projectblad)(?:\s*[:–-]\s*|\s+)(?=[A-Z‘“'\"])"
)
_TAIL = re.compile(r"\s*(?::|\s[–-]\s(?=.{4})|\||;).*\Z", re.DOTALL)
# Names that head a section without being a project.
_NOT_A_PROJECT = frozenset(
    "inleiding samenvatting conclusie conclusies aanbevelingen voorwoord inhoud inhoudsopgave colofon bijlage"
    " bijlagen slot vooruitblik vooruitkijken achtergrond resultaten resultaat feiten begroting financien"
    " literatuur bronnen verantwoording summary thema hoofdstuk gemeente provincie ministerie universiteit"
    " raad kamer college autoriteit wet besluit verordening artikel kabinet rijk regio overheid stichting"
    " minister staat nederland europa europese grondwet motie commissie bestuur deal waterschap hogeschool"
    " instituut rekenkamer veiligheidsregio omgevingsdienst vereniging cooperatie"
    # What stands above a part of a section, whatever the section is about.
    " cijfers doel doelen doelstelling doelstellingen planning partners partner risico contact contactgegevens"
    " interview column tijdlijn agenda context lessen vervolg dankwoord leeswijzer organisatie communicatie"
    " monitoring evaluatie methode discussie werkwijze governance financiering kosten dekking budget status"
    " stand activiteiten mijlpalen effecten effect impact opbrengst opbrengsten overzicht kaart toelichting"
    " uitvoering indicatoren onderzoeksvraag vraag antwoord casus projecten programmas actielijn programmalijn"
    " pijler spoor rapportage jaarverslag jaarrekening bestuursverslag definities begrippenlijst afkortingen"
    " introductie aanleiding opgave opgaven onderwerp betreft besluitvorming scenario referenties noten".split()
)
_INSIDE_NAMES = frozenset("de het van in en voor op aan met of tot bij the of and for".split())
_IN_PLACE = re.compile(r"\b(?:in|uit|te|naar|rond|gemeente)\s\Z", re.IGNORECASE)
_PLACE_WORD_CHARS = 12
_SPEECH = r"(?:zegt|zei|vertelt|vertelde|aldus|lacht|vraagt|antwoordt|herinnert)"
_SPEAKS_BEFORE = re.compile(rf"\b{_SPEECH}\s(?:[^\W\d_]+\s){{0,2}}\Z")
_SPEAKS_AFTER = re.compile(rf"\s{_SPEECH}\b")
_MAX_NAME_WORDS = 5
_MAX_HEADING_WORDS = 40  # a text that was set as a heading is none
_MAX_ACRONYM = 4
_MIN_INFINITIVE = 6  # letters: groen and veen are none


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def number_of(heading: str) -> str | None:
    """The number that a heading begins with: "2.1 ", "C. "."""
    match = _NUMBER.match(heading)
    return match.group() if match else None


def name_in_heading(heading: str) -> str:
    """A heading without its number, the word project (or factsheet) before a name and what follows a colon."""
    text = " ".join(heading.split())
    text = text[len(number_of(text) or "") :]
    text = _CUE.sub("", text, count=1) if _CUE.match(text) else text
    return _TAIL.sub("", text).strip(" ‘’“”'\"") or text


def is_called_project(heading: str) -> bool:
    """Whether a heading says itself that a project's name follows: "Project Houtwal"."""
    text = " ".join(heading.split())
    text = text[len(number_of(text) or "") :]
    return re.match(
        rf"(?:deel)?(?:{_KINDS})\b\s*[:–-]?\s*(?=[A-Z‘“'\"])", text, re.IGNORECASE
    ) is not None and (text[:1].isupper() and not text.isupper())


def is_kind(word: str) -> bool:
    """Whether a word says what a project is, and can stand before its name."""
    return re.fullmatch(_KINDS, word, re.IGNORECASE) is not None


def says_projects(heading: str) -> bool:
    """Whether what falls under a heading are projects: "Voortgang per project"."""
    return _PROJECTS.search(heading) is not None


def is_generic(heading: str) -> bool:
    """Whether a word of a heading says that it names a part of the report, a body or a law, not a project."""
    forms = (dutch.fold(word) for word in words_of(heading))
    return any(form in _NOT_A_PROJECT or form.endswith("deal") for form in forms)


def is_bare_name(heading: str) -> bool:
    """A heading that could be a name and nothing else: few words, no sentence, no slogan."""
    if re.search(r"[,;:?!…“”„]|\.(?!\w)", heading) or is_generic(heading):
        return False
    forms = [dutch.fold(word) for word in words_of(heading)]
    if not 0 < len(forms) <= _MAX_NAME_WORDS or all(form.isdigit() for form in forms):
        return False
    if forms[0] in dutch.FUNCTION_WORDS - {"de", "het"} or forms[-1] in dutch.FUNCTION_WORDS - {
        "u",
        "it",
    }:
        return False
    if any(map(_is_infinitive, forms)):
        return False
    return all(form in _INSIDE_NAMES for form in forms[1:-1] if form in dutch.FUNCTION_WORDS)


def _is_infinitive(form: str) -> bool:
    """Slogans have them, names seldom: "Samen ontwikkelen"; a plural has another lemma."""
    return (
        len(form) >= _MIN_INFINITIVE
        and form.endswith("en")
        and dutch.is_known(form)
        and dutch.lemma(form) == form
    )


def is_title_case(heading: str) -> bool:
    """Capitals beyond the first word, where Dutch headings have none, or a number of its own: "Nachtlijn 9"."""
    words = words_of(heading)
    if heading.isupper() or len(words) < 2:
        return False
    rest = [word for word in words[1:] if dutch.fold(word) not in dutch.FUNCTION_WORDS]
    return (
        words[0][:1].isupper()
        and bool(rest)
        and all(w[0].isupper() or w[0].isdigit() for w in rest)
    )


def as_title(heading: str) -> str:
    """A name that is set in capitals, as running text would have it."""
    if not heading.isupper() or (len(words_of(heading)) == 1 and len(heading) <= _MAX_ACRONYM):
        return heading
    words = heading.split()
    return " ".join(
        w.lower() if n and dutch.fold(w) in dutch.FUNCTION_WORDS else w.capitalize()
        for n, w in enumerate(words)
    )


def names_in(heading: str, body: str) -> tuple[str, ...]:
    """What of a heading its text uses as a name: all of it, else the longer of its start and its end.

    Slogan and name may be set as one. Both where both are names: such a story tells of two.
    """
    words = words_of(heading)
    if len(words) > _MAX_HEADING_WORDS:
        return ()
    if whole := as_written(words, body, is_whole=True):
        return (whole,)
    sizes = range(len(words) - 1, 0, -1)
    starts = ((n, as_written(words[:n], body, is_whole=False)) for n in sizes)
    ends = ((n, as_written(words[-n:], body, is_whole=False)) for n in sizes)
    start_size, start = next(((n, name) for n, name in starts if name), (0, None))
    end_size, end = next(((n, name) for n, name in ends if name), (0, None))
    if start and end and start_size + end_size <= len(words):
        return (start,) if dutch.name_key(start) == dutch.name_key(end) else (start, end)
    longer = start if start_size > end_size else end
    return (longer,) if longer else ()


def as_written(words: list[str], body: str, *, is_whole: bool) -> str | None:
    """The candidate as the text writes it, if the text writes it as a name."""
    if not words or is_generic(" ".join(words)):
        return None
    written = [
        match
        for match in _pattern(words).finditer(body)
        if is_name(match.group(), body, match.start())
    ]
    if not written or _is_place_or_person(written, body):
        return None
    # One word of a longer heading is a place or a person more often than a project.
    if len(words) == 1 and not is_whole and not any(is_called(body, m) for m in written):
        return None
    return Counter(match.group() for match in written).most_common(1)[0][0]


def is_after_place_word(text: str, at: int) -> bool:
    """Whether "in", "uit" or the like stands before, without an article: in Vennebeek, not in het Huis."""
    return _IN_PLACE.search(text[max(0, at - _PLACE_WORD_CHARS) : at]) is not None


def _is_place_or_person(written: Sequence[re.Match[str]], body: str) -> bool:
    """Whether what a text names so is mostly where things are, or ever speaks."""
    places = sum(is_after_place_word(body, match.start()) for match in written)
    return 2 * places > len(written) or any(
        _SPEAKS_BEFORE.search(body[max(0, m.start() - 40) : m.start()])
        or _SPEAKS_AFTER.match(body[m.end() : m.end() + 12])
        for m in written
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Matches the words whatever parts them: TALENT IT and TalentIT, Connect – U and Connect-U."""
    parts = [re.escape(word) for word in words]
    if len(words) > 1 and len(words[-1]) > 5:  # Leerlijnen heads the story of the Leerlijn
        parts[-1] = re.sub(r"(?:en|s)\Z", "", parts[-1], flags=re.IGNORECASE) + "(?:en|s)?"
    return re.compile(r"(?<![\w-])" + r"[\s–-]{0,3}".join(parts) + r"(?!\w)", re.IGNORECASE)


def is_name(written: str, body: str, at: int) -> bool:
    """Capitals where a common noun would have none: inside, or anywhere but at a sentence start."""
    words = [w for w in words_of(written) if dutch.fold(w) not in dutch.FUNCTION_WORDS]
    ends = words_of(written)
    # The heading's capitals hide what is a function word: TALENT IT ends in none, WERKEN AAN does.
    if _is_function_word(ends[-1]) or (_is_function_word(ends[0]) and ends[0] not in ("De", "Het")):
        return False
    if not words or not all(word[0].isupper() or word[0].isdigit() for word in words[:2]):
        return False
    if any(c.isupper() for c in written[1:]):
        return True
    before = body[:at].rstrip()
    return bool(before) and before[-1] not in '.!?:…“„‘"•|'


def _is_function_word(written: str) -> bool:
    return dutch.fold(written) in dutch.FUNCTION_WORDS and not written.isupper() and written != "U"


def is_called(body: str, match: re.Match[str]) -> bool:
    """Whether the text says that it is a project: het Leonardo-project, programma Leonardo."""
    around = body[max(0, match.start() - 16) : match.end() + 16]
    return (
        re.search(
            rf"(?:project|programma|initiatief|pilot)\s+{re.escape(match.group())}\b"
            rf"|{re.escape(match.group())}[\s-](?:project|programma|initiatief|pilot)\b",
            around,
            re.IGNORECASE,
        )
        is not None
    )
