"""Paragraphs that a column or page half broke → one block again, so that sentences stay whole."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rdsearch.extract.blocks import LineBlock, block_of
from rdsearch.extract.roles import Judged
from rdsearch.types import Role

_ENDS = re.compile(r"[.!?:;…]['\"’”»)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_FLOWING = (Role.BODY, Role.LIST_ITEM, Role.QUOTE)


def rejoined(judged: Sequence[Judged]) -> list[Judged]:
    """Joins a block to the one that it was broken off from: same type, mid-sentence, and further
    up or beside, which a new paragraph below it would not be."""
    joined: list[Judged] = []
    for one in judged:
        last = joined[-1] if joined else None
        if last is not None and _continues(last, one):
            joined[-1] = replace(last, block=_both(last.block, one.block))
        else:
            joined.append(one)
    return joined


def _continues(last: Judged, one: Judged) -> bool:
    if last.role not in _FLOWING or one.role not in (Role.BODY, Role.QUOTE):
        return False
    end, start = last.block.last, one.block.first
    elsewhere = start.baseline <= end.baseline or start.x0 > last.block.x1
    same_type = end.style.size == start.style.size and end.style.italic == start.style.italic
    text = start.text
    unfinished = not _ENDS.search(end.text) and len(last.block.lines) > 1
    return elsewhere and same_type and unfinished and (text[0].islower() or end.text.endswith("-"))


def _both(first: LineBlock, second: LineBlock) -> LineBlock:
    return block_of([*first.lines, *second.lines])
