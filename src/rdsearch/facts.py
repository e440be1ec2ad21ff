"""Quotes and outcomes of an index: all of them, or those in the passages that answer a question."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from rdsearch import dutch
from rdsearch.index import Index
from rdsearch.search import Query, Searcher
from rdsearch.store import OutcomeEntry, QuoteEntry

_Entry = TypeVar("_Entry", QuoteEntry, OutcomeEntry)

_PASSAGES = 50  # whose facts answer a question


def quotes(index: Index, *, speaker: str | None = None) -> tuple[QuoteEntry, ...]:
    """Every quote in reading order; of one speaker where given, by any part of the name."""
    return tuple(
        entry
        for entry in index.catalog.quotes()
        if speaker is None or _names(speaker, entry.quote.speaker)
    )


def outcomes(index: Index, *, project: str | None = None) -> tuple[OutcomeEntry, ...]:
    """Every outcome in reading order; of one project where given."""
    return tuple(
        entry
        for entry in index.catalog.outcomes()
        if project is None or _names(project, entry.project)
    )


def answering(searcher: Searcher, question: str, entries: Sequence[_Entry]) -> tuple[_Entry, ...]:
    """The facts that stand in the best passages for a question, best passage first."""
    hits = searcher.search(Query(question, limit=_PASSAGES)).hits
    rank = {p.passage_id: hit.rank for hit in hits for p in (hit.passage, hit.neighbour) if p}
    return _ranked(entries, lambda entry: rank.get(entry.passage_id or ""))


def _ranked(
    entries: Iterable[_Entry], rank_of: Callable[[_Entry], int | None]
) -> tuple[_Entry, ...]:
    found = [(rank, entry) for entry in entries if (rank := rank_of(entry)) is not None]
    return tuple(entry for _, entry in sorted(found, key=lambda item: item[0]))


def _names(asked: str, name: str | None) -> bool:
    """Whether every word that was asked is a word of the name, accents and capitals aside."""
    return name is not None and set(dutch.forms(asked)) <= set(dutch.forms(name))
