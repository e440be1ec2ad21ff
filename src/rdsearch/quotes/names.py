"""Spellings of a person's name, and which of them mean the same person."""

import re
from collections.abc import Iterable

from rdsearch.dutch import fold
from rdsearch.quotes.titles import is_only_titles, without_titles

_WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset("van de der den ter ten te het t von el op aan in".split())


def speaker_key(name: str) -> str:
    """Equal for one name with and without titles, capitals, accents, hyphens and points.

    "drs. Jeroen Ottink" and "JEROEN OTTINK" have one key; "Ottink" and "J. Ottink" have others, since only the
    names around them tell whom they mean: see `full_names`.
    """
    bare = without_titles(fold(name))
    return " ".join(_WORD.findall(bare)) or bare


def is_title(word: str) -> bool:
    """Whether a word before a name is no part of it: drs, Mevrouw."""
    return is_only_titles(fold(word))


def full_names(names: Iterable[str]) -> dict[str, str]:
    """For each name the one full name of those given that it may be short for, else itself.

    Ottink, De Graaf and J. Ottink may be short for full names; of one report, or of one publisher's reports, that is
    safe to say. The first spelling of a full name stands for the others.
    """
    names = tuple(dict.fromkeys(names))
    first: dict[str, str] = {}
    bearers: dict[str, list[str]] = {}  # keys of full names by the last word
    for name in names:
        key = speaker_key(name)
        if key not in first:
            first[key] = name
            if _is_full(key):
                bearers.setdefault(key.split()[-1], []).append(key)
    return {name: first[_fullest(speaker_key(name), bearers)] for name in names}


def _fullest(key: str, bearers: dict[str, list[str]]) -> str:
    if _is_full(key):
        return key
    found = [full for full in bearers.get(key.split()[-1], ()) if _is_short_for(key, full)]
    return found[0] if len(found) == 1 else key


def _is_full(key: str) -> bool:
    words = key.split()
    return len(words) > 1 and len(words[0]) > 1 and words[0] not in _PARTICLES


def _is_short_for(key: str, full: str) -> bool:
    """Whether a family name, with initials or without, is that of a full name."""
    words, full_words = key.split(), full.split()
    initials = [word for word in words if len(word) == 1 and word != "t"]
    family = words[len(initials) :]
    given = full_words[: -len(family)] if family else []
    if not given or full_words[-len(family) :] != family:
        return False
    return not initials or given[0].startswith(initials[0])
