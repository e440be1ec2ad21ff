"""Ranked hits → the usual measures, their means and how sure those are. Pure."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rdsearch.evaluate.questions import Asked
from rdsearch.types import Passage

DEPTH = 50

_RESAMPLES = 2_000
_SEED = 20261122
_OUTSIDE = (2.5, 97.5)  # percentiles: intervals of 95 %

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one system made of a question."""

    question: Asked
    gains: tuple[float, ...]  # of each hit by rank, 0 where it does not answer
    ideal: tuple[float, ...]  # all gains that there were to be had, highest first
    first: Passage | None = None  # what stood at rank 1


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over questions and the interval that holds it in 95 % of all samples of questions like these."""

    mean: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Scores:
    """Estimates over some questions, by the names in `MEASURES`."""

    questions: int
    measures: dict[str, Estimate]


def reciprocal_rank(judgement: Judgement, depth: int) -> float:
    """1 / rank of the first answer among the first `depth` hits, 0 without one."""
    ranks = (rank for rank, gain in enumerate(judgement.gains[:depth], start=1) if gain > 0)
    return 1 / next(ranks, math.inf)


def ndcg(judgement: Judgement, depth: int) -> float:
    """Discounted gain of the answers (Järvelin & Kekäläinen, 2002) as a share of the best possible."""
    best = _discounted(judgement.ideal[:depth])
    return _discounted(judgement.gains[:depth]) / best if best else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def success(judgement: Judgement, depth: int) -> float:
    """Whether an answer is among the first `depth` hits."""
    return float(any(gain > 0 for gain in judgement.gains[:depth]))


def recall(judgement: Judgement, depth: int) -> float:
    """The share of the index's answers among the first `depth` hits; of those that `depth` hits can hold."""
    total = min(len(judgement.ideal), depth)
    return sum(gain > 0 for gain in judgement.gains[:depth]) / total if total else 0.0


MEASURES: dict[str, Callable[[Judgement], float]] = {
    "mrr@10": lambda judgement: reciprocal_rank(judgement, 10),
    "ndcg@10": lambda judgement: ndcg(judgement, 10),
    "success@1": lambda judgement: success(judgement, 1),
    "success@5": lambda judgement: success(judgement, 5),
    "recall@50": lambda judgement: recall(judgement, DEPTH),
}


def scores_of(judgements: Sequence[Judgement]) -> Scores:
    """What the judgements come to; at least one is needed."""
    return Scores(len(judgements), _estimates(_measured(judgements)))


def differences(of: Sequence[Judgement], full: Sequence[Judgement]) -> Scores:
    """What `of` scores more than `full` over the same questions in the same order.

    Each question is compared with itself, so that hard and easy questions do not blur what a change does.
    """
    return Scores(len(of), _estimates(_measured(of) - _measured(full)))


def _measured(judgements: Sequence[Judgement]) -> NDArray[np.float64]:
    """Shape (questions, measures)."""
    return np.array([[measure(j) for measure in MEASURES.values()] for j in judgements])


def _estimates(values: NDArray[np.float64]) -> dict[str, Estimate]:
    """Means by column with their percentile bootstrap intervals (Efron 1979; for retrieval Sakai 2006).

    Not by scipy.stats.bootstrap: here one seeded matrix of counts resamples all measures, and of all systems
    the same questions, in one multiplication.
    """
    count = len(values)
    drawn = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1 / count), _RESAMPLES)
    low, high = np.percentile(drawn @ values / count, _OUTSIDE, axis=0)
    return {
        name: Estimate(float(mean), (float(a), float(b)))
        for name, mean, a, b in zip(MEASURES, values.mean(axis=0), low, high, strict=True)
    }
