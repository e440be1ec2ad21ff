"""The fact in a passage that answers a question best: a figure for "hoeveel", a quote for "wat zegt X"."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from rdsearch import cite, dutch
from rdsearch.late_interaction import MaxSim
from rdsearch.search.intent import Figure, years_in
from rdsearch.search.speakers import QuotedPeople
from rdsearch.store import Catalog
from rdsearch.types import Outcome, OutcomeKind, Passage, Quote, Span

_COUNTED = (
    0.2  # for a figure of the very thing that the question counts, or of the unit that it names
)
_WORDS = 0.2  # for all words of the question in the sentence and in what is counted
_AIM = 0.1  # less for an aim where the question asks what came of it
_AROUND = 150  # characters before and behind a quote
_MONEY_OR_SHARE = ("euro", "%")

_FactT = TypeVar("_FactT", Outcome, Quote)


@dataclass(frozen=True, slots=True)
class Lead(Generic[_FactT]):
    """A fact and how well it answers."""

    fact: _FactT
    score: float

    @property
    def text(self) -> str:
        return self.fact.sentence if isinstance(self.fact, Outcome) else self.fact.text


def best_outcomes(
    figure: Figure, passages: Mapping[int, Passage], *, by_tokens: MaxSim, catalog: Catalog
) -> dict[int, Lead[Outcome]]:
    """By row the outcome that answers best, of the rows that have one of the right unit."""
    found = _by_row(catalog.outcomes_at([*passages]))
    return {
        row: lead
        for row, outcomes in found.items()
        if (lead := _best_outcome(figure, row, passages[row], outcomes, by_tokens))
    }


def _by_row(found: Iterable[tuple[int, _FactT]]) -> dict[int, list[_FactT]]:
    by_row: defaultdict[int, list[_FactT]] = defaultdict(list)
    for row, fact in found:
        by_row[row].append(fact)
    return by_row


def _best_outcome(
    figure: Figure,
    row: int,
    passage: Passage,
    outcomes: Sequence[Outcome],
    by_tokens: MaxSim,
) -> Lead[Outcome] | None:
    fitting = [outcome for outcome in outcomes if _fits(figure, outcome)]
    if not fitting:
        return None
    told = [_told_at(outcome, passage) for outcome in fitting]
    around = [_around(outcome, outcomes, passage) for outcome in fitting]
    scores = by_tokens.scores_of_parts(row, [*told, *around]).reshape(2, -1).mean(axis=0).tolist()
    leads = [
        Lead(outcome, score + _shared(figure, outcome, passage.text[slice(*place)]))
        for outcome, score, place in zip(fitting, scores, told, strict=True)
    ]
    return max(leads, key=lambda lead: lead.score)


def _told_at(outcome: Outcome, passage: Passage) -> tuple[int, int]:
    """Where its sentence stands in the text of the passage; with the one before where that says what is counted:
    "Er reden 640 fietsers. Nu zijn dat er 1.150."."""
    start, end = _place(outcome, passage)
    if outcome.what and outcome.what.casefold() not in outcome.sentence.casefold():
        starts = [begin for begin, _ in dutch.sentences(passage.text) if begin < start]
        return (starts[-1] if starts else start), end
    return start, end


def _around(outcome: Outcome, others: Iterable[Outcome], passage: Passage) -> tuple[int, int]:
    """What of its sentence is said between the figures before and after it."""
    start, end = _place(outcome, passage)
    if outcome.figure is None:
        return _told_at(outcome, passage)
    figures = [
        other.figure
        for other in others
        if other.figure and (other.page, other.start) == (outcome.page, outcome.start)
    ]
    before = max((f[1] for f in figures if f[1] <= outcome.figure[0]), default=0)
    after = min((f[0] for f in figures if f[0] >= outcome.figure[1]), default=end - start)
    return (start + before if before else _told_at(outcome, passage)[0]), start + after


def _place(fact: Outcome | Quote, passage: Passage) -> tuple[int, int]:
    return cite.place_in(passage.spans, Span(fact.page, fact.start, fact.end)) or (0, 0)


def _fits(figure: Figure, outcome: Outcome) -> bool:
    """Whether it is of the unit and of the year that are asked for, as far as is said."""
    if figure.unit and outcome.unit != figure.unit:
        return False
    is_money_or_share = outcome.unit in _MONEY_OR_SHARE and not figure.unit
    if is_money_or_share and _is_counted(figure, outcome):
        return False  # "60 procent van de bedrijven" are no bedrijven
    told = years_in(f"{outcome.sentence} {outcome.period or ''}")
    return not (figure.years and told) or bool(figure.years & told)


def _is_counted(figure: Figure, outcome: Outcome) -> bool:
    return bool(figure.counted.intersection(dutch.terms(outcome.what)))


def _shared(figure: Figure, outcome: Outcome, told: str) -> float:
    words = {*dutch.terms(told), *dutch.terms(outcome.what)}
    share = len(figure.terms & words) / max(1, len(figure.terms))
    is_of_it = figure.unit is not None or _is_counted(figure, outcome)
    is_aim = outcome.kind is OutcomeKind.PLANNED and not figure.is_planned
    return _WORDS * share + _COUNTED * is_of_it - _AIM * is_aim


def best_quotes(
    people: frozenset[str],
    passages: Mapping[int, Passage],
    *,
    by_tokens: MaxSim,
    catalog: Catalog,
    quoted: QuotedPeople,
) -> dict[int, Lead[Quote]]:
    """By row the quote of these people that meets the question best, its speaker by full name."""
    found: dict[int, Lead[Quote]] = {}
    for row, quotes in _by_row(catalog.quotes_at([*passages])).items():
        passage = passages[row]
        theirs = [
            replace(quote, speaker=full)
            for quote in quotes
            if quote.speaker
            and (full := quoted.full_name(passage.report_id, quote.speaker)) in people
        ]
        if theirs:
            own = [_place(quote, passage) for quote in theirs]
            around = [_said_around(place, [_place(q, passage) for q in quotes]) for place in own]
            scores = by_tokens.scores_of_parts(row, [*own, *around]).reshape(2, -1).mean(axis=0)
            leads = [Lead(*pair) for pair in zip(theirs, scores.tolist(), strict=True)]
            found[row] = max(leads, key=lambda lead: lead.score)
    return found


def _said_around(place: tuple[int, int], quotes: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """A quote with the text up to the quotes before and after it, which tells what it is about."""
    start, end = place
    before = max((q[1] for q in quotes if q[1] <= start), default=max(0, start - _AROUND))
    after = min((q[0] for q in quotes if q[0] >= end), default=end + _AROUND)
    return max(before, start - _AROUND), min(after, end + _AROUND)
