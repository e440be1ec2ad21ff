"""A model name → an encoder that is ready to load. Where `models` and `embed` meet."""

from rdsearch.embed import SentenceEncoder
from rdsearch.models import resolve_model


def encoder_named(name: str | None = None) -> SentenceEncoder:
    """The encoder of a folder or hub name; None is the bundled model. Loads weights on first use."""
    model = resolve_model(name)
    return SentenceEncoder(model.folder, model_id=model.model_id)
