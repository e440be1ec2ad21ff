"""What is a heading by what stands around it, and what only looks like one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rdsearch.extract.blocks import Judged, LineBlock
from rdsearch.extract.headings import (
    MAX_LEVEL,
    NUMBERED,
    TypeScale,
    in_capitals,
    is_larger,
    rank_of,
)
from rdsearch.types import Role

PERSON = re.compile(  # a signature
    r"(?:[A-Z][\w’'-]+|[A-Z]\.)(?: (?:[A-Z][\w’'-]+|[A-Z]\.|van|de|der|den|ten|ter|te|’t|’s|in|el|ben|bin))* [A-Z][\w’'-]+"
)
_NEXT_HEAD_EM = 3.2
_LEAST_LETTERS = 300  # on a page that is more than a cover
_VALUE_CHARS = 60
_VALUE_WIDTH = 0.8  # of the widest column of its page
_BESIDE = (Role.CAPTION, Role.FOOTNOTE)
_HEADS = (Role.HEADING, Role.TITLE, Role.TOC)


def settled(judged: list[Judged], scale: TypeScale, framed: frozenset[int]) -> list[Judged]:
    """The blocks of a page with each heading looked at again among its neighbours."""
    parted = _without_asides(_with_kickers(judged, scale), scale, framed)
    return _without_questions(_without_labels(parted, scale), scale)


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
            and in_capitals(one.block.text)
            and 0.6 * scale.body.size <= one.block.size < head.block.size
            and 0 <= head.block.first.baseline - one.block.last.baseline < 2.2 * head.block.size
        ):
            judged[i] = replace(one, role=Role.HEADING, level=head.level)
            judged[i + 1] = replace(head, level=min(head.level + 1, MAX_LEVEL))
    return judged


def _without_asides(judged: list[Judged], scale: TypeScale, framed: frozenset[int]) -> list[Judged]:
    """The head of a box heads nothing but the box: it is no heading where other text goes on behind
    the box, and no higher than the heading that comes behind it."""
    for i, one in enumerate(judged):
        if one.role is not Role.HEADING or i not in framed or is_larger(one.block, scale):
            continue
        rest = (judged[j] for j in range(i + 1, len(judged)) if j not in framed)
        behind = next((other for other in rest if other.role not in _BESIDE), None)
        if behind is not None and behind.role not in _HEADS:
            judged[i] = replace(one, role=Role.BODY, level=None)
        elif behind is not None and behind.level is not None:
            judged[i] = replace(one, level=max(one.level or 1, behind.level))
    return judged


def _without_labels(judged: list[Judged], scale: TypeScale) -> list[Judged]:
    """Heads in the size of the text that head none of it: names under a letter, the labels and the
    answers of a form, addresses."""
    usual = max(scale.body.size, _usual_size(judged))  # a form in a bundle has a size of its own
    long = [one for one in judged if len(one.block.lines) > 2] or judged
    column = max((one.block.x1 - one.block.x0 for one in long), default=0.0)
    labels: set[int] = set()
    for i in reversed(range(len(judged))):
        one = judged[i]
        is_large = one.block.size > 1.05 * usual
        if one.role is not Role.HEADING or is_large or NUMBERED.match(one.block.text):
            continue
        end = i + 1
        while end < len(judged) and judged[end].role not in _HEADS and end not in labels:
            end += 1
        if not _heads_text(judged, i, end, scale=scale, column=column):
            judged[i] = replace(one, role=Role.BODY, level=None)
            if end > i + 1:
                labels.add(i)
    return judged


def _heads_text(
    judged: Sequence[Judged], i: int, end: int, *, scale: TypeScale, column: float
) -> bool:
    """Is what stands between heading `i` and `end`, the next one, more than a value?"""
    block, below, is_last = judged[i].block, judged[i + 1 : end], end == len(judged)
    is_person = PERSON.fullmatch(block.text) is not None
    if below:
        return (is_last and not is_person) or not _is_value(below, column)
    if is_last:  # the text may follow on the next page
        return not is_person and any(rank_of(block) == known.rank for known in scale.headings)
    return _stands_over(block, judged[end].block, judged[i - 1].block if i else None)


def _stands_over(head: LineBlock, lower: LineBlock, before: LineBlock | None) -> bool:
    """Is one head the head of another: more prominent, or near above it and no nearer to what is
    before?"""
    if rank_of(head) > rank_of(lower):
        return True
    below = lower.first.baseline - head.last.baseline
    above = head.first.baseline - before.last.baseline if before else below
    return 0 < below < _NEXT_HEAD_EM * head.size and not 0 < above < 0.8 * below


def _usual_size(judged: Sequence[Judged]) -> float:
    letters: Counter[float] = Counter()
    for one in judged:
        letters[one.block.size] += len(one.block.text)
    size, count = max(letters.items(), key=lambda item: item[1], default=(0.0, 0))
    return size if count >= _LEAST_LETTERS else 0.0


def _is_value(below: Sequence[Judged], column: float) -> bool:
    """No more than a few words, on lines that do not fill their column."""
    return sum(len(one.block.text) for one in below) <= _VALUE_CHARS and all(
        one.role is Role.BODY and one.block.x1 - one.block.x0 < _VALUE_WIDTH * column
        for one in below
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
        and not in_capitals(one.block.text)
    ]
    for i in asked if len(asked) > 1 else ():
        judged[i] = replace(judged[i], role=Role.BODY, level=None)
    return judged
