"""What one question costs once, however many systems are asked it."""

from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from pathlib import Path

import numpy as np

from rdsearch.index import Index
from rdsearch.late_interaction import MaxSim, TokenIndex
from rdsearch.types import Embedding, Encoder, FloatArray


class RememberingEncoder:
    """An encoder that reads each question once."""

    def __init__(self, encoder: Encoder) -> None:
        self.model_id = encoder.model_id
        self.dim = encoder.dim
        self.encode_passages = encoder.encode_passages
        self.encode_query = lru_cache(maxsize=None)(encoder.encode_query)


def remembering(index: Index) -> Index:
    """The same index, which scores the tokens of a passage once for each embedding of a question; the
    embeddings must live as long, as those of a `RememberingEncoder` do."""
    same = copy(index)
    same.tokens = _RememberingTokens(index.path)
    return same


class _RememberingTokens(TokenIndex):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._known: dict[int, dict[int, float]] = {}

    def asked(self, question: Embedding) -> MaxSim:
        return _RememberingMaxSim(self, question, self._known.setdefault(id(question), {}))


class _RememberingMaxSim(MaxSim):
    def __init__(self, stored: TokenIndex, question: Embedding, known: dict[int, float]) -> None:
        super().__init__(stored, question)
        self._known = known  # scores by row: what was compared for them would fill the memory

    def scores(self, rows: Sequence[int]) -> FloatArray:
        new = [row for row in rows if row not in self._known]
        if new:
            self._known.update(zip(new, super().scores(new).tolist(), strict=True))
        return np.array([self._known[row] for row in rows], np.float32)
