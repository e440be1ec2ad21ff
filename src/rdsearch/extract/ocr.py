"""Scanned pages → words, by the `tesseract` program when it is installed."""

import csv
import io
import math
import os
import re
import shutil
import subprocess
import time
from collections import deque
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from rdsearch.extract.config import ExtractConfig
from rdsearch.extract.ink import Ink, InkWord, Style

_PROGRAM = "tesseract"
_LEAST_CONFIDENCE = 30.0  # of a word, in per cent: below it is noise of pictures and stamps
_LEAST_LINE_CONFIDENCE = 60.0
_LEAST_SCRAP_CONFIDENCE = 75.0  # of a line without a word of three letters
_MAX_SIDE_PX = 5_000
_UNSURE = 0.85  # mean confidence below which the page may stand on its head: that gave up to 0.71
_MAX_SKEW = 4.0  # degrees
_SMALL_PX = 900
_TALL = re.compile(r"[A-Z0-9bdfhkl]")
_CAP_HEIGHT = 0.72  # em


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What OCR read on a page. `confidence` is 0..1, None when it read nothing."""

    ink: Ink | None
    confidence: float | None
    lies: int = 0  # the quarter turns at which the text runs, where that is up (1) or down (3)


@lru_cache(maxsize=1)
def ocr_available() -> str | None:
    """None when scanned Dutch pages can be read, else what is missing and how to get it."""
    if shutil.which(_PROGRAM) is None:
        return "tesseract is not installed: apt install tesseract-ocr tesseract-ocr-nld"
    try:
        languages = _installed()
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"tesseract does not run: {error}"
    return None if "nld" in languages else "tesseract lacks Dutch: apt install tesseract-ocr-nld"


@lru_cache(maxsize=1)
def _languages() -> str:
    """Dutch, with English beside it where that is installed."""
    return "nld+eng" if "eng" in _installed() else "nld"


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    listed = subprocess.run(
        [_PROGRAM, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return frozenset((listed.stdout + listed.stderr).split())


def read_scan(page: pdfium.PdfPage, config: ExtractConfig) -> OcrPage:
    """Words of a page image, turned upright and deskewed; TimeoutError after `ocr_timeout_s` in all."""
    deadline = time.monotonic() + config.ocr_timeout_s
    width, height = page.get_width(), page.get_height()
    scale = min(config.ocr_dpi / 72, _MAX_SIDE_PX / max(width, height))
    image = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil().convert("L")
    best = OcrPage(None, None)
    turns = deque((1, 3) if runs_sideways(image) else (0, 2))
    while turns and (best.confidence or 0.0) < _UNSURE:
        one = _read_turned(image, turns.popleft(), scale, deadline)
        if one.lies:
            turns = deque((one.lies, 4 - one.lies))
        else:
            best = max(best, one, key=lambda page: page.confidence or 0.0)
    return best


def runs_sideways(image: Image.Image) -> bool:
    """Do lines of text run up or down? Then the columns of the picture differ more than its rows do."""
    ink = _ink(image)
    return _roughness(ink.mean(axis=0)) > _roughness(ink.mean(axis=1))


def _read_turned(image: Image.Image, turn: int, scale: float, deadline: float) -> OcrPage:
    turned = image.rotate(-90 * turn, expand=True) if turn else image
    angle = skew_of(turned)
    straight = turned.rotate(angle, fillcolor=255) if angle else turned
    png = io.BytesIO()
    straight.save(png, "PNG", compress_level=1)
    table = _tesseract(png.getvalue(), dpi=round(scale * 72), deadline=deadline)
    lines = _lines(table)
    words, confidence = _words(lines, scale)
    if not words:
        return OcrPage(None, None)
    width, height = turned.width / scale, turned.height / scale
    leaning = tuple(_leaning(word, angle, width, height) for word in words)
    return OcrPage(Ink(turn, width, height, leaning), confidence, _lie(lines))


def skew_of(image: Image.Image) -> float:
    """Degrees, counter-clockwise, that make the lines level: the turn with the sharpest rows
    (Postl 1986)."""
    small = Image.fromarray(_ink(image))
    angles = np.arange(-_MAX_SKEW, _MAX_SKEW + 0.01, 0.25)
    sharpness = [_roughness(np.asarray(small.rotate(float(a))).mean(axis=1)) for a in angles]
    best = int(np.argmax(sharpness))
    return float(angles[best]) if sharpness[best] > 1.05 * sharpness[len(angles) // 2] else 0.0


def _ink(image: Image.Image) -> NDArray[np.float32]:
    """Darkness 0..1 of a small copy, dark pictures taken out."""
    small = image.copy()
    small.thumbnail((_SMALL_PX, _SMALL_PX))
    dark = 1 - np.asarray(small, dtype=np.float32) / 255
    smooth = np.asarray(small.reduce(8).resize(small.size), dtype=np.float32)
    return np.where(smooth < 110, np.float32(0), dark)


def _roughness(profile: NDArray[np.float32]) -> float:
    return float(np.square(np.diff(profile)).sum())


def _leaning(word: InkWord, angle: float, width: float, height: float) -> InkWord:
    """The word with its box where it stands on the page that was not deskewed."""
    if not angle:
        return word
    a = math.radians(angle)
    x, y = (word.x0 + word.x1) / 2 - width / 2, (word.y0 + word.y1) / 2 - height / 2
    dx = x * math.cos(a) - y * math.sin(a) - x
    dy = x * math.sin(a) + y * math.cos(a) - y
    return replace(word, x0=word.x0 + dx, x1=word.x1 + dx, y0=word.y0 + dy, y1=word.y1 + dy)


def _tesseract(png: bytes, *, dpi: int, deadline: float) -> str:
    command = [
        _PROGRAM,
        "stdin",
        "stdout",
        "--dpi",
        str(dpi),
        "-l",
        _languages(),
        "--psm",
        "3",
        "tsv",
    ]
    try:
        done = subprocess.run(
            command,
            input=png,
            capture_output=True,
            timeout=max(deadline - time.monotonic(), 0.001),
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # pages run side by side already
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError("OCR took too long") from error
    return done.stdout.decode("utf-8", "replace")


def _lines(table: str) -> list[list[dict[str, str]]]:
    """The rows of Tesseract's TSV that are words, by line."""
    lines: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip() and float(row["conf"]) >= _LEAST_CONFIDENCE:
            key = (row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(key, []).append(row)
    return [line for line in lines.values() if not _is_noise(line)]


def _is_noise(line: list[dict[str, str]]) -> bool:
    """Is this what OCR makes of a picture, a bar or a stamp? Measured: such lines had 30 to 59 per cent,
    single letters up to 68, lines that are on the page 79 and more."""
    if not any(character.isalnum() for row in line for character in row["text"]):
        return True
    letters = sum(len(row["text"]) for row in line)
    confidence = sum(len(row["text"]) * float(row["conf"]) for row in line) / letters
    says_something = any(sum(map(str.isalnum, row["text"])) >= 3 for row in line)
    return confidence < (_LEAST_LINE_CONFIDENCE if says_something else _LEAST_SCRAP_CONFIDENCE)


def _lie(lines: list[list[dict[str, str]]]) -> int:
    """1 or 3 when most long words are higher than wide: Tesseract reads text that runs up or down
    but mixes up its lines."""
    long = [row for line in lines for row in line if len(row["text"]) >= 4]
    tall = sum(int(row["height"]) > 1.5 * int(row["width"]) for row in long)
    if tall <= 0.5 * len(long):
        return 0
    steps = [int(b["top"]) - int(a["top"]) for line in lines for a, b in pairwise(line)]
    return 1 if sum(step < 0 for step in steps) > 0.5 * len(steps) else 3


def _words(lines: list[list[dict[str, str]]], scale: float) -> tuple[list[InkWord], float | None]:
    """Words with the lines' baselines, and their mean confidence by length."""
    measured = [(line, *_line_measure(line, scale)) for line in lines]
    usual = median([size for _, _, size in measured]) if measured else 0.0
    words = []
    weight = total = 0.0
    for line, baseline, size in measured:
        style = Style("OCR", round(usual if abs(size - usual) < 0.3 * usual else size, 1))
        for row in line:
            words.append(_word(row, baseline, style, scale))
            weight += len(row["text"])
            total += len(row["text"]) * float(row["conf"]) / 100
    return words, (round(total / weight, 3) if weight else None)


def _line_measure(line: list[dict[str, str]], scale: float) -> tuple[float, float]:
    """Baseline and type size of a line, in points: most letters neither hang nor are tall."""
    bottom = median([int(row["top"]) + int(row["height"]) for row in line])
    tall = [row for row in line if _TALL.search(row["text"])] or line
    top = median([int(row["top"]) for row in tall])
    return bottom / scale, max((bottom - top) / _CAP_HEIGHT / scale, 4.0)


def _word(row: dict[str, str], baseline: float, style: Style, scale: float) -> InkWord:
    left, top = int(row["left"]) / scale, int(row["top"]) / scale
    width, height = int(row["width"]) / scale, int(row["height"]) / scale
    return InkWord(
        text=row["text"].strip(),
        x0=left,
        y0=min(top, baseline - 0.7 * style.size),
        x1=left + width,
        y1=max(top + height, baseline + 0.2 * style.size),
        baseline=baseline,
        style=style,
        spaced=True,
    )
