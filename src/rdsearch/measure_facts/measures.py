"""The figures: sums of counts over pages, divided, with bootstrap intervals."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

_SEED = 20251122
_RESAMPLES = 2_000
_OUTSIDE = (2.5, 97.5)  # per cent

_Weights = Mapping[str, float]

WRONG_SPEAKER = -2.0
"""What a wrong speaker counts; a right one 1, an unknown one 0. Words in the wrong mouth do harm."""


def _f1(found: str, false: str, labelled: str) -> tuple[_Weights, _Weights]:
    return {found: 2.0}, {found: 1.0, false: 1.0, labelled: 1.0}


def _attribution(name: str) -> dict[str, tuple[_Weights, _Weights]]:
    right, wrong, labelled = f"{name} right", f"{name} wrong", f"{name} labelled"
    return {
        f"{name}: precision": ({right: 1}, {right: 1, wrong: 1}),
        f"{name}: recall": ({f"{right} of labelled": 1}, {labelled: 1}),
    }


def _right(name: str) -> tuple[_Weights, _Weights]:
    return {f"{name} right": 1}, {f"{name} compared": 1}


MEASURES: Mapping[str, tuple[_Weights, _Weights]] = {
    "quotes: precision": ({"quotes found": 1}, {"quotes found": 1, "quotes false": 1}),
    "quotes: recall": ({"quotes found": 1}, {"quotes labelled": 1}),
    "quotes: F1": _f1("quotes found", "quotes false", "quotes labelled"),
    **_attribution("speakers"),
    "speakers: score": (
        {"speakers right of labelled": 1, "speakers wrong": WRONG_SPEAKER},
        {"speakers labelled": 1},
    ),
    **_attribution("roles"),
    **_attribution("organisations"),
    "outcomes: precision": ({"outcomes found": 1}, {"outcomes found": 1, "outcomes false": 1}),
    "outcomes: recall": ({"outcomes found": 1}, {"outcomes labelled": 1}),
    "outcomes: F1": _f1("outcomes found", "outcomes false", "outcomes labelled"),
    "outcomes: precision, context false": (
        {"outcomes found": 1},
        {"outcomes found": 1, "outcomes false": 1, "context found": 1},
    ),
    "outcomes: context found": ({"context found": 1}, {"context labelled": 1}),
    "outcomes: value": ({"outcomes found": 1}, {"outcomes found": 1, "values wrong": 1}),
    "outcomes: bound": _right("bounds"),
    "outcomes: unit": _right("units"),
    "outcomes: what is counted": _right("counted"),
    "outcomes: subject (passage's project)": _right("subjects"),
    "projects: found": ({"projects found": 1}, {"projects labelled": 1}),
    "passages: project or none": ({"passages right": 1}, {"passages judged": 1}),
    "passages: project, precision": (
        {"passages named right": 1},
        {"passages named right": 1, "passages named wrong": 1},
    ),
    "passages: project, recall": ({"passages named right": 1}, {"passages of a project": 1}),
}
"""Each measure as what is added up above and below the line."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A share with its 95 % interval; None where nothing was to be measured."""

    value: float | None
    interval: tuple[float, float] | None
    above: float
    below: float


def measured(pages: Sequence[Counter[str]]) -> dict[str, Measured]:
    """All measures over pages, with percentile bootstrap intervals that draw whole pages (Efron 1979).

    Facts of one page are alike: to draw facts would promise too much.
    """
    if not pages:
        return {name: Measured(None, None, 0, 0) for name in MEASURES}
    count = len(pages)
    drawn = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1 / count), _RESAMPLES)
    found = {}
    for name, (over, under) in MEASURES.items():
        above = np.array([_sum(page, over) for page in pages])
        below = np.array([_sum(page, under) for page in pages])
        if not below.sum():
            found[name] = Measured(None, None, 0, 0)
            continue
        below_drawn = drawn @ below
        ratios = (drawn @ above)[below_drawn > 0] / below_drawn[below_drawn > 0]
        low, high = np.percentile(ratios, _OUTSIDE)
        value = float(above.sum() / below.sum())
        found[name] = Measured(
            value, (float(low), float(high)), float(above.sum()), float(below.sum())
        )
    return found


def _sum(page: Counter[str], weights: _Weights) -> float:
    return sum(weight * page[name] for name, weight in weights.items())
