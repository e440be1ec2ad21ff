"""Names that a report lists: in its table of contents, and in tables with a column of projects."""

import re
from collections.abc import Iterator, Sequence

from rdsearch.dutch import name_key
from rdsearch.projects.names import name_in_heading
from rdsearch.types import Page, Role, Table

_COLUMN = re.compile(
    r"(?:(?:nr|nummer|#)\.?\s+)?(?:naam\s+(?:van\s+(?:het\s+)?)?)?"
    r"(?:(?:deel)?project(?:en|naam)?|initiatie(?:f|ven)|pilots?)",
    re.IGNORECASE,
)
_LEADERS = " .…·"  # what leads the eye from an entry of the contents to its page number
_MAX_PAGE_DIGITS = 3
_MIN_LISTED = 3
_MAX_NAME_CHARS = 60


def listed_names(page: Page) -> Iterator[str]:
    """The cells of every column of the page's tables that is headed as one of projects."""
    for table in page.tables:
        for column in _columns(table):
            cells = (row[column] for row in table.rows[table.header_rows :] if column < len(row))
            names = [name_in_heading(cell) for cell in cells]
            names = [n for n in names if n and len(n) <= _MAX_NAME_CHARS and not _is_total(n)]
            if len(names) >= _MIN_LISTED:
                yield from names


def _columns(table: Table) -> Iterator[int]:
    heads = table.rows[: table.header_rows]
    for column in range(len(heads[0]) if heads else 0):
        if any(
            _COLUMN.fullmatch(" ".join(row[column].split())) for row in heads if column < len(row)
        ):
            yield column


def _is_total(cell: str) -> bool:
    return name_key(cell).startswith("totaal") or name_key(cell).isdigit()


def contents_of(page: Page) -> Iterator[tuple[str, bool]]:
    """(entry, whether a page number follows it) of the table of contents on a page."""
    for block in page.blocks:
        if block.role is Role.TOC:
            text = " ".join(page.text[block.start : block.end].split())
            before, _, number = text.rpartition(" ")
            entry = before.rstrip(_LEADERS)
            is_number = number.isdecimal() and len(number) <= _MAX_PAGE_DIGITS
            is_numbered = is_number and any(map(str.isalpha, entry))
            yield (entry if is_numbered else text), is_numbered


def contents_groups(entries: Sequence[tuple[str, bool]]) -> dict[str, str]:
    """By the key of an entry: the line without a page number that it stands under, where entries are grouped so."""
    groups: dict[str, str] = {}
    group: str | None = None
    heads = [text for text, is_numbered in entries if not is_numbered]
    if not 2 <= len(heads) <= len(entries) / 3:
        return {}
    for text, is_numbered in entries:
        if not is_numbered:
            group = text
        elif group is not None:
            groups[name_key(name_in_heading(text))] = group
    return groups
