"""Dutch text analysis: words, sentences, terms, literal letters. Pure; index and query go through the same
functions."""

from rdsearch.dutch.compounds import parts_of
from rdsearch.dutch.letters import Gap, Letters, letters_of, occurrences
from rdsearch.dutch.lexicon import is_known, lemma, load_lexicon
from rdsearch.dutch.numbers import number_of, value_of
from rdsearch.dutch.sentences import is_sentence_end, sentences
from rdsearch.dutch.terms import query_terms, stem, term, terms, terms_at
from rdsearch.dutch.words import FUNCTION_WORDS, MONTHS, Token, fold, forms, name_key, tokens

ANALYSER_VERSION = "3"

__all__ = [
    "ANALYSER_VERSION",
    "FUNCTION_WORDS",
    "MONTHS",
    "Gap",
    "Letters",
    "Token",
    "fold",
    "forms",
    "is_known",
    "is_sentence_end",
    "lemma",
    "letters_of",
    "load_lexicon",
    "name_key",
    "number_of",
    "occurrences",
    "parts_of",
    "query_terms",
    "sentences",
    "stem",
    "term",
    "terms",
    "terms_at",
    "tokens",
    "value_of",
]
