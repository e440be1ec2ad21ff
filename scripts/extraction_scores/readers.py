"""Other readers of PDFs, for comparison only: none is a dependency of the project."""

import contextlib
import io
import shutil
import subprocess
from collections.abc import Callable, Collection
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pdfplumber
import pypdfium2

Texts = dict[int, str]
"""Page number → text."""
Reader = Callable[[Path], Texts]


def with_pdfplumber(path: Path, pages: Collection[int] | None = None) -> Texts:
    """`pages` limits what is read: the others are not even parsed."""
    with pdfplumber.open(path) as pdf:
        texts = {}
        for page in pdf.pages:
            if pages is None or page.page_number in pages:
                texts[page.page_number] = page.extract_text()
            page.close()
        return texts


def with_pypdfium2(path: Path) -> dict[int, str]:
    pdf = pypdfium2.PdfDocument(path)
    return {i: page.get_textpage().get_text_range() for i, page in enumerate(pdf, 1)}


def with_pdftotext(path: Path) -> dict[int, str]:
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return dict(enumerate(done.stdout.decode("utf-8", "replace").split("\f"), 1))


def with_pymupdf4llm(path: Path) -> Texts:
    """AGPL: used where somebody has installed it, to measure beside."""
    with contextlib.redirect_stdout(io.StringIO()):  # it tells how it goes about its work
        chunks = import_module("pymupdf4llm").to_text(
            str(path), page_chunks=True, header=False, footer=False
        )
    return {number: chunk["text"] for number, chunk in enumerate(chunks, 1)}


def others() -> dict[str, Reader]:
    """The readers that are installed."""
    readers: dict[str, Reader] = {"pdfplumber": with_pdfplumber, "pypdfium2": with_pypdfium2}
    if shutil.which("pdftotext"):
        readers["pdftotext"] = with_pdftotext
    if find_spec("pymupdf4llm"):
        readers["pymupdf4llm"] = with_pymupdf4llm
    return readers
