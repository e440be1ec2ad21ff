"""Commands that list and find facts: quotes, outcomes, projects."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from rdsearch import config
from rdsearch import index as indexes
from rdsearch.cli import documents, model
from rdsearch.cli.ask import print_facets
from rdsearch.cli.filters import ProjectOption, ReportsOption
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
from rdsearch.facts import (
    EVERY_KIND,
    OF_THE_WORK,
    Dialect,
    Facts,
    Found,
    OutcomeFact,
    OutcomeFilters,
    ProjectCard,
    QuoteFact,
    QuoteFilters,
    Sort,
    sheet,
)
from rdsearch.types import OutcomeKind

_ANSWERS = 10  # to a question, unless said otherwise; without one all are listed
_PLACES = 2  # of a fact that are told in a line; JSON and CSV have all
_COLUMNS = (
    "value qualifier unit what sentence project report_id pdf_page page_label"
    " kind upper value_before period outcome_id also_in"
).split()

LimitOption = Annotated[
    int | None,
    typer.Option("-n", "--limit", min=1, help="At most so many. Default: 10 answers, else all."),
]
FacetsOption = Annotated[
    bool, typer.Option("--facets", help="Count them by what they can be limited to.")
]


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(quotes)
    app.command()(outcomes)
    app.command()(projects)


def quotes(
    question: Annotated[
        str | None, typer.Argument(help="What they are about; words in quotes are literal.")
    ] = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only of this speaker: any part of the name.")
    ] = None,
    organisation: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only of speakers of this organisation.")
    ] = None,
    project: ProjectOption = None,
    report: ReportsOption = None,
    limit: LimitOption = None,
    facets: FacetsOption = False,
    index: IndexOption = DEFAULT_INDEX,
    named_model: ModelOption = None,
    settings: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find quotes, each with its speaker or null where the text does not say."""
    filters = QuoteFilters(tuple(report or ()), project, speaker, organisation)
    with _facts(index, settings, named_model, question) as facts:
        found = facts.quotes(question, filters, limit=limit or _answers(question))
    if as_json:
        out.print_json(documents.text_of(documents.quotes(found)))
        return
    for fact in found.facts:
        _print_quote(fact)
    _print_about(found, "quotes", facets=facets)


def outcomes(
    question: Annotated[
        str | None, typer.Argument(help="What they are about; words in quotes are literal.")
    ] = None,
    project: ProjectOption = None,
    kind: Annotated[
        list[OutcomeKind] | None,
        typer.Option(help="Only this kind; may be repeated. Default: all but context."),
    ] = None,
    every_kind: Annotated[bool, typer.Option("--all-kinds", help="Context too.")] = False,
    unit: Annotated[str | None, typer.Option(help="Only in this unit: %, euro, ha.")] = None,
    period: Annotated[
        str | None, typer.Option(help="Only of a period that the text calls so: 2023.")
    ] = None,
    at_least: Annotated[float | None, typer.Option("--min", help="No lower value.")] = None,
    at_most: Annotated[float | None, typer.Option("--max", help="No higher value.")] = None,
    report: ReportsOption = None,
    sort: Annotated[
        Sort | None, typer.Option(help="Default: best answers first, else by report.")
    ] = None,
    limit: LimitOption = None,
    facets: FacetsOption = False,
    index: IndexOption = DEFAULT_INDEX,
    named_model: ModelOption = None,
    settings: ConfigOption = None,
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV for programs.")] = False,
    as_excel: Annotated[
        bool, typer.Option("--excel", help="Print CSV that Excel with Dutch settings opens.")
    ] = False,
) -> None:
    """Find outcome figures, each with its sentence."""
    if as_json + as_csv + as_excel > 1:
        raise typer.BadParameter("choose one of --json, --csv and --excel")
    kinds = tuple(kind) if kind else EVERY_KIND if every_kind else OF_THE_WORK
    filters = OutcomeFilters(tuple(report or ()), project, kinds, unit, period, at_least, at_most)
    with _facts(index, settings, named_model, question) as facts:
        found = facts.outcomes(question, filters, sort=sort, limit=limit or _answers(question))
    if as_json:
        out.print_json(documents.text_of(documents.outcomes(found)))
    elif as_csv or as_excel:
        rows = ({**documents.outcome(f), "also_in": _also_in(f)} for f in found.facts)
        dialect = Dialect.EXCEL if as_excel else Dialect.PROGRAMS
        # Bytes: Excel needs UTF-8 and its own line ends whatever the terminal has.
        typer.echo(sheet(_COLUMNS, rows, dialect=dialect).encode(), nl=False)
    else:
        columns = ("value", "unit", "what", "kind", "sentence", "place")
        table(columns, [_shown(fact) for fact in found.facts])
        _print_about(found, "outcomes", facets=facets)


def projects(
    name: Annotated[
        str | None, typer.Argument(help="Show this project: its name, another name or its id.")
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
) -> None:
    """List the projects that the reports tell of, or show one of them with its evidence."""
    with _facts(index) as facts:
        if name is not None:
            card = facts.card(name)
            _print_card(card, as_json=as_json)
            return
        entries = facts.projects()
    if as_json:
        rows = [documents.project(entry) for entry in entries]
        out.print_json(documents.text_of({"projects": rows}))
        return
    table(
        ("project", "other names", "theme", "passages", "outcomes", "quotes", "reports"),
        [
            (
                e.project.name,
                ", ".join(e.project.aliases),
                e.project.theme,
                e.passages,
                e.outcomes,
                e.quotes,
                len(e.reports),
            )
            for e in entries
        ],
    )
    note(f"{len(entries)} projects")


@contextmanager
def _facts(
    root: Path,
    settings: Path | None = None,
    named_model: str | None = None,
    question: str | None = None,
) -> Iterator[Facts]:
    """The facts of an index; only a question needs the model."""
    opened = indexes.open_index(root)
    try:
        if question is None:
            yield Facts(opened)
        else:
            loaded = config.load(settings)
            encoder = model.encoder_of(loaded, named_model)
            encoder.load()
            yield Facts(opened, encoder, lexical=loaded.lexical)
    finally:
        opened.close()


def _answers(question: str | None) -> int | None:
    return None if question is None else _ANSWERS


def _print_about(found: Found[QuoteFact] | Found[OutcomeFact], what: str, *, facets: bool) -> None:
    if facets:
        print_facets(found.facets)
    if found.did_you_mean:
        note(f"did you mean: {found.did_you_mean}")
    note(f"{len(found.facts)} of {found.total} {what}, {found.took_ms:.0f} ms")


def _print_quote(fact: QuoteFact) -> None:
    parts = (fact.speaker, fact.quote.role, fact.quote.organisation)
    said_by = ", ".join(part for part in parts if part)
    out.print(Text(fact.text))
    out.print(Text(f"  — {said_by or 'speaker unknown'} ({_place(fact)})", style="cyan"))
    if fact.copies:
        out.print(Text(f"  also in {_also_in(fact, most=_PLACES)}", style="dim"))


def _shown(fact: OutcomeFact) -> tuple[object, ...]:
    figure = fact.outcome
    value = f"{figure.value:g}"
    if figure.upper is not None:
        value += f"–{figure.upper:g}"
    if figure.value_before is not None:
        value = f"{figure.value_before:g} → {value}"
    place = _place(fact)
    if fact.copies:
        place += f"; also in {_also_in(fact, most=_PLACES)}"
    return (value, figure.unit, figure.what, figure.kind, figure.sentence, place)


def _place(fact: QuoteFact | OutcomeFact) -> str:
    label = fact.quote.page_label if isinstance(fact, QuoteFact) else fact.outcome.page_label
    return _place_of(fact.report_id, label, fact.span.page)


def _place_of(report_id: str, label: str | None, number: int) -> str:
    printed = f"p. {label}, " if label else ""
    return f"{report_id}, {printed}PDF page {number}"


def _also_in(fact: QuoteFact | OutcomeFact, *, most: int | None = None) -> str:
    """Where else it stands, empty where nowhere."""
    places = [
        _place_of(copy.report.report_id, next(iter(copy.page_labels), None), copy.spans[0].page)
        for copy in fact.copies
    ]
    shown = places[:most]
    more = len(places) - len(shown)
    return "; ".join(shown) + (f" and {more} more" if more else "")


def _print_card(card: ProjectCard, *, as_json: bool) -> None:
    if as_json:
        out.print_json(documents.text_of(documents.card(card)))
        return
    project = card.entry.project
    out.print(Text(project.name, style="bold cyan"))
    if project.aliases:
        out.print(Text(f"also: {', '.join(project.aliases)}"))
    if project.theme:
        out.print(Text(f"theme: {project.theme}"))
    for report, pages in card.places:
        out.print(Text(f"{report.title}, PDF page {', '.join(map(str, pages))}", style="dim"))
    for sentence in card.summary:
        pages_of = ", ".join(str(span.page) for span in sentence.citation.spans)
        out.print(Text(f"\n{sentence.text}").append(f" (PDF page {pages_of})", style="cyan"))
    if card.outcomes:
        out.print()
        table(("value", "unit", "what", "kind"), [_shown(fact)[:4] for fact in card.outcomes])
    for fact in card.quotes:
        out.print()
        _print_quote(fact)
