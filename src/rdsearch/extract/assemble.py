"""The light phase: all pages of a document as painted → its `Page`s, one at a time.

The pages say of each other which lines are furniture, what numbers they bear, which words there are and what
type the text is set in. What is kept for that of each page is little; the pages themselves stay on disk.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rdsearch.extract.blocks import Judged, LineBlock
from rdsearch.extract.compose import Composed, clean, compose, table_of
from rdsearch.extract.flow import rejoined, with_notes_last
from rdsearch.extract.folios import Printed, folio_lines, labels_of, printed_on
from rdsearch.extract.furniture import (
    MarginLine,
    PageLines,
    margins_of,
    outermost,
    repeated_in,
    title_words,
)
from rdsearch.extract.headings import TypeScale, letters_in, type_scale
from rdsearch.extract.hyphens import Vocabulary
from rdsearch.extract.ink import Ink, Line, PageInk, Style
from rdsearch.extract.layout import Layout, layout_of
from rdsearch.extract.lines import lines_of
from rdsearch.extract.roles import judge
from rdsearch.extract.spool import Spool
from rdsearch.types import Page, PageProblem

_FIRST_PAGES = 2  # where the title of a report stands
_HELD = 128  # pages: a shorter document is held, not written to disk and read again


@dataclass(frozen=True, slots=True)
class LinedPage:
    """A page with the lines of each of its directions; the words are in these only."""

    ink: PageInk
    lines: tuple[tuple[Line, ...], ...]

    @property
    def main(self) -> PageLines:
        """The lines of the direction with the most letters."""
        shape = self.ink.inks[0] if self.ink.inks else self.ink
        lines = self.lines[0] if self.lines else ()
        return PageLines(self.ink.number, shape.width, shape.height, lines)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page in blocks: those of the main direction without furniture, and the others."""

    ink: PageInk
    furniture: tuple[str, ...]
    parts: tuple[tuple[Ink, Layout], ...]


def lined(ink: PageInk) -> LinedPage:
    """The page in lines."""
    lines = tuple(tuple(lines_of(one.words, () if one.turn else ink.boxes)) for one in ink.inks)
    return LinedPage(replace(ink, inks=tuple(replace(i, words=()) for i in ink.inks)), lines)


def pages_of(read: Callable[[], Iterable[LinedPage]], *, scratch: Path) -> Iterator[Page]:
    """The pages of a document, each in reading order; `read` gives them as lines, each time from the first.

    Those of a long one are put by in the file `scratch`.
    """
    held: list[LinedPage] = []
    margins: list[tuple[MarginLine, ...]] = []
    printed: list[Printed] = []
    title: frozenset[str] = frozenset()
    for page in read():
        title = title if margins else title_words(page.main)
        margins.append(margins_of(page.main))
        printed.append(printed_on(page.main, page.ink.label))
        if len(margins) <= _HELD:
            held.append(page)
        else:
            held.clear()
    labels = labels_of(printed)
    pages = held or read()
    sheets: list[_Sheet] | Spool[_Sheet] = [] if held else Spool(scratch)
    vocabulary = Vocabulary()
    letters: Counter[Style] = Counter()
    for page, own, found in zip(pages, labels, repeated_in(margins, title), strict=True):
        sheet = _sheet(page, outermost(page.main, found | folio_lines(page.main, own)))
        vocabulary.add(_whole_words(sheet))
        letters.update(letters_in(_running(sheet)))
        sheets.append(sheet)
    scale = type_scale(letters, (block for sheet in sheets for block in _running(sheet)))
    for sheet, own in zip(sheets, labels, strict=True):
        yield _page(sheet, own, scale, vocabulary)


def _sheet(page: LinedPage, furniture: frozenset[int]) -> _Sheet:
    ink = page.ink
    parts = []
    for number, (one, own) in enumerate(zip(ink.inks, page.lines, strict=True)):
        kept = [line for i, line in enumerate(own) if number or i not in furniture]
        straight = one.turn == 0
        layout = layout_of(
            kept,
            rules=ink.rules if straight else (),
            boxes=ink.boxes if straight else (),
            images=ink.images if straight else (),
            width=one.width,
            height=one.height,
        )
        parts.append((one, layout))
    heads = tuple(clean(page.lines[0][i].text) for i in sorted(furniture))
    if ink.askew:
        heads = (*heads, clean(ink.askew))
    return _Sheet(ink, heads, tuple(parts))


def _whole_words(sheet: _Sheet) -> Iterator[str]:
    """Every word that does not stand at an end of its line."""
    for _, layout in sheet.parts:
        for block in layout.blocks:
            for line in block.lines:
                for word in line.words[1:]:
                    if not word.text.endswith("-"):
                        yield clean(word.text)


def _running(sheet: _Sheet) -> Iterable[LineBlock]:
    """Blocks outside tables: their type is what the document is set in."""
    for _, layout in sheet.parts:
        yield from (b for i, b in enumerate(layout.blocks) if i not in layout.table_rows)


def _page(sheet: _Sheet, labels: tuple[str, ...], scale: TypeScale, vocabulary: Vocabulary) -> Page:
    ink = sheet.ink
    parts = [(one, _judged(one, layout, scale, ink.number)) for one, layout in sheet.parts]
    composed: Composed = compose(ink, parts, vocabulary)
    problem = ink.problem
    if problem is None and not composed.text:
        problem = PageProblem.EMPTY
    return Page(
        number=ink.number,
        width_pt=ink.width,
        height_pt=ink.height,
        text=composed.text,
        labels=labels,
        words=composed.words,
        blocks=composed.blocks,
        tables=tuple(
            table_of(table, one, ink, vocabulary)
            for one, layout in sheet.parts
            for table in layout.tables
        ),
        furniture=sheet.furniture,
        problem=problem,
        ocr_confidence=ink.ocr_confidence,
        hidden_words=ink.hidden_words,
    )


def _judged(ink: Ink, layout: Layout, scale: TypeScale, number: int) -> list[Judged]:
    """The blocks of one reading frame with their roles, in the order in which they are read."""
    judged = judge(
        layout.blocks,
        scale,
        page_height=ink.height,
        first_pages=number <= _FIRST_PAGES,
        table_rows=layout.table_rows,
        framed=layout.framed,
        charts=layout.charts,
        pictures=layout.pictures,
    )
    ordered = with_notes_last(judged, page_width=ink.width, page_height=ink.height)
    return rejoined(ordered, scale)
