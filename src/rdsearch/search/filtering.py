"""Filters of a query → the rows that they leave."""

from collections.abc import Collection, Sequence
from datetime import date

from rdsearch.errors import QueryError
from rdsearch.index import Index
from rdsearch.types import NO_FILTERS, Filters, Report

_MAX_NAMES_LISTED = 20


class RowFilter:
    """Knows the values of one index, so that a filter by an unknown one can say which there are."""

    def __init__(self, index: Index) -> None:
        self._catalog = index.catalog
        self._reports = index.catalog.descriptions()
        self._projects = sorted({project for project, _, _ in index.catalog.projects()})
        self._languages = tuple(index.catalog.languages())

    def rows(self, filters: Filters) -> list[int] | None:
        """The rows that the filters leave, ascending; None without filters. Raises QueryError for a value
        that no passage has."""
        _check_period(filters)
        _check("report", filters.report_ids, self._reports)
        _check("project", _given(filters.project), self._projects)
        _check("language", _given(filters.language), self._languages)
        if filters == NO_FILTERS:
            return None
        report_ids = [
            report_id
            for report_id, report in self._reports.items()
            if (not filters.report_ids or report_id in filters.report_ids)
            and _is_published_within(report, filters)
        ]
        if not report_ids:
            return []
        return self._catalog.rows_of(
            report_ids=report_ids, project=filters.project, language=filters.language
        )


def _given(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _check(kind: str, values: Sequence[str], known: Collection[str]) -> None:
    if unknown := [value for value in values if value not in known]:
        raise QueryError(
            f"unknown_{kind}",
            f"there is no {kind} {', '.join(unknown)}; known are: {_listed(known)}",
        )


def _listed(names: Collection[str]) -> str:
    """As many names as a line of an error can bear."""
    shown = ", ".join([*names][:_MAX_NAMES_LISTED]) or "none"
    more = len(names) - _MAX_NAMES_LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def _check_period(filters: Filters) -> None:
    first, last = filters.published_from, filters.published_to
    if first and last and first > last:
        raise QueryError("bad_period", "the period ends before it begins; swap its dates")


def _is_published_within(report: Report, filters: Filters) -> bool:
    if filters.published_from is None and filters.published_to is None:
        return True
    if report.published is None:
        return False
    first, last = filters.published_from or date.min, filters.published_to or date.max
    return first <= report.published <= last
