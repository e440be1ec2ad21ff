"""Words that a line end breaks without any proof of how they are spelled."""

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from rdsearch import dutch
from rdsearch.types import Page, Word


def _breaks(page: Page) -> Iterator[tuple[int, str]]:
    """The line ends inside of the words of a page, each with the folded word: two pieces that touch in the text."""
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


def doubtful_words(pages: Sequence[Page]) -> Set[str]:
    """The broken words of a report that stand nowhere else unbroken, nor in a dictionary: the hyphen at the
    line end may have been their own. Reads the pages twice, one at a time."""
    broken = {word for page in pages for _, word in _breaks(page)}
    words = {word for word in broken if not _is_known(word)}
    for page in pages if words else ():
        inside = [offset for offset, _ in _breaks(page)]
        words -= {
            token.form
            for token in dutch.tokens(page.text)
            if token.form in words and not any(token.start < b < token.end for b in inside)
        }
    return words


def breaks_of(page: Page, words: Set[str]) -> list[int]:
    """The line ends inside of these words of a page."""
    return [offset for offset, word in _breaks(page) if word in words] if words else []
