"""A page as a picture, as a viewer shows it."""

import io
import threading
from pathlib import Path

import pypdfium2 as pdfium

from rdsearch.errors import ExtractionError

PDFIUM_LOCK = threading.RLock()
"""PDFium is not thread-safe: whoever calls it in this process holds this lock."""

MAX_WIDTH_PX = 4_000


def render_page(path: Path, number: int, *, width_px: int) -> bytes:
    """PNG of page `number`; boxes fit it when scaled by `width_px / page.width_pt`."""
    if not 1 <= width_px <= MAX_WIDTH_PX:
        raise ValueError(f"width_px must be 1 to {MAX_WIDTH_PX}, not {width_px}")
    with PDFIUM_LOCK:
        try:
            pdf = pdfium.PdfDocument(path)
        except (pdfium.PdfiumError, FileNotFoundError) as error:
            raise ExtractionError("damaged", f"{path.name}: cannot be opened ({error})") from error
        try:
            if not 1 <= number <= len(pdf):
                raise ExtractionError(
                    "missing", f"{path.name}: has no page {number}, it has {len(pdf)} pages"
                )
            page = pdf[number - 1]
            bitmap = page.render(scale=width_px / page.get_width(), may_draw_forms=False)
            image = bitmap.to_pil().convert("RGB")
            page.close()
        finally:
            pdf.close()
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()
