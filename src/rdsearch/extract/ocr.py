"""Scanned pages → words, by the `tesseract` program when it is installed."""

import csv
import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2 as pdfium

from rdsearch.extract.config import ExtractConfig
from rdsearch.extract.ink import Ink, InkWord, Style

_PROGRAM = "tesseract"
_LEAST_CONFIDENCE = 30.0  # of a word, in per cent: below it is noise of pictures and stamps
_MAX_SIDE_PX = 5_000


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What OCR read on a page. `confidence` is 0..1, None when it read nothing."""

    ink: Ink | None
    confidence: float | None


@lru_cache(maxsize=1)
def ocr_available() -> str | None:
    """None when scanned Dutch pages can be read, else what is missing and how to get it."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return "tesseract is not installed: apt install tesseract-ocr tesseract-ocr-nld"
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"tesseract does not run: {error}"
    if "nld" not in (listed.stdout + listed.stderr).split():
        return "tesseract lacks Dutch: apt install tesseract-ocr-nld"
    return None


def _languages() -> str:
    listed = subprocess.run(
        [_PROGRAM, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return "nld+eng" if "eng" in listed.stdout.split() else "nld"


def read_scan(page: pdfium.PdfPage, config: ExtractConfig) -> OcrPage:
    """Words of a page image; raises TimeoutError after `ocr_timeout_s`."""
    width, height = page.get_width(), page.get_height()
    scale = min(config.ocr_dpi / 72, _MAX_SIDE_PX / max(width, height))
    image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
    turn = 0
    png = io.BytesIO()
    image.save(png, "PNG", compress_level=1)
    table = _tesseract(
        png.getvalue(), ["-l", _languages(), "--psm", "3", "tsv"], config, round(scale * 72)
    )
    words, confidence = _words(table, scale)
    if not words:
        return OcrPage(None, None)
    return OcrPage(Ink(turn, width, height, tuple(words)), confidence)


def _tesseract(png: bytes, arguments: list[str], config: ExtractConfig, dpi: int) -> str:
    try:
        done = subprocess.run(
            [_PROGRAM, "stdin", "stdout", "--dpi", str(dpi), *arguments],
            input=png,
            capture_output=True,
            timeout=config.ocr_timeout_s,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # pages run side by side already
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError("OCR took too long") from error
    return done.stdout.decode("utf-8", "replace")


def _words(table: str, scale: float) -> tuple[list[InkWord], float | None]:
    """Words of Tesseract's TSV with its lines as baselines, and their mean confidence by length."""
    rows = list(csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE))
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        if row["level"] == "5" and row["text"].strip() and float(row["conf"]) >= _LEAST_CONFIDENCE:
            key = (row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(key, []).append(row)
    words = []
    weight = total = 0.0
    for line in lines.values():
        bottoms = sorted(int(r["top"]) + int(r["height"]) for r in line)
        tops = sorted(int(r["top"]) for r in line)
        baseline = bottoms[len(bottoms) // 2] / scale
        size = max((bottoms[len(bottoms) // 2] - tops[len(tops) // 2]) / scale * 1.1, 4.0)
        style = Style("OCR", round(size))
        for row in line:
            x0, x1 = int(row["left"]) / scale, (int(row["left"]) + int(row["width"])) / scale
            words.append(
                InkWord(
                    row["text"].strip(),
                    x0,
                    baseline - 0.8 * size,
                    x1,
                    baseline + 0.22 * size,
                    baseline,
                    style,
                    spaced=True,
                )
            )
            weight += len(row["text"])
            total += len(row["text"]) * float(row["conf"]) / 100
    return words, (round(total / weight, 3) if weight else None)
