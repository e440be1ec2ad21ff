"""The reading order of blocks: recursive cuts in the manner of XY-cut (Nagy and Seth 1984).

Plain XY-cut fails where a heading or a quote crosses the gutter of the columns below it. Here a
region is first cut into bands by its horizontal gaps, and neighbouring bands are joined again as
long as a common gutter runs through them (cf. XY-Cut++, Liu et al. 2025, that masks such blocks).
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from rdsearch.extract.blocks import LineBlock
from rdsearch.extract.margins import parted_from_notes, with_notes

_GUTTER_EM = 0.6
_SECTION_EM = 1.3
_TAG_CHARS = 40
_GRID_COLUMNS = 3
_VALUE_BANDS = 2
SPREAD_RATIO = 1.25  # wider than this: perhaps two pages side by side

Blocks = list[LineBlock]


def reading_order(blocks: Sequence[LineBlock], *, width: float, height: float) -> Blocks:
    """The blocks of a page as a person reads them."""
    ordered = list(blocks)
    if width > SPREAD_RATIO * height:
        halves = _halves(ordered, width)
        if halves is not None:
            return [block for part in halves for block in _read(part)]
    return _read(ordered)


def _read(blocks: Blocks) -> Blocks:
    text, notes = parted_from_notes(blocks)
    return with_notes(_cut(text), notes)


def _halves(blocks: Blocks, width: float) -> tuple[Blocks, Blocks, Blocks] | None:
    """What runs over both pages of a spread, the left one and the right one."""
    middle = width / 2
    across = [b for b in blocks if b.x0 < middle - b.size and b.x1 > middle + b.size]
    top = min((b.y0 for b in blocks if b not in across), default=0.0)
    if any(b.y0 > top + b.size for b in across):
        return None
    left = [b for b in blocks if b not in across and (b.x0 + b.x1) / 2 < middle]
    right = [b for b in blocks if b not in across and (b.x0 + b.x1) / 2 >= middle]
    return (across, left, right) if left and right else None


def _cut(blocks: Blocks) -> Blocks:
    if len(blocks) < 2:
        return blocks
    columns = _columns(blocks)
    if columns is not None:
        parts = _around_grid(_bands(blocks))
        if parts is not None:
            return [block for part in parts for block in _cut(part)]
        crown = _centred_head(blocks, columns)
        if crown is not None:
            return [crown, *_cut([block for block in blocks if block is not crown])]
        rows = None if _headed(columns) else _paired_rows(columns)
        if rows is not None:
            return [block for row in rows for block in _row(row)]
        bands = _headed_bands(blocks, columns)
        if bands is not None:
            return [block for band in bands for block in _cut(band)]
        tagged = _tagged_head(columns)
        if tagged:
            columns = [[b for b in column if not any(b is t for t in tagged)] for column in columns]
        return tagged + [block for column in columns for block in _cut(column)]
    bands = _joined(_bands(blocks))
    if len(bands) > 1:
        return [block for band in bands for block in _cut(band)]
    return _tangled(blocks)


def _parts(
    blocks: Blocks,
    low: Callable[[LineBlock], float],
    high: Callable[[LineBlock], float],
    gap: float,
) -> list[Blocks]:
    """Groups of blocks with empty space of more than `gap` between them, along one axis."""
    parts: list[Blocks] = []
    reach = 0.0
    for block in sorted(blocks, key=low):
        if parts and low(block) < reach + gap:
            parts[-1].append(block)
            reach = max(reach, high(block))
        else:
            parts.append([block])
            reach = high(block)
    return parts


def _columns(blocks: Blocks) -> list[Blocks] | None:
    size = min(block.size for block in blocks)
    parts = _parts(blocks, lambda b: b.x0, lambda b: b.x1, _GUTTER_EM * size)
    return parts if len(parts) > 1 else None


def _bands(blocks: Blocks) -> list[Blocks]:
    return _parts(
        blocks,
        lambda b: b.y0 + 0.1 * b.first.style.size,
        lambda b: b.y1 - 0.1 * b.last.style.size,
        0.0,
    )


def _around_grid(bands: list[Blocks]) -> list[Blocks] | None:
    """What stands above and below a row of labels with their values, as in the head of a letter."""
    for first, row in enumerate(bands):
        top = min(block.first.baseline for block in row)
        labels = [b for b in row if b.first.baseline - top < 0.3 * b.size]
        if len(labels) < _GRID_COLUMNS or not all(map(_is_brief, row)):
            continue
        end, last = first + 1, min(first + 1 + _VALUE_BANDS, len(bands))
        while end < last and len(bands[end]) > 1 and all(map(_is_brief, bands[end])):
            end += 1
        has_values = end > first + 1 or any(b.first.baseline - top > 0.8 * b.size for b in row)
        if has_values and (first > 0 or end < len(bands)):
            parts = bands[:first], bands[first:end], bands[end:]
            return [[block for band in part for block in band] for part in parts if part]
    return None


def _is_brief(block: LineBlock) -> bool:
    return len(block.lines) <= 2 and len(block.text) <= _TAG_CHARS


def _centred_head(blocks: Blocks, columns: list[Blocks]) -> LineBlock | None:
    """A head above everything and centred over it, though it stands on one or two columns only."""
    top = min(blocks, key=lambda b: b.y0)
    middle = min(b.x0 for b in blocks) + max(b.x1 for b in blocks)
    is_above = all(b.y0 > top.last.baseline - 0.1 * top.size for b in blocks if b is not top)
    is_centred = abs(top.x0 + top.x1 - middle) < 2 * top.size
    return top if len(columns) > 2 and is_above and is_centred else None


def _tagged_head(columns: list[Blocks]) -> Blocks:
    """A head with its tags: short lines on its baseline over the text of the other columns
    ("Status: groen")."""
    if any(len(column) < 2 for column in columns):
        return []
    head, below = sorted(columns[0], key=lambda b: b.y0)[:2]
    tags = [min(column, key=lambda b: b.y0) for column in columns[1:]]
    if not _is_head(head, below) or any(
        len(tag.lines) > 1
        or len(tag.text) > _TAG_CHARS
        or tag.first.style.bold
        or tag.first.style == head.first.style
        or tag.size > head.size
        or abs(tag.first.baseline - head.first.baseline) > 0.5 * head.size
        for tag in tags
    ):
        return []
    return [head, *tags]


def _headed(columns: list[Blocks]) -> bool:
    """Does each column start with a head of its own, and hold no other in that type?"""
    for column in columns:
        head, *below = sorted(column, key=lambda b: b.y0)
        if not below or not _is_head(head, below[0]) or head.text[0].isdigit():
            return False
        if any(block.first.style == head.first.style for block in below):
            return False
    return True


def _headed_bands(blocks: Blocks, columns: list[Blocks]) -> list[Blocks] | None:
    """Sections below each other that each run over all columns: they start with a head in the first
    column, level with the first block of another, and nothing crosses from one to the next."""
    first, others = columns[0], [block for column in columns[1:] for block in column]
    tops = []
    for head, below in pairwise(sorted(first, key=lambda b: b.y0)):
        level = any(abs(other.y0 - head.y0) < head.size for other in others)
        if level and _is_head(head, below) and _is_clear_above(head, blocks):
            tops.append(head.y0 - head.size)
    if len(tops) < 2:
        return None
    bands: list[Blocks] = [[] for _ in range(len(tops) + 1)]
    for block in blocks:
        bands[sum(top <= block.y0 for top in tops)].append(block)
    return [band for band in bands if band]


def _is_head(block: LineBlock, below: LineBlock) -> bool:
    bold, body_bold = block.first.style.bold, below.last.style.bold
    return len(block.lines) <= 3 and (block.size > 1.1 * below.size or (bold and not body_bold))


def _is_clear_above(head: LineBlock, blocks: Blocks) -> bool:
    """More room above than between paragraphs, in every column; or nothing at all above."""
    usual = sorted(block.size for block in blocks)[len(blocks) // 2]
    above = [block.y1 for block in blocks if block.y0 < head.y0 - head.size]
    return not above or max(above) < head.y0 - _SECTION_EM * usual


def _joined(bands: list[Blocks]) -> list[Blocks]:
    """Joins neighbouring bands that share a gutter; a band on one side of it belongs too."""
    joined: list[Blocks] = []
    for band, following in zip(bands, [*bands[1:], []], strict=True):
        if joined and not _heads_next(band, joined[-1], following):
            both = joined[-1] + band
            if _columns(both) is not None and (
                _columns(joined[-1]) is not None or _columns(band) is not None
            ):
                joined[-1] = both
                continue
        joined.append(list(band))
    return joined


def _heads_next(band: Blocks, above: Blocks, below: Blocks) -> bool:
    """Does a band head the next one: a head over what crosses the gutters of the columns above, or
    a row of heads that stand nearer to what follows than to what comes before?"""
    if not below or not all(_is_head(block, below[0]) for block in band):
        return False
    running = {other.first.style for other in above if len(other.lines) > 1}
    if any(block.first.style in running for block in band):
        return False  # the last line of a column, over smaller notes
    if len(band) > 1:
        before = min(b.y0 for b in band) - max(b.y1 for b in above)
        after = min(b.y0 for b in below) - max(b.y1 for b in band)
        return before > max(1.2 * after, _SECTION_EM * below[0].size)
    return (
        abs(band[0].x0 - min(block.x0 for block in below)) < 2 * band[0].size
        and _columns(above) is not None
        and _columns(above + below) is None
    )


def _paired_rows(columns: list[Blocks]) -> list[Blocks] | None:
    """Labels beside their texts (terms, years, form fields) and cards of key figures are read row by
    row: the units of every column start at the same heights."""
    units = [_units(column) for column in columns]
    fewest = min(units, key=len)
    if len(fewest) < 2 or any(_long(unit) for unit in fewest):
        return None
    if len(columns) > 2 and any(_long(unit) for column in units for unit in column):
        return None
    others = [
        block for column in units if column is not fewest for unit in column for block in unit
    ]
    starts = sorted(top for unit in fewest if (top := _row_top(unit[0], others)) is not None)
    if len(starts) < max(2, 0.7 * len(fewest)):
        return None
    rows: list[Blocks] = [[] for _ in range(len(starts) + 1)]
    for column in units:
        for unit in column:
            place = sum(start <= unit[0].first.baseline for start in starts)
            rows[place].extend(unit)
    return [row for row in rows if row]


def _units(column: Blocks) -> list[Blocks]:
    """A figure or head in larger type with the smaller text under it is one unit."""
    units: list[Blocks] = []
    for block in sorted(column, key=lambda b: b.y0):
        last = units[-1][-1] if units else None
        if (
            last is not None
            and last.size > 1.2 * block.size
            and block.y0 - last.y1 < 1.5 * block.size
        ):
            units[-1].append(block)
        else:
            units.append([block])
    return units


def _long(unit: Blocks) -> bool:
    return sum(len(b.lines) for b in unit) > 4 or sum(len(b.text) for b in unit) > 120


def _row_top(label: LineBlock, others: Blocks) -> float | None:
    """Where the row of a label starts: a text beside it is level with it, or centred on it."""
    for other in others:
        if any(
            abs(label.first.baseline - line.baseline) < 0.3 * label.size
            for line in (other.first, other.last)
        ):
            return label.first.baseline - 0.5 * label.size
    for other in others:
        if abs(label.y0 + label.y1 - other.y0 - other.y1) < 0.6 * label.size:
            return min(label.y0, other.y0)
    return None


def _row(blocks: Blocks) -> Blocks:
    columns = _columns(blocks)
    if columns is None:
        return sorted(blocks, key=lambda b: (b.y0, b.x0))
    return [block for column in columns for block in sorted(column, key=lambda b: b.y0)]


def _tangled(blocks: Blocks) -> Blocks:
    """Overlapping frames that no straight cut parts: Breuel's (2003) order of pairs, top first."""
    rest = sorted(blocks, key=lambda b: (b.y0, b.x0))
    ordered: Blocks = []
    while rest:
        chosen = next((b for b in rest if not _has_before(b, rest)), rest[0])
        ordered.append(chosen)
        rest.remove(chosen)
    return ordered


def _has_before(block: LineBlock, others: Blocks) -> bool:
    """Must another block be read first: one above it, or one wholly to its left?"""
    for other in others:
        if other is block:
            continue
        beside = other.x1 <= block.x0 + 0.5 * block.size
        overlaps_x = min(other.x1, block.x1) - max(other.x0, block.x0) > 0.5 * block.size
        if overlaps_x and other.y0 < block.y0 and other.y1 < block.y1:
            return True
        if beside and not any(_between(third, other, block) for third in others):
            return True
    return False


def _between(third: LineBlock, a: LineBlock, b: LineBlock) -> bool:
    low, high = min(a.y0, b.y0), max(a.y1, b.y1)
    return (
        third is not a
        and third is not b
        and low < (third.y0 + third.y1) / 2 < high
        and third.x0 < a.x1
        and third.x1 > b.x0
    )
