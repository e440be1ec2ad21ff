"""PDFs that were made to break a reader, or that are broken: each costs itself at most."""

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.extract import hostile
from tests.making import write_report

from rdsearch.config import ExtractConfig, WorkerConfig
from rdsearch.errors import ExtractionError
from rdsearch.extract import read_pdf, read_pdfs
from rdsearch.types import PageProblem

NO_OCR = ExtractConfig(ocr="off")
SECRET = "De gemeente sprak met bewoners over hun straat en de bomen die er vijftig jaar staan."


def unchanged(pages):
    """Runs in a worker, which imports this module by name."""
    return pages


def refuse_long(pages):
    for page in pages:
        if page.number > 40:
            raise MemoryError
        yield page


def read_all(*paths, finish=unchanged, limits=None, **config):
    """What became of each PDF: an error, or all its pages, which are on disk for a moment only."""
    with TemporaryDirectory() as folder:
        found = read_pdfs(
            paths,
            config=ExtractConfig(ocr="off", **config),
            limits=limits or WorkerConfig(max_memory_mb=2_000),
            workers=2,
            finish=finish,
            folder=Path(folder),
        )
        return {path: whole(outcome) for path, outcome in found}


def whole(outcome):
    if isinstance(outcome, ExtractionError):
        return outcome
    return replace(outcome.extraction, pages=tuple(outcome.extraction.pages))


def written(path, content):
    path.write_bytes(content)
    return path


def only_page(tmp_path, content, config=NO_OCR):
    (page,) = read_pdf(written(tmp_path / "x.pdf", content), config=config).pages
    return page


def test_a_long_pdf_read_in_ranges_is_what_one_process_reads(tmp_path):
    contents = [hostile.plain(number) for number in range(1, 101)]
    long = written(tmp_path / "lang.pdf", hostile.pages_of(contents))
    short = write_report(tmp_path / "kort.pdf", "water")
    found = read_all(long, short)
    assert found[long] == read_pdf(long, config=NO_OCR)
    assert found[short] == read_pdf(short, config=NO_OCR)


def test_a_page_that_never_ends_is_marked_and_all_others_are_read(tmp_path):
    paths = [
        written(tmp_path / "kort.pdf", hostile.with_endless_page(3, endless=2)),
        written(tmp_path / "lang.pdf", hostile.with_endless_page(36, endless=34)),
    ]
    found = read_all(*paths, page_timeout_s=0.5)
    for path, pages, endless in zip(paths, (3, 36), (2, 34), strict=True):
        read = found[path].pages
        assert [page.number for page in read] == [*range(1, pages + 1)]
        assert [p.number for p in read if p.problem is PageProblem.TOO_SLOW] == [endless]
        assert sum("gewoon te lezen" in page.text for page in read) == pages - 1


def test_pages_in_vain_end_at_the_limit_and_what_was_read_stays(tmp_path):
    endless = hostile.with_endless_page(80, endless=2)
    path = written(tmp_path / "lang.pdf", endless)
    limits = WorkerConfig(max_seconds=1.0, max_memory_mb=2_000)
    outcome = read_all(path, page_timeout_s=1.0, limits=limits)[path]
    problems = [page.problem for page in outcome.pages]
    assert problems == [None] + [PageProblem.TOO_SLOW] * 79


def test_a_bomb_costs_its_page(tmp_path):
    path = written(tmp_path / "bom.pdf", hostile.with_bomb(4, bomb=3, megabytes=600))
    outcome = read_all(path, limits=WorkerConfig(max_memory_mb=700), page_timeout_s=2.0)[path]
    lost = [page.number for page in outcome.pages if page.problem]
    assert lost == [3]


def test_a_pdf_that_cannot_be_put_together_costs_itself(tmp_path):
    contents = [hostile.plain(number) for number in range(1, 51)]
    long = written(tmp_path / "lang.pdf", hostile.pages_of(contents))
    short = write_report(tmp_path / "kort.pdf", "water")
    found = read_all(long, short, finish=refuse_long)
    assert isinstance(found[long], ExtractionError)
    assert found[long].reason == "too_large"
    assert found[short].pages


def test_a_file_that_is_no_pdf_is_refused_beside_others(tmp_path):
    no_pdf = written(tmp_path / "nee.pdf", b"<html>")
    good = write_report(tmp_path / "ja.pdf", "water")
    found = read_all(no_pdf, good)
    assert found[no_pdf].reason == "not_a_pdf"
    assert found[good].pages


@pytest.mark.parametrize("box", [b"[0 0 0 0]", b"[595 842 0 0]", b"[0 0 1e30 1e30]", b"null"])
def test_a_page_with_an_impossible_size_is_read_on_a_possible_one(tmp_path, box):
    page = only_page(tmp_path, hostile.pages_of([hostile.plain(1)], box=box))
    assert page.text == "De bladzijde 1 is gewoon te lezen."
    assert 0 < page.words[0].x0 < page.width_pt < 1_000


def test_a_page_of_seventy_metres_with_doubtful_words_takes_no_memory(tmp_path):
    content = hostile.stream(b"0 0 200000 200000 re f " + hostile.LINE % 1)
    page = only_page(tmp_path, hostile.pages_of([content], box=b"[0 0 200000 200000]"))
    assert page.text == ""  # black on black


@pytest.mark.parametrize("start", [b"q " * 100_000, b"[" * 100_000, b"/X Do "])
def test_content_that_nests_without_end_is_no_crash(tmp_path, start):
    itself = hostile.stream(
        b"/X Do",
        entries=b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
        b" /Resources << /XObject << /X 9000 0 R >> >>",
    )
    content = hostile.stream(start + hostile.LINE % 1)
    resources = b"/XObject << /X 9000 0 R >>"
    page = only_page(
        tmp_path, hostile.pages_of([content], more={9_000: itself}, resources=resources)
    )
    assert page.text in ("", "De bladzijde 1 is gewoon te lezen.")


def test_a_page_tree_that_holds_itself_ends(tmp_path):
    whole = hostile.pages_of([hostile.plain(1)])
    cyclic = whole.replace(b"/Count 1 /Kids [10 0 R]", b"/Count 3 /Kids [10 0 R 2 0 R 2 0 R]")
    assert cyclic != whole
    pages = read_pdf(written(tmp_path / "x.pdf", cyclic), config=NO_OCR).pages
    assert pages[0].text == "De bladzijde 1 is gewoon te lezen."
    assert {page.problem for page in pages[1:]} == {PageProblem.DAMAGED}


def test_scripts_and_files_inside_are_left_alone(tmp_path):
    catalog = (
        b"/OpenAction << /S /JavaScript /JS (while(1){}) >> /Names << /EmbeddedFiles << /Names"
        b" [(x.exe) << /Type /Filespec /F (x.exe) /EF << /F 9000 0 R >> >>] >> >>"
    )
    inside = hostile.stream(b"MZ kwaad", entries=b"/Type /EmbeddedFile")
    content = hostile.pages_of([hostile.plain(1)], catalog=catalog, more={9_000: inside})
    assert only_page(tmp_path, content).text == "De bladzijde 1 is gewoon te lezen."


def test_a_page_with_more_glyphs_than_the_limit_is_cut_and_marked(tmp_path):
    config = ExtractConfig(ocr="off", max_glyphs=20)
    page = only_page(tmp_path, hostile.pages_of([hostile.plain(1)]), config)
    assert "De bladzijde 1 is gewoon te lezen.".startswith(page.text)
    assert (bool(page.text), page.problem) == (True, PageProblem.TOO_SLOW)


def in_code(text, shift):
    """Six lines of glyph numbers that a font without ToUnicode turns into `text`."""
    codes = b"".join(b"%04x" % (code - shift) for code in text.encode("ascii"))
    rows = (b"BT /F1 12 Tf 20 %d Td <%s> Tj ET " % (700 - 20 * row, codes) for row in range(6))
    return hostile.stream(b"".join(rows))


def test_glyphs_without_meaning_are_unreadable_and_not_passed_on(tmp_path):
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Eigen /Encoding /Identity-H"
        b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Eigen /DW 500"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    page = only_page(tmp_path, hostile.pages_of([in_code(SECRET, 29)], more={3: font}))
    assert (page.problem, page.text) == (PageProblem.UNREADABLE, "")


def test_letters_that_stand_for_others_are_unreadable(tmp_path):
    shifted = "".join(chr(ord(c) - 29) if c > " " else c for c in re.sub(r"[.]", "", SECRET))
    shown = hostile.stream(
        b" ".join(
            b"BT /F1 12 Tf 20 %d Td <%s> Tj ET" % (700 - 20 * row, shifted.encode().hex().encode())
            for row in range(6)
        )
    )
    page = only_page(tmp_path, hostile.pages_of([shown]))
    assert (page.problem, page.text) == (PageProblem.UNREADABLE, "")
