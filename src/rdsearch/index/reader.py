"""Opens a published index for reading."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import numpy as np

from rdsearch import dense, late_interaction, lexical, literal, suggest
from rdsearch.errors import IndexUnusable
from rdsearch.index.encoding import Encoded
from rdsearch.index.layout import (
    CATALOG,
    DENSE,
    LEXICAL,
    LITERAL,
    PDF,
    SUGGESTIONS,
    VECTORS,
    Manifest,
    current_id,
    manifest_of,
)
from rdsearch.store import Catalog

_TOGETHER = 1_024  # passages


class Index:
    """A published index, open for reading; safe to share between threads."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self.catalog = Catalog(path / CATALOG)
        self.dense = dense.Dense(path / DENSE)
        self.lexical = lexical.Lexical(path / LEXICAL)
        self.literal = literal.Literal(path / LITERAL)
        self.tokens = late_interaction.TokenIndex(path)

    @property
    def index_id(self) -> str:
        return self.manifest.index_id

    @cached_property
    def completer(self) -> suggest.Completer:
        """Completes what people type. Made when first asked for: not every reader of an index types."""
        return suggest.Completer(suggest.read(self.path / SUGGESTIONS))

    def pdf_path(self, report_id: str) -> Path:
        """The index's own copy of the report's PDF. Raises KeyError for an unknown report."""
        entry = self.catalog.report(report_id)
        if entry is None:
            raise KeyError(report_id)
        return self.path / PDF / f"{entry.report.sha256}.pdf"

    def encoded(self, report_id: str) -> Iterator[Encoded]:
        """What encodes a report's passages, in their order and some at a time."""
        rows = self.catalog.rows_of(report_ids=(report_id,))
        vectors = np.load(self.path / VECTORS, mmap_mode="r")
        for start in range(0, len(rows), _TOGETHER):
            some = rows[start : start + _TOGETHER]
            yield Encoded(np.asarray(vectors[some], dtype=np.float32), self.tokens.codes_of(some))

    def close(self) -> None:
        self.catalog.close()


def open_index(root: Path) -> Index:
    """The published index. Raises IndexUnusable where there is none or it does not agree with itself."""
    index_id = current_id(root)
    if index_id is None:
        raise IndexUnusable(f"there is no index in {root}; build one with `rdsearch ingest`")
    index = Index(root / index_id, manifest_of(root / index_id))
    counts = index.catalog.counts()
    stated = (index.manifest.passages, index.manifest.key.dim)
    if stated != (counts["passage"], index.dense.dim) or not (
        index.dense.rows == index.lexical.rows == index.tokens.rows == counts["passage"]
    ):
        index.close()
        raise IndexUnusable(
            f"the parts of index {index_id} do not agree; build it again with `rdsearch ingest --fresh`"
        )
    return index
