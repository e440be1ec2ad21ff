"""Which reports are versions of each other: nearly the same words in the same order. Pure.

Resemblance of documents by their runs of words, estimated from the smallest hashes of each (Broder, 1997,
"On the resemblance and containment of documents"): a report costs one small sketch, once.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rdsearch import dutch

SKETCH_VERSION = "1"

_RUN = 5  # words
_SIZE = 512  # standard error of an estimate: below 0.023
_MIN_RUNS = 40  # a title page or two is too little to tell
# Measured on 38 reports: versions 0.98 and 0.95, a scan and its original 0.75, all others below 0.03.
_MIN_RESEMBLANCE = 0.5
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


_Hashes = NDArray[np.uint64]


def sketch_of(texts: Iterable[str]) -> tuple[int, ...]:
    """The smallest different hashes of a report's runs of words, rising; `texts` are its passages in order."""
    tail = smallest = np.zeros(0, dtype=np.uint64)
    word_count = 0
    for text in texts:
        codes = [zlib.crc32(word.encode()) for word in dutch.forms(text)]
        word_count += len(codes)
        together = np.concatenate((tail, np.array(codes, dtype=np.uint64)))
        smallest = np.union1d(smallest, _runs(together))[:_SIZE]
        tail = together[1 - _RUN :]
    return tuple(smallest.tolist()) if word_count >= _MIN_RUNS + _RUN - 1 else ()


def _runs(codes: _Hashes) -> _Hashes:
    """A hash of each run of words."""
    runs = np.zeros(max(len(codes) - _RUN + 1, 0), dtype=np.uint64)
    for place in range(_RUN):  # overflow is wanted: arithmetic modulo 2 ** 64
        runs = runs * _MULTIPLIER + codes[place : place + len(runs)]
    # The low bits of a product know little of the high ones: fold before the smallest are taken.
    runs = (runs ^ (runs >> np.uint64(32))) * _MULTIPLIER
    return runs ^ (runs >> np.uint64(29))


def families_of(sketches: Mapping[str, Sequence[int]]) -> tuple[tuple[str, ...], ...]:
    """The reports that are versions of each other, by id; those without a version are in none.

    A version of a version is of the family too.
    """
    names = sorted(sketches)
    hashes = [np.array(sketches[name], dtype=np.uint64) for name in names]
    family = list(range(len(names)))
    for one, other in _sharing(hashes):
        if (
            family[one] != family[other]
            and _resemblance(hashes[one], hashes[other]) >= _MIN_RESEMBLANCE
        ):
            joined = {family[one], family[other]}
            family = [min(joined) if number in joined else number for number in family]
    members = [
        tuple(name for name, number in zip(names, family, strict=True) if number == first)
        for first, count in sorted(Counter(family).items())
        if count > 1
    ]
    return tuple(members)


def _sharing(hashes: Sequence[_Hashes]) -> Iterator[tuple[int, int]]:
    """Each two reports that have a hash in common: few of all pairs do."""
    owners = np.repeat(np.arange(len(hashes)), [len(own) for own in hashes])
    together = np.concatenate([np.zeros(0, dtype=np.uint64), *hashes])
    order = np.argsort(together, kind="stable")
    owners, together = owners[order], together[order]
    for one, own in enumerate(hashes):
        first, last = (np.searchsorted(together, own, side) for side in ("left", "right"))
        with_same = [owners[a:b] for a, b in zip(first, last, strict=True)]
        others = np.unique(np.concatenate([owners[:0], *with_same]))
        yield from ((one, int(other)) for other in others if other > one)


def _resemblance(one: _Hashes, other: _Hashes) -> float:
    """The estimated share of all different runs of words of two reports that are in both."""
    smallest = np.union1d(one, other)[:_SIZE]
    shared = np.intersect1d(one, other, assume_unique=True)
    return float(np.isin(smallest, shared, assume_unique=True).mean())
