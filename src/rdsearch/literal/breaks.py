"""Words that a line end breaks without any proof of how they are spelled."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rdsearch import dutch
from rdsearch.types import Page, Word

Breaks = Mapping[int, Sequence[tuple[int, str]]]
"""By page number the line ends inside of words, each with the folded word."""


def breaks_of(page: Page) -> list[tuple[int, str]]:
    """The line ends inside of the words of a page: such a word is two pieces that touch in the text."""
    return [*_breaks(page)]


def _breaks(page: Page) -> Iterator[tuple[int, str]]:
    for left, right in pairwise(page.words):
        if left.end == right.start and not _is_beside(left, right):
            tokens = dutch.tokens(page.text[left.start : right.end])
            token = next(tokens, None)
            if token and token.start < left.end - left.start < token.end:
                yield left.end, token.form


def _is_beside(left: Word, right: Word) -> bool:
    shared = min(left.y1, right.y1) - max(left.y0, right.y0)
    return shared > min(left.y1 - left.y0, right.y1 - right.y0) / 2


def _is_known(word: str) -> bool:
    return dutch.is_known(word) or dutch.is_known(word, "en")


def doubtful(breaks: Breaks, pages: Sequence[Page]) -> dict[int, list[int]]:
    """By page number the line ends inside of words that stand nowhere else unbroken, nor in a
    dictionary: the hyphen there may have been their own."""
    words = {word for found in breaks.values() for _, word in found if not _is_known(word)}
    for page in pages if words else ():
        inside = [offset for offset, _ in breaks.get(page.number, ())]
        words -= {
            token.form
            for token in dutch.tokens(page.text)
            if token.form in words and not any(token.start < b < token.end for b in inside)
        }
    return {
        number: [offset for offset, word in found if word in words]
        for number, found in breaks.items()
    }
