"""What is indexed of a passage and asked of a question: terms by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rdsearch import dutch
from rdsearch.config import LexicalConfig
from rdsearch.dutch import FUNCTION_WORDS, Token
from rdsearch.lexical.abbreviations import meant_by
from rdsearch.lexical.vocabulary import Vocabulary

BODY = "body"
HEADINGS = "headings"
PROJECT = "project"
TABLE = "table"
PARTS = "parts"

FIELDS = (BODY, HEADINGS, PROJECT, TABLE, PARTS)


@dataclass(frozen=True, slots=True)
class LexicalDocument:
    """The searchable words of one passage."""

    headings: Sequence[str]
    text: str  # as it stands on the page
    read_with: str = ""  # what is searched besides, such as the heads over rows of a table
    project: str | None = None
    parted: Sequence[
        str
    ] = ()  # parts of words that a line end breaks, in doubt whether they are one


def terms_by_field(document: LexicalDocument, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """What the index holds of a passage."""
    words = [*dutch.terms_at(document.text)]
    own = [term for _, term in words]
    said = {*own}
    # Heads that are said again in every row would outweigh what the rows say: each counts once.
    read = dict.fromkeys(dutch.terms(document.read_with))
    parted = [dutch.term(part) for part in document.parted]
    return {
        BODY: [*own, *parted],
        HEADINGS: [term for heading in document.headings for term in _heading_terms(heading)],
        PROJECT: dutch.terms(document.project or ""),
        TABLE: [term for term in read if term not in said],
        PARTS: [*_parts(document.text, [token for token, _ in words], vocabulary)],
    }


@lru_cache(maxsize=4_096)  # a heading stands over many passages
def _heading_terms(heading: str) -> tuple[str, ...]:
    return tuple(dutch.terms(heading))


def _parts(text: str, tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[str]:
    """Parts of compounds, digits of number words, and hyphened words as one."""
    before: Token | None = None
    for token in tokens:
        for part in vocabulary.parts_of(token.form):
            yield dutch.term(part)
        if number := dutch.number_of(token.form):
            yield str(number)
        if before and text[before.end : token.start] == "-":
            yield dutch.term(before.form + token.form)
        before = token


def weighted_terms(
    question: str, vocabulary: Vocabulary, config: LexicalConfig
) -> Mapping[tuple[str, str], float]:
    """(field, term) → its weight in the score."""
    fields = {
        BODY: 1.0,
        HEADINGS: config.headings,
        PROJECT: config.project,
        TABLE: config.table,
        PARTS: config.parts,
    }
    weights: dict[tuple[str, str], float] = {}
    for term, weight in _asked(question, vocabulary, config):
        for field, field_weight in fields.items():
            if weight * field_weight > weights.get((field, term), 0.0):
                weights[field, term] = weight * field_weight
    for term in _function_words(question):
        weights.setdefault((BODY, term), config.function_words)
    return {key: weight for key, weight in weights.items() if weight > 0}


def _asked(
    question: str, vocabulary: Vocabulary, config: LexicalConfig
) -> Iterator[tuple[str, float]]:
    """The terms that a question asks for, each with its weight; one may come more than once."""
    forms = dutch.forms(question)
    for term in dutch.query_terms(question):
        yield term, 1.0
    for form in (form for form in forms if form not in FUNCTION_WORDS):
        for part in vocabulary.parts_of(form):
            yield dutch.term(part), config.parts
        if number := dutch.number_of(form):
            yield str(number), 1.0
    if config.parts:
        for form in _joined(forms, vocabulary):
            yield dutch.term(form), 1.0
    for word in meant_by(question, vocabulary.meanings):
        yield dutch.term(word), config.abbreviations


def _function_words(question: str) -> Iterator[str]:
    return (term for token, term in dutch.terms_at(question) if token.form in FUNCTION_WORDS)


def _joined(forms: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Words of the corpus that the question writes as two: citizen lab, zorg tafel."""
    for first, second in pairwise(forms):
        yield from (f for f in (first + second, f"{first}s{second}") if f in vocabulary)
