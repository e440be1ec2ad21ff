"""Words that nobody sees: white on white, or under a bar or a picture.

What is not seen is no excerpt: it is what a redaction meant to take away, or a way to plant words.
Only words that might be hidden are looked at, in a small rendering of the page.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from rdsearch.extract.ink import Ink, InkWord, QuadFloat, to_upright

_LIGHT = 0.8  # of white: such letters need a darker ground
_LEAST_CONTRAST = 12  # of 255, in any colour channel; the palest legible grey measured 20
_LEAST_SIZE_PT = 1.2
_BLEED_PX = (-1, -1, 1, 1)  # what a letter paints beyond its box
_MAX_SIDE_PX = 4_000  # a page may be 5 metres wide


def without_hidden(
    page: pdfium.PdfPage, inks: Sequence[Ink], grounds: Sequence[QuadFloat]
) -> tuple[Ink, ...]:
    """The inks without words that do not show. `grounds` are filled boxes and pictures."""
    doubtful = [
        [_is_light(word) or _lies_on(word, ink, page, grounds) for word in ink.words]
        for ink in inks
    ]
    legible = [
        replace(ink, words=tuple(w for w in ink.words if w.style.size >= _LEAST_SIZE_PT))
        for ink in inks
    ]
    if not any(any(one) for one in doubtful):
        return tuple(ink for ink in legible if ink.words)
    scale = min(1.0, _MAX_SIDE_PX / max(page.get_width(), page.get_height()))
    picture = page.render(scale=scale, may_draw_forms=False).to_numpy()
    plain = [
        _upright(word, ink, page)
        for ink, flags in zip(inks, doubtful, strict=True)
        for word, flag in zip(ink.words, flags, strict=True)
        if not flag
    ]
    others = np.array(plain).reshape(-1, 4)
    kept = []
    for ink, flags in zip(inks, doubtful, strict=True):
        words = tuple(
            word
            for word, flag in zip(ink.words, flags, strict=True)
            if word.style.size >= _LEAST_SIZE_PT
            and (not flag or _shows(picture, word, _upright(word, ink, page), scale, others=others))
        )
        if words:
            kept.append(replace(ink, words=words))
    return tuple(kept)


def _is_light(word: InkWord) -> bool:
    colour = word.style.colour
    return min(colour >> 16, colour >> 8 & 255, colour & 255) > 255 * _LIGHT


def _lies_on(word: InkWord, ink: Ink, page: pdfium.PdfPage, grounds: Sequence[QuadFloat]) -> bool:
    if not grounds:
        return False
    x0, y0, x1, y1 = _upright(word, ink, page)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return any(g[0] <= x <= g[2] and g[1] <= y <= g[3] for g in grounds)


def _upright(word: InkWord, ink: Ink, page: pdfium.PdfPage) -> QuadFloat:
    box = (word.x0, word.y0, word.x1, word.y1)
    return to_upright(box, ink.turn, page.get_width(), page.get_height()) if ink.turn else box


def _shows(
    picture: NDArray[np.uint8],
    word: InkWord,
    box: QuadFloat,
    scale: float,
    *,
    others: NDArray[np.float64],
) -> bool:
    """Is there anything but one flat colour where the word stands? `others` are the boxes of words that are
    surely seen: what they paint is not what a light word shows."""
    height, width = picture.shape[:2]
    x0, y0 = max(int(scale * box[0]), 0), max(int(scale * box[1]), 0)
    x1, y1 = min(int(scale * box[2]) + 1, width), min(int(scale * box[3]) + 1, height)
    if x0 >= x1 or y0 >= y1:
        return False
    patch = picture[y0:y1, x0:x1].astype(np.int16)
    own = np.ones(patch.shape[:2], dtype=bool)
    if _is_light(word):
        inked = scale * others + _BLEED_PX
        near = (inked[:, 0] < x1) & (inked[:, 2] > x0) & (inked[:, 1] < y1) & (inked[:, 3] > y0)
        for ax, ay, bx, by in inked[near].astype(int).tolist():
            own[max(ay - y0, 0) : by + 1 - y0, max(ax - x0, 0) : bx + 1 - x0] = False
    seen = patch[own]
    return len(seen) > 0 and bool(np.ptp(seen, axis=0).max() >= _LEAST_CONTRAST)
