"""The words of an index: how many passages have each, their parts, what abbreviations stand for."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from rdsearch import dutch
from rdsearch.dutch import FUNCTION_WORDS
from rdsearch.lexical.abbreviations import definitions_in

_WORDS = "words.tsv"
_ABBREVIATIONS = "abbreviations.json"
_LONG_PART = 5  # so long a word of the dictionary is a part though no passage has it by itself
_PARTED_WORDS_KEPT = 100_000


class Vocabulary:
    """The folded words of an index. `meanings` has what folded abbreviations stand for."""

    def __init__(self, words: dict[str, tuple[int, str]], meanings: dict[str, str]) -> None:
        self._words = words  # passages and commonest spelling
        self.meanings = meanings
        self.parts_of = lru_cache(_PARTED_WORDS_KEPT)(self._parts_of)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Vocabulary":
        """The vocabulary of passages."""
        spellings: dict[str, Counter[str]] = {}
        passages: Counter[str] = Counter()
        meanings: dict[str, Counter[str]] = {}
        for text in texts:
            found = {token.form: text[token.start : token.end] for token in dutch.tokens(text)}
            passages.update(found.keys())
            for form, spelling in found.items():
                spellings.setdefault(form, Counter())[spelling] += 1
            for abbreviation, words in definitions_in(text):
                meanings.setdefault(abbreviation, Counter())[words] += 1
        return cls(
            {form: (passages[form], _commonest(written)) for form, written in spellings.items()},
            {abbreviation: _commonest(words) for abbreviation, words in meanings.items()},
        )

    @classmethod
    def load(cls, path: Path) -> "Vocabulary":
        """Raises OSError or ValueError."""
        words: dict[str, tuple[int, str]] = {}
        size, *lines = (path / _WORDS).read_text(encoding="utf-8").rstrip("\n").split("\n")
        for line in lines:
            form, passages, spelling = line.split("\t")
            words[form] = int(passages), spelling
        if len(words) != int(size):
            raise ValueError(f"{_WORDS} has {len(words)} words, should have {size}")
        return cls(words, json.loads((path / _ABBREVIATIONS).read_text(encoding="utf-8")))

    def save(self, path: Path) -> None:
        lines = (f"{form}\t{n}\t{written}\n" for form, (n, written) in sorted(self._words.items()))
        text = "".join((f"{len(self._words)}\n", *lines))
        (path / _WORDS).write_text(text, encoding="utf-8", newline="\n")
        meanings = json.dumps(self.meanings, ensure_ascii=False, indent=1, sort_keys=True)
        (path / _ABBREVIATIONS).write_text(meanings, encoding="utf-8")

    def __contains__(self, form: object) -> bool:
        return form in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def passages(self, form: str) -> int:
        """How many passages have a word."""
        return self._words[form][0] if form in self._words else 0

    def spelling(self, form: str) -> str:
        """How a word of the vocabulary is most often written: with its accents and capitals."""
        return self._words[form][1]

    def _parts_of(self, form: str) -> tuple[str, ...]:
        return dutch.parts_of(form, self._is_part)

    def _is_part(self, form: str) -> bool:
        if form in FUNCTION_WORDS:
            return False
        passages = self.passages(form)
        if passages >= 2:
            return True
        return (passages > 0 or len(form) >= _LONG_PART) and dutch.is_known(form)


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda written: (-counts[written], written))
