"""Commands that answer: search, quotes, outcomes, projects."""

import csv
import sys
from datetime import datetime
from typing import Annotated, TypeVar

import typer
from rich.text import Text

from rdsearch import config, facts
from rdsearch import index as indexes
from rdsearch.cli import documents
from rdsearch.cli.model import searcher_of
from rdsearch.cli.terminal import (
    DEFAULT_INDEX,
    ConfigOption,
    IndexOption,
    JsonOption,
    ModelOption,
    note,
    out,
    table,
)
from rdsearch.index import Index
from rdsearch.search import Answer, Query
from rdsearch.store import OutcomeEntry, QuoteEntry
from rdsearch.types import Filters, Hit

_Entry = TypeVar("_Entry", QuoteEntry, OutcomeEntry)
_Day = typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(search)
    app.command()(quotes)
    app.command()(outcomes)
    app.command()(projects)


def search(
    question: Annotated[str, typer.Argument(help="In plain Dutch; words in quotes are literal.")],
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, max=100)] = 10,
    report: Annotated[
        list[str] | None, typer.Option("--report", metavar="ID", help="Only this report.")
    ] = None,
    project: Annotated[str | None, typer.Option(help="Only this project.")] = None,
    published_from: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], metavar="DATE")
    ] = None,
    published_to: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], metavar="DATE")
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only text in this language: nl, en, de, fy.")
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Find the literal words.")] = False,
    index: IndexOption = DEFAULT_INDEX,
    model: ModelOption = None,
    settings: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with cited excerpts."""
    loaded = config.load(settings)
    opened = indexes.open_index(index)
    try:
        answer = searcher_of(opened, loaded, model).search(
            Query(
                question,
                limit=limit,
                exact=exact,
                filters=Filters(
                    report_ids=tuple(report or ()),
                    project=project,
                    published_from=published_from.date() if published_from else None,
                    published_to=published_to.date() if published_to else None,
                    language=language,
                ),
            )
        )
    finally:
        opened.close()
    if as_json:
        out.print_json(documents.text_of(documents.answer(answer)))
    else:
        _print_answer(answer)


def _print_answer(answer: Answer) -> None:
    for hit in answer.hits:
        out.print(_heading(hit))
        excerpt = Text(hit.citation.excerpt)
        for start, end in hit.highlights:
            excerpt.stylize("bold", start, end)
        out.print(excerpt)
        out.print(Text("; ".join(hit.why), style="dim"))
        out.print()
    if not answer.hits:
        out.print("no passage found")
    note(f"{len(answer.hits)} of {answer.total} passages, {answer.took_ms:.0f} ms")


def _heading(hit: Hit) -> Text:
    report = hit.citation.report
    pages = ", ".join(str(page) for page in sorted({s.page for s in hit.citation.spans}))
    labels = ", ".join(hit.citation.page_labels)
    place = f"p. {labels} (PDF page {pages})" if labels else f"PDF page {pages}"
    parts = [report.title, place, report.publisher, str(report.published or "") or None]
    line = Text(f"{hit.rank}. ", style="bold cyan")
    line.append(" · ".join(part for part in parts if part))
    if hit.passage.headings:
        line.append("\n   " + " › ".join(hit.passage.headings), style="cyan")
    return line


def quotes(
    question: Annotated[str | None, typer.Argument(help="What the quotes are about.")] = None,
    speaker: Annotated[str | None, typer.Option(help="(Part of) the speaker's name.")] = None,
    index: IndexOption = DEFAULT_INDEX,
    model: ModelOption = None,
    settings: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """List quotes with their speaker, or null where the text does not say."""
    opened = indexes.open_index(index)
    try:
        found = facts.quotes(opened, speaker=speaker)
        found = _about(question, found, opened, model, config.load(settings))
    finally:
        opened.close()
    if as_json:
        out.print_json(documents.text_of({"quotes": [documents.quote(e) for e in found]}))
        return
    for entry in found:
        said_by = ", ".join(
            part
            for part in (entry.quote.speaker, entry.quote.role, entry.quote.organisation)
            if part
        )
        out.print(Text(entry.quote.text))
        out.print(Text(f"  — {said_by or 'speaker unknown'} ({_place(entry)})", style="cyan"))
    note(f"{len(found)} quotes")


def outcomes(
    question: Annotated[str | None, typer.Argument(help="What the figures are about.")] = None,
    project: Annotated[str | None, typer.Option(help="Only this project.")] = None,
    index: IndexOption = DEFAULT_INDEX,
    model: ModelOption = None,
    settings: ConfigOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List outcome figures, each with its sentence."""
    opened = indexes.open_index(index)
    try:
        found = facts.outcomes(opened, project=project)
        found = _about(question, found, opened, model, config.load(settings))
    finally:
        opened.close()
    rows = [documents.outcome(entry) for entry in found]
    if as_json:
        out.print_json(documents.text_of({"outcomes": rows}))
    elif as_csv:
        columns = "value qualifier unit what sentence project report_id pdf_page page_label".split()
        writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        shown = [
            (f"{e.outcome.value:g}", e.outcome.unit, e.outcome.what, e.outcome.sentence, _place(e))
            for e in found
        ]
        table(("value", "unit", "what", "sentence", "place"), shown)
        note(f"{len(found)} outcomes")


def projects(index: IndexOption = DEFAULT_INDEX, as_json: JsonOption = False) -> None:
    """List the projects that the reports tell of."""
    opened = indexes.open_index(index)
    try:
        rows = opened.catalog.projects()
    finally:
        opened.close()
    if as_json:
        found = [
            {"project": project, "report_id": report_id, "passages": passages}
            for project, report_id, passages in rows
        ]
        out.print_json(documents.text_of({"projects": found}))
    else:
        table(("project", "report", "passages"), rows)
        note(f"{len({row[0] for row in rows})} projects")


def _about(
    question: str | None,
    entries: tuple[_Entry, ...],
    index: Index,
    model: str | None,
    settings: config.Config,
) -> tuple[_Entry, ...]:
    """All entries, or those that answer the question; only a question needs the model."""
    if question is None:
        return entries
    return facts.answering(searcher_of(index, settings, model), question, entries)


def _place(entry: QuoteEntry | OutcomeEntry) -> str:
    fact = entry.quote if isinstance(entry, QuoteEntry) else entry.outcome
    printed = f"p. {fact.page_label}, " if fact.page_label else ""
    return f"{entry.report_id}, {printed}PDF page {fact.page}"
