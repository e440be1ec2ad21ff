"""Is a hyphen at a line end part of the word?

The document itself is the first witness: the same word elsewhere, whole or with its hyphen. Then
come the rules of Dutch spelling (Het Groene Boekje 2015, §6): a hyphen stays after capitals,
digits and `Noord`, between colliding vowels, and where a part is left out (`leef- en werkomgeving`).
"""

from collections import Counter
from collections.abc import Iterable
from enum import Enum

_EDGES = "\"'()[]{}<>.,:;!?…“”„‘’«»⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUSPENDED = {
    "en",
    "of",
    "en/of",
    "tot",
    "t/m",
    "dan",
    "respectievelijk",
    "resp.",
    "noch",
    "maar",
    "als",
    "versus",
    "and",
    "or",
    "und",
    "oder",
    "bzw.",
    "naar",
    "én",
    "óf",
}
_PLACES = {"noord", "zuid", "oost", "west", "midden", "nieuw", "oud", "groot", "klein"}
_INITIALS = {
    "mbo",
    "hbo",
    "vwo",
    "vmbo",
    "wo",
    "wmo",
    "ozb",
    "ict",
    "it",
    "ai",
    "zzp",
    "wia",
    "wao",
    "aow",
    "eu",
}
_WITH_HYPHEN = {"ex", "niet", "non", "vice", "pro", "oud", "interim", "adjunct", "aspirant"}
_COLLIDING = {
    "aa",
    "ae",
    "ai",
    "au",
    "ee",
    "ei",
    "eu",
    "ie",
    "ii",
    "oe",
    "oi",
    "oo",
    "ou",
    "ui",
    "uu",
    "ij",
}
_RESUMED = {("re", "eel"), ("re", "ele"), ("co", "ope"), ("co", "ord"), ("re", "inc")}
"""Words that have a trema where no line ends: reëel, coöperatie, coördinatie, reïncarnatie."""
_TREMA = {"a": "ä", "e": "ë", "i": "ï", "o": "ö", "u": "ü"}


class Break(Enum):
    """What becomes of a hyphen at a line end."""

    JOIN = "join"  # vali- datie → validatie
    TREMA = "trema"  # be- invloeden → beïnvloeden
    KEEP = "keep"  # Zuid- Holland → Zuid-Holland
    SPACE = "space"  # leef- en → leef- en


class Vocabulary:
    """The words of a document that no line end breaks, with and without hyphen."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self.add(words)

    def add(self, words: Iterable[str]) -> None:
        for word in words:
            bare = word.strip(_EDGES).lower()
            self._counts[bare] += 1
            for part in bare.split("/"):
                if part != bare:
                    self._counts[part] += 1

    def count(self, word: str) -> int:
        return self._counts[word.lower()]


def line_break(left: str, right: str, vocabulary: Vocabulary) -> Break:
    """How to read `left`, which ends in a hyphen at a line end, before `right`."""
    head, tail = left.rstrip("-\u00ad").lstrip(_EDGES), right.strip(_EDGES)
    if left.endswith("\u00ad"):
        return Break.JOIN
    if left.endswith("–"):
        return Break.KEEP if left[-2].isdigit() and tail[:1].isdigit() else Break.SPACE
    if not head or not head[-1].isalnum() or left.endswith("--"):
        return Break.SPACE
    if not tail or right.lower().strip(",;") in _SUSPENDED:
        return Break.SPACE
    # Of "cross-over/samenwerking" only the word that the line end breaks is looked up.
    stem, tail = head.rsplit("/", 1)[-1], tail.split("/", 1)[0] or tail
    joined, hyphened = vocabulary.count(stem + tail), vocabulary.count(f"{stem}-{tail}")
    resumed = vocabulary.count(stem + with_trema(tail)) if tail[0] in _TREMA else 0
    if resumed > max(joined, hyphened):
        return Break.TREMA
    if joined != hyphened:
        return Break.JOIN if joined > hyphened else Break.KEEP
    return _by_spelling(stem, tail, vocabulary)


def _by_spelling(head: str, tail: str, vocabulary: Vocabulary) -> Break:
    last = head.rsplit("-", 1)[-1]
    if head.isupper() and len(last) > 1 and tail.isupper():
        return Break.JOIN if last.lower() not in _PLACES else Break.KEEP
    if not tail[0].islower() or not last.isalpha():
        return Break.KEEP
    if any(letter.isupper() for letter in last[1:]) or len(last) == 1:
        return Break.KEEP  # MKB-bedrijven, JobOpp-trajecten, e-mail
    lower = last.lower()
    if lower in _INITIALS or not any(letter in "aeiouyäëïöüáéíóú" for letter in lower):
        return Break.KEEP  # mkb-ondernemingen
    if lower == "oud" and len(tail) > 5 and not tail.startswith(("heid", "hed")):
        return Break.KEEP
    if lower in _WITH_HYPHEN and vocabulary.count(tail):
        return Break.KEEP
    if lower[-1] + tail[0] in _COLLIDING:
        return _between_vowels(lower, tail, vocabulary)
    return Break.JOIN


def _between_vowels(last: str, tail: str, vocabulary: Vocabulary) -> Break:
    if last in {"be", "ge"} or (last, tail[:3]) in _RESUMED:
        return Break.TREMA
    if last in {"re", "co"}:
        return Break.KEEP  # re-integratie, co-ouder
    return Break.KEEP if vocabulary.count(last) and vocabulary.count(tail) else Break.JOIN


def with_trema(tail: str) -> str:
    """The second part with the trema that the line break made needless."""
    return _TREMA.get(tail[:1], tail[:1]) + tail[1:]
