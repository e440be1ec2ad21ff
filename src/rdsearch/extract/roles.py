"""What a block is: heading with level, list item, caption, footnote, quote, contents or body.

Type is judged against the whole document: body type is what most letters are set in, and the
styles that stand out from it are ranked to heading levels.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from rdsearch.extract.blocks import LineBlock, is_entry, starts_item
from rdsearch.extract.ink import QuadFloat, Style
from rdsearch.types import Role

_CAPTION = re.compile(
    r"(?i)^(?:figuur|fig\.|tabel|foto(?:'s)?|afbeelding|grafiek|kaart|diagram|schema|bron|beeld|infographic"
    r"|figure|table|source|photo|abbildung|tabelle)\s*(?:[\dIVX]+(?:[.\-]\d+)*\b|[:.©])"
)
_NUMBERED = re.compile(
    r"^(?:(?:hoofdstuk|deel|bijlage|chapter|part|annex|artikel)\s+)?(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S",
    re.I,
)
_FIGURE = re.compile(  # a key figure in large type, but no year at the start of a head
    r"^(?:[€$£±<>+-]|(?!(?:19|20)\d\d\s+[a-z])\d[\d.,]*\s*(?:%|[a-z]|$))"
)
_PERSON = re.compile(  # a signature
    r"(?:[A-Z][\w’'-]+|[A-Z]\.)(?: (?:[A-Z][\w’'-]+|[A-Z]\.|van|de|der|den|ten|ter|te|’t|’s|in|el|ben|bin))* [A-Z][\w’'-]+"
)
_SENTENCE_END = re.compile(r"[.;,…]['\"’”)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_NOTE_MARK = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}\s|\*+\s?|\[\d+\])")
_TOC_TITLE = re.compile(
    r"(?i)^(?:inhoud|inhoudsopgave|inhoudstafel|contents|table of contents|inhaltsverzeichnis)$"
)
_QUOTE_OPEN, _QUOTE_CLOSE = "“‘„\"«'", "”’“\"»'"
MAX_LEVEL = 6
_SIGNED_LINES = 2
_SIGNED_CHARS = 100  # of who said it, after the closing mark
_SMALL = 0.9  # of the body type: captions are set in less
_CAPTION_CHARS = 300


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Body type of a document and its heading styles, the most prominent first."""

    body: Style
    headings: tuple[tuple[float, bool, bool], ...]
    largest: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A block with its role."""

    block: LineBlock
    role: Role
    level: int | None = None


def _rank(block: LineBlock) -> tuple[float, bool, bool]:
    """Size, bold and capitals: what makes a heading prominent."""
    return round(block.size * 2) / 2, _all_bold(block), _capitals(block.text)


def _all_bold(block: LineBlock) -> bool:
    return all(word.style.bold for line in block.lines for word in line.words)


def _capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.9 * len(letters)


def type_scale(pages: Iterable[Sequence[LineBlock]]) -> TypeScale:
    """Measures the type of the whole document."""
    everything = [block for blocks in pages for block in blocks]
    letters: Counter[Style] = Counter()
    for block in everything:
        for line in block.lines:
            for word in line.words:
                letters[word.style] += len(word.text)
    sizes: Counter[float] = Counter()
    for style, count in letters.items():
        sizes[style.size] += count
    if not sizes:
        return TypeScale(Style("", 10.0), (), 10.0)
    size = max(sizes, key=lambda s: (sizes[s], s))
    body = max((s for s in letters if s.size == size), key=lambda s: letters[s])
    bare = TypeScale(body, (), body.size)
    ranks = Counter(_rank(block) for block in everything if _stands_out(block, bare))
    usual = tuple(sorted((rank for rank, count in ranks.items() if count > 2), reverse=True))
    return TypeScale(body, usual, max((rank[0] for rank in ranks), default=body.size))


def _stands_out(block: LineBlock, scale: TypeScale) -> bool:
    text = block.text
    if not (2 < len(text) <= 220 and len(block.lines) <= 8 and any(c.isalpha() for c in text)):
        return False
    body = scale.body
    bold = _all_bold(block) and not body.bold
    if block.size < (0.8 if bold else 0.95) * body.size or _FIGURE.match(text):
        return False
    if bold and _NUMBERED.match(text) and len(block.lines) <= 3:
        return True
    larger = block.size >= 1.12 * body.size
    if _SENTENCE_END.search(text) and not _is_slogan(block, scale):
        return False
    if larger:
        return True
    if len(text) > 140 or (starts_item(block.first) and not _NUMBERED.match(text)):
        return False
    if text.endswith(":") or text[0].islower():
        return False
    if bold or (_capitals(text) and len(block.lines) <= 2):
        return True
    style = block.first.style
    alone = all(word.style == style for line in block.lines for word in line.words)
    return (
        alone
        and len(text) <= 90
        and len(block.lines) == 1
        and ((style.italic and not body.italic) or style.colour != body.colour)
        and not text.startswith(("http", "www.", "“", "‘", "("))
    )


def _is_slogan(block: LineBlock, scale: TypeScale) -> bool:
    """A head that ends as a sentence does: short and large, or in capitals as other heads are."""
    if block.size < 1.12 * scale.body.size or block.text.endswith(","):
        return False
    rank = _rank(block)
    return len(block.text) < 60 or (rank[2] and rank in scale.headings)


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
        if role is Role.HEADING and index in framed and block.size < 1.12 * scale.body.size:
            role, level = Role.BODY, None  # heads its box, not the text that follows the box
        if (
            role is Role.HEADING
            and first_pages
            and block.size >= 0.97 * scale.largest
            and (block.size > 1.3 * scale.body.size)
        ):
            role, level = Role.TITLE, None
        judged.append(Judged(block, role, level))
    return _without_questions(_without_signatures(_with_kickers(judged, scale), scale), scale)


def _is_under_picture(block: LineBlock, scale: TypeScale, pictures: Sequence[QuadFloat]) -> bool:
    """Small type right under a picture or a chart, within its width."""
    size = block.size
    return (
        size <= _SMALL * scale.body.size
        and len(block.text) <= _CAPTION_CHARS
        and not starts_item(block.first)
        and any(
            -0.5 * size <= block.y0 - y1 <= 2.2 * size
            and x0 - size <= block.x0
            and block.x1 <= x1 + size
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
        and (_PERSON.fullmatch(block.text) is not None or not _stands_out(block, scale))
    )


def _without_questions(judged: list[Judged], scale: TypeScale) -> list[Judged]:
    """Bold questions in the size and colour of the text, one after the other, are an interview's."""
    asked = [
        i
        for i, one in enumerate(judged)
        if one.role is Role.HEADING
        and one.block.text.endswith("?")
        and one.block.size <= 1.05 * scale.body.size
        and one.block.first.style.colour == scale.body.colour
        and not _capitals(one.block.text)
    ]
    for i in asked if len(asked) > 1 else ():
        judged[i] = replace(judged[i], role=Role.BODY, level=None)
    return judged


def _without_signatures(judged: list[Judged], scale: TypeScale) -> list[Judged]:
    """A name in bold under a text heads nothing, with no more below it than what the person is."""
    for i, one in enumerate(judged):
        if (
            i
            and one.role is Role.HEADING
            and one.block.size <= 1.05 * scale.body.size
            and _PERSON.fullmatch(one.block.text)
            and not _capitals(one.block.text)
            and judged[i - 1].role not in (Role.LIST_ITEM, Role.TABLE)
            and _lines_below(judged[i + 1 :]) <= _SIGNED_LINES
        ):
            judged[i] = replace(one, role=Role.BODY, level=None)
    return judged


def _lines_below(judged: Sequence[Judged]) -> int:
    """Lines up to the next head."""
    below = takewhile(lambda one: one.role not in (Role.HEADING, Role.TITLE, Role.TOC), judged)
    return sum(len(one.block.lines) for one in below)


def _with_kickers(judged: list[Judged], scale: TypeScale) -> list[Judged]:
    """A short line in small capitals right above a head names what the head is about: it becomes
    the outer of the two."""
    for i, (one, head) in enumerate(pairwise(judged)):
        if (
            one.role is Role.BODY
            and head.role is Role.HEADING
            and head.level is not None
            and len(one.block.lines) == 1
            and 2 < len(one.block.text) <= 60
            and _capitals(one.block.text)
            and 0.6 * scale.body.size <= one.block.size < head.block.size
            and 0 <= head.block.first.baseline - one.block.last.baseline < 2.2 * head.block.size
        ):
            judged[i] = replace(one, role=Role.HEADING, level=head.level)
            judged[i + 1] = replace(head, level=min(head.level + 1, MAX_LEVEL))
    return judged


def _role(
    block: LineBlock, scale: TypeScale, before: Sequence[Judged], page_height: float
) -> tuple[Role, int | None]:
    text = block.text
    if _CAPTION.match(text) and len(text) < 400:
        return Role.CAPTION, None
    if _is_footnote(block, scale, before, page_height):
        return Role.FOOTNOTE, None
    if _is_quote(block, scale):
        return Role.QUOTE, None
    if _stands_out(block, scale):
        return Role.HEADING, _level(block, scale)
    if starts_item(block.first):
        return Role.LIST_ITEM, None
    return Role.BODY, None


def _level(block: LineBlock, scale: TypeScale) -> int:
    """Numbered headings say their level; others by the number of more prominent styles."""
    numbered = _NUMBERED.match(block.text)
    if numbered and "." in numbered[1]:
        return min(numbered[1].count(".") + 1, MAX_LEVEL)
    rank = _rank(block)
    level = 1
    last: tuple[float, bool, bool] | None = None
    for higher in scale.headings:
        if higher <= rank:
            break
        if last is None or last[0] > 1.08 * higher[0] or last[1:] != higher[1:]:
            level += 1
        last = higher
    return min(level, MAX_LEVEL)


def _is_footnote(
    block: LineBlock, scale: TypeScale, before: Sequence[Judged], page_height: float
) -> bool:
    if block.y0 < 0.4 * page_height:
        return False
    if block.text[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return block.size < 1.12 * scale.body.size
    if block.size > 0.93 * scale.body.size:
        return False
    if _NOTE_MARK.match(block.text):
        return True
    last = before[-1] if before else None
    return (
        last is not None
        and last.role is Role.FOOTNOTE
        and abs(last.block.size - block.size) < 0.6
        and block.y0 >= last.block.y1 - block.size
    )


def _is_quote(block: LineBlock, scale: TypeScale) -> bool:
    text = block.text
    if len(text) < 25 or text[0] not in _QUOTE_OPEN or _capitals(text):
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
    span = range(first, entries[-1] + 1)
    between = [i for i in span if i not in entries]
    if any(len(blocks[i].lines) > 3 for i in between) or len(between) > 2 * len(entries):
        return set(entries)
    return set(span)
