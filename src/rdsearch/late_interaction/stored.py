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

    def asked(self, question: Embedding) -> "MaxSim":
        """The question beside these tokens."""
        return MaxSim(self, question)

    def codes_of(self, rows: Sequence[int]) -> TokenCodes:
        """What is stored of these rows, in their order."""
        parts = []
        for row in rows:
            start, end = self._starts[row], self._starts[row + 1]
            codes, spans = self._codes[start:end], self._spans[start:end]
            parts.append(TokenCodes(codes, spans, np.array([end - start])))
        return concatenated(parts, bits=self.projection.bits)

    def spans_of(self, row: int) -> NDArray[np.uint16]:
        """Where the tokens of a row stand in its text, shape (n, 2)."""
        return self._spans[self._starts[row] : self._starts[row + 1]]


class MaxSim:
    """The tokens of one question beside those of passages. What was compared for the ranking of a passage
    serves for the marking of its sentences too."""

    def __init__(self, stored: TokenIndex, question: Embedding) -> None:
        self._stored = stored
        self._question = question
        # A vector of signs has the length √bits. With bits of 0 and 1 for the signs: 2 (bits · q) - Σ q.
        projection = stored.projection
        self._wanted = projection.projected(question.tokens).T / np.float32(projection.bits**0.5)
        self._compared: dict[int, FloatArray] = {}

    def scores(self, rows: Sequence[int]) -> FloatArray:
        """The score of these rows, in their order: about 0 for an unrelated passage, 1 at most. A passage
        without words scores 0."""
        stored = self._stored.codes_of(rows)
        ends = np.cumsum(stored.counts)
        similarities = self._similarities(stored.codes)
        for row, count, end in zip(rows, stored.counts, ends, strict=True):
            self._compared[row] = similarities[end - count : end]
        scores = np.zeros(len(rows), np.float32)
        has_words = stored.counts > 0
        if has_words.any() and len(self._question.tokens):
            first = (ends - stored.counts)[has_words]
            scores[has_words] = np.maximum.reduceat(similarities, first, axis=0).mean(axis=1)
        return scores

    def scores_of_parts(self, row: int, parts: Sequence[tuple[int, int]]) -> FloatArray:
        """The score of parts of one passage (code points of its text), such as its sentences. A part without
        words scores 0."""
        scores = np.zeros(len(parts), np.float32)
        if not len(self._question.tokens):
            return scores
        similarities = self._of(row)
        begins, ends = self._stored.spans_of(row).T  # both rise
        firsts = np.searchsorted(ends, [start for start, _ in parts], side="right")
        lasts = np.searchsorted(begins, [end for _, end in parts], side="left")
        for number, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
            if first < last:
                scores[number] = similarities[first:last].max(axis=0).mean()
        return scores

    def matches(self, row: int) -> tuple[Match, ...]:
        """For each token of the question the token of the passage that meets it best, in the question's order."""
        similarities = self._of(row)
        if not len(similarities):
            return ()
        best = similarities.argmax(axis=0)
        return tuple(
            Match(asked=(asked[0], asked[1]), found=(found[0], found[1]), similarity=similarity)
            for asked, found, similarity in zip(
                self._question.spans.tolist(),
                self._stored.spans_of(row)[best].tolist(),
                similarities.max(axis=0).tolist(),
                strict=True,
            )
        )

    def _of(self, row: int) -> FloatArray:
        """Of the tokens of one passage."""
        if row not in self._compared:
            self._compared[row] = self._similarities(self._stored.codes_of((row,)).codes)
        return self._compared[row]

    def _similarities(self, codes: NDArray[np.uint8]) -> FloatArray:
        """Of each stored token (rows) with each token of the question (columns)."""
        similarities = np.empty((len(codes), self._wanted.shape[1]), np.float32)
        for start in range(0, len(codes), _UNPACKED):
            bits = np.unpackbits(codes[start : start + _UNPACKED], axis=1).astype(np.float32)
            np.matmul(bits, 2 * self._wanted, out=similarities[start : start + _UNPACKED])
        similarities -= self._wanted.sum(axis=0)
        return similarities


def _mapped(path: Path, kind: type[_Kind], width: int) -> NDArray[_Kind]:
    if not path.stat().st_size:  # nothing cannot be mapped
        return np.zeros((0, width), kind)
    # As a plain array over the same memory: numpy takes several times as long for a slice of a memmap.
    return np.asarray(np.memmap(path, kind, mode="r")).reshape(-1, width)


def _unusable(path: Path) -> IndexUnusable:
    return IndexUnusable(f"{path} cannot be read; build the index again with `rdsearch ingest`")
