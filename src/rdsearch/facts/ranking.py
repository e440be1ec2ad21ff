"""Facts → those that answer a question, best first.

A fact is scored by the tokens of its own words: a quote of two lines need not be what its passage is about. On the 95
tune questions of both corpora whose answer is a quote or the sentence of a figure, MRR@10 was .595 by the rank of the
passage, .666 by the fact's own tokens, .701 with half of the passage's score, and .761 with the words as below.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from rdsearch import cite, dutch
from rdsearch.config import LexicalConfig
from rdsearch.facts.found import Fact
from rdsearch.index import Index
from rdsearch.types import Encoder

_FactT = TypeVar("_FactT", bound=Fact)

_DEPTH = 100  # passages that each half proposes, of those that hold a fact
_PASSAGE = 0.5  # what the passage around a fact adds, to 1 for its own tokens
_OWN_WORDS = 0.1  # for all words of the question in the fact
_PASSAGE_WORDS = 0.05  # for the best match of words in the passage


def ranked(
    facts: Sequence[_FactT],
    question: str,
    *,
    index: Index,
    encoder: Encoder,
    lexical: LexicalConfig,
) -> list[_FactT]:
    """The facts in the passages that either half of the search proposes."""
    by_row: defaultdict[int, list[_FactT]] = defaultdict(list)
    for fact in facts:
        if fact.row is not None:
            by_row[fact.row].append(fact)
    asked = encoder.encode_query(question)
    allowed = sorted(by_row)
    by_words = index.lexical.search(question, _DEPTH, allowed=allowed, config=lexical)
    words = {candidate.row: candidate.score / by_words[0].score for candidate in by_words}
    by_meaning = index.dense.search(asked.vector, _DEPTH, allowed=allowed)
    meaning = {candidate.row: candidate.score for candidate in by_meaning}
    passages = index.catalog.passages_at(sorted({*words, *meaning}))
    tokens = index.tokens.asked(asked) if index.tokens.has_codes else None
    whole = dict(zip(passages, tokens.scores([*passages]).tolist(), strict=True)) if tokens else {}
    terms = frozenset(dutch.query_terms(question))
    scored: list[tuple[float, _FactT]] = []
    for row, passage in passages.items():
        around = whole.get(row, meaning.get(row, 0.0))
        places = [cite.place_in(passage.spans, fact.span) for fact in by_row[row]]
        own = tokens.scores_of_parts(row, [p or (0, 0) for p in places]).tolist() if tokens else []
        for number, fact in enumerate(by_row[row]):
            # A model without vectors of tokens tells facts of one passage apart by their words alone.
            score = own[number] if tokens and places[number] else around
            score += _PASSAGE * around + _PASSAGE_WORDS * words.get(row, 0.0)
            scored.append((score + _OWN_WORDS * _share(terms, fact), fact))
    return [fact for _, fact in sorted(scored, key=lambda item: (-item[0], reading_order(item[1])))]


def reading_order(fact: Fact) -> tuple[str, int, int, int]:
    return fact.report_id, fact.span.page, fact.span.start, fact.span.end


def _share(terms: frozenset[str], fact: Fact) -> float:
    """How many of the terms the fact has."""
    return len(terms & _terms_of(f"{fact.text} {fact.about}")) / max(1, len(terms))


@lru_cache(maxsize=20_000)  # facts are few, and the same for every question
def _terms_of(text: str) -> frozenset[str]:
    return frozenset(dutch.terms(text))


def with_phrases(facts: Sequence[_FactT], phrases: Sequence[str]) -> list[_FactT]:
    """The facts whose own words hold all phrases, however they are set."""
    wanted = [dutch.letters_of(phrase) for phrase in phrases]
    found = []
    for fact in facts:
        letters = dutch.letters_of(fact.text)
        if all(len(dutch.occurrences(w, letters.form, letters.gaps)) for w in wanted):
            found.append(fact)
    return found
