"""Builds an index beside the old one and publishes it."""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import filelock
import numpy as np
from pydantic import TypeAdapter

from rdsearch import (
    __version__,
    dense,
    late_interaction,
    lexical,
    literal,
    projects,
    suggest,
    versions,
)
from rdsearch.corpus import sha256_of
from rdsearch.errors import IndexUnusable, IngestBusy
from rdsearch.index.encoding import Encoded, save, saved
from rdsearch.index.layout import (
    BUILDING,
    CATALOG,
    CURRENT,
    DENSE,
    LEXICAL,
    LITERAL,
    LOCK,
    MANIFEST,
    PDF,
    SUGGESTIONS,
    VECTORS,
    BuildKey,
    Manifest,
    current_id,
    fsync,
    replace_text,
)
from rdsearch.index.reader import Index
from rdsearch.late_interaction import Projection
from rdsearch.store import Catalog, CatalogWriter, FileFailure, ReportRows, Withdrawal
from rdsearch.types import Encoder, Project, ProjectList, Report

_KEY = "key.json"  # what an unfinished build was for
_NO_LISTS: Mapping[str, ProjectList] = MappingProxyType({})
_ENCODED = "encoded"  # one file a report until they are put together


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Nobody else publishes meanwhile. Open the index that a build begins from inside of this, or a build
    that ends in between is lost. Raises IngestBusy while another process builds."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(root / LOCK)
        lock.acquire(timeout=0)
    except filelock.Timeout:
        raise IngestBusy(
            f"another process is building an index in {root}; wait for it to end"
        ) from None
    except OSError as error:
        raise IndexUnusable(
            f"no index can be written in {root}: {error.strerror}; give another folder by --index"
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def building(root: Path, key: BuildKey, *, resume: bool = True) -> Iterator["IndexBuilder"]:
    """An index under construction, inside of `locked`. Unless published, the old one stays; whole reports
    are kept for the next build of an equal key."""
    builder = IndexBuilder(root, key, resume=resume)
    try:
        yield builder
    finally:
        builder.close()


class IndexBuilder:
    """Collects reports in `.building`, then publishes them as one index."""

    def __init__(self, root: Path, key: BuildKey, *, resume: bool) -> None:
        self._root = root
        self._path = root / BUILDING
        self._key = key
        if not (resume and self._is_resumable()):
            shutil.rmtree(self._path, ignore_errors=True)
            for folder in (PDF, _ENCODED):
                (self._path / folder).mkdir(parents=True)
            (self._path / _KEY).write_text(json.dumps(asdict(key)), encoding="utf-8")
        self._catalog = CatalogWriter(self._path / CATALOG)
        self._projection: Projection | None = None

    def _is_resumable(self) -> bool:
        try:
            return bool(json.loads((self._path / _KEY).read_text("utf-8")) == asdict(self._key))
        except (OSError, ValueError):
            return False

    def close(self) -> None:
        self._catalog.close()

    def staged(self) -> dict[str, Report]:
        """sha256 → report, of the reports that an interrupted build left whole."""
        return {
            sha256: report
            for sha256, report in self._catalog.reports().items()
            if self._encoded(sha256).is_file() and self.pdf(sha256).is_file()
        }

    def pdf(self, sha256: str) -> Path:
        """Where the build keeps the PDF of this hash."""
        return self._path / PDF / f"{sha256}.pdf"

    def take_pdf(self, source: Path, sha256: str) -> Path:
        """Copies a PDF into the build (a link where the file system can: index files never change)."""
        target = self.pdf(sha256)
        if not target.exists():
            if source.parent.name == PDF and source.is_relative_to(self._root):
                with suppress(OSError):
                    os.link(source, target)
            if not target.exists():
                partial = target.with_suffix(".part")
                shutil.copyfile(source, partial)
                partial.replace(target)
        return target

    def projection_for(self, encoder: Encoder) -> Projection:
        """That of the reports in the build; fitted to the encoder by the first of an index."""
        if self._projection is None:
            if not (self._path / late_interaction.PROJECTION).is_file():
                late_interaction.save_projection(late_interaction.fitted_to(encoder), self._path)
            self._projection = late_interaction.load_projection(self._path)
        return self._projection

    def add(self, report: Report, fill: Callable[[ReportRows], Iterable[Encoded]]) -> None:
        """Adds a report whose PDF was taken: `fill` writes its rows and gives what encodes its passages,
        some at a time."""
        with self._catalog.adding(report) as rows:
            # Before the rows count: what is in has its vectors.
            save(_one_each(rows, fill(rows)), self._encoded(report.sha256))

    def carry(self, report: Report, index: Index, *, source_id: str) -> None:
        """Takes the unchanged report `source_id` over from a published index."""
        self.take_pdf(index.pdf_path(source_id), report.sha256)
        if not (self._path / late_interaction.PROJECTION).is_file():
            # Codes can be carried only as long as all that join them are made alike.
            late_interaction.save_projection(index.tokens.projection, self._path)
        save(index.encoded(source_id), self._encoded(report.sha256))
        self._catalog.carry(report, index.path / CATALOG, source_id=source_id)

    def publish(
        self,
        report_ids: Sequence[str],
        *,
        failures: Sequence[FileFailure] = (),
        withdrawn: Sequence[Withdrawal] = (),
        project_lists: Mapping[str, ProjectList] = _NO_LISTS,
        projects_before: Sequence[Project] = (),
    ) -> Manifest:
        """Makes these reports the current index. Readers of the old one keep it until they close.

        `project_lists`, by path, are what people say of the projects, and `projects_before` keep their ids.
        """
        self._drop_all_but(report_ids)
        self._join_projects(project_lists, projects_before)
        families = versions.families_of(self._catalog.sketches())
        rows = self._catalog.finish(failures, withdrawn, families)
        by_id = sorted((r.report_id, sha256) for sha256, r in self._catalog.reports().items())
        self._catalog.close()
        self._write_encoded([self._encoded(sha256) for _, sha256 in by_id], rows)
        catalog = Catalog(self._path / CATALOG)
        parted = literal.build(
            (
                (catalog.each_page(report_id), catalog.passages_of(report_id))
                for report_id, _ in by_id
            ),
            self._path / LITERAL,
        )
        lexical.build(
            lambda: (
                lexical.LexicalDocument(
                    headings=p.headings,
                    text=p.text,
                    read_with=p.indexed,
                    project=p.project,
                    parted=parted.get(row, ()),
                )
                for row, p in enumerate(catalog.passages())
            ),
            self._path / LEXICAL,
        )
        counts = catalog.counts()
        suggestions = suggest.suggestions_of(
            catalog.passages(),
            total=counts["passage"],
            speakers=catalog.quotes_by_speaker(),
        )
        suggest.write(suggestions, self._path / SUGGESTIONS)
        catalog.close()
        # From here on there is nothing to resume; until here an interruption loses no report.
        (self._path / _KEY).unlink()
        shutil.rmtree(self._path / _ENCODED)
        manifest = self._write_manifest(counts)
        target = self._root / manifest.index_id
        self._path.rename(target)
        replace_text(self._root / CURRENT, manifest.index_id)
        _prune(self._root, keep=2)
        return manifest

    def _join_projects(self, lists: Mapping[str, ProjectList], before: Sequence[Project]) -> None:
        found = self._catalog.described_projects()
        joined = projects.joined(found, lists.values(), before=before)
        self._catalog.set_projects(joined.projects, lists=lists, name_of=joined.name_of)

    def _encoded(self, sha256: str) -> Path:
        return self._path / _ENCODED / f"{sha256}.parts"

    def _drop_all_but(self, report_ids: Sequence[str]) -> None:
        kept = set(report_ids)
        for sha256, report in self._catalog.reports().items():
            if report.report_id not in kept:
                self._catalog.drop(report)
                self._encoded(sha256).unlink(missing_ok=True)
        wanted = self._catalog.reports().keys()
        for file in (self._path / PDF).iterdir():
            if file.stem not in wanted:
                file.unlink()
        # A build that was interrupted while it was being published left these behind.
        for folder in (LEXICAL, LITERAL):
            shutil.rmtree(self._path / folder, ignore_errors=True)

    def _write_encoded(self, files: Sequence[Path], rows: int) -> None:
        """Puts together what encodes the reports, in the order in which the catalog numbers passages."""

        def parts() -> Iterator[Encoded]:
            return chain.from_iterable(map(saved, files))

        shape = (rows, self._key.dim)
        vectors = np.lib.format.open_memmap(self._path / VECTORS, "w+", np.float32, shape)
        end = 0
        for part in parts():
            start, end = end, end + len(part.vectors)
            if end <= rows:
                vectors[start:end] = part.vectors
        if end != rows:
            raise IndexUnusable(
                f"the build has {end} vectors for {rows} passages; run ingest with --fresh"
            )
        vectors.flush()
        dense.build(vectors, self._path / DENSE)
        if not (self._path / late_interaction.PROJECTION).is_file():
            late_interaction.save_projection(late_interaction.NO_PROJECTION, self._path)
        late_interaction.write((part.tokens for part in parts()), self._path)

    def _write_manifest(self, counts: dict[str, int]) -> Manifest:
        files = sorted(p for p in self._path.rglob("*") if p.is_file())
        hashes = {str(p.relative_to(self._path)): sha256_of(p) for p in files}
        now = datetime.now(UTC)
        manifest = Manifest(
            index_id=f"{now:%Y%m%dT%H%M%S%f}-{hashes[CATALOG][:6]}",
            created_at=now,
            rdsearch_version=__version__,
            key=self._key,
            reports=counts["report"],
            pages=counts["page"],
            passages=counts["passage"],
            files=hashes,
        )
        for path in (*files, *{file.parent for file in files}):
            fsync(path)
        replace_text(
            self._path / MANIFEST,
            TypeAdapter(Manifest).dump_json(manifest, indent=1).decode(),
        )
        return manifest


def _one_each(rows: ReportRows, parts: Iterable[Encoded]) -> Iterator[Encoded]:
    """The parts. Raises ValueError at their end when their vectors are not as many as the passages."""
    count = 0
    for part in parts:
        count += len(part.vectors)
        yield part
    if count != rows.passage_count:
        raise ValueError(f"{count} vectors for {rows.passage_count} passages")


def _prune(root: Path, *, keep: int) -> None:
    """Deletes all but the newest builds; one more than the current stays for its readers."""
    builds = sorted(p for p in root.iterdir() if (p / MANIFEST).is_file())
    current = current_id(root)
    for path in builds[:-keep]:
        if path.name != current:
            shutil.rmtree(path, ignore_errors=True)
