"""The pages of a report as a sequence of which few are in memory."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import overload

from rdsearch.types import Page


class PagesOnDemand(Sequence[Page]):
    """Pages that are each read, by number, when they are asked for; the latest are held."""

    def __init__(self, read: Callable[[int], Page], count: int, *, held: int) -> None:
        self._read = lru_cache(held)(read)
        self._numbers = range(1, count + 1)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Page: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Page, ...]: ...

    def __getitem__(self, place: int | slice) -> Page | tuple[Page, ...]:
        if isinstance(place, slice):
            return tuple(map(self._read, self._numbers[place]))
        return self._read(self._numbers[place])
