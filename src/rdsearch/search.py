"""`Searcher`: a question → cited hits."""

import re
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from rdsearch import cite, dense, dutch, lexical
from rdsearch.config import FusionConfig
from rdsearch.errors import QueryError
from rdsearch.fuse import Fused, fused
from rdsearch.index import Index
from rdsearch.types import Candidate, Encoder, Hit, Page, Passage, Report

System = Literal["hybrid", "dense", "lexical"]

MAX_QUESTION_LENGTH = 1_000
MAX_LIMIT = 100
_MAX_DEPTH = 1_000
_PAGES_KEPT = 256  # some 20 MB

_QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|„([^”“]+)[”“]|«([^»]+)»')
_MAX_WORDS_SHOWN = 6
_MAX_NAMES_LISTED = 20
_DEFAULT_FUSION = FusionConfig()


@dataclass(frozen=True, slots=True)
class Query:
    """A question and what it is limited to. `exact` asks for its literal words."""

    text: str
    limit: int = 10
    offset: int = 0
    report_ids: tuple[str, ...] = ()
    project: str | None = None
    published_from: date | None = None
    published_to: date | None = None
    exact: bool = False
    language: str | None = None  # ISO 639-1


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits of one page of results. `total` counts the passages that were ranked."""

    query: Query
    index_id: str
    total: int
    hits: tuple[Hit, ...]
    took_ms: float
    timings_ms: dict[str, float]


class Searcher:
    """Answers questions from one index. Safe to share between threads."""

    def __init__(
        self, index: Index, encoder: Encoder, *, fusion: FusionConfig = _DEFAULT_FUSION
    ) -> None:
        if encoder.model_id != index.manifest.key.model_id:
            raise QueryError(
                "model_mismatch",
                f"the index was built with model {index.manifest.key.model_id}, the question would be"
                f" read by {encoder.model_id}; search with the same --model or ingest again",
            )
        self.index = index
        self._encoder = encoder
        self._fusion = fusion
        # An index never changes, and making a page of its rows costs more than all other citing.
        self._reports = index.catalog.descriptions()
        self._projects = sorted({project for project, _, _ in index.catalog.projects()})
        self._languages = tuple(index.catalog.languages())
        self._page = lru_cache(maxsize=_PAGES_KEPT)(index.catalog.page)

    def search(self, query: Query, *, system: System = "hybrid") -> Answer:
        """The best passages, cited. Raises QueryError for a query that cannot be answered as asked."""
        timings: dict[str, float] = {}
        began = time.perf_counter()
        text = _checked(query)
        report_ids = self._report_ids(query)
        if query.project is not None and query.project not in self._projects:
            raise QueryError(
                "unknown_project",
                f"there is no project {query.project}; known are: {_listed(self._projects)}",
            )
        if query.language is not None and query.language not in self._languages:
            raise QueryError(
                "unknown_language",
                f"there is no text in language {query.language}; known are: {_listed(self._languages)}",
            )
        phrases = _phrases(text, exact=query.exact)
        if report_ids == () and _has_report_filter(query):
            ranked: list[Fused] = []  # no report was published in that period
        elif phrases:
            with _timed(timings, "lexical"):
                found = self.index.lexical.phrases(
                    phrases,
                    _MAX_DEPTH,
                    report_ids=report_ids,
                    project=query.project,
                    language=query.language,
                )
            ranked = [Fused(c.row, c.score, (c,)) for c in found]
        else:
            ranked = self._ranked(text, query, report_ids, system, timings)
        with _timed(timings, "cite"):
            shown = ranked[query.offset : query.offset + query.limit]
            hits = self._hits(shown, text, phrases, first_rank=query.offset + 1)
        took_ms = (time.perf_counter() - began) * 1000
        return Answer(query, self.index.index_id, len(ranked), hits, took_ms, timings)

    def hit(self, passage_id: str, *, highlights_for: str | None = None) -> Hit | None:
        """One passage as a hit, cited and checked; None for an unknown id."""
        passage = self.index.catalog.passage(passage_id)
        if passage is None:
            return None
        hit = self._cited(passage, Fused(row=0, score=1.0, candidates=()), rank=1)
        if not highlights_for:
            return hit
        marks = cite.highlights_of(highlights_for, hit.citation.excerpt)
        return replace(hit, highlights=marks)

    def _report_ids(self, query: Query) -> tuple[str, ...]:
        """The reports that the filters leave; all (an empty tuple) when there are no such filters."""
        if not _has_report_filter(query):
            return ()
        if unknown := [name for name in query.report_ids if name not in self._reports]:
            raise QueryError(
                "unknown_report",
                f"there is no report {', '.join(unknown)}; known are: {_listed(self._reports)}",
            )
        return tuple(
            report_id
            for report_id, report in self._reports.items()
            if (not query.report_ids or report_id in query.report_ids)
            and _is_published_within(report, query)
        )

    def _ranked(
        self,
        text: str,
        query: Query,
        report_ids: tuple[str, ...],
        system: System,
        timings: dict[str, float],
    ) -> list[Fused]:
        # The same however far people page: another depth would scale the scores anew and reorder them.
        depth = self._fusion.depth
        if system != "hybrid":
            depth = min(_MAX_DEPTH, max(depth, query.offset + query.limit))
        by_words: list[Candidate] = []
        if system != "dense":
            with _timed(timings, "lexical"):
                by_words = self.index.lexical.search(
                    text,
                    depth,
                    report_ids=report_ids,
                    project=query.project,
                    language=query.language,
                )
            if system == "lexical":
                return [Fused(c.row, c.score, (c,)) for c in by_words]
        with _timed(timings, "encode"):
            vector = self._encoder.encode_query(text)
        with _timed(timings, "dense"):
            allowed = None
            if report_ids or query.project is not None or query.language is not None:
                allowed = self.index.catalog.rows_of(
                    report_ids=report_ids, project=query.project, language=query.language
                )
            by_meaning = self.index.dense.search(vector, depth, allowed=allowed)
        if system == "dense":
            return [Fused(c.row, c.score, (c,)) for c in by_meaning]
        with _timed(timings, "fuse"):
            rows = sorted({c.row for c in (*by_meaning, *by_words)})
            similarity = dict(zip(rows, self.index.dense.scores(vector, rows), strict=True))
            return fused(
                by_meaning,
                by_words,
                dense_scores=similarity,
                lexical_weight=self._fusion.lexical_weight,
            )

    def _hits(
        self, shown: Sequence[Fused], text: str, phrases: Sequence[str], *, first_rank: int
    ) -> tuple[Hit, ...]:
        passages = self.index.catalog.passages_at([found.row for found in shown])
        hits: list[Hit] = []
        for rank, found in enumerate(shown, start=first_rank):
            hit = self._cited(passages[found.row], found, rank=rank)
            excerpt = hit.citation.excerpt
            marks = (
                tuple(sorted({m for p in phrases for m in cite.phrase_highlights(p, excerpt)}))
                if phrases
                else cite.highlights_of(text, excerpt)
            )
            words = dict.fromkeys(excerpt[start:end].casefold() for start, end in marks)
            why = tuple(_why(found, tuple(words), is_exact=bool(phrases)))
            hits.append(replace(hit, highlights=marks, why=why))
        return tuple(hits)

    def _cited(self, passage: Passage, found: Fused, *, rank: int) -> Hit:
        pages: dict[int, Page] = {}
        for number in {span.page for span in passage.spans}:
            if page := self._page(passage.report_id, number):
                pages[number] = page
        return Hit(
            rank=rank,
            score=found.score,
            passage=passage,
            citation=cite.citation_of(passage, self._reports[passage.report_id], pages),
            candidates=found.candidates,
        )


def _checked(query: Query) -> str:
    text = " ".join(query.text.split())
    if not dutch.forms(text):
        raise QueryError("no_words", "the question has no words; type at least one word or number")
    if len(text) > MAX_QUESTION_LENGTH:
        raise QueryError(
            "too_long",
            f"the question has {len(text)} characters, {MAX_QUESTION_LENGTH} are allowed; shorten it",
        )
    if not 1 <= query.limit <= MAX_LIMIT:
        raise QueryError("bad_limit", f"ask for 1 to {MAX_LIMIT} hits, not {query.limit}")
    if query.offset < 0:
        raise QueryError("bad_offset", "the offset cannot be negative")
    if query.published_from and query.published_to and query.published_from > query.published_to:
        raise QueryError("bad_period", "the period ends before it begins; swap its dates")
    return text


def _listed(names: Collection[str]) -> str:
    """As many names as a line of an error can bear."""
    shown = ", ".join([*names][:_MAX_NAMES_LISTED]) or "none"
    more = len(names) - _MAX_NAMES_LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def _has_report_filter(query: Query) -> bool:
    return bool(query.report_ids or query.published_from or query.published_to)


def _is_published_within(report: Report, query: Query) -> bool:
    if query.published_from is None and query.published_to is None:
        return True
    if report.published is None:
        return False
    return (
        (query.published_from or date.min) <= report.published <= (query.published_to or date.max)
    )


def _phrases(text: str, *, exact: bool) -> tuple[str, ...]:
    """The quoted parts of a question; all of it when it is asked for exactly."""
    quoted = (next(filter(None, groups)) for groups in _QUOTED.findall(text))
    phrases = tuple(phrase for phrase in quoted if dutch.forms(phrase))
    return phrases or ((text,) if exact else ())


def _why(found: Fused, words: tuple[str, ...], *, is_exact: bool) -> Iterator[str]:
    """In Dutch: what people read beside the hit."""
    shown = ", ".join(words[:_MAX_WORDS_SHOWN])
    if is_exact:
        yield f"letterlijk gevonden: {shown}"
        return
    for candidate in found.candidates:
        if candidate.retriever == dense.RETRIEVER:
            yield f"betekenis (plaats {candidate.rank})"
        elif candidate.retriever == lexical.RETRIEVER:
            yield f"woorden (plaats {candidate.rank})" + (f": {shown}" if shown else "")


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    timings[stage] = timings.get(stage, 0.0) + (time.perf_counter() - began) * 1000
