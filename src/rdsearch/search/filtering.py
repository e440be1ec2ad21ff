"""Filters of a query → the rows that they leave."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rdsearch import dutch
from rdsearch.errors import QueryError, UnknownValue
from rdsearch.index import Index
from rdsearch.search.columns import Column, columns_of
from rdsearch.search.naming import projects_by_name_key
from rdsearch.search.nearest import nearest
from rdsearch.types import NO_FILTERS, Filters

_FILTERS_KEPT = 64  # of which the rows are remembered: people page, and change one filter at a time


class RowFilter:
    """Turns filters into rows. Knows the values of one index, so that an unknown one can say which there are."""

    def __init__(self, index: Index) -> None:
        self.columns = columns_of(index.catalog.traits(), index.catalog.descriptions())
        self._projects = projects_by_name_key(index.catalog.known_projects())
        # An index never changes: the rows of equal filters are always the same.
        self._rows_of = lru_cache(maxsize=_FILTERS_KEPT)(self._rows)

    def resolved(self, filters: Filters) -> Filters:
        """The same filters as this index spells their values. Raises QueryError for a value that it does
        not have and for a period that ends before it begins."""
        first, last = filters.published_from, filters.published_to
        if first and last and first > last:
            raise QueryError("bad_period", "the period ends before it begins; swap its dates")
        columns = self.columns
        return replace(
            filters,
            report_ids=tuple(_spelled("report", r, columns.report) for r in filters.report_ids),
            publisher=_given("publisher", filters.publisher, columns.publisher),
            theme=_given("theme", filters.theme, columns.theme),
            project=_given("project", self._project(filters.project), columns.project),
            language=_given("language", filters.language, columns.language),
        )

    def _project(self, asked: str | None) -> str | None:
        """By any of its names the one that passages have."""
        project = self._projects.get(dutch.name_key(asked)) if asked else None
        return project.name if project else asked

    def rows(self, filters: Filters) -> Sequence[int] | None:
        """The rows that the filters leave, ascending; None without filters. Raises QueryError as `resolved`."""
        filters = self.resolved(filters)
        return None if filters == NO_FILTERS else self._rows_of(filters)

    def _rows(self, filters: Filters) -> tuple[int, ...]:
        mask = np.ones(len(self.columns.published), dtype=bool)
        for condition in self._conditions(filters):
            mask &= condition
        return tuple(np.flatnonzero(mask).tolist())

    def _conditions(self, filters: Filters) -> Iterator[NDArray[np.bool_]]:
        columns = self.columns
        if filters.report_ids:
            yield np.any([columns.report.mask(r) for r in filters.report_ids], axis=0)
        for value, column in (
            (filters.publisher, columns.publisher),
            (filters.theme, columns.theme),
            (filters.project, columns.project),
            (filters.language, columns.language),
        ):
            if value is not None:
                yield column.mask(value)
        for wanted, column in (
            (filters.read_by_ocr, columns.ocr),
            (filters.has_quote, columns.quote),
            (filters.has_figure, columns.figure),
        ):
            if wanted is not None:
                yield column.mask("true") == wanted
        if filters.published_from or filters.published_to:
            first, last = filters.published_from or date.min, filters.published_to or date.max
            days = columns.published
            yield (days > 0) & (days >= first.toordinal()) & (days <= last.toordinal())


def _given(kind: str, asked: str | None, column: Column) -> str | None:
    return None if asked is None else _spelled(kind, asked, column)


def _spelled(kind: str, asked: str, column: Column) -> str:
    """Raises UnknownValue."""
    if (value := column.spelled(asked)) is not None:
        return value
    raise UnknownValue(kind, asked, nearest=nearest(asked, column.values), known=column.values)
