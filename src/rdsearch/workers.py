"""Runs a function in child processes that may hang, crash or eat memory at the cost of one task only.

Every worker has a pipe of its own and ends itself when it is out of time. So nothing is shared that one of them
could take with it when it dies, and their owner, who may be busy elsewhere, need not watch the clock.
"""

import errno
import logging
import multiprocessing
import os
import resource
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from rdsearch.errors import ExtractionError

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

logger = logging.getLogger(__name__)

_AHEAD = 2  # tasks a worker may have: the next waits at its door while the owner is busy elsewhere
_OUT_OF_TIME = (-signal.SIGALRM, -signal.SIGPROF)


@dataclass(slots=True, eq=False)
class _Worker(Generic[_Task]):
    process: ForkServerProcess
    pipe: Connection
    tasks: deque[_Task] = field(default_factory=deque)  # the first is under way


class Crew(Generic[_Task, _Result]):
    """Worker processes that do tasks with one importable function; leaving it ends them at once.

    A task may take `timeout_s` by the clock. Tasks and results are small: they pass through pipes.
    """

    def __init__(
        self,
        function: Callable[[_Task], _Result],
        *,
        workers: int,
        timeout_s: float,
        memory_mb: int,
    ) -> None:
        # A fork of this process, which has threads (torch, tantivy), can deadlock; one of a server that
        # has none starts ten times as fast as a new interpreter, which imports everything anew.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([getattr(function, "func", function).__module__])
        self._serve = partial(_serve, function=function, timeout_s=timeout_s, memory_mb=memory_mb)
        self._timeout_s = timeout_s
        self._most = workers
        self._workers: list[_Worker[_Task]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            if worker.process.is_alive() and worker.process.pid:
                with suppress(ProcessLookupError):  # it has not come so far as to have a group
                    os.killpg(worker.process.pid, signal.SIGKILL)
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()

    @property
    def is_idle(self) -> bool:
        return not any(worker.tasks for worker in self._workers)

    @property
    def has_room(self) -> bool:
        """Whether a worker could run out of tasks before the owner comes again."""
        return sum(len(worker.tasks) for worker in self._workers) < self._most * _AHEAD

    def start(self, task: _Task) -> None:
        least = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
        if least is None or (least.tasks and len(self._workers) < self._most):
            least = self._hired()
        least.tasks.append(task)
        with suppress(BrokenPipeError):  # it has died: that is seen where it is waited for
            least.pipe.send(task)

    def finished(self) -> list[tuple[_Task, _Result | ExtractionError]]:
        """Waits until a task has ended; all that have, one a worker."""
        busy = {worker.pipe: worker for worker in self._workers if worker.tasks}
        ended = wait(busy)
        return [self._ended(worker) for pipe, worker in busy.items() if pipe in ended]

    def _hired(self) -> _Worker[_Task]:
        own, theirs = self._context.Pipe()
        process = self._context.Process(target=self._serve, args=(theirs,), daemon=True)
        with _deaf_to_interruption():
            process.start()
        theirs.close()  # only the worker holds that end: it closes when the worker dies
        worker = _Worker[_Task](process, own)
        self._workers.append(worker)
        return worker

    def _ended(self, worker: _Worker[_Task]) -> tuple[_Task, _Result | ExtractionError]:
        outcome: _Result | ExtractionError
        try:
            outcome, trace = worker.pipe.recv()
        except (EOFError, OSError):
            return self._died(worker)
        task = worker.tasks.popleft()
        if trace:
            logger.error("%s failed\n%s", task, trace)
        if _is_spent(outcome):
            self._let_go(worker)
        return task, outcome

    def _died(self, worker: _Worker[_Task]) -> tuple[_Task, ExtractionError]:
        task = worker.tasks.popleft()
        self._let_go(worker)
        exit_code = worker.process.exitcode
        if exit_code in _OUT_OF_TIME:
            return task, ExtractionError(
                "too_slow",
                f"was not read in {self._timeout_s:.0f} s; raise workers.max_seconds to allow more",
            )
        return task, ExtractionError(
            "crashed", f"made its reader crash (exit code {exit_code}); it may be damaged"
        )

    def _let_go(self, worker: _Worker[_Task]) -> None:
        """Parts with a worker that ends: what waits at its door is for another."""
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        for task in worker.tasks:
            self.start(task)


def _is_spent(outcome: object) -> bool:
    """Whether a worker ends with this: one that ran out of memory would fail the next task for want of it."""
    return isinstance(outcome, ExtractionError) and outcome.reason == "too_large"


def end_after(cpu_s: float) -> None:
    """Ends this process when it has computed for so long, even inside C code; 0 calls that off.

    Counts what the processor does, not the clock: a busy machine changes no result.
    """
    signal.setitimer(signal.ITIMER_PROF, cpu_s)


@contextmanager
def _deaf_to_interruption() -> Iterator[None]:
    """Processes that are started meanwhile never hear SIGINT, which a terminal sends to all: their owner
    decides. Ignoring it once they run would be too late for one that comes while they start."""
    resource_tracker.ensure_running()  # starting it meanwhile would let SIGINT through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    pipe: Connection,
    *,
    function: Callable[[_Task], _Result],
    timeout_s: float,
    memory_mb: int,
) -> None:
    """Runs in a worker, until its owner has gone."""
    os.setpgid(0, 0)  # what it starts, such as Tesseract, ends with it
    limit = _address_space() + (memory_mb << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            task = pipe.recv()
            signal.setitimer(signal.ITIMER_REAL, timeout_s)
            answer = _outcome(function, task, memory_mb)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send(answer)
            if _is_spent(answer[0]):
                break


def _address_space() -> int:
    """Bytes that this process takes up before it reads anything: the libraries of whatever program started
    it reserve from 180 MB to far more, which says nothing of a PDF. 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def _is_out_of_memory(error: Exception) -> bool:
    return isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM


def _outcome(
    function: Callable[[_Task], _Result], task: _Task, memory_mb: int
) -> tuple[_Result | ExtractionError, str]:
    """The result, or why there is none; the traceback of what is a defect."""
    try:
        return function(task), ""
    except ExtractionError as error:
        return error, ""
    except Exception as error:  # noqa: BLE001 - a defect that one file brings out costs no other
        if _is_out_of_memory(error):
            message = (
                f"needs more than {memory_mb} MB to read; raise workers.max_memory_mb to allow more"
            )
            return ExtractionError("too_large", message), ""
        message = f"cannot be read because of a defect in rdsearch ({error!r}); please report it"
        return ExtractionError("failed", message), traceback.format_exc()
