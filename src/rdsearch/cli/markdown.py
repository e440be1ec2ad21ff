"""A page as Markdown: what extraction sees, to read beside the picture of the page."""

from collections.abc import Iterator, Sequence

from rdsearch.types import Block, Page, Role, Table

_EDGE_PT = 1.0  # boxes of tables and of their rows are rounded apart


def markdown_of(page: Page) -> Iterator[str]:
    """The blocks in reading order; the rows of a table come as one table, at the first of them."""
    printed: set[int] = set()
    for block in page.blocks:
        number = _table_around(block, page.tables)
        if number is None:
            yield _block(page.text[block.start : block.end], block)
        elif number not in printed:
            printed.add(number)
            yield _table(page.tables[number])


def _table_around(block: Block, tables: Sequence[Table]) -> int | None:
    if block.role is not Role.TABLE:
        return None
    for number, table in enumerate(tables):
        if (
            table.x0 - _EDGE_PT <= (block.x0 + block.x1) / 2 <= table.x1 + _EDGE_PT
            and table.y0 - _EDGE_PT <= (block.y0 + block.y1) / 2 <= table.y1 + _EDGE_PT
        ):
            return number
    return None


def _table(table: Table) -> str:
    """Markdown has one row of heads, and always: several are joined, none is an empty one."""
    columns = max(map(len, table.rows))
    rows = [[*row, *[""] * (columns - len(row))] for row in table.rows]
    above = rows[: table.header_rows]
    heads = [" ".join(filter(None, column)) for column in zip(*above, strict=True)] or [
        ""
    ] * columns
    return "\n".join(map(_row, [heads, ["---"] * columns, *rows[table.header_rows :]]))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _block(text: str, block: Block) -> str:
    match block.role:
        case Role.TITLE:
            return f"# {text}"
        case Role.HEADING:
            return f"{'#' * min(6, (block.level or 1) + 1)} {text}"
        case Role.QUOTE:
            return f"> {text}"
        case Role.LIST_ITEM:
            return _item(text)
        case Role.TOC:
            return f"- {text}"
        case Role.CAPTION:
            return f"*{text}*"
        case Role.BODY | Role.TABLE | Role.FOOTNOTE:  # a note keeps its raised mark
            return text


def _item(text: str) -> str:
    """A bullet as Markdown has it; a number or a letter stays what it is."""
    mark, _, rest = text.partition(" ")
    if any(map(str.isalnum, mark)) and mark != "o":
        return text if mark.endswith(".") else f"- {text}"
    return f"- {rest or text}"
