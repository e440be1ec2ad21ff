"""Anything of an index → a reference, which can be written in every citation format."""

from collections.abc import Callable
from datetime import datetime
from itertools import takewhile

from rdsearch import cite, permalinks
from rdsearch.citation_formats import Reference, reference_of
from rdsearch.errors import QueryError
from rdsearch.store import Catalog, OutcomeEntry, QuoteEntry
from rdsearch.types import Span

PdfUrls = Callable[[str], str]
"""Report id → the address of its PDF."""


def of_spans(
    catalog: Catalog,
    report_id: str,
    spans: tuple[Span, ...],
    *,
    accessed_at: datetime,
    prefix: str = "",
    pdf_url_of: PdfUrls | None = None,
    language: str | None = None,
    speaker: str | None = None,
) -> Reference:
    """Cites pieces of a report. `prefix` is what stands before a permalink in an address of the service, which
    may have the PDF of a report id as well."""
    entry = catalog.report(report_id)
    if entry is None:
        raise QueryError(
            "unknown_report",
            f"there is no report {report_id}; `rdsearch reports` lists the ids",
        )
    numbers = {span.page for span in spans}
    pages = {n: page for n in sorted(numbers) if (page := catalog.page(report_id, n))}
    texts = {number: page.text for number, page in pages.items()}
    citation = cite.citation_at(spans, entry.report, pages)
    link = permalinks.permalink_of(entry.report, spans, texts)
    return reference_of(
        citation,
        texts,
        permalink=prefix + permalinks.text_of(link),
        accessed_at=accessed_at,
        pdf_url=pdf_url_of(report_id) if pdf_url_of else None,
        language=language,
        speaker=speaker,
    )


def of_passage(
    catalog: Catalog,
    passage_id: str,
    *,
    accessed_at: datetime,
    words: str | None = None,
    prefix: str = "",
    pdf_url_of: PdfUrls | None = None,
) -> Reference:
    """Cites a passage, or some words of it. Raises QueryError where it does not have them."""
    passage = catalog.passage(passage_id)
    if passage is None:
        raise QueryError(
            "unknown_passage",
            f"there is no passage {passage_id}; `rdsearch search QUESTION --json` shows the ids",
        )
    spans = passage.spans
    if words is not None:
        found = cite.phrase_highlights(words, passage.text)
        if not found:
            raise QueryError(
                "words_not_there",
                f"passage {passage_id} does not have the words {words!r} in a row; copy them from it",
            )
        spans = cite.spans_between(spans, *_with_marks(words.strip(), passage.text, found[0]))
    return of_spans(
        catalog,
        passage.report_id,
        spans,
        accessed_at=accessed_at,
        prefix=prefix,
        pdf_url_of=pdf_url_of,
        language=passage.language,
    )


def _with_marks(words: str, text: str, found: tuple[int, int]) -> tuple[int, int]:
    """The place of the words with the marks at their ends that both have: quote marks, a full stop."""
    start, end = found
    is_word = [character.isalnum() for character in words]
    opening, closing = is_word.index(True), len(words) - is_word[::-1].index(True)
    before = _shared(words[:opening][::-1], text[:start][::-1])
    return start - before, end + _shared(words[closing:], text[end:])


def _shared(one: str, other: str) -> int:
    """With how many characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def of_quote(
    catalog: Catalog,
    entry: QuoteEntry,
    *,
    accessed_at: datetime,
    prefix: str = "",
    pdf_url_of: PdfUrls | None = None,
) -> Reference:
    """Cites what somebody said, with who that is."""
    quote = entry.quote
    said_by = (quote.speaker, quote.role, quote.organisation) if quote.speaker else ()
    return of_spans(
        catalog,
        entry.report_id,
        (Span(quote.page, quote.start, quote.end),),
        accessed_at=accessed_at,
        prefix=prefix,
        pdf_url_of=pdf_url_of,
        language=entry.language,
        speaker=", ".join(part for part in said_by if part),
    )


def of_outcome(
    catalog: Catalog,
    entry: OutcomeEntry,
    *,
    accessed_at: datetime,
    prefix: str = "",
    pdf_url_of: PdfUrls | None = None,
) -> Reference:
    """Cites the sentence of a figure."""
    span = Span(entry.outcome.page, entry.outcome.start, entry.outcome.end)
    return of_spans(
        catalog,
        entry.report_id,
        (span,),
        accessed_at=accessed_at,
        prefix=prefix,
        pdf_url_of=pdf_url_of,
        language=entry.language,
    )
