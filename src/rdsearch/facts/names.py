"""Names of people, organisations and projects: which forms are one, and which one is meant."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from rdsearch import dutch
from rdsearch.errors import UnknownValue
from rdsearch.quotes import speaker_key
from rdsearch.search.nearest import nearest

_Words = Sequence[str]
_Item = TypeVar("_Item")


def words_of_person(name: str) -> _Words:
    """The words of a name without titles."""
    return speaker_key(name).split()


def called(
    kind: str,
    asked: str,
    known: Mapping[str, int],
    *,
    words_of: Callable[[str], _Words] = dutch.forms,
) -> frozenset[str]:
    """The names that are asked for: all that are spelled so or have the words. `known` are names by how often they
    come. Raises UnknownValue."""
    key, words = dutch.name_key(asked), words_of(asked)
    having = frozenset(
        name
        for name in known
        if words and (dutch.name_key(name) == key or _has(words, words_of(name)))
    )
    if having:
        return having
    raise UnknownValue(kind, asked, nearest=nearest(asked, known), known=most(known))


def most(known: Mapping[str, int]) -> Sequence[str]:
    """The names that come most first."""
    return sorted(known, key=lambda name: (-known[name], dutch.fold(name)))


def _has(asked: _Words, words: _Words) -> bool:
    """Whether every word is one of the name, a letter by itself the first of one."""
    return all(
        word in words or (len(word) == 1 and any(w.startswith(word) for w in words))
        for word in asked
    )


def spelled_most(names: Iterable[str | None]) -> dict[str, str]:
    """Each name as the spelling of it that comes most, accents and capitals aside."""
    counted = Counter(name for name in names if name)
    chosen: dict[str, str] = {}
    for name in most(counted):
        chosen.setdefault(dutch.name_key(name), name)
    return {name: chosen[dutch.name_key(name)] for name in counted}


def having_words(
    words: str, items: Sequence[_Item], names_of: Callable[[_Item], Sequence[str]]
) -> list[_Item]:
    """The items of which one name has words that begin with each of these; where none has, the nearest."""
    asked = dutch.forms(words)
    if not asked:
        return list(items)
    found = [
        item
        for item in items
        if any(
            all(any(word.startswith(part) for word in dutch.forms(name)) for part in asked)
            for name in names_of(item)
        )
    ]
    if found:
        return found
    near = set(nearest(words, [name for item in items for name in names_of(item)]))
    return [item for item in items if near.intersection(names_of(item))]
