"""What Dutch words there are, and their lemmas. Sole importer of simplemma."""

from functools import lru_cache

import simplemma

from rdsearch.dutch.words import fold


def load_lexicon() -> None:
    """Reads the dictionaries, which takes a second, before somebody waits for it."""
    for language in ("nl", "en"):
        is_known("woord", language)


@lru_cache(maxsize=100_000)
def is_known(word: str, language: str = "nl") -> bool:
    """Whether a word is in the dictionary in this form, capitals aside."""
    return simplemma.is_known(word, lang=language)


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The folded lemma of a word as it is written: musea → museum. Itself where it is unknown."""
    found = simplemma.lemmatize(word.lower(), lang="nl")
    # The parts of a compound are joined by _, in forms that others do not have: raadsleden → raad_lid.
    return fold(word if "_" in found else found)
