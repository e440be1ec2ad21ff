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
from PIL import Image, ImageDraw

from rdsearch.extract.config import ExtractConfig
from rdsearch.extract.ink import Ink, InkWord, Style
from rdsearch.extract.picture import bullet_before, cleaned, levelled, runs_sideways, skew_of

_PROGRAM = "tesseract"
_LEAST_CONFIDENCE = 30.0  # of a word, in per cent: below it is noise of pictures and stamps
_LEAST_LINE_CONFIDENCE = 60.0
_LEAST_SCRAP_CONFIDENCE = 75.0  # of a line without a word of three letters
_MAX_SIDE_PX = 5_000
_UNSURE = 0.85  # mean confidence below which the page may stand on its head: that gave up to 0.71
_TALL = re.compile(r"[A-Z0-9bdfhkl]")
_HANGING = re.compile(r"[gjpqyQ,;()]")
_LONG = re.compile(r"[^\W\d_]{4}")
_CAP_HEIGHT, _X_HEIGHT, _DESCENT = 0.72, 0.5, 0.21  # em
_SURE = 70.0  # of a word: below it, it is read once more
_RIM = 0.2  # of the height of a word
_GUTTER_EM, _LEVEL_EM = 2.0, 0.35
_LEAST_MEASURED = 3  # words
_LONG_DASH_EM = 0.75
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What OCR read on a page. `confidence` is 0..1, None when it read nothing."""

    ink: Ink | None
    confidence: float | None
    lies: int = 0  # the quarter turns at which the text runs, where that is up (1) or down (3)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A word as Tesseract gives it: its box in pixels, its confidence in per cent."""

    text: str
    confidence: float
    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def is_sure(self) -> bool:
        return self.confidence >= _SURE


_SeenLine = list[_Seen]


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


def _read_turned(image: Image.Image, turn: int, scale: float, deadline: float) -> OcrPage:
    turned = image.rotate(-90 * turn, expand=True) if turn else image
    angle = skew_of(turned)
    picture = cleaned(levelled(turned, angle), dpi=scale * 72)
    lines = _read(picture, scale, deadline)
    lie = _lie(lines)
    if not lie:
        lines = _again(lines, picture, scale, deadline)
    kept = [sure for line in lines if (sure := _without_noise(line))]
    pixels = np.asarray(picture)
    words, confidence = _words(_with_bullets(kept, pixels), scale)
    if not words:
        return OcrPage(None, None)
    width, height = turned.width / scale, turned.height / scale
    leaning = tuple(_leaning(word, angle, width, height) for word in words)
    return OcrPage(Ink(turn, width, height, leaning), confidence, lie)


def _leaning(word: InkWord, angle: float, width: float, height: float) -> InkWord:
    """The word with its box where it stands on the page that was not deskewed."""
    if not angle:
        return word
    a = math.radians(angle)
    x, y = (word.x0 + word.x1) / 2 - width / 2, (word.y0 + word.y1) / 2 - height / 2
    dx = x * math.cos(a) - y * math.sin(a) - x
    dy = x * math.sin(a) + y * math.cos(a) - y
    return replace(word, x0=word.x0 + dx, x1=word.x1 + dx, y0=word.y0 + dy, y1=word.y1 + dy)


def _read(picture: Image.Image, scale: float, deadline: float) -> list[_SeenLine]:
    """The words that Tesseract sees, by line; TimeoutError when it takes too long."""
    pgm = io.BytesIO()
    picture.save(pgm, "PPM")
    dpi = str(round(scale * 72))
    command = [_PROGRAM, "stdin", "stdout", "--dpi", dpi, "-l", _languages(), "--psm", "3", "tsv"]
    try:
        done = subprocess.run(
            command,
            input=pgm.getvalue(),
            capture_output=True,
            timeout=max(deadline - time.monotonic(), 0.001),
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # pages run side by side already
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError("OCR took too long") from error
    return _lines(done.stdout.decode("utf-8", "replace"))


def _lines(table: str) -> list[_SeenLine]:
    """The rows of Tesseract's TSV that are words, by line."""
    lines: dict[tuple[str, ...], _SeenLine] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            x, y = int(row["left"]), int(row["top"])
            box = x, y, x + int(row["width"]), y + int(row["height"])
            key = (row["block_num"], row["par_num"], row["line_num"])
            lines.setdefault(key, []).append(_Seen(row["text"].strip(), float(row["conf"]), *box))
    return list(lines.values())


def _again(
    lines: list[_SeenLine], picture: Image.Image, scale: float, deadline: float
) -> list[_SeenLine]:
    """Reads doubtful words once more with the sure ones painted over: small type beside a large head
    is taken for one line with it, and read wrongly."""
    mixed = [line for line in lines if any(word.is_sure for word in line)]
    doubtful = [w for line in mixed for w in line if not w.is_sure and _says_something(w.text)]
    if not doubtful:
        return lines
    rest = picture.copy()
    brush = ImageDraw.Draw(rest)
    sure = [word for line in mixed for word in line if word.is_sure]
    for word in sure:
        brush.rectangle((word.x0 - 3, word.y0 - 3, word.x1 + 3, word.y1 + 3), fill=255)
    try:
        seen = _read(rest, scale, deadline)
    except TimeoutError:
        return lines
    found = ([w for w in line if w.is_sure and not _is_edge_of(sure, w)] for line in seen)
    better = [line for line in found if line]
    new = [word for line in better for word in line]
    kept = [
        [w for w in line if w.is_sure or not any(_overlap(w, other) for other in new)]
        for line in lines
    ]
    return [line for line in kept if line] + better


def _is_edge_of(painted: list[_Seen], word: _Seen) -> bool:
    """Is it the edge of a word that was painted over? No word space is as narrow as what parts the two."""
    return any(_overlap(word, _grown(one)) for one in painted)


def _grown(word: _Seen) -> _Seen:
    rim = round(_RIM * (word.y1 - word.y0))
    return replace(word, x0=word.x0 - rim, y0=word.y0 - rim, x1=word.x1 + rim, y1=word.y1 + rim)


def _overlap(a: _Seen, b: _Seen) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _without_noise(line: _SeenLine) -> _SeenLine:
    """The words of a line without what OCR makes of a picture, a bar or a stamp. Measured: such lines
    had 30 to 59 per cent, single letters up to 68, lines that are on the page 79 and more."""
    seen = [word for word in line if word.confidence >= _LEAST_CONFIDENCE]
    letters = sum(len(word.text) for word in seen)
    if not any(_says_something(word.text) for word in seen):
        return []
    confidence = sum(len(word.text) * word.confidence for word in seen) / letters
    is_long = any(sum(map(str.isalnum, word.text)) >= 3 for word in seen)
    if confidence < (_LEAST_LINE_CONFIDENCE if is_long else _LEAST_SCRAP_CONFIDENCE):
        return []
    if confidence < _LEAST_SCRAP_CONFIDENCE:
        return seen
    return [word for word in line if word in seen or _LONG.match(word.text)]


def _with_bullets(lines: list[_SeenLine], pixels: NDArray[np.uint8]) -> list[_SeenLine]:
    """Tesseract knows no bullets: it takes them for an e or a sign, or passes over them."""
    bullets = [_bullets(line, pixels) for line in lines]
    found = [bullet for own in bullets for bullet in own]
    rest = [[word for word in line if not _is_one_of(found, word)] for line in lines]
    return [own + words for own, words in zip(bullets, rest, strict=True) if words]


def _bullets(line: _SeenLine, pixels: NDArray[np.uint8]) -> _SeenLine:
    """The bullets before each piece of a line; one may stand in it as a letter."""
    found = []
    for piece, baseline, em in _pieces(line):
        text = piece[1:] if len(piece) > 1 and len(piece[0].text) == 1 else piece
        box = bullet_before(pixels, text[0].x0 - 1, round(baseline), em)
        if box is not None and _says_something(text[0].text):
            found.append(_Seen(_BULLET, piece[0].confidence, *box))
    return found


def _pieces(line: _SeenLine) -> list[tuple[_SeenLine, float, float]]:
    """A line parted at wide gaps, each piece with its baseline and type size: beside a picture Tesseract
    runs columns together. Those of a word or two are measured with the line where they are level with it."""
    baseline, em = _baseline(line), _em(line)
    pieces = [line[:1]]
    for left, right in pairwise(line):
        if right.x0 - left.x1 > _GUTTER_EM * em:
            pieces.append([])
        pieces[-1].append(right)
    return [
        (piece, baseline, em)
        if len(piece) < _LEAST_MEASURED and abs(_baseline(piece) - baseline) < _LEVEL_EM * em
        else (piece, _baseline(piece), _em(piece))
        for piece in pieces
    ]


def _is_one_of(bullets: list[_Seen], word: _Seen) -> bool:
    return len(word.text) == 1 and any(_overlap(word, bullet) for bullet in bullets)


def _lie(lines: list[_SeenLine]) -> int:
    """1 or 3 when most long words are higher than wide: Tesseract reads text that runs up or down
    but mixes up its lines."""
    kept = [words for line in lines if (words := _without_noise(line))]
    long = [word for line in kept for word in line if len(word.text) >= 4]
    tall = sum(word.y1 - word.y0 > 1.5 * (word.x1 - word.x0) for word in long)
    if tall <= 0.5 * len(long):
        return 0
    steps = [b.y0 - a.y0 for line in kept for a, b in pairwise(line)]
    return 1 if sum(step < 0 for step in steps) > 0.5 * len(steps) else 3


def _words(lines: list[_SeenLine], scale: float) -> tuple[list[InkWord], float | None]:
    """Words with the lines' baselines, and their mean confidence by length."""
    measured = [
        (piece, baseline / scale, max(em / scale, 4.0))
        for line in lines
        for piece, baseline, em in _pieces(line)
    ]
    usual = median([size for _, _, size in measured]) if measured else 0.0
    words = []
    weight = total = 0.0
    for line, baseline, size in measured:
        style = Style("OCR", round(usual if abs(size - usual) < 0.3 * usual else size, 1))
        for word in _with_short_dashes(line):
            words.append(_word(word, baseline, style, scale))
            weight += len(word.text)
            total += len(word.text) * word.confidence / 100
    return words, (round(total / weight, 3) if weight else None)


def _with_short_dashes(line: _SeenLine) -> _SeenLine:
    """Tesseract takes the dash of half an em that Dutch uses for the long one."""
    reach = _LONG_DASH_EM * _em(line)
    return [
        replace(word, text="–") if word.text == "—" and word.x1 - word.x0 < reach else word
        for word in line
    ]


def _baseline(line: _SeenLine) -> float:
    """In pixels: where the words end that have no letter below the line."""
    standing = [word for word in line if not _HANGING.search(word.text)]
    if standing:
        return median([word.y1 for word in standing])
    return median([word.y1 - _share_below(word.text) * (word.y1 - word.y0) for word in line])


def _share_below(text: str) -> float:
    above = _CAP_HEIGHT if _TALL.search(text) else _X_HEIGHT
    return _DESCENT / (above + _DESCENT)


def _em(line: _SeenLine) -> float:
    """Type size in pixels, by the tall letters where there are any."""
    tall = [word for word in line if _TALL.search(word.text)]
    height = _baseline(line) - median([word.y0 for word in tall or line])
    return height / (_CAP_HEIGHT if tall else _X_HEIGHT)


def _word(seen: _Seen, baseline: float, style: Style, scale: float) -> InkWord:
    return InkWord(
        text=seen.text,
        x0=seen.x0 / scale,
        y0=min(seen.y0 / scale, baseline - 0.7 * style.size),
        x1=seen.x1 / scale,
        y1=max(seen.y1 / scale, baseline + 0.2 * style.size),
        baseline=baseline,
        style=style,
        spaced=True,
    )
