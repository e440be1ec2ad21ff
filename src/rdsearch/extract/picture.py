"""The picture of a scanned page made ready to be read: upright, level, evenly white, without specks."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

_MAX_SKEW = 4.0  # degrees
_COARSE, _FINE = 0.25, 0.05
_SMALL_PX = 900
_MM_PER_INCH = 25.4
_GROUND_SHRINK = 8
_GROUND_MM = 4.0
_DARK_GROUND = 140  # of 255: light text on a darker ground is read as it is
_INK_CONTRAST = 50
_GAIN = 2.0  # faint ink is ink: half as dark as black counts as black
_SPECK_MM, _ALONE_MM = 0.5, 2.5
_SPECK_SHRINK = 2
_BULLET_EM = 0.18, 0.6
_BULLET_FILL = 0.68  # a disc fills 0.79 of its box
_BULLET_REACH_EM = 2.5


def runs_sideways(image: Image.Image) -> bool:
    """Do lines of text run up or down? Then the columns of the picture differ more than its rows do."""
    ink = _ink(image)
    return _roughness(ink.mean(axis=0)) > _roughness(ink.mean(axis=1))


def skew_of(image: Image.Image) -> float:
    """Degrees, counter-clockwise, that make the lines level: the turn with the sharpest rows
    (Postl 1986)."""
    small = Image.fromarray(_ink(image))
    coarse = np.arange(-_MAX_SKEW, _MAX_SKEW + 0.01, _COARSE)
    sharpness = [_sharpness(small, angle) for angle in coarse]
    best = int(np.argmax(sharpness))
    if sharpness[best] <= 1.05 * sharpness[len(coarse) // 2]:
        return 0.0
    fine = np.arange(coarse[best] - _COARSE, coarse[best] + _COARSE + 0.01, _FINE)
    return round(float(max(fine, key=lambda angle: _sharpness(small, angle))), 2)


def levelled(image: Image.Image, angle: float) -> Image.Image:
    """Turned by `angle` degrees, as `skew_of` gives it. Bicubic: copying the nearest pixel frays letters."""
    return image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255) if angle else image


def _sharpness(image: Image.Image, angle: float) -> float:
    turned = image.rotate(float(angle), Image.Resampling.BILINEAR)
    return _roughness(np.asarray(turned).mean(axis=1))


def _ink(image: Image.Image) -> NDArray[np.float32]:
    """Darkness 0..1 of a small copy, dark pictures taken out."""
    small = image.copy()
    small.thumbnail((_SMALL_PX, _SMALL_PX))
    dark = 1 - np.asarray(small, dtype=np.float32) / 255
    smooth = np.asarray(small.reduce(8).resize(small.size), dtype=np.float32)
    return np.where(smooth < 110, np.float32(0), dark)


def _roughness(profile: NDArray[np.float32]) -> float:
    return float(np.square(np.diff(profile)).sum())


def cleaned(image: Image.Image, *, dpi: float) -> Image.Image:
    """Grey paper, shades and panels made white, and specks of dust taken out: one threshold for a
    whole page, as Tesseract sets it, loses dark text on a grey panel."""
    lifted = np.multiply(np.asarray(image), _lift(image, dpi), dtype=np.float32)
    faint = _GAIN * (255 - lifted)
    picture = Image.fromarray((255 - np.clip(faint, 0, 255, out=faint)).astype(np.uint8))
    picture.paste(255, mask=_specks(picture, dpi))
    return picture


def _lift(image: Image.Image, dpi: float) -> NDArray[np.float32]:
    """By how much each pixel must grow lighter to make its ground white: the lightest nearby, smoothed."""
    reach = max(round(_GROUND_MM / _MM_PER_INCH * dpi / _GROUND_SHRINK), 3) // 2 * 2 + 1
    small = image.reduce(_GROUND_SHRINK).filter(ImageFilter.MaxFilter(reach))
    smooth = small.filter(ImageFilter.MedianFilter(reach)).filter(ImageFilter.GaussianBlur(2))
    ground = np.maximum(np.asarray(smooth, dtype=np.float32), 1)
    lift = Image.fromarray(np.where(ground < _DARK_GROUND, np.float32(1), 255 / ground))
    return np.asarray(lift.resize(image.size, Image.Resampling.BILINEAR))


def _specks(image: Image.Image, dpi: float) -> Image.Image:
    """A mask of dots that have nothing else near them. Dots of letters and full stops have."""
    dark = np.asarray(image.reduce(_SPECK_SHRINK)) < 255 - _INK_CONTRAST
    mm = dpi / _MM_PER_INCH / _SPECK_SHRINK
    near, far = (max(round(reach * mm), 1) for reach in (_SPECK_MM, _ALONE_MM))
    alone = dark & (_around(dark, near) == _around(dark, far))
    mask = Image.fromarray(alone.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(3))
    return mask.resize(image.size, Image.Resampling.NEAREST)


def _around(dark: NDArray[np.bool_], reach: int) -> NDArray[np.int32]:
    """How many pixels are dark in the square around each."""
    padded = np.pad(dark, ((reach + 1, reach), (reach + 1, reach)))
    sums = padded.cumsum(0, dtype=np.int32).cumsum(1, dtype=np.int32)
    side = 2 * reach + 1
    return np.asarray(
        sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    )


def bullet_before(
    image: NDArray[np.uint8], x: int, baseline: int, em: float
) -> tuple[int, int, int, int] | None:
    """The box of a filled dot or square that hangs at mid height left of `x`, in pixels."""
    top, bottom = max(round(baseline - 0.9 * em), 0), round(baseline + 0.1 * em)
    left = max(round(x - _BULLET_REACH_EM * em), 0)
    dark = image[top:bottom, left:x] < 255 - 2 * _INK_CONTRAST
    columns = np.nonzero(dark.any(axis=0))[0]
    if not len(columns):
        return None
    last = int(columns[-1])
    gaps = np.nonzero(np.diff(columns) > 1)[0]
    first = int(columns[gaps[-1] + 1]) if len(gaps) else int(columns[0])
    rows = np.nonzero(dark[:, first : last + 1].any(axis=1))[0]
    upper, lower = int(rows[0]), int(rows[-1])
    width, height = last - first + 1, lower - upper + 1
    middle = (baseline - top - (upper + lower) / 2) / em  # above the baseline
    filled = dark[upper : lower + 1, first : last + 1].mean()
    if (
        len(gaps) > 0  # something else stands there: a word
        or not _BULLET_EM[0] * em <= min(width, height) <= max(width, height) <= _BULLET_EM[1] * em
        or max(width, height) > 1.34 * min(width, height)
        or not 0.1 <= middle <= 0.6
        or filled < _BULLET_FILL
    ):
        return None
    return left + first, top + upper, left + last + 1, top + lower + 1
