"""Does what was found answer the question? Pure.

The score of the best passage alone tells a question about something else altogether, and hardly any other: one about
something that the reports name but do not say stands as near to them as one that they answer. There three traits
of the best passages together tell more. Weights and limits come from `scripts/tune_answerability`; they were fitted on
the tune questions only.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from rdsearch import dutch
from rdsearch.late_interaction import Match
from rdsearch.search.intent import Kind, kind_asked

COMPARED = 4
"""How many passages of different words are compared; where fewer are found, nothing can be told."""

LOOKED_AT = 3
"""How many of them are looked at for what the question asks for."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells the questions that are answered from the others."""

    lead: float
    """How far the best passage's score is above the mean of the next three of other words."""
    unevenness: float
    """The standard deviation of how well the best passage meets each token of the question: where a passage
    has the names in it but not what is asked about them, some tokens are met wholly and others not at all."""
    unmet: float
    """The share of the best passages that lack what the question asks for (an amount, a date, somebody) where
    they meet it best."""
    nearness: float
    """The best passage's score itself."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression over evidence, and the limits below which the answer is no."""

    intercept: float
    lead: float
    unevenness: float
    unmet: float
    threshold: float  # of the score
    near: float  # of the best passage's score: below it nothing is about what is asked


WEIGHTS = {
    "multilingual-e5-small-1571fc982750-v1": Weights(
        intercept=2.568, lead=14.879, unevenness=-24.865, unmet=-2.505, threshold=0.286, near=0.323
    ),
}
"""By model: another one's tokens are alike to other degrees, and its answers are not judged."""


def score_of(evidence: Evidence, weights: Weights) -> float:
    """From 0, surely not answered, to 1. Below the threshold where the best passage is not near, however clear
    its lead over others as far away."""
    total = (
        weights.intercept
        + weights.lead * evidence.lead
        + weights.unevenness * evidence.unevenness
        + weights.unmet * evidence.unmet
    )
    score = 1 / (1 + math.exp(-total))
    if evidence.nearness < weights.near:
        return min(score, weights.threshold * max(evidence.nearness, 0.0) / weights.near)
    return score


def evidence_of(
    question: str,
    scores: Sequence[float],
    found: Sequence[tuple[str, Sequence[Match]]],
) -> Evidence:
    """`scores` are those of the `COMPARED` best passages of different words, best first; `found` are the texts of
    the first `LOOKED_AT`, with where each token of the question is met best."""
    wanted = kind_asked(question)
    spots = [_spot(text, matches) for text, matches in found]
    return Evidence(
        lead=scores[0] - fmean(scores[1:]),
        unevenness=pstdev([match.similarity for match in found[0][1]] or [0.0]),
        unmet=fmean(not _IS_IN[wanted](spot) for spot in spots) if wanted else 0.0,
        nearness=scores[0],
    )


def asks_for_kind(question: str) -> bool:
    """Whether it asks for an amount, a date or somebody, so that a text can be seen to lack it."""
    return kind_asked(question) is not None


def _spot(text: str, matches: Iterable[Match]) -> str:
    """The sentence that meets the question best, and the next one."""
    spans = dutch.sentences(text) or [(0, len(text))]
    met = [sum(m.similarity for m in matches if start <= m.found[0] < end) for start, end in spans]
    best = max(range(len(spans)), key=met.__getitem__)
    return text[spans[best][0] : spans[min(best + 1, len(spans) - 1)][1]]


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTH = re.compile(
    rf"\b(?:{'|'.join(dutch.MONTHS)}"
    r"|january|february|march|may|june|july|august|october)\b",
    re.IGNORECASE,
)
_NUMERAL = re.compile(
    r"\b(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|\w*(?:twintig|dertig|veertig"
    r"|vijftig|zestig|zeventig|tachtig|negentig)|\w*honderd\w*|\w*duizend\w*|miljoen|miljard|helft|kwart|derde"
    r"|tientallen|verdubbel\w+|geen|niemand|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty"
    r"|hundreds?|thousands?|million|half|none)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"€|\b(?:euro'?s?|miljoen|miljard|gratis|kosteloos|free)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?<![.!?:„“\"]\s)(?<!^)\b[A-Z][\w'-]+")


def _has_date(text: str) -> bool:
    return bool(_YEAR.search(text) or _MONTH.search(text))


def _has_quantity(text: str) -> bool:
    """A number that is not only a year."""
    return bool(_NUMERAL.search(text)) or any(
        not _YEAR.fullmatch(number) for number in _NUMBER.findall(text)
    )


def _has_money(text: str) -> bool:
    return bool(_MONEY.search(text)) and _has_quantity(text)


def _has_name(text: str) -> bool:
    return bool(_NAMED.search(text))


_IS_IN: Mapping[Kind, Callable[[str], bool]] = {
    Kind.DATE: _has_date,
    Kind.MONEY: _has_money,
    Kind.QUANTITY: _has_quantity,
    Kind.SOMEBODY: _has_name,
}
