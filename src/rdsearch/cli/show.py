"""Commands that show what there is: reports, info, extract."""

import os
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from rdsearch import config, language
from rdsearch import extract as extraction
from rdsearch import index as indexes
from rdsearch.cli import documents
from rdsearch.cli.markdown import markdown_of
from rdsearch.cli.terminal import (
    DEFAULT_INDEX,
    ConfigOption,
    IndexOption,
    JsonOption,
    out,
    problem,
    table,
)
from rdsearch.errors import ExtractionError
from rdsearch.index import Index
from rdsearch.store import ReportEntry
from rdsearch.types import Extraction


class Format(StrEnum):
    """How `extract` prints."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Adds this module's commands."""
    app.command()(reports)
    app.command()(info)
    app.command(name="extract")(extract_file)


def reports(index: IndexOption = DEFAULT_INDEX, as_json: JsonOption = False) -> None:
    """List the reports of the index, and the files that are not in it."""
    opened = indexes.open_index(index)
    try:
        entries, failures = opened.catalog.reports(), opened.catalog.failures()
    finally:
        opened.close()
    if as_json:
        document = {
            "reports": [_report(entry) for entry in entries],
            "not_in": [
                {"file": f.file, "reason": f.reason, "message": f.message} for f in failures
            ],
        }
        out.print_json(documents.text_of(document))
        return
    rows = [
        (
            e.report.report_id,
            e.report.title,
            e.report.published,
            e.pages,
            e.passages,
            ", ".join(e.versions),
            _problems(e),
        )
        for e in entries
    ]
    table(("id", "title", "published", "pages", "passages", "versions", "problems"), rows)
    for failure in failures:
        problem(f"{failure.file} is not in ({failure.reason}): {failure.message}")


def info(index: IndexOption = DEFAULT_INDEX, as_json: JsonOption = False) -> None:
    """Show what the index is made of and what it has not read."""
    opened = indexes.open_index(index)
    try:
        document = _info(opened)
    finally:
        opened.close()
    if as_json:
        out.print_json(documents.text_of(document))
        return
    for name, value in document.items():
        if isinstance(value, dict):
            value = ", ".join(f"{k} {_counted(v)}" for k, v in value.items()) or "none"
        elif isinstance(value, list):
            value = ", ".join(map(str, value)) or "none"
        out.print(f"{name.replace('_', ' ')}: {value}")


def _counted(value: object) -> object:
    """A count, or counts by name in brackets."""
    if not isinstance(value, dict):
        return value
    return f"({', '.join(f'{name} {count}' for name, count in value.items())})"


def extract_file(
    file: Annotated[Path, typer.Argument(help="A PDF.")],
    format_: Annotated[Format, typer.Option("--format")] = Format.TEXT,
    settings: ConfigOption = None,
) -> None:
    """Print what extraction sees in a PDF, without an index."""
    loaded = config.load(settings)
    with TemporaryDirectory(prefix="rdsearch-") as folder:
        outcomes = extraction.read_pdfs(
            [file],
            config=loaded.extract,
            limits=loaded.workers,
            workers=os.cpu_count() or 1,
            finish=language.tagged,
            folder=Path(folder),
        )
        with closing(outcomes):
            _, outcome = next(outcomes)
            if isinstance(outcome, ExtractionError):
                # What is wrong with the file begins with its name, what reading it cost does not.
                said = str(outcome).removeprefix(f"{file.name}: ")
                raise ExtractionError(outcome.reason, f"{file.name}: {said}")
            _print_extraction(outcome.extraction, format_)


def _print_extraction(found: Extraction, format_: Format) -> None:
    if format_ is Format.JSON:
        out.print_json(documents.text_of(documents.extraction(found)))
        return
    for page in found.pages:
        labels = f", printed {' and '.join(page.labels)}" if page.labels else ""
        out.print(f"\n--- page {page.number}{labels} ---")
        if page.problem:
            out.print(f"({page.problem})")
        if page.hidden_words:
            out.print(f"(words that nobody sees, left out: {page.hidden_words})")
        unknown = page.text.count("\ufffd")
        if unknown:
            out.print(f"(letters that the PDF does not name, shown as \ufffd: {unknown})")
        text = "\n\n".join(markdown_of(page)) if format_ is Format.MARKDOWN else page.text
        out.print(text)


def _info(index: Index) -> dict[str, Any]:
    entries = index.catalog.reports()
    pages = sum(entry.pages for entry in entries)
    problems: dict[str, int] = {}
    languages: dict[str, int] = {}
    origins: dict[str, dict[str, int]] = {"title": {}, "publisher": {}, "published": {}}
    for entry in entries:
        known = dict(entry.report.origins)
        for name, counts in origins.items():
            origin = known.get(name, "unknown")
            counts[origin] = counts.get(origin, 0) + 1
        for _, what in entry.problems:
            problems[what] = problems.get(what, 0) + 1
        for name, count in entry.languages:
            languages[name] = languages.get(name, 0) + count
    manifest = index.manifest
    size = sum(f.stat().st_size for f in index.path.rglob("*") if f.is_file())
    return {
        "index_id": manifest.index_id,
        "created_at": manifest.created_at.isoformat(timespec="seconds"),
        "rdsearch": manifest.rdsearch_version,
        "model": manifest.key.model_id,
        "reports": len(entries),
        "descriptions_from": origins,
        "reports_with_versions": sum(bool(entry.versions) for entry in entries),
        "pages": pages,
        "pages_read": pages - sum(problems.values()),
        "pages_read_by_ocr": sum(entry.ocr_pages for entry in entries),
        "hidden_words_left_out": sum(entry.hidden_words for entry in entries),
        "page_problems": problems,
        "languages": dict(sorted(languages.items(), key=lambda item: -item[1])),
        "passages": manifest.passages,
        "quotes": index.catalog.counts()["quote"],
        "outcomes": index.catalog.counts()["outcome"],
        "files_not_in": {f.file: f.reason for f in index.catalog.failures()},
        "withdrawn": list(index.catalog.withdrawn()),
        "megabytes": round(size / 1e6, 1),
    }


def _report(entry: ReportEntry) -> dict[str, Any]:
    report = entry.report
    return {
        "report_id": report.report_id,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published.isoformat() if report.published else None,
        "source_url": report.source_url,
        "licence": report.licence,
        "file": report.file,
        "sha256": report.sha256,
        "origins": dict(report.origins),
        "pages": entry.pages,
        "passages": entry.passages,
        "pages_read_by_ocr": entry.ocr_pages,
        "hidden_words_left_out": entry.hidden_words,
        "languages": dict(entry.languages),
        "versions": list(entry.versions),
        "problems": [{"page": number, "problem": what} for number, what in entry.problems],
    }


def _problems(entry: ReportEntry) -> str:
    return ", ".join(f"p. {number} {what}" for number, what in entry.problems)
