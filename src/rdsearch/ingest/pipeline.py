"""The pipeline: read in worker processes, chunk and embed beside it, publish."""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rdsearch import (
    chunk,
    corpus,
    dutch,
    extract,
    language,
    late_interaction,
    outcomes,
    projects,
    quotes,
    versions,
)
from rdsearch.config import Config, fingerprint
from rdsearch.errors import CorpusError, ExtractionError, IndexUnusable
from rdsearch.index import (
    BuildKey,
    Encoded,
    Index,
    IndexBuilder,
    PassageText,
    building,
    current_id,
    encoded,
    is_own_copy,
    locked,
    open_index,
)
from rdsearch.ingest.plan import Plan, Task, plan_for
from rdsearch.ingest.rows import EMBEDDED_TEXT_VERSION, fill
from rdsearch.store import FileFailure, Withdrawal
from rdsearch.types import Encoder, Extraction, ProjectList, Report, TokenCounter

_READING = ".reading"  # beside the index, while it is built
_CHANGED = ExtractionError("changed", "changed while it was copied; ingest it again")

Progress = Callable[[str, int, int], None]
"""Hears (stage, done, total) for the stages "read" (files) and "embed" (passages)."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What an ingest did."""

    index_id: str
    published: bool  # False: nothing had changed, the index before stays
    reports: int
    pages: int
    passages: int
    read: int  # reports read now
    carried: int  # reports taken over from the index before
    resumed: int  # reports that an interrupted ingest had done already
    failures: tuple[FileFailure, ...]
    page_problems: tuple[tuple[str, int, str], ...]  # (report id, page, problem) in the whole index
    seconds: float
    stage_seconds: dict[str, float]


@dataclass(slots=True)
class _Work:
    """One ingest under way."""

    builder: IndexBuilder
    settings: Config
    encoder: Encoder
    count_tokens: TokenCounter
    progress: Progress
    failures: list[FileFailure]
    read_ids: list[str] = field(default_factory=list)
    resumed_ids: list[str] = field(default_factory=list)
    passages: int = 0
    embedded: int = 0
    seconds: dict[str, float] = field(
        default_factory=lambda: {"extract": 0.0, "chunk": 0.0, "embed": 0.0, "publish": 0.0}
    )

    def encode(self, passages: Sequence[PassageText]) -> Encoded:
        """Encodes passages, timed and told of."""
        began = time.monotonic()
        self.passages += len(passages)
        projection = self.builder.projection_for(self.encoder)
        found = encoded(passages, self.encoder, projection, progress=self._advance)
        self.seconds["embed"] += time.monotonic() - began
        return found

    def _advance(self, count: int) -> None:
        self.embedded += count
        self.progress("embed", self.embedded, self.passages)


def build_key(settings: Config, encoder: Encoder) -> BuildKey:
    """The key under which rows made with these settings and this program can be carried over."""
    # Pages that were left unread for want of OCR are read once it is there.
    has_ocr = settings.extract.ocr == "auto" and extract.ocr_available() is None
    made_by = (
        f"ocr={has_ocr}",
        EMBEDDED_TEXT_VERSION,
        late_interaction.CODES_VERSION,
        extract.EXTRACTOR_VERSION,
        chunk.CHUNKER_VERSION,
        dutch.ANALYSER_VERSION,
        quotes.FACTS_VERSION,
        outcomes.FACTS_VERSION,
        projects.FACTS_VERSION,
        language.LANGUAGE_VERSION,
        versions.SKETCH_VERSION,
    )
    return BuildKey(
        model_id=encoder.model_id,
        dim=encoder.dim,
        fingerprint=fingerprint(settings.extract, settings.chunk, *made_by),
    )


def ingest(
    places: Sequence[Path],
    *,
    root: Path,
    settings: Config,
    encoder: Encoder,
    count_tokens: TokenCounter,
    worker_count: int | None = None,
    fresh: bool = False,
    restore: Sequence[str] = (),
    progress: Progress = lambda *_: None,
) -> Summary:
    """Adds what `places` hold to the index under `root` and publishes it; reports already in it stay.

    Unchanged reports are carried over. `fresh` begins from nothing but `places`. `restore` lets withdrawn
    reports in again. A file that cannot be read is in the summary's failures and costs no other; where
    it is a new version of a report, the old one stays.
    """
    began = time.monotonic()
    sources = [s for s in corpus.sources_of(places) if not is_own_copy(root, s.path)]
    said = corpus.project_lists_of(places)
    key = build_key(settings, encoder)
    with locked(root), ExitStack() as opened:
        withdrawals = _withdrawals(root)
        old = None
        if not fresh and current_id(root) is not None:
            old = opened.enter_context(closing(open_index(root)))
        plan = plan_for(sources, old, key, withdrawals=withdrawals, restore=restore)
        remembered = old.catalog.project_lists() if old else {}
        lists = projects.updated(remembered, said)
        if old and _is_unchanged(plan, old, restore) and lists == remembered:
            return _summary(old, plan, began, plan.failures, published=False)
        with building(root, key, resume=not fresh) as builder:
            work = _Work(builder, settings, encoder, count_tokens, progress, [*plan.failures])
            _take_over(plan, old, work)
            with _emptied(root / _READING) as folder:
                workers = worker_count or os.cpu_count() or 1
                _read_all(plan.tasks, work, worker_count=workers, folder=folder)
            _publish(plan, old, work, lists)
        new = opened.enter_context(closing(open_index(root)))
        return _summary(new, plan, began, work.failures, published=True, work=work)


@contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """A folder for what is kept while it is read, beside the index: it may be more than memory holds, and
    temporary folders can be in memory. What an ingest that was killed has left is cleared away."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _withdrawals(root: Path) -> dict[str, Withdrawal]:
    """What people took out stays out, also when an index is begun anew."""
    try:
        with closing(open_index(root)) as index:
            return index.catalog.withdrawn()
    except IndexUnusable:  # none yet, or one that only --fresh can replace
        return {}


def _is_unchanged(plan: Plan, old: Index, restore: Sequence[str]) -> bool:
    if plan.tasks or restore:
        return False
    before = {entry.report.report_id: entry.report for entry in old.catalog.reports()}
    after = {item.report.report_id: item.report for item in (*plan.carried, *plan.kept)}
    return before == after and set(plan.failures) <= set(old.catalog.failures())


def _take_over(plan: Plan, old: Index | None, work: _Work) -> None:
    if old:
        for item in (*plan.carried, *plan.kept):
            work.builder.carry(item.report, old, source_id=item.source_id)


def _read_all(tasks: Sequence[Task], work: _Work, *, worker_count: int, folder: Path) -> None:
    """Reads the files in worker processes and makes rows of each as it comes."""
    staged = work.builder.staged()
    to_read: dict[Path, Task] = {}
    for task in tasks:
        if _is_done(task, staged.get(task.sha256)):
            work.resumed_ids.append(task.report_id)
        else:
            # The copy is read, not the original: what is indexed is what is kept, byte for byte.
            to_read[work.builder.take_pdf(task.source.path, task.sha256)] = task
    outcome_of_file = extract.read_pdfs(
        tuple(to_read),
        config=work.settings.extract,
        limits=work.settings.workers,
        workers=worker_count,
        finish=language.tagged,
        folder=folder,
    )
    with closing(outcome_of_file):  # an interruption must not leave workers behind
        for done, (path, outcome) in enumerate(outcome_of_file, start=1):
            task = to_read[path]
            if isinstance(outcome, ExtractionError):
                _refuse(task, outcome, path, work)
            elif outcome.extraction.sha256 != task.sha256:
                path.unlink()
                _refuse(task, _CHANGED, path, work)
            else:
                work.seconds["extract"] += outcome.seconds
                _add(task, outcome.extraction, work)
            work.progress("read", done, len(to_read))


def _is_done(task: Task, staged: Report | None) -> bool:
    """Whether an interrupted ingest made this report, as it is described now."""
    if staged is None:
        return False
    return staged == (task.known or corpus.updated(staged, task.source, task.report_id))


def _refuse(task: Task, error: ExtractionError, path: Path, work: _Work) -> None:
    name = corpus.name_of(task.source.path) if task.known is None else task.known.file
    message = str(error).replace(path.name, name)
    work.failures.append(FileFailure(name, task.sha256, error.reason, message))


def _add(task: Task, extraction: Extraction, work: _Work) -> None:
    began, embedding_s = time.monotonic(), work.seconds["embed"]
    report = task.known or corpus.report_of(task.source, task.report_id, extraction)
    work.builder.add(
        report,
        lambda rows: fill(
            rows,
            report,
            extraction.pages,
            encode=work.encode,
            count_tokens=work.count_tokens,
            config=work.settings.chunk,
        ),
    )
    embedding_s = work.seconds["embed"] - embedding_s
    work.seconds["chunk"] += time.monotonic() - began - embedding_s
    work.read_ids.append(task.report_id)


def _publish(plan: Plan, old: Index | None, work: _Work, lists: Mapping[str, ProjectList]) -> None:
    began = time.monotonic()
    ids = {c.report.report_id for c in (*plan.carried, *plan.kept)}
    ids |= {*work.read_ids, *work.resumed_ids}
    # A new version that cannot be read must not cost the report its old one; vectors of another model, though,
    # cannot be compared with these.
    if old and old.manifest.key.model_id == work.encoder.model_id:
        for task in plan.tasks:
            if task.report_id not in ids and (entry := old.catalog.report(task.report_id)):
                work.builder.carry(entry.report, old, source_id=task.report_id)
                ids.add(task.report_id)
    if not ids:
        reasons = "; ".join(f.message for f in work.failures[:3])
        raise CorpusError(f"none of the files can be read ({reasons}); the index stays as it was")
    work.builder.publish(
        sorted(ids),
        failures=_all_failures(plan, old, work),
        withdrawn=plan.withdrawn,
        project_lists=lists,
        projects_before=old.catalog.known_projects() if old else (),
    )
    work.seconds["publish"] = time.monotonic() - began


def _all_failures(plan: Plan, old: Index | None, work: _Work) -> tuple[FileFailure, ...]:
    """This run's failures, and those of files that it was not asked about."""
    asked = {corpus.name_of(task.source.path) for task in plan.tasks} | {
        f.file for f in work.failures
    }
    asked |= {item.report.file for item in plan.carried}
    before = old.catalog.failures() if old else ()
    return (*(f for f in before if f.file not in asked), *work.failures)


def _summary(
    index: Index,
    plan: Plan,
    began: float,
    failures: Sequence[FileFailure],
    *,
    published: bool,
    work: _Work | None = None,
) -> Summary:
    problems = tuple(
        (entry.report.report_id, number, str(problem))
        for entry in index.catalog.reports()
        for number, problem in entry.problems
    )
    return Summary(
        index_id=index.index_id,
        published=published,
        reports=index.manifest.reports,
        pages=index.manifest.pages,
        passages=index.manifest.passages,
        read=len(work.read_ids) if work else 0,
        carried=len(plan.carried) + len(plan.kept),
        resumed=len(work.resumed_ids) if work else 0,
        failures=tuple(failures),
        page_problems=problems,
        seconds=time.monotonic() - began,
        stage_seconds=dict(work.seconds) if work else {},
    )
