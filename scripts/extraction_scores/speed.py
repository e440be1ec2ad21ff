"""Pages a second, ours and plain pdfplumber's over the same pages in the same run.

CPU seconds compare the work itself, each reader in one process. The wall clock compares what a person
waits for: our worker processes against pdfplumber's one. Pages that need OCR count for neither: pdfplumber
has nothing to read there, and Tesseract would be all that is measured.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from extraction_scores.readers import with_pdfplumber
from extraction_scores.scores import is_scan
from rdsearch.config import ExtractConfig, WorkerConfig
from rdsearch.errors import ExtractionError
from rdsearch.extract import read_pdf, read_pdfs
from rdsearch.types import Page

WITHOUT_OCR = ExtractConfig(ocr="off")


@dataclass(frozen=True, slots=True)
class Timing:
    """What reading one report, or all of them, cost."""

    name: str
    pages: int
    scans: int  # pages that need OCR, not among `pages`
    our_cpu_s: float
    their_cpu_s: float
    our_wall_s: float
    their_wall_s: float

    @property
    def cpu_ratio(self) -> float:
        return self.their_cpu_s / self.our_cpu_s

    @property
    def wall_ratio(self) -> float:
        return self.their_wall_s / self.our_wall_s


def cpu_seconds() -> float:
    """Spent by this process and its children that have ended."""
    return sum(os.times()[:4])


def timings(paths: Sequence[Path], *, workers: int) -> Iterator[Timing | str]:
    """One for each report, alone and in one process; last the sum of them all, whose wall clock is that of
    `workers` processes reading all reports. A report that cannot be read is a line that says why."""
    found: dict[Path, Timing] = {}
    for path in paths:
        try:
            found[path] = _timing(path)
        except ExtractionError as error:
            yield str(error)
        else:
            yield found[path]
    if found:
        yield _sum(found, workers)


def _sum(found: Mapping[Path, Timing], workers: int) -> Timing:
    wall, _ = _measured(lambda: _with_workers(list(found), workers))
    return Timing(
        f"all, {workers} processes",
        sum(one.pages for one in found.values()),
        sum(one.scans for one in found.values()),
        sum(one.our_cpu_s for one in found.values()),
        sum(one.their_cpu_s for one in found.values()),
        wall,
        sum(one.their_wall_s for one in found.values()),
    )


def _timing(path: Path) -> Timing:
    pages: list[Page] = []
    wall, cpu = _measured(lambda: pages.extend(read_pdf(path, config=WITHOUT_OCR).pages))
    textual = {page.number for page in pages if not is_scan(page)}
    their_wall, their_cpu = _measured(lambda: with_pdfplumber(path, textual))
    scans = len(pages) - len(textual)
    return Timing(path.stem, len(textual), scans, cpu, their_cpu, wall, their_wall)


def _measured(work: Callable[[], object]) -> tuple[float, float]:
    """(wall clock, CPU) seconds."""
    wall, cpu = time.perf_counter(), cpu_seconds()
    work()
    return time.perf_counter() - wall, max(cpu_seconds() - cpu, 0.001)


def _with_workers(paths: Sequence[Path], workers: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        outcomes = read_pdfs(
            paths,
            config=WITHOUT_OCR,
            limits=WorkerConfig(),
            workers=workers,
            finish=_as_they_are,
            folder=Path(folder),
        )
        with closing(outcomes):
            for _, outcome in outcomes:
                if isinstance(outcome, ExtractionError):
                    raise outcome


def _as_they_are(pages: Iterable[Page]) -> Iterable[Page]:
    return pages
