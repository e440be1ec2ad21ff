"""Asks the questions of each system and judges what comes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rdsearch.evaluate.measures import (
    DEPTH,
    Judgement,
    Scores,
    differences,
    ndcg,
    reciprocal_rank,
    scores_of,
)
from rdsearch.evaluate.questions import Asked, JudgedQuestion, asked_of
from rdsearch.evaluate.remembering import RememberingEncoder, remembering
from rdsearch.evaluate.variants import Variant
from rdsearch.index import Index
from rdsearch.search import Group, Query, Searcher, System
from rdsearch.types import Encoder

UnitsOf = Callable[[Group], Iterable[str]]
"""The names under which `Asked.grades` knows what a hit shows."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a system scores over all questions and by type, with the judgements behind it."""

    overall: Scores
    by_type: dict[str, Scores]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A variant beside the system that it was made of."""

    variant: Variant
    evaluation: Evaluation
    difference: Scores | None  # to the system with all features; None for such a system


def evaluate(
    searcher: Searcher,
    questions: Sequence[JudgedQuestion],
    *,
    system: System,
    progress: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Asks every question of one system and judges the first 50 hits by the quoted words."""
    return evaluation_of(
        searcher,
        asked_of(questions, searcher.index.catalog.passages()),
        system=system,
        units_of=passages_shown,
        progress=progress,
    )


def compare(
    index: Index,
    encoder: Encoder,
    asked: Sequence[Asked],
    variants: Sequence[Variant],
    *,
    units_of: UnitsOf,
    limit: int = DEPTH,
    progress: Callable[[], None] = lambda: None,
) -> tuple[Compared, ...]:
    """Every variant over the same questions, by their first `limit` hits; variants with all features come
    before those without one."""
    index, encoder = remembering(index), RememberingEncoder(encoder)
    full: dict[System, Evaluation] = {}
    compared: list[Compared] = []
    for variant in variants:
        settings = variant.settings
        searcher = Searcher(
            index,
            encoder,
            fusion=settings.fusion,
            lexical=settings.lexical,
            grouping=settings.grouping,
        )
        evaluation = evaluation_of(
            searcher,
            asked,
            system=variant.system,
            units_of=units_of,
            limit=limit,
            progress=progress,
        )
        difference = None
        if variant.without is None:
            full[variant.system] = evaluation
        else:
            difference = differences(evaluation.judgements, full[variant.system].judgements)
        compared.append(Compared(variant, evaluation, difference))
    return tuple(compared)


def evaluation_of(
    searcher: Searcher,
    asked: Sequence[Asked],
    *,
    system: System,
    units_of: UnitsOf,
    limit: int = DEPTH,
    progress: Callable[[], None] = lambda: None,
) -> Evaluation:
    """Asks every question of one system and judges the first 50 units that its first `limit` hits show."""
    judgements: list[Judgement] = []
    for question in asked:
        groups = searcher.groups(Query(question.text, limit=limit), system=system)
        judgements.append(judged(question, groups, units_of))
        progress()
    types = sorted({question.type for question in asked})
    return Evaluation(
        overall=scores_of(judgements),
        by_type={t: scores_of([j for j in judgements if j.question.type == t]) for t in types},
        judgements=tuple(judgements),
    )


def judged(question: Asked, groups: Sequence[Group], units_of: UnitsOf) -> Judgement:
    """A hit gains by the best of the units that it shows first; a unit that was shown before gains nothing.

    The others that it shows cannot gain a place of their own any more: they leave the ideal ranking too.
    """
    left = dict(question.grades)
    seen: set[str] = set()
    gains: list[float] = []
    for group in groups:
        new = [unit for unit in units_of(group) if unit not in seen]
        if not new:
            continue
        seen.update(new)
        grades = sorted((left[unit] for unit in new if unit in left), reverse=True)
        gains.append(grades[0] if grades else 0.0)
        beside = sorted((unit for unit in new if unit in left), key=lambda unit: -left[unit])[1:]
        for unit in beside:
            del left[unit]
    ideal = tuple(sorted(left.values(), reverse=True))
    first = groups[0].passage if groups else None
    return Judgement(question, tuple(gains[:DEPTH]), ideal, first)


def passages_shown(group: Group) -> Iterable[str]:
    """Units are the passages of the index: of two neighbours both, of copies all."""
    parts = (passage for _, passage in group.parts)
    return dict.fromkeys(p.passage_id for p in (group.passage, *parts, *group.copies))


def worst(evaluation: Evaluation, count: int) -> tuple[Judgement, ...]:
    """The questions with the lowest nDCG@10, those whose answer ranks lowest first."""
    found = (j for j in evaluation.judgements if j.ideal)
    return tuple(sorted(found, key=lambda j: (ndcg(j, 10), reciprocal_rank(j, DEPTH)))[:count])


def answer_rank(judgement: Judgement) -> int | None:
    """Where the first answer stands; None where it is not among the first 50."""
    ranks = (rank for rank, gain in enumerate(judgement.gains, start=1) if gain > 0)
    return next(ranks, None)
