"""`Facts`: the quotes, outcomes and projects of one index, searched."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from rdsearch import cite, dutch
from rdsearch.config import LexicalConfig
from rdsearch.errors import ExcerptMismatch, QueryError, UnknownValue
from rdsearch.facts import card, conditions, names, ranking
from rdsearch.facts.card import ProjectCard
from rdsearch.facts.conditions import Condition, Known, OutcomeFilters, QuoteFilters
from rdsearch.facts.copies import Copies, copies_among
from rdsearch.facts.found import Fact, OutcomeFact, QuoteFact, outcome_facts, quote_facts
from rdsearch.index import Index
from rdsearch.outcomes.kinds import OF_THE_WORK
from rdsearch.quotes import Speakers
from rdsearch.search import Facet, Query
from rdsearch.search.grouping import Wording
from rdsearch.search.nearest import nearest
from rdsearch.search.query import besides, phrases_of, question_of
from rdsearch.store import ProjectEntry
from rdsearch.types import Citation, Encoder, Page, Report

_FactT = TypeVar("_FactT", bound=Fact)

_TEXTS_KEPT = 8  # reports of which the page texts are at hand: listed facts stand in reading order
_PAGES_KEPT = 64  # some 5 MB
_NO_QUOTE_FILTERS = QuoteFilters()
_NO_OUTCOME_FILTERS = OutcomeFilters()
_DEFAULT_LEXICAL = LexicalConfig()


class Sort(StrEnum):
    """An order of outcomes other than by how well they answer."""

    VALUE = "value"  # largest first, units side by side
    PAGE = "page"
    REPORT = "report"  # then in reading order


@dataclass(frozen=True, slots=True)
class Found(Generic[_FactT]):
    """One page of facts, those that are one as the first of them with its copies. `total` counts them on all pages:
    those that meet the filters, or for a question those in the passages that either half of the search proposes.
    Facets count by filters and quoted words alone."""

    facts: tuple[_FactT, ...]
    total: int
    took_ms: float
    facets: tuple[Facet, ...]
    did_you_mean: str | None = None  # the question as it was searched, where it was mistyped
    phrases: tuple[str, ...] = ()  # the quoted words that all of them hold


@dataclass(frozen=True, slots=True)
class _Held(Generic[_FactT]):
    """The facts of one kind, in reading order, and which of them are one."""

    by_id: Mapping[str, _FactT]
    copies: Copies

    @property
    def facts(self) -> Sequence[_FactT]:
        return [*self.by_id.values()]


class Facts:
    """Answers from the facts of one index. Safe to share between threads.

    Without an encoder facts can be listed, filtered and found by quoted words; a question needs one.
    """

    def __init__(
        self,
        index: Index,
        encoder: Encoder | None = None,
        *,
        lexical: LexicalConfig = _DEFAULT_LEXICAL,
    ) -> None:
        if encoder and encoder.model_id != index.manifest.key.model_id:
            raise QueryError(
                "model_mismatch",
                f"the index was built with model {index.manifest.key.model_id}, the question would be"
                f" read by {encoder.model_id}; search with the same --model or ingest again",
            )
        self.index = index
        self._encoder = encoder
        self._lexical = lexical
        # An index never changes.
        self._texts = lru_cache(_TEXTS_KEPT)(index.catalog.page_texts)
        self._page = lru_cache(_PAGES_KEPT)(index.catalog.page)

    @cached_property
    def _reports(self) -> Mapping[str, Report]:
        return self.index.catalog.descriptions()

    @cached_property
    def _known(self) -> Known:
        return Known(self._reports, self.index.catalog.known_projects())

    @cached_property
    def _quotes(self) -> _Held[QuoteFact]:
        entries = self.index.catalog.quotes()
        speakers = Speakers(
            ((e.report_id, e.quote.speaker) for e in entries if e.quote.speaker),
            {report_id: report.publisher for report_id, report in self._reports.items()},
        )
        return self._held(quote_facts(entries, self._reports, speakers))

    @cached_property
    def _outcomes(self) -> _Held[OutcomeFact]:
        return self._held(outcome_facts(self.index.catalog.outcomes(), self._reports))

    def _held(self, facts: Iterable[_FactT]) -> _Held[_FactT]:
        by_id = {fact.fact_id: fact for fact in facts}
        copies = copies_among(
            by_id.values(), families=self.index.catalog.families(), wording_of=self._wording
        )
        return _Held(by_id, copies)

    def _wording(self, row: int) -> Wording | None:
        passage = self.index.catalog.passages_at([row]).get(row)
        return Wording(passage.text) if passage else None

    def quotes(
        self,
        question: str | None = None,
        filters: QuoteFilters = _NO_QUOTE_FILTERS,
        *,
        limit: int | None = None,
        offset: int = 0,
    ) -> Found[QuoteFact]:
        """The quotes that answer a question best first, or all in reading order. Raises QueryError."""
        began = time.perf_counter()
        held = self._quotes
        limited = conditions.of_quotes(filters, held.facts, self._known)
        return self._found(held, limited, question, None, slice_of(limit, offset), began)

    def outcomes(
        self,
        question: str | None = None,
        filters: OutcomeFilters = _NO_OUTCOME_FILTERS,
        *,
        sort: Sort | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Found[OutcomeFact]:
        """The outcomes that answer a question best first, or all in reading order. Raises QueryError."""
        began = time.perf_counter()
        held = self._outcomes
        limited = conditions.of_outcomes(filters, held.facts, self._known)
        return self._found(held, limited, question, sort, slice_of(limit, offset), began)

    def quote(self, quote_id: str) -> QuoteFact | None:
        fact = self._quotes.by_id.get(quote_id)
        return fact and self._with_copies(fact, self._quotes.copies)

    def whole(self, part: QuoteFact) -> tuple[QuoteFact, ...]:
        """All parts of a quote that is interrupted, or runs over a page end, in order; else the quote itself."""
        return self._turns[part.report_id, part.quote.turn]

    @cached_property
    def _turns(self) -> Mapping[tuple[str, int], tuple[QuoteFact, ...]]:
        turns: dict[tuple[str, int], tuple[QuoteFact, ...]] = {}
        for fact in self._quotes.facts:
            key = fact.report_id, fact.quote.turn
            turns[key] = (*turns.get(key, ()), fact)
        return turns

    def outcome(self, outcome_id: str) -> OutcomeFact | None:
        fact = self._outcomes.by_id.get(outcome_id)
        return fact and self._with_copies(fact, self._outcomes.copies)

    def speakers(self) -> Sequence[str]:
        """Who is quoted, by the fullest names, most quotes first."""
        return names.most(Counter(f.speaker for f in self._quotes.facts if f.speaker))

    def units(self) -> Sequence[str]:
        """What outcomes are measured in, most outcomes first."""
        counted = Counter(f.outcome.unit for f in self._outcomes.facts if f.outcome.unit)
        return names.most(counted)

    @cached_property
    def _projects(self) -> tuple[ProjectEntry, ...]:
        """With as many quotes and outcomes as are listed of them: the catalog counts every copy."""
        work = [f for f in self._outcomes.facts if f.outcome.kind in OF_THE_WORK]
        outcomes = self._outcomes.copies.counted(work, lambda fact: fact.project)
        quotes = self._quotes.copies.counted(self._quotes.facts, lambda fact: fact.project)
        return tuple(
            replace(
                entry,
                outcomes=outcomes.get(entry.project.name, 0),
                quotes=quotes.get(entry.project.name, 0),
            )
            for entry in self.index.catalog.project_entries()
        )

    def projects(
        self,
        words: str = "",
        *,
        theme: str | None = None,
        report_ids: Sequence[str] = (),
    ) -> tuple[ProjectEntry, ...]:
        """The projects of which a name has the words or begins with them, or the nearest to that, by name.
        Raises UnknownValue for a theme or a report that is not there."""
        self._known.check_reports(report_ids)
        under = names.called("theme", theme, self._themes) if theme else frozenset[str]()
        entries = [
            entry
            for entry in self._projects
            if (not report_ids or set(report_ids).intersection(entry.reports))
            and (not under or entry.project.theme in under)
        ]
        return tuple(names.having_words(words, entries, _names_of))

    @cached_property
    def _themes(self) -> Mapping[str, int]:
        return Counter(e.project.theme for e in self._projects if e.project.theme)

    def project(self, name: str) -> ProjectEntry:
        """The project of this id, name or other name, or the only one with these words. Raises UnknownValue."""
        entries = self._projects
        if same := [entry for entry in entries if entry.project.project_id == name]:
            return same[0]
        known = {entry.project.name: entry.passages for entry in entries}
        called = self._known.projects_called(name, ())
        found = [entry for entry in entries if entry.project.name in called]
        if len(found) != 1:
            near = sorted(called & known.keys()) or nearest(name, known)
            raise UnknownValue("project", name, nearest=near, known=names.most(known))
        return found[0]

    def card(self, name: str) -> ProjectCard:
        """What the index has of a project. Raises UnknownValue."""
        entry = self.project(name)
        called = entry.project.name
        return card.card_of(
            entry,
            self.index.catalog,
            quotes=self.quotes(filters=QuoteFilters(project=called)).facts,
            outcomes=self.outcomes(filters=OutcomeFilters(project=called)).facts,
        )

    def citation(self, fact: Fact) -> Citation:
        """Where a fact stands, with boxes, checked against the stored page. Raises ExcerptMismatch."""
        pages: dict[int, Page] = {}
        if page := self._page(fact.report_id, fact.span.page):
            pages[page.number] = page
        citation = cite.citation_at((fact.span,), self._reports[fact.report_id], pages)
        if citation.excerpt != fact.text:
            raise _mismatch(fact)
        return citation

    def _found(
        self,
        held: _Held[_FactT],
        limited: Sequence[Condition[_FactT]],
        question: str | None,
        sort: Sort | None,
        page: slice,
        began: float,
    ) -> Found[_FactT]:
        asked = question_of(Query(question)) if question is not None else ""
        phrases = phrases_of(asked, exact=False)
        facts = held.facts
        if phrases:
            facts = ranking.with_phrases(facts, phrases)
            asked = besides(asked)
        facets = tuple(conditions.facets_of(facts, limited, held.copies))
        found = conditions.meeting(facts, limited)
        did_you_mean = None
        if dutch.forms(asked):
            found, did_you_mean = self._ranked(found, asked, corrects=not phrases)
        found = held.copies.once(found)
        if sort:
            found.sort(key=_ORDERS[sort])
        shown = tuple(self._with_copies(fact, held.copies) for fact in found[page])
        for fact in shown:
            self._check(fact)
        took_ms = (time.perf_counter() - began) * 1000
        return Found(shown, len(found), took_ms, facets, did_you_mean, tuple(phrases))

    def _ranked(
        self, facts: Sequence[_FactT], asked: str, *, corrects: bool
    ) -> tuple[list[_FactT], str | None]:
        if self._encoder is None:
            raise QueryError("no_model", "a question needs a model; give one, or ask without words")
        did_you_mean = None
        if corrects and self._lexical.correct:
            correction = self.index.lexical.correction(asked)
            did_you_mean = correction.question if correction else None
        found = ranking.ranked(
            facts,
            did_you_mean or asked,
            index=self.index,
            encoder=self._encoder,
            lexical=self._lexical,
        )
        return found, did_you_mean

    def _with_copies(self, fact: _FactT, copies: Copies) -> _FactT:
        others = copies.others(fact)
        return replace(fact, copies=tuple(map(self.citation, others))) if others else fact

    def _check(self, fact: Fact) -> None:
        """Refuses a fact that is not what its page says."""
        span = fact.span
        if self._texts(fact.report_id).get(span.page, "")[span.start : span.end] != fact.text:
            raise _mismatch(fact)


def _by_value(fact: Fact) -> tuple[object, ...]:
    outcome = fact.outcome if isinstance(fact, OutcomeFact) else None
    first = (outcome.unit or "", -outcome.value) if outcome else ("", 0.0)
    return (*first, *ranking.reading_order(fact))


_ORDERS = {
    Sort.VALUE: _by_value,
    Sort.PAGE: lambda fact: (fact.span.page, *ranking.reading_order(fact)),
    Sort.REPORT: ranking.reading_order,
}


def _names_of(entry: ProjectEntry) -> tuple[str, ...]:
    return (entry.project.name, *entry.project.aliases)


def slice_of(limit: int | None, offset: int) -> slice:
    return slice(offset, None if limit is None else offset + limit)


def _mismatch(fact: Fact) -> ExcerptMismatch:
    return ExcerptMismatch(
        f"fact {fact.fact_id} of {fact.report_id} differs from its stored page;"
        " build the index again with `rdsearch ingest --fresh`"
    )
