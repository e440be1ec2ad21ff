"""Many PDFs → `Extraction`s, in worker processes; a long PDF is read by several, each a range of its pages.

A worker writes each page to a file as it comes. When it dies, that file tells at which page: that page
gets a problem, and the range goes on behind it.
"""

import functools
import logging
import pickle
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from rdsearch.config import WorkerConfig
from rdsearch.errors import ExtractionError
from rdsearch.extract.config import ExtractConfig
from rdsearch.extract.document import Head, checked, extraction_of, opened
from rdsearch.extract.ink import PageInk
from rdsearch.extract.pages import A4, read_ink
from rdsearch.types import Extraction, PageProblem
from rdsearch.workers import Crew, end_after

logger = logging.getLogger(__name__)

_RANGE = 32  # pages: opening a PDF anew costs about as much as reading one page
_COSTS_A_PAGE = {
    "too_slow": PageProblem.TOO_SLOW,
    "crashed": PageProblem.DAMAGED,
    "too_large": PageProblem.DAMAGED,
    "failed": PageProblem.DAMAGED,
}


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """A PDF that was read, and the seconds that workers spent on it."""

    extraction: Extraction
    seconds: float


@dataclass(frozen=True, slots=True)
class _Range:
    """Pages to read into `spool`; `last` is None where nobody has counted them yet."""

    path: Path
    spool: Path
    first: int = 1
    last: int | None = None


@dataclass(frozen=True, slots=True)
class _Assembly:
    """Spools of all pages to put together, with those that were lost."""

    path: Path
    head: Head
    spools: tuple[Path, ...]
    lost: tuple[PageInk, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """What a worker sends back; a short PDF comes whole."""

    head: Head | None
    seconds: float
    wasted_s: float = 0.0  # on pages that were given up
    extraction: Extraction | None = None


_Task = _Range | _Assembly
Finish = Callable[[Extraction], Extraction]


def read_pdfs(
    paths: Sequence[Path],
    *,
    config: ExtractConfig,
    limits: WorkerConfig,
    workers: int,
    finish: Finish,
) -> Generator[tuple[Path, ReadPdf | ExtractionError]]:
    """Each PDF as it is ready, begun in the order given. `finish`, importable, runs in the worker.

    Close the generator (`contextlib.closing`) to end the workers at once when not all is wanted.
    """
    work = functools.partial(_work, config=config, finish=finish)
    with (
        TemporaryDirectory(prefix="rdsearch-") as folder,
        Crew[_Task, _Part](
            work, workers=workers, timeout_s=limits.max_seconds, memory_mb=limits.max_memory_mb
        ) as crew,
    ):
        books = {p: _Book(p, Path(folder, str(i)), config, limits) for i, p in enumerate(paths)}
        unopened = deque(books.values())
        # Pages of an opened PDF go before the next PDF: few are half read at any time.
        ready: deque[_Task] = deque()
        while unopened or ready or not crew.is_idle:
            while crew.has_room and (ready or unopened):
                crew.start(ready.popleft() if ready else unopened.popleft().begin())
            for task, outcome in crew.finished():
                book = books[task.path]
                ended = book.take(task, outcome)
                if ended is None:
                    ready.extend(book.next_tasks())
                else:
                    book.clear()
                    yield task.path, ended


@dataclass(slots=True)
class _Book:
    """A PDF that is being read, as the caller of the workers sees it."""

    path: Path
    spool: Path  # the start of the names of its spools
    config: ExtractConfig
    limits: WorkerConfig
    head: Head | None = None
    seconds: float = 0.0
    wasted_s: float = 0.0
    running: int = 0
    spools: list[Path] = field(default_factory=list)
    lost: list[PageInk] = field(default_factory=list)
    todo: deque[tuple[int, int]] = field(default_factory=deque)

    def begin(self) -> _Range:
        return self._range(1, None)

    def take(
        self, task: _Task, outcome: _Part | ExtractionError
    ) -> ReadPdf | ExtractionError | None:
        """Notes what became of a task; the PDF when that was its last."""
        self.running -= 1
        if isinstance(outcome, ExtractionError):
            return outcome if isinstance(task, _Assembly) else self._died(task, outcome)
        self.seconds += outcome.seconds
        self.wasted_s += outcome.wasted_s
        if outcome.extraction is not None:
            return ReadPdf(outcome.extraction, self.seconds)
        if isinstance(task, _Range) and task.last is None and outcome.head is not None:
            self._counted(outcome.head)
        return None

    def next_tasks(self) -> Iterator[_Task]:
        """What can be done now that could not be before."""
        while self.todo:
            first, last = self.todo.popleft()
            if self.wasted_s >= self.limits.max_seconds:
                self.lost += [_lost(n, PageProblem.TOO_SLOW) for n in range(first, last + 1)]
            else:
                yield self._range(first, last)
        if self.head is not None and not self.running:
            self.running += 1
            yield _Assembly(self.path, self.head, tuple(self.spools), tuple(self.lost))

    def clear(self) -> None:
        for spool in self.spools:
            spool.unlink(missing_ok=True)

    def _range(self, first: int, last: int | None) -> _Range:
        spool = self.spool.with_suffix(f".{len(self.spools)}")
        self.spools.append(spool)
        self.running += 1
        return _Range(self.path, spool, first, last)

    def _counted(self, head: Head) -> None:
        self.head = head
        for first in range(_RANGE + 1, head.count + 1, _RANGE):
            self.todo.append((first, min(first + _RANGE - 1, head.count)))

    def _died(self, task: _Range, error: ExtractionError) -> ExtractionError | None:
        """The range goes on where its worker died: at that page, and behind it when it dies there again."""
        head, read = _spooled(task.spool)
        last = task.last
        if last is None:
            if head is None or error.reason not in _COSTS_A_PAGE:
                return error
            self._counted(head)
            last = min(_RANGE, head.count)
        stuck = task.first + read
        if stuck > last:
            # All was read; a short PDF was being put together.
            return error if head is not None and head.count <= _RANGE else None
        if error.reason == "too_slow":
            self.wasted_s += self.config.page_timeout_s
        if not read:
            problem = _COSTS_A_PAGE.get(error.reason, PageProblem.DAMAGED)
            logger.warning("%s: page %d is left out: %s", self.path.name, stuck, problem)
            self.lost.append(_lost(stuck, problem))
            stuck += 1
        if stuck <= last:
            self.todo.appendleft((stuck, last))
        return None


def _lost(number: int, problem: PageProblem) -> PageInk:
    return PageInk(number, *A4, problem=problem)


def _work(task: _Task, *, config: ExtractConfig, finish: Finish) -> _Part:
    """Runs in a worker."""
    began = time.monotonic()
    if isinstance(task, _Assembly):
        inks = [ink for spool in task.spools for ink in _inks_in(spool)]
        inks = sorted((*inks, *task.lost), key=lambda ink: ink.number)
        whole = finish(extraction_of(task.head, inks))
        return _Part(task.head, time.monotonic() - began, extraction=whole)
    end_after(config.page_timeout_s)  # a damaged file can keep PDFium busy before its first page
    try:
        with task.spool.open("wb") as spool:
            head, inks = _read_range(task, spool, config)
    finally:
        end_after(0)
    wasted = config.ocr_timeout_s * sum(ink.problem is PageProblem.TOO_SLOW for ink in inks)
    short: Extraction | None = None
    if head is not None and head.count == len(inks):
        short = finish(extraction_of(head, inks))
    return _Part(head, time.monotonic() - began, wasted, short)


def _read_range(
    task: _Range, spool: BinaryIO, config: ExtractConfig
) -> tuple[Head | None, list[PageInk]]:
    """The pages of a range, each also written down at once. The head comes with the first range."""
    if task.last is not None:
        with opened(task.path) as pdf:
            numbers = range(task.first, task.last + 1)
            return None, _written(read_ink(pdf, config, numbers), spool, config)
    with checked(task.path, config) as (pdf, head):
        pickle.dump(head, spool)
        numbers = range(1, min(head.count, _RANGE) + 1)
        return head, _written(read_ink(pdf, config, numbers), spool, config)


def _written(inks: Iterator[PageInk], spool: BinaryIO, config: ExtractConfig) -> list[PageInk]:
    done = []
    spool.flush()
    for ink in inks:
        pickle.dump(ink, spool)
        spool.flush()  # what is not out is lost when the next page ends this process
        end_after(config.page_timeout_s)
        done.append(ink)
    return done


def _spooled(spool: Path) -> tuple[Head | None, int]:
    """The head, where it was written, and how many pages were before the worker died."""
    records = list(_records(spool))
    head = records[0] if records and isinstance(records[0], Head) else None
    return head, len(records) - (head is not None)


def _inks_in(spool: Path) -> Iterator[PageInk]:
    return (record for record in _records(spool) if isinstance(record, PageInk))


def _records(spool: Path) -> Iterator[Head | PageInk]:
    """The whole records of a spool: its worker may have died while it wrote the last."""
    try:
        with spool.open("rb") as file:
            while True:
                yield pickle.load(file)  # written by our own worker, in a folder of our own
    except (EOFError, pickle.UnpicklingError, FileNotFoundError):
        return
