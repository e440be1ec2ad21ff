"""Commands that cite, and that tell what became of what was cited: cite, resolve."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import typer
from rich.text import Text

from rdsearch import index as indexes
from rdsearch import permalinks, references
from rdsearch.citation_formats import MEDIA_TYPES, Format, Reference, written
from rdsearch.cite import label_at
from rdsearch.cli import documents
from rdsearch.cli.terminal import DEFAULT_INDEX, IndexOption, JsonOption, note, out
from rdsearch.errors import QueryError
from rdsearch.facts import Facts
from rdsearch.index import Index
from rdsearch.permalinks import Permalink, Place, Resolution, Status
from rdsearch.store import Catalog


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command(name="cite")(cite_passage)
    app.command()(resolve)


def cite_passage(
    passage_id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Of a passage, a quote or an outcome, as `rdsearch search`, `quotes` and `outcomes --json` give it.",
        ),
    ],
    format_: Annotated[Format, typer.Option("--format")] = Format.PLAIN,
    words: Annotated[str | None, typer.Option(help="Cite only these words of the passage.")] = None,
    prefix: Annotated[
        str,
        typer.Option(
            metavar="URL",
            help="What stands before a permalink in an address, as https://example.nl/citaten/",
        ),
    ] = "",
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
) -> None:
    """Cite a passage, a quote or an outcome in one of eight formats, with a permalink."""
    opened = indexes.open_index(index)
    try:
        reference = _reference(opened, passage_id, words=words, prefix=prefix)
    finally:
        opened.close()
    text = written(reference, format_)
    if as_json:
        document = {
            "passage_id": passage_id,
            "permalink": reference.permalink,
            "format": format_,
            "media_type": MEDIA_TYPES[format_],
            "text": text,
        }
        out.print_json(documents.text_of(document))
    else:
        # Not by rich: programs read this to the letter, RIS with its line ends.
        typer.echo(text, nl=not text.endswith("\n"))


def _reference(index: Index, cited_id: str, *, words: str | None, prefix: str) -> Reference:
    """Of whatever has the id. Words are taken from passages only: the others are no more than they cite."""
    catalog, now = index.catalog, datetime.now(UTC)
    facts = Facts(index)
    quote, outcome = facts.quote(cited_id), facts.outcome(cited_id)
    if words is not None and (quote or outcome):
        raise QueryError(
            "words_of_fact", f"{cited_id} is a quote or an outcome; --words is for passages"
        )
    if quote:
        return references.of_quote(catalog, quote.as_entry(), accessed_at=now, prefix=prefix)
    if outcome:
        return references.of_outcome(catalog, outcome.as_entry(), accessed_at=now, prefix=prefix)
    return references.of_passage(catalog, cited_id, words=words, accessed_at=now, prefix=prefix)


def resolve(
    permalink: Annotated[str, typer.Argument(help="A permalink, or an address that ends in one.")],
    report: Annotated[
        str | None,
        typer.Option("--report", metavar="ID", help="Look in this report, say a later version."),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
) -> None:
    """Tell what became of a cited text: gelijk, verplaatst, gewijzigd or verdwenen."""
    link = permalinks.permalink_from(permalink)
    opened = indexes.open_index(index)
    try:
        found = _resolved(link, opened.catalog, report)
        document = _document(found, opened.catalog)
        remark = _remark(found, link, opened.catalog)
    finally:
        opened.close()
    if as_json:
        out.print_json(documents.text_of({"permalink": permalinks.text_of(link), **document}))
        return
    _print(document)
    if remark:
        note(remark)


def _resolved(link: Permalink, catalog: Catalog, report_id: str | None) -> Resolution:
    if report_id is None:
        return permalinks.resolve(link, catalog)
    report = catalog.descriptions().get(report_id)
    if report is None:
        raise QueryError(
            "unknown_report", f"there is no report {report_id}; `rdsearch reports` lists the ids"
        )
    return permalinks.resolve_in(link, report, catalog.page_texts(report_id))


def _document(found: Resolution, catalog: Catalog) -> dict[str, Any]:
    report = found.report
    return {
        "status": found.status,
        "report_id": report.report_id if report else None,
        "title": report.title if report else None,
        "is_same_file": found.is_same_file,
        "is_link_of_text": found.is_link_of_text,
        "places": [
            {
                "status": place.status,
                "similarity": round(place.similarity, 2),
                "pdf_pages": [span.page for span in place.spans],
                "page_labels": [*_labels(place, report.report_id, catalog)] if report else [],
                "spans": [[span.page, span.start, span.end] for span in place.spans],
                "text": place.text,
            }
            for place in found.places
        ],
    }


def _labels(place: Place, report_id: str, catalog: Catalog) -> Iterator[str]:
    for span in place.spans:
        page = catalog.page(report_id, span.page)
        if page and (label := label_at(page, span.start, span.end)):
            yield label


def _print(document: dict[str, Any]) -> None:
    out.print(Text.assemble((document["status"], "bold"), f" · {document['title'] or 'no report'}"))
    for place in document["places"]:
        pages = ", ".join(map(str, place["pdf_pages"]))
        labels = ", ".join(place["page_labels"])
        where = f"p. {labels} (PDF page {pages})" if labels else f"PDF page {pages}"
        out.print()
        out.print(Text(f"{place['status']}" + (f" · {where}" if pages else ""), style="cyan"))
        if place["text"]:
            out.print(place["text"])


def _remark(found: Resolution, link: Permalink, catalog: Catalog) -> str | None:
    """What the status by itself does not tell."""
    if found.report is None:
        for gone in catalog.withdrawn().values():
            if gone.sha256.startswith(link.sha256):
                return f"report {gone.report_id} was withdrawn on {gone.withdrawn_on}"
        return "the report is not in this index, in this or another version"
    if not found.is_link_of_text:
        return "these words have another permalink: this one was altered, or its report or page was since it was made"
    if not found.is_same_file:
        return "looked for in another file than the one that was cited"
    if found.status in (Status.CHANGED, Status.GONE):
        return "the file is the one that was cited: it is the reading of it that has changed"
    return None
