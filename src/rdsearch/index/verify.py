"""Checks that an index is what it says: its files, its counts, and every excerpt against its page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rdsearch.cite import citation_of
from rdsearch.corpus import sha256_of
from rdsearch.errors import ExcerptMismatch, IndexUnusable
from rdsearch.index.layout import CATALOG, VECTORS
from rdsearch.index.reader import Index
from rdsearch.store import ReportEntry
from rdsearch.types import Page, Passage

_UNIT_TOLERANCE = 1e-2  # of a vector's length: float32 of a bf16 model


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in an index that is not as it should be."""

    where: str
    what: str


def verify(index: Index) -> Iterator[Finding]:
    """Every finding; none means that the index can be trusted."""
    yield from _file_findings(index.path, index.manifest.files)
    yield from _vector_findings(index)
    try:
        yield from _count_findings(index)
        for entry in index.catalog.reports():
            yield from _report_findings(index, entry)
    except IndexUnusable as error:
        yield Finding(CATALOG, str(error))


def _file_findings(path: Path, files: dict[str, str]) -> Iterator[Finding]:
    for name, sha256 in files.items():
        file = path / name
        if not file.is_file():
            yield Finding(name, "is missing")
        elif sha256_of(file) != sha256:
            yield Finding(name, "has changed since the index was built")


def _count_findings(index: Index) -> Iterator[Finding]:
    stated, counts = index.manifest, index.catalog.counts()
    for name, value in (
        ("report", stated.reports),
        ("page", stated.pages),
        ("passage", stated.passages),
    ):
        if counts[name] != value:
            yield Finding("catalog.db", f"has {counts[name]} rows in {name}, should have {value}")


def _vector_findings(index: Index) -> Iterator[Finding]:
    try:
        vectors = np.load(index.path / VECTORS, mmap_mode="r")
    except (OSError, ValueError) as error:
        yield Finding(VECTORS, f"cannot be read: {error}")
        return
    if vectors.shape != (index.manifest.passages, index.manifest.key.dim):
        yield Finding(VECTORS, f"has shape {vectors.shape}")
        return
    lengths = np.linalg.norm(vectors, axis=1)
    wrong = int((~(np.abs(lengths - 1) < _UNIT_TOLERANCE)).sum())
    if wrong:
        yield Finding(VECTORS, f"{wrong} vectors are not of length 1")


def _report_findings(index: Index, entry: ReportEntry) -> Iterator[Finding]:
    report = entry.report
    pages = {page.number: page for page in index.catalog.pages(report.report_id)}
    if list(pages) != list(range(1, len(pages) + 1)):
        yield Finding(report.report_id, "its page numbers have gaps")
    for page in pages.values():
        yield from _page_findings(report.report_id, page)
    passages = tuple(index.catalog.passages_of(report.report_id))
    yield from _token_findings(index, report.report_id, passages)
    for passage in passages:
        try:
            citation_of(passage, report, pages)
        except ExcerptMismatch as error:
            yield Finding(report.report_id, str(error))


def _token_findings(index: Index, report_id: str, passages: Sequence[Passage]) -> Iterator[Finding]:
    tokens = index.tokens.codes_of(index.catalog.rows_of(report_ids=(report_id,)))
    lengths = np.repeat([len(passage.text) for passage in passages], tokens.counts)
    starts, ends = tokens.spans.T
    if wrong := int(((starts >= ends) | (ends > lengths)).sum()):
        yield Finding(report_id, f"{wrong} tokens do not stand in their passages")


def _page_findings(report_id: str, page: Page) -> Iterator[Finding]:
    size = len(page.text)
    if any(not 0 <= w.start < w.end <= size for w in page.words):
        yield Finding(report_id, f"page {page.number} has words beyond its text")
    if any(b.end > size for b in page.blocks):
        yield Finding(report_id, f"page {page.number} has blocks beyond its text")
