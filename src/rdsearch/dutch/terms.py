"""Words → the terms of the lexical index; index and question go through the same functions."""

import threading
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from rdsearch.dutch.lexicon import lemma
from rdsearch.dutch.words import FUNCTION_WORDS, Token, tokens

_local = threading.local()


@lru_cache(maxsize=100_000)
def term(word: str) -> str:
    """The stem of the lemma of a word: the lemma has the irregular forms (steden → stad), the stem those
    that the dictionary does not have."""
    return stem(lemma(word)) if word.isalpha() else stem("".join(_forms(word)))


def _forms(word: str) -> Iterator[str]:
    return (token.form for token in tokens(word))


def terms_at(text: str) -> Iterator[tuple[Token, str]]:
    """The words of a text in order, each with its term."""
    for token in tokens(text):
        yield token, term(text[token.start : token.end])


def terms(text: str) -> list[str]:
    """The terms of a text, in order."""
    return [found for _, found in terms_at(text)]


def query_terms(text: str) -> list[str]:
    """The terms of a question without its function words, unless it has nothing else."""
    found = list(terms_at(text))
    content = [found_term for token, found_term in found if token.form not in FUNCTION_WORDS]
    return content or [found_term for _, found_term in found]


@lru_cache(maxsize=100_000)
def stem(form: str) -> str:
    """The stem of a folded word.

    Snowball's `dutch_porter`: since Snowball 3 plain `dutch` gives gemeente and mening one stem.
    """
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # a Stemmer is not safe to share between threads
        stemmer = _local.stemmer = Stemmer.Stemmer("dutch_porter")
    return str(stemmer.stemWord(form))
