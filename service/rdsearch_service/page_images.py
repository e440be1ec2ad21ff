"""Pictures of pages, drawn in a process of their own and kept in memory up to a bound.

PDFium is not thread-safe, and a hostile PDF may hang or crash it: that costs one picture, not the service.
"""

import multiprocessing
import resource
import threading
from collections import OrderedDict
from concurrent.futures import TimeoutError as Late
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from rdsearch.extract import render_page

WIDTHS = (400, 800, 1200, 1600)
"""Pixels. Few widths, so that strangers cannot fill the cache with one page."""

_PICTURES_PER_WORKER = 500  # a new process now and then, whatever PDFium keeps
_MEMORY_BYTES = (
    4 << 30
)  # address space: a picture that unpacks to gigabytes ends the worker, not the machine


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _ready() -> None:
    """A task that only makes the worker import this module."""


class PictureFailed(Exception):
    """This page cannot be drawn, or not in time."""


class PageImages:
    """PNGs of pages, the most recently used ones in memory. Safe to share between threads."""

    def __init__(self, *, cache_bytes: int, timeout_s: float) -> None:
        self._cache_bytes = cache_bytes
        self._timeout_s = timeout_s
        self._kept: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._kept_bytes = 0
        self._lock = threading.Lock()
        # Not fork: the service has threads, and torch in it.
        self._pool = ProcessPool(
            max_workers=1,
            max_tasks=_PICTURES_PER_WORKER,
            initializer=_limit_memory,
            context=multiprocessing.get_context("spawn"),
        )

    def warm_up(self) -> None:
        """Starts the drawing process, so that the first picture does not wait for its imports."""
        self._pool.schedule(_ready)

    def close(self) -> None:
        self._pool.stop()
        self._pool.join()

    def png(self, path: Path, number: int, *, sha256: str, width_px: int) -> bytes:
        """The page as PNG. Raises PictureFailed."""
        key = (sha256, number, width_px)
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return kept
        picture = self._draw(path, number, width_px)
        with self._lock:
            self._keep(key, picture)
        return picture

    def _draw(self, path: Path, number: int, width_px: int) -> bytes:
        task = self._pool.schedule(
            render_page, args=[path, number], kwargs={"width_px": width_px}, timeout=self._timeout_s
        )
        try:
            picture: bytes = task.result()
        except Late:
            raise PictureFailed(f"drawing took longer than {self._timeout_s:g} s") from None
        except ProcessExpired as error:
            raise PictureFailed(f"the drawing process died: {error}") from None
        except Exception as error:  # whatever PDFium makes of this file, it is this picture only
            raise PictureFailed(str(error)) from error
        return picture

    def _keep(self, key: tuple[str, int, int], picture: bytes) -> None:
        if key in self._kept:
            return
        self._kept[key] = picture
        self._kept_bytes += len(picture)
        while self._kept_bytes > self._cache_bytes:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= len(dropped)
