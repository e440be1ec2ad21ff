"""`Searcher`: a question → cited hits."""

import time
from dataclasses import replace

from rdsearch import cite
from rdsearch.config import FusionConfig
from rdsearch.errors import QueryError
from rdsearch.fuse import Fused
from rdsearch.index import Index
from rdsearch.search.filtering import RowFilter
from rdsearch.search.presenting import Presenter
from rdsearch.search.query import (
    MAX_LIMIT,
    MAX_QUESTION_LENGTH,
    Answer,
    Query,
    phrases_of,
    question_of,
)
from rdsearch.search.ranking import MAX_DEPTH, Ranker, System
from rdsearch.search.timing import Timings, timed
from rdsearch.types import Encoder, Hit

__all__ = ["MAX_LIMIT", "MAX_QUESTION_LENGTH", "Answer", "Query", "Searcher", "System"]

_DEFAULT_FUSION = FusionConfig()


class Searcher:
    """Answers questions from one index. Safe to share between threads."""

    def __init__(
        self, index: Index, encoder: Encoder, *, fusion: FusionConfig = _DEFAULT_FUSION
    ) -> None:
        if encoder.model_id != index.manifest.key.model_id:
            raise QueryError(
                "model_mismatch",
                f"the index was built with model {index.manifest.key.model_id}, the question would be"
                f" read by {encoder.model_id}; search with the same --model or ingest again",
            )
        self.index = index
        self._filter = RowFilter(index)
        self._ranker = Ranker(index, encoder, fusion)
        self._presenter = Presenter(index)

    def search(self, query: Query, *, system: System = "hybrid") -> Answer:
        """The best passages, cited. Raises QueryError for a query that cannot be answered as asked."""
        timings: Timings = {}
        began = time.perf_counter()
        question = question_of(query)
        allowed = self._filter.rows(query.filters)
        phrases = phrases_of(question, exact=query.exact)
        end = query.offset + query.limit
        if phrases:
            with timed(timings, "lexical"):
                found = self.index.lexical.phrases(phrases, MAX_DEPTH, allowed=allowed)
            ranked = [Fused(c.row, c.score, (c,)) for c in found]
        else:
            ranked = self._ranker.ranked(
                question, allowed=allowed, system=system, depth=end, timings=timings
            )
        with timed(timings, "cite"):
            shown = ranked[query.offset : end]
            hits = self._presenter.hits(shown, question, phrases, first_rank=query.offset + 1)
        took_ms = (time.perf_counter() - began) * 1000
        return Answer(query, self.index.index_id, len(ranked), hits, took_ms, timings)

    def hit(self, passage_id: str, *, highlights_for: str | None = None) -> Hit | None:
        """One passage as a hit, cited and checked; None for an unknown id."""
        passage = self.index.catalog.passage(passage_id)
        if passage is None:
            return None
        hit = self._presenter.cited(passage, Fused(row=0, score=1.0, candidates=()), rank=1)
        if not highlights_for:
            return hit
        marks = cite.highlights_of(highlights_for, hit.citation.excerpt)
        return replace(hit, highlights=marks)
