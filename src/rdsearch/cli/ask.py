"""The command that answers: search."""

import shlex
from collections.abc import Iterable
from typing import Annotated

import typer
from rich.text import Text

from rdsearch import config
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
)
from rdsearch.search import Answer, Facet, LiteralCount, Query
from rdsearch.types import Citation, Filters, Hit, Outcome, Quote


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(search)


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
        print_facets(answer.facets)


def print_facets(facets: Iterable[Facet]) -> None:
    """A line of counts for each."""
    for facet in facets:
        counted = ", ".join(f"{value.value} {value.count}" for value in facet.values)
        out.print(Text.assemble((f"{facet.name.replace('_', ' ')}: ", "bold"), counted or "none"))


def _print_answer(answer: Answer) -> None:
    if answer.project:
        name = answer.project.project.name
        out.print(Text(f"project: {name} (rdsearch projects {shlex.quote(name)})\n", style="green"))
    if not answer.is_answered:
        out.print("no passage found that answers this; the nearest:\n", style="yellow")
    for hit in answer.hits:
        _print_hit(hit)
    if answer.literal:
        _print_count(answer.literal)
    elif not answer.hits:
        out.print("no passage found")
    if answer.did_you_mean:
        note(f"did you mean: {answer.did_you_mean}")
    note(f"{len(answer.hits)} of {answer.total} passages, {answer.took_ms:.0f} ms")


def _print_hit(hit: Hit) -> None:
    out.print(_heading(hit))
    if hit.lead:
        out.print(_lead(hit.lead))
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


def _lead(lead: Outcome | Quote) -> Text:
    """What the excerpt answers with: a figure in its sentence, or words and who said them."""
    if isinstance(lead, Quote):
        said_by = ", ".join(part for part in (lead.speaker, lead.role, lead.organisation) if part)
        return Text(f"   “{' '.join(lead.text.split())}” — {said_by}", style="bold green")
    sentence = Text(f"   {lead.sentence}", style="green")
    start, end = lead.figure or (0, len(lead.sentence))
    sentence.stylize("bold", start + 3, end + 3)
    return sentence


def _source(citation: Citation) -> str:
    report = citation.report
    pages = ", ".join(str(page) for page in sorted({span.page for span in citation.spans}))
    labels = ", ".join(citation.page_labels)
    place = f"p. {labels} (PDF page {pages})" if labels else f"PDF page {pages}"
    parts = [report.title, place, report.publisher, str(report.published or "") or None]
    return " · ".join(part for part in parts if part)
