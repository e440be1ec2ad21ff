"""Judged blocks → `Page.text` with the words and blocks that tile it."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rdsearch.extract.blocks import Judged
from rdsearch.extract.hyphens import Break, Vocabulary, line_break, with_trema
from rdsearch.extract.ink import Ink, InkWord, Line, PageInk, QuadFloat, to_upright
from rdsearch.extract.symbols import UNKNOWN, is_private
from rdsearch.extract.tables import TableInk
from rdsearch.types import Block, Table, Word

BLOCK_SEPARATOR = "\n\n"
_LEADERS = ".…_·"
_UNKNOWN = ("Co", "Cs", "Cn")  # private use, half a pair, no character


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of a page and where it stands."""

    text: str
    words: tuple[Word, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    box: QuadFloat
    spaced: bool  # a space stands before it


def compose(
    page: PageInk, parts: Iterable[tuple[Ink, Sequence[Judged]]], vocabulary: Vocabulary
) -> Composed:
    """Joins blocks by a blank line and lines by a space; hyphens at line ends are resolved."""
    text: list[str] = []
    words: list[Word] = []
    blocks: list[Block] = []
    length = 0
    for ink, judged in parts:
        for one in judged:
            pieces = _pieces(one.block.lines, ink, page, vocabulary)
            if not pieces:
                continue
            if blocks:
                text.append(BLOCK_SEPARATOR)
                length += len(BLOCK_SEPARATOR)
            start = length
            for number, piece in enumerate(pieces):
                if piece.spaced and number:
                    text.append(" ")
                    length += 1
                words.append(Word(length, length + len(piece.text), *piece.box))
                text.append(piece.text)
                length += len(piece.text)
            blocks.append(
                Block(one.role, start, length, *_union([p.box for p in pieces]), level=one.level)
            )
    return Composed("".join(text), tuple(words), tuple(blocks))


def _pieces(lines: Sequence[Line], ink: Ink, page: PageInk, vocabulary: Vocabulary) -> list[_Piece]:
    pieces: list[_Piece] = []
    pending: str | None = None  # text of a word that ends in a hyphen at a line end
    for line in lines:
        for number, word in enumerate(line.words):
            text = "•" if _opens_item(line.words, number) else clean(word.text)
            last = number == len(line.words) - 1
            if not text or _leads(line.words, number):
                continue
            spaced = True
            if pending is not None:
                spaced, text = _resolve(pieces, pending, text, vocabulary)
                pending = None
            pieces.append(_Piece(text.replace("\u00ad", ""), _box(word, ink, page), spaced))
            if last and len(text) > 1 and text[-1] in "-–\u00ad" and line is not lines[-1]:
                pending = text
    return [piece for piece in pieces if piece.text]


def _resolve(
    pieces: list[_Piece], left: str, right: str, vocabulary: Vocabulary
) -> tuple[bool, str]:
    """Takes the hyphen off the last piece where it goes; (space before the next, its text)."""
    decision = line_break(left, right, vocabulary)
    if unicodedata.combining(right[0]):
        decision = Break.SPACE
    if decision is Break.SPACE:
        return True, right
    if decision is not Break.KEEP:
        last = pieces[-1]
        pieces[-1] = _Piece(last.text.rstrip("-\u00ad"), last.box, last.spaced)
    return False, with_trema(right) if decision is Break.TREMA else right


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """NFC, nothing that cannot be seen, and U+FFFD for each letter that no one knows."""
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category in _UNKNOWN:
            kept.append(UNKNOWN)
        elif character == "\u00ad" or category not in ("Cc", "Cf"):
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def _opens_item(words: Sequence[InkWord], number: int) -> bool:
    """Is the word a glyph of a private font with text after it? That is a bullet, not a letter."""
    text = words[number].text
    return number == 0 < len(words) - 1 and len(text) == 1 and is_private(ord(text))


def _leads(words: Sequence[InkWord], number: int) -> bool:
    """Dots that lead to a page number, in one word or each on its own."""
    if not _only_dots(words[number].text):
        return False
    beside = words[max(number - 1, 0) : number + 2]
    return len(words[number].text) >= 4 or sum(_only_dots(word.text) for word in beside) > 1


def _only_dots(text: str) -> bool:
    return all(character in _LEADERS for character in text)


def _box(word: InkWord, ink: Ink, page: PageInk) -> QuadFloat:
    box = word.x0, word.y0, word.x1, word.y1
    return _clipped(to_upright(box, ink.turn, page.width, page.height), page)


def _clipped(box: QuadFloat, page: PageInk) -> QuadFloat:
    x0, y0, x1, y1 = box
    return (
        round(min(max(x0, 0.0), page.width), 2),
        round(min(max(y0, 0.0), page.height), 2),
        round(max(min(x1, page.width), 0.0), 2),
        round(max(min(y1, page.height), 0.0), 2),
    )


def _union(boxes: Sequence[QuadFloat]) -> QuadFloat:
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _joined(pieces: Sequence[_Piece]) -> str:
    return "".join(f" {piece.text}" if piece.spaced else piece.text for piece in pieces).lstrip()


def table_of(table: TableInk, ink: Ink, page: PageInk, vocabulary: Vocabulary) -> Table:
    """A table with the texts of its cells."""
    rows = tuple(
        tuple(_joined(_pieces(cell, ink, page, vocabulary)) for cell in row) for row in table.rows
    )
    box = _clipped(to_upright(table.box, ink.turn, page.width, page.height), page)
    return Table(*box, rows=rows, header_rows=table.header_rows)
