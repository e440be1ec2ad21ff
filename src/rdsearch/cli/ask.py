"""Commands that answer: search, quotes, outcomes, projects."""

import csv
import sys
from typing import Annotated, TypeVar

import typer
from rich.text import Text

from rdsearch import config, facts
from rdsearch import index as indexes
from rdsearch.cli import documents
from rdsearch.cli.filters import (
    FigureOption,
    FromOption,
    LanguageOption,
    OcrOption,
    ProjectOption,
    PublisherOption,
    QuoteOption,
    ReportsOption,
    ThemeOption,
    ToOption,
)
from rdsearch.cli.model import searcher_of
from rdsearch.cli.terminal import (
    DEFAULT_INDEX,
    ConfigOption,
    IndexOption,
    JsonOption,
    ModelOption,
    RerankerOption,
    note,
    out,
    table,
)
from rdsearch.index import Index
from rdsearch.search import Answer, LiteralCount, Query
from rdsearch.store import OutcomeEntry, QuoteEntry
from rdsearch.types import Citation, Filters, Hit

_Entry = TypeVar("_Entry", QuoteEntry, OutcomeEntry)


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(search)
    app.command()(quotes)
    app.command()(outcomes)
    app.command()(projects)


def search(
    question: Annotated[str, typer.Argument(help="In plain Dutch; words in quotes are literal.")],
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, max=100)] = 10,
    report: ReportsOption = None,
    publisher: PublisherOption = None,
    published_from: FromOption = None,
    published_to: ToOption = None,
    theme: ThemeOption = None,
    project: ProjectOption = None,
    language: LanguageOption = None,
    ocr: OcrOption = None,
    with_quote: QuoteOption = None,
    with_figure: FigureOption = None,
    exact: Annotated[bool, typer.Option("--exact", help="Find the literal words.")] = False,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count the passages by what they can be limited to.")
    ] = False,
    index: IndexOption = DEFAULT_INDEX,
    model: ModelOption = None,
    reranker: RerankerOption = None,
    settings: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with cited excerpts."""
    loaded = config.load(settings)
    opened = indexes.open_index(index)
    try:
        answer = searcher_of(opened, loaded, model, reranker).search(
            Query(
                question,
                limit=limit,
                exact=exact,
                facets=facets,
                filters=Filters(
                    report_ids=tuple(report or ()),
                    publisher=publisher,
                    published_from=published_from.date() if published_from else None,
                    published_to=published_to.date() if published_to else None,
                    theme=theme,
                    project=project,
                    language=language,
                    read_by_ocr=ocr,
                    has_quote=with_quote,
                    has_figure=with_figure,
                ),
            )
        )
    finally:
        opened.close()
    if as_json:
        out.print_json(documents.text_of(documents.answer(answer)))
    else:
        _print_answer(answer)
        _print_facets(answer)


def _print_facets(answer: Answer) -> None:
    for facet in answer.facets:
        counted = ", ".join(f"{value.value} {value.count}" for value in facet.values)
        out.print(Text.assemble((f"{facet.name.replace('_', ' ')}: ", "bold"), counted or "none"))


def _print_answer(answer: Answer) -> None:
    if not answer.is_answered:
        out.print("no passage found that answers this; the nearest:\n", style="yellow")
    for hit in answer.hits:
        out.print(_heading(hit))
        excerpt = Text(hit.citation.excerpt)
        for start, end in hit.answers:
            excerpt.stylize("underline", start, end)
        for start, end in hit.highlights:
            excerpt.stylize("bold", start, end)
        out.print(excerpt)
        out.print(Text("; ".join(hit.why), style="dim"))
        for copy in hit.copies:
            out.print(Text(f"also in {_source(copy)}", style="dim"))
        out.print()
    if answer.literal:
        _print_count(answer.literal)
    elif not answer.hits:
        out.print("no passage found")
    if answer.did_you_mean:
        note(f"did you mean: {answer.did_you_mean}")
    note(f"{len(answer.hits)} of {answer.total} passages, {answer.took_ms:.0f} ms")


def _print_count(count: LiteralCount) -> None:
    """Occurrences by report; of what does not occur, where it was looked for."""
    searched = f"{count.reports} reports, {count.pages} pages"
    if count.unread_pages:
        searched += f"; {count.unread_pages} pages of them could not be read"
    for phrase in count.phrases:
        if not phrase.total:
            out.print(Text(f"“{phrase.phrase}” does not occur in {searched}"))
            continue
        where = ", ".join(f"{report_id} {number}" for report_id, number in phrase.by_report)
        if phrase.in_contents:
            where += f" ({phrase.in_contents} of them in tables of contents, not shown)"
        often = "once" if phrase.total == 1 else f"{phrase.total} times"
        out.print(Text(f"“{phrase.phrase}” occurs {often} in {searched}: {where}"))


def _heading(hit: Hit) -> Text:
    line = Text(f"{hit.rank}. ", style="bold cyan")
    line.append(_source(hit.citation))
    if hit.passage.headings:
        line.append("\n   " + " › ".join(hit.passage.headings), style="cyan")
    return line


def _source(citation: Citation) -> str:
    report = citation.report
    pages = ", ".join(str(page) for page in sorted({span.page for span in citation.spans}))
    labels = ", ".join(citation.page_labels)
    place = f"p. {labels} (PDF page {pages})" if labels else f"PDF page {pages}"
    parts = [report.title, place, report.publisher, str(report.published or "") or None]
    return " · ".join(part for part in parts if part)


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
