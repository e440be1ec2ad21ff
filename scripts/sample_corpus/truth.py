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

LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "\u00a0": " ", "\u00ad": "", "\u2060": ""})
# Where a word is set in pieces, because its style changes or a ligature is painted as one letter.
BEFORE_A_PIECE = ("(", "“", "‘", "ﬁ", "ﬂ")
A_PIECE_STARTS = tuple(",.;:)!?”’ﬁﬂ")
# The number that calls a footnote stands on the page but is no word of the sentence.
LEFT_OUT = {"call"}
# Cells and labels are painted in another order than they are read, so they are looked up word by word.
SCATTERED = {"table", "chart", "contents", "figure"}
# A paragraph may be cut by a column, a float or a note, hence in more than one run, but not in many.
MAX_PIECES = 4
BODY = {"body", "paragraph"}
PLAIN = BODY | {"call", "foot"}
AT_EDGE = {"footnote", "header", "folio"}
# What stands at the foot of a page over all its columns is read after them.
LAST_ON_PAGE = {"foot": 1, "footnote": 2, "folio": 3}


@dataclass(slots=True)
class Block:
    """One block on one page; `printed` has the footnote numbers that `text` leaves out."""

    role: str
    page: int
    order: int
    continued: bool = False
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
    """Words as one line of text; where a space is set before a word, it starts with it."""
    out = ""
    for word in words:
        is_piece = word.startswith(A_PIECE_STARTS) or out.endswith(BEFORE_A_PIECE)
        out += word if is_piece or word.startswith(" ") else " " + word
    return unicodedata.normalize("NFC", out.strip().translate(LIGATURES))


def marks_of(source: Path, options: dict[str, Any]) -> list[tuple[Any, int]]:
    """The marks of a report in painted order, each with its PDF page."""
    found = typst.query(str(source), "<truth>", field="value", one=True, **options)
    return [(value, page) for value, page in json.loads(found)]


def _settled(marks: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """Each word once, in its paragraph and on its page.

    Typst hoists the mark before a paragraph's first word out of it, and leaves the mark before a page's first
    word on the page before. So the mark behind a word says the page, but for the last word of a paragraph:
    that mark sinks out of it, perhaps to the next page.
    """
    out: list[tuple[Any, int]] = []
    begun: list[tuple[int, int]] = []  # words before their second mark: index, depth
    depth = 0  # how many tags are open
    for value, page in marks:
        match value[0]:
            case "end":
                index, depth_of_word = begun.pop()
                if depth >= depth_of_word:
                    out[index] = out[index][0], page
                continue
            case "w":
                begun.append((len(out), depth))
            case "open":
                depth += 1
                if begun and begun[-1][0] == len(out) - 1 and value[1] == "paragraph":
                    begun[-1] = len(out), depth
                    out.insert(-1, (value, page))
                    continue
            case "close":
                depth -= 1
        out.append((value, page))
    return out


def _role_of(stack: list[Any]) -> str:
    """The role of a word under its open tags; what stands at the page's edge is never part of the text."""
    names = [name for name in stack if isinstance(name, str)]
    at_edge = next((name for name in names if name in AT_EDGE), None)
    return at_edge or next((name for name in names if name not in PLAIN), "body")


def pages_of(marks: list[tuple[Any, int]], *, page_count: int) -> tuple[TruthPage, ...]:
    """Groups marked words into blocks per page, in reading order."""
    gathering = _Gathering()
    for value, page in _settled(marks):
        gathering.take(value[0], value[1], page)
    blocks = gathering.blocks.values()
    return tuple(
        TruthPage(
            number,
            tuple(label for _, label in sorted(gathering.labels.get(number, ()))),
            tuple(sorted((b for b in blocks if b.page == number), key=lambda b: b.order)),
        )
        for number in range(1, page_count + 1)
    )


class _Gathering:
    """The open tags at one mark, and the blocks that the marks before it have filled."""

    def __init__(self) -> None:
        self.blocks: dict[tuple[int, int], Block] = {}
        self.labels: dict[int, list[tuple[int, str]]] = {}
        self._open: list[tuple[Any, int]] = []
        self._frame = 0
        self._serial = 0
        self._glued = False
        self._spaced = False

    def take(self, kind: str, what: Any, page: int) -> None:  # noqa: ANN401  a mark carries what Typst put in it
        """Reads one mark."""
        match kind:
            case "open":
                self._serial += 1
                self._open.append((tuple(what) if isinstance(what, list) else what, self._serial))
            case "close":
                self._serial += 1
                self._open.pop()
            case "printed":
                self.labels.setdefault(page, []).append((self._frame, what))
            case "frame":
                self._frame = what
            case "glue":
                self._glued = True
            case "w" if what.isspace():
                self._spaced = True
            case "w":
                self._add(" " + what if self._spaced else what, self._block(page))
                self._spaced = False

    def _block(self, page: int) -> Block:
        role = _role_of([name for name, _ in self._open])
        names = BODY if role == "body" else {role}
        # Loose words belong to the last mark, counted below zero.
        serial = next((at for name, at in self._open if name in names), -self._serial)
        if (serial, page) not in self.blocks:
            last = max((LAST_ON_PAGE.get(name, 0) for name, _ in self._open), default=0)
            order = last * 1000 + self._frame
            continued = serial > 0 and (serial, page - 1) in self.blocks
            self.blocks[serial, page] = Block(role, page, order, continued)
        return self.blocks[serial, page]

    def _add(self, word: str, block: Block) -> None:
        if self._glued:
            word = block.words.pop() + word
            block.printed.pop()
            self._glued = False
        block.printed.append(word)
        if block.role != "footnote" and any(name in LEFT_OUT for name, _ in self._open):
            return
        block.words.append(word)
        cell = next((name for name, _ in self._open if isinstance(name, tuple)), None)
        if block.role == "table" and cell:
            block.cells.setdefault((cell[1], cell[2]), []).append(word)


def as_json(pages: tuple[TruthPage, ...]) -> str:
    """The truth file: one object a page, one line a block."""
    data = [
        {
            "pdf_page": page.number,
            "printed": list(page.labels),
            "blocks": [_block_json(b) for b in page.blocks],
        }
        for page in pages
    ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _block_json(block: Block) -> dict[str, Any]:
    out: dict[str, Any] = {"role": block.role, "text": plain(block.words)}
    if block.continued:
        out["continued"] = True
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
        here, before = found[page.number - 1], found[page.number - 2]
        for block in page.blocks:
            if block.role in SCATTERED:
                rest = "".join(word for word in block.printed if compact(word) not in here)
            else:
                rest = _left_over(compact(plain(block.printed)), here)
            # A word broken over two pages is counted where it ends.
            if rest and not (len(rest) < 25 and rest in before):
                problems.append(
                    f"page {page.number}, {block.role}: {rest[:60]!r} is not on the page"
                )
    return problems


def _left_over(wanted: str, page: str) -> str:
    """What remains of `wanted` after taking away the longest pieces that the page has in one run."""
    for _ in range(MAX_PIECES):
        size = _longest_prefix(wanted, page)
        wanted = wanted[size:]
        if not wanted or not size:
            break
    return wanted


def _longest_prefix(wanted: str, page: str) -> int:
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wanted[:middle] in page else (low, middle - 1)
    return low
