"""Words → letters: hashing, the sieve and the checksum.

None of this may change, and none of it may depend on `dutch`, which does: permalinks in print would be lost.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from rdsearch.permalinks.address import (
    ALPHABET,
    BASE,
    CHECKSUM_LETTERS,
    KEY_LETTERS,
    Anchor,
    hash_of,
    hash_text,
)
from rdsearch.types import Span

CONTEXT = 4  # letters
_MIN_LETTERS = 16  # 80 bits: no two texts of a report share them by chance
_MAX_SIEVE = 5
_LETTER_BITS = 5
_PIECES_KEPT = 200_000  # some 30 MB

# Superscripts are no part of a word: marks of notes come and go with the extractor.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_¹²³⁰⁴-⁹]+|[€$£%‰<>≤≥±]")
# What is shown with the words at its side; a comma only parts them from what follows.
_MARKS = re.compile(r"(?:[^\w\s,;:]|[¹²³⁰⁴-⁹])*")
_LETTERS = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)

Slice = tuple[int, int, int]  # page, start, end
Spot = tuple[int, int]  # start, end


@dataclass(frozen=True, slots=True)
class Sieved:
    """The letters that a sieve leaves of some words, and which words they are of."""

    letters: str
    words: NDArray[np.intp]


class _Codes(dict[str, tuple[int, ...]]):
    """The hashes of the words in a piece of text without white space; most pieces come back."""

    def __missing__(self, piece: str) -> tuple[int, ...]:
        if len(self) >= _PIECES_KEPT:
            self.clear()
        codes = tuple(hash_of(_folded(word)) % 2**32 for word in _WORD.findall(piece))
        self[piece] = codes
        return codes


_CODES = _Codes()


class Words:
    """The words of some pages in order, and where each page begins among them."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._texts = texts
        self._numbers = [*texts]
        self._firsts: list[int] = []  # the first word of each page
        codes: list[int] = []
        for text in texts.values():
            self._firsts.append(len(codes))
            # Split, then looked up: a fifth of the time that the expression takes on a whole page.
            codes.extend(chain.from_iterable(map(_CODES.__getitem__, text.split())))
        self._codes = np.array(codes, dtype=np.uint32)

    def __len__(self) -> int:
        return len(self._codes)

    def sieved(self, sieve: int) -> Sieved:
        kept = np.flatnonzero((self._codes >> _LETTER_BITS) % (1 << sieve) == 0)
        return Sieved(_LETTERS[self._codes[kept] % BASE].tobytes().decode(), kept)

    def place_of(self, word: int) -> tuple[int, int]:
        """(page, place among the words of that page)."""
        index = bisect_right(self._firsts, word) - 1
        return self._numbers[index], word - self._firsts[index]

    def checksum(self, first: int, end: int) -> str:
        """Of words first..end."""
        pieces = self._pieces(first, end)
        return _checksum_of([word for _, text, spots in pieces for word in _cut(text, spots)])

    def slices(self, first: int, end: int) -> Iterator[tuple[Slice, str]]:
        """Where words first..end stand with the marks around them, and the text there, page by page."""
        for number, text, spots in self._pieces(first, end):
            start = spots[0][0] - len(_marks(text[: spots[0][0]][::-1]))
            stop = spots[-1][1] + len(_marks(text[spots[-1][1] :]))
            yield (number, start, stop), text[start:stop]

    def _pieces(self, first: int, end: int) -> Iterator[tuple[int, str, Sequence[Spot]]]:
        """(page, its text, where words first..end stand in it)."""
        last = bisect_right(self._firsts, end - 1)
        for index in range(bisect_right(self._firsts, first) - 1, last):
            number, page_first = self._numbers[index], self._firsts[index]
            text = self._texts[number]
            if spots := _spots(text)[max(0, first - page_first) : end - page_first]:
                yield number, text, spots


def _cut(text: str, spots: Sequence[Spot]) -> Iterator[str]:
    return (text[start:end] for start, end in spots)


def _marks(text: str) -> str:
    """The marks, and no words or white space, that a text begins with."""
    match = _MARKS.match(text)
    return match.group() if match else ""


@lru_cache(maxsize=64)
def _spots(text: str) -> tuple[Spot, ...]:
    """Where each word of a text stands."""
    return tuple(match.span() for match in _WORD.finditer(text))


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    """Without capitals, accents and ligatures."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _checksum_of(words: Sequence[str]) -> str:
    """Tells one text from another, however its words were divided: only numbers keep their ends."""
    folded = map(_folded, words)
    return _checksum("".join(f" {word} " if word[:1].isdecimal() else word for word in folded))


@lru_cache(maxsize=1_000)
def _checksum(text: str) -> str:
    return hash_text(text, width=CHECKSUM_LETTERS)


def key_of(report_id: str) -> str:
    """Some letters that stand for a report's id, which may be long."""
    return hash_text(report_id, width=KEY_LETTERS)


def anchor_of(span: Span, text: str) -> Anchor | None:
    """The anchor of a piece of a page's text; None when it holds no whole word."""
    inside = [i for i, (a, b) in enumerate(_spots(text)) if span.start <= a and b <= span.end]
    if not inside:
        return None
    first, end = inside[0], inside[-1] + 1
    words = Words({span.page: text})
    for sieve in range(_MAX_SIEVE, -1, -1):
        sieved = words.sieved(sieve)
        low, high = (int(i) for i in np.searchsorted(sieved.words, (first, end)))
        if high - low >= _MIN_LETTERS or sieve == 0:
            lead, trail = int(sieved.words[low]) - first, end - 1 - int(sieved.words[high - 1])
            if max(lead, trail) < BASE:  # of no sieve at all both are 0
                break
    return Anchor(
        page=span.page,
        at=first,
        sieve=sieve,
        lead=lead,
        trail=trail,
        before=sieved.letters[max(0, low - CONTEXT) : low],
        letters=sieved.letters[low:high],
        after=sieved.letters[high : high + CONTEXT],
        checksum=words.checksum(first, end),
    )
