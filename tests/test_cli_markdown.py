"""`extract`: a page as Markdown, and what is said of it."""

import sys

import pytest
from tests.extract.lettering import SENTENCE, lettered

from rdsearch import cli
from rdsearch.cli.markdown import markdown_of
from rdsearch.types import Block, Page, Role, Table


def page_of(*parts, tables=()):
    """A page with a block of ten points high for each (role, text, level) of `parts`."""
    blocks, start = [], 0
    for number, (role, text, level) in enumerate(parts):
        y = 100 + 20 * number
        blocks.append(Block(role, start, start + len(text), 50, y, 500, y + 10, level=level))
        start += len(text) + 2
    text = "\n\n".join(part[1] for part in parts)
    return Page(1, 595, 842, text=text, blocks=tuple(blocks), tables=tuple(tables))


def test_each_role_is_said_the_way_of_markdown():
    page = page_of(
        (Role.TITLE, "Jaarverslag", None),
        (Role.HEADING, "Aanpak", 2),
        (Role.BODY, "Een zin.³", None),
        (Role.LIST_ITEM, "• een punt", None),
        (Role.LIST_ITEM, "2. nog een punt", None),
        (Role.LIST_ITEM, "a) derde punt", None),
        (Role.QUOTE, "Dat was goed", None),
        (Role.CAPTION, "Foto: archief", None),
        (Role.TOC, "Inleiding 7", None),
        (Role.FOOTNOTE, "³ Zie bijlage.", None),
    )
    assert list(markdown_of(page)) == [
        "# Jaarverslag", "### Aanpak", "Een zin.³", "- een punt", "2. nog een punt", "- a) derde punt",
        "> Dat was goed", "*Foto: archief*", "- Inleiding 7", "³ Zie bijlage.",
    ]  # fmt: skip


def test_the_rows_of_a_table_are_one_table_at_its_place():
    page = page_of(
        (Role.BODY, "Hiervoor.", None),
        (Role.TABLE, "Project Begroot", None),
        (Role.TABLE, "Fietspad a|b 1.200", None),
        (Role.BODY, "Hierna.", None),
        tables=[Table(50, 120, 500, 150, (("Project", "Begroot"), ("Fietspad a|b", "1.200")))],
    )
    table = "| Project | Begroot |\n| --- | --- |\n| Fietspad a\\|b | 1.200 |"
    assert list(markdown_of(page)) == ["Hiervoor.", table, "Hierna."]


def test_a_table_without_heads_has_an_empty_row_of_them_and_two_rows_of_heads_are_one():
    row = (Role.TABLE, "x", None)
    rows = (("Rijk", "2021"), ("", "EUR"), ("Twente", "1,2"))
    bare = page_of(row, tables=[Table(50, 100, 500, 110, rows[2:], header_rows=0)])
    assert list(markdown_of(bare)) == ["|  |  |\n| --- | --- |\n| Twente | 1,2 |"]
    double = page_of(row, tables=[Table(50, 100, 500, 110, rows, header_rows=2)])
    assert list(markdown_of(double)) == ["| Rijk | 2021 EUR |\n| --- | --- |\n| Twente | 1,2 |"]


def test_a_row_of_no_known_table_is_not_lost():
    assert list(markdown_of(page_of((Role.TABLE, "Fietspad 1.200", None)))) == ["Fietspad 1.200"]


def test_extract_says_how_many_letters_the_pdf_does_not_name(tmp_path, monkeypatch, capsys):
    path = tmp_path / "x.pdf"
    path.write_bytes(lettered(SENTENCE + b") Tj /S 10 Tf (nodiQ iQ", letters={"Q": "E035"}))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["rdsearch", "extract", str(path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert not ended.value.code
    out = capsys.readouterr().out
    assert "(letters that the PDF does not name, shown as \ufffd: 2)" in out
    assert "nodi\ufffd i\ufffd" in out
