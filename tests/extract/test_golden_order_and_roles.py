"""What extraction makes of each small PDF, against the text that a person has looked at.

After a change that is meant: set REGENERATE to True, run this file, read the difference, set it back.
"""

from pathlib import Path

import pytest

from rdsearch.extract import ExtractConfig, read_pdf
from rdsearch.types import Block, Page

DATA = Path(__file__).parent.parent / "data"
REGENERATE = False
UNREADABLE = {"encrypted", "no-pages", "scan"}
NAMES = sorted(path.stem for path in (DATA / "pdf").glob("*.pdf") if path.stem not in UNREADABLE)


def shown(name: str) -> str:
    """The pages as text: the printed numbers, the furniture, and a line for each block."""
    pages = read_pdf(DATA / "pdf" / f"{name}.pdf", config=ExtractConfig(ocr="off")).pages
    return "".join(line + "\n" for page in pages for line in _lines(page))


def _lines(page: Page) -> list[str]:
    head = f"# page {page.number} [{', '.join(page.labels)}] {' | '.join(page.furniture)}"
    blocks = [f"{_role(block)}: {page.text[block.start : block.end]}" for block in page.blocks]
    rows = [" | ".join(row) for table in page.tables for row in table.rows]
    return [head.rstrip(), *blocks, *(f"  {row}".rstrip() for row in rows)]


def _role(block: Block) -> str:
    return block.role.value + (f" {block.level}" if block.level else "")


@pytest.mark.parametrize("name", NAMES)
def test_text_order_roles_and_tables_are_as_a_person_approved_them(name):
    golden = DATA / "golden" / f"{name}.txt"
    if REGENERATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown(name), encoding="utf-8")
    assert shown(name) == golden.read_text(encoding="utf-8")


def test_golden_files_are_not_made_anew_by_a_test_run():
    assert not REGENERATE


def test_no_golden_file_has_lost_its_pdf():
    assert {path.stem for path in (DATA / "golden").glob("*.txt")} == set(NAMES)
