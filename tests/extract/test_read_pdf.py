"""Reading whole PDFs: each file of tests/data/pdf holds one difficulty."""

import io
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from rdsearch.errors import ExtractionError
from rdsearch.extract import ExtractConfig, ocr_available, read_pdf, render_page
from rdsearch.types import Page, PageProblem, Role

PDFS = Path(__file__).parent.parent / "data" / "pdf"
NO_OCR = ExtractConfig(ocr="off")
READABLE = sorted(
    path for path in PDFS.glob("*.pdf") if path.stem not in {"encrypted", "no-pages", "scan"}
)


def pages(name: str) -> tuple[Page, ...]:
    return read_pdf(PDFS / f"{name}.pdf", config=NO_OCR).pages


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_blocks_and_words_tile_the_text_of_every_page(path):
    for page in read_pdf(path, config=NO_OCR).pages:
        assert page.text == "\n\n".join(page.text[b.start : b.end] for b in page.blocks)
        covered = {i for word in page.words for i in range(word.start, word.end)}
        assert covered == {i for i, letter in enumerate(page.text) if not letter.isspace()}
        assert [w.start for w in page.words] == sorted(w.start for w in page.words)


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_boxes_lie_on_the_page_and_words_within_their_block(path):
    for page in read_pdf(path, config=NO_OCR).pages:
        for box in (*page.words, *page.blocks):
            assert 0 <= box.x0 <= box.x1 <= page.width_pt
            assert 0 <= box.y0 <= box.y1 <= page.height_pt
        for block in page.blocks:
            for word in page.words:
                if block.start <= word.start < block.end:
                    assert block.x0 <= word.x0
                    assert word.x1 <= block.x1
                    assert block.y0 <= word.y0
                    assert word.y1 <= block.y1


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_text_is_nfc_without_ligatures_soft_hyphens_and_invisible_characters(path):
    for page in read_pdf(path, config=NO_OCR).pages:
        assert unicodedata.is_normalized("NFC", page.text)
        assert not any("\ufb00" <= c <= "\ufb06" or c in "\u00ad\u200b\ufeff" for c in page.text)


def test_columns_are_read_left_before_right_whatever_was_painted_first():
    (page,) = pages("columns")
    assert [block.role for block in page.blocks] == [Role.TITLE, Role.BODY]
    assert page.text.startswith("Een wijk kiest zelf\n\nDe gemeente sprak")
    assert "plannen die niet af kwamen omdat niemand ze droeg" in page.text


def test_hyphens_at_line_ends_go_only_where_the_word_has_none():
    (page,) = pages("columns")
    assert "Uit de validatie bleek" in page.text
    assert "hart van Zuid-Holland." in page.text
    assert "voor de leef- en werkomgeving van" in page.text
    assert "voor de mkb-bedrijven en" in page.text


def test_a_spread_has_two_printed_numbers_and_a_cover_none():
    assert [page.labels for page in pages("spread-folios")] == [
        (), ("2", "3"), ("4", "5"), ("6", "7")
    ]  # fmt: skip


def test_running_heads_and_folios_are_kept_beside_the_text():
    page = pages("spread-folios")[1]
    assert page.furniture == ("Het jaar in beeld", "2", "3")
    assert "jaar in beeld" not in page.text


def test_a_missing_and_an_odd_folio_do_not_shift_the_others():
    labels = [page.labels for page in pages("roman-front")]
    assert labels[:3] == [("i",), ("ii",), ("iii",)]
    assert labels[3:] == [(str(number),) for number in range(1, 9)]


def test_note_marks_stay_raised_and_formulas_plain():
    (page,) = pages("note-marks")
    assert "de CO2 nemen af met 12 procent.³" in page.text
    assert page.blocks[-1].role is Role.FOOTNOTE


@pytest.mark.parametrize(
    "word", ["witopwit", "onderdebalk", "buitenbeeld", "piepklein", "onzichtbaar"]
)
def test_words_that_nobody_sees_are_not_text(word):
    (page,) = pages("hidden-words")
    assert word not in page.text
    assert "leesbaar wit" in page.text


def test_words_that_nobody_sees_are_counted():
    assert [page.hidden_words for page in pages("hidden-words")] == [5]
    assert {page.hidden_words for page in pages("columns")} == {0}


def test_a_turned_page_is_read_upright():
    page = pages("turned")[0]
    assert (page.width_pt, page.height_pt) == (595, 842)
    assert page.text.startswith("De gemeente sprak met bewoners")
    assert page.words[0].y1 < page.words[-1].y0


def test_a_sideways_line_is_a_block_of_its_own_with_an_upright_box():
    page = pages("turned")[1]
    block = page.blocks[-1]
    assert page.text[block.start : block.end] == "Foto: gemeentearchief"
    assert block.y1 - block.y0 > 5 * (block.x1 - block.x0)


def test_text_outside_the_crop_box_is_not_read_and_boxes_count_from_it():
    (page,) = pages("cropped")
    assert (page.width_pt, page.height_pt) == (515, 762)
    assert "drukkersmerk" not in page.text
    assert page.words[0].x0 == pytest.approx(20, abs=0.5)


def test_a_ruled_table_comes_out_as_cells_and_a_merged_cell_stays_whole():
    (page,) = pages("ruled-table")
    (table,) = page.tables
    assert table.header_rows == 1
    assert table.rows == (
        ("Project", "Begroot", "Besteed"),
        ("Fietspad", "1.200", "1.150"),
        ("Dorpshuis", "niet begonnen omdat de grond te nat bleef", ""),
    )
    rows = [page.text[b.start : b.end] for b in page.blocks if b.role is Role.TABLE]
    assert rows[1] == "Fietspad 1.200 1.150"


def test_a_table_of_contents_is_told_from_text():
    contents, text = pages("contents")
    assert [block.role for block in contents.blocks[1:]] == [Role.TOC] * 6
    assert "De wijk en haar bewoners 7" in contents.text
    assert Role.TOC not in [block.role for block in text.blocks]


def test_shadows_tracking_and_drop_caps_leave_plain_words():
    (page,) = pages("painted-twice")
    assert page.text.split("\n\n")[:2] == ["Samen verder", "GEZOND DORP"]
    assert "De bewoners van het dorp" in page.text


def test_an_empty_page_stays_a_page_with_its_number():
    found = pages("empty-page")
    assert [page.number for page in found] == [1, 2, 3]
    assert [page.problem for page in found] == [None, PageProblem.EMPTY, None]


def test_a_scan_without_ocr_is_reported_as_unread():
    (page,) = pages("scan")
    assert page.problem is PageProblem.NO_TEXT
    assert page.text == ""


@pytest.mark.ocr
@pytest.mark.skipif(ocr_available() is not None, reason=str(ocr_available()))
def test_a_crooked_scan_is_read_with_confidence_and_boxes_on_the_ink():
    (page,) = read_pdf(PDFS / "scan.pdf").pages
    assert "sprak met bewoners over hun straat" in page.text
    assert page.ocr_confidence is not None
    assert page.ocr_confidence > 0.8
    picture = Image.open(io.BytesIO(render_page(PDFS / "scan.pdf", 1, width_px=595))).convert("L")
    for word in page.words[:20]:
        darkest = picture.crop((int(word.x0), int(word.y0), int(word.x1) + 1, int(word.y1) + 1))
        assert darkest.getextrema()[0] < 128


@pytest.mark.parametrize(
    ("name", "reason"),
    [("encrypted", "encrypted"), ("no-pages", "empty"), ("there-is-none", "missing")],
)
def test_a_pdf_that_cannot_be_read_says_why_in_one_line(name, reason):
    with pytest.raises(ExtractionError) as caught:
        pages(name)
    assert caught.value.reason == reason
    assert "\n" not in str(caught.value)
    assert f"{name}.pdf" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<!doctype html><title>404</title>", "not_a_pdf"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    ],
)
def test_what_only_looks_like_a_pdf_is_refused(tmp_path, content, reason):
    path = tmp_path / "rapport.pdf"
    path.write_bytes(content)
    with pytest.raises(ExtractionError) as caught:
        read_pdf(path)
    assert caught.value.reason == reason


def test_every_truncation_is_an_error_or_pages_never_a_crash(tmp_path):
    whole = (PDFS / "roman-front.pdf").read_bytes()
    path = tmp_path / "half.pdf"
    for share in range(1, 10):
        path.write_bytes(whole[: len(whole) * share // 10])
        try:
            assert read_pdf(path, config=NO_OCR).pages
        except ExtractionError as error:
            assert error.reason in {"damaged", "empty"}  # noqa: PT017


@pytest.mark.parametrize(
    ("limits", "reason"),
    [({"max_pages": 2}, "too_many_pages"), ({"max_bytes": 100}, "too_large")],
)
def test_a_pdf_beyond_the_limits_is_refused(limits, reason):
    with pytest.raises(ExtractionError) as caught:
        read_pdf(PDFS / "empty-page.pdf", config=ExtractConfig(**limits))
    assert caught.value.reason == reason


def test_progress_hears_every_page():
    heard = []
    read_pdf(PDFS / "empty-page.pdf", config=NO_OCR, progress=heard.append)
    assert heard == [1, 1, 1]


def test_boxes_fit_the_picture_of_a_turned_page():
    page = pages("turned")[0]
    picture = Image.open(io.BytesIO(render_page(PDFS / "turned.pdf", 1, width_px=1190)))
    assert picture.size == (1190, 1684)
    word = page.words[0]
    box = tuple(round(2 * edge) for edge in (word.x0, word.y0, word.x1, word.y1))
    assert picture.convert("L").crop(box).getextrema()[0] < 100


def test_a_page_that_is_not_there_cannot_be_rendered():
    with pytest.raises(ExtractionError, match="has no page 9"):
        render_page(PDFS / "turned.pdf", 9, width_px=100)
