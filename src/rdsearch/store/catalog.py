"""Reads a published catalog."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from rdsearch.errors import IndexUnusable
from rdsearch.store.entries import FileFailure, OutcomeEntry, QuoteEntry, ReportEntry, Withdrawal
from rdsearch.store.rows import OF_REPORT, marks, page_of, passage_of, report_of, strings
from rdsearch.types import Outcome, Page, PageProblem, Passage, Quote, Report


class Catalog:
    """Reads a published catalog; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise IndexUnusable(f"{path} is missing; build the index again with `rdsearch ingest`")
        # immutable: published catalogs never change, so no locks and no journal are needed.
        self._uri = f"{path.resolve().as_uri()}?immutable=1"
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []

    def close(self) -> None:
        for connection in self._all:
            connection.close()

    def _execute(self, query: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            # One connection a thread; closing happens in whichever thread closes the index.
            connection = sqlite3.connect(self._uri, uri=True, check_same_thread=False)
            self._local.connection = connection
            self._all.append(connection)
        return connection.execute(query, values)

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {t: self._execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in OF_REPORT}

    def reports(self) -> tuple[ReportEntry, ...]:
        """All reports by id."""
        rows = self._execute("SELECT * FROM report ORDER BY report_id").fetchall()
        return tuple(self._entry(report_of(row)) for row in rows)

    def report(self, report_id: str) -> ReportEntry | None:
        row = self._execute("SELECT * FROM report WHERE report_id = ?", (report_id,)).fetchone()
        return self._entry(report_of(row)) if row else None

    def _entry(self, report: Report) -> ReportEntry:
        pages = self._execute(
            "SELECT number, problem, language, ocr_confidence FROM page WHERE report_id = ?"
            " ORDER BY number",
            (report.report_id,),
        ).fetchall()
        passages = self._execute(
            "SELECT count(*) FROM passage WHERE report_id = ?", (report.report_id,)
        ).fetchone()[0]
        languages: dict[str, int] = {}
        for _, _, language, _ in pages:
            if language:
                languages[language] = languages.get(language, 0) + 1
        return ReportEntry(
            report=report,
            pages=len(pages),
            passages=passages,
            problems=tuple((n, PageProblem(p)) for n, p, _, _ in pages if p),
            ocr_pages=sum(ocr is not None for _, _, _, ocr in pages),
            languages=tuple(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
        )

    def page(self, report_id: str, number: int) -> Page | None:
        row = self._execute(
            "SELECT * FROM page WHERE report_id = ? AND number = ?", (report_id, number)
        ).fetchone()
        return page_of(row) if row else None

    def pages(self, report_id: str) -> Iterator[Page]:
        """All pages of a report, in order."""
        query = "SELECT * FROM page WHERE report_id = ? ORDER BY number"
        return (page_of(row) for row in self._execute(query, (report_id,)).fetchall())

    def passage(self, passage_id: str) -> Passage | None:
        row = self._execute("SELECT * FROM passage WHERE passage_id = ?", (passage_id,)).fetchone()
        return passage_of(row) if row else None

    def passages_at(self, rows: Sequence[int]) -> dict[int, Passage]:
        """The passages of these rows; a row that does not exist is left out."""
        places = marks(len(rows))
        found = self._execute(f"SELECT * FROM passage WHERE row IN ({places})", tuple(rows))
        return {row[3]: passage_of(row) for row in found}

    def passages(self) -> Iterator[Passage]:
        """Every passage, in row order."""
        return (passage_of(row) for row in self._execute("SELECT * FROM passage ORDER BY row"))

    def passages_of(self, report_id: str) -> Iterator[Passage]:
        """The passages of a report, in order."""
        query = "SELECT * FROM passage WHERE report_id = ? ORDER BY ordinal"
        return (passage_of(row) for row in self._execute(query, (report_id,)).fetchall())

    def rows_of(self, *, report_ids: Sequence[str] = (), project: str | None = None) -> list[int]:
        """The rows of passages in any of these reports (all when none) and of this project."""
        clauses, values = ["row IS NOT NULL"], list[str]()
        if report_ids:
            clauses.append(f"report_id IN ({marks(len(report_ids))})")
            values += report_ids
        if project is not None:
            clauses.append("project = ?")
            values.append(project)
        query = f"SELECT row FROM passage WHERE {' AND '.join(clauses)} ORDER BY row"
        return [row[0] for row in self._execute(query, values)]

    def projects(self) -> list[tuple[str, str, int]]:
        """(project, report_id, passages), by name."""
        return self._execute(
            "SELECT project, report_id, count(*) FROM passage WHERE project IS NOT NULL"
            " GROUP BY project, report_id ORDER BY project, report_id"
        ).fetchall()

    def quotes(self) -> tuple[QuoteEntry, ...]:
        """Every quote, in reading order."""
        rows = self._execute(
            "SELECT q.*, p.labels, s.project FROM quote q"
            " JOIN page p ON p.report_id = q.report_id AND p.number = q.page"
            " LEFT JOIN passage s USING (passage_id) ORDER BY q.report_id, q.page, q.start"
        )
        return tuple(
            QuoteEntry(Quote(*row[2:9]), row[0], row[1], strings(row[9]), row[10]) for row in rows
        )

    def outcomes(self) -> tuple[OutcomeEntry, ...]:
        """Every outcome figure, in reading order."""
        rows = self._execute(
            "SELECT o.*, p.labels, s.project FROM outcome o"
            " JOIN page p ON p.report_id = o.report_id AND p.number = o.page"
            " LEFT JOIN passage s USING (passage_id) ORDER BY o.report_id, o.page, o.start, o.rowid"
        )
        return tuple(
            OutcomeEntry(Outcome(*row[2:10]), row[0], row[1], strings(row[10]), row[11])
            for row in rows
        )

    def failures(self) -> tuple[FileFailure, ...]:
        """Files that were offered and are not in."""
        return tuple(FileFailure(*row) for row in self._execute("SELECT * FROM failure"))

    def withdrawn(self) -> dict[str, Withdrawal]:
        """Withdrawn reports by id."""
        rows = self._execute("SELECT * FROM withdrawn ORDER BY report_id")
        return {row[0]: Withdrawal(row[0], row[1], date.fromisoformat(row[2])) for row in rows}
