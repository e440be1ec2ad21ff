"""Writes an E5 model as the folder that sentence-transformers would have saved."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file
from tokenizers import (
    AddedToken,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
)

from rdsearch.models.e5_file import E5Model
from rdsearch.types import FloatArray

_MASK = "<mask>"
_EMBEDDINGS = {"emb.word": "word", "emb.pos": "position", "emb.type": "token_type"}
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_KINDS = {"w": "weight", "b": "bias"}
_MODULES = (
    ("", "base.modules.transformer.Transformer"),
    ("1_Pooling", "sentence_transformer.modules.pooling.Pooling"),
    ("2_Normalize", "base.modules.normalize.Normalize"),
)


def write(folder: Path, model: E5Model) -> None:
    """Weights, tokenizer and settings: mean pooling, L2 norm, E5's prompts, 512 tokens."""
    save_file(_parameters(model), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "tokenizer.json").write_text(_tokenizer(model).to_str(), encoding="utf-8")
    for name, content in _settings(model).items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(content, indent=2, ensure_ascii=False), encoding="utf-8")


def _parameters(model: E5Model) -> dict[str, FloatArray]:
    """The tensors by the names and in the shapes of transformers' BertModel."""
    parameters: dict[str, FloatArray] = {}
    for name, tensor in model.tensors.items():
        if name in _EMBEDDINGS:
            parameters[f"embeddings.{_EMBEDDINGS[name]}_embeddings.weight"] = tensor.reshape(
                -1, model.hidden_size
            )
            continue
        owner, part, kind = name.split(".")
        if owner == "emb":
            prefix = "embeddings.LayerNorm"
        else:
            prefix = f"encoder.layer.{owner.removeprefix('l')}.{_LAYER_PARTS[part]}"
        outputs = model.tensors[f"{owner}.{part}.b"].size
        # A dense layer has a weight for each pair of output and input, a norm one for each output.
        shape = (outputs,) if tensor.size == outputs else (outputs, -1)
        parameters[f"{prefix}.{_KINDS[kind]}"] = np.ascontiguousarray(tensor.reshape(shape))
    return parameters


def _tokenizer(model: E5Model) -> Tokenizer:
    """XLM-R's tokenizer, as transformers builds it, with its normaliser spelled out in known steps."""
    bos, eos = (model.pieces[i][0] for i in (model.bos_id, model.eos_id))
    tokenizer = Tokenizer(models.Unigram(list(model.pieces), unk_id=model.unknown_id))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()]
    )
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, model.bos_id), (eos, model.eos_id)],
    )
    special = [model.pieces[i][0] for i in _special_ids(model)]
    tokenizer.add_special_tokens([AddedToken(piece, **_spacing(piece)) for piece in special])
    return tokenizer


def _special_ids(model: E5Model) -> list[int]:
    mask = next(i for i, (piece, _) in enumerate(model.pieces) if piece == _MASK)
    return [model.bos_id, model.pad_id, model.eos_id, model.unknown_id, mask]


def _spacing(piece: str) -> dict[str, bool]:
    """XLM-R's mask takes the space before it along; no special token is normalised."""
    return {"lstrip": piece == _MASK, "rstrip": False, "single_word": False, "normalized": False}


def _settings(model: E5Model) -> dict[str, Any]:
    """File name → content of everything that is neither weights nor vocabulary."""
    return {
        "config.json": _model_config(model),
        "tokenizer_config.json": _tokenizer_config(model),
        "modules.json": [
            {
                "idx": index,
                "name": str(index),
                "path": path,
                "type": f"sentence_transformers.{kind}",
            }
            for index, (path, kind) in enumerate(_MODULES)
        ],
        "sentence_bert_config.json": {
            "transformer_task": "feature-extraction",
            "max_seq_length": model.positions,
            "model_kwargs": {"add_pooling_layer": False},  # BERT's own: not in the file, not used
        },
        "1_Pooling/config.json": {
            "embedding_dimension": model.hidden_size,
            "pooling_mode": "mean",
        },
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
    }


def _model_config(model: E5Model) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_act": "gelu",
        "hidden_size": model.hidden_size,
        "intermediate_size": model.intermediate_size,
        "layer_norm_eps": model.layer_norm_epsilon,
        "max_position_embeddings": model.positions,
        "num_attention_heads": model.heads,
        "num_hidden_layers": model.layers,
        "pad_token_id": model.pad_id,
        "type_vocab_size": model.token_types,
        "vocab_size": model.vocabulary_size,
    }


def _tokenizer_config(model: E5Model) -> dict[str, Any]:
    pieces = {i: model.pieces[i][0] for i in _special_ids(model)}
    return {
        "tokenizer_class": "TokenizersBackend",  # as in tokenizer.json, nothing rebuilt
        "model_max_length": model.positions,
        "bos_token": pieces[model.bos_id],
        "cls_token": pieces[model.bos_id],
        "eos_token": pieces[model.eos_id],
        "sep_token": pieces[model.eos_id],
        "pad_token": pieces[model.pad_id],
        "unk_token": pieces[model.unknown_id],
        "mask_token": _MASK,
        # Without these transformers parses the whole vocabulary twice more in search of them.
        "added_tokens_decoder": {
            str(i): {"content": piece, "special": True, **_spacing(piece)}
            for i, piece in pieces.items()
        },
    }
