"""The persons of one story: who is named where, and whom a pronoun or a bare name means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rdsearch import dutch
from rdsearch.quotes.marks import Quoted
from rdsearch.quotes.people import Mention, full_names, has_article, titled_names

_PARAGRAPH = re.compile(r"\n\s*\n")
_PREPOSITION_BEFORE = re.compile(r"\b(?:van|in|bij|voor|aan|uit|tussen|naar|op|door)\s+\Z")
_SAID_OF_PERSONS = re.compile(r",\s+(?:die|wie|onder wie)\b|\s+(?:heeft|had)\s+(?:haar|zijn)\b")
# "… zit aan tafel bij een man van 46": he may be the one who speaks.
_SOMEONE_ELSE = re.compile(
    r"\been\s+(?:[a-zà-ÿ]+\s+)?(?:man|vrouw|jongen|meisje|echtpaar)\b", re.IGNORECASE
)
_MAX_REACH_CHARS = 1_500  # how far back a pronoun may point


class Persons:
    """Collects the persons of a story from its narration; the words of the quotes are left out."""

    def __init__(self, text: str, quotes: Sequence[Quoted]) -> None:
        self._text = text
        self._mentions = _narrated(text, quotes)
        self._known: dict[str, Mention] = {}
        for mention in self._mentions:
            self.add(mention)

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
        known = self._known.get(mention.name, mention)
        self._known[mention.name] = replace(
            known,
            role=known.role or mention.role,
            organisation=known.organisation or mention.organisation,
        )

    def resolved(self, mention: Mention, at: int) -> Mention:
        """The mention with the full name, function and organisation that the story gives."""
        if mention.is_pronoun:
            found = self._before(at)
            return self._filled(found, mention.end) if found else replace(mention, name=None)
        if mention.name is None:
            found = self._before(at) if mention.is_definite else None
            known = self._known.get(found) if found else None
            if found is None or known is None or (known.role and known.role != mention.role):
                return mention
            return replace(
                mention, name=found, organisation=mention.organisation or known.organisation
            )
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
        return self._filled(next(iter(names)), end) if len(names) == 1 else None

    def names_in(self, start: int, end: int) -> set[str]:
        """The full names of those whom a stretch of narration names in full or by family name."""
        stretch = self._text[start:end]
        found = set()
        for name in self._known:
            short = re.escape(name.split()[-1])
            given = re.escape(name.split()[0])
            if re.search(rf"(?<![\w-])(?:{short}|{given})(?![\w-])", stretch):
                found.add(name)
        return found

    def _before(self, at: int) -> str | None:
        """The one person named in this paragraph before `at`, else in the nearest that names any."""
        starts = [0, *(gap.end() for gap in _PARAGRAPH.finditer(self._text, 0, at))]
        high = at
        for low in reversed(starts):
            if at - high > _MAX_REACH_CHARS:
                return None
            names = self.names_in(low, high)
            if names:
                is_clear = len(names) == 1 and not _SOMEONE_ELSE.search(self._text, low, at)
                return next(iter(names)) if is_clear else None
            high = low
        return None

    def _filled(self, name: str, end: int) -> Mention:
        known = self._known.get(name)
        return Mention(
            end,
            end,
            name,
            known.role if known else None,
            known.organisation if known else None,
            is_full=True,
        )


def _narrated(text: str, quotes: Sequence[Quoted]) -> list[Mention]:
    """The full names outside the quotes that something shows to be a person's."""
    gaps = list(_outside(len(text), quotes))
    found = [m for start, end in gaps for m in full_names(text, start, end)]
    titled = [m for start, end in gaps for m in titled_names(text, start, end)]
    covered = {position for m in found for position in range(m.start, m.end)}
    return [m for m in found if _is_person(text, m)] + [m for m in titled if m.start not in covered]


def _outside(length: int, quotes: Sequence[Quoted]) -> Iterable[tuple[int, int]]:
    at = 0
    for quote in quotes:
        yield at, quote.outer_start
        at = quote.outer_end
    yield at, length


def _is_person(text: str, mention: Mention) -> bool:
    """A function beside the name, or its family name alone further on, and never an article before it."""
    name = mention.name or ""
    if any(has_article(text, match.start()) for match in re.finditer(re.escape(name), text)):
        return False
    if mention.role:
        return True
    if _PREPOSITION_BEFORE.search(text, 0, mention.start):
        return False
    family = re.escape(name.split()[-1])
    alone = re.search(rf"(?<!{re.escape(name.split()[0])} )(?<![\w-]){family}(?![\w-])", text)
    starts = any(start == mention.start for start, _ in dutch.sentences(text))
    is_followed = _SAID_OF_PERSONS.match(text, mention.start + len(name)) is not None
    return bool(alone and alone.start() != mention.start) or starts or is_followed


def _is_short_for(short: str, name: str) -> bool:
    """Whether a bare name may mean a full one: its family name, its given name, or itself."""
    short_words, words = short.casefold().split(), name.casefold().split()
    return short_words == words[-len(short_words) :] or short_words == words[:1]
