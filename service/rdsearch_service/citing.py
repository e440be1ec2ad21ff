"""Anything that has an id here → a reference, in every format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import Response

from rdsearch import references
from rdsearch.citation_formats import MEDIA_TYPES, Reference, written
from rdsearch.permalinks import Permalink, Resolution, permalink_from, resolve
from rdsearch.types import Citation, Span
from rdsearch_service.asking import cited
from rdsearch_service.fact_asking import outcome_in, quote_in
from rdsearch_service.fact_schemas import Formaat
from rdsearch_service.fact_words import FORMATS
from rdsearch_service.links import Links, marked_query
from rdsearch_service.live import Edition
from rdsearch_service.problems import Refused
from rdsearch_service.wording import dutch_date

_EXTENSIONS = {
    Formaat.CSL: "json",
    Formaat.RIS: "ris",
    Formaat.BIBTEX: "bib",
    Formaat.ANNOTATIE: "jsonld",
}
"""Of the formats that are files for a program; the others are text to paste."""


MAX_PASSAGES = 2  # that a hit shows as one


@dataclass(frozen=True, slots=True)
class Marks:
    """What an address names to be marked or cited: one of these, or nothing."""

    passages: tuple[str, ...] = ()
    quote: str = ""
    outcome: str = ""
    permalink: str = ""

    @property
    def query(self) -> str:
        """The same as parameters of an address; empty where nothing is named."""
        quotes, outcomes = filter(None, (self.quote,)), filter(None, (self.outcome,))
        return marked_query(self.passages, tuple(quotes), tuple(outcomes), self.permalink)


def marks_of(
    passage: Annotated[tuple[str, ...], Query(max_length=MAX_PASSAGES)] = (),
    citaat: str = "",
    uitkomst: str = "",
    permalink: str = "",
) -> Marks:
    marks = Marks(passage, citaat, uitkomst, permalink)
    if sum(map(bool, (passage, citaat, uitkomst, permalink))) > 1:
        raise Refused(
            400, "Noem een passage, een citaat, een uitkomst of een permalink, niet meer."
        )
    return marks


CurrentMarks = Annotated[Marks, Depends(marks_of)]


@dataclass(frozen=True, slots=True)
class Citer:
    """Cites from one index, with addresses of this service."""

    edition: Edition
    links: Links

    def marked(self, marks: Marks) -> Reference | None:
        """What an address names; None where it names nothing. Raises Refused for what is not there."""
        if marks.passages:
            return self.passages(marks.passages)
        if marks.quote:
            return self.quote(marks.quote)
        if marks.outcome:
            return self.outcome(marks.outcome)
        return (
            self.resolved(resolve(permalink_from(marks.permalink), self.edition.index.catalog))
            if marks.permalink
            else None
        )

    def resolved(self, found: Resolution) -> Reference | None:
        """What is left of a cited text, as it stands now."""
        spans = tuple(span for place in found.places for span in place.spans)
        if found.report is None or not spans:
            return None
        return self.spans(found.report.report_id, spans)

    def passages(self, passage_ids: Sequence[str]) -> Reference:
        """Of one passage, or of two neighbours as one."""
        passage, _ = cited(self.edition, passage_ids)
        return self.spans(passage.report_id, passage.spans, language=passage.language)

    def quote(self, quote_id: str) -> Reference:
        return references.of_quote(
            self.edition.index.catalog,
            quote_in(self.edition, quote_id).as_entry(),
            accessed_at=datetime.now(UTC),
            prefix=self.links.permalinks,
            pdf_url_of=self.links.pdf,
        )

    def outcome(self, outcome_id: str) -> Reference:
        return references.of_outcome(
            self.edition.index.catalog,
            outcome_in(self.edition, outcome_id).as_entry(),
            accessed_at=datetime.now(UTC),
            prefix=self.links.permalinks,
            pdf_url_of=self.links.pdf,
        )

    def spans(
        self, report_id: str, spans: tuple[Span, ...], *, language: str | None = None
    ) -> Reference:
        return references.of_spans(
            self.edition.index.catalog,
            report_id,
            spans,
            accessed_at=datetime.now(UTC),
            prefix=self.links.permalinks,
            pdf_url_of=self.links.pdf,
            language=language,
        )


def refuse_withdrawn(link: Permalink, edition: Edition) -> None:
    """Raises Refused for a permalink to a report that people took out."""
    for gone in edition.index.catalog.withdrawn().values():
        if gone.sha256.startswith(link.sha256):
            raise Refused(410, f"Dit rapport is op {dutch_date(gone.withdrawn_on)} ingetrokken.")


def text_in(reference: Reference, format_: Formaat) -> str:
    return written(reference, FORMATS[format_])


def media_type_of(format_: Formaat) -> str:
    """With the charset where the type has one: RFC 8259 and the types of files have none."""
    media_type = MEDIA_TYPES[FORMATS[format_]]
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def file_name(citation: Citation, format_: Formaat) -> str | None:
    """What a download is called; None for text that is read or pasted."""
    extension = _EXTENSIONS.get(format_)
    page = citation.spans[0].page
    return f"{citation.report.report_id}-p{page}.{extension}" if extension else None


def response_of(reference: Reference, format_: Formaat) -> Response:
    """The text alone, as a download where it is a file."""
    name = file_name(reference.citation, format_)
    return Response(
        text_in(reference, format_).encode(),
        media_type=media_type_of(format_),
        headers={"Content-Disposition": f'attachment; filename="{name}"'} if name else {},
    )
