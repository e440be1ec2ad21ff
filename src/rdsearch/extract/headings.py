"""What stands out from the type of a document: its headings, and their levels.

Type is judged against the whole document: body type is what most letters are set in, and the
styles that stand out from it are ranked. Where sections are numbered, the numbers say the levels.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdsearch.extract.blocks import LineBlock, starts_item
from rdsearch.extract.ink import Style

NUMBERED = re.compile(
    r"^(?:(?:hoofdstuk|deel|bijlage|chapter|part|annex|artikel)\s+)?(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\S",
    re.I,
)
_FIGURE = re.compile(  # a key figure in large type, but no year at the start of a head
    r"^(?:[€$£±<>+-]|(?!(?:19|20)\d\d\s+[a-z])\d[\d.,]*\s*(?:%|[a-z]|$))"
)
_SENTENCE_END = re.compile(r"[.;,…]['\"’”)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
MAX_LEVEL = 6

Rank = tuple[float, bool, bool]
"""Size, bold and capitals: what makes a heading prominent."""


@dataclass(frozen=True, slots=True)
class HeadingRank:
    """Headings that are set alike, and their level where they have no number."""

    rank: Rank
    depth: int  # of their numbers: 2 where they are mostly like "1.3 Aanpak", 0 without numbers
    level: int


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Body type of a document and the ranks of its headings, the most prominent first."""

    body: Style
    headings: tuple[HeadingRank, ...]
    largest: float


def letters_in(blocks: Iterable[LineBlock]) -> Counter[Style]:
    """How many letters are set in each style."""
    letters: Counter[Style] = Counter()
    for block in blocks:
        for line in block.lines:
            for word in line.words:
                letters[word.style] += len(word.text)
    return letters


def type_scale(letters: Counter[Style], blocks: Iterable[LineBlock]) -> TypeScale:
    """The type of a whole document, of its letters by style and its blocks; these are read once."""
    sizes: Counter[float] = Counter()
    for style, count in letters.items():
        sizes[style.size] += count
    if not sizes:
        return TypeScale(Style("", 10.0), (), 10.0)
    size = max(sizes, key=lambda s: (sizes[s], s))
    body = max((s for s in letters if s.size == size), key=lambda s: letters[s])
    bare = TypeScale(body, (), body.size)
    ranks: Counter[Rank] = Counter()
    depths: dict[Rank, Counter[int]] = defaultdict(Counter)
    for block in blocks:
        if stands_out(block, bare):
            ranks[rank_of(block)] += 1
            depths[rank_of(block)][_depth(block)] += 1
    usual = sorted((rank for rank, count in ranks.items() if count > 2), reverse=True)
    largest = max((rank[0] for rank in ranks), default=body.size)
    return TypeScale(body, _levels(usual, depths), largest)


def _levels(ranks: Sequence[Rank], depths: Mapping[Rank, Counter[int]]) -> tuple[HeadingRank, ...]:
    """Each rank with its level: as its numbers say, where sections are numbered; else its place.

    Beside "1.3 Aanpak", a head that is set alike and has no number is a part of such a section.
    """
    is_numbered = any(depth > 1 for counts in depths.values() for depth in counts)
    levels: list[HeadingRank] = []
    for rank in ranks:
        above = levels[-1] if levels else None
        depth, count = max(depths[rank].items(), key=lambda item: (item[0] > 0, *item[::-1]))
        if is_numbered and depth and count > 1:
            has_parts = depth > 1 and depths[rank][0] > 0
            levels.append(HeadingRank(rank, depth, depth + has_parts))
        elif above is not None and _is_alike(above.rank, rank):
            levels.append(HeadingRank(rank, 0, above.level))
        else:
            levels.append(HeadingRank(rank, 0, above.level + 1 if above else 1))
    return tuple(levels)


def _is_alike(higher: Rank, rank: Rank) -> bool:
    return higher[0] <= 1.08 * rank[0] and higher[1:] == rank[1:]


def stands_out(block: LineBlock, scale: TypeScale) -> bool:
    """Is it set as headings are?"""
    text = block.text
    if not (2 < len(text) <= 220 and len(block.lines) <= 8 and any(c.isalpha() for c in text)):
        return False
    body = scale.body
    bold = _all_bold(block) and not body.bold
    if block.size < (0.8 if bold else 0.95) * body.size or _FIGURE.match(text):
        return False
    if bold and NUMBERED.match(text) and len(block.lines) <= 3:
        return True
    larger = is_larger(block, scale)
    if _SENTENCE_END.search(text) and not _is_slogan(block, scale):
        return False
    if larger:
        return True
    if len(text) > 140 or (starts_item(block.first) and not NUMBERED.match(text)):
        return False
    if text[0].islower() or (text.endswith(":") and not (bold and len(block.lines) == 1)):
        return False
    if bold or (in_capitals(text) and len(block.lines) <= 2):
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


def is_larger(block: LineBlock, scale: TypeScale) -> bool:
    """Than the text of the document."""
    return block.size >= 1.12 * scale.body.size


def _is_slogan(block: LineBlock, scale: TypeScale) -> bool:
    """A head that ends as a sentence does: short and large, or in capitals as other heads are."""
    if not is_larger(block, scale) or block.text.endswith(","):
        return False
    rank = rank_of(block)
    return len(block.text) < 60 or (rank[2] and any(rank == usual.rank for usual in scale.headings))


def rank_of(block: LineBlock) -> Rank:
    """How prominent its type is."""
    return round(block.size * 2) / 2, _all_bold(block), in_capitals(block.text)


def _all_bold(block: LineBlock) -> bool:
    return all(word.style.bold for line in block.lines for word in line.words)


def in_capitals(text: str) -> bool:
    """Is (nearly) every letter a capital?"""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.9 * len(letters)


def _depth(block: LineBlock) -> int:
    """Of a numbered head: 2 for "1.3 Aanpak"; 0 without a number."""
    numbered = NUMBERED.match(block.text)
    return numbered[1].count(".") + 1 if numbered else 0


def level_of(block: LineBlock, scale: TypeScale) -> int:
    """Numbered headings say their level; others take that of their rank, one less for each that is
    more prominent."""
    depth = _depth(block)
    if depth > 1:
        return min(depth, MAX_LEVEL)
    rank = rank_of(block)
    level = 1
    for other in scale.headings:
        if other.rank < rank:
            break
        if other.rank == rank and depth and other.depth in (1, 2):
            return 1  # "1 Inleiding" may be set as "1.1 Aanleiding" is
        level = other.level if _is_alike(other.rank, rank) else other.level + 1
    return min(level, MAX_LEVEL)
