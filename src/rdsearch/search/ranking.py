"""A question → ranked rows, by one system or by the fusion of both halves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rdsearch.config import FusionConfig
from rdsearch.fuse import Fused, fused
from rdsearch.index import Index
from rdsearch.search.timing import Timings, timed
from rdsearch.types import Candidate, Encoder

System = Literal["hybrid", "dense", "lexical"]

MAX_DEPTH = 1_000


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the rows of an index for a question."""

    index: Index
    encoder: Encoder
    fusion: FusionConfig

    def ranked(
        self,
        question: str,
        *,
        allowed: Sequence[int] | None,
        system: System,
        depth: int,
        timings: Timings,
    ) -> list[Fused]:
        """The best rows, best first; of a single system at least `depth` where there are as many."""
        # The hybrid ranks the same however far people page: another depth would scale the scores anew
        # and reorder them.
        if system == "hybrid":
            return self._hybrid(question, allowed, timings)
        depth = min(MAX_DEPTH, max(self.fusion.depth, depth))
        if system == "lexical":
            return _alone(self._by_words(question, allowed, depth, timings))
        with timed(timings, "encode"):
            vector = self.encoder.encode_query(question)
        with timed(timings, "dense"):
            return _alone(self.index.dense.search(vector, depth, allowed=allowed))

    def _hybrid(
        self, question: str, allowed: Sequence[int] | None, timings: Timings
    ) -> list[Fused]:
        by_words = self._by_words(question, allowed, self.fusion.depth, timings)
        with timed(timings, "encode"):
            vector = self.encoder.encode_query(question)
        with timed(timings, "dense"):
            by_meaning = self.index.dense.search(vector, self.fusion.depth, allowed=allowed)
        with timed(timings, "fuse"):
            rows = sorted({c.row for c in (*by_meaning, *by_words)})
            similarity = dict(zip(rows, self.index.dense.scores(vector, rows), strict=True))
            return fused(
                by_meaning,
                by_words,
                dense_scores=similarity,
                lexical_weight=self.fusion.lexical_weight,
            )

    def _by_words(
        self, question: str, allowed: Sequence[int] | None, depth: int, timings: Timings
    ) -> list[Candidate]:
        with timed(timings, "lexical"):
            return self.index.lexical.search(question, depth, allowed=allowed)


def _alone(candidates: Sequence[Candidate]) -> list[Fused]:
    return [Fused(c.row, c.score, (c,)) for c in candidates]
