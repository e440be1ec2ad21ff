"""Frequent phrases of running text, longer ones grown from the frequent shorter ones (Agrawal & Srikant, "Fast
Algorithms for Mining Association Rules", 1994). A phrase that mostly stands inside of a longer one is left
out, as in the C-value of Frantzi, Ananiadou & Mima, "Automatic recognition of multi-word terms", 2000.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rdsearch import dutch

_MAX_WORDS = 4
_MIN_PASSAGES = 3
_MIN_ALONE = (
    0.4  # of a phrase's passages: those in which it is more than a part of one longer phrase
)
_MIN_LETTERS = 3  # of the first and the last word
# A word by itself is suggested where it is a term of few reports: Dutch writes its terms as one word.
_MIN_LETTERS_ALONE = 7
_MAX_REPORTS_ALONE = 0.25  # of all, where there are more than a few
_FEW_REPORTS = 3
_JOINT = re.compile(r"[ \n’'-]")  # one of these stands between words of a phrase
# The last word of a phrase is a noun: it often stands behind an article or a preposition, and before no content word.
_BEFORE_NOUNS = frozenset(
    "de het een deze die dit dat geen elk elke ieder iedere onze ons hun haar zijn mijn uw van voor met door"
    " over bij naar uit tegen tussen via per zonder the a an this these of der das den dem des ein eine".split()
)
_MIN_AS_NOUN = 0.15  # of a word's places
_SAMPLES = 9  # of a phrase's places, which tell how it is written
_BREAK = -1

_Ints = NDArray[np.integer]  # 32 bits where there is one for each word of the stream


@dataclass(frozen=True, slots=True)
class _Level:
    """The frequent phrases of so many words, numbered from 0."""

    size: int
    codes: _Ints  # by place of the stream: the phrase that begins there, or a break
    first: _Ints  # by phrase: a place where it begins
    passages: _Ints  # by phrase: how many have it
    is_term: NDArray[np.bool_]  # by phrase: whether it begins and ends as something to ask for


class Phrases:
    """Reads passages one by one, then tells which phrases they share."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._seen: set[str] = set()
        self._ids: dict[str, int] = {}
        self._stream = array("i")  # word ids; a break where no phrase goes on
        self._places = array("i")  # of each: passage, start, end
        self._reports: dict[str, int] = {}
        self._report_of = array("q")  # by passage
        self._written: dict[str, Counter[str]] = {}

    def read(self, text: str, report_id: str) -> None:
        """Takes a passage in; a second one of the same words adds nothing."""
        if text in self._seen:
            return
        self._seen.add(text)
        end = 0
        for token in dutch.tokens(text):
            if end and _JOINT.fullmatch(text, end, token.start):
                # Elsewhere the first word of a sentence has a capital whatever it is.
                word = text[token.start : token.end]
                self._written.setdefault(token.form, Counter())[word] += 1
            else:
                self._add(_BREAK, token.start, token.start)
            is_word = token.form.isalpha()
            number = self._ids.setdefault(token.form, len(self._ids)) if is_word else _BREAK
            self._add(number, token.start, token.end)
            end = token.end
        self._add(_BREAK, end, end)
        self._texts.append(text)
        self._report_of.append(self._reports.setdefault(report_id, len(self._reports)))

    def _add(self, word: int, start: int, end: int) -> None:
        self._stream.append(word)
        self._places.extend((len(self._texts), start, end))

    def as_written(self, heading: str) -> str:
        """A heading in capitals as running text would write it; any other as it is."""
        if not heading.isupper():
            return heading
        pieces, end = [], 0
        for token in dutch.tokens(heading):
            usual = self._written.get(token.form) or Counter([token.form])
            pieces += [heading[end : token.start], usual.most_common(1)[0][0]]
            end = token.end
        text = "".join([*pieces, heading[end:]])
        return text[:1].upper() + text[1:]

    def frequent(self) -> dict[str, int]:
        """Phrase as it is mostly written → passages that have it."""
        if not self._ids:
            return {}
        places = np.frombuffer(self._places, dtype=np.intc).reshape(-1, 3)
        found: dict[str, int] = {}
        around: _Ints | None = None
        above: _Level | None = None
        for level in reversed(self._levels(places[:, 0])):
            around = _passages_of_longer(level, above, around)
            is_kept = level.is_term & (level.passages - around >= _MIN_ALONE * level.passages)
            found |= self._worded(level, np.flatnonzero(is_kept), places)
            above = level
        return found

    def _levels(self, passage_at: _Ints) -> list[_Level]:
        stream = np.frombuffer(self._stream, dtype=np.intc)
        begins_phrase = np.array(
            [len(w) >= _MIN_LETTERS and w not in dutch.FUNCTION_WORDS for w in self._ids]
        )
        ends_phrase = begins_phrase & self._is_noun(stream, adjectives=1)
        is_long = np.array([len(word) >= _MIN_LETTERS_ALONE for word in self._ids])
        is_alone = is_long & self._is_noun(stream, adjectives=0)
        levels: list[_Level] = []
        codes = stream
        for size in range(1, _MAX_WORDS + 1):
            kept, first, passages = _frequent(codes, passage_at)
            is_term = begins_phrase[stream[first]] & ends_phrase[stream[first + size - 1]]
            if size == 1:
                is_term &= is_alone[stream[first]] & self._is_of_few_reports(kept, passage_at)
            levels.append(_Level(size, kept, first, passages, is_term))
            after = np.append(kept[1:], _BREAK)
            codes = np.where(
                (kept >= 0) & (after >= 0), kept * np.int64(len(first)) + after, _BREAK
            )
        return levels

    def _is_noun(self, stream: _Ints, *, adjectives: int) -> NDArray[np.bool_]:
        """By word: whether it often stands as a noun does, behind at most so many adjectives, or is a name."""
        comes_before = np.array([word in _BEFORE_NOUNS for word in self._ids])
        is_small = np.array([word in dutch.FUNCTION_WORDS for word in self._ids])
        padded = np.concatenate([[_BREAK] * 2, stream, [_BREAK]])
        second, first, word, after = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
        is_as_noun = (first >= 0) & comes_before[first]
        if adjectives:
            is_as_noun |= (second >= 0) & comes_before[second] & (first >= 0) & ~is_small[first]
        is_as_noun &= (word >= 0) & ((after < 0) | is_small[after])
        places = np.bincount(word[word >= 0], minlength=len(self._ids))
        as_noun = np.bincount(word[is_as_noun], minlength=len(self._ids))
        is_name = np.array([self._is_name(form) for form in self._ids])
        return np.asarray(is_name | (as_noun >= _MIN_AS_NOUN * places))

    def _is_name(self, form: str) -> bool:
        written = self._written.get(form, Counter())
        capitals = sum(count for word, count in written.items() if word[0].isupper())
        return 2 * capitals > written.total()

    def _is_of_few_reports(self, codes: _Ints, passage_at: _Ints) -> NDArray[np.bool_]:
        at = np.flatnonzero(codes >= 0)
        reports = np.array(self._report_of, dtype=np.int64)[passage_at[at]]
        pairs = np.unique(codes[at] * np.int64(len(self._reports)) + reports)
        most = max(_FEW_REPORTS, _MAX_REPORTS_ALONE * len(self._reports))
        return np.asarray(np.bincount(pairs // len(self._reports)) <= most)

    def _worded(self, level: _Level, phrases: _Ints, places: _Ints) -> dict[str, int]:
        """These phrases as most of their places write them."""
        order = np.argsort(level.codes, kind="stable")
        starts = np.searchsorted(level.codes[order], phrases, "left")
        ends = np.searchsorted(level.codes[order], phrases, "right")
        found: dict[str, int] = {}
        for phrase, start, end in zip(phrases, starts, ends, strict=True):
            sampled = order[start : end : max(1, (end - start) // _SAMPLES)]
            usual = Counter(self._texts_at(sampled, level.size, places)).most_common(1)[0][0]
            found[usual] = int(level.passages[phrase])
        return found

    def _texts_at(self, sampled: _Ints, size: int, places: _Ints) -> Iterator[str]:
        for place in sampled.tolist():
            passage, start, _ = places[place].tolist()
            yield " ".join(self._texts[passage][start : places[place + size - 1][2]].split())


def _frequent(codes: _Ints, passage_at: _Ints) -> tuple[_Ints, _Ints, _Ints]:
    """The codes that enough passages have, numbered anew; of each a first place and its passages."""
    at = np.flatnonzero(codes >= 0).astype(np.intc)
    _, first, number = np.unique(codes[at], return_index=True, return_inverse=True)
    width = int(passage_at[-1]) + 1
    pairs = number * width
    pairs += passage_at[at]
    pairs = np.unique(pairs)
    pairs //= width
    passages = np.bincount(pairs, minlength=len(first))
    is_frequent = passages >= _MIN_PASSAGES
    anew = np.where(is_frequent, np.cumsum(is_frequent) - 1, _BREAK).astype(np.intc)
    kept = np.full(len(codes), _BREAK, dtype=np.intc)
    kept[at] = anew[number]
    return kept, at[first[is_frequent]], passages[is_frequent]


def _passages_of_longer(level: _Level, above: _Level | None, around: _Ints | None) -> _Ints:
    """By phrase of the level: the passages of the most frequent term of more words that holds it."""
    most = np.zeros(len(level.first), dtype=np.int64)
    if above is not None and around is not None:
        longer = np.maximum(around, np.where(above.is_term, above.passages, 0))
        np.maximum.at(most, level.codes[above.first], longer)
        np.maximum.at(most, level.codes[above.first + 1], longer)
    return most
