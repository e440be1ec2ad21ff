"""What a number counts or measures: the noun phrase behind it, before it, or its clause's subject."""

import re
from collections.abc import Iterator

from rdsearch.dutch import FUNCTION_WORDS, fold, lemma
from rdsearch.outcomes.verbs import is_infinitive, is_participle, is_past

_NEXT_WORD = re.compile(
    r"[^\S\n]+((?:\d+-|[’'])?[^\W\d_](?:[\w’'/-]*\w)?(?:-\s(?:en|of)\s[^\W\d_][\w’'-]*)?)"
)
_NEXT_ADJECTIVE = re.compile(r",[^\S\n]+([^\W\d_](?:[\w’'-]*\w)?e)(?=\s)")
_ADJECTIVES_IN_EN = frozenset(
    "betrokken open eigen aangesloten gekozen gegeven gesloten verloren geschreven genomen gebleven volwassen"
    " tevreden houten zilveren gouden ingeschreven afgesloten opgenomen verschillen aangenomen overgebleven".split()
)
_PLURAL = re.compile(r"(?:en|[^se]s|ers|els|es|’s|'s|ën)\Z")
_UNINFLECTED = frozenset("mensen man personen lieden kinderen eieren".split())
_ADJECTIVES = frozenset(
    "oud nieuw jong groen extra open eigen vast duurzaam sociaal digitaal".split()
)
# Before a noun with "het" adjectives have no -e: lokaal eigendom, bruto nationaal product.
_ADJECTIVE_END = re.compile(r"(?:aal|eel|ief|lijk|baar|loos|zaam|isch|bruto|netto)\Z")
_COMPARATIVE_BEHIND = re.compile(r"\s+(?:meer|minder|extra)(?=\s)")
_NO_NOUN = frozenset(
    "waarvan waaraan waarin waarbij slechts circa ongeveer komen miljarden guldens respectievelijk samen elkaar"
    " nu meer minder hoger lager langer korter duurder goedkoper kleiner groter sneller vaker omlaag omhoog"
    " opnieuw zelfs initieel gelijk eerder later bijeen structureel jaarlijks maandelijks"
    " beschikbaar nodig totaal incl excl inclusief exclusief zowel ruim bijna gemiddeld mee weer terug af toe"
    " namelijk daarvan hiervan ervan uiteindelijk ieder iedere elke elk jaar maand week dag eind begin vorig volgend afgelopen ultimo medio bedragen".split()
)
# Words that are counted only to order the text or time: never a figure.
_NOT_COUNTED = frozenset(
    "jaren maanden weken dagen uren minuten keren malen plaats eeuwen hoofdstukken paragrafen artikelen kwartalen"
    " werkdagen dienstjaren kanten zijden procenten alinea’s kwartieren".split()
)
_PAST_PARTICIPLE = re.compile(r"(?:toe|op|af|aan|in|uit|over)?ge\w+en\Z")
_NOUNS_IN_GE = frozenset(
    "gezinnen gesprekken gevallen gebouwen gemeenten gebieden gewassen gerechten getuigen gelden gewonden"
    " geinterviewden gedachten gebeurtenissen geneesmiddelen geiten genen gehuchten gewesten"
    " gebruikers gedupeerden gegevens geslaagden gegadigden".split()
)
_NOUNS_IN_EN = frozenset(
    "inkomen vermogen leven examen teken wapen keuken vertrouwen eten streven".split()
)
_PRONOUN = re.compile(
    r"(?:daar|hier|waar|er)(?:voor|van|aan|mee|bij|in|op|uit|door|toe|naast|over)\Z"
)
_BEFORE_OF = r"(?:ruim|meer dan|bijna|circa|ongeveer|gemiddeld|in totaal|maximaal|ten hoogste|zo[’']n|€|EUR|\s)*"
_NOUN_OF = re.compile(
    rf"(?<![\w’'-])([^\W\d_][\w’'-]*)\s+(?:van|tot|à|ad|ter waarde van|ter grootte van)\s+{_BEFORE_OF}\Z"
)
_SUBJECT_VERBS = re.compile(
    rf"([^\W\d_][\w’'-]*)\s+(?:bedra(?:agt|gen)|bedroeg(?:en)?|beloopt|beliep|was|is|werd|kwam uit op|komt uit op|telde|kost(?:te)?)"
    rf"\s+(?:\w+\s+)?{_BEFORE_OF}\Z"
)
_OF_AFTER = re.compile(
    r"(?:\s+(?:uit|in|op|bij))?\s+(?:van|aan|in|voor|op)(\s+(?:de|het|een|hun|onze|zijn|haar|alle|die|deze|ons))?(?=\s)"
)
_SHARE_OF = re.compile(
    r"\s+(?:van|der|aan|voor|bij)(\s+(?:de|het|een|hun|onze|zijn|haar|alle|die|deze|ons))?(?=\s)"
)
_OF_GROUP = re.compile(
    r"\s+van\s+(?:de|het|die|deze|zulke|dergelijke|onze|hun|alle)(?:\s+in totaal)?(?:\s+[\d.]+)?(?=\s)"
)
_PARTITIVE = re.compile(r"(?:Van|van|Bij|Onder|In)\s+(?:de|het|alle|deze|die)(?:\s+[\d.]+)?(?=\s)")
_NOUN_FROM = re.compile(
    r"([^\W\d_][\w’'-]*)\s+(?:omlaag\s+|omhoog\s+|terug\s+)?van\s+(?:gemiddeld\s+|€\s*)?\Z"
)
# "per jaar", "per inwoner": the rate of an amount, what it is paid for may follow.
_RATE = re.compile(
    r"\s+(?:per|elk|ieder)\s+(?:jaar|maand|week|dag|uur|(vierkante meter|[^\W\d_]+))(?:\s+per\s+\w+)?(?!\w)",
    re.IGNORECASE,
)
# "Bezochte werkgevers: 287"
_LABEL = re.compile(
    r"(?:\A|[.;,(|\n]\s*)((?:[^\W\d_][\w’'-]*[^\S\n]){0,3}[^\W\d_][\w’'-]*)(?:\s\([^)]*\))?:\s+(?:\w+\s+){0,2}\Z"
)
_CLAUSE_START = re.compile(r"[,;:–]\s")
_DETERMINED = re.compile(
    r"\b(?:de|het|een|hun|onze|dit|deze|die|elke?|iedere?)(?=\s)", re.IGNORECASE
)
_NO_SUBJECT_BEFORE = re.compile(
    r"\b(?:met|in|na|bij|van|voor|op|uit|door|tot|naar|aan|en|over|om|per|onder|sinds)\s+\Z",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[A-ZÀ-Þ][\w’'-]+")
_PHRASE_BEFORE = re.compile(  # bij de deelnemers, in deze groep
    r"\b(?:met|in|na|bij|van|voor|op|uit|door|tot|naar|aan|over|om|per|onder|sinds)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
# "Werken en leren € 9,8 mln,": the name of an item of a list.
_ITEM = re.compile(r"(?:\A|[,;|•:\n]\s*)([A-ZÀ-Þ][\w’'-]*(?:[^\S\n][\w’'-]+){0,4})\s+(?:€\s*)?\Z")
_IN_NAMES = frozenset("en van voor de het".split())
_ITEM_END = re.compile(r"\s*(?:[,;|\n]|\.?\Z)")
_AND_PLURAL = re.compile(r"\s+en\s+([^\W\d_][\w’'-]*(?:en|ers|s))(?!\w)")
# The name of a measure says less than what it is a measure of: een lengte van 11 km, het aandeel ouderen.
_MEASURES = frozenset(
    "lengte breedte oppervlakte hoogte aandeel percentage aantal totaal bedrag omvang hoeveelheid totaalbedrag gebruik".split()
)
_MEASURE_OF = re.compile(r"(?:\s+van)?(?:\s+(?:de|het|een|die))?(?=\s)")


def plural_at(sentence: str, at: int) -> tuple[str, int]:
    """Adjectives and a plural from `at` on, and where they end; empty where none follows."""
    words: list[str] = []
    end = at
    while len(words) < 5:
        match = _NEXT_WORD.match(sentence, end)
        if words and not match:
            match = _NEXT_ADJECTIVE.match(sentence, end) if words[-1].endswith("e") else None
        if match is None:
            break
        word, form = match.group(1), fold(match.group(1))
        if is_no_noun(form) or (
            form.endswith("n")
            and (is_past(form) or is_infinitive(form))
            and form not in _ADJECTIVES_IN_EN
        ):
            break
        words.append(word)
        end = match.end()
        if _is_plural(word, form):
            if (more := _AND_PLURAL.match(sentence, end)) and fold(
                more.group(1)
            ) not in FUNCTION_WORDS:
                words += ["en", more.group(1)]
                end = more.end()
            return _accepted(words), end
    return "", at


def noun_at(sentence: str, at: int) -> tuple[str, int]:
    """Adjectives and a noun from `at` on, and where they end; empty where none follows."""
    words: list[str] = []
    end = at
    while len(words) < 4 and (match := _NEXT_WORD.match(sentence, end)):
        form = fold(match.group(1))
        is_verb = is_participle(form) or (is_infinitive(form) and form not in _NOUNS_IN_EN)
        if is_no_noun(form) or is_verb or (words and is_past(form)):
            break
        words.append(match.group(1))
        end = match.end()
        if not _is_adjective(match.group(1), form):
            break
    return _accepted(words) if words else "", end


def _is_adjective(word: str, form: str) -> bool:
    if (
        form in _ADJECTIVES
        or _ADJECTIVE_END.search(form)
        or (form.endswith("e") and is_participle(form[:-1]))
    ):
        return True
    return form.endswith("e") and lemma(word) != form


def of_group(sentence: str, end: int) -> str:
    """What a number is taken from: zes van de (dertien) boetes, vier van zulke tafels."""
    match = _OF_GROUP.match(sentence, end)
    return plural_at(sentence, match.end())[0] if match else ""


def changing(sentence: str, start: int) -> str:
    """What goes from one figure to another: the noun before "van", else the subject of the clause."""
    before = _NOUN_FROM.search(sentence, 0, start)
    if before:
        form = fold(before.group(1))
        is_verb = is_past(form) or is_participle(form) or form.endswith("t")
        is_of_phrase = _PHRASE_BEFORE.search(sentence, 0, before.start(1))
        if not (is_no_noun(form) or is_verb or is_of_phrase):
            return before.group(1)
    return _subject(sentence, start)


def is_of_order(sentence: str, at: int) -> bool:
    """Whether a word that only orders a text or time follows."""
    following = _NEXT_WORD.match(sentence, at)
    return following is not None and fold(following.group(1)) in _NOT_COUNTED


def carried(sentence: str, start: int, end: int, counted: str) -> str:
    """What a bare number counts: what stands before its colon, what was counted before, or what its clause is about."""
    if label := _LABEL.search(sentence, 0, start):
        return label.group(1)
    if counted:
        return counted
    return noun_behind(sentence, end) or changing(sentence, start) or _object(sentence, end)


def is_plural(what: str) -> bool:
    word = what.split(" ")[-1]
    return _is_plural(word, fold(word))


def measured(sentence: str, start: int, end: int, *, is_share: bool) -> str:
    """What a measure is of: "een route van 48 km", "3600 m² nieuwbouw", "14 procent van de deelnemers".

    Else the first noun of its clause that has an article, which is its subject more often than not.
    """
    rate = _RATE.match(sentence, end)
    what = (
        _in_front(sentence, start, end)
        or _behind(sentence, end, is_share=is_share)
        or (_behind(sentence, rate.end(), is_share=is_share) if rate else "")
    )
    if what:
        return what
    if item := _item(sentence, start, end):
        return item
    if is_share and (group := _PARTITIVE.search(sentence, 0, start)):
        return noun_at(sentence, group.end())[0]
    if rate and rate.group(1):
        return _subject(sentence, start) or rate.group(1)
    return _subject(sentence, start) or _object(sentence, end)


def lasting(sentence: str, start: int, end: int) -> str:
    """What takes a time: "een wachttijd van 3 weken", "2 dagen training", else the subject of its own clause."""
    what = _in_front(sentence, start, end) or _behind(sentence, end, is_share=False)
    return what or _subject(sentence, start, is_own_clause=True)


def _item(sentence: str, start: int, end: int) -> str:
    """The name that stands before an amount in a list; never a clause."""
    item = _ITEM.search(sentence, 0, start)
    if item is None or not _ITEM_END.match(sentence, end):
        return ""
    words = [fold(word) for word in item.group(1).split()]
    is_clause = words[0] in FUNCTION_WORDS or any(
        is_past(word) or (word in FUNCTION_WORDS and word not in _IN_NAMES) for word in words
    )
    return "" if is_clause else item.group(1)


def _in_front(sentence: str, start: int, end: int) -> str:
    """The noun that "van" or a verb ties to the figure: een boete (opgelegd) van, de kosten bedragen."""
    for pattern in (_NOUN_OF, _SUBJECT_VERBS):
        before = pattern.search(sentence, 0, start)
        if before and _may_be_measured(fold(before.group(1))):
            return _of_measure(sentence, before) or _object(sentence, end) or before.group(1)
        if before and (what := _subject(sentence, before.start(1), is_last=True)):
            return what
    return ""


def _behind(sentence: str, end: int, *, is_share: bool) -> str:
    """The noun that follows the unit, with "van" or without."""
    if is_share and (counted := plural_at(sentence, end)[0]):
        return counted
    if what := noun_behind(sentence, end):
        return what
    if more := _COMPARATIVE_BEHIND.match(sentence, end):
        return noun_at(sentence, more.end())[0]
    after = (_SHARE_OF if is_share else _OF_AFTER).match(sentence, end)
    if after is None:
        return ""
    is_surely = after.group(1) is not None
    return noun_at(sentence, after.end())[0] if is_surely else noun_behind(sentence, after.end())


def _object(sentence: str, end: int) -> str:
    """The first noun behind a figure that has an article: "over 11 kilometer heeft een beek"."""
    clause = _CLAUSE_START.search(sentence, end)
    match = _DETERMINED.search(sentence, end, clause.start() if clause else len(sentence))
    return noun_at(sentence, match.end())[0] if match else ""


def _may_be_measured(form: str) -> bool:
    return not (is_no_noun(form) or is_past(form) or is_participle(form) or is_infinitive(form))


def _of_measure(sentence: str, noun: re.Match[str]) -> str:
    """The noun itself; where it names a measure, with what that is of, or nothing."""
    word = noun.group(1)
    if fold(word) not in _MEASURES:
        return word
    subject = _subject(sentence, noun.start(1))
    return f"{word} {subject}" if subject else ""


def _subject(
    sentence: str, start: int, *, is_last: bool = False, is_own_clause: bool = False
) -> str:
    """The first noun of the clause that has an article and no preposition; the last one before a change."""
    clause = max((match.end() for match in _CLAUSE_START.finditer(sentence, 0, start)), default=0)
    for low in (clause,) if is_own_clause else (clause, 0):
        found = list(_determined(sentence, low, start))
        if found:
            return found[-1 if is_last else 0]
    first = _FIRST_WORD.match(sentence)  # Bewoners besparen
    if first and first.end() <= start and is_plural(first.group()):
        return "" if is_no_noun(fold(first.group())) else first.group()
    return ""


def _determined(sentence: str, low: int, high: int) -> Iterator[str]:
    for match in _DETERMINED.finditer(sentence, low, high):
        if _NO_SUBJECT_BEFORE.search(sentence, 0, match.start()):
            continue
        found, close = noun_at(sentence, match.end())
        is_pronoun = is_past(fold(found))  # het bleef, die kregen
        if not found or close > high or is_pronoun:
            continue
        of = _MEASURE_OF.match(sentence, close) if fold(found) in _MEASURES else None
        more, more_end = noun_at(sentence, of.end()) if of else ("", close)
        yield f"{found} {more}" if more and more_end <= high else found


def noun_behind(sentence: str, at: int) -> str:
    following = _NEXT_WORD.match(sentence, at)
    if following is None:
        return ""
    form = fold(following.group(1))
    is_verb = (form.endswith("t") and form not in _ENDS_IN_T) or is_past(form)
    return "" if is_verb or is_no_noun(form) else noun_at(sentence, at)[0]


# Nouns on -t are many, but behind a measure a word on -t is far more often a verb: 35 procent komt.
_ENDS_IN_T = frozenset(
    "subsidie budget krediet winst verlies kunst markt dienst omzet vracht grond hout".split()
)


def is_no_noun(form: str) -> bool:
    return (
        form in FUNCTION_WORDS
        or _PRONOUN.match(form) is not None
        or form in _NO_NOUN
        or bool(
            _PAST_PARTICIPLE.match(form)
            and not form.endswith("enen")
            and form not in _NOUNS_IN_GE
            and form not in _ADJECTIVES_IN_EN
        )
    )


def _is_plural(word: str, form: str) -> bool:
    if form in _ADJECTIVES_IN_EN:
        return False
    if form in _UNINFLECTED:
        return True
    if is_participle(form) and form not in _NOUNS_IN_GE:
        return form.endswith("enen")  # betrokkenen: a participle and the ending of a noun
    return bool(_PLURAL.search(word)) and not form.endswith(
        ("lijks", "ings", "gens", "aals", "loos")
    )


def _accepted(words: list[str]) -> str:
    words[-1] = words[-1].rstrip("¹²³⁰⁴⁵⁶⁷⁸⁹")
    return "" if fold(words[-1]) in _NOT_COUNTED else " ".join(words)
