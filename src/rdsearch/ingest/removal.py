"""Takes a report out: the next index is the same without it, and its file stays out until restored."""

from datetime import UTC, datetime
from pathlib import Path

from rdsearch.errors import CorpusError
from rdsearch.index import Index, Manifest, building, locked, open_index
from rdsearch.store import Withdrawal


def remove(report_id: str, *, root: Path) -> Manifest:
    """Publishes the index without this report. Raises CorpusError for an unknown id."""
    with locked(root):
        old = open_index(root)
        try:
            return _without(report_id, old, root)
        finally:
            old.close()


def _without(report_id: str, old: Index, root: Path) -> Manifest:
    reports = [entry.report for entry in old.catalog.reports()]
    gone = next((report for report in reports if report.report_id == report_id), None)
    if gone is None:
        raise CorpusError(f"there is no report {report_id!r}; `rdsearch reports` lists the ids")
    today = datetime.now(UTC).date()
    withdrawn = {**old.catalog.withdrawn(), report_id: Withdrawal(report_id, gone.sha256, today)}
    with building(root, old.manifest.key) as builder:
        rest = [report for report in reports if report.report_id != report_id]
        for report in rest:
            builder.carry(report, old, source_id=report.report_id)
        return builder.publish(
            [report.report_id for report in rest],
            failures=old.catalog.failures(),
            withdrawn=tuple(withdrawn.values()),
            project_lists=old.catalog.project_lists(),
            projects_before=old.catalog.known_projects(),
        )
