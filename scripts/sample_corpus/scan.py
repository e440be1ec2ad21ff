"""A PDF of pictures of pages, as an office scanner makes it: skewed, grey, speckled, without text."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import numpy as np
import pypdfium2
import typst
from PIL import Image, ImageFilter

DPI = 150
SKEWS_DEGREES = (0.9, -0.6, 1.3)
PAPER = 246


def scanned(pdf: bytes, *, seed: int) -> bytes:
    """The same pages as skewed, noisy JPEG pictures; equal bytes for equal seeds."""
    rng = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for i, page in enumerate(document):
            picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
            name = f"page{i}.jpg"
            jpeg = _as_scanned(picture, SKEWS_DEGREES[i % len(SKEWS_DEGREES)], rng)
            (Path(folder) / name).write_bytes(jpeg)
            names.append(name)
        source = Path(folder) / "scan.typ"
        source.write_text(_pages_of(names), encoding="utf-8")
        made: bytes = typst.compile(str(source), format="pdf", timestamp=0, pdf_tags=False)
    document.close()
    return made


def _as_scanned(picture: Image.Image, skew_degrees: float, rng: np.random.Generator) -> bytes:
    turned = picture.rotate(skew_degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
    height, width = grey.shape
    shade = np.linspace(0, -14, width, dtype=np.float32)[None, :]  # the lid was not quite shut
    noisy = grey * (PAPER / 255) + shade + rng.normal(0, 5, grey.shape).astype(np.float32)
    for _ in range(60):
        y, x = int(rng.integers(0, height - 2)), int(rng.integers(0, width - 2))
        noisy[y : y + 2, x : x + 2] = 60
    buffer = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=45)
    return buffer.getvalue()


def _pages_of(names: list[str]) -> str:
    pages = "".join(
        f'#page(image("{name}", width: 100%, height: 100%, fit: "stretch"))\n' for name in names
    )
    return '#set page(paper: "a4", margin: 0pt)\n' + pages
