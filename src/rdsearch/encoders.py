"""A model name → an encoder or a reranker. Where `models`, `embed` and `cross_encoder` meet."""

from rdsearch.cross_encoder import CrossEncoderReranker
from rdsearch.embed import SentenceEncoder
from rdsearch.errors import ModelError
from rdsearch.models import resolve_model


def encoder_named(name: str | None = None) -> SentenceEncoder:
    """The encoder of a folder or hub name; None is the bundled model. Loads weights on first use."""
    model = resolve_model(name)
    return SentenceEncoder(model.folder, model_id=model.model_id)


def reranker_named(name: str) -> CrossEncoderReranker:
    """The cross-encoder of a folder or hub name, loaded. Raises ModelError."""
    try:
        model = resolve_model(name)
    except ModelError as error:
        reason = str(error).partition(";")[0]
        raise ModelError(
            f"there is no reranker: {reason}; give the folder or hub name of a cross-encoder with --reranker"
        ) from error
    return CrossEncoderReranker(model.folder, model_id=model.model_id)
