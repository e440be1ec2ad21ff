"""Boxes: what stands inside the boxes of an excerpt is the excerpt, as another reader sees it."""

import unicodedata
from pathlib import Path

import pypdfium2 as pdfium
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from rdsearch.config import ExtractConfig
from rdsearch.extract import read_pdf

NO_OCR = ExtractConfig(ocr="off")
SAMPLES = sorted((Path(__file__).parents[2] / "corpus").glob("*.pdf"))
WORDS = "de gemeente Lindenmeer kocht 1.200 huizen, waterpeil stijgt; ijs jaarlijks (Vennebeek) 45%"
SLACK_PT = 1.0


def letters(text):
    """What two readers of a page agree on: no spaces, line-end hyphens, ligatures or raised figures."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()).casefold()


def inside(page, textpage, word):
    """What PDFium finds in the box of a word on an upright page; it counts from the media box."""
    left, _, _, top = page.get_bbox()
    return textpage.get_text_bounded(
        left + word.x0 - SLACK_PT, top - word.y1, left + word.x1 + SLACK_PT, top - word.y0
    )


def misplaced(path):
    """Words whose box does not hold them, and the number of words."""
    pdf = pdfium.PdfDocument(path)
    wrong, total = [], 0
    for page in read_pdf(path, config=NO_OCR).pages:
        sheet = pdf[page.number - 1]
        textpage = sheet.get_textpage()
        for word in page.words:
            text = page.text[word.start : word.end]
            total += 1
            if letters(text) not in letters(inside(sheet, textpage, word)):
                wrong.append((page.number, text))
    return wrong, total


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.tuples(
            st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=4), st.integers(7, 16)
        ),
        min_size=1,
        max_size=8,
    ),
    left=st.integers(20, 150),
)
def test_every_word_stands_in_its_box_and_no_other_does(tmp_path, rows, left):
    path = tmp_path / "x.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    y = 800.0
    for words, size in rows:
        y -= 2 * size
        canvas.setFont("Helvetica", size)
        canvas.drawString(left, y, " ".join(words))
    canvas.save()
    (page,) = read_pdf(path, config=NO_OCR).pages
    assert sorted(page.text.split()) == sorted(word for words, _ in rows for word in words)
    sheet = pdfium.PdfDocument(path)[0]
    textpage = sheet.get_textpage()
    for word in page.words:
        text = page.text[word.start : word.end]
        assert letters(inside(sheet, textpage, word)) == letters(text)


def test_the_boxes_of_the_sample_reports_hold_their_words():
    found = [misplaced(path) for path in SAMPLES[:4]]
    assert sum(total for _, total in found) > 1_000
    assert [place for wrong, _ in found for place in wrong] == []
