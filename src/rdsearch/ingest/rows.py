"""The pages of one report → its rows in the catalog and what encodes them, few pages and passages at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import TypeVar

from rdsearch import chunk, cite, outcomes, projects, quotes, versions
from rdsearch.config import ChunkConfig
from rdsearch.index import Encoded, PassageText
from rdsearch.store import PagesOnDemand, ReportRows
from rdsearch.types import (
    Outcome,
    Page,
    Passage,
    Quote,
    Report,
    TokenCounter,
)

EMBEDDED_TEXT_VERSION = "2"  # changes with `embedded_text`

_HELD = 64  # pages: most sections are shorter
_TOGETHER = 1_024  # passages: sorted by length, they fill their batches well

_Fact = TypeVar("_Fact", Quote, Outcome)


def fill(
    rows: ReportRows,
    report: Report,
    pages: Sequence[Page],
    *,
    encode: Callable[[Sequence[PassageText]], Encoded],
    count_tokens: TokenCounter,
    config: ChunkConfig,
) -> Iterator[Encoded]:
    """Writes all rows of a report, which takes reading it to its end: what encodes its passages."""
    rows.add_pages(pages)
    texts = PagesOnDemand(rows.text_page, len(pages), held=_HELD)
    found = chunk.passages_of(
        texts,
        report_id=report.report_id,
        sha256=report.sha256,
        count_tokens=count_tokens,
        config=config,
    )
    told = projects.told_by(texts)
    passages = told.named(found)
    yield encode(())  # an index knows how it encodes also when nothing in it has passages
    while some := tuple(islice(passages, _TOGETHER)):
        rows.add_passages(some)
        yield encode([embedded_text(report, passage) for passage in some])
    rows.add_projects(told.projects)
    rows.add_facts(
        quotes=_labelled(quotes.quotes_of(texts), pages),
        outcomes=_labelled(outcomes.outcomes_of(texts), pages),
    )
    rows.add_sketch(versions.sketch_of(passage.text for passage in rows.passages()))


def embedded_text(report: Report, passage: Passage) -> PassageText:
    """What the encoder reads of a passage: where it stands, then what it says."""
    text = "\n".join((" > ".join((report.title, *passage.headings)), passage.searched_text))
    return PassageText(text, start=len(text) - len(passage.text))


def _labelled(facts: Iterable[_Fact], pages: Sequence[Page]) -> Iterator[_Fact]:
    for number, found in groupby(facts, key=lambda fact: fact.page):
        page = pages[number - 1]
        for fact in found:
            yield replace(fact, page_label=cite.label_at(page, fact.start, fact.end))
