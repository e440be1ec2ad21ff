"""What a figure says of the work: reached, planned, put in, or of the world around; or that it is no figure at all.

A multinomial logistic regression over cues (McCullagh & Nelder, 1989, ch. 5). `scripts/fit_kinds` fits it on the
labelled reports and texts of the tune split and writes `kinds.json`.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdsearch.types import OutcomeKind

NO_FIGURE = "none"
KINDS = (*(str(kind) for kind in OutcomeKind), NO_FIGURE)
"""What the classes of the model are called, in the order of its weights."""

OF_THE_WORK = (OutcomeKind.REACHED, OutcomeKind.PLANNED, OutcomeKind.INPUT)
"""The kinds that are outcomes: figures of the work, not of the world around it."""

# A false figure costs the reader more than a missing one. On tune, sources apart, .15 leaves .94 to .98 of the finds
# figures and finds .90 to .94 of them; .5 would leave .91 to .97 and find .93 to .96.
_DOUBT = 0.15


@dataclass(frozen=True, slots=True)
class KindModel:
    """Log odds by class, in the order of `KINDS`."""

    intercepts: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]  # by cue; one that is not among them says nothing

    def chances(self, cues: Iterable[str]) -> tuple[float, ...]:
        """The probability of each class; together 1."""
        # Sorted, because sums of floats hang on their order, and that of a set changes from run to run.
        known = [self.weights[cue] for cue in sorted(cues) if cue in self.weights]
        scores = [math.fsum(column) for column in zip(self.intercepts, *known, strict=True)]
        odds = [math.exp(score - max(scores)) for score in scores]
        return tuple(one / sum(odds) for one in odds)

    def kind_by(self, cues: Iterable[str]) -> OutcomeKind | None:
        """The likeliest kind, None where it may well be no figure; what is likely of the work, in whatever way, is so
        before it is of the context."""
        chance = dict(zip(KINDS, self.chances(cues), strict=True))
        if chance[NO_FIGURE] > _DOUBT:
            return None
        if sum(chance[kind] for kind in OF_THE_WORK) <= 0.5:
            return OutcomeKind.CONTEXT
        return max(OF_THE_WORK, key=lambda kind: chance[kind])


def kind_by(cues: Iterable[str]) -> OutcomeKind | None:
    """What the program's own model says; None where it may well be no figure."""
    return _model().kind_by(cues)


@cache
def _model() -> KindModel:
    """Read once: it is shipped with the program."""
    stored = json.loads(files(__package__).joinpath("kinds.json").read_text(encoding="utf-8"))
    weights = {cue: tuple(of_cue) for cue, of_cue in stored["weights"].items()}
    return KindModel(tuple(stored["intercepts"]), weights)
