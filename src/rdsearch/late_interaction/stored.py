"""The token codes of an index: written once, then read where they lie."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rdsearch.errors import IndexUnusable
from rdsearch.late_interaction.codes import Projection, TokenCodes, concatenated
from rdsearch.types import Embedding, FloatArray

CODES = "token_codes.bin"
SPANS = "token_spans.bin"
ENDS = "token_ends.npy"  # tokens up to and with each passage
PROJECTION = "token_projection.npy"  # the mean as its first column

_UNPACKED = 512  # tokens: so many still fit the processor's caches


_Kind = TypeVar("_Kind", np.uint8, np.uint16)


@dataclass(frozen=True, slots=True)
class Match:
    """A token of the question, and the token of the passage that meets it best."""

    asked: tuple[int, int]  # code points of the question, half-open
    found: tuple[int, int]  # code points of the passage's text, half-open
    similarity: float  # about 0 for unrelated tokens; 1 at most


def save_projection(projection: Projection, folder: Path) -> None:
    """Writes the projection of an index under construction."""
    np.save(folder / PROJECTION, np.column_stack((projection.mean, projection.rotation)))


def load_projection(folder: Path) -> Projection:
    """The projection of an index. Raises IndexUnusable."""
    try:
        saved = np.load(folder / PROJECTION)
        return Projection(mean=saved[:, 0], rotation=saved[:, 1:])
    except (OSError, ValueError, IndexError, EOFError) as error:
        raise _unusable(folder / PROJECTION) from error


def write(parts: Iterable[TokenCodes], folder: Path) -> None:
    """Writes the codes of an index, one part after the other: together they may be more than memory holds."""
    counts = [np.zeros(0, np.int64)]
    with (folder / CODES).open("wb") as codes, (folder / SPANS).open("wb") as spans:
        for part in parts:
            codes.write(part.codes.tobytes())
            spans.write(part.spans.tobytes())
            counts.append(part.counts)
    np.save(folder / ENDS, np.cumsum(np.concatenate(counts)))


class TokenIndex:
    """The token codes by row, mapped into memory: a search reads those of its candidates only."""

    def __init__(self, folder: Path) -> None:
        self.projection = load_projection(folder)
        try:
            ends = np.load(folder / ENDS)
            self._starts: NDArray[np.int64] = np.concatenate((np.zeros(1, np.int64), ends))
            self._codes = _mapped(folder / CODES, np.uint8, self.projection.bits // 8)
            self._spans = _mapped(folder / SPANS, np.uint16, 2)
        except (OSError, ValueError, EOFError) as error:
            raise _unusable(folder) from error
        if not len(self._codes) == len(self._spans) == self._starts[-1]:
            raise _unusable(folder)

    @property
    def rows(self) -> int:
        return len(self._starts) - 1

    @property
    def has_codes(self) -> bool:
        """False for a model that has no vectors of tokens."""
        return self.projection.bits > 0

    def codes_of(self, rows: Sequence[int]) -> TokenCodes:
        """What is stored of these rows, in their order."""
        parts = []
        for row in rows:
            start, end = self._starts[row], self._starts[row + 1]
            codes, spans = self._codes[start:end], self._spans[start:end]
            parts.append(TokenCodes(codes, spans, np.array([end - start])))
        return concatenated(parts, bits=self.projection.bits)

    def scores(self, question: Embedding, rows: Sequence[int]) -> FloatArray:
        """MaxSim of these rows, in their order: about 0 for an unrelated passage, 1 at most. A passage without
        words scores 0."""
        stored = self.codes_of(rows)
        scores = np.zeros(len(rows), np.float32)
        has_words = stored.counts > 0
        if has_words.any() and len(question.tokens):
            first = (np.cumsum(stored.counts) - stored.counts)[has_words]
            best = np.maximum.reduceat(self._similarities(question, stored.codes), first, axis=0)
            scores[has_words] = best.mean(axis=1)
        return scores

    def scores_of_parts(
        self, question: Embedding, row: int, parts: Sequence[tuple[int, int]]
    ) -> FloatArray:
        """MaxSim of parts of one passage (code points of its text), such as its sentences. A part without words
        scores 0."""
        stored = self.codes_of((row,))
        scores = np.zeros(len(parts), np.float32)
        if not len(question.tokens):
            return scores
        similarities = self._similarities(question, stored.codes)
        for number, (start, end) in enumerate(parts):
            is_in = (stored.spans[:, 0] < end) & (stored.spans[:, 1] > start)
            if is_in.any():
                scores[number] = similarities[is_in].max(axis=0).mean()
        return scores

    def matches(self, question: Embedding, row: int) -> tuple[Match, ...]:
        """For each token of the question the token of the passage that meets it best, in the question's order."""
        stored = self.codes_of((row,))
        if not len(stored.codes):
            return ()
        similarities = self._similarities(question, stored.codes)
        return tuple(
            Match(
                asked=(int(asked[0]), int(asked[1])),
                found=(int(stored.spans[best, 0]), int(stored.spans[best, 1])),
                similarity=float(similarities[best, number]),
            )
            for number, (asked, best) in enumerate(
                zip(question.spans, similarities.argmax(axis=0), strict=True)
            )
        )

    def _similarities(self, question: Embedding, codes: NDArray[np.uint8]) -> FloatArray:
        """Of each stored token (rows) with each token of the question (columns)."""
        # A vector of signs has the length √bits. With bits of 0 and 1 for the signs: 2 (bits · q) - Σ q.
        wanted = self.projection.projected(question.tokens).T / np.float32(
            self.projection.bits**0.5
        )
        similarities = np.empty((len(codes), wanted.shape[1]), np.float32)
        for start in range(0, len(codes), _UNPACKED):
            bits = np.unpackbits(codes[start : start + _UNPACKED], axis=1).astype(np.float32)
            np.matmul(bits, 2 * wanted, out=similarities[start : start + _UNPACKED])
        similarities -= wanted.sum(axis=0)
        return similarities


def _mapped(path: Path, kind: type[_Kind], width: int) -> NDArray[_Kind]:
    if not path.stat().st_size:  # nothing cannot be mapped
        return np.zeros((0, width), kind)
    return np.memmap(path, kind, mode="r").reshape(-1, width)


def _unusable(path: Path) -> IndexUnusable:
    return IndexUnusable(f"{path} cannot be read; build the index again with `rdsearch ingest`")
