"""Pictures of pages, kept in memory up to a bound."""

import threading
from collections import OrderedDict
from pathlib import Path

from rdsearch_service.drawing import Drawer

WIDTHS = (400, 800, 1200, 1600)
"""Pixels. Few widths, so that strangers cannot fill the cache with one page."""


class PageImages:
    """PNGs of pages, the most recently used ones in memory. Threads may share it."""

    def __init__(self, drawer: Drawer, *, cache_bytes: int) -> None:
        self.drawer = drawer
        self._cache_bytes = cache_bytes
        self._kept: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._kept_bytes = 0
        self._lock = threading.Lock()

    def png(self, path: Path, number: int, *, sha256: str, width_px: int) -> bytes:
        """The page as PNG; `sha256` is of the file at `path`. Raises PictureFailed."""
        key = (sha256, number, width_px)
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return kept
        picture = self.drawer.png(path, number, width_px=width_px)
        with self._lock:
            self._keep(key, picture)
        return picture

    def _keep(self, key: tuple[str, int, int], picture: bytes) -> None:
        if key in self._kept:
            return
        self._kept[key] = picture
        self._kept_bytes += len(picture)
        while self._kept_bytes > self._cache_bytes:
            _, dropped = self._kept.popitem(last=False)
            self._kept_bytes -= len(dropped)
