"""A PDF → the facts that an index of it would hold, without building one."""

from pathlib import Path

from rdsearch import chunk, extract, language, outcomes, projects, quotes
from rdsearch.config import Config
from rdsearch.measure_facts.judging import FoundFacts
from rdsearch.types import Page, TokenCounter


def pages_of(path: Path, *, settings: Config) -> tuple[Page, ...]:
    """As ingesting reads them. Raises ExtractionError where the PDF cannot be read."""
    return _read(path, settings=settings)[0]


def facts_of(path: Path, *, settings: Config, count_tokens: TokenCounter) -> FoundFacts:
    """Raises ExtractionError where the PDF cannot be read."""
    pages, sha256 = _read(path, settings=settings)
    cut = chunk.passages_of(
        pages,
        report_id=path.stem,
        sha256=sha256,
        count_tokens=count_tokens,
        config=settings.chunk,
    )
    return FoundFacts(
        pages=pages,
        passages=tuple(projects.told_by(pages).named(cut)),
        quotes=tuple(quotes.quotes_of(pages)),
        outcomes=tuple(outcomes.outcomes_of(pages)),
    )


def _read(path: Path, *, settings: Config) -> tuple[tuple[Page, ...], str]:
    read = extract.read_pdf(path, config=settings.extract)
    return tuple(language.tagged(read.pages)), read.sha256
