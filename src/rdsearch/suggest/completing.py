"""What a reader has typed so far → the suggestions that it may become."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, reduce
from itertools import islice, pairwise, product

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from rdsearch import dutch
from rdsearch.suggest.mining import Kind, Suggestion

_END = "\U0010ffff"  # sorts behind whatever a word can hold
_MIN_TYPO_LETTERS = 4  # of a word that may be mistyped
_TWO_TYPOS_LETTERS = 8
_MAX_TYPO_WORDS = 6
_CORRECTIONS = 3  # of a word that are tried
_MIN_TAIL_LETTERS = 2
_LENGTHS_KEPT = 64

_Numbers = NDArray[np.int64]


class Completer:
    """Completes what is typed, the best suggestions first. Safe to share between threads."""

    def __init__(self, suggestions: Sequence[Suggestion]) -> None:
        """`suggestions` the best first: among those that fit equally well their order decides."""
        self._suggestions = suggestions
        keys = [_key(s.text) for s in suggestions]
        self._heads = _Sorted((key, number) for number, key in enumerate(keys))
        # Also from every later word on, so that a phrase is found by any of its words.
        self._tails = _Sorted(
            (key[at:], number)
            for number, key in enumerate(keys)
            for at in (0, *(at + 1 for at, letter in enumerate(key) if letter == " "))
        )
        self._words = sorted({word for key in keys for word in key.split()})
        self._cut_words = lru_cache(maxsize=_LENGTHS_KEPT)(self._cut)

    def complete(self, typed: str, *, limit: int = 8) -> tuple[Suggestion, ...]:
        """At most `limit` suggestions: those that begin so, those of which later words do, those that do but
        for a typing error, and what was typed with its last words completed."""
        key = _key(typed) + (" " if typed[-1:].isspace() else "")
        if not key.strip() or '"' in typed:  # literal words are not ours to change
            return ()
        found: dict[str, Suggestion] = {}
        for suggestion in self._fitting(typed, key):
            found.setdefault(_key(suggestion.text), suggestion)
            if len(found) > limit:
                break
        found.pop(key.strip(), None)  # nothing is left to complete
        return tuple(islice(found.values(), limit))

    def _fitting(self, typed: str, key: str) -> Iterator[Suggestion]:
        is_known = False
        for number in self._starting(key):
            is_known = True
            yield self._suggestions[number]
        if not is_known:
            for corrected in self._corrected(key):
                for number in self._starting(corrected):
                    yield self._suggestions[number]
        yield from self._with_last_words_completed(typed)

    def _starting(self, key: str) -> Iterator[int]:
        """Suggestions that begin so, then those that have the words further on, then in another order."""
        yield from self._heads.numbers(key).tolist()
        yield from self._tails.numbers(key).tolist()
        words = key.split()
        if len(words) > 1:
            having = (self._tails.numbers(word) for word in words)
            yield from reduce(np.intersect1d, having).tolist()

    def _corrected(self, key: str) -> Iterator[str]:
        words = key.split()
        if len(words) > _MAX_TYPO_WORDS:
            return
        ending = " " if key.endswith(" ") else ""
        options = [self._near(word, is_whole=True) for word in words[:-1]]
        options.append(self._near(words[-1], is_whole=bool(ending)))
        for spelled in islice(product(*options), _CORRECTIONS**2):
            yield " ".join(spelled) + ending

    def _near(self, word: str, *, is_whole: bool) -> list[str]:
        """The word itself where suggestions have it, else those that differ by a typing error or two."""
        at = bisect_left(self._words, word)
        there = self._words[at] if at < len(self._words) else ""
        if len(word) < _MIN_TYPO_LETTERS or (there == word if is_whole else there.startswith(word)):
            return [word]
        typos = 2 if len(word) >= _TWO_TYPOS_LETTERS else 1
        # With letters too many or too few, another number of letters was meant.
        lengths = range(len(word) - typos, len(word) + typos + 1)
        choices = [self._words] if is_whole else [self._cut_words(length) for length in lengths]
        near = [
            match
            for words in choices
            for match in process.extract(
                word, words, scorer=OSA.distance, score_cutoff=typos, limit=_CORRECTIONS
            )
        ]
        best = sorted(near, key=lambda match: (match[1], match[0]))
        return [spelled for spelled, _, _ in best[:_CORRECTIONS]] or [word]

    def _cut(self, length: int) -> list[str]:
        return sorted({word[:length] for word in self._words if len(word) >= length})

    def _with_last_words_completed(self, typed: str) -> Iterator[Suggestion]:
        """What stands before the longest end of the question that begins a suggestion stays as it is.

        Only behind a function word: "hoeveel woningb" goes on with a name for something, "kleine woningb" may not.
        """
        for before, token in pairwise(dutch.tokens(typed)):
            tail = _key(typed[token.start :]) + (" " if typed[-1:].isspace() else "")
            is_begun = (
                before.form in dutch.FUNCTION_WORDS and token.form not in dutch.FUNCTION_WORDS
            )
            if not is_begun or len(tail) < _MIN_TAIL_LETTERS:
                continue
            if numbers := self._heads.numbers(tail).tolist():
                for suggestion in map(self._suggestions.__getitem__, numbers):
                    if suggestion.kind is not Kind.HEADING:  # many are sentences of their own
                        yield replace(suggestion, text=typed[: token.start] + suggestion.text)
                return


class _Sorted:
    """Texts in order, each with the number of its suggestion."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        ordered = sorted(pairs)
        self._texts = [text for text, _ in ordered]
        self._numbers = np.array([number for _, number in ordered], dtype=np.int64)

    def numbers(self, prefix: str) -> _Numbers:
        """Of the texts that begin so, each once, rising."""
        start = bisect_left(self._texts, prefix)
        end = bisect_left(self._texts, prefix + _END)
        return np.unique(self._numbers[start:end])


def _key(text: str) -> str:
    return " ".join(dutch.forms(text))
