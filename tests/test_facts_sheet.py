import csv
import io

import pytest

from rdsearch.facts import Dialect, sheet

COLUMNS = ("waarde", "zin")


def rows_of(text, **how):
    return [*csv.reader(io.StringIO(text), **how)]


def test_programs_get_commas_and_points():
    text = sheet(COLUMNS, [{"waarde": 12.5, "zin": 'Zei "ja", en ging'}], dialect=Dialect.PROGRAMS)
    assert text.startswith("waarde,zin\n")
    assert rows_of(text)[1] == ["12.5", 'Zei "ja", en ging']


def test_dutch_excel_gets_semicolons_a_decimal_comma_and_a_byte_order_mark():
    text = sheet(COLUMNS, [{"waarde": 12.5, "zin": "één; twee\nen drie"}], dialect=Dialect.EXCEL)
    assert text[0] == "\ufeff"
    assert rows_of(text[1:], delimiter=";")[1] == ["12,5", "één; twee\nen drie"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
@pytest.mark.parametrize("dialect", Dialect)
def test_no_text_of_a_report_runs_as_a_formula(start, dialect):
    text = sheet(COLUMNS, [{"waarde": 1, "zin": f"{start}cmd|' /C calc'!A0"}], dialect=dialect)
    cell = rows_of(text, delimiter=";" if dialect is Dialect.EXCEL else ",")[1][1]
    assert cell.startswith("'")
    assert cell.endswith("!A0")


@pytest.mark.parametrize(
    ("value", "written"),
    [(-3, "-3"), (None, ""), (60_000_000.0, "60000000"), (33.3, "33.3"), (2.5e12, "2500000000000")],
)
def test_numbers_stay_numbers(value, written):
    text = sheet(COLUMNS, [{"waarde": value}], dialect=Dialect.PROGRAMS)
    assert rows_of(text)[1] == [written, ""]
