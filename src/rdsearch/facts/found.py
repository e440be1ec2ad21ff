"""Quotes and outcomes as they are searched: each with its id, its place and the words that it is found by."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rdsearch.quotes import Speakers
from rdsearch.store import OutcomeEntry, QuoteEntry
from rdsearch.types import Citation, Outcome, Quote, Report, Span

_ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Fact:
    """What a quote and an outcome share."""

    fact_id: str
    report_id: str
    span: Span
    text: str  # as it stands on the page
    about: str  # words that it is found by beside those of the text
    row: int | None  # of its passage
    passage_id: str | None
    project: str | None
    language: str | None  # of its passage
    copies: tuple[Citation, ...] = field(default=(), kw_only=True)  # where else it stands


@dataclass(frozen=True, slots=True)
class QuoteFact(Fact):
    """Something said."""

    quote: Quote
    speaker: str | None  # by the fullest name that the report gives

    def as_entry(self) -> QuoteEntry:
        """As the catalog has it, under the fullest name."""
        quote = replace(self.quote, speaker=self.speaker)
        return QuoteEntry(
            quote, self.report_id, self.passage_id, self.project, self.row, self.language
        )


@dataclass(frozen=True, slots=True)
class OutcomeFact(Fact):
    """A figure; its text is the sentence that it stands in."""

    outcome: Outcome

    def as_entry(self) -> OutcomeEntry:
        """As the catalog has it."""
        return OutcomeEntry(
            self.outcome, self.report_id, self.passage_id, self.project, self.row, self.language
        )


def quote_facts(
    entries: Iterable[QuoteEntry], reports: Mapping[str, Report], speakers: Speakers
) -> Iterator[QuoteFact]:
    ids = _Ids(reports)
    for entry in entries:
        quote = entry.quote
        speaker = speakers.full_name(entry.report_id, quote.speaker)
        yield QuoteFact(
            ids.of("quote", entry.report_id, quote.page, quote.start, quote.end),
            entry.report_id,
            Span(quote.page, quote.start, quote.end),
            quote.text,
            _joined(speaker, quote.role, quote.organisation, entry.project),
            entry.row,
            entry.passage_id,
            entry.project,
            entry.language,
            quote,
            speaker,
        )


def outcome_facts(
    entries: Iterable[OutcomeEntry], reports: Mapping[str, Report]
) -> Iterator[OutcomeFact]:
    ids = _Ids(reports)
    for entry in entries:
        outcome = entry.outcome
        place = (outcome.page, outcome.start, outcome.end, *(outcome.figure or ()))
        yield OutcomeFact(
            ids.of("outcome", entry.report_id, *place),
            entry.report_id,
            Span(outcome.page, outcome.start, outcome.end),
            outcome.sentence,
            _joined(outcome.what, outcome.unit, outcome.period, entry.project),
            entry.row,
            entry.passage_id,
            entry.project,
            entry.language,
            outcome,
        )


class _Ids:
    def __init__(self, reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self._seen: Counter[str] = Counter()

    def of(self, kind: str, report_id: str, *place: int) -> str:
        """The id of what stands there; a second one in the same place is counted."""
        key = ":".join((self._reports[report_id].sha256, kind, *map(str, place)))
        self._seen[key] += 1
        if (number := self._seen[key]) > 1:
            key += f":{number}"
        return hashlib.sha256(key.encode()).hexdigest()[:_ID_DIGITS]


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
