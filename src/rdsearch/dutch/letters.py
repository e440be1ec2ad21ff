"""The letters of a text without what parts them: how literal words are found however they are set.

A phrase is looked for among the letters only, and what stands between them is compared afterwards: spaces,
line ends, hyphens. So `JobOpp-trajecten` is found as `JobOpp trajecten` and `jobopptrajecten`, and the other
way round, without an index of all spellings.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from mmap import mmap

import numpy as np
from numpy.typing import NDArray

from rdsearch.dutch.words import FUNCTION_WORDS, Token, fold, tokens

Gaps = NDArray[np.uint8]


class Gap(IntEnum):
    """What stands before a letter."""

    NONE = 0
    SPACE = 1  # or a mark, or both
    HYPHEN = (
        2  # between letters, or a line end where the hyphen of a broken word may have been its own
    )
    END = 3  # no phrase goes on over this


_HYPHENS = frozenset("-‐‑\u00ad")
_DASH = "–"  # a hyphen where no space is beside it
_MIN_PART = 3
# Beside the function words: what is more often a word before another one than a part of it.
_LOOSE = frozenset("ten ter des den daar hier weer even zeer heel mede elk tal".split())


@dataclass(frozen=True, slots=True)
class Letters:
    """The folded letters and digits of a text, UTF-8, and what stands before each of them and at the end."""

    form: bytes
    gaps: Gaps  # one more than bytes; Gap.NONE inside a word
    words: tuple[tuple[int, Token], ...]  # the first byte of each word

    def parts(self) -> tuple[str, ...]:
        """The parts of the words that a line end parts."""
        return tuple(
            part
            for first, word in self.words
            for part in self._parts(first, first + len(word.form.encode()))
        )

    def _parts(self, first: int, end: int) -> Iterator[str]:
        edges = first + 1 + np.flatnonzero(self.gaps[first + 1 : end])
        if len(edges):
            for a, b in pairwise((first, *edges, end)):
                yield self.form[a:b].decode(errors="replace")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the bytes from `start` to `end` stand in the text; whole words, except at parted ones."""
        touched = [(n, w) for n, w in self.words if n < end and n + len(w.form.encode()) > start]
        first, last = touched[0], touched[-1]
        return _place(*first, start), _place(*last, end)


def letters_of(text: str, breaks: Collection[int] = ()) -> Letters:
    """The letters of a text. `breaks` are offsets inside of words that a line end parts without a hyphen."""
    form = bytearray()
    gaps = [Gap.SPACE]
    words: list[tuple[int, Token]] = []
    before: Token | None = None
    for word in tokens(text):
        if before is not None:
            gaps[-1] = _gap(text, before, word)
        words.append((len(form), word))
        encoded = word.form.encode()
        form += encoded
        gaps += [Gap.NONE] * (len(encoded) - 1) + [Gap.SPACE]
        for offset in breaks:
            if word.start < offset < word.end:
                part = len(_folded_to(text, word, offset))
                if 0 < part < len(encoded):
                    gaps[part - len(encoded) - 1] = Gap.HYPHEN
        before = word
    return Letters(bytes(form), np.array(gaps, dtype=np.uint8), tuple(words))


def _folded_to(text: str, word: Token, offset: int) -> bytes:
    return fold(text[word.start : offset]).encode()


def _place(first_byte: int, word: Token, at: int) -> int:
    """The offset in the text of a byte of a word."""
    within = at - first_byte
    size = len(word.form.encode())
    if within <= 0 or within >= size or size != word.end - word.start:
        return word.start if within <= 0 or within < size else word.end
    return word.start + within


def _gap(text: str, before: Token, after: Token) -> Gap:
    between = text[before.end : after.start]
    is_hyphen = between.strip() in _HYPHENS or between == _DASH
    if is_hyphen and before.form[-1].isalpha() and after.form[0].isalpha():
        return Gap.HYPHEN
    return Gap.SPACE


def occurrences(phrase: Letters, letters: bytes | mmap, gaps: Gaps) -> NDArray[np.int64]:
    """The bytes where the words of a phrase begin, as whole words and in a row, in order."""
    size = len(phrase.form)
    if not size:
        return np.zeros(0, dtype=np.int64)
    places = np.fromiter(_places(phrase.form, letters), dtype=np.int64)
    is_found: NDArray[np.bool_] = (gaps[places] != Gap.NONE) & (gaps[places + size] != Gap.NONE)
    places = np.extract(is_found, places)
    if size == 1 or not len(places):
        return places
    asked = phrase.gaps[1:-1]
    inner = gaps[places[:, None] + np.arange(1, size)]
    agrees = (inner == asked) | (inner == Gap.HYPHEN) | (asked == Gap.HYPHEN)
    agrees &= inner != Gap.END
    is_found = agrees.all(axis=1)
    for number in np.flatnonzero(~is_found & (inner != Gap.END).all(axis=1)):
        is_found[number] = _is_same_compound(phrase.form, asked, inner[number])
    return np.extract(is_found, places)


def _places(form: bytes, letters: bytes | mmap) -> Iterator[int]:
    overlaps = any(form.startswith(form[shift:]) for shift in range(1, len(form)))
    pattern = re.escape(form)
    # Only a form that begins as it ends can overlap itself; looking ahead costs ten times the time.
    found = re.finditer(b"(?=%b)" % pattern if overlaps else pattern, letters)
    return (match.start() for match in found)


def _is_same_compound(form: bytes, asked: Gaps, found: Gaps) -> bool:
    """Whether the two differ only in that a compound is written as one word or as two: *zorg tafel* is
    *zorgtafel*, but *te kort* is no *tekort*."""
    edges = [0, *(np.flatnonzero((asked != Gap.NONE) | (found != Gap.NONE)) + 1), len(form)]
    parts = [form[a:b].decode(errors="replace") for a, b in pairwise(edges)]
    for number, edge in enumerate(edges[1:-1]):
        differs = {int(asked[edge - 1]), int(found[edge - 1])} == {Gap.NONE, Gap.SPACE}
        if differs and not all(map(_is_part, parts[number : number + 2])):
            return False
    return True


def _is_part(word: str) -> bool:
    return (
        len(word) >= _MIN_PART
        and word.isalpha()
        and word not in FUNCTION_WORDS
        and word not in _LOOSE
    )
