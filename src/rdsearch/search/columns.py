"""The passages of an index by what they can be filtered by, as columns of numbers in memory."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rdsearch import dutch
from rdsearch.store import PassageTraits
from rdsearch.suggest import unnumbered
from rdsearch.types import Report

_NONE = -1
_TITLE_SHARE = 2 / 3  # of a report's passages


@dataclass(frozen=True, slots=True)
class Column:
    """One trait of all passages: `codes[row]` is a place in `values`, or -1 where it has none."""

    codes: NDArray[np.int32]
    values: tuple[str, ...]

    @classmethod
    def of(cls, per_row: Sequence[str | None], *, known: Iterable[str] = ()) -> "Column":
        """Spellings that differ in accents and capitals are one value, written as most passages do.

        `known` values count as values where no passage has them.
        """
        spellings: dict[str, str] = {}
        written = Counter(value for value in per_row if value is not None).most_common()
        written += [(value, 0) for value in known]
        for value, _ in written:
            spellings.setdefault(_key(value), value)
        place = {key: n for n, key in enumerate(sorted(spellings))}
        code: dict[str | None, int] = {value: place[_key(value)] for value, _ in written}
        return cls(
            np.fromiter((code.get(value, _NONE) for value in per_row), dtype=np.int32),
            tuple(spellings[key] for key in place),
        )

    @classmethod
    def true_where(cls, per_row: Iterable[bool]) -> "Column":
        """A column of one value: the rows that are so, and those that are not."""
        return cls(np.where(np.fromiter(per_row, dtype=bool), 0, _NONE).astype(np.int32), ("true",))

    def mask(self, value: str) -> NDArray[np.bool_]:
        """Which rows have the value, as it stands in `values`."""
        return np.asarray(self.codes == self.values.index(value))

    def counts(self, rows: NDArray[np.int64]) -> list[tuple[str, int]]:
        """How many of the rows have each value, the most first; values that none has are left out."""
        codes = self.codes[rows]
        counted = np.bincount(codes[codes != _NONE], minlength=len(self.values)).tolist()
        found = [(value, n) for value, n in zip(self.values, counted, strict=True) if n]
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def spelled(self, asked: str) -> str | None:
        """The value that is meant, accents and capitals aside."""
        return next((value for value in self.values if _key(value) == _key(asked)), None)


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of an index."""

    report: Column
    publisher: Column
    year: Column
    published: NDArray[np.int64]  # by row; days, as `date.toordinal`; 0 where unknown
    theme: Column
    project: Column
    language: Column
    ocr: Column
    quote: Column
    figure: Column


def columns_of(traits: Sequence[PassageTraits], reports: Mapping[str, Report]) -> Columns:
    """`traits` are those of all passages, in row order; `reports` are all reports by id."""
    described = [reports[t.report_id] for t in traits]
    days = [r.published.toordinal() if r.published else 0 for r in described]
    return Columns(
        # A report of which nothing could be read is one that can be asked for all the same.
        report=Column.of([t.report_id for t in traits], known=reports),
        publisher=Column.of(
            [r.publisher for r in described],
            known=(r.publisher for r in reports.values() if r.publisher),
        ),
        year=Column.of([str(r.published.year) if r.published else None for r in described]),
        published=np.array(days, dtype=np.int64),
        theme=Column.of(_themes_of(traits)),
        project=Column.of([t.project for t in traits]),
        language=Column.of([t.language for t in traits]),
        ocr=Column.true_where(t.read_by_ocr for t in traits),
        quote=Column.true_where(t.has_quote for t in traits),
        figure=Column.true_where(t.has_figure for t in traits),
    )


def _themes_of(traits: Sequence[PassageTraits]) -> list[str | None]:
    """The outermost heading of each passage, but for those that head (nearly) all of a report as titles do."""
    sizes = Counter(t.report_id for t in traits)
    paths = [(t.report_id, t.headings) for t in traits]
    while titles := _titles(paths, sizes):
        paths = [
            (report_id, path[1:] if len(path) > 1 and (report_id, path[:1]) in titles else path)
            for report_id, path in paths
        ]
    bare: dict[str, str] = {}
    return [bare.setdefault(h[0], unnumbered(h[0])) if h else None for _, h in paths]


_Path = tuple[str, tuple[str, ...]]  # report id, headings


def _titles(paths: Sequence[_Path], sizes: Mapping[str, int]) -> set[_Path]:
    """The outermost headings over so many others that they tell nothing apart."""
    outermost = Counter((report_id, path[:1]) for report_id, path in paths if len(path) > 1)
    return {
        (report_id, first)
        for (report_id, first), count in outermost.items()
        if count > _TITLE_SHARE * sizes[report_id]
    }


def _key(name: str) -> str:
    """Equal for the spellings of one name."""
    return " ".join(dutch.fold(name).split())
