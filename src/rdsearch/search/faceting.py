"""How the ranked passages spread over the values that they can be filtered by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rdsearch.search.columns import Column, Columns
from rdsearch.types import NO_FILTERS, Filters


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value and how many of the ranked passages have it."""

    value: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to filter by, with its values, the most frequent first.

    Counted are the passages that were ranked for the question: all that match where literal words were
    asked, else the best of each half. A facet leaves out its own filter, so that it shows what choosing
    another value would give.
    """

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    fields: tuple[str, ...]  # of Filters
    column: Callable[[Columns], Column]
    chosen: Callable[[Filters], tuple[str | None, ...]]


_KINDS = (
    _Kind("report", ("report_ids",), lambda c: c.report, lambda f: f.report_ids),
    _Kind("publisher", ("publisher",), lambda c: c.publisher, lambda f: (f.publisher,)),
    _Kind("year", ("published_from", "published_to"), lambda c: c.year, lambda f: (year_of(f),)),
    _Kind("theme", ("theme",), lambda c: c.theme, lambda f: (f.theme,)),
    _Kind("project", ("project",), lambda c: c.project, lambda f: (f.project,)),
    _Kind("language", ("language",), lambda c: c.language, lambda f: (f.language,)),
    _Kind("read_by_ocr", ("read_by_ocr",), lambda c: c.ocr, lambda f: (_true(f.read_by_ocr),)),
    _Kind("has_quote", ("has_quote",), lambda c: c.quote, lambda f: (_true(f.has_quote),)),
    _Kind("has_figure", ("has_figure",), lambda c: c.figure, lambda f: (_true(f.has_figure),)),
)


def facets_of(
    columns: Columns,
    filters: Filters,
    *,
    ranked: Sequence[int],
    ranked_with: Callable[[Filters], Sequence[int]],
) -> tuple[Facet, ...]:
    """Every facet of the rows that were ranked under the (resolved) filters; `ranked_with` ranks under others."""
    facets = []
    for kind in _KINDS:
        own = {name: getattr(NO_FILTERS, name) for name in kind.fields}
        others = replace(filters, **own)
        rows = ranked if others == filters else ranked_with(others)
        counted = dict(kind.column(columns).counts(np.asarray(rows, dtype=np.int64)))
        chosen = [value for value in kind.chosen(filters) if value is not None]
        values = (
            FacetValue(value, count, is_chosen=value in chosen)
            for value, count in (counted | {v: 0 for v in chosen if v not in counted}).items()
        )
        facets.append(Facet(kind.name, tuple(values)))
    return tuple(facets)


def year_of(filters: Filters) -> str | None:
    """The year that the period is, if it is one."""
    first, last = filters.published_from, filters.published_to
    if not (first and last) or first.year != last.year:
        return None
    is_whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if is_whole else None


def _true(wanted: bool | None) -> str | None:
    return "true" if wanted else None
