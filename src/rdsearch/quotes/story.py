"""Pages → stories: the running text under one heading, with the way back to the pages."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdsearch.quotes.people import signature
from rdsearch.types import Block, Page, Role, Span

_HEADINGS = (Role.TITLE, Role.HEADING)
_NOT_READ = (Role.TOC, Role.TABLE, Role.FOOTNOTE)
_MARKS = "“„«\"‘‚'”’»"
_BREAK = "\n\n"
_MAX_STORY_CHARS = 15_000  # a long article; where levels say more, they tell chapters apart
_MAX_UNHEADED_CHARS = (
    30_000  # without a heading the next paragraph that starts a sentence is a new story,
)
_MAX_HELD_CHARS = 60_000  # and without that any paragraph: a report of 3,000 pages may have neither
_SENTENCE_END = (".", "!", "?", "…", *"”’\"'»")
_MAX_HEADS = 4  # in a row, over one story
_NO_LEVEL = 99  # under a title, or under nothing: any heading starts a new story


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block within the text of its story."""

    start: int
    end: int
    page: int
    page_start: int
    section: int  # counts all headings, those of boxes and sub-sections too
    is_display: bool  # a pull quote, or a heading in quotation marks


@dataclass(frozen=True, slots=True)
class Story:
    """The text under one heading and its sub-headings, paragraphs parted by a blank line.

    The headings are no part of it; their offsets go on beyond its end, so that a span can be told of both.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    headings: str = ""
    heading_paragraphs: tuple[Paragraph, ...] = ()

    @property
    def headings_start(self) -> int:
        """The offset at which `headings` begins."""
        return len(self.text) + len(_BREAK)

    def heading_of(self, section: int) -> str:
        """The heading right over a section; empty where none is."""
        shift = self.headings_start
        found = [p for p in self.heading_paragraphs if p.section == section]
        return self.headings[found[0].start - shift : found[0].end - shift] if found else ""

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds a character."""
        return bisect_right([p.start for p in self.paragraphs], offset) - 1

    def paragraph_text(self, number: int) -> str:
        """The text of a paragraph; empty for a number that is none."""
        if not 0 <= number < len(self.paragraphs):
            return ""
        paragraph = self.paragraphs[number]
        return self.text[paragraph.start : paragraph.end]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where a stretch of the story stands on the pages: one span for each unbroken slice."""
        spans: list[Span] = []
        for paragraph in (*self.paragraphs, *self.heading_paragraphs):
            low, high = max(start, paragraph.start), min(end, paragraph.end)
            if low >= high:
                continue
            shift = paragraph.page_start - paragraph.start
            previous = spans[-1] if spans else None
            # Blocks that follow each other on a page are parted by the blank line of `Page.text`.
            if (
                previous
                and previous.page == paragraph.page
                and low + shift - previous.end == len(_BREAK)
            ):
                spans[-1] = Span(previous.page, previous.start, high + shift)
            else:
                spans.append(Span(paragraph.page, low + shift, high + shift))
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block of a story that is not whole yet; the page itself may be let go."""

    text: str
    page: int
    start: int
    section: int
    is_display: bool


def stories(pages: Iterable[Page]) -> Iterator[Story]:
    """The stories of the Dutch pages in order: each runs on to a heading that is no lower than its own."""
    held: list[_Piece] = []
    heads: list[_Piece] = []
    length = 0
    level = _NO_LEVEL
    section = 0
    is_after_heading = False
    for page, block in _read(pages):
        text = page.text[block.start : block.end]
        is_heading = block.role in _HEADINGS
        if not is_heading or _is_spoken(text, held):
            if _is_full(held, length):
                yield _joined(held, heads)
                held, length = [], 0
            is_display = is_heading or block.role is Role.QUOTE
            held.append(_Piece(text, page.number, block.start, section, is_display))
            length += len(text)
            is_after_heading = False
            continue
        # A title heads the report, not a story: it gives the text beneath no rank of its own.
        own = _NO_LEVEL if block.role is Role.TITLE else block.level or 1
        section += 1
        if held and (own <= level or block.role is Role.TITLE or length > _MAX_STORY_CHARS):
            yield _joined(held, heads)
            held, heads, length = [], [], 0
        heads.append(_Piece(text, page.number, block.start, section, is_display=True))
        if not held:  # of headings in a row the lowest one counts
            heads = heads[-_MAX_HEADS:]
            is_first = not is_after_heading or level == _NO_LEVEL
            level = own if is_first or own == _NO_LEVEL else max(own, level)
        is_after_heading = True
    if held:
        yield _joined(held, heads)


def _read(pages: Iterable[Page]) -> Iterator[tuple[Page, Block]]:
    for page in pages:
        if page.language in (None, "nl"):
            yield from ((page, block) for block in page.blocks if block.role not in _NOT_READ)


def _is_full(held: Sequence[_Piece], length: int) -> bool:
    is_whole = length > _MAX_UNHEADED_CHARS and held[-1].text.rstrip().endswith(_SENTENCE_END)
    return is_whole or length > _MAX_HELD_CHARS


def _is_spoken(text: str, held: Sequence[_Piece]) -> bool:
    """Whether a line set as a heading is a pull quote, or the name under one."""
    if text.lstrip()[:1] in _MARKS:
        return True
    if not held or held[-1].text.rstrip()[-1:] not in _MARKS:
        return False
    signed = signature(text)
    return signed is not None and signed.is_full


def _joined(held: Sequence[_Piece], heads: Sequence[_Piece]) -> Story:
    text, paragraphs = _text_of(held, start=0)
    headings, heading_paragraphs = _text_of(heads, start=len(text) + len(_BREAK))
    return Story(text, paragraphs, headings, heading_paragraphs)


def _text_of(pieces: Sequence[_Piece], *, start: int) -> tuple[str, tuple[Paragraph, ...]]:
    texts: list[str] = []
    paragraphs: list[Paragraph] = []
    at = start
    for one in pieces:
        end = at + len(one.text)
        paragraphs.append(Paragraph(at, end, one.page, one.start, one.section, one.is_display))
        texts.append(re.sub(r"\n\s*\n", lambda gap: " " * len(gap.group()), one.text))
        at = end + len(_BREAK)
    return _BREAK.join(texts), tuple(paragraphs)
