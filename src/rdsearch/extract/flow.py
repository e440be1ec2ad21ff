"""Paragraphs that a column or page half broke → one block again, so that sentences stay whole."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rdsearch.extract.blocks import Judged, block_of
from rdsearch.extract.headings import TypeScale
from rdsearch.extract.order import SPREAD_RATIO
from rdsearch.extract.roles import is_quote
from rdsearch.types import Role

_ENDS = re.compile(r"[.!?:;…]['\"’”»)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_FLOWING = (Role.BODY, Role.LIST_ITEM, Role.QUOTE)
_INSERTED = (Role.QUOTE, Role.CAPTION, Role.FOOTNOTE)  # what may stand at a column's end or top
_MOST_INSERTED = 6
_FULL = 0.85  # of the width: a lone line as long as this is the start of a paragraph, no label


def rejoined(judged: Sequence[Judged], scale: TypeScale) -> list[Judged]:
    """Joins a block to the one that it was broken off from: same type, mid-sentence, and further
    up or beside, which a new paragraph below it would not be. Captions, pull quotes and footnotes
    between the two come after them."""
    joined: list[Judged] = []
    for one in judged:
        place = _broken_off(joined, one)
        if place is None:
            joined.append(one)
        else:
            whole = block_of([*joined[place].block.lines, *one.block.lines])
            role = Role.QUOTE if is_quote(whole, scale) else joined[place].role
            joined[place] = replace(joined[place], block=whole, role=role)
    return joined


def _broken_off(joined: Sequence[Judged], one: Judged) -> int | None:
    """The place of the block that `one` continues."""
    for back, last in enumerate(reversed(joined[-_MOST_INSERTED - 1 :]), 1):
        if _continues(last, one):
            return len(joined) - back
        if last.role not in _INSERTED:
            return None
    return None


def _continues(last: Judged, one: Judged) -> bool:
    if last.role not in _FLOWING or one.role not in (Role.BODY, Role.QUOTE):
        return False
    end, start = last.block.last, one.block.first
    elsewhere = start.baseline <= end.baseline or start.x0 > last.block.x1
    same_type = end.style.size == start.style.size and end.style.italic == start.style.italic
    text = start.text
    is_full = len(last.block.lines) > 1 or end.x1 - end.x0 > _FULL * (one.block.x1 - one.block.x0)
    unfinished = is_full and not _ENDS.search(end.text)
    return elsewhere and same_type and unfinished and (text[0].islower() or end.text.endswith("-"))


def with_notes_last(
    judged: Sequence[Judged], *, page_width: float, page_height: float
) -> list[Judged]:
    """Footnotes after the other columns of their page, or of their half of a spread."""
    is_spread = page_width > SPREAD_RATIO * page_height
    ordered: list[Judged] = []
    notes: list[Judged] = []
    for number, one in enumerate(judged):
        if (
            is_spread
            and number
            and _on_right(one, page_width) != _on_right(judged[number - 1], page_width)
        ):
            ordered += notes
            notes = []
        is_note = one.role is Role.FOOTNOTE
        if is_note and not any(_is_under(later, one) for later in judged[number + 1 :]):
            notes.append(one)
        else:
            ordered.append(one)
    return ordered + notes


def _is_under(later: Judged, note: Judged) -> bool:
    """Is there text below a note? Then it does not stand at the foot of its column."""
    a, b = note.block, later.block
    return later.role is not Role.FOOTNOTE and b.y0 > a.y0 and min(a.x1, b.x1) > max(a.x0, b.x0)


def _on_right(one: Judged, page_width: float) -> bool:
    return one.block.x0 + one.block.x1 > page_width
