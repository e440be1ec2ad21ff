"""What goes in: PDFs, folders of them and report lists (`reports.toml`) → sources that say what they are.

A `projects.toml` beside a report list corrects what is found of projects:

    not_projects = ["Samen sterker"]   # headings that were taken for a project

    [[project]]
    name = "Advanced Manufacturing Program"   # as it is shown; headings of this name are its stories
    aliases = ["AMP"]                         # other names of the same project
    theme = "Techniek als motor"              # in place of the section that it stands in

All but `name` can be left out. An index remembers the list of a folder until that folder is ingested again.
"""

import hashlib
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from rdsearch import dutch
from rdsearch.errors import CorpusError
from rdsearch.types import (
    Block,
    Extraction,
    Page,
    ProjectDescription,
    ProjectList,
    Report,
    Role,
)

REPORT_LIST = "reports.toml"
PROJECT_LIST = "projects.toml"
_COVER_PAGES = 3
_BACK_PAGES = 2
_LARGE = 1.3  # times the usual size of type: a bold line of a letter is none

_Value = TypeVar("_Value")
_Model = TypeVar("_Model", bound=BaseModel)
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Entry(BaseModel):
    """One `[[report]]` of a report list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: _Text
    report_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")] | None = None
    title: _Text | None = None
    publisher: _Text | None = None
    published: date | None = None
    source_url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    licence: _Text | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


class _ReportList(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    report: tuple[_Entry, ...]


class _ProjectEntry(BaseModel):
    """One `[[project]]` of a project list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Text
    aliases: tuple[_Text, ...] = ()
    theme: _Text | None = None


class _ProjectFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    project: tuple[_ProjectEntry, ...] = ()
    not_projects: tuple[_Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file to ingest, and what a report list says of it."""

    path: Path
    report_id: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    source_url: str | None = None
    licence: str | None = None
    expected_sha256: str | None = None


def sources_of(places: Sequence[Path]) -> tuple[Source, ...]:
    """The files that the places name, each once, in order.

    A folder gives every PDF in and below it, described by the report list in it if there is one; a file
    is taken whatever its name. Raises CorpusError for a place that does not exist or gives nothing.
    """
    found: dict[Path, Source] = {}
    for place in places:
        for source in _sources_at(place):
            known = found.get(source.path.resolve())
            if known is None or known == Source(known.path):  # a report list says more
                found[source.path.resolve()] = source
    named = Counter(source.report_id for source in found.values() if source.report_id)
    if double := [report_id for report_id, count in named.items() if count > 1]:
        raise CorpusError(
            f"report_id {', '.join(double)} is given to more than one file; ids must be unique"
        )
    return tuple(found.values())


def project_lists_of(places: Sequence[Path]) -> dict[str, ProjectList]:
    """What the project lists beside the places say, by the path where each lies or would lie.

    Raises CorpusError for a list that cannot be used.
    """
    folders = (
        place if place.is_dir() else place.parent
        for place in places
        if place.is_dir() or place.suffix.lower() == ".toml"
    )
    return {_path_text(folder / PROJECT_LIST): _project_list(folder) for folder in folders}


def sha256_of(path: Path) -> str:
    """Hex digest of a file's bytes. Raises CorpusError for a file that cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CorpusError(f"{name_of(path)} cannot be read: {error.strerror}") from None


def name_of(path: Path) -> str:
    """The name of a file as text that can be stored; bytes that are no UTF-8 become �."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _path_text(path: Path) -> str:
    return os.fsencode(path.resolve()).decode("utf-8", "replace")


def ids_for(sources: Sequence[tuple[Source, str]], known: Mapping[str, Report]) -> tuple[str, ...]:
    """A report id for each (source, sha256), unique among them.

    First what the list says; then the id that the file has in the index already (`known`, by id), by its
    bytes or by its path; then the file name as a slug, told apart by folder and then by hash. So an id
    stays what it is while files are added.
    """
    by_hash = {report.sha256: report_id for report_id, report in known.items()}
    by_path = {report.source_path: report_id for report_id, report in known.items()}
    settled = [source.report_id for source, _ in sources]
    taken = set(settled)
    # By bytes first: a file that moved keeps its id also where another file took its old place.
    for claims in (
        [by_hash.get(sha256) for _, sha256 in sources],
        [by_path.get(_path_text(source.path)) for source, _ in sources],
    ):
        for position, claim in enumerate(claims):
            if settled[position] is None and claim not in taken:
                settled[position] = claim
                taken.add(claim)
    taken |= known.keys()
    slugs = [_slug(source.path.stem) for source, _ in sources]
    open_slugs = Counter(slug for slug, done in zip(slugs, settled, strict=True) if not done)
    for position, (source, sha256) in enumerate(sources):
        if settled[position]:
            continue
        slug = slugs[position]
        with_folder = _slug(f"{source.path.resolve().parent.name}-{slug}")
        choices = (slug if open_slugs[slug] == 1 else with_folder, with_folder)
        free = (choice for choice in choices if choice not in taken)
        settled[position] = next(free, f"{slug}-{sha256[:8]}")
        taken.add(str(settled[position]))
    return tuple(str(report_id) for report_id in settled)


def report_of(source: Source, report_id: str, extraction: Extraction) -> Report:
    """The description of a new report: the list's, else the PDF's own, else the cover's, else the name's."""
    name = name_of(source.path)
    title, title_origin = _first(
        (source.title, REPORT_LIST),
        (extraction.title, "pdf metadata"),
        (_cover_title(extraction), "cover"),
        (Path(name).stem.replace("_", " ").strip() or name, "file name"),
    )
    publisher, publisher_origin = _first(
        (source.publisher, REPORT_LIST), (_publisher(extraction), "pdf metadata")
    )
    published, published_origin = _first(
        (source.published, REPORT_LIST), (extraction.created, "pdf metadata")
    )
    origins = {
        "title": title_origin,
        "publisher": publisher_origin,
        "published": published_origin,
    }
    return Report(
        report_id=report_id,
        title=title or name,
        file=name,
        sha256=extraction.sha256,
        publisher=publisher,
        published=published,
        source_url=source.source_url,
        licence=source.licence,
        origins=tuple((name, origin) for name, origin in origins.items() if origin),
        source_path=_path_text(source.path),
    )


def updated(report: Report, source: Source, report_id: str) -> Report:
    """The description of a report whose PDF has not changed: what the list says now, else as it was."""
    said = {
        name: value
        for name in ("title", "publisher", "published", "source_url", "licence")
        if (value := getattr(source, name)) is not None
    }
    origins = dict(report.origins) | {
        name: REPORT_LIST for name in ("title", "publisher", "published") if name in said
    }
    return replace(
        report,
        report_id=report_id,
        file=name_of(source.path),
        source_path=_path_text(source.path),
        origins=tuple(origins.items()),
        **said,
    )


def _sources_at(place: Path) -> Iterator[Source]:
    if place.is_dir():
        listed = place / REPORT_LIST
        if listed.is_file():
            yield from _listed(listed)
        pdfs = sorted(p for p in place.rglob("*") if p.suffix.lower() == ".pdf" and p.is_file())
        if not pdfs and not listed.is_file():
            raise CorpusError(f"{place} holds no PDF files; give a folder or a file that does")
        yield from (Source(path) for path in pdfs)
    elif place.suffix.lower() == ".toml" and place.is_file():
        yield from _listed(place)
    elif place.exists():
        yield Source(place)
    else:
        raise CorpusError(f"{place} does not exist; check the path")


def _project_list(folder: Path) -> ProjectList:
    path = folder / PROJECT_LIST
    if not path.is_file():
        return ProjectList()
    read = _read(path, _ProjectFile)
    return ProjectList(
        tuple(ProjectDescription(p.name, p.aliases, p.theme) for p in read.project),
        read.not_projects,
    )


def _listed(path: Path) -> Iterator[Source]:
    entries = _read(path, _ReportList).report
    counts = Counter((path.parent / entry.file).resolve() for entry in entries)
    if double := [file.name for file, count in counts.items() if count > 1]:
        raise CorpusError(f"{path} lists {', '.join(double)} more than once; mend the list")
    for entry in entries:
        yield Source(
            path=path.parent / entry.file,
            report_id=entry.report_id,
            title=entry.title,
            publisher=entry.publisher,
            published=entry.published,
            source_url=entry.source_url,
            licence=entry.licence,
            expected_sha256=entry.sha256,
        )


def _read(path: Path, kind: type[_Model]) -> _Model:
    """Raises CorpusError for a file that is not TOML or not what it should say."""
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path} cannot be read as TOML: {error}") from None
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(
            str(part + 1 if isinstance(part, int) else part) for part in problem["loc"]
        )
        raise CorpusError(f"{path}: {place}: {problem['msg']}; mend the list") from None


def _first(*choices: tuple[_Value | None, str]) -> tuple[_Value | None, str | None]:
    return next(((value, origin) for value, origin in choices if value), (None, None))


def _publisher(extraction: Extraction) -> str | None:
    """The author that the PDF names, where the report does so too; else it is who last saved the file."""
    if extraction.author is None:
        return None
    named = f" {' '.join(dutch.forms(extraction.author))} "
    where = (*extraction.pages[:_COVER_PAGES], *extraction.pages[-_BACK_PAGES:])
    text = (f" {' '.join(dutch.forms(' '.join((*page.furniture, page.text))))} " for page in where)
    return extraction.author if any(named in page for page in text) else None


def _cover_title(extraction: Extraction) -> str | None:
    """The title on the first page with text: its title blocks, else its largest heading."""
    page = next((page for page in extraction.pages[:_COVER_PAGES] if page.blocks), None)
    if page is None or page.ocr_confidence is not None:  # large type on a photo is often misread
        return None
    masthead = dutch.forms(extraction.author or "")
    is_title = [block.role is Role.TITLE for block in page.blocks]
    for _, run in groupby(zip(is_title, page.blocks, strict=True), key=lambda item: item[0]):
        parts = [_text_of(block, page) for is_in_title, block in run if is_in_title]
        parts = [part for part in parts if dutch.forms(part) != masthead]
        if any(map(_says_something, parts)):
            return ": ".join(parts)
    return _largest_heading(page)


def _largest_heading(page: Page) -> str | None:
    """The one in the largest type, where it opens the page or is much larger than its words are."""
    headings = [
        block
        for block in page.blocks
        if block.role is Role.HEADING
        and block.level == 1
        and _says_something(_text_of(block, page))
    ]
    largest = max(
        headings, key=lambda block: _type_size(page, block.start, block.end), default=None
    )
    if largest is None:
        return None
    size = _type_size(page, largest.start, largest.end)
    is_large = size >= _LARGE * _type_size(page, 0, len(page.text))
    return _text_of(largest, page) if is_large or largest is page.blocks[0] else None


def _type_size(page: Page, start: int, end: int) -> float:
    """The usual height of the words of a piece of text, in points; 0 where it has none."""
    heights = [word.y1 - word.y0 for word in page.words if start <= word.start < end]
    return median(heights) if heights else 0.0


def _text_of(block: Block, page: Page) -> str:
    return " ".join(page.text[block.start : block.end].split())


def _says_something(title: str) -> bool:
    """Two words, or a long one; "Nr. 4" and "To: Cc:" name nothing."""
    words = [len(word) for word in re.findall(r"[^\W\d_]+", title)]
    return sum(length >= 3 for length in words) >= 2 or max(words, default=0) >= 6


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", dutch.fold(name)).strip("-") or "report"
