"""Runs a function over files in child processes that may hang, crash or eat memory at their own cost only.

Sole importer of pebble: unlike concurrent.futures it can end a task that is out of time and goes on when
a worker dies.
"""

import logging
import multiprocessing
import resource
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from rdsearch.errors import ExtractionError

_Result = TypeVar("_Result")

logger = logging.getLogger(__name__)

_AHEAD = 2  # tasks a worker that may wait for the caller: results are large, memory is not endless


def results(
    function: Callable[[Path], _Result],
    paths: Sequence[Path],
    *,
    workers: int,
    timeout_s: float,
    memory_mb: int,
) -> Generator[tuple[Path, _Result | ExtractionError]]:
    """(path, result or failure) in the order in which they end. `function` must be importable.

    Close the generator (`contextlib.closing`) to end the workers at once when not all is wanted.
    """
    # A fork of this process, which has threads (torch, tantivy), can deadlock; one of a server that has
    # none starts ten times as fast as a new interpreter, which imports everything anew.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([getattr(function, "func", function).__module__])
    pool = ProcessPool(
        max_workers=workers,
        context=context,
        initializer=_limit_memory,
        initargs=(memory_mb,),
    )
    waiting = deque(paths)
    running: dict[Future[_Result], Path] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers * _AHEAD:
                path = waiting.popleft()
                running[pool.schedule(function, args=(path,), timeout=timeout_s)] = path
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda f: running[f]):
                path = running.pop(future)
                outcome = _outcome(future, path, timeout_s, memory_mb)
                yield path, outcome
    finally:
        # Also when the caller stops half-way: without this the workers would outlive an interruption.
        pool.stop()
        pool.join()


def _outcome(
    future: Future[_Result], path: Path, timeout_s: float, memory_mb: int
) -> _Result | ExtractionError:
    try:
        return future.result()
    except ExtractionError as error:
        return error
    except TimeoutError:
        return ExtractionError(
            "too_slow",
            f"was not read in {timeout_s:.0f} s; raise workers.max_seconds to allow more",
        )
    except MemoryError:
        return ExtractionError(
            "too_large",
            f"needs more than {memory_mb} MB to read; raise workers.max_memory_mb to allow more",
        )
    except ProcessExpired as error:
        return ExtractionError(
            "crashed", f"made its reader crash (exit code {error.exitcode}); it may be damaged"
        )
    except Exception as error:  # a defect that one file brings out must not cost the others
        logger.exception("reading %s failed", path.name)
        return ExtractionError(
            "failed",
            f"cannot be read because of a defect in rdsearch ({error!r}); please report it",
        )


def _limit_memory(memory_mb: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
