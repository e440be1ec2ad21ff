"""Literal words → the passages that have them, and how often they stand in which report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rdsearch import dutch
from rdsearch.fuse import Fused
from rdsearch.index import Index
from rdsearch.literal import Kind, Occurrences, Place
from rdsearch.search.grouping import Group
from rdsearch.store import ReportEntry
from rdsearch.types import (
    EXCERPT_SEPARATOR,
    NO_FILTERS,
    Candidate,
    Filters,
    PageProblem,
    Passage,
    Report,
    Span,
)

RETRIEVER = "literal"

Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class PhraseCount:
    """How often a phrase stands in the reports that were searched, headings and contents included."""

    phrase: str
    by_report: tuple[tuple[str, int], ...]  # most first; none without an occurrence
    in_contents: int  # of these in tables of contents, which are counted but never shown

    @property
    def total(self) -> int:
        return sum(count for _, count in self.by_report)


@dataclass(frozen=True, slots=True)
class LiteralCount:
    """What a literal search counted, and what it was searched in."""

    phrases: tuple[PhraseCount, ...]
    reports: int
    pages: int
    unread_pages: int  # of these reports: they have text that could not be read


@dataclass(frozen=True, slots=True)
class Literally:
    """The passages that have all the phrases, best first, and the count."""

    phrases: tuple[str, ...]
    found: tuple[Occurrences, ...]  # of each phrase, in passages and headings
    ranked: tuple[Fused, ...]
    count: LiteralCount


class Exact:
    """Finds literal words in one index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def search(
        self,
        phrases: Sequence[str],
        *,
        besides: str,
        allowed: Sequence[int] | None,
        filters: Filters,
    ) -> Literally:
        """Passages with all the phrases: those first that have most of what is asked `besides`, then those
        with the most occurrences."""
        found = [self._index.literal.occurrences(phrase) for phrase in phrases]
        if allowed is not None:
            found = [occurrences.within(allowed) for occurrences in found]
        shown = tuple(occurrences.in_passages() for occurrences in found)
        return Literally(
            tuple(phrases),
            shown,
            self._ranked(shown, besides),
            self._count(phrases, found, allowed, filters),
        )

    def _ranked(self, found: Sequence[Occurrences], besides: str) -> tuple[Fused, ...]:
        counts = Counter(int(row) for each in found for row in each.rows)
        rows = sorted(set.intersection(*({*each.rows.tolist()} for each in found)))
        asked = self._index.lexical.search(besides, len(rows), allowed=rows) if rows else []
        words = {candidate.row: candidate.score for candidate in asked}
        rows.sort(key=lambda row: (-words.get(row, 0.0), -counts[row], row))
        return tuple(
            Fused(row, 1 / rank, (Candidate(row, RETRIEVER, rank, float(counts[row])),))
            for rank, row in enumerate(rows, start=1)
        )

    def _count(
        self,
        phrases: Sequence[str],
        found: Sequence[Occurrences],
        allowed: Sequence[int] | None,
        filters: Filters,
    ) -> LiteralCount:
        counts = tuple(
            PhraseCount(phrase, self._by_report(occurrences), int(occurrences.is_in_contents.sum()))
            for phrase, occurrences in zip(phrases, found, strict=True)
        )
        searched = self._searched(allowed, filters)
        return LiteralCount(
            phrases=counts,
            reports=len(searched),
            pages=sum(searched.values()),
            unread_pages=sum(map(self._unread, searched)),
        )

    def _by_report(self, occurrences: Occurrences) -> tuple[tuple[str, int], ...]:
        ids = [*self._pages]
        counts = Counter(ids[number] for number in occurrences.reports)
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def _searched(self, allowed: Sequence[int] | None, filters: Filters) -> dict[str, int]:
        """The pages that were searched by report: all of one whose passages are all allowed, else those
        on which an allowed one stands."""
        if allowed is None:
            return self._pages
        reports, rows, pages = self._pieces
        is_allowed = np.isin(rows, np.asarray(allowed, dtype=np.int32))
        searched: dict[str, int] = {}
        for number, (report_id, all_pages) in enumerate(self._pages.items()):
            its = is_allowed[reports == number]
            if its.all():
                if len(its) or _is_meant(self._reports[report_id].report, filters):
                    searched[report_id] = all_pages
            elif its.any():
                searched[report_id] = len(np.unique(pages[(reports == number) & is_allowed]))
        return searched

    @cached_property
    def _pieces(self) -> tuple[Rows, Rows, Rows]:
        return self._index.literal.rows_and_pages()

    @cached_property
    def _reports(self) -> dict[str, ReportEntry]:
        return {entry.report.report_id: entry for entry in self._index.catalog.reports()}

    @cached_property
    def _pages(self) -> dict[str, int]:
        return {report_id: entry.pages for report_id, entry in self._reports.items()}

    def _unread(self, report_id: str) -> int:
        problems = self._reports[report_id].problems
        return sum(problem is not PageProblem.EMPTY for _, problem in problems)

    # Passages → what is shown of them

    def groups(self, literally: Literally, *, start: int, end: int) -> tuple[Group, ...]:
        """The passages from `start` to `end`, each with the headings and the words beyond its end that
        an occurrence has."""
        shown = literally.ranked[start:end]
        passages = self._index.catalog.passages_at([found.row for found in shown])
        return tuple(
            Group(found, self._widened(passages[found.row], found.row, literally))
            for found in shown
        )

    def _widened(self, passage: Passage, row: int, literally: Literally) -> Passage:
        places = [
            self._index.literal.places(int(first), phrase)
            for phrase, occurrences in zip(literally.phrases, literally.found, strict=True)
            for first in occurrences.firsts[occurrences.rows == row]
        ]
        over = {p.span for pieces in places for p in pieces if p.kind is Kind.HEADING}
        beyond = {
            self._up_to(p, passage.report_id)
            for pieces in places
            for p in pieces
            if p.kind is Kind.BODY and p.row != row
        }
        spans = (*_in_order(over), *passage.spans, *_longest(_in_order(beyond)))
        if spans == passage.spans:
            return passage
        text = EXCERPT_SEPARATOR.join(self._text(passage.report_id, span) for span in spans)
        return replace(passage, spans=spans, text=text)

    def _up_to(self, place: Place, report_id: str) -> Span:
        """The piece up to the end of the sentence in which the occurrence ends."""
        text = self._text(report_id, place.span)
        letters = dutch.letters_of(text)
        _, end = letters.span(0, min(place.end, len(letters.form)))
        ends = (e for _, e in dutch.sentences(text) if e >= end)
        return Span(place.span.page, place.span.start, place.span.start + next(ends, len(text)))

    def _text(self, report_id: str, span: Span) -> str:
        page = self._index.catalog.page(report_id, span.page)
        return page.text[span.start : span.end] if page else ""


def _is_meant(report: Report, filters: Filters) -> bool:
    """Whether filters by report leave one that has no passages: what was not read is told of too."""
    by_passage = replace(
        filters, report_ids=(), publisher=None, published_from=None, published_to=None
    )
    if by_passage != NO_FILTERS:
        return False
    ids = {dutch.fold(report_id) for report_id in filters.report_ids}
    publisher = dutch.fold(report.publisher or "")
    first, last = filters.published_from, filters.published_to
    published = report.published
    return (
        (not ids or dutch.fold(report.report_id) in ids)
        and (not filters.publisher or publisher == dutch.fold(filters.publisher))
        and (first is None or (published is not None and first <= published))
        and (last is None or (published is not None and published <= last))
    )


def _in_order(spans: set[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (span.page, span.start, span.end))


def _longest(spans: Sequence[Span]) -> list[Span]:
    """Of spans that begin at one place the longest."""
    return [*{(span.page, span.start): span for span in spans}.values()]
