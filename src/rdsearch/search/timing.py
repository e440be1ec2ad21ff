"""How long the stages of one answer took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

Timings = dict[str, float]  # milliseconds by stage


@contextmanager
def timed(timings: Timings, stage: str) -> Iterator[None]:
    """Adds the time that the block takes to a stage."""
    began = time.perf_counter()
    yield
    timings[stage] = timings.get(stage, 0.0) + (time.perf_counter() - began) * 1000
