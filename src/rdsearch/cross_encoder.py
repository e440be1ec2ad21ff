"""A cross-encoder: it reads a question together with each passage. Slow and good; off unless one is named."""

import json
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rdsearch.errors import ModelError
from rdsearch.types import FloatArray

_ARCHITECTURE = "ForSequenceClassification"
_SETTINGS = "config_sentence_transformers.json"
_BATCH = 16  # passages


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers, run on the CPU; threads may share it. Raises ModelError."""

    def __init__(self, folder: Path, *, model_id: str) -> None:
        self.model_id = model_id
        self._lock = threading.Lock()  # its tokenizer cannot be used by two threads at once
        if not _is_cross_encoder(folder):
            raise ModelError(
                f"{folder} is not a cross-encoder; give the folder or hub name of one with --reranker"
            )
        # Imported here: it takes four to five seconds, and few use a reranker.
        from sentence_transformers import CrossEncoder

        try:
            self._model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
        except Exception as error:  # every library beneath has its own
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelError(
                f"the reranker in {folder} cannot be loaded ({reason}); give another with --reranker"
            ) from error
        if self._model.num_labels != 1:
            raise ModelError(
                f"the cross-encoder in {folder} gives {self._model.num_labels} scores for a passage, a"
                " reranker gives one; give another with --reranker"
            )

    def scores(self, question: str, texts: Sequence[str]) -> FloatArray:
        """How well each text answers the question, higher is better."""
        if not texts:
            return np.zeros(0, np.float32)
        with self._lock:
            found = self._model.predict(
                [(question, text) for text in texts], batch_size=_BATCH, show_progress_bar=False
            )
        return np.asarray(found, np.float32)


def _is_cross_encoder(folder: Path) -> bool:
    """Any other model would load as one, with weights drawn at random for what it lacks."""
    for name, key in (("config.json", "architectures"), (_SETTINGS, "model_type")):
        try:
            stated = json.loads((folder / name).read_text(encoding="utf-8")).get(key) or ()
        except (OSError, ValueError, AttributeError):
            continue
        kinds = (stated,) if isinstance(stated, str) else stated
        if any(kind == "CrossEncoder" or kind.endswith(_ARCHITECTURE) for kind in kinds):
            return True
    return False
