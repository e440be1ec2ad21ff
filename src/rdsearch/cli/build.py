"""Commands that change what is published: ingest, remove; and verify, which checks it."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from rdsearch import config
from rdsearch import index as indexes
from rdsearch.cli import documents
from rdsearch.cli.model import encoder_of
from rdsearch.cli.terminal import (
    DEFAULT_INDEX,
    ConfigOption,
    IndexOption,
    JsonOption,
    ModelOption,
    note,
    out,
    problem,
    progress_bars,
)
from rdsearch.ingest import Summary
from rdsearch.ingest import ingest as run_ingest
from rdsearch.ingest import remove as run_remove


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(ingest)
    app.command()(remove)
    app.command()(verify)


def ingest(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[SOURCE]...", help="PDFs, folders or a reports.toml."),
    ] = None,
    index: IndexOption = DEFAULT_INDEX,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read PDFs. Default: one a core.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin anew: hold these sources and nothing else.")
    ] = False,
    restore: Annotated[
        list[str] | None, typer.Option(metavar="REPORT_ID", help="Let a removed report in again.")
    ] = None,
    model: ModelOption = None,
    settings: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read PDFs into a new published index. Unchanged reports are carried over."""
    loaded = config.load(settings)
    places = sources or [Path(source) for source in loaded.sources]
    encoder = encoder_of(loaded, model)
    with progress_bars() as bars:
        tasks = {stage: bars.add_task(stage, total=None) for stage in ("read", "embed")}
        summary = run_ingest(
            places,
            root=index,
            settings=loaded,
            encoder=encoder,
            count_tokens=encoder.count_tokens,
            worker_count=workers,
            fresh=fresh,
            restore=restore or (),
            progress=lambda stage, done, total: bars.update(
                tasks[stage], completed=done, total=total
            ),
        )
    if as_json:
        out.print_json(documents.text_of(asdict(summary)))
    else:
        _print(summary)


def _print(summary: Summary) -> None:
    for failure in summary.failures:
        problem(f"{failure.file} is not in ({failure.reason}): {failure.message}")
    pages = Counter((report, what) for report, _, what in summary.page_problems)
    for (report, what), count in sorted(pages.items()):
        note(f"{report}: {count} page{'s' if count > 1 else ''} {what.replace('_', ' ')}")
    made = "published" if summary.published else "unchanged"
    out.print(
        f"{made} index {summary.index_id}: {summary.reports} reports ({summary.read} read,"
        f" {summary.carried} carried over, {summary.resumed} resumed), {summary.pages} pages,"
        f" {summary.passages} passages, {len(summary.failures)} files with problems,"
        f" {summary.seconds:.1f} s"
    )


def remove(
    report_id: Annotated[str, typer.Argument(help="The id, as `rdsearch reports` lists it.")],
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
) -> None:
    """Take a report out of the next published index; it stays out until restored."""
    manifest = run_remove(report_id, root=index)
    if as_json:
        out.print_json(documents.text_of({"removed": report_id, "index_id": manifest.index_id}))
    else:
        out.print(
            f"removed {report_id}; index {manifest.index_id} has {manifest.reports} reports."
            f" `rdsearch ingest SOURCE --restore {report_id}` brings it back"
        )


def verify(index: IndexOption = DEFAULT_INDEX, as_json: JsonOption = False) -> None:
    """Check an index: hashes, counts, and every excerpt verbatim against its page."""
    opened = indexes.open_index(index)
    try:
        findings = list(indexes.verify(opened))
        manifest = opened.manifest
    finally:
        opened.close()
    if as_json:
        document = {"index_id": manifest.index_id, "findings": [asdict(f) for f in findings]}
        out.print_json(documents.text_of(document))
    else:
        for finding in findings:
            problem(f"{finding.where}: {finding.what}")
        if not findings:
            out.print(
                f"index {manifest.index_id} is sound: {manifest.passages} passages verbatim on"
                f" {manifest.pages} pages of {manifest.reports} reports,"
                f" {len(manifest.files)} files as built"
            )
    if findings:
        raise typer.Exit(1)
