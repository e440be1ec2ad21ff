"""Vectors by row: exact inner-product search. Sole importer of faiss."""

from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np

from rdsearch.errors import IndexUnusable
from rdsearch.types import Candidate, FloatArray

RETRIEVER = "dense"


# Every row is compared with the question, and reading them is what takes the time: beyond so many rows each is
# kept in half precision. Measured on 100,000 vectors of 384 dimensions, one core: 6.9 ms in full precision,
# 3.1 ms in half of it with 99.8 % of the same 100 nearest, where reading half of 250 IVF cells gave 98.7 %
# (and of real passages, to which questions are no near neighbours, 91 %).
EXACT_UP_TO = 20_000


def build(vectors: FloatArray, path: Path) -> None:
    """Writes an index over L2-normalised vectors of shape (n, dim); row i stays row i."""
    rows, dim = vectors.shape
    if rows <= EXACT_UP_TO:
        index: faiss.Index = faiss.IndexFlatIP(dim)
    else:
        index = faiss.IndexScalarQuantizer(
            dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        index.is_trained = True  # half precision has nothing to learn
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    faiss.write_index(index, str(path))


class Dense:
    """Cosine similarity over the rows of an index."""

    def __init__(self, path: Path) -> None:
        try:
            self._index = faiss.read_index(str(path))
        except RuntimeError as error:  # faiss raises this for a missing or damaged file
            raise IndexUnusable(
                f"{path} cannot be read; build the index again with `rdsearch ingest`"
            ) from error

    @property
    def rows(self) -> int:
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        return int(self._index.d)

    def search(
        self, vector: FloatArray, depth: int, *, allowed: Sequence[int] | None = None
    ) -> list[Candidate]:
        """The `depth` nearest rows, best first, ties by row; among the `allowed` rows only where given.

        Beyond EXACT_UP_TO rows the similarities are right to three digits.
        """
        depth = min(depth, self.rows if allowed is None else len(allowed))
        if depth == 0:
            return []
        parameters = None
        if allowed is not None:
            parameters = faiss.SearchParameters()
            parameters.sel = faiss.IDSelectorBatch(np.asarray(allowed, dtype=np.int64))
        scores, rows = self._index.search(vector.reshape(1, -1), depth, params=parameters)
        found = sorted(zip((-scores[0]).tolist(), rows[0].tolist(), strict=True))
        return [
            Candidate(row=row, retriever=RETRIEVER, rank=rank, score=-negated)
            for rank, (negated, row) in enumerate(found, start=1)
            if row >= 0
        ]

    def scores(self, vector: FloatArray, rows: Sequence[int]) -> list[float]:
        """The similarity of these very rows, in their order."""
        if not rows:
            return []
        stored = self._index.reconstruct_batch(np.asarray(rows, dtype=np.int64))
        return [float(score) for score in stored @ vector]
