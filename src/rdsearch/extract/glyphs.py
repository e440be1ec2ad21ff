"""PDFium's characters → words with box, baseline and style.

PDFium is asked for every character through prototypes that take plain addresses: measured at
390,000 characters a second, against 20,000 to 40,000 for pdfplumber's `chars`.
"""

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from rdsearch.extract.ink import Ink, Style
from rdsearch.extract.symbols import UNKNOWN, is_private, symbol_of
from rdsearch.extract.words import SUPERSCRIPTS, WordBuilder

_HYPHENS = {0x02, 0xFFFE, 0x2010, 0x2011}  # PDFium marks a hyphen at a line end by 2 or FFFE
_SPACES = {0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2007, 0x202F, 0x3000, *range(0x2000, 0x200B)}
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # halves of surrogate pairs
_NOTHING = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "extrabd", "-bd", "semibd")
# Of these families the bold fonts say so in their names, and converters write a wrong weight for the others.
_TELLING_NAME = re.compile(r"(?:arial|helvetica|verdana|calibri|times(?:newroman(?:ps)?)?)(?:mt)?")
_ASKEW = -1
_BLANK_EM = 0.02  # PDFium gives blank glyphs a height of 0.001
_DIGITS = frozenset("0123456789")
_PAINTED_SHARE = 1 / 15  # of the characters; Dutch has one space in 6.2
_INVISIBLE = 3  # PDF 32000-1, table 106: neither fill nor stroke


def _prototype(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401
    """The same C function with plain addresses: pypdfium2's own typed pointers cost 3 times more."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    prototype: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(address)
    return prototype


_P = ctypes.c_void_p
_get_unicode = _prototype(raw.FPDFText_GetUnicode, ctypes.c_uint, _P, ctypes.c_int)
_get_box = _prototype(raw.FPDFText_GetLooseCharBox, ctypes.c_int, _P, ctypes.c_int, _P)
_get_tight_box = _prototype(raw.FPDFText_GetCharBox, ctypes.c_int, _P, ctypes.c_int, _P, _P, _P, _P)
_get_origin = _prototype(raw.FPDFText_GetCharOrigin, ctypes.c_int, _P, ctypes.c_int, _P, _P)
_get_object = _prototype(raw.FPDFText_GetTextObject, _P, _P, ctypes.c_int)
_get_matrix = _prototype(raw.FPDFText_GetMatrix, ctypes.c_int, _P, ctypes.c_int, _P)
_is_generated = _prototype(raw.FPDFText_IsGenerated, ctypes.c_int, _P, ctypes.c_int)
_get_size = _prototype(raw.FPDFText_GetFontSize, ctypes.c_double, _P, ctypes.c_int)
_map_error = _prototype(raw.FPDFText_HasUnicodeMapError, ctypes.c_int, _P, ctypes.c_int)
_get_mode = _prototype(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int, _P)
_get_font = _prototype(raw.FPDFTextObj_GetFont, _P, _P)
_get_fill = _prototype(raw.FPDFPageObj_GetFillColor, ctypes.c_int, _P, _P, _P, _P, _P)


_Number = TypeVar("_Number", float, NDArray[Any])


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The visible box in PDF user space and the quarter turns that make it upright."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.rotation % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.rotation % 2 else self.top - self.bottom

    def upright(self, x: _Number, y: _Number) -> tuple[_Number, _Number]:
        """A point (or all points) of user space on the upright page, origin top left."""
        match self.rotation:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A rectangle of user space on the upright page."""
        ax, ay = self.upright(x0, y0)
        bx, by = self.upright(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


@dataclass(frozen=True, slots=True)
class Look:
    """Style, direction and visibility of one text object."""

    style: Style
    turn: int  # quarter turns, or _ASKEW
    painted: bool
    is_type3: bool  # is each glyph a drawing, as in charts of scientists?


@dataclass(frozen=True, slots=True)
class Glyphs:
    """All that PDFium says about the text of one page."""

    inks: tuple[Ink, ...]
    visible: int
    hidden_words: int  # off the page, or not painted
    unmapped: int  # glyphs of which the font does not say what letters they are
    askew: str  # text at an angle, such as a watermark
    is_cut: bool = False  # were there more than `max_glyphs`?


def frame_of(page: pdfium.PdfPage) -> PageFrame:
    """The visible box of a page: CropBox within MediaBox, as viewers show it."""
    left, bottom, right, top = page.get_bbox()
    return PageFrame(left, bottom, right, top, page.get_rotation() // 90 % 4)


class _Looks:
    """Reads the style of text objects."""

    def __init__(self, textpage: int, frame: PageFrame) -> None:
        self._textpage = textpage
        self._frame = frame
        self._fonts: dict[int | None, tuple[str, bool, bool, bool]] = {}
        self._styles: dict[Style, Style] = {}

    def of(self, pointer: int | None, index: int) -> Look:
        matrix = (ctypes.c_float * 6)()
        _get_matrix(self._textpage, index, ctypes.addressof(matrix))
        a, b, c, d = matrix[0], matrix[1], matrix[2], matrix[3]
        points = _get_size(self._textpage, index)
        size = abs(points) * math.hypot(c, d)
        name, bold, italic, is_type3 = self._font(_get_font(pointer) if pointer else None)
        rgba = (ctypes.c_uint * 4)()
        base = ctypes.addressof(rgba)
        filled = pointer and _get_fill(pointer, base, base + 4, base + 8, base + 12)
        colour = (rgba[0] << 16 | rgba[1] << 8 | rgba[2]) if filled else 0
        style = Style(name, round(size, 1), bold, italic or abs(c) > 0.15 * abs(d), colour)
        mode = _get_mode(pointer) if pointer else 0
        painted = mode != _INVISIBLE and not (filled and rgba[3] < 8) and size > 0.5
        return Look(self._styles.setdefault(style, style), self._turn(a, b), painted, is_type3)

    def _turn(self, a: float, b: float) -> int:
        x0, y0 = self._frame.upright(0, 0)
        x1, y1 = self._frame.upright(a, b)
        angle = math.degrees(math.atan2(y0 - y1, x1 - x0))  # counter-clockwise as seen
        quarter = round(angle / 90)
        return quarter % 4 if abs(angle - 90 * quarter) <= 5 else _ASKEW

    def _font(self, pointer: int | None) -> tuple[str, bool, bool, bool]:
        """Name, bold, italic, and whether it is a Type 3 font."""
        known = self._fonts.get(pointer)
        if known is not None:
            return known
        if pointer is None:
            return "", False, False, False
        font = ctypes.cast(pointer, raw.FPDF_FONT)
        buffer = ctypes.create_string_buffer(256)
        raw.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace").split("+")[-1]
        lower = name.lower()
        angle = ctypes.c_int()
        raw.FPDFFont_GetItalicAngle(font, angle)
        bold = any(part in lower for part in _BOLD_NAMES)
        if not _TELLING_NAME.fullmatch(lower):
            bold = bold or raw.FPDFFont_GetWeight(font) >= 650
        italic = "italic" in lower or "oblique" in lower or angle.value != 0
        length = ctypes.c_size_t()
        raw.FPDFFont_GetFontData(font, None, 0, length)
        is_type3 = bool(raw.FPDFFont_GetIsEmbedded(font)) and length.value == 0
        found = self._fonts[pointer] = (name, bold, italic, is_type3)
        return found


@dataclass(frozen=True, slots=True)
class _Characters:
    """What PDFium says of each character; places are on the upright page, in bulk for speed."""

    codes: list[int]
    boxes: NDArray[np.float32]  # user space: left, top, right, bottom
    origins: NDArray[np.float64]  # user space: x, y
    lefts: list[float]  # flat lists: nested ones keep the garbage collector busy
    rights: list[float]
    pens: list[float]
    baselines: list[float]
    inside: list[bool]  # is the middle of the box on the page?


def _characters(textpage: int, count: int, frame: PageFrame) -> _Characters:
    boxes = np.zeros((count, 4), dtype=np.float32)
    origins = np.zeros((count, 2), dtype=np.float64)
    box, origin = boxes.ctypes.data, origins.ctypes.data
    codes = []
    for i in range(count):
        codes.append(_get_unicode(textpage, i))
        _get_box(textpage, i, box)
        _get_origin(textpage, i, origin, origin + 8)
        box += 16
        origin += 16
    codes = _paired(codes)
    x0, y0 = frame.upright(boxes[:, 0], boxes[:, 1])
    x1, y1 = frame.upright(boxes[:, 2], boxes[:, 3])
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    inside = (x >= 0) & (x <= frame.width) & (y >= 0) & (y <= frame.height)
    pens, baselines = frame.upright(origins[:, 0], origins[:, 1])
    return _Characters(
        codes,
        boxes,
        origins,
        np.minimum(x0, x1).tolist(),
        np.maximum(x0, x1).tolist(),
        pens.tolist(),
        baselines.tolist(),
        inside.tolist(),
    )


def _paired(codes: list[int]) -> list[int]:
    """Surrogates as the one code point that each two of them stand for, and nothing after it."""
    for i in [i for i, code in enumerate(codes[:-1]) if code in _HIGH and codes[i + 1] in _LOW]:
        codes[i] = 0x10000 + (codes[i] - _HIGH.start << 10) + codes[i + 1] - _LOW.start
        codes[i + 1] = 0x200B
    return codes


@lru_cache(maxsize=4096)
def _letter(code: int) -> str | None:
    """What a code point reads as; "" is white space, None is nothing."""
    if code in _SPACES:
        return ""
    if code in _HYPHENS:
        return "-"
    if code in _LIGATURES:
        return _LIGATURES[code]
    if code in _NOTHING:
        return None
    if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return UNKNOWN
    return chr(code)


def _read_as(textpage: int, index: int, code: int, look: Look) -> tuple[str, bool]:
    """What a glyph reads as where its font is looked at too, and whether the font leaves that open; "" for
    a blank one of unknown meaning."""
    symbol = symbol_of(code, look.style.font)
    letter = symbol or _letter(code) or ""
    if symbol or not (letter == UNKNOWN or is_private(code) or _map_error(textpage, index)):
        return letter, False
    x0, x1, y0, y1 = _ink_box(textpage, index)
    if min(x1 - x0, y1 - y0) < _BLANK_EM * look.style.size:
        return "", True  # a space, most often: the gap says so
    # PDFium does not read the glyph names of these fonts, and most number their letters as ASCII does.
    is_named = is_private(code) or (look.is_type3 and letter.isascii())
    return letter if is_named else UNKNOWN, True


def _ink_box(textpage: int, index: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of what a glyph paints, in user space."""
    box = (ctypes.c_double * 4)()
    at = ctypes.addressof(box)
    _get_tight_box(textpage, index, at, at + 8, at + 16, at + 24)
    return box[0], box[1], box[2], box[3]


def _is_raised(textpage: int, index: int, baseline: float, look: Look) -> bool:
    """Is a digit drawn above the baseline, as the superscripts of a font are?"""
    if look.turn:
        return False
    _, _, bottom, top = _ink_box(textpage, index)
    return bottom - baseline > 0.22 * look.style.size and top - bottom < 0.6 * look.style.size


def read_glyphs(page: pdfium.PdfPage, frame: PageFrame, *, max_glyphs: int) -> Glyphs:
    """The words of a page by direction, without those that nobody can see."""
    textpage = page.get_textpage()
    try:
        total = textpage.count_chars()
        count = min(total, max_glyphs)
        handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        if handle is None or count <= 0:
            return Glyphs((), 0, 0, 0, "")
        return replace(_read(handle, count, frame), is_cut=count < total)
    finally:
        textpage.close()


@dataclass(slots=True)
class _Tally:
    visible: int = 0
    hidden_words: int = 0
    unmapped: int = 0


def _read(textpage: int, count: int, frame: PageFrame) -> Glyphs:
    found = _characters(textpage, count, frame)
    looks = _Looks(textpage, frame)
    painted = [c in _SPACES and not _is_generated(textpage, i) for i, c in enumerate(found.codes)]
    spaced = sum(painted) > _PAINTED_SHARE * count
    builders = {turn: WordBuilder(turn, spaces_painted=spaced) for turn in (_ASKEW, 0, 1, 2, 3)}
    tally = _Tally()
    read: dict[tuple[int | None, int], tuple[str, bool]] = {}
    current = builders[0]
    last_hidden = -2
    # A third of all reading is spent in this loop: what is asked a million times has a name of its own.
    known: dict[int | None, Look] = {}
    lefts, rights, pens, baselines = found.lefts, found.rights, found.pens, found.baselines
    inside = found.inside
    for i, code in enumerate(found.codes):
        letter = _letter(code)
        if letter == "":
            pen = _place(found, i, current.turn, frame)[2] if current.turn else pens[i]
            current.space(generated=not painted[i], pen=pen)
            continue
        if letter is None:
            continue
        pointer = _get_object(textpage, i)
        look = known.get(pointer)
        if look is None:
            look = known[pointer] = looks.of(pointer, i)
        if not (look.painted and inside[i]):
            tally.hidden_words += i - last_hidden > 1
            last_hidden = i
            continue
        key = pointer, code
        if key not in read:
            read[key] = _read_as(textpage, i, code, look)
        letter, is_unmapped = read[key]
        if not letter:
            continue
        tally.visible += 1
        tally.unmapped += is_unmapped
        if letter in _DIGITS and _is_raised(textpage, i, float(found.origins[i, 1]), look):
            letter = letter.translate(SUPERSCRIPTS)
        current = builders[look.turn]
        if look.turn:
            current.add(letter, *_place(found, i, look.turn, frame), look.style)
        else:
            current.add(letter, lefts[i], rights[i], pens[i], baselines[i], look.style)
    askew = " ".join(word.text for word in builders[_ASKEW].words())
    return Glyphs(_inks(builders, frame), tally.visible, tally.hidden_words, tally.unmapped, askew)


def _place(
    found: _Characters, i: int, turn: int, frame: PageFrame
) -> tuple[float, float, float, float]:
    """Both edges along the line, pen position and baseline of a character in its reading frame."""
    if turn == 0:
        return found.lefts[i], found.rights[i], found.pens[i], found.baselines[i]
    left, top, right, bottom = (float(edge) for edge in found.boxes[i])
    x, y = (float(place) for place in found.origins[i])
    a = _along(frame, turn, left, top)[0]
    b = _along(frame, turn, right, bottom)[0]
    return min(a, b), max(a, b), *_along(frame, turn, x, y)


def _along(frame: PageFrame, turn: int, x: float, y: float) -> tuple[float, float]:
    """A point of user space in the reading frame of a turn: along the line, and down the page."""
    x, y = frame.upright(x, y)
    match turn:
        case 1:
            return frame.height - y, x
        case 2:
            return frame.width - x, frame.height - y
        case 3:
            return y, frame.width - x
        case _:
            return x, y


def _inks(builders: dict[int, WordBuilder], frame: PageFrame) -> tuple[Ink, ...]:
    inks = []
    for turn in range(4):
        words = builders[turn].words()
        if words:
            size = (frame.height, frame.width) if turn % 2 else (frame.width, frame.height)
            inks.append(Ink(turn, *size, tuple(words)))
    return tuple(sorted(inks, key=lambda ink: -sum(len(word.text) for word in ink.words)))
