"""A PDF → the facts that an index of it would hold, without building one."""

from pathlib import Path

from rdsearch import chunk, extract, outcomes, projects, quotes
from rdsearch.config import Config
from rdsearch.measure_facts.judging import FoundFacts
from rdsearch.types import TokenCounter


def facts_of(path: Path, *, settings: Config, count_tokens: TokenCounter) -> FoundFacts:
    """Raises ExtractionError where the PDF cannot be read."""
    read = extract.read_pdf(path, config=settings.extract)
    cut = chunk.passages_of(
        read.pages,
        report_id=path.stem,
        sha256=read.sha256,
        count_tokens=count_tokens,
        config=settings.chunk,
    )
    return FoundFacts(
        pages=read.pages,
        passages=tuple(projects.told_by(read.pages).named(cut)),
        quotes=tuple(quotes.quotes_of(read.pages)),
        outcomes=tuple(outcomes.outcomes_of(read.pages)),
    )
