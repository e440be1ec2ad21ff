"""Two rank lists → one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdsearch.types import Candidate


@dataclass(frozen=True, slots=True)
class Fused:
    """A row with its fused score and what each retriever said of it."""

    row: int
    score: float
    candidates: tuple[Candidate, ...]


def fused(
    dense: Sequence[Candidate],
    lexical: Sequence[Candidate],
    *,
    dense_scores: Mapping[int, float],
    lexical_weight: float,
) -> list[Fused]:
    """The union of both lists, best first, ties by row.

    A convex combination of the scores, each scaled to 0..1 over the union (Bruch, Gai & Ingber, "An
    Analysis of Fusion Functions for Hybrid Retrieval", 2023). `dense_scores` has the similarity of every
    row of the union, so that a row that only the words found is not taken to be far in meaning; a row
    that shares no word with the question scores 0 on that side.
    """
    proposed: dict[int, list[Candidate]] = {}
    for candidate in (*dense, *lexical):
        proposed.setdefault(candidate.row, []).append(candidate)
    meaning = _scaled({row: dense_scores[row] for row in proposed}, floor=None)
    words = _scaled({c.row: c.score for c in lexical}, floor=0.0)
    ranked = [
        Fused(
            row=row,
            score=(1 - lexical_weight) * meaning[row] + lexical_weight * words.get(row, 0.0),
            candidates=tuple(candidates),
        )
        for row, candidates in proposed.items()
    ]
    return sorted(ranked, key=lambda hit: (-hit.score, hit.row))


def _scaled(scores: Mapping[int, float], *, floor: float | None) -> dict[int, float]:
    """Scores as shares of the way from `floor` (the lowest score when None) to the highest."""
    if not scores:
        return {}
    low = min(scores.values()) if floor is None else floor
    reach = max(scores.values()) - low
    return {row: (score - low) / reach if reach > 0 else 1.0 for row, score in scores.items()}
