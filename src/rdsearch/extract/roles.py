"""What a block is: heading, list item, caption, footnote, quote, contents or body."""

import re
from collections.abc import Sequence
from itertools import pairwise

from rdsearch.extract.blocks import Judged, LineBlock, is_entry, starts_item
from rdsearch.extract.headings import TypeScale, in_capitals, level_of, stands_out
from rdsearch.extract.ink import QuadFloat
from rdsearch.extract.neighbours import PERSON, settled
from rdsearch.extract.words import SUPERSCRIPTS
from rdsearch.types import Role

_CAPTION = re.compile(
    r"(?i)^(?:figuur|fig\.|tabel|foto(?:'s)?|afbeelding|grafiek|kaart|diagram|schema|bron|beeld|infographic"
    r"|figure|table|source|photo|abbildung|tabelle)\s*(?:[\dIVX]+(?:[.\-]\d+)*\b|[:.©])"
)
_SOURCE_NOTE = re.compile(r"(?i:bron(?:nen)?|noot|source|note):\s.*\.\s+[A-Z]")
_NOTE_MARK = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}\s|\*+\s?|\[\d+\])")
_NUMBERED_NOTE = re.compile(r"(\d{1,3})\)\s")
_TOC_TITLE = re.compile(
    r"(?i)^(?:inhoud|inhoudsopgave|inhoudstafel|contents|table of contents|inhaltsverzeichnis)$"
)
_QUOTE_OPEN, _QUOTE_CLOSE = "“‘„\"«'", "”’“\"»'"
_SIGNED_LINES = 2
_SIGNED_CHARS = 100  # of who said it, after the closing mark
_TOC_HEAD = 1.3
_SMALL = 0.9  # of the body type: captions are set in less
_CAPTION_CHARS = 300


def judge(
    blocks: Sequence[LineBlock],
    scale: TypeScale,
    *,
    page_height: float,
    first_pages: bool,
    table_rows: frozenset[int] = frozenset(),
    framed: frozenset[int] = frozenset(),
    charts: frozenset[int] = frozenset(),
    pictures: Sequence[QuadFloat] = (),
) -> list[Judged]:
    """The role of each block of a page, in reading order."""
    contents = _contents(blocks)
    judged: list[Judged] = []
    for index, block in enumerate(blocks):
        if index in contents or index in table_rows:
            judged.append(Judged(block, Role.TOC if index in contents else Role.TABLE))
            continue
        if index in charts:
            judged.append(Judged(block, Role.CAPTION))
            continue
        if _signs_quote(block, scale, judged):
            judged.append(Judged(block, Role.QUOTE))
            continue
        if _is_under_picture(block, scale, pictures):
            judged.append(Judged(block, Role.CAPTION))
            continue
        role, level = _role(block, scale, judged, page_height)
        if (
            role is Role.HEADING
            and first_pages
            and block.size >= 0.97 * scale.largest
            and (block.size > 1.3 * scale.body.size)
        ):
            role, level = Role.TITLE, None
        judged.append(Judged(block, role, level))
    return settled(judged, scale, framed)


def _is_under_picture(block: LineBlock, scale: TypeScale, pictures: Sequence[QuadFloat]) -> bool:
    """Small type right under a picture or a chart."""
    size = block.size
    return (
        size <= _SMALL * scale.body.size
        and len(block.text) <= _CAPTION_CHARS
        and not starts_item(block.first)
        and any(
            -0.5 * size <= block.y0 - y1 <= 2.2 * size
            and min(block.x1, x1) - max(block.x0, x0) > 0.6 * (block.x1 - block.x0)
            for x0, _, x1, y1 in pictures
        )
    )


def _signs_quote(block: LineBlock, scale: TypeScale, before: Sequence[Judged]) -> bool:
    """Who said it: a line or two in smaller type, right under a pull quote."""
    if not before or before[-1].role is not Role.QUOTE:
        return False
    quote = before[-1].block
    return (
        len(block.lines) <= _SIGNED_LINES
        and len(block.text) <= _SIGNED_CHARS
        and block.size < min(quote.size, 1.01 * scale.body.size)
        and -0.5 * block.size <= block.y0 - quote.y1 <= 1.5 * block.size
        and min(block.x1, quote.x1) > max(block.x0, quote.x0)
        and quote.text[-1] in _QUOTE_CLOSE
        and (PERSON.fullmatch(block.text) is not None or not stands_out(block, scale))
    )


def _role(
    block: LineBlock, scale: TypeScale, before: Sequence[Judged], page_height: float
) -> tuple[Role, int | None]:
    text = block.text
    if _CAPTION.match(text) and len(text) < 400 and not _SOURCE_NOTE.match(text):
        return Role.CAPTION, None
    if _is_footnote(block, scale, before, page_height):
        return Role.FOOTNOTE, None
    if is_quote(block, scale):
        return Role.QUOTE, None
    if stands_out(block, scale):
        return Role.HEADING, level_of(block, scale)
    if starts_item(block.first) and not PERSON.fullmatch(text):
        return Role.LIST_ITEM, None
    return Role.BODY, None


def _is_footnote(
    block: LineBlock, scale: TypeScale, before: Sequence[Judged], page_height: float
) -> bool:
    if block.y0 < 0.4 * page_height:
        return False
    if block.text[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return block.size < 1.12 * scale.body.size
    if block.size > 0.93 * scale.body.size:
        return False
    if _NOTE_MARK.match(block.text) or _SOURCE_NOTE.match(block.text):
        return True
    numbered = _NUMBERED_NOTE.match(block.text)
    if numbered and any(numbered[1].translate(SUPERSCRIPTS) in one.block.text for one in before):
        return True  # an item of a list looks alike, but nothing refers to it
    last = before[-1] if before else None
    return (
        last is not None
        and last.role is Role.FOOTNOTE
        and abs(last.block.size - block.size) < 0.6
        and block.y0 >= last.block.y1 - block.size
    )


def is_quote(block: LineBlock, scale: TypeScale) -> bool:
    """Is it all in quotation marks, and set apart by its type?"""
    text = block.text
    if len(text) < 25 or text[0] not in _QUOTE_OPEN or in_capitals(text):
        return False
    differs = block.size > 1.08 * scale.body.size or (
        block.first.style.italic and not scale.body.italic
    )
    return differs and any(c in _QUOTE_CLOSE for c in text[1:][-_SIGNED_CHARS:])


def _contents(blocks: Sequence[LineBlock]) -> set[int]:
    """Indexes of the blocks that make a table of contents, the heads among its entries included."""
    entries = [i for i, block in enumerate(blocks) if is_entry(block.last)]
    numbers = [int(blocks[i].last.words[-1].text.lstrip("._… ")) for i in entries]
    rising = sum(a <= b for a, b in pairwise(numbers))
    titles = [i for i, block in enumerate(blocks) if _TOC_TITLE.match(block.text)]
    if len(entries) < (3 if titles else 5) or rising < 0.8 * (len(numbers) - 1):
        return set()
    first = min([entries[0], *(i + 1 for i in titles if i < entries[0])])
    while blocks[first].size > _TOC_HEAD * blocks[entries[0]].size:
        first += 1  # "Inhoud" may be the kicker of a head in larger type
    span = range(first, entries[-1] + 1)
    between = [i for i in span if i not in entries]
    if any(len(blocks[i].lines) > 3 for i in between) or len(between) > 2 * len(entries):
        return set(entries)
    return set(span)
