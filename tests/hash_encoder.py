"""An encoder for quick tests: texts that share words get vectors that point the same way."""

import hashlib
import re
from collections.abc import Callable, Sequence

import numpy as np

from rdsearch.types import FloatArray

_WORD = re.compile(r"\w+")


class HashEncoder:
    """The normalised sum of one fixed random direction for each different word of the text."""

    model_id = "hash-encoder"
    dim = 256

    def encode_passages(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> FloatArray:
        vectors = np.empty((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.encode_query(text)
            if progress:
                progress(1)
        return vectors

    def encode_query(self, text: str) -> FloatArray:
        # "" stands for the text itself, so that a text without words has a direction too.
        words = {"", *_WORD.findall(text.casefold())}
        total = np.sum([self._direction(word) for word in sorted(words)], axis=0)
        return (total / np.linalg.norm(total)).astype(np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(_WORD.findall(text)) for text in texts]

    def _direction(self, word: str) -> FloatArray:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        direction = np.random.default_rng(seed).standard_normal(self.dim, dtype=np.float32)
        # The empty word weighs little: otherwise every two texts would look alike.
        return direction if word else direction / 10
