"""Margin notes: small type in a narrow column beside the text, read where it stands."""

from collections import Counter
from collections.abc import Sequence

from rdsearch.extract.blocks import LineBlock

_SMALL = 0.88  # of the size of the text
_NARROW = 0.4  # of the width of the text
_LEVEL_EM = 2.2  # so near to its top, a note goes before a paragraph, else after it
_MOST_LETTERS = 0.15  # of the text: more is a column of its own

Blocks = list[LineBlock]


def parted_from_notes(blocks: Sequence[LineBlock]) -> tuple[Blocks, Blocks]:
    """The text and the notes in its margins."""
    letters: Counter[float] = Counter()
    for block in blocks:
        letters[block.size] += len(block.text)
    if not letters:
        return list(blocks), []
    usual = max(letters, key=lambda size: (letters[size], size))
    text = [b for b in blocks if b.size > _SMALL * usual]
    running = [b for b in text if len(b.lines) > 1]
    if not running:
        return list(blocks), []
    left, right = min(b.x0 for b in running), max(b.x1 for b in running)
    top, bottom = min(b.y0 for b in running), max(b.y1 for b in running)
    notes = [
        b
        for b in blocks
        if b.size <= _SMALL * usual
        and b.x1 - b.x0 < _NARROW * (right - left)
        and (b.x0 >= right or b.x1 <= left)
        and top - usual <= (b.y0 + b.y1) / 2 <= bottom + usual
    ]
    if sum(len(b.text) for b in notes) > _MOST_LETTERS * sum(len(b.text) for b in running):
        return list(blocks), []
    chosen = {id(b) for b in notes}
    return [b for b in blocks if id(b) not in chosen], notes


def with_notes(ordered: Sequence[LineBlock], notes: Sequence[LineBlock]) -> Blocks:
    """The text in its order with each note at the paragraph that it stands beside."""
    result = list(ordered)
    for note in sorted(notes, key=lambda b: b.y0, reverse=True):
        beside = min((b for b in ordered if len(b.lines) > 1), key=lambda b: _gap(b, note))
        place = 0
        for i, block in enumerate(ordered):
            in_column = min(block.x1, beside.x1) > max(block.x0, beside.x0)
            if not in_column or block.y0 > note.y0 + block.size:
                continue
            is_level = len(block.lines) > 1 and note.y0 - block.y0 < _LEVEL_EM * block.size
            place = i if is_level else i + 1
        result.insert(place, note)
    return result


def _gap(block: LineBlock, note: LineBlock) -> float:
    """How far apart they are, in points: sideways first, then in height."""
    sideways = max(note.x0 - block.x1, block.x0 - note.x1, 0.0)
    return sideways + 0.01 * abs(block.y0 - note.y0)
