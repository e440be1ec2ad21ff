"""Rows as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\n")


class Dialect(StrEnum):
    """For whom a sheet is.

    Programs get commas, points in numbers, UTF-8, and lines that end as those of their other files do. Excel with Dutch settings opens a file by a double
    click only where semicolons part the columns and numbers have a comma (12.5 would become the twelfth of May),
    and takes it for UTF-8 only by a byte order mark.
    """

    PROGRAMS = "programs"
    EXCEL = "excel"


def sheet(columns: Sequence[str], rows: Iterable[Mapping[str, object]], *, dialect: Dialect) -> str:
    """A table with a row of names first; what a row does not have is left empty.

    Text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises: the words come
    from documents of others.
    """
    is_excel = dialect is Dialect.EXCEL
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=";" if is_excel else ",", lineterminator="\r\n" if is_excel else "\n"
    )
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name), is_excel=is_excel) for name in columns])
    return (_BYTE_ORDER_MARK if is_excel else "") + out.getvalue()


def _cell(value: object, *, is_excel: bool) -> str:
    match value:
        case None:
            return ""
        case float() | int():
            number = f"{value:.12g}" if abs(value) < 1e12 else f"{value:.0f}"
            return number.replace(".", ",") if is_excel else number
        case _:
            # A bare carriage return would end a row: Python 3.11 does not quote it.
            text = str(value).replace("\r", "\n")
            return f"'{text}" if text.startswith(_FORMULA) else text
