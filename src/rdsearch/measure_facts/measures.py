"""The figures: sums of counts over pages, divided, with bootstrap intervals."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SEED = 20251122
_RESAMPLES = 2_000
_OUTSIDE = (2.5, 97.5)  # per cent

_Weights = Mapping[str, float]
_Sums = NDArray[np.float64]

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


def _found(name: str) -> tuple[_Weights, _Weights]:
    return {f"{name} found": 1}, {f"{name} labelled": 1}


def _right(name: str) -> tuple[_Weights, _Weights]:
    return {f"{name} right": 1}, {f"{name} compared": 1}


MEASURES: Mapping[str, tuple[_Weights, _Weights]] = {
    "quotes: precision": ({"quotes found": 1}, {"quotes found": 1, "quotes false": 1}),
    "quotes: recall": _found("quotes"),
    "quotes: F1": _f1("quotes found", "quotes false", "quotes labelled"),
    **_attribution("speakers"),
    "speakers: score": (
        {"speakers right of labelled": 1, "speakers wrong": WRONG_SPEAKER},
        {"speakers labelled": 1},
    ),
    **_attribution("roles"),
    **_attribution("organisations"),
    "figures of any kind: precision": (
        {"kinds compared": 1},
        {
            "kinds compared": 1,
            "outcomes false": 1,
            "outcomes of the context": -1,
            "context unlabelled": 1,
        },
    ),
    "figures of any kind: recall": (
        {"kinds compared": 1},
        {"outcomes labelled": 1, "context labelled": 1},
    ),
    "outcomes: precision": ({"outcomes found": 1}, {"outcomes found": 1, "outcomes false": 1}),
    "outcomes: recall": _found("outcomes"),
    "outcomes: recall in running text": _found("outcomes in a text"),
    "outcomes: recall in tables and charts": _found("outcomes in a table"),
    "outcomes: recall of reached": _found("outcomes reached"),
    "outcomes: recall of planned": _found("outcomes planned"),
    "outcomes: recall of input": _found("outcomes input"),
    "outcomes: F1": _f1("outcomes found", "outcomes false", "outcomes labelled"),
    "outcomes: precision, labelled context aside": (
        {"outcomes found": 1},
        {"outcomes found": 1, "outcomes false": 1, "outcomes of the context": -1},
    ),
    "outcomes: kind, of those found": (
        {"outcomes of the right kind": 1},
        {"outcomes found": 1},
    ),
    "outcomes: kind, context too": _right("kinds"),
    "outcomes: context found": _found("context"),
    "outcomes: finds of context that are labelled": (
        {"context found as such": 1},
        {"context found as such": 1, "context unlabelled": 1},
    ),
    "outcomes: value": ({"outcomes found": 1}, {"outcomes found": 1, "values wrong": 1}),
    "outcomes: bound": _right("bounds"),
    "outcomes: unit": _right("units"),
    "outcomes: what is counted": _right("counted"),
    "outcomes: subject (passage's project)": _right("subjects"),
    "projects: found": _found("projects"),
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
        found[name] = Measured(
            value=float(above.sum() / below.sum()),
            interval=_interval(drawn @ above, drawn @ below, of=float(below.sum())),
            above=float(above.sum()),
            below=float(below.sum()),
        )
    return found


def _interval(above: _Sums, below: _Sums, *, of: float) -> tuple[float, float]:
    """Percentiles of the ratios that were drawn.

    Where all or none are right every draw says the same; then the rule of three says how many may still be wrong
    (Hanley & Lippman-Hand 1983).
    """
    ratios = above[below > 0] / below[below > 0]
    low, high = (float(edge) for edge in np.percentile(ratios, _OUTSIDE))
    if low == high == 1.0:
        low = max(0.0, 1 - 3 / of)
    if low == high == 0.0:
        high = min(1.0, 3 / of)
    return low, high


def _sum(page: Counter[str], weights: _Weights) -> float:
    return sum(weight * page[name] for name, weight in weights.items())
