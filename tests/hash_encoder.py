"""An encoder for quick tests: texts that share words get vectors that point the same way."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from rdsearch.types import Embedding, FloatArray

_WORD = re.compile(r"\w+")


class HashEncoder:
    """One fixed random direction for each different word: a token's vector; a text's is their sum."""

    model_id = "hash-encoder"
    dim = 256

    def encode_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        for row, text in enumerate(texts):
            yield row, self.encode_query(text)

    def encode_query(self, text: str) -> Embedding:
        words = [*_WORD.finditer(text)]
        tokens = [_direction(word.group().casefold(), self.dim) for word in words]
        # "" stands for the text itself, so that a text without words has a direction too.
        different = {"", *(word.group().casefold() for word in words)}
        total = np.sum([_direction(word, self.dim) for word in sorted(different)], axis=0)
        return Embedding(
            vector=(total / np.linalg.norm(total)).astype(np.float32),
            tokens=np.array(tokens, np.float32).reshape(len(words), self.dim),
            spans=np.array([word.span() for word in words], np.int64).reshape(len(words), 2),
        )

    def vectors(self, texts: Sequence[str]) -> FloatArray:
        """The vectors of texts alone."""
        found = [self.encode_query(text).vector for text in texts]
        return np.array(found, np.float32).reshape(len(texts), self.dim)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(_WORD.findall(text)) for text in texts]


@lru_cache(4_096)  # what a test measures of memory is not to be its encoder's
def _direction(word: str, dim: int) -> FloatArray:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    direction = np.random.default_rng(seed).standard_normal(dim, dtype=np.float32)
    # The empty word weighs little: otherwise every two texts would look alike.
    return direction if word else direction / 10
