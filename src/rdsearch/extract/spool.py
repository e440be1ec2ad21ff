"""Items on disk, so that no more than a few of a long document are in memory at any time."""

import pickle
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Generic, TypeVar, overload

_Item = TypeVar("_Item")

_LENGTH_BYTES = 8  # before each item


class Spool(Sequence[_Item], Generic[_Item]):
    """Items in a file of our own, read when they are asked for.

    Has what was wholly written when it was opened: the process that wrote may have died over the last.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._starts = array("Q")
        path.touch()
        size = path.stat().st_size
        with path.open("rb") as file:
            while header := file.read(_LENGTH_BYTES):
                start, length = file.tell(), int.from_bytes(header, "big")
                if start + length > size:
                    break
                self._starts.append(start)
                file.seek(length, 1)

    def append(self, item: _Item) -> None:
        """Writes an item; it is out when this returns, whatever becomes of this process."""
        content = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        with self.path.open("ab") as file:
            self._starts.append(file.tell() + _LENGTH_BYTES)
            file.write(len(content).to_bytes(_LENGTH_BYTES, "big") + content)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, place: int) -> _Item: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[_Item, ...]: ...

    def __getitem__(self, place: int | slice) -> _Item | tuple[_Item, ...]:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        with self.path.open("rb") as file:
            file.seek(self._starts[place])
            item: _Item = pickle.load(file)
        return item
