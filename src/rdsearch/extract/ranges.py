"""Many PDFs → `Extraction`s, in worker processes; a long PDF is read by several, each a range of its pages.

A worker writes each page to a file as it comes. When it dies, that file tells at which page: that page
gets a problem, and the range goes on behind it. When all pages are read, a worker puts them together, from
file to file: nobody ever holds more than a few.
"""

import functools
import logging
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rdsearch.config import WorkerConfig
from rdsearch.errors import ExtractionError
from rdsearch.extract.assemble import LinedPage, lined, pages_of
from rdsearch.extract.config import ExtractConfig
from rdsearch.extract.document import Head, checked, extraction_of, opened
from rdsearch.extract.ink import PageInk
from rdsearch.extract.pages import A4, read_ink
from rdsearch.extract.spool import Spool
from rdsearch.types import Extraction, Page, PageProblem
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
    """Pages to read into the file `spool`; `last` is None where nobody has counted them yet."""

    path: Path
    spool: Path
    first: int = 1
    last: int | None = None


@dataclass(frozen=True, slots=True)
class _Assembly:
    """All pages to put together into the file `pages`: those that were read, and the others."""

    path: Path
    spools: tuple[_Range, ...] = field(repr=False)
    lost: tuple[LinedPage, ...] = field(repr=False)
    pages: Path


@dataclass(frozen=True, slots=True)
class _Part:
    """What a worker sends back; the pages are in its file."""

    seconds: float
    wasted_s: float = 0.0  # on pages that were given up


_Task = _Range | _Assembly
Finish = Callable[[Iterable[Page]], Iterable[Page]]


def read_pdfs(
    paths: Sequence[Path],
    *,
    config: ExtractConfig,
    limits: WorkerConfig,
    workers: int,
    finish: Finish,
    folder: Path,
) -> Generator[tuple[Path, ReadPdf | ExtractionError]]:
    """Each PDF as it is ready, begun in the order given. `finish`, importable, runs in the worker.

    The pages of a PDF are on disk, in `folder`, until the next is asked for. Close the generator
    (`contextlib.closing`) to end the workers at once when not all is wanted.
    """
    work = functools.partial(_work, config=config, finish=finish)
    crew = Crew[_Task, _Part](
        work, workers=workers, timeout_s=limits.max_seconds, memory_mb=limits.max_memory_mb
    )
    with crew:
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
                    yield task.path, ended
                    book.clear()


@dataclass(slots=True)
class _Book:
    """A PDF that is being read, as the owner of the workers sees it."""

    path: Path
    files: Path  # the start of the names of its files
    config: ExtractConfig
    limits: WorkerConfig
    head: Head | None = None
    seconds: float = 0.0
    wasted_s: float = 0.0
    running: int = 0
    spools: list[_Range] = field(default_factory=list)
    lost: list[LinedPage] = field(default_factory=list)
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
        if self.head is None:
            self._counted()
        if isinstance(task, _Assembly) and self.head is not None:
            return ReadPdf(extraction_of(self.head, Spool(task.pages)), self.seconds)
        return None

    def next_tasks(self) -> Iterator[_Task]:
        """What can be done now that could not be before."""
        while self.todo:
            first, last = self.todo.popleft()
            if self.wasted_s >= self.limits.max_seconds:
                self.lost += [_lost(n, PageProblem.TOO_SLOW) for n in range(first, last + 1)]
            else:
                yield self._range(first, last)
        if not self.running:
            self.running += 1
            pages = self.files.with_suffix(".pages")
            yield _Assembly(self.path, tuple(self.spools), tuple(self.lost), pages)

    def clear(self) -> None:
        for file in self.files.parent.glob(f"{self.files.name}.*"):
            file.unlink()

    def _range(self, first: int, last: int | None) -> _Range:
        task = _Range(self.path, self.files.with_suffix(f".{len(self.spools)}"), first, last)
        self.spools.append(task)
        self.running += 1
        return task

    def _counted(self) -> None:
        """Parts the PDF in ranges, once its first worker has left its head."""
        self.head = next(iter(Spool[Head](_head_file(self.spools[0]))), None)
        if self.head is not None:
            for first in range(_RANGE + 1, self.head.count + 1, _RANGE):
                self.todo.append((first, min(first + _RANGE - 1, self.head.count)))

    def _died(self, task: _Range, error: ExtractionError) -> ExtractionError | None:
        """The range goes on where its worker died: at that page, and behind it when it dies there again."""
        last = task.last
        if last is None:
            self._counted()
            if self.head is None or error.reason not in _COSTS_A_PAGE:
                return error
            last = min(_RANGE, self.head.count)
        read = len(Spool(task.spool))
        stuck = task.first + read
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


def _lost(number: int, problem: PageProblem) -> LinedPage:
    return lined(PageInk(number, *A4, problem=problem))


def _head_file(task: _Range) -> Path:
    return task.spool.with_suffix(".head")


def _work(task: _Task, *, config: ExtractConfig, finish: Finish) -> _Part:
    """Runs in a worker."""
    began = time.monotonic()
    wasted = 0.0
    if isinstance(task, _Assembly):
        pages = Spool[Page](task.pages)
        read = functools.partial(_in_order, task)
        for page in finish(pages_of(read, scratch=task.pages.with_suffix(".sheets"))):
            pages.append(page)
    else:
        end_after(
            config.page_timeout_s
        )  # a damaged file can keep PDFium busy before its first page
        try:
            given_up = _read_range(task, config)
        finally:
            end_after(0)
        wasted = config.ocr_timeout_s * given_up
    return _Part(time.monotonic() - began, wasted)


def _read_range(task: _Range, config: ExtractConfig) -> int:
    """Writes down the pages of a range one by one; how many were too slow. The head comes with the first."""
    if task.last is not None:
        with opened(task.path) as pdf:
            return _written(read_ink(pdf, config, range(task.first, task.last + 1)), task, config)
    with checked(task.path, config) as (pdf, head):
        Spool[Head](_head_file(task)).append(head)
        numbers = range(1, min(head.count, _RANGE) + 1)
        return _written(read_ink(pdf, config, numbers), task, config)


def _written(inks: Iterator[PageInk], task: _Range, config: ExtractConfig) -> int:
    spool = Spool[LinedPage](task.spool)
    given_up = 0
    for ink in inks:
        spool.append(lined(ink))
        end_after(config.page_timeout_s)
        given_up += ink.problem is PageProblem.TOO_SLOW
    return given_up


def _in_order(task: _Assembly) -> Iterator[LinedPage]:
    parts: list[tuple[int, Iterable[LinedPage]]] = [(r.first, Spool(r.spool)) for r in task.spools]
    parts += [(page.ink.number, (page,)) for page in task.lost]
    for _, part in sorted(parts, key=lambda part: part[0]):
        yield from part
