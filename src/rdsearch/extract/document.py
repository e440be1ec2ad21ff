"""A PDF file → `Extraction`: checks, the heavy phase page by page, the light one over them all."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from rdsearch.errors import ExtractionError
from rdsearch.extract.assemble import LinedPage, lined, pages_of
from rdsearch.extract.config import ExtractConfig
from rdsearch.extract.metadata import author_of, created_of, title_of
from rdsearch.extract.pages import read_ink
from rdsearch.extract.render import PDFIUM_LOCK
from rdsearch.extract.spool import Spool
from rdsearch.types import Extraction, Page

_DEFAULT = ExtractConfig()
_HEADER_BYTES = 1024  # a PDF may have this much before its header (ISO 32000-1, annex H)


@dataclass(frozen=True, slots=True)
class Head:
    """What a PDF says of itself, known before any page is read."""

    sha256: str
    count: int  # of pages
    title: str | None
    author: str | None
    created: date | None


def read_pdf(
    path: Path,
    *,
    config: ExtractConfig = _DEFAULT,
    progress: Callable[[int], None] | None = None,
) -> Extraction:
    """Reads a PDF in this process; `progress` hears 1 after each page. Raises ExtractionError for a whole PDF."""
    with TemporaryDirectory(prefix="rdsearch-") as folder:
        read = Spool[LinedPage](Path(folder, "read"))
        with PDFIUM_LOCK, checked(path, config) as (pdf, head):
            for ink in read_ink(pdf, config, range(1, head.count + 1)):
                read.append(lined(ink))
                if progress is not None:
                    progress(1)
        return extraction_of(head, tuple(pages_of(lambda: read, scratch=Path(folder, "sheets"))))


def extraction_of(head: Head, pages: Sequence[Page]) -> Extraction:
    """The pages of a document with what it says of itself."""
    return Extraction(head.sha256, pages, head.title, head.author, head.created)


@contextmanager
def checked(path: Path, config: ExtractConfig) -> Iterator[tuple[pdfium.PdfDocument, Head]]:
    """The opened PDF and its head; raises ExtractionError when it is none or beyond the limits."""
    sha256 = _checked(path, config)
    with opened(path) as pdf:
        count = len(pdf)
        _check_count(path, count, config)
        yield pdf, Head(sha256, count, title_of(pdf), author_of(pdf), created_of(pdf))


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The opened PDF; raises ExtractionError when it cannot be opened."""
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise _why_unreadable(path, error.err_code) from error
    try:
        yield pdf
    finally:
        pdf.close()


def _checked(path: Path, config: ExtractConfig) -> str:
    """The sha256 of a file that looks like a PDF and is not too large."""
    if not path.is_file():
        raise ExtractionError("missing", f"{path.name}: there is no such file")
    size = path.stat().st_size
    if size == 0:
        raise ExtractionError("empty", f"{path.name}: the file is empty")
    if size > config.max_bytes:
        raise ExtractionError(
            "too_large",
            f"{path.name}: {size:,} bytes is more than the limit of {config.max_bytes:,}",
        )
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(_HEADER_BYTES):
            raise ExtractionError("not_a_pdf", f"{path.name}: this is not a PDF")
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


def _why_unreadable(path: Path, code: int) -> ExtractionError:
    """PDFium's code can be that of an earlier file, so the file itself is looked at too."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        is_encrypted = content.find(b"/Encrypt") >= 0
        is_empty = re.search(rb"/Count\s+0\b", content) is not None
    if is_encrypted and code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return ExtractionError(
            "encrypted", f"{path.name}: is protected by a password; give a copy without one"
        )
    if is_empty:
        return ExtractionError("empty", f"{path.name}: has no pages")
    return ExtractionError(
        "damaged", f"{path.name}: is damaged and cannot be opened; get a new copy"
    )


def _check_count(path: Path, count: int, config: ExtractConfig) -> None:
    if count == 0:
        raise ExtractionError("empty", f"{path.name}: has no pages")
    if count > config.max_pages:
        raise ExtractionError(
            "too_many_pages",
            f"{path.name}: {count:,} pages is more than the limit of {config.max_pages:,}",
        )
