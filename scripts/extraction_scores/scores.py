"""How near a reader's text comes to the truth, and what can be said of it without one."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extraction_scores.truth import Truth, words_of
from rdsearch.chunk import passages_of
from rdsearch.config import ChunkConfig
from rdsearch.types import Block, Page, PageProblem, Role

LEAST_REPEATS = 3
EDGE, SIDE = 0.12, 0.25  # of a page: where running heads and margin blocks stand
PASSAGES = ChunkConfig()


def lcs(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence, bit-parallel (Hyyrö 2004)."""
    masks: dict[str, int] = {}
    for i, word in enumerate(a):
        masks[word] = masks.get(word, 0) | 1 << i
    full = (1 << len(a)) - 1
    state = full
    for word in b:
        match = state & masks.get(word, 0)
        state = (state + match | state - match) & full
    return len(a) - state.bit_count()


def fidelity(truth: dict[int, Truth], texts: dict[int, str]) -> tuple[float, float]:
    """(word accuracy, order) over all pages."""
    wrong = true_words = total = 0
    order = 0.0
    for number, page in truth.items():
        read = words_of(texts.get(number, ""))
        true, got = Counter(page.words), Counter(read)
        surplus = got - true - Counter(page.optional)
        size = max(len(page.words), len(read), 1)
        wrong += (true - got).total() + surplus.total()
        true_words += len(page.words)
        total += size
        both = len(page.words) + len(read)
        order += size * (2 * lcs(page.words, read) / both if both else 1.0)
    return max(0.0, 1 - wrong / max(true_words, 1)), order / max(total, 1)


def heading_f1(truth: dict[int, Truth], pages: Sequence[Page]) -> float:
    hit = read = true = 0
    for page in pages:
        got = Counter(
            word
            for block in page.blocks
            if block.role in (Role.TITLE, Role.HEADING)
            for word in words_of(page.text[block.start : block.end])
        )
        want = Counter(truth[page.number].heading_words) if page.number in truth else Counter()
        hit += (got & want).total()
        read += got.total()
        true += want.total()
    return 2 * hit / (read + true) if read + true else 1.0


def role_f1(truth: dict[int, Truth], pages: Sequence[Page]) -> float:
    told_apart = {role for page in truth.values() for role, _ in page.roles}
    hit = read = true = 0
    for page in pages:
        if page.number not in truth:
            continue
        want = truth[page.number]
        got: Counter[tuple[str, str]] = Counter()
        for block in page.blocks:
            role = "heading" if block.role is Role.TITLE else block.role.value
            role = role if role in told_apart else "body"
            got.update((role, word) for word in words_of(page.text[block.start : block.end]))
        right = got & want.roles
        rest = Counter(word for _, word in (got - right).elements())
        hit += right.total()
        read += right.total() + (rest - want.free - Counter(want.optional)).total()
        true += want.roles.total()
    return 2 * hit / (read + true) if read + true else 1.0


def printed_share(truth: dict[int, Truth], pages: Sequence[Page]) -> float:
    right = sum(
        list(page.labels) == truth[page.number].printed for page in pages if page.number in truth
    )
    return right / len(truth)


def seen_share(pages: Sequence[Page], texts: dict[int, str]) -> float | None:
    """The share of PDFium's words that extraction kept, on pages that have a text layer to read."""
    missing = total = 0
    for page in pages:
        if is_scan(page):
            continue
        theirs = re.sub("[\x02\ufffe](\r?\n)?", "", texts.get(page.number, ""))
        ours = Counter(words_of(" ".join([page.text, *page.furniture])))
        want = Counter(word for word in words_of(theirs) if any(c.isalnum() for c in word))
        missing += (want - ours).total()
        total += want.total()
    return 1 - missing / total if total else None


def is_scan(page: Page) -> bool:
    """Was the page read by OCR, or would it have been?"""
    unread = page.problem in (PageProblem.NO_TEXT, PageProblem.UNREADABLE)
    return page.ocr_confidence is not None or unread


def hyphens_left(pages: Sequence[Page]) -> int:
    """Hyphens at line ends, with a space behind them or without, in words that are whole elsewhere."""
    whole: set[str] = set()
    broken: list[str] = []
    for page in pages:
        for left, right in pairwise(page.words):
            is_hyphen = page.text[left.end - 1] == "-" and left.end - left.start > 1
            if is_hyphen and right.start - left.end <= 1 and right.y0 > left.y0 + 1:
                head = re.split(r"\s", page.text[: left.end - 1])[-1]
                tail = re.split(r"\s", page.text[right.start : right.end])[0]
                broken.append((head + tail).strip(".,;:()").lower())
        whole.update(word.strip(".,;:()").lower() for word in words_of(page.text))
    return sum(word in whole for word in broken)


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.casefold().split()))


def heads_in_passages(pages: Sequence[Page], truth: dict[int, Truth] | None) -> int:
    """Words in passages of heads of the truth, and of blocks that have the same words at the same height
    of a margin on three pages or more; tables, letters and numbers repeat for other reasons."""
    places: dict[tuple[str, int], list[tuple[Page, Block]]] = {}
    for page in pages:
        for block in page.blocks:
            key = _key(page.text[block.start : block.end])
            if _at_edge(block, page) and any(c.isalpha() for c in key):
                places.setdefault((key, round(block.y0 / 3)), []).append((page, block))
    suspects = [
        found for group in places.values() if _pages(group) >= LEAST_REPEATS for found in group
    ]
    cited = _cited(pages)
    found = {(page.number, block.start, block.end) for page, block in suspects}
    repeated = sum(
        len(pages[number - 1].text[start:end].split())
        for number, start, end in found
        if any(first < end and start < last for first, last in cited.get(number, ()))
    )
    return max(repeated, _true_heads_in(cited, pages, truth or {}))


def _true_heads_in(
    cited: dict[int, list[tuple[int, int]]], pages: Sequence[Page], truth: dict[int, Truth]
) -> int:
    """Words of the truth's heads that passages hold more often than its text does, in blocks of their
    own or run into others."""
    count = 0
    for page in pages:
        if page.number not in truth:
            continue
        spans = cited.get(page.number, ())
        held = f" {' '.join(' '.join(words_of(page.text[a:b])) for a, b in spans)} "
        true = f" {' '.join(truth[page.number].words)} "
        for head in set(truth[page.number].heads):
            if any(c.isalpha() for c in head):
                surplus = held.count(f" {head} ") - true.count(f" {head} ")
                count += max(surplus, 0) * len(head.split())
    return count


def _at_edge(block: Block, page: Page) -> bool:
    return block.role is not Role.TABLE and (
        block.y1 <= EDGE * page.height_pt
        or block.y0 >= (1 - EDGE) * page.height_pt
        or block.x1 <= SIDE * page.width_pt
        or block.x0 >= (1 - SIDE) * page.width_pt
    )


def _pages(group: Sequence[tuple[Page, Block]]) -> int:
    return len({page.number for page, _ in group})


def _cited(pages: Sequence[Page]) -> dict[int, list[tuple[int, int]]]:
    """By page, what the passages of the report hold."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for passage in passages_of(
        pages,
        report_id="measured",
        sha256="",
        count_tokens=lambda texts: [len(text.split()) for text in texts],
        config=PASSAGES,
    ):
        for span in passage.spans:
            spans.setdefault(span.page, []).append((span.start, span.end))
    return spans


def plain_hyphens(texts: dict[int, str]) -> int:
    whole = {w.strip(".,;:()").lower() for text in texts.values() for w in words_of(text)}
    pieces = [m for t in texts.values() for m in re.findall(r"(\w+)[-\x02\ufffe]\r?\n(\w+)", t)]
    return sum((left + right).lower() in whole for left, right in pieces)


def plain_heads(texts: dict[int, str]) -> int:
    edges: dict[str, list[int]] = {}
    for text in texts.values():
        lines = [line for line in text.splitlines() if line.strip()]
        for line in {*lines[:3], *lines[-3:]}:
            edges.setdefault(_key(line), []).append(len(line.split()))
    return sum(sum(sizes) for sizes in edges.values() if len(sizes) >= LEAST_REPEATS)
