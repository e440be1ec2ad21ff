"""Glyphs that the PDF does not name, or names by codes of its own: read rightly, or seen to be missing."""

import pytest
from tests.extract.lettering import SENTENCE, lettered, meaning, pdf_of, stream

from rdsearch.extract import ExtractConfig, read_pdf
from rdsearch.extract.compose import clean
from rdsearch.extract.symbols import symbol_of
from rdsearch.types import PageProblem, Role


@pytest.fixture
def page_of(tmp_path):
    """Reads the page of a lettered PDF."""

    def read(*texts, **lettering):
        path = tmp_path / "letters.pdf"
        path.write_bytes(lettered(*texts, **lettering))
        (page,) = read_pdf(path, config=ExtractConfig(ocr="off")).pages
        return page

    return read


@pytest.mark.parametrize("value", ["E035", "FFFD", "0000", "0003", "D835", "0378"])
def test_a_letter_of_unknown_meaning_is_seen_to_be_missing_from_its_word(page_of, value):
    page = page_of(SENTENCE + b") Tj /S 10 Tf (nodiQ is", letters={"Q": value})
    assert page.text.endswith("er nodi� is")
    assert page.problem is None


def test_a_page_of_mostly_unknown_letters_is_unreadable(page_of):
    page = page_of(b") Tj /S 10 Tf (QQQ QQQQ QQ QQQQQ QQQ en QQQQ", letters={"Q": "E035"})
    assert (page.text, page.problem) == ("", PageProblem.UNREADABLE)


def test_the_number_of_a_glyph_is_no_letter(tmp_path):
    """A ligature that the font's map leaves out: PDFium gives its glyph number, as if it were a character."""
    path = tmp_path / "numbers.pdf"
    path.write_bytes(
        pdf_of(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources"
            b"<</Font<</F 5 0 R>>>>>>",
            stream(b"BT /F 10 Tf 60 700 Td <00240024002400240024002400450024> Tj ET"),
            b"<</Type/Font/Subtype/Type0/BaseFont/Arial/Encoding/Identity-H"
            b"/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Arial/CIDSystemInfo"
            b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600/FontDescriptor 7 0 R>>",
            b"<</Type/FontDescriptor/FontName/Arial/Flags 32/FontBBox[0 0 1000 1000]/ItalicAngle 0"
            b"/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
            meaning({"$": "0041"}, digits=4),
        )
    )
    (page,) = read_pdf(path, config=ExtractConfig(ocr="off")).pages
    assert page.text == "AAAAAA�A"


def test_two_halves_of_a_pair_are_one_character(page_of):
    page = page_of(SENTENCE + b") Tj /S 10 Tf (Q + 1", letters={"Q": "D835DC65"})
    assert page.text.endswith("er 𝑥 + 1")


def test_small_capitals_and_old_style_figures_read_as_what_they_are(page_of):
    letters = {"a": "F761", "b": "F762", "0": "F730", "2": "F732"}
    page = page_of(SENTENCE + b") Tj /S 10 Tf (abba in 2022", letters=letters)
    assert page.text.endswith("er abba in 2022")


def test_signs_of_the_symbol_font_keep_their_meaning(page_of):
    page = page_of(
        SENTENCE + b") Tj /S 10 Tf (Q) Tj /F 10 Tf ( 10 procent",
        font=b"SymbolMT",
        letters={"Q": "F0B3"},
    )
    assert page.text.endswith("er ≥ 10 procent")


def test_a_tick_and_a_cross_are_not_one_bullet():
    assert [symbol_of(code, "Wingdings-Regular") for code in (0xF0FC, 0xF0FB, 0x6C)] == [
        "✔",
        "✘",
        "●",
    ]
    assert [symbol_of(code, "Wingdings 2") for code in (0xF050, 0xF04F)] == ["✔", "✘"]


def test_letters_of_other_fonts_are_left_alone():
    assert symbol_of(ord("l"), "Helvetica") is None
    assert symbol_of(ord("b"), "Symbol") is None
    assert symbol_of(0xE035, "Helvetica") is None


def test_a_private_glyph_that_opens_a_line_is_a_bullet(page_of):
    page = page_of(
        SENTENCE, b") Tj /S 10 Tf (Q) Tj /F 10 Tf ( een eerste punt", letters={"Q": "E035"}
    )
    assert page.text.endswith("• een eerste punt")
    assert page.blocks[-1].role is Role.LIST_ITEM


@pytest.mark.parametrize("letter", ["\ue035", "\U000f0001", "\ud835", "\u0378"])
def test_what_is_no_character_is_never_left_out(letter):
    assert clean(f"a{letter}b") == "a\ufffdb"
