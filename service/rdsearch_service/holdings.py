"""What an index holds and what it could not read, counted once when it is opened."""

from dataclasses import dataclass
from datetime import date

from rdsearch.store import Catalog, FileFailure, ReportEntry
from rdsearch.types import PageProblem


@dataclass(frozen=True, slots=True)
class Holdings:
    """The reports by title, and what is honestly missing."""

    reports: tuple[ReportEntry, ...]
    failures: tuple[FileFailure, ...]
    withdrawn: dict[str, date]
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
    def report_ids(self) -> frozenset[str]:
        return frozenset(entry.report.report_id for entry in self.reports)


def holdings_of(catalog: Catalog) -> Holdings:
    return Holdings(
        reports=tuple(sorted(catalog.reports(), key=lambda e: e.report.title.casefold())),
        failures=catalog.failures(),
        withdrawn={w.report_id: w.withdrawn_on for w in catalog.withdrawn().values()},
        languages=tuple(catalog.languages()),
    )
