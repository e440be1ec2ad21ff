"""The light phase: the ink of all pages of a document → its `Page`s."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdsearch.extract.blocks import LineBlock
from rdsearch.extract.compose import Composed, clean, compose, table_of
from rdsearch.extract.flow import rejoined, with_notes_last
from rdsearch.extract.folios import labels_of
from rdsearch.extract.furniture import PageLines, furniture_of
from rdsearch.extract.hyphens import Vocabulary
from rdsearch.extract.ink import Ink, Line, PageInk
from rdsearch.extract.layout import Layout, layout_of
from rdsearch.extract.lines import lines_of
from rdsearch.extract.roles import Judged, TypeScale, judge, type_scale
from rdsearch.types import Page, PageProblem

_FIRST_PAGES = 2  # where the title of a report stands


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page with its lines: those of the main direction without furniture, and the others."""

    ink: PageInk
    furniture: tuple[str, ...]
    parts: tuple[tuple[Ink, Layout], ...]


def assemble(inks: Sequence[PageInk]) -> tuple[Page, ...]:
    """The pages of a document, each in reading order."""
    lines = [[lines_of(one.words) for one in ink.inks] for ink in inks]
    main = [
        PageLines(
            ink.number,
            ink.inks[0].width if ink.inks else ink.width,
            ink.inks[0].height if ink.inks else ink.height,
            tuple(directions[0]) if directions else (),
        )
        for ink, directions in zip(inks, lines, strict=True)
    ]
    furniture = furniture_of(main)
    labels = labels_of(main, pdf_labels=[ink.label for ink in inks])
    sheets = [_sheet(*args) for args in zip(inks, lines, furniture, strict=True)]
    vocabulary = Vocabulary(_whole_words(sheets))
    scale = type_scale(_running(layout) for sheet in sheets for _, layout in sheet.parts)
    return tuple(
        _page(sheet, own, scale, vocabulary) for sheet, own in zip(sheets, labels, strict=True)
    )


def _sheet(ink: PageInk, lines: list[list[Line]], furniture: frozenset[int]) -> _Sheet:
    parts = []
    for number, (one, own) in enumerate(zip(ink.inks, lines, strict=True)):
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
    heads = tuple(clean(lines[0][i].text) for i in sorted(furniture))
    if ink.askew:
        heads = (*heads, clean(ink.askew))
    return _Sheet(ink, heads, tuple(parts))


def _whole_words(sheets: Sequence[_Sheet]) -> Iterator[str]:
    """Every word that does not stand at an end of its line."""
    for sheet in sheets:
        for _, layout in sheet.parts:
            for block in layout.blocks:
                for line in block.lines:
                    for word in line.words[1:]:
                        if not word.text.endswith("-"):
                            yield clean(word.text)


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
            table_of(table, one, ink) for one, layout in sheet.parts for table in layout.tables
        ),
        furniture=sheet.furniture,
        problem=problem,
        ocr_confidence=ink.ocr_confidence,
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
    return rejoined(with_notes_last(judged, page_width=ink.width, page_height=ink.height))


def _running(layout: Layout) -> list[LineBlock]:
    """Blocks outside tables: their type is what the document is set in."""
    return [block for i, block in enumerate(layout.blocks) if i not in layout.table_rows]
