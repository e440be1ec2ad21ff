"""Passages → what an index keeps of their meaning: a vector each, and codes of their tokens."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rdsearch import late_interaction
from rdsearch.late_interaction import Projection, TokenCodes
from rdsearch.types import Encoder, FloatArray


@dataclass(frozen=True, slots=True)
class PassageText:
    """What an encoder reads of a passage: where it stands in the report, and from `start` on what it says."""

    text: str
    start: int


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What an encoder made of some passages, in their order."""

    vectors: FloatArray  # shape (passages, dim)
    tokens: TokenCodes


def encoded(
    passages: Sequence[PassageText],
    encoder: Encoder,
    projection: Projection,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> Encoded:
    """Encodes passages; `progress` hears how many were done since. The vectors of their tokens, a hundred
    times what is kept of them, are never held together."""
    vectors = np.empty((len(passages), encoder.dim), np.float32)
    codes: dict[int, TokenCodes] = {}
    for place, embedding in encoder.encode_passages([passage.text for passage in passages]):
        vectors[place] = embedding.vector
        passage = passages[place]
        codes[place] = late_interaction.encoded(
            embedding, passage.text, projection, start=passage.start
        )
        progress(1)
    in_order = [codes[place] for place in range(len(passages))]
    return Encoded(vectors, late_interaction.concatenated(in_order, bits=projection.bits))


def parted(whole: Encoded, sizes: Sequence[int]) -> Iterator[Encoded]:
    """The passages in parts of these sizes, which make up the whole."""
    token_ends = np.cumsum((0, *whole.tokens.counts))
    start = 0
    for size in sizes:
        rows, tokens = slice(start, start + size), slice(*token_ends[[start, start + size]])
        codes = TokenCodes(
            whole.tokens.codes[tokens], whole.tokens.spans[tokens], whole.tokens.counts[rows]
        )
        yield Encoded(whole.vectors[rows], codes)
        start += size


def save(parts: Iterable[Encoded], path: Path) -> None:
    """Writes each part as it comes, to a file that `saved` reads; it is there whole or not at all."""
    partial = path.with_name("part")
    with partial.open("wb") as file:
        for part in parts:
            tokens = part.tokens
            for array in (part.vectors, tokens.codes, tokens.spans, tokens.counts):
                np.save(file, array)
    partial.replace(path)


def saved(path: Path) -> Iterator[Encoded]:
    """The parts of a file that `save` wrote, each read when it is asked for."""
    size = path.stat().st_size
    with path.open("rb") as file:
        while file.tell() < size:
            vectors, codes, spans, counts = (np.load(file) for _ in range(4))
            yield Encoded(vectors, TokenCodes(codes, spans, counts))
