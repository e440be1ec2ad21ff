"""Two rank lists → one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rdsearch.types import Candidate


@dataclass(frozen=True, slots=True)
class Fused:
    """A row with its score and what each retriever said of it."""

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
    meaning = _scaled(dense_scores, floor=None)
    words = _scaled({c.row: c.score for c in lexical}, floor=0.0)
    scores = {
        row: (1 - lexical_weight) * meaning[row] + lexical_weight * words.get(row, 0.0)
        for row in dense_scores
    }
    return _best_first(scores, (*dense, *lexical))


def reranked(
    dense: Sequence[Candidate],
    lexical: Sequence[Candidate],
    *,
    scores: Mapping[int, float],
    scored_by: str,
    lexical_bonus: float,
) -> list[Fused]:
    """The union of both lists by what a third says of every row of it, best first, ties by row.

    The match of words adds `lexical_bonus` at most: it parts passages that the third finds much alike.
    """
    words = _scaled({c.row: c.score for c in lexical}, floor=0.0)
    ranked = sorted(scores, key=lambda row: (-scores[row], row))
    judged = [
        Candidate(row, scored_by, rank, scores[row]) for rank, row in enumerate(ranked, start=1)
    ]
    total = {row: score + lexical_bonus * words.get(row, 0.0) for row, score in scores.items()}
    return _best_first(total, (*dense, *lexical, *judged))


def reordered(ranked: Sequence[Fused], scores: Sequence[float], *, scored_by: str) -> list[Fused]:
    """The first of a ranking by the scores that another gives them, then the rest in their order, their
    scores moved below those."""
    first, rest = ranked[: len(scores)], ranked[len(scores) :]
    if not first:
        return [*rest]
    order = sorted(range(len(first)), key=lambda place: (-scores[place], place))
    judged = [
        replace(
            first[place],
            score=scores[place],
            candidates=(
                *first[place].candidates,
                Candidate(first[place].row, scored_by, rank, scores[place]),
            ),
        )
        for rank, place in enumerate(order, start=1)
    ]
    down = judged[-1].score - first[-1].score
    return [*judged, *(replace(hit, score=hit.score + down) for hit in rest)]


def preferred(ranked: Sequence[Fused], bonuses: Mapping[int, float]) -> list[Fused]:
    """A ranking in which rows gain by what they hold; their scores stay what they were, as others are compared
    with them."""
    return sorted(ranked, key=lambda hit: -(hit.score + bonuses.get(hit.row, 0.0)))


def _best_first(scores: Mapping[int, float], candidates: Sequence[Candidate]) -> list[Fused]:
    by_row: dict[int, list[Candidate]] = {row: [] for row in scores}
    for candidate in candidates:
        by_row[candidate.row].append(candidate)
    found = [Fused(row, score, tuple(by_row[row])) for row, score in scores.items()]
    return sorted(found, key=lambda hit: (-hit.score, hit.row))


def _scaled(scores: Mapping[int, float], *, floor: float | None) -> dict[int, float]:
    """Scores as shares of the way from `floor` (the lowest score when None) to the highest."""
    if not scores:
        return {}
    low = min(scores.values()) if floor is None else floor
    reach = max(scores.values()) - low
    return {row: (score - low) / reach if reach > 0 else 1.0 for row, score in scores.items()}
