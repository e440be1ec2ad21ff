"""Draws pages in a child process, which may hang, crash or eat memory at the cost of one picture."""

import multiprocessing
import resource
import signal
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from rdsearch.extract import render_page

_MAX_PICTURES = 500  # of one child; a new one now and then, whatever PDFium keeps
_MEMORY_BYTES = 4 << 30  # address space of the child


class PictureFailed(Exception):
    """This page cannot be drawn, or not in time."""


class Drawer:
    """One child process, one picture at a time (PDFium is not thread-safe). Threads may share it."""

    def __init__(self, *, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._child: BaseProcess | None = None
        self._connection: Connection | None = None
        self._drawn = 0

    def start(self) -> None:
        """Starts the child without waiting for it: its imports take a second or two."""
        with self._lock:
            self._connected()

    def close(self) -> None:
        with self._lock:
            self._end()

    def png(self, path: Path, number: int, *, width_px: int) -> bytes:
        """Raises PictureFailed."""
        with self._lock:
            connection = self._connected()
            try:
                connection.send((path, number, width_px))
                if not connection.poll(self._timeout_s):
                    self._end()
                    raise PictureFailed(f"drawing took longer than {self._timeout_s:g} s")
                drawn: bytes | str = connection.recv()
            except (EOFError, OSError) as error:
                self._end()
                raise PictureFailed("the drawing process died") from error
            self._drawn += 1
            if self._drawn >= _MAX_PICTURES:
                self._end()
        if isinstance(drawn, str):
            raise PictureFailed(drawn)
        return drawn

    def _connected(self) -> Connection:
        if self._connection is None:
            # Not fork: the service has threads, and torch in it.
            context = multiprocessing.get_context("spawn")
            self._connection, theirs = context.Pipe()
            self._child = context.Process(target=_draw_for, args=(theirs,), daemon=True)
            self._child.start()
            theirs.close()
        return self._connection

    def _end(self) -> None:
        if self._connection is not None and self._child is not None:
            self._connection.close()
            self._child.kill()
            self._child.join()
            self._child.close()
        self._connection, self._child, self._drawn = None, None, 0


def _draw_for(connection: Connection) -> None:
    """The child: bytes for a picture, a line of text for a page that cannot be drawn."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the service, which ends this process
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    while True:
        try:
            path, number, width_px = connection.recv()
        except EOFError:
            return
        try:
            connection.send(render_page(path, number, width_px=width_px))
        except Exception as error:  # noqa: BLE001 - whatever PDFium makes of this file
            connection.send(str(error))
