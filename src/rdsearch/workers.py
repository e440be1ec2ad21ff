"""Runs a function in child processes that may hang, crash or eat memory at the cost of one task only.

Sole importer of pebble: unlike concurrent.futures it can end a task that is out of time and goes on when
a worker dies.
"""

import logging
import multiprocessing
import resource
import signal
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from types import TracebackType
from typing import Generic, Self, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessPool
from pebble.pool.channel import ChannelError

from rdsearch.errors import ExtractionError

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

logger = logging.getLogger(__name__)

_STOP_PATIENCE_S = 5.0
_AHEAD = 2  # tasks a worker that may wait for the caller: results are large, memory is not endless


class Crew(Generic[_Task, _Result]):
    """Worker processes that do tasks with one importable function; leaving it ends them at once."""

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
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([getattr(function, "func", function).__module__])
        self._function = function
        self._timeout_s, self._memory_mb = timeout_s, memory_mb
        self._most = workers * _AHEAD
        self._running: dict[Future[_Result], _Task] = {}
        self._pool = ProcessPool(
            max_workers=workers,
            context=context,
            initializer=_limit_memory,
            initargs=(memory_mb,),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Also when the caller stops half-way: without this the workers would outlive an interruption.
        # One that ends while it holds the lock of their pipe keeps the pool waiting, a minute by default.
        patience_s, CONSTS.channel_lock_timeout = CONSTS.channel_lock_timeout, _STOP_PATIENCE_S
        try:
            self._pool.stop()
            self._pool.join()
        except ChannelError:
            # Nobody will let go of the lock: its holder has ended. What still runs is ended here.
            for child in multiprocessing.active_children():
                child.kill()
        finally:
            CONSTS.channel_lock_timeout = patience_s

    @property
    def is_idle(self) -> bool:
        return not self._running

    @property
    def has_room(self) -> bool:
        """Whether a worker could run out of tasks before the caller comes again."""
        return len(self._running) < self._most

    def start(self, task: _Task) -> None:
        future = self._pool.schedule(self._function, args=(task,), timeout=self._timeout_s)
        self._running[future] = task

    def finished(self) -> list[tuple[_Task, _Result | ExtractionError]]:
        """Waits for a task to end; what has ended, in the order in which it was started."""
        done, _ = wait(self._running, return_when=FIRST_COMPLETED)
        ended = [future for future in self._running if future in done]
        return [(task := self._running.pop(f), self._outcome(f, task)) for f in ended]

    def _outcome(self, future: Future[_Result], task: _Task) -> _Result | ExtractionError:
        try:
            return future.result()
        except ExtractionError as error:
            return error
        except TimeoutError:
            return self._too_slow()
        except MemoryError:
            return ExtractionError(
                "too_large",
                f"needs more than {self._memory_mb} MB to read; raise workers.max_memory_mb to allow more",
            )
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGPROF:
                return self._too_slow()
            return ExtractionError(
                "crashed", f"made its reader crash (exit code {error.exitcode}); it may be damaged"
            )
        except Exception as error:  # a defect that one file brings out must not cost the others
            logger.exception("%s failed", task)
            return ExtractionError(
                "failed",
                f"cannot be read because of a defect in rdsearch ({error!r}); please report it",
            )

    def _too_slow(self) -> ExtractionError:
        return ExtractionError(
            "too_slow",
            f"was not read in {self._timeout_s:.0f} s; raise workers.max_seconds to allow more",
        )


def end_after(cpu_s: float) -> None:
    """Ends this process when it has computed for so long, even inside C code; 0 calls that off.

    Counts what the processor does, not the clock: a busy machine changes no result.
    """
    signal.setitimer(signal.ITIMER_PROF, cpu_s)


def _limit_memory(memory_mb: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
