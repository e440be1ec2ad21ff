"""A question → ranked rows, by one system or by what both halves propose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rdsearch import late_interaction
from rdsearch.config import FusionConfig, LexicalConfig
from rdsearch.fuse import Fused, fused, reordered, reranked
from rdsearch.index import Index
from rdsearch.late_interaction import MaxSim
from rdsearch.search.timing import Timings, timed
from rdsearch.types import Candidate, Embedding, Reranker

System = Literal["hybrid", "dense", "lexical"]

MAX_DEPTH = 1_000
RERANKER = "reranker"


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the rows of an index for a question."""

    index: Index
    fusion: FusionConfig
    lexical: LexicalConfig
    reranker: Reranker | None = None

    def ranked(
        self,
        question: str,
        asked: Embedding,
        *,
        by_tokens: MaxSim | None,
        also: Iterable[int] = (),
        allowed: Sequence[int] | None,
        system: System,
        depth: int,
        timings: Timings,
    ) -> list[Fused]:
        """The best rows for a question and its embedding, best first; of a single system at least `depth`
        where there are as many, of the hybrid with the rows of `also`."""
        # The hybrid ranks the same however far people page: another depth would bring other candidates
        # and scale the scores anew.
        if system == "hybrid":
            ranked = self._hybrid(question, asked, by_tokens, also, allowed, timings)
            return self._reread(question, ranked, timings)
        depth = min(MAX_DEPTH, max(self.fusion.depth, depth))
        if system == "lexical":
            return _alone(self._by_words(question, allowed, depth, timings))
        with timed(timings, "dense"):
            return _alone(self.index.dense.search(asked.vector, depth, allowed=allowed))

    def proposed(
        self,
        question: str,
        asked: Embedding,
        *,
        also: Iterable[int] = (),
        allowed: Sequence[int] | None,
    ) -> list[int]:
        """The rows that the hybrid would rank, rising: what takes its time is to order them."""
        return _rows_of(*self._halves(question, asked, allowed, {}), also=also)

    def _halves(
        self, question: str, asked: Embedding, allowed: Sequence[int] | None, timings: Timings
    ) -> tuple[list[Candidate], list[Candidate]]:
        """What the meaning and what the words propose."""
        depth = self.fusion.depth
        by_words = self._by_words(question, allowed, depth, timings)
        with timed(timings, "dense"):
            return self.index.dense.search(asked.vector, depth, allowed=allowed), by_words

    def _hybrid(
        self,
        question: str,
        asked: Embedding,
        by_tokens: MaxSim | None,
        also: Iterable[int],
        allowed: Sequence[int] | None,
        timings: Timings,
    ) -> list[Fused]:
        by_meaning, by_words = self._halves(question, asked, allowed, timings)
        rows = _rows_of(by_meaning, by_words, also=also)
        if self.fusion.late_interaction and by_tokens:
            with timed(timings, "late_interaction"):
                scores = by_tokens.scores(rows).tolist()
            return reranked(
                by_meaning,
                by_words,
                scores=dict(zip(rows, scores, strict=True)),
                scored_by=late_interaction.RETRIEVER,
                lexical_bonus=self.fusion.lexical_bonus,
            )
        with timed(timings, "fuse"):
            similarity = self.index.dense.scores(asked.vector, rows)
            return fused(
                by_meaning,
                by_words,
                dense_scores=dict(zip(rows, similarity, strict=True)),
                lexical_weight=self.fusion.lexical_weight,
            )

    def _reread(self, question: str, ranked: list[Fused], timings: Timings) -> list[Fused]:
        if self.reranker is None:
            return ranked
        with timed(timings, "rerank"):
            rows = [found.row for found in ranked[: self.fusion.reread]]
            passages = self.index.catalog.passages_at(rows)
            scores = self.reranker.scores(question, [passages[row].searched_text for row in rows])
            return reordered(ranked, scores.tolist(), scored_by=RERANKER)

    def _by_words(
        self, question: str, allowed: Sequence[int] | None, depth: int, timings: Timings
    ) -> list[Candidate]:
        with timed(timings, "lexical"):
            return self.index.lexical.search(question, depth, allowed=allowed, config=self.lexical)


def _rows_of(*proposals: Sequence[Candidate], also: Iterable[int]) -> list[int]:
    return sorted({candidate.row for proposed in proposals for candidate in proposed} | {*also})


def _alone(candidates: Sequence[Candidate]) -> list[Fused]:
    return [Fused(c.row, c.score, (c,)) for c in candidates]
