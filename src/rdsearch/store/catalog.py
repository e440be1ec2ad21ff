"""Reads a published catalog."""

import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from rdsearch.errors import IndexUnusable
from rdsearch.store.entries import (
    FileFailure,
    OutcomeEntry,
    ProjectEntry,
    QuoteEntry,
    ReportEntry,
    Withdrawal,
)
from rdsearch.store.facets import OCR_PAGES, TRAITS, PassageTraits, traits_of
from rdsearch.store.paging import PagesOnDemand
from rdsearch.store.projects import called, entries_of
from rdsearch.store.rows import (
    COUNTED,
    OF_EXCERPT,
    marks,
    outcome_of,
    page_of,
    page_of_excerpt,
    passage_of,
    project_list_of,
    project_of,
    quote_of,
    report_of,
)
from rdsearch.types import (
    Outcome,
    Page,
    PageProblem,
    Passage,
    Project,
    ProjectList,
    Quote,
    Report,
    Span,
)

_Made = TypeVar("_Made")
_Row = tuple[Any, ...]
_PAGES_HELD = 16


class Catalog:
    """Reads a published catalog; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise IndexUnusable(f"{path} is missing; build the index again with `rdsearch ingest`")
        self._path = path
        # immutable: published catalogs never change, so no locks and no journal are needed.
        self._uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._idle: list[sqlite3.Connection] = []

    def close(self) -> None:
        """Call when no other thread reads any more."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that no other thread uses meanwhile.

        Not one a thread: a server's threads come and go, and would leave theirs open.
        """
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
        try:
            yield connection
        except (sqlite3.Error, zlib.error, ValueError, TypeError) as error:
            raise IndexUnusable(
                f"{self._path} is damaged ({error});"
                " build the index again with `rdsearch ingest --fresh`"
            ) from error
        finally:
            self._idle.append(connection)

    def _all(
        self, make: Callable[[_Row], _Made], query: str, values: Sequence[object] = ()
    ) -> list[_Made]:
        with self._connection() as connection:
            return [make(row) for row in connection.execute(query, values)]

    def _one(
        self, make: Callable[[_Row], _Made], query: str, values: Sequence[object]
    ) -> _Made | None:
        return next(iter(self._all(make, query, values)), None)

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        queries = (f"SELECT '{table}', count(*) FROM {table}" for table in COUNTED)
        return dict(self._all(_pair, " UNION ALL ".join(queries)))

    def reports(self) -> tuple[ReportEntry, ...]:
        """All reports by id."""
        found = self._all(report_of, "SELECT * FROM report ORDER BY report_id")
        return tuple(self._entry(report) for report in found)

    def descriptions(self) -> dict[str, Report]:
        """Every report by id, without what the index has of it: that takes counting."""
        found = self._all(report_of, "SELECT * FROM report ORDER BY report_id")
        return {report.report_id: report for report in found}

    def report(self, report_id: str) -> ReportEntry | None:
        found = self._one(report_of, "SELECT * FROM report WHERE report_id = ?", (report_id,))
        return self._entry(found) if found else None

    def _entry(self, report: Report) -> ReportEntry:
        pages = self._all(
            tuple,
            "SELECT number, problem, language, ocr_confidence, hidden_words FROM page"
            " WHERE report_id = ? ORDER BY number",
            (report.report_id,),
        )
        passages = self.rows_of(report_ids=(report.report_id,))
        languages: dict[str, int] = {}
        for _, _, language, *_ in pages:
            if language:
                languages[language] = languages.get(language, 0) + 1
        return ReportEntry(
            report=report,
            pages=len(pages),
            passages=len(passages),
            problems=tuple((n, PageProblem(p)) for n, p, *_ in pages if p),
            ocr_pages=sum(ocr is not None for *_, ocr, _ in pages),
            hidden_words=sum(hidden for *_, hidden in pages),
            languages=tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
            versions=self._versions_of(report.report_id),
        )

    def _versions_of(self, report_id: str) -> tuple[str, ...]:
        found = self._all(
            _first,
            "SELECT report_id FROM version JOIN report USING (report_id) WHERE report_id != ?1"
            " AND family = (SELECT family FROM version WHERE report_id = ?1)"
            " ORDER BY published DESC, report_id",
            (report_id,),
        )
        return tuple(found)

    def families(self) -> dict[str, int]:
        """By the reports that have versions: equal for versions of each other."""
        return dict(self._all(_pair, "SELECT report_id, family FROM version ORDER BY report_id"))

    def page(self, report_id: str, number: int) -> Page | None:
        query = "SELECT * FROM page WHERE report_id = ? AND number = ?"
        return self._one(page_of, query, (report_id, number))

    def page_of_excerpt(self, report_id: str, number: int, spans: Sequence[Span]) -> Page | None:
        """A page to cite from: its whole text, but of its words those that its spans touch, and no blocks,
        tables and running heads. Takes a fraction of the time."""
        its = [span for span in spans if span.page == number]
        query = f"SELECT {OF_EXCERPT} FROM page WHERE report_id = ? AND number = ?"
        return self._one(lambda row: page_of_excerpt(row, its), query, (report_id, number))

    def pages(self, report_id: str) -> Iterator[Page]:
        """All pages of a report, in order."""
        query = "SELECT * FROM page WHERE report_id = ? ORDER BY number"
        return iter(self._all(page_of, query, (report_id,)))

    def each_page(self, report_id: str) -> Sequence[Page]:
        """All pages of a report, in order, each read when it is asked for: of a long one they take much memory."""
        query = "SELECT count(*) FROM page WHERE report_id = ?"
        count = self._one(_first, query, (report_id,)) or 0
        return PagesOnDemand(partial(self._page_that_is_there, report_id), count, held=_PAGES_HELD)

    def _page_that_is_there(self, report_id: str, number: int) -> Page:
        page = self.page(report_id, number)
        if page is None:
            raise IndexUnusable(
                f"page {number} is missing from {self._path};"
                " build the index again with `rdsearch ingest --fresh`"
            )
        return page

    def page_texts(self, report_id: str) -> dict[int, str]:
        """The text of each page of a report, by number and in order: without its words, which are most of it."""
        query = "SELECT number, text FROM page WHERE report_id = ? ORDER BY number"
        return dict(self._all(_pair, query, (report_id,)))

    def passage(self, passage_id: str) -> Passage | None:
        return self._one(passage_of, "SELECT * FROM passage WHERE passage_id = ?", (passage_id,))

    def passages_at(self, rows: Sequence[int]) -> dict[int, Passage]:
        """The passages of these rows; a row that does not exist is left out."""
        query = f"SELECT * FROM passage WHERE row IN ({marks(len(rows))})"
        return dict(self._all(lambda row: (row[3], passage_of(row)), query, tuple(rows)))

    def passages(self) -> Iterator[Passage]:
        """Every passage, in row order."""
        with self._connection() as connection:
            for row in connection.execute("SELECT * FROM passage ORDER BY row"):
                yield passage_of(row)

    def passages_of(self, report_id: str) -> Iterator[Passage]:
        """The passages of a report, in order, each read when it is asked for."""
        query = "SELECT * FROM passage WHERE report_id = ? ORDER BY ordinal"
        with self._connection() as connection:
            for row in connection.execute(query, (report_id,)):
                yield passage_of(row)

    def rows_of(self, *, report_ids: Sequence[str] = ()) -> list[int]:
        """The rows of passages in any of these reports (all when none)."""
        where = f"AND report_id IN ({marks(len(report_ids))})" if report_ids else ""
        query = f"SELECT row FROM passage WHERE row IS NOT NULL {where} ORDER BY row"
        return self._all(_first, query, tuple(report_ids))

    def traits(self) -> list[PassageTraits]:
        """What every passage can be filtered by, in row order."""
        ocr_pages = frozenset(self._all(lambda row: (row[0], row[1]), OCR_PAGES))
        with self._connection() as connection:
            return list(traits_of(connection.execute(TRAITS), ocr_pages))

    def projects(self) -> list[tuple[str, str, int]]:
        """(project, report_id, passages), by name."""
        return self._all(
            lambda row: (row[0], row[1], row[2]),
            "SELECT project, report_id, count(*) FROM passage WHERE project IS NOT NULL"
            " GROUP BY project, report_id ORDER BY project, report_id",
        )

    def project_entries(self) -> tuple[ProjectEntry, ...]:
        """Every project, by name."""
        with self._connection() as connection:
            return tuple(entries_of(connection))

    def project(self, name: str) -> ProjectEntry | None:
        """The project of this id, or of this name or other name, however spelled."""
        return called(self.project_entries(), name)

    def known_projects(self) -> tuple[Project, ...]:
        """What every project is called, by id, without what the index has of it: that takes counting."""
        return tuple(self._all(project_of, "SELECT * FROM project ORDER BY project_id"))

    def project_lists(self) -> dict[str, ProjectList]:
        """What people said of their projects, by the path of the file that said it."""
        return dict(self._all(project_list_of, "SELECT * FROM project_list ORDER BY source_path"))

    def languages(self) -> dict[str, int]:
        """Passages by language, the most first; those whose language is unknown are in none."""
        return dict(
            self._all(
                _pair,
                "SELECT language, count(*) FROM passage WHERE language IS NOT NULL"
                " GROUP BY language ORDER BY count(*) DESC, language",
            )
        )

    def quotes(self) -> tuple[QuoteEntry, ...]:
        """Every quote, in reading order."""
        found = self._all(
            lambda row: QuoteEntry(quote_of(row[2:-3]), row[0], row[1], *row[-3:]),
            "SELECT q.*, s.project, s.row, s.language FROM quote q LEFT JOIN passage s USING (passage_id)"
            " ORDER BY q.report_id, q.page, q.start",
        )
        return tuple(found)

    def outcomes(self) -> tuple[OutcomeEntry, ...]:
        """Every outcome figure, in reading order."""
        found = self._all(
            lambda row: OutcomeEntry(outcome_of(row[2:-3]), row[0], row[1], *row[-3:]),
            "SELECT o.*, s.project, s.row, s.language FROM outcome o LEFT JOIN passage s USING (passage_id)"
            " ORDER BY o.report_id, o.page, o.start, o.rowid",
        )
        return tuple(found)

    def outcomes_at(self, rows: Sequence[int]) -> list[tuple[int, Outcome]]:
        """The outcomes in the passages of these rows, each with its row, in reading order."""
        return self._all(
            lambda row: (row[-1], outcome_of(row[2:-1])),
            "SELECT o.*, s.row FROM passage s JOIN outcome o USING (passage_id)"
            f" WHERE s.row IN ({marks(len(rows))}) ORDER BY s.row, o.page, o.start, o.rowid",
            tuple(rows),
        )

    def quotes_at(self, rows: Sequence[int]) -> list[tuple[int, Quote]]:
        """The quotes in the passages of these rows, each with its row, in reading order."""
        return self._all(
            lambda row: (row[-1], quote_of(row[2:-1])),
            "SELECT q.*, s.row FROM passage s JOIN quote q USING (passage_id)"
            f" WHERE s.row IN ({marks(len(rows))}) ORDER BY s.row, q.page, q.start",
            tuple(rows),
        )

    def quotes_by_speaker(self) -> dict[str, int]:
        """How many quotes each speaker has, as the reports name them, in reading order."""
        query = "SELECT speaker FROM quote WHERE speaker != '' ORDER BY report_id, page, start"
        with self._connection() as connection:
            return Counter(speaker for (speaker,) in connection.execute(query))

    def speakers(self) -> list[tuple[str, str, int]]:
        """(speaker as the report names it, report id, row of the passage) of all quotes with a speaker."""
        return self._all(
            lambda row: (row[0], row[1], row[2]),
            "SELECT DISTINCT q.speaker, q.report_id, s.row FROM quote q JOIN passage s USING (passage_id)"
            " WHERE q.speaker != '' AND s.row IS NOT NULL ORDER BY s.row, q.speaker",
        )

    def failures(self) -> tuple[FileFailure, ...]:
        """Files that were offered and are not in, by name."""
        query = "SELECT * FROM failure ORDER BY file, sha256, reason, message"
        return tuple(self._all(lambda row: FileFailure(*row), query))

    def withdrawn(self) -> dict[str, Withdrawal]:
        """Withdrawn reports by id."""
        found = self._all(
            lambda row: Withdrawal(row[0], row[1], date.fromisoformat(row[2])),
            "SELECT * FROM withdrawn ORDER BY report_id",
        )
        return {withdrawal.report_id: withdrawal for withdrawal in found}


def _first(row: _Row) -> Any:  # noqa: ANN401 - a column of whatever type
    return row[0]


def _pair(row: _Row) -> tuple[Any, Any]:
    return row[0], row[1]
