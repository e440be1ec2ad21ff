"""Pages → stories: the running text under one heading, with the way back to the pages."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdsearch.quotes.people import signature
from rdsearch.types import Block, Page, Role, Span

_HEADINGS = (Role.TITLE, Role.HEADING)
_NOT_READ = (Role.TOC, Role.TABLE, Role.FOOTNOTE)
_MARKS = "“„«\"‘‚'”’»"
_BREAK = "\n\n"
_MAX_STORY_CHARS = 15_000  # a long article; where levels say more, they tell chapters apart
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
    """The text under one heading and its sub-headings, paragraphs parted by a blank line."""

    text: str
    paragraphs: tuple[Paragraph, ...]

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
        for paragraph in self.paragraphs:
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


def stories(pages: Sequence[Page]) -> Iterator[Story]:
    """The stories of the Dutch pages in order: each runs on to a heading that is no lower than its own."""
    held: list[tuple[Page, Block, int]] = []
    level = _NO_LEVEL
    section = 0
    is_after_heading = False
    for page in (page for page in pages if page.language in (None, "nl")):
        for block in page.blocks:
            text = page.text[block.start : block.end]
            if block.role in _NOT_READ:
                continue
            if block.role not in _HEADINGS or _is_spoken(text, held):
                held.append((page, block, section))
                is_after_heading = False
                continue
            # A title heads the report, not a story: it gives the text beneath no rank of its own.
            own = _NO_LEVEL if block.role is Role.TITLE else block.level or 1
            section += 1
            is_long = sum(b.end - b.start for _, b, _ in held) > _MAX_STORY_CHARS
            if held and (own <= level or block.role is Role.TITLE or is_long):
                yield _joined(held)
                held = []
            if not held:  # of headings in a row the lowest one counts
                is_first = not is_after_heading or level == _NO_LEVEL
                level = own if is_first or own == _NO_LEVEL else max(own, level)
            is_after_heading = True
    if held:
        yield _joined(held)


def _is_spoken(text: str, held: Sequence[tuple[Page, Block, int]]) -> bool:
    """Whether a line set as a heading is a pull quote, or the name under one."""
    if text.lstrip()[:1] in _MARKS:
        return True
    if not held:
        return False
    page, block, _ = held[-1]
    if page.text[block.start : block.end].rstrip()[-1:] not in _MARKS:
        return False
    signed = signature(text)
    return signed is not None and signed.is_full


def _joined(held: Sequence[tuple[Page, Block, int]]) -> Story:
    texts: list[str] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for page, block, section in held:
        text = page.text[block.start : block.end]
        is_display = block.role is Role.QUOTE or block.role in _HEADINGS
        paragraphs.append(
            Paragraph(at, at + len(text), page.number, block.start, section, is_display)
        )
        texts.append(re.sub(r"\n\s*\n", lambda gap: " " * len(gap.group()), text))
        at += len(text) + len(_BREAK)
    return Story(_BREAK.join(texts), tuple(paragraphs))
