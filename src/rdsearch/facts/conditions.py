"""What facts are limited to, as conditions by name; a facet leaves its own condition out."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rdsearch import dutch
from rdsearch.errors import QueryError, UnknownValue
from rdsearch.facts import names
from rdsearch.facts.copies import Copies
from rdsearch.facts.found import Fact, OutcomeFact, QuoteFact
from rdsearch.outcomes.kinds import OF_THE_WORK
from rdsearch.search import Facet, FacetValue
from rdsearch.search.nearest import nearest
from rdsearch.types import OutcomeKind, Project, Report

_FactT = TypeVar("_FactT", bound=Fact)
_Judged = TypeVar("_Judged", bound=Fact, contravariant=True)

EVERY_KIND = tuple(OutcomeKind)


@dataclass(frozen=True, slots=True)
class QuoteFilters:
    """What quotes are limited to. Names may be a part of the name, accents and capitals aside."""

    report_ids: tuple[str, ...] = ()
    project: str | None = None
    speaker: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomeFilters:
    """What outcomes are limited to."""

    report_ids: tuple[str, ...] = ()
    project: str | None = None
    kinds: tuple[OutcomeKind, ...] = OF_THE_WORK
    unit: str | None = None
    period: str | None = None  # words of the period that the text gives: 2023
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Condition(Generic[_Judged]):
    """Something that a fact must meet, and what it is counted by."""

    name: str
    is_met: Callable[[_Judged], bool] | None = None  # None meets all
    value_of: Callable[[_Judged], str | None] | None = None  # None is not counted
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """The names of an index that facts can be limited to."""

    reports: Mapping[str, Report]
    projects: Sequence[Project]

    def check_reports(self, asked: Sequence[str]) -> None:
        """Raises UnknownValue."""
        for report_id in asked:
            if report_id not in self.reports:
                near = nearest(report_id, self.reports)
                raise UnknownValue("report", report_id, nearest=near, known=sorted(self.reports))

    def report_condition(self, asked: Sequence[str]) -> Condition[Fact]:
        self.check_reports(asked)
        return _one_of("report", frozenset(asked), lambda fact: fact.report_id)

    def project_condition(self, asked: str | None, facts: Iterable[Fact]) -> Condition[Fact]:
        chosen = self.projects_called(asked, facts) if asked else frozenset[str]()
        return _one_of("project", chosen, lambda fact: fact.project)

    def projects_called(self, asked: str, facts: Iterable[Fact]) -> frozenset[str]:
        """By id, by name, by another name, or by words of the name. Raises UnknownValue."""
        key = dutch.name_key(asked)
        named = [p.name for p in self.projects if asked == p.project_id or _is(key, (p.name,))]
        same = named or [p.name for p in self.projects if _is(key, p.aliases)]
        counted = Counter(fact.project for fact in facts if fact.project)
        return frozenset(same) or names.called(
            "project", asked, {**{project.name: 0 for project in self.projects}, **counted}
        )


def _is(key: str, called: Iterable[str]) -> bool:
    """Whether the key is that of one of the names."""
    return bool(key) and any(dutch.name_key(name) == key for name in called)


def of_quotes(
    filters: QuoteFilters, facts: Sequence[QuoteFact], known: Known
) -> list[Condition[QuoteFact]]:
    """Raises UnknownValue for a name that the index does not have."""
    organisations = names.spelled_most(fact.quote.organisation for fact in facts)

    def organisation_of(fact: QuoteFact) -> str | None:
        return organisations.get(fact.quote.organisation or "")

    def speaker_of(fact: QuoteFact) -> str | None:
        return fact.speaker

    return [
        known.report_condition(filters.report_ids),
        known.project_condition(filters.project, facts),
        _named("speaker", filters.speaker, speaker_of, facts, words_of=names.words_of_person),
        _named("organisation", filters.organisation, organisation_of, facts),
    ]


def of_outcomes(
    filters: OutcomeFilters, facts: Sequence[OutcomeFact], known: Known
) -> list[Condition[OutcomeFact]]:
    """Raises UnknownValue for a name or unit that the index does not have, QueryError for a range the wrong way
    round."""
    low, high = filters.at_least, filters.at_most
    if any(bound is not None and math.isnan(bound) for bound in (low, high)):
        raise QueryError("bad_range", "the lowest and the highest value have to be numbers")
    if low is not None and high is not None and low > high:
        raise QueryError("bad_range", "the lowest value is above the highest; swap them")
    words = frozenset(dutch.forms(filters.period or ""))
    return [
        known.report_condition(filters.report_ids),
        known.project_condition(filters.project, facts),
        _one_of("kind", frozenset(filters.kinds), lambda fact: fact.outcome.kind),
        _with_unit(filters.unit, facts),
        Condition("period", lambda fact: words <= set(dutch.forms(fact.outcome.period or ""))),
        Condition("value", lambda fact: _overlaps(fact, low, high)),
    ]


def _named(
    name: str,
    asked: str | None,
    value_of: Callable[[_FactT], str | None],
    facts: Iterable[_FactT],
    *,
    words_of: Callable[[str], Sequence[str]] = dutch.forms,
) -> Condition[_FactT]:
    counted = Counter(value for fact in facts if (value := value_of(fact)))
    chosen = names.called(name, asked, counted, words_of=words_of) if asked else frozenset[str]()
    return _one_of(name, chosen, value_of)


def _one_of(
    name: str, chosen: frozenset[str], value_of: Callable[[_FactT], str | None]
) -> Condition[_FactT]:
    is_met = (lambda fact: value_of(fact) in chosen) if chosen else None
    return Condition(name, is_met, value_of, chosen)


def _with_unit(asked: str | None, facts: Iterable[OutcomeFact]) -> Condition[OutcomeFact]:
    """By a symbol as well as by a letter: of those `names.called` takes nothing but letters for a name."""
    counted = Counter(fact.outcome.unit for fact in facts if fact.outcome.unit)
    chosen = frozenset(u for u in counted if asked and dutch.fold(u) == dutch.fold(asked.strip()))
    if asked and not chosen:
        near = nearest(asked, counted)
        raise UnknownValue("unit", asked, nearest=near, known=names.most(counted))
    return _one_of("unit", chosen, lambda fact: fact.outcome.unit)


def _overlaps(fact: OutcomeFact, low: float | None, high: float | None) -> bool:
    outcome = fact.outcome
    last = outcome.value if outcome.upper is None else outcome.upper
    return (low is None or last >= low) and (high is None or outcome.value <= high)


def meeting(facts: Iterable[_FactT], conditions: Iterable[Condition[_FactT]]) -> list[_FactT]:
    """The facts that meet all conditions, in their order."""
    tests = [condition.is_met for condition in conditions if condition.is_met]
    return [fact for fact in facts if all(is_met(fact) for is_met in tests)]


def facets_of(
    facts: Sequence[_FactT], conditions: Sequence[Condition[_FactT]], copies: Copies
) -> Iterator[Facet]:
    """What facts that meet the other conditions are counted by, the most first."""
    for condition in conditions:
        if condition.value_of is None:
            continue
        others = [other for other in conditions if other is not condition]
        counted = copies.counted(meeting(facts, others), condition.value_of)
        yield Facet(
            condition.name,
            tuple(
                FacetValue(value, counted[value], is_chosen=value in condition.chosen)
                for value in names.most(counted)
            ),
        )
