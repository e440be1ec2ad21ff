"""Fills the catalog of an index that is being built."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from rdsearch.store.entries import Document, FileFailure, Withdrawal
from rdsearch.store.rows import (
    OF_REPORT,
    SCHEMA,
    fact_row,
    marks,
    page_row,
    passage_row,
    report_of,
    report_row,
    sketch_of,
    sketch_row,
)
from rdsearch.types import Passage, Report


class CatalogWriter:
    """The catalog of an index that is being built. Used by one thread."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path)
        if not self._columns("report"):  # also where the file was made but its tables were not
            self._db.executescript(f"BEGIN; {SCHEMA} COMMIT;")

    def close(self) -> None:
        self._db.close()

    def reports(self) -> dict[str, Report]:
        """sha256 → report, of every report that is wholly in."""
        rows = self._db.execute("SELECT * FROM report").fetchall()
        return {report.sha256: report for report in map(report_of, rows)}

    def sketches(self) -> dict[str, tuple[int, ...]]:
        """By report id."""
        rows = self._db.execute("SELECT * FROM sketch").fetchall()
        return {row[0]: sketch_of(row) for row in rows}

    def add(self, document: Document) -> None:
        """Adds one report in place of those of its id or its file, wholly or not at all."""
        report_id = document.report.report_id
        with self._db:
            self._drop(document.report)
            self._db.execute(
                f"INSERT INTO report VALUES ({marks(10)})", report_row(document.report)
            )
            self._db.executemany(
                f"INSERT INTO page VALUES ({marks(13)})",
                (page_row(report_id, page) for page in document.pages),
            )
            self._db.executemany(
                f"INSERT INTO passage VALUES ({marks(11)})",
                (passage_row(passage) for passage in document.passages),
            )
            self._db.executemany(
                f"INSERT INTO quote VALUES ({marks(10)})",
                (
                    (report_id, _passage_at(document.passages, q.page, q.start), *fact_row(q))
                    for q in document.quotes
                ),
            )
            self._db.executemany(
                f"INSERT INTO outcome VALUES ({marks(11)})",
                (
                    (report_id, _passage_at(document.passages, o.page, o.start), *fact_row(o))
                    for o in document.outcomes
                ),
            )

            self._db.execute(
                "INSERT INTO sketch VALUES (?, ?)", sketch_row(report_id, document.sketch)
            )

    def carry(self, report: Report, source: Path, *, source_id: str) -> None:
        """Copies the report `source_id` of another catalog, under the description `report`.

        It comes in place of the reports of that id or that file.
        """
        self._db.execute("ATTACH ? AS source", (str(source),))
        try:
            with self._db:
                self._drop(report)
                for table in OF_REPORT[1:]:
                    columns = ", ".join(
                        "?1" if name == "report_id" else ("NULL" if name == "row" else name)
                        for name in self._columns(table)
                    )
                    self._db.execute(
                        f"INSERT INTO {table} SELECT {columns} FROM source.{table} WHERE report_id = ?2",
                        (report.report_id, source_id),
                    )
                self._db.execute(f"INSERT INTO report VALUES ({marks(10)})", report_row(report))
        finally:
            self._db.execute("DETACH source")

    def drop(self, report: Report) -> None:
        """Takes a report out again: what has its id or its file; nothing of either is no error."""
        with self._db:
            self._drop(report)

    def _drop(self, report: Report) -> None:
        same = "SELECT report_id FROM main.report WHERE report_id = ? OR sha256 = ?"
        for (report_id,) in self._db.execute(same, (report.report_id, report.sha256)).fetchall():
            for table in OF_REPORT:
                self._db.execute(f"DELETE FROM main.{table} WHERE report_id = ?", (report_id,))

    def finish(
        self,
        failures: Iterable[FileFailure],
        withdrawn: Iterable[Withdrawal],
        families: Iterable[Sequence[str]] = (),
    ) -> int:
        """Numbers the passages by report and place, writes what is not in and which reports are versions
        of each other, returns the row count."""
        with self._db:
            self._db.execute("DELETE FROM version")
            self._db.executemany(
                "INSERT INTO version VALUES (?, ?)",
                ((name, number) for number, family in enumerate(families) for name in family),
            )
            self._db.execute("DELETE FROM failure")
            self._db.execute("DELETE FROM withdrawn")
            self._db.executemany(
                "INSERT INTO failure VALUES (?, ?, ?, ?)",
                ((f.file, f.sha256, f.reason, f.message) for f in failures),
            )
            self._db.executemany(
                "INSERT INTO withdrawn VALUES (?, ?, ?)",
                ((w.report_id, w.sha256, w.withdrawn_on.isoformat()) for w in withdrawn),
            )
            self._db.execute("UPDATE passage SET row = NULL")
            ids = self._db.execute("SELECT passage_id FROM passage ORDER BY report_id, ordinal")
            numbered = [(row, passage_id) for row, (passage_id,) in enumerate(ids.fetchall())]
            self._db.executemany("UPDATE passage SET row = ? WHERE passage_id = ?", numbered)
        self._db.execute("VACUUM")
        return len(numbered)

    def _columns(self, table: str) -> list[str]:
        return [row[1] for row in self._db.execute(f"PRAGMA main.table_info({table})")]


def _passage_at(passages: Sequence[Passage], page: int, offset: int) -> str | None:
    for passage in passages:
        if any(s.page == page and s.start <= offset < s.end for s in passage.spans):
            return passage.passage_id
    return None
