"""Where a few words stand on a page, whatever the layout put between them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words and numbers of a text, folded, and where they stand; marks and white space are not in it."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]  # code points, half-open

    def between(self, first: int, last: int) -> tuple[int, int]:
        """The span from word `first` to word `last`, which is included."""
        return self.spans[first][0], self.spans[last][1]


def folded(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: capitals, ligatures and marks aside."""
    return words_of(text).words


def words_of(text: str) -> Words:
    found = [(match.group(), match.span()) for match in _WORD.finditer(text)]
    return Words(
        words=tuple(unicodedata.normalize("NFKC", word).casefold() for word, _ in found),
        spans=tuple(span for _, span in found),
    )


def places_of(fragment: str, words: Words, *, start: int = 0) -> Iterator[int]:
    """The numbers of the words at which `fragment` begins, from word `start` on."""
    wanted = folded(fragment)
    if not wanted:
        return
    for number in range(start, len(words.words) - len(wanted) + 1):
        if words.words[number : number + len(wanted)] == wanted:
            yield number
