"""What stands on which page: from the marks that the compiler leaves, checked against the PDF."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import typst

LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "\u00a0": " ", "\u00ad": ""})
CLOSING = tuple(",.;:)!?”’")
OPENING = ("(", "“", "‘")
# Blocks inside these are part of them: the paragraphs of a quote are no body text.
LEFT_OUT = {"call"}
LAST_ON_PAGE = {"footnote": 1, "folio": 2}


@dataclass(slots=True)
class Block:
    """One block on one page; `printed` has the footnote numbers that `text` leaves out."""

    role: str
    page: int
    order: int
    words: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    cells: dict[tuple[int, int], list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TruthPage:
    """Ground truth of one PDF page, blocks in reading order."""

    number: int
    labels: tuple[str, ...]
    blocks: tuple[Block, ...]


def plain(words: list[str]) -> str:
    """Words as one line of text, punctuation set in another style joined to its word."""
    out = ""
    for raw in words:
        word = unicodedata.normalize("NFC", raw.translate(LIGATURES))
        glue = not out or (len(word) < 3 and word.startswith(CLOSING)) or out.endswith(OPENING)
        out += word if glue else " " + word
    return out


def marks_of(source: Path, options: dict[str, Any]) -> list[tuple[Any, int]]:
    """The marks of a report in painted order, each with its PDF page."""
    found = typst.query(str(source), "<truth>", field="value", one=True, **options)
    return [(value, page) for value, page in json.loads(found)]


def _with_paragraphs_opened_first(marks: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """Typst hoists the mark of a paragraph's first word before the mark that opens the paragraph."""
    out = list(marks)
    for i in range(len(out) - 1):
        if out[i][0][0] == "w" and out[i + 1][0] == ["open", "body"]:
            out[i], out[i + 1] = out[i + 1], out[i]
    return out


def _role_of(stack: list[Any]) -> str:
    """The role of a word under its open tags: a footnote stands in its paragraph but is its own block."""
    names = [name for name in stack if isinstance(name, str)]
    if "footnote" in names:
        return "footnote"
    return next((name for name in names if name != "body"), "body")


def pages_of(marks: list[tuple[Any, int]], *, page_count: int) -> tuple[TruthPage, ...]:
    """Groups marked words into blocks per page, in reading order."""
    blocks: list[Block] = []
    labels: dict[int, list[str]] = {}
    stack: list[Any] = []
    opened: list[int] = []
    order = 0
    serial = 0
    glued = False
    current: dict[tuple[int, int], Block] = {}
    for value, page in _with_paragraphs_opened_first(marks):
        kind, what = value[0], value[1]
        if kind == "open":
            serial += 1
            stack.append(tuple(what) if isinstance(what, list) else what)
            opened.append(serial)
        elif kind == "close":
            stack.pop()
            opened.pop()
        elif kind == "printed":
            labels.setdefault(page, []).append(what)
        elif kind == "frame":
            order = what
        elif kind == "glue":
            glued = True
        else:
            role = _role_of(stack)
            key = (_block_serial(stack, opened, role), page)
            if key not in current:
                current[key] = Block(role, page, LAST_ON_PAGE.get(role, 0) * 1000 + order)
                blocks.append(current[key])
            if glued:
                what = current[key].words.pop() + what
                current[key].printed.pop()
                glued = False
            _add(current[key], what, stack)
    return tuple(
        TruthPage(
            number,
            tuple(labels.get(number, ())),
            tuple(sorted((b for b in blocks if b.page == number), key=lambda b: b.order)),
        )
        for number in range(1, page_count + 1)
    )


def _block_serial(stack: list[Any], opened: list[int], role: str) -> int:
    """Which opening a word's block belongs to; 0 where a word stands in no block."""
    return next((at for name, at in zip(stack, opened, strict=True) if name == role), 0)


def _add(block: Block, word: str, stack: list[Any]) -> None:
    block.printed.append(word)
    if LEFT_OUT.isdisjoint(name for name in stack if isinstance(name, str)) or block.role == "footnote":
        block.words.append(word)
        cell = next((name for name in stack if isinstance(name, tuple)), None)
        if block.role == "table" and cell:
            block.cells.setdefault((cell[1], cell[2]), []).append(word)


def as_json(pages: tuple[TruthPage, ...]) -> str:
    """The truth file: one object a page, one line a block."""
    data = [
        {"pdf_page": page.number, "printed": list(page.labels), "blocks": [_block_json(b) for b in page.blocks]}
        for page in pages
    ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _block_json(block: Block) -> dict[str, Any]:
    out: dict[str, Any] = {"role": block.role, "text": plain(block.words)}
    if block.cells:
        rows: dict[int, list[str]] = {}
        for (y, _), words in sorted(block.cells.items()):
            rows.setdefault(y, []).append(plain(words))
        out["rows"] = list(rows.values())
    return out


def compact(text: str) -> str:
    """Text without what typesetting changes: white space, hyphens, ligatures."""
    text = unicodedata.normalize("NFC", text.translate(LIGATURES))
    return re.sub(r"[\s\-\u2010\u2011\ufffe\u0002\u00ad]", "", text)


def page_texts(pdf: Path) -> list[str]:
    """The text of every page as PDFium reads it."""
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return texts


def missing_on_pages(pages: tuple[TruthPage, ...], texts: list[str]) -> list[str]:
    """What the truth claims and PDFium does not find on that page; empty when the truth holds."""
    found = [compact(text) for text in texts] + [""]
    problems = []
    for page in pages:
        for block in page.blocks:
            rest = _left_over(compact(plain(block.printed)), found[page.number - 1])
            # A word broken over two pages is counted where it begins.
            if rest and not (len(rest) < 25 and rest in found[page.number]):
                problems.append(f"page {page.number}, {block.role}: {rest[:60]!r} is not on the page")
    return problems


def _left_over(wanted: str, page: str, *, max_pieces: int = 6) -> str:
    """What remains of `wanted` after taking away pieces found on the page (columns and tables cut text)."""
    for _ in range(max_pieces if len(wanted) < 400 else 60):
        if not wanted:
            break
        size = _longest_prefix(wanted, page)
        if size < min(3, len(wanted)) and wanted[:1] not in page:
            break
        wanted = wanted[max(size, 1) :]
    return wanted


def _longest_prefix(wanted: str, page: str) -> int:
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in page else (low, middle - 1)
    return low
