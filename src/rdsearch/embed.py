"""Texts → vectors, of the whole and of their tokens. Sole importer of sentence-transformers and torch."""

import json
import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from rdsearch.errors import ModelError
from rdsearch.types import Embedding, FloatArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from torch import Tensor

_Task = Literal["query", "document"]

# Activations of more tokens than this no longer fit the processor's caches: measured on 2 cores,
# 57 to 58 passages/s at 1,280 tokens, 48 to 56 at 5,120. It also bounds the memory that long texts take.
_BATCH_TOKENS = 1_280
# Asks the tokenizer where each token stands in its text, and which ones it has added.
_TOKEN_PLACES = {"text": {"return_offsets_mapping": True, "return_special_tokens_mask": True}}
_LOWEST_COSINE = 0.999  # of half to full precision
_NATIVE_BFLOAT16 = ("avx512_bf16", "amx_bf16", "sve_bf16", "bf16")
_PLAIN = ["Transformer", "Pooling", "Normalize"]
_PROMPTS: dict[_Task, tuple[str, ...]] = {
    "query": ("query",),
    "document": ("passage", "document", "corpus"),
}
_PROBES = (
    "Hoeveel woningen zijn er gebouwd?",
    "In 2023 hebben 1.250 inwoners van het gebied meegedaan aan het project, 12 % meer dan een jaar eerder.",
    "„We zijn er nog lang niet”, zegt de wethouder over de samenwerking tussen onderwijs en bedrijven.",
)

logger = logging.getLogger(__name__)


class SentenceEncoder:
    """A sentence-transformers folder, run on the CPU. Loads on first use; threads may share it.

    Texts longer than `max_tokens` are read up to there. In bfloat16, where the processor has it, the
    same text in another batch gives other bits: cosine 0.99998 at worst over 128 passages.
    """

    def __init__(self, folder: Path, *, model_id: str) -> None:
        self._folder = folder
        self._model_id = model_id
        self._loaded: SentenceTransformer | None = None
        # Guards loading, and the tokenizer: two threads in it at once make it raise "Already borrowed".
        self._lock = threading.RLock()

    @property
    def model_id(self) -> str:
        """Names the exact weights. Known without loading them."""
        return self._model_id

    @property
    def dim(self) -> int:
        """Length of a vector. Of a common kind of model known without loading it."""
        if self._loaded is None and (declared := _declared_dim(self._folder)) is not None:
            return declared
        return _dim(self._model())

    @property
    def max_tokens(self) -> int | None:
        """How many tokens of a text are read, prompt and special tokens included."""
        length: int | None = self._model().max_seq_length
        return length

    def load(self) -> None:
        """Loads the model now, about seven seconds, so that no later call waits for it."""
        self._model()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Lengths in tokens, special tokens not counted and nothing cut off."""
        if not texts:
            return []
        model = self._model()
        with self._lock:
            encoded = model.tokenizer(
                list(texts),
                add_special_tokens=False,
                truncation=False,
                return_attention_mask=False,
                verbose=False,  # it would warn of texts that are longer than the model reads
            )
        return [len(ids) for ids in encoded["input_ids"]]

    def encode_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        """(place in `texts`, embedding) of each text, the longest first."""
        for rows in _batches(self.count_tokens(texts)):
            yield from zip(
                rows, self._encode([texts[row] for row in rows], "document"), strict=True
            )

    def encode_query(self, text: str) -> Embedding:
        """The question's vector and those of its tokens, of one forward pass."""
        return self._encode([text], "query")[0]

    def _encode(self, texts: list[str], task: _Task) -> list[Embedding]:
        model = self._model()
        # Not encode_document(): with a model that has a prompt "passage" only, it takes the empty
        # "document" that sentence-transformers 6 adds by itself.
        prompt = next(filter(None, map(model.prompts.get, _PROMPTS[task])), "")
        with self._lock:
            return _embeddings(model, texts, prompt=prompt, task=task)

    def _model(self) -> "SentenceTransformer":
        with self._lock:
            if self._loaded is None:
                try:
                    self._loaded = _load(self._folder)
                except Exception as error:  # every library beneath has its own
                    reason = (str(error).splitlines() or [type(error).__name__])[0]
                    raise ModelError(
                        f"the model in {self._folder} cannot be loaded ({reason}); give another with "
                        "--model FOLDER (the bundled one is unpacked again once its folder is gone)"
                    ) from error
            return self._loaded


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Rows in batches of like length, the longest first, so that little is padding."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: (-lengths[row], row)):
        if batch and (len(batch) + 1) * lengths[batch[0]] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _embeddings(
    model: "SentenceTransformer", texts: list[str], *, prompt: str, task: _Task
) -> list[Embedding]:
    found: Any = model.encode(  # typed as if it gave vectors only
        texts,
        prompt=prompt,
        task=task,  # some models have a module for each
        batch_size=len(texts),
        output_value=None,  # all that the modules say
        processing_kwargs=_TOKEN_PLACES,
        show_progress_bar=False,
    )
    return [_embedding(one, prompt_length=len(prompt)) for one in found]


def _embedding(found: "dict[str, Tensor]", *, prompt_length: int) -> Embedding:
    vector: FloatArray = found["sentence_embedding"].float().numpy()
    # Again, whatever the model does itself: in bfloat16 its norms are 1 only to two or three digits.
    vector = vector / max(float(np.linalg.norm(vector)), 1e-12)
    if "token_embeddings" not in found or "offset_mapping" not in found:
        return Embedding(vector, np.zeros((0, 0), np.float32), np.zeros((0, 2), np.int64))
    spans = found["offset_mapping"].numpy() - prompt_length
    # Padding counts as special. A token that the prompt's last blank is part of belongs to the text.
    is_own = (found["special_tokens_mask"].numpy() == 0) & (spans[:, 1] > 0)
    tokens: FloatArray = found["token_embeddings"].float().numpy()[is_own]
    return Embedding(vector, tokens, np.maximum(spans[is_own], 0))


def _load(folder: Path) -> "SentenceTransformer":
    """The model in bfloat16 where that is fast and near enough, else in float32."""
    model = _load_float32(folder)
    if not _has_native_bfloat16():
        return model
    exact = _embeddings(model, list(_PROBES), prompt="", task="document")
    model.bfloat16()
    halved = _embeddings(model, list(_PROBES), prompt="", task="document")
    cosine = min(float(e.vector @ h.vector) for e, h in zip(exact, halved, strict=True))
    if cosine >= _LOWEST_COSINE:
        return model
    logger.warning(
        "bfloat16 changes the vectors of %s (cosine %.4f): using float32", folder, cosine
    )
    return _load_float32(folder)


def _load_float32(folder: Path) -> "SentenceTransformer":
    # Imported here: it takes four to five seconds, and most commands need no model.
    from sentence_transformers import SentenceTransformer

    with _quiet_transformers():
        return SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": "float32"}
        )


@contextmanager
def _quiet_transformers() -> Iterator[None]:
    """Without its progress bar and its report on weights that a sentence model does not use."""
    from transformers.utils import logging as transformers_logging

    verbosity = transformers_logging.get_verbosity()
    had_bars = transformers_logging.is_progress_bar_enabled()
    transformers_logging.set_verbosity(logging.ERROR)
    transformers_logging.disable_progress_bar()
    try:
        yield
    finally:
        transformers_logging.set_verbosity(verbosity)
        if had_bars:
            transformers_logging.enable_progress_bar()


def _has_native_bfloat16() -> bool:
    import torch

    has = torch.cpu.get_capabilities()
    return any(has.get(feature) for feature in _NATIVE_BFLOAT16)


def _dim(model: "SentenceTransformer") -> int:
    dim = model.get_embedding_dimension()
    if dim is None:
        raise ModelError(
            "the model does not say how long its vectors are; give another with --model"
        )
    return dim


def _declared_dim(folder: Path) -> int | None:
    """What a plain transformer with one pooling says of itself; None for any other model."""
    try:
        modules = json.loads((folder / "modules.json").read_text())
        pooling = json.loads((folder / modules[1]["path"] / "config.json").read_text())
        settings = json.loads((folder / "config_sentence_transformers.json").read_text())
        kinds = [module["type"].rsplit(".", 1)[-1] for module in modules]
        has_one_pooling = kinds in (_PLAIN, _PLAIN[:2]) and isinstance(pooling["pooling_mode"], str)
        if has_one_pooling and settings.get("truncate_dim") is None:
            return int(pooling["embedding_dimension"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        pass  # another kind of model, or a broken one: loading it will tell
    return None
