"""The text of a page as paragraphs for a reader, with a passage marked in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rdsearch.types import Page, Role
from rdsearch_service.wording import segments

_HEADINGS = frozenset({Role.TITLE, Role.HEADING})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of text; `pieces` are (text, whether it is marked)."""

    is_heading: bool
    pieces: tuple[tuple[str, bool], ...]


def paragraphs(page: Page, marked: Sequence[tuple[int, int]]) -> tuple[Paragraph, ...]:
    """The blocks of the page in reading order; a page without blocks is one paragraph."""
    blocks = [(b.start, b.end, b.role in _HEADINGS) for b in page.blocks]
    if not blocks and page.text:
        blocks = [(0, len(page.text), False)]
    return tuple(
        Paragraph(is_heading, _pieces(page.text[start:end], _within(start, end, marked)))
        for start, end, is_heading in blocks
    )


def _pieces(text: str, marked: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    return tuple((piece, is_marked) for piece, is_marked, _ in segments(text, marked))


def _within(start: int, end: int, marked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of `marked` between start and end, counted from start."""
    return [
        (max(a, start) - start, min(b, end) - start) for a, b in marked if a < end and b > start
    ]
