"""Where the commands get their encoder."""

from rdsearch.config import Config
from rdsearch.embed import SentenceEncoder
from rdsearch.encoders import encoder_named, reranker_named
from rdsearch.index import Index
from rdsearch.search import Searcher


def encoder_of(settings: Config, model: str | None) -> SentenceEncoder:
    """The encoder that the option names, else the settings, else the bundled one."""
    return encoder_named(model or settings.model)


def searcher_of(
    index: Index, settings: Config, model: str | None, reranker: str | None = None
) -> Searcher:
    """A searcher over an open index, its models loaded: what an answer took is the search alone."""
    named = reranker or settings.reranker
    searcher = Searcher(
        index,
        encoder := encoder_of(settings, model),
        fusion=settings.fusion,
        lexical=settings.lexical,
        grouping=settings.grouping,
        reranker=reranker_named(named) if named else None,
    )
    encoder.load()
    return searcher
