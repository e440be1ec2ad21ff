"""What an index holds and what it could not read, counted once when it is opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rdsearch.store import Catalog, FileFailure, ReportEntry
from rdsearch.types import PageProblem, Project


@dataclass(frozen=True, slots=True)
class Holdings:
    """The reports by title, and what is honestly missing."""

    reports: tuple[ReportEntry, ...]
    failures: tuple[FileFailure, ...]
    withdrawn: dict[str, date]
    publishers: tuple[str, ...]
    project_list: tuple[Project, ...]  # by name
    languages: tuple[str, ...]  # of passages, the most first

    @property
    def pages(self) -> int:
        return sum(entry.pages for entry in self.reports)

    @property
    def unread_pages(self) -> int:
        return sum(self.unread_of(entry) for entry in self.reports)

    @property
    def ocr_pages(self) -> int:
        return sum(entry.ocr_pages for entry in self.reports)

    @staticmethod
    def unread_of(entry: ReportEntry) -> int:
        """Pages with something on them that was not read."""
        return sum(problem is not PageProblem.EMPTY for _, problem in entry.problems)

    @property
    def projects(self) -> tuple[str, ...]:
        return tuple(project.name for project in self.project_list)

    @property
    def project_ids(self) -> dict[str, str]:
        """By name."""
        return {project.name: project.project_id for project in self.project_list}

    @property
    def titles(self) -> dict[str, str]:
        """By report id."""
        return {entry.report.report_id: entry.report.title for entry in self.reports}


def holdings_of(catalog: Catalog) -> Holdings:
    reports = sorted(catalog.reports(), key=lambda e: e.report.title.casefold())
    return Holdings(
        reports=tuple(reports),
        failures=catalog.failures(),
        withdrawn={w.report_id: w.withdrawn_on for w in catalog.withdrawn().values()},
        publishers=_alphabetical(e.report.publisher for e in reports if e.report.publisher),
        project_list=tuple(entry.project for entry in catalog.project_entries()),
        languages=tuple(catalog.languages()),
    )


def _alphabetical(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=str.casefold))
