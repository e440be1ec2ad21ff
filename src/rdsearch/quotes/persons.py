"""The persons of one story: who is named where, and whom a pronoun or a bare name means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rdsearch import dutch
from rdsearch.dutch import FUNCTION_WORDS, fold
from rdsearch.quotes.cast import Cast, merged
from rdsearch.quotes.marks import Quoted
from rdsearch.quotes.people import (
    Mention,
    full_names,
    has_article,
    titled_names,
)
from rdsearch.quotes.roles import is_broader, is_kin, is_role_noun, role_and_organisation
from rdsearch.quotes.titles import stands_before

_PARAGRAPH = re.compile(r"\n\s*\n")
_PREPOSITION_BEFORE = re.compile(r"\b(?:van|in|bij|voor|aan|uit|tussen|naar|op|door)\s+\Z")
_SAID_OF_PERSONS = re.compile(
    r",\s+(?:die|wie|onder wie)\b|\s+(?:heeft|had)\s+(?:haar|zijn)\b"
    r"|[^.!?\n]{0,150}[.!?]\s+(?:Hij|Ze|Zij)\s+(?:is|was|heeft|had|[a-zà-ÿ]+t)\b"
)
# "… zit aan tafel bij een man van 46": he may be the one who speaks.
_SOMEONE_ELSE = re.compile(
    r"\been\s+(?:[a-zà-ÿ]+\s+)?(?:man|vrouw|jongen|meisje|echtpaar)\b", re.IGNORECASE
)
# sprak Noor, haar man Kees: not Zwolle in "in Zwolle", nor what opens a sentence.
_BARE = re.compile(r"\b([a-zà-ÿ]+) ([A-ZÀ-ÖØ-Þ][a-zà-ÿ]+)(?![\w-]| [A-Z])")
_CALLED = re.compile(r"\bhee(?:t|tte)\s+\Z")
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞŠŽ][\w’-]+")
_IS = (
    r"\s+(?:is|was|werkt|werkte)\s+(?:sinds\s+(?:[a-z]+\s+)?\d{4}\s+|al\s+\S+\s+jaar\s+|nu\s+)?"
    r"(?:als\s+)?(?:(?:de|een)\s+)?"
)
_MAX_REACH_CHARS = 1_500  # how far back a pronoun may point


class Persons:
    """Collects the persons of a story from its narration; the words of the quotes are left out."""

    def __init__(self, text: str, quotes: Sequence[Quoted]) -> None:
        self._text = text
        self._mentions, self._strangers = _narrated(text, quotes)
        self._known: dict[str, Mention] = {}
        for mention in self._mentions:
            self.add(mention)
        for name, known in self._known.items():
            if not known.role:
                self._known[name] = merged(known, _told_of(text, known))

    @property
    def known(self) -> tuple[Mention, ...]:
        """One mention of each, with all that the story tells."""
        return tuple(self._known.values())

    @property
    def family_names(self) -> frozenset[str]:
        """The last words of all names."""
        return frozenset(name.split()[-1] for name in self._known)

    def add(self, mention: Mention) -> None:
        """Remembers a full name; a function or organisation told at one place holds for all."""
        is_person = mention.is_full or mention.is_addressed or mention.role or mention.organisation
        if mention.name is None or not is_person:
            return
        if not mention.is_full and any(_is_short_for(mention.name, name) for name in self._known):
            return
        self._known[mention.name] = merged(self._known.get(mention.name, mention), mention)

    def add_familiar(self, cast: Cast) -> None:
        """Adds those whom the story names by their family name, and other stories in full or with a function."""
        families = {name.split()[-1] for name in self._known}
        words = {word for word in _CAPITALISED.findall(self._text) if word not in families}
        for person in cast.named_by(sorted(words)):
            self._known[person.name or ""] = person
        for name, known in self._known.items():
            for person in cast.named_by([name.split()[-1]]):
                if cast.fullest.get(name, name) == person.name:
                    self._known[name] = merged(known, person)

    def resolved(self, mention: Mention, at: int) -> Mention:
        """The mention with the full name, function and organisation that the story gives."""
        if mention.is_pronoun:
            return self._before(at) or replace(mention, name=None)
        if mention.name is None:
            found = self._before(at) if mention.is_definite else None
            if found is None:
                return mention
            role = mention.role or ""
            if found.role and found.role != role and not is_broader(role, found.role):
                return mention
            organisation = mention.organisation or found.organisation
            return replace(found, role=found.role or role, organisation=organisation)
        names = [name for name in self._known if _is_short_for(mention.name, name)]
        if len(names) != 1:
            return mention
        known = self._known[names[0]]
        return replace(
            mention,
            name=names[0],
            role=mention.role or known.role,
            organisation=mention.organisation or known.organisation,
        )

    def only_one_in(self, start: int, end: int) -> Mention | None:
        """The person whom a stretch of narration names, if it names just one."""
        names = self.names_in(start, end)
        return self._named_in(start, end, next(iter(names))) if len(names) == 1 else None

    def names_in(self, start: int, end: int) -> set[str]:
        """The full names of those whom a stretch of narration names in full or by family name."""
        return {name for name in self._known if _parts_of(name).search(self._text, start, end)}

    def _before(self, at: int) -> Mention | None:
        """The one person named in this paragraph before `at`, else in the nearest that names any."""
        starts = [0, *(gap.end() for gap in _PARAGRAPH.finditer(self._text, 0, at))]
        high = at
        for low in reversed(starts):
            if at - high > _MAX_REACH_CHARS:
                return None
            names = self.names_in(low, high)
            if names:
                is_clear = len(names) == 1 and not self.tells_of_others(low, at)
                return self._named_in(low, high, next(iter(names))) if is_clear else None
            high = low
        return None

    def tells_of_others(self, start: int, end: int) -> bool:
        """Whether a stretch tells of somebody who may be a person and is not known."""
        if any(start <= place < end for place in self._strangers):
            return True
        known = {word for name in self._known for word in name.split()}
        for match in _BARE.finditer(self._text, start, end):
            before, name = match.groups()
            if name not in known and (is_kin(before) or _is_verb(before)):
                return True
        return _SOMEONE_ELSE.search(self._text, start, end) is not None

    def _named_in(self, start: int, end: int, name: str) -> Mention:
        """What the story tells of a person, at the place where a stretch names him or her last."""
        *_, last = _parts_of(name).finditer(self._text, start, end)
        whole = [m for m in self._mentions if m.start <= last.start() < m.end]
        low, high = (whole[-1].start, whole[-1].end) if whole else last.span()
        return replace(self._known[name], start=low, end=high, is_full=True)


def _parts_of(name: str) -> re.Pattern[str]:
    """The family name or the given name."""
    words = name.split()
    return re.compile(rf"(?<![\w-])(?:{re.escape(words[-1])}|{re.escape(words[0])})(?![\w-])")


def _is_verb(word: str) -> bool:
    """Whether a word is a form of a verb that is not its infinitive: staat, sprak."""
    base = dutch.lemma(word)
    return word == "staat" or (base != word and base.endswith("n"))


def _told_of(text: str, person: Mention) -> Mention:
    """Function and organisation of "X is sinds 2018 als manager betrokken bij Y" and "De kapster heet X"."""
    name = person.name or ""
    if named := re.search(rf"\b[Dd]e\s+([a-zà-ÿ]+)\s+heet(?:te)?\s+{re.escape(name)}", text):
        return replace(person, role=named.group(1))
    is_one = re.compile(rf"(?<![\w-]){re.escape(name.split()[-1])}{_IS}([^.,;:!?\n]+)")
    for match in is_one.finditer(text):
        words = match.group(1).split()
        if any(is_role_noun(word) for word in words[:2]) and fold(words[0]) not in FUNCTION_WORDS:
            role, organisation = role_and_organisation(match.group(1))
            return replace(person, role=role, organisation=person.organisation or organisation)
    return person


def _narrated(text: str, quotes: Sequence[Quoted]) -> tuple[list[Mention], list[int]]:
    """The names outside the quotes that something shows to be a person's, and where others may be one."""
    gaps = list(_outside(len(text), quotes))
    found = [m for start, end in gaps for m in full_names(text, start, end)]
    titled = [m for start, end in gaps for m in titled_names(text, start, end)]
    covered = {position for m in found for position in range(m.start, m.end)}
    begins = {start for start, _ in dutch.sentences(text)}
    people = [m for m in found if _is_person(text, m, starts_sentence=m.start in begins)]
    named = {person.name for person in people}
    strangers = [
        m.start
        for m in found
        if m.name not in named and not _PREPOSITION_BEFORE.search(text, 0, m.start)
    ]
    return people + [m for m in titled if m.start not in covered], strangers


def _outside(length: int, quotes: Sequence[Quoted]) -> Iterable[tuple[int, int]]:
    at = 0
    for quote in quotes:
        yield at, quote.outer_start
        at = quote.outer_end
    yield at, length


def _is_person(text: str, mention: Mention, *, starts_sentence: bool) -> bool:
    """A function beside the name, or its family name alone further on, and never an article before it."""
    name = mention.name or ""
    if any(has_article(text, match.start()) for match in re.finditer(re.escape(name), text)):
        return False
    is_called = _CALLED.search(text, max(0, mention.start - 20), mention.start)
    if mention.role or is_called or stands_before(text, mention.start):
        return True
    if _PREPOSITION_BEFORE.search(text, 0, mention.start):
        return False
    family = re.escape(name.split()[-1])
    alone = re.search(rf"(?<!{re.escape(name.split()[0])} )(?<![\w-]){family}(?![\w-])", text)
    is_followed = _SAID_OF_PERSONS.match(text, mention.start + len(name)) is not None
    return bool(alone and alone.start() != mention.start) or starts_sentence or is_followed


def _is_short_for(short: str, name: str) -> bool:
    """Whether a bare name may mean a full one: its family name, its given name, or itself."""
    short_words, words = short.casefold().split(), name.casefold().split()
    return short_words == words[-len(short_words) :] or short_words == words[:1]
