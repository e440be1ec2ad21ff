"""Lines of one reading frame → blocks in reading order: tables, framed boxes and running text."""

from collections.abc import Sequence
from dataclasses import dataclass

from rdsearch.extract.blocks import LineBlock, block_of, blocks_of
from rdsearch.extract.charts import ChartInk, charts_of
from rdsearch.extract.ink import Line, QuadFloat
from rdsearch.extract.order import reading_order
from rdsearch.extract.tables import TableInk, tables_of

_LARGEST_FRAME = 0.6  # of the page: a larger box is a background
_FRAME_LINES = 2
_LEAST_PICTURE_PT = 50.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a frame in reading order; each row of a table is a block of its own."""

    blocks: tuple[LineBlock, ...]
    table_rows: frozenset[int]  # indexes of blocks
    framed: frozenset[int]  # indexes of blocks that stand in a box
    charts: frozenset[int]  # indexes of blocks that are the labels of a chart
    tables: tuple[TableInk, ...]
    pictures: tuple[QuadFloat, ...]  # what a caption may stand under


def layout_of(
    lines: Sequence[Line],
    *,
    rules: Sequence[QuadFloat],
    boxes: Sequence[QuadFloat],
    images: Sequence[QuadFloat],
    width: float,
    height: float,
) -> Layout:
    """Finds tables first, then frames, and orders them with the text around."""
    charts = charts_of(lines, boxes=boxes, rules=rules)
    taken = {i for chart in charts for i in chart.used}
    tables = tables_of(lines, rules, boxes, taken=taken)
    taken |= {i for table in tables for i in table.used}
    units = [_whole(table) for table in tables]
    drawn = [_spanning(chart) for chart in charts]
    rows = {id(unit): table for unit, table in zip(units, tables, strict=True)}
    free = [line for i, line in enumerate(lines) if i not in taken]
    frames = [b for b in boxes if (b[2] - b[0]) * (b[3] - b[1]) < _LARGEST_FRAME * width * height]
    framed: set[int] = set()
    ordered = _arranged(free, units + drawn, frames, width, height, framed)
    blocks: list[LineBlock] = []
    table_rows: set[int] = set()
    for block in ordered:
        table = rows.get(id(block))
        if table is None:
            blocks.append(block)
            continue
        for row in table.rows:
            cells = [line for cell in row for line in cell]
            if cells:
                table_rows.add(len(blocks))
                blocks.append(block_of(cells))
    boxed = frozenset(i for i, block in enumerate(blocks) if id(block) in framed)
    labels = {id(unit) for unit in drawn}
    charted = frozenset(i for i, block in enumerate(blocks) if id(block) in labels)
    empty = [b for b in boxes if not any(_holds(b, line) for line in lines)]
    drawings = [b for b in [*images, *empty] if min(b[2] - b[0], b[3] - b[1]) > _LEAST_PICTURE_PT]
    pictures = (*drawings, *((unit.x0, unit.y0, unit.x1, unit.y1) for unit in drawn))
    return Layout(tuple(blocks), frozenset(table_rows), boxed, charted, tuple(tables), pictures)


def _whole(table: TableInk) -> LineBlock:
    return block_of([line for row in table.rows for cell in row for line in cell])


def _spanning(chart: ChartInk) -> LineBlock:
    """The labels as one block, as large as the chart with its labels."""
    block = block_of(chart.labels)
    box = chart.box
    return LineBlock(
        block.lines,
        min(block.x0, box[0]),
        min(block.y0, box[1]),
        max(block.x1, box[2]),
        max(block.y1, box[3]),
    )


def _arranged(
    lines: Sequence[Line],
    units: Sequence[LineBlock],
    frames: Sequence[QuadFloat],
    width: float,
    height: float,
    framed: set[int],
) -> list[LineBlock]:
    """A frame with text in it is read as one, at its place; notes the ids of its blocks."""
    rest, free = list(units), list(lines)
    stands_for: dict[int, list[LineBlock]] = {}
    outer: list[LineBlock] = []
    for frame in sorted(set(frames), key=lambda f: -(f[2] - f[0]) * (f[3] - f[1])):
        inside = [line for line in free if _holds(frame, line)]
        held = [unit for unit in rest if _holds(frame, unit)]
        if len(inside) + len(held) < _FRAME_LINES or len(inside) == len(lines):
            continue
        free = [line for line in free if not _holds(frame, line)]
        rest = [unit for unit in rest if not _holds(frame, unit)]
        smaller = [f for f in frames if f != frame and _within(f, frame)]
        ordered = _arranged(inside, held, smaller, width, height, framed)
        framed.update(id(block) for block in ordered)
        proxy = block_of([line for block in ordered for line in block.lines])
        stands_for[id(proxy)] = ordered
        outer.append(proxy)
    blocks = blocks_of(free) + rest + outer
    return [
        one
        for block in reading_order(blocks, width=width, height=height)
        for one in stands_for.get(id(block), [block])
    ]


def _holds(frame: QuadFloat, part: Line | LineBlock) -> bool:
    return (
        frame[0] - 1 <= part.x0
        and part.x1 <= frame[2] + 1
        and frame[1] - 1 <= (part.y0 + part.y1) / 2 <= frame[3] + 1
    )


def _within(inner: QuadFloat, outer: QuadFloat) -> bool:
    return (
        outer[0] - 1 <= inner[0]
        and outer[1] - 1 <= inner[1]
        and inner[2] <= outer[2] + 1
        and inner[3] <= outer[3] + 1
        and (inner[2] - inner[0]) * (inner[3] - inner[1])
        < 0.98 * (outer[2] - outer[0]) * (outer[3] - outer[1])
    )
