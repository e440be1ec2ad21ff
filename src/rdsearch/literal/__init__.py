"""Letters by place: every occurrence of literal words in the reports, over line, column and page ends.

All text of all reports, as letters without spaces, lies in one file; a phrase is searched by reading it from
end to end. That counts everything, needs no index of positions and takes about a millisecond a megabyte.
"""

import mmap
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from rdsearch import dutch
from rdsearch.dutch import Gap, Letters
from rdsearch.errors import IndexUnusable
from rdsearch.literal.breaks import breaks_of, doubtful_words
from rdsearch.literal.flow import Kind, Piece, pieces_of
from rdsearch.types import Page, Passage, Span

__all__ = ["NO_ROW", "Kind", "Literal", "Occurrences", "Place", "build"]

NO_ROW = -1  # of an occurrence in a report without passages

_LETTERS = "letters"
_GAPS = "gaps"
_PIECES = "pieces.npy"
_HELD = 16  # pages: the passages on one follow each other
_PACKED_PIECE = struct.Struct("<q6i")  # as _PIECE
_PIECE = np.dtype(
    [("first", "<i8"), ("report", "<i4"), ("row", "<i4"), ("kind", "<i4")]
    + [(name, "<i4") for name in ("page", "start", "end")]
)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a phrase stands, in order: the first letter of each occurrence, its report by place among the
    reports, and the row of its passage: the one that it begins in, stands over or is near to."""

    firsts: NDArray[np.int64]
    reports: NDArray[np.int32]
    rows: NDArray[np.int32]
    is_in_contents: NDArray[np.bool_]  # in a table of contents, which never answers a question

    def __len__(self) -> int:
        return len(self.firsts)

    def within(self, allowed: Sequence[int]) -> "Occurrences":
        """Those whose passages are allowed."""
        return self._where(np.isin(self.rows, np.asarray(allowed, dtype=np.int32)))

    def in_passages(self) -> "Occurrences":
        """Those in a passage or a heading over one."""
        return self._where(~self.is_in_contents & (self.rows != NO_ROW))

    def _where(self, kept: NDArray[np.bool_]) -> "Occurrences":
        return Occurrences(
            self.firsts[kept], self.reports[kept], self.rows[kept], self.is_in_contents[kept]
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A piece of a page that an occurrence is in, wholly or in part."""

    row: int
    kind: Kind
    span: Span  # the whole piece
    end: int  # of the occurrence among the letters of the piece, or of the piece


def build(
    reports: Iterable[tuple[Sequence[Page], Iterable[Passage]]], path: Path
) -> dict[int, tuple[str, ...]]:
    """Writes the letters of reports: all pages and all passages of each; rows number the passages.

    Pages are read more than once, few at a time. Returns by row the parts of the words in it that a line
    end breaks where it is in doubt whether they are one word.
    """
    path.mkdir(parents=True)
    with (path / _LETTERS).open("wb") as letters, (path / _GAPS).open("wb") as gaps:
        writer = _Writer(letters, gaps)
        for pages, passages in reports:
            writer.add(pages, passages)
        gaps.write(bytes([Gap.END]))
    np.save(path / _PIECES, np.frombuffer(writer.pieces, dtype=_PIECE))
    return writer.parted


class _Writer:
    """Writes one report after the other."""

    def __init__(self, letters: BinaryIO, gaps: BinaryIO) -> None:
        self.pieces = bytearray()  # of a piece 32 bytes: a search holds them all
        self.parted: dict[int, tuple[str, ...]] = {}
        self._letters = letters
        self._gaps = gaps
        self._written = self._reports = self._rows = 0

    def add(self, pages: Sequence[Page], passages: Iterable[Passage]) -> None:
        first_row = self._rows
        for piece, found in _lettered(pages, self._counted(passages)):
            self._letters.write(found.form)
            self._gaps.write(found.gaps[:-1].tobytes())
            row = NO_ROW if piece.ordinal is None else first_row + piece.ordinal
            if piece.kind is Kind.BODY and (parts := found.parts()):
                self.parted[row] = (*self.parted.get(row, ()), *parts)
            span = piece.span
            self.pieces += _PACKED_PIECE.pack(
                self._written, self._reports, row, piece.kind, span.page, span.start, span.end
            )
            self._written += len(found.form)
        self._reports += 1

    def _counted(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        for passage in passages:
            self._rows += 1
            yield passage


def _lettered(
    pages: Sequence[Page], passages: Iterable[Passage]
) -> Iterator[tuple[Piece, Letters]]:
    """The pieces of a report with their letters; those without any are left out."""
    doubts = doubtful_words(pages)
    breaks_on = lru_cache(_HELD)(lambda number: breaks_of(pages[number - 1], doubts))
    before = ""
    for piece in pieces_of(pages, passages):
        span = piece.span
        text = pages[span.page - 1].text[span.start : span.end]
        letters = dutch.letters_of(text, [at - span.start for at in breaks_on(span.page)])
        if letters.form:
            runs_on = piece.before is Gap.SPACE and before.endswith("-") and text[:1].islower()
            letters.gaps[0] = Gap.HYPHEN if runs_on else piece.before
            yield piece, letters
            before = text


class Literal:
    """The letters of an index; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        try:
            self._pieces = np.load(path / _PIECES)
            self._gaps = np.fromfile(path / _GAPS, dtype=np.uint8)
            self._letters = _mapped(path / _LETTERS)
        except (OSError, ValueError, EOFError) as error:
            raise IndexUnusable(
                f"{path} cannot be read; build the index again with `rdsearch ingest`"
            ) from error
        if len(self._gaps) != len(self._letters) + 1:
            raise IndexUnusable(
                f"the parts of {path} do not agree; build the index again with `rdsearch ingest`"
            )

    def occurrences(self, phrase: str) -> Occurrences:
        """All of them, in the order of the reports."""
        firsts = dutch.occurrences(dutch.letters_of(phrase), self._letters, self._gaps)
        pieces = self._pieces[self._piece_of(firsts)]
        is_in_contents = pieces["kind"] == Kind.CONTENTS
        return Occurrences(firsts, pieces["report"], pieces["row"], is_in_contents)

    def places(self, first: int, phrase: str) -> tuple[Place, ...]:
        """The pieces that the occurrence at this letter is in, in order."""
        end = first + len(dutch.letters_of(phrase).form)
        numbers = range(int(self._piece_of(first)), int(self._piece_of(end - 1)) + 1)
        return tuple(_place(self._pieces[number], end) for number in numbers)

    def rows_and_pages(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Report, row and page of every piece of the passages."""
        body = self._pieces[self._pieces["kind"] == Kind.BODY]
        return body["report"], body["row"], body["page"]

    def _piece_of(self, letters: Any) -> Any:  # noqa: ANN401 - one or an array of them
        return np.searchsorted(self._pieces["first"], letters, side="right") - 1


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if not path.stat().st_size:  # which cannot be mapped
            return b""
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _place(piece: np.void, end: int) -> Place:
    span = Span(int(piece["page"]), int(piece["start"]), int(piece["end"]))
    return Place(int(piece["row"]), Kind(int(piece["kind"])), span, end - int(piece["first"]))
