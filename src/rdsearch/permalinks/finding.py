"""Where the text of an anchor stands among the words of a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from rapidfuzz import fuzz

from rdsearch.permalinks.address import Anchor
from rdsearch.permalinks.sieve import Sieved, Slice, Words

# Letters that must agree, context included, before equal words are taken for the same text.
_EVIDENCE_NEAR, _EVIDENCE_FAR = 4, 8
# The share of letters that a changed text keeps, with its context and by itself. Measured on 27 real reports: of
# 2,640 texts looked for on three other pages of their report 3 were taken for unlike ones, of 2,790 in another one 1.
_LIKENESS_NEAR, _LIKENESS_FAR = 0.6, 0.75
_LEAST_AGREEING = 3  # letters of the text itself: fewer agree by chance
# The text may begin and end some words from where the letters say.
_SHIFTS = sorted(product(range(-3, 4), repeat=2), key=lambda shift: sum(map(abs, shift)))


@dataclass(frozen=True, slots=True)
class Found:
    """Where a text stands, one piece for each page, and how much of it."""

    slices: tuple[Slice, ...]
    texts: tuple[str, ...]
    is_identical: bool
    similarity: float


def found(anchor: Anchor, words: Words, *, is_near: bool) -> Found | None:
    """The text, whole or changed; None where neither is. `is_near`: the words are of the pages around its own."""
    sieved = words.sieved(anchor.sieve)
    evidence = _EVIDENCE_NEAR if is_near else _EVIDENCE_FAR
    for low, high in _exact(anchor, words, sieved, evidence=evidence):
        if ends := _settled(anchor, words, *_ends(anchor, sieved, low, high)):
            return _found(words, *ends, is_identical=True, similarity=1.0)
    likeness = _LIKENESS_NEAR if is_near else _LIKENESS_FAR
    return _changed(anchor, words, sieved, likeness=likeness)


def _found(words: Words, first: int, end: int, *, is_identical: bool, similarity: float) -> Found:
    slices, texts = zip(*words.slices(first, end), strict=True)
    return Found(slices, texts, is_identical, similarity)


def _exact(
    anchor: Anchor, words: Words, sieved: Sieved, *, evidence: int
) -> Iterator[tuple[int, int]]:
    """Where the letters stand, those in the like context and nearest to the old place first."""
    size = len(anchor.letters)
    known = len(anchor.before) + size + len(anchor.after)
    ranked = []
    low = sieved.letters.find(anchor.letters)
    while low >= 0:
        shared = _shared(sieved.letters[:low][::-1], anchor.before[::-1])
        shared += _shared(sieved.letters[low + size :], anchor.after)
        if shared + size >= min(evidence, known):
            page, at = words.place_of(int(sieved.words[low]) - anchor.lead)
            ranked.append((-shared, abs(page - anchor.page), abs(at - anchor.at), low))
        low = sieved.letters.find(anchor.letters, low + 1)
    for *_, low in sorted(ranked):
        yield low, low + size


def _shared(letters: str, context: str) -> int:
    """How many letters of the context follow."""
    pairs = zip(letters, context, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(letters), len(context)))


def _ends(anchor: Anchor, sieved: Sieved, low: int, high: int) -> tuple[int, int]:
    """The words (first, end) of a text whose letters are low..high."""
    return int(sieved.words[low]) - anchor.lead, int(sieved.words[high - 1]) + anchor.trail + 1


def _settled(anchor: Anchor, words: Words, first: int, end: int) -> tuple[int, int] | None:
    """The ends near these between which the text is the one that was cited, to the word."""
    for earlier, later in _SHIFTS:
        low, high = first + earlier, end + later
        is_inside = 0 <= low < high <= len(words)
        if is_inside and words.checksum(low, high) == anchor.checksum:
            return low, high
    return None


def _changed(anchor: Anchor, words: Words, sieved: Sieved, *, likeness: float) -> Found | None:
    """The best approximate match of the letters with their context."""
    needle = anchor.before + anchor.letters + anchor.after
    # 0.5 ms for a report of 200,000 words; difflib has no search for a part of a text.
    match = fuzz.partial_ratio_alignment(needle, sieved.letters, score_cutoff=100 * likeness)
    if match is None:
        return None
    margin = len(needle) // 2  # the text may have grown
    low, high = max(0, match.dest_start - margin), match.dest_end + margin
    inside = _mapped(anchor, sieved.letters[low:high])
    if inside is None:
        return None
    first_letter, end_letter, agreeing = inside
    first, end = _ends(anchor, sieved, low + first_letter, low + end_letter)
    if ends := _settled(anchor, words, first, end):
        return _found(words, *ends, is_identical=True, similarity=1.0)
    similarity = 2 * agreeing / (len(anchor.letters) + end_letter - first_letter)
    if similarity < likeness or agreeing < _LEAST_AGREEING:
        return None
    first, end = max(0, first), min(len(words), end)
    return _found(words, first, end, is_identical=False, similarity=similarity)


def _mapped(anchor: Anchor, window: str) -> tuple[int, int, int] | None:
    """The letters (first, end) of the window that stand for those of the text, and how many agree.

    By the longest runs in common, the way a reader compares: most letters in common, as rapidfuzz counts,
    would also pair letters that are far apart by chance.
    """
    needle = anchor.before + anchor.letters + anchor.after
    text_first, text_end = len(anchor.before), len(anchor.before) + len(anchor.letters)
    first, end, agreeing = None, 0, 0
    floor, ceiling = 0, len(window)  # where the context ends before and begins behind
    matcher = SequenceMatcher(None, needle, window, autojunk=False)
    for block in matcher.get_matching_blocks():
        low, high = max(block.a, text_first), min(block.a + block.size, text_end)
        if block.a < text_first:
            floor = block.b + min(block.size, text_first - block.a)
        if block.size and block.a + block.size > text_end:
            ceiling = min(ceiling, block.b + max(0, text_end - block.a))
        if low < high:
            at = block.b + low - block.a
            first = max(floor, at - (low - text_first)) if first is None else first
            end = at + (text_end - low)
            agreeing += high - low
    end = min(end, ceiling)
    return None if first is None or end <= first else (first, end, agreeing)
