"""Persons in Dutch text: how they are named, described and pointed at."""

import re
from dataclasses import dataclass, replace

from rdsearch.dutch import FUNCTION_WORDS, MONTHS, fold, is_known, lemma
from rdsearch.quotes.roles import (
    in_lower_case,
    is_age,
    is_kin,
    is_role_noun,
    is_role_phrase,
    lives_there,
    names_people,
    organisation_at,
    plain,
    role_and_organisation,
    spoken_for,
)
from rdsearch.quotes.titles import BEFORE_NAME, stands_before

# Words that make a capitalised name the name of something else than a person; the long ones do so as
# the end of a compound too.
_NOT_A_PERSON = frozenset(
    "regio deal board raad kamer bank college lab park roc bv nv vof groep group holding partij rijk europese"
    " europa nederland nederlandse stad dienst bureau hof wet besluit kader huis club bond straat jaar"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag figuur tabel noot bron foto system systems valley"
    " campus".split()
) | frozenset(MONTHS)
_NOT_A_PERSON_ENDINGS = tuple(
    "universiteit hogeschool stichting vereniging provincie gemeente ministerie programma program project"
    " commissie instituut centrum center centre platform school overheid agentschap autoriteit rechtbank"
    " verordening agenda akkoord monitor fractie coöperatie cooperatie corporatie ziekenhuis museum theater"
    " fabriek werkplaats strategie fonds fund park bijlage hoofdstuk paragraaf artikel visie plan".split()
)
# Words that open sentences with a capital and are no names; the function words are known already.
_OPENERS = frozenset(
    "hoewel ondanks doordat omdat binnen buiten daarbij daarmee daardoor daartoe daarom daarnaast daarna hierbij"
    " hierdoor hiermee hierna inmiddels sindsdien vervolgens tevens bovendien echter tegelijkertijd tijdens"
    " volgens ongeacht opnieuw opvallend gemiddeld meerdere vanaf vanuit vanwege wegens zodra zolang terwijl mits"
    " tenzij nadat voordat sinds zowel wanneer indien immers namelijk helaas gelukkig uiteindelijk eerst later"
    " samen onlangs momenteel tot vooral zelfs juist kortom waarom hoeveel although while".split()
)
_PLACE_STARTS = frozenset("den sint nieuw oud noord oost zuid west midden".split())
_NAMES_THAT_ARE_WORDS = ("Ben", "Wil", "Per")

_UPPER = "A-ZÀ-ÖØ-ÞŠŽ"
_GAP = r"(?:[^\S\n]|\n(?!\n))+"  # no name runs over a paragraph end
_WORD = rf"[{_UPPER}][^\W\d_]+(?:[’'-][^\W\d_]+)*"
_PARTICLE = r"(?:van|de|der|den|’t|'t|ten|ter|te|von|zu|zum|el|al|la|le|di|da|du|bin|ibn|(?:op|aan|in) (?:de|den|’t))"
_INITIALS = rf"(?:[{_UPPER}]\.\s?)+"
# The second half of given names such as Jan Willem: else "Jan Willem van Dijk" were a Willem of Dijk.
_SECOND_GIVEN = r"(?:Willem|Jan|Peter|Pieter|Kees|Marie|Maria|Hein|Dirk|Anne|Louise|Maarten|Henk)"
_FAMILY = (
    rf"(?:(?:{_PARTICLE}{_GAP}){{1,3}}{_WORD}"
    rf"|{_WORD}(?:{_GAP}{_WORD})?(?:{_GAP}(?:van{_GAP})?(?:der|den|ter|ten){_GAP}{_WORD})?)"
    rf"(?:{_GAP}?[-–]{_GAP}?(?:{_PARTICLE}{_GAP})*{_WORD})?"
)
_GIVEN = rf"(?:{_INITIALS}\s*|{_WORD}(?:{_GAP}{_SECOND_GIVEN}(?={_GAP}{_PARTICLE}\b))?{_GAP})"
_FULL_NAME = re.compile(_GIVEN + _FAMILY)
_BARE_NAME = re.compile(
    rf"(?:(?:[Vv]an|[DdTt]e[rn]?|El|[Vv]on|’t){_GAP}(?:(?:de|der|den|’t){_GAP})?)?{_WORD}"
)
_PRONOUN = re.compile(r"(?:hij|zij|ze)\b", re.IGNORECASE)
_SOMEONE = re.compile(r"(?:iemand|velen|sommigen|enkelen)\b", re.IGNORECASE)
_DETERMINER = re.compile(
    r"(?:de|het|een|onze|hun|haar|zijn|deze|die|andere|één|’n|'n)\s+", re.IGNORECASE
)
_ARTICLE = re.compile(
    rf"\b(?:[Dd]e|[Hh]et|[Ee]en|[Dd]it|[Dd]eze|[Oo]nze|des|’t)\s+(?:[{_UPPER}][\w-]*\s+){{0,3}}\Z"
)
_ADVERB = re.compile(
    r"(?:ook|zelf|dan|nog|nu|verder|daarom|daarop|weer|vervolgens|bijvoorbeeld|inmiddels)\s+"
)
_PLAIN_WORD = r"[^\W\d_](?:[\w’'./-]*\w)?"
_WORDS = re.compile(rf"{_PLAIN_WORD}(?:\s+{_PLAIN_WORD}){{0,4}}")
_PARENTHESIS = re.compile(r"\s*\(([^()]{2,70})\)")
_APPOSITION = re.compile(r",\s*((?:[^,.:;“”„\"()\n]|\.(?=\w)){3,180})(?=[,.:;“”„\"()\n]|\Z)")
_ON_BEHALF = re.compile(r"\s+(?:[a-zà-ÿ]+\s+){1,3}namens\s+")  # spreekt in namens X


@dataclass(frozen=True, slots=True)
class Mention:
    """Someone named, described or pointed at, and where in the text the words that do so stand."""

    start: int
    end: int
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    is_pronoun: bool = False
    is_full: bool = False  # given and family name
    is_definite: bool = False  # "de directeur": someone told of before
    is_addressed: bool = False  # mevrouw, de heer: a person beyond doubt


def moved(mention: Mention, by: int) -> Mention:
    """The mention at its place in a text of which the one that it was found in begins at `by`."""
    return replace(mention, start=mention.start + by, end=mention.end + by)


def mention_at(text: str, at: int) -> Mention | None:
    """The person whom the words from `at` on speak of: pronoun, (function and) name, or function."""
    at = _past_space(text, at)
    if match := _PRONOUN.match(text, at):
        return Mention(at, match.end(), is_pronoun=True)
    if match := _SOMEONE.match(text, at):
        return Mention(at, match.end())
    while match := _ADVERB.match(text, at):
        at = match.end()
    match = _DETERMINER.match(text, at)
    if match and text[at].isupper() and text[match.end() : match.end() + 1].isupper():
        match = None  # De Boer
    if match and (found := _described(text, match.end())):
        if found.name is None:
            return replace(found, is_definite=match.group().strip().lower() == "de")
        if found.role is not None or BEFORE_NAME.match(text, match.end()):
            return found
        return _named(text, at, None)  # the article was a part of the name: De Vries
    return _described(text, at)


def full_names(text: str, start: int, end: int) -> list[Mention]:
    """Capitalised names of two parts and more in a stretch of text, whoever or whatever they name."""
    found: list[Mention] = []
    while match := _FULL_NAME.search(text, start, end):
        begin = match.start()
        is_name = _is_word_start(text, begin) and not has_article(text, begin)
        if not is_name or not is_person_like(match.group(), is_full=True):
            first_word = re.compile(r"[\w’'.-]+").match(text, match.start())
            start = first_word.end() if first_word else match.end()
            continue
        role, organisation, start = affiliation_at(text, match.end())
        before = role_ending_at(text, match.start())
        organisation = None if before and lives_there(before) else organisation
        name = plain(match.group())
        found.append(
            Mention(match.start(), start, name, before or role, organisation, is_full=True)
        )
    return found


def titled_names(text: str, start: int, end: int) -> list[Mention]:
    """Bare names behind a function or form of address: wethouder Haverkate, mevrouw Ter Braak."""
    found = []
    for match in _BARE_NAME.finditer(text, start, end):
        role = role_ending_at(text, match.start())
        has_title = stands_before(text, match.start())
        is_named = text[match.start()].isupper() and (role or has_title)
        if is_named and is_person_like(match.group(), is_full=False):
            after, organisation, close = affiliation_at(text, match.end())
            name = plain(match.group())
            found.append(
                Mention(
                    match.start(),
                    close,
                    name,
                    role or after,
                    organisation,
                    is_addressed=has_title,
                )
            )
    return found


def role_ending_at(text: str, end: int) -> str | None:
    """The function noun that stands directly before `end`."""
    words = text[max(0, end - 60) : end].rpartition("\n\n")[2].split()
    while words and BEFORE_NAME.fullmatch(words[-1]):
        words.pop()
    return in_lower_case(words[-1]) if words and is_role_noun(words[-1]) else None


def is_person_like(name: str, *, is_full: bool) -> bool:
    """Whether a capitalised name may be a person's: no function words, acronyms or institutions."""
    words = re.sub(r"\s[–-]\s", " ", name).split()
    while not is_full and len(words) > 1 and re.fullmatch(_PARTICLE, words[0].lower()):
        words = words[1:]
    first = words[0]
    if BEFORE_NAME.fullmatch(first):
        return False
    if fold(first) in FUNCTION_WORDS and not (first in _NAMES_THAT_ARE_WORDS and len(words) > 1):
        return False
    is_surname = first != name.split()[0]  # De Boer, Den Bakker: not what they do
    if names_people(first) and not is_surname:
        return False
    if is_full and (fold(first) in _PLACE_STARTS or _describes(first, words[-1])):
        return False
    if fold(first) in _OPENERS or fold(words[-1]) in FUNCTION_WORDS:
        return False
    return not any(_is_of_something_else(word) for word in words)


def _describes(first: str, last: str) -> bool:
    """Whether two words are an adjective in -e and a noun: Nieuwe Kamervraag."""
    first, last = first.lower(), last.lower()
    return first.endswith("e") and is_known(first) and lemma(first) != first and is_known(last)


def _is_of_something_else(word: str) -> bool:
    form = fold(word)
    is_acronym = len(word) > 1 and word.isupper() and "." not in word  # initials are J.P.
    return is_acronym or form in _NOT_A_PERSON or form.endswith(_NOT_A_PERSON_ENDINGS)


def affiliation_at(text: str, at: int) -> tuple[str | None, str | None, int]:
    """Function and organisation written after a name, and where that ends."""
    if match := _PARENTHESIS.match(text, at):
        inside = match.group(1).strip()
        role, organisation = role_and_organisation(inside)
        if role is None and not is_age(inside):
            named, end = organisation_at(inside, 0)
            organisation = named if end == len(inside) else None
        return role, organisation, match.end()
    if match := _APPOSITION.match(text, at):
        role, organisation = role_and_organisation(match.group(1))
        if role or is_age(match.group(1)):
            return role, organisation, match.end()
        return None, None, at
    if match := _ON_BEHALF.match(text, at):
        organisation, end = organisation_at(text, match.end())
        return None, organisation, end if organisation else at
    organisation, end = spoken_for(text, at)
    return None, organisation, end


def signature(text: str) -> Mention | None:
    """The person of a line under a pull quote: a name or a function, and nothing but what they are."""
    flat = re.sub(r"^[\s–—-]+", "", " ".join(text.split())).rstrip(" .")
    stands = (len(text) - len(text.lstrip(" \n–—-")), len(text.rstrip()))
    if flat.startswith("(") and flat.endswith(")"):
        flat = flat[1:-1]
    honorific = BEFORE_NAME.match(flat)
    named = _FULL_NAME.match(flat, honorific.end() if honorific else 0)
    if named is None or not is_person_like(named.group(), is_full=True):
        role, organisation = role_and_organisation(flat)
        return Mention(*stands, None, role, organisation) if role else None
    apart = flat[named.end() :].lstrip()[:1] in (",", "(", "–", "-", "|")
    rest = flat[named.end() :].strip(" ,–-|()")
    role, organisation = role_and_organisation(rest, is_certain=apart)
    if rest and not role:
        organisation, end = organisation_at(rest, 0) if apart else spoken_for(rest, 0)
        if not organisation or end < len(rest):
            return None
    return Mention(*stands, plain(named.group()), role, organisation, is_full=True)


def _described(text: str, at: int) -> Mention | None:
    """(Function and) name, or a function alone, at `at`."""
    role: str | None = None
    named_at = at
    if not BEFORE_NAME.match(text, at):
        role, named_at = _role_before_name(text, at)
    named = _named(text, named_at, role)
    return replace(named, start=at) if named else _function_only(text, at)


def _role_before_name(text: str, at: int) -> tuple[str | None, int]:
    """The words from `at` up to a name, if they can be its function, and where the name starts."""
    words: list[str] = []
    for match in re.compile(rf"{_PLAIN_WORD}\s+").finditer(text, at, at + 90):
        if match.start() != at + sum(map(len, words)):
            break
        words.append(match.group())
        role = [word.strip() for word in words]
        is_name_next = _BARE_NAME.match(text, match.end()) or BEFORE_NAME.match(text, match.end())
        if any(map(is_kin, role)):
            break
        if is_name_next and is_role_phrase(role):
            return in_lower_case(plain(" ".join(role))), match.end()
        if len(words) == 5:
            break
    return None, at


def _named(text: str, at: int, role: str | None) -> Mention | None:
    start = at
    honorific = BEFORE_NAME.match(text, at)
    if honorific:
        at = honorific.end()
    for pattern, is_full in ((_FULL_NAME, True), (_BARE_NAME, False)):
        match = pattern.match(text, at)
        if match and role and not is_full and text[at].islower():
            continue  # directeur van Vlinderman: that is whom for
        if match and is_person_like(match.group(), is_full=is_full):
            after, organisation, end = affiliation_at(text, match.end())
            organisation = None if role and lives_there(role) else organisation
            name = plain(match.group())
            return Mention(
                start,
                end,
                name,
                role or after,
                organisation,
                is_full=is_full,
                is_addressed=honorific is not None,
            )
    return None


def _function_only(text: str, at: int) -> Mention | None:
    """A person who is only described: a bewoner, de directeur van X."""
    match = _WORDS.match(text, at)
    if not match:
        return None
    end = at
    for word in re.compile(_PLAIN_WORD).finditer(text, at, match.end()):
        if names_people(word.group()):
            end = word.end()
            break
        if fold(word.group()) in FUNCTION_WORDS or word.end() - at > 40:
            return None
    if end == at:
        return None
    role = plain(text[at:end])
    is_other = lives_there(role) or is_kin(role)
    organisation, close = (None, end) if is_other else spoken_for(text, end)
    return Mention(at, close, None, role, organisation)


def has_article(text: str, at: int) -> bool:
    """Whether an article stands before `at`: persons have none."""
    return _ARTICLE.search(text, max(0, at - 60), at) is not None


def _is_word_start(text: str, at: int) -> bool:
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "-’'./")


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
