"""Fills the catalog of an index that is being built."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from rdsearch.store.entries import FileFailure, Withdrawal
from rdsearch.store.rows import (
    OF_REPORT,
    SCHEMA,
    described_of,
    described_row,
    fact_row,
    marks,
    page_of,
    page_row,
    passage_of,
    passage_row,
    project_list_row,
    project_row,
    report_of,
    report_row,
    sketch_of,
    sketch_row,
    strings,
)
from rdsearch.types import (
    Outcome,
    Page,
    Passage,
    Project,
    ProjectDescription,
    ProjectList,
    Quote,
    Report,
)

# Where the passages of a report stand. On disk, as a report may have any number of them.
_PLACES = (
    "CREATE TEMP TABLE place (page INTEGER, ordinal INTEGER, start INTEGER, end INTEGER,"
    " passage_id TEXT, PRIMARY KEY (page, ordinal, start)) WITHOUT ROWID"
)
_PLACES_OF = (
    "INSERT INTO temp.place SELECT json_extract(value, '$[0]'), ordinal, json_extract(value, '$[1]'),"
    " json_extract(value, '$[2]'), passage_id FROM passage, json_each(spans) WHERE report_id = ?"
)
_HOLDING = (
    "SELECT passage_id FROM temp.place WHERE page = ? AND start <= ? AND end > ?"
    " ORDER BY ordinal LIMIT 1"
)

_NameOf = Callable[[str | None, tuple[str, ...]], str | None]


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

    @contextmanager
    def adding(self, report: Report) -> Iterator["ReportRows"]:
        """Adds a report in place of those of its id or its file: wholly, when the block ends, or not at all."""
        with self._db:
            self._drop(report)
            self._db.execute(f"INSERT INTO report VALUES ({marks(10)})", report_row(report))
            yield ReportRows(self._db, report.report_id)

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

    def described_projects(self) -> tuple[ProjectDescription, ...]:
        """What each report says of projects, also of those that no passage of it is about."""
        query = (
            "SELECT * FROM described_project UNION"
            " SELECT report_id, project_found, '[]', NULL FROM passage WHERE project_found IS NOT NULL"
            " AND (report_id, project_found) NOT IN (SELECT report_id, name FROM described_project)"
            " ORDER BY 1, 2"
        )
        return tuple(map(described_of, self._db.execute(query).fetchall()))

    def set_projects(
        self, projects: Iterable[Project], *, lists: Mapping[str, ProjectList], name_of: _NameOf
    ) -> None:
        """Writes the projects of all reports together, and the lists that went into them, by path.

        `name_of` gives a passage's project from what its report calls the project and from its headings.
        """
        named = tuple(self._named(name_of))
        with self._db:
            self._db.execute("DELETE FROM project")
            self._db.execute("DELETE FROM project_list")
            self._db.executemany(
                f"INSERT INTO project VALUES ({marks(4)})", map(project_row, projects)
            )
            self._db.executemany(
                f"INSERT INTO project_list VALUES ({marks(3)})",
                (project_list_row(path, listed) for path, listed in lists.items()),
            )
            self._db.executemany("UPDATE passage SET project = ? WHERE passage_id = ?", named)

    def _named(self, name_of: _NameOf) -> Iterator[tuple[str | None, str]]:
        """(project, passage id) of the passages whose project is no longer what it was."""
        headings_of = cache(strings)  # passages share their headings
        query = "SELECT passage_id, project, project_found, headings FROM passage"
        for passage_id, before, found, headings in self._db.execute(query):
            if (name := name_of(found, headings_of(headings))) != before:
                yield name, passage_id

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


class ReportRows:
    """What a report has beside its description, as it comes. Its facts come after its passages."""

    def __init__(self, db: sqlite3.Connection, report_id: str) -> None:
        self._db = db
        self._report_id = report_id
        self.passage_count = 0

    def add_pages(self, pages: Iterable[Page]) -> None:
        self._db.executemany(
            f"INSERT INTO page VALUES ({marks(14)})",
            (page_row(self._report_id, page) for page in pages),
        )

    def text_page(self, number: int) -> Page:
        """A page that was added, without its words: their boxes are nearly all that it weighs."""
        query = "SELECT * FROM page WHERE report_id = ? AND number = ?"
        row = self._db.execute(query, (self._report_id, number)).fetchone()
        return page_of((*row[:6], None, *row[7:]))

    def add_passages(self, passages: Sequence[Passage]) -> None:
        self._db.executemany(
            f"INSERT INTO passage VALUES ({marks(12)})", map(passage_row, passages)
        )
        self.passage_count += len(passages)

    def add_facts(self, *, quotes: Iterable[Quote] = (), outcomes: Iterable[Outcome] = ()) -> None:
        """Each with the first passage that it stands in; in any order, one at a time."""
        self._db.execute(_PLACES)
        self._db.execute(_PLACES_OF, (self._report_id,))
        tables: dict[str, Iterable[Quote | Outcome]] = {"quote": quotes, "outcome": outcomes}
        for table, facts in tables.items():
            for fact in facts:
                place = (fact.page, fact.start, fact.start)
                (passage_id,) = self._db.execute(_HOLDING, place).fetchone() or (None,)
                row = (self._report_id, passage_id, *fact_row(fact))
                self._db.execute(f"INSERT INTO {table} VALUES ({marks(len(row))})", row)
        self._db.execute("DROP TABLE temp.place")

    def add_projects(self, projects: Iterable[ProjectDescription]) -> None:
        """What the report says of those that its passages are about."""
        self._db.executemany(
            f"INSERT INTO described_project VALUES ({marks(4)})",
            (described_row(self._report_id, project) for project in projects),
        )

    def add_sketch(self, sketch: Sequence[int]) -> None:
        """Of the text, by which the versions of the report are found."""
        row = sketch_row(self._report_id, sketch)
        self._db.execute("INSERT INTO sketch VALUES (?, ?)", row)

    def passages(self) -> Iterator[Passage]:
        """Those that were added, in order."""
        query = "SELECT * FROM passage WHERE report_id = ? ORDER BY ordinal"
        return map(passage_of, self._db.execute(query, (self._report_id,)))
