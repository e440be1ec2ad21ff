"""Words that nobody sees, though something is seen where they stand."""

from reportlab.lib.colors import Color, white
from reportlab.pdfgen.canvas import Canvas

from rdsearch.extract import ExtractConfig, read_pdf

BLUE = Color(0, 0.35, 0.65)


def text_of(path, *lines, panel=False):
    """What is read of a page with `lines` of (x, y, size, colour, text), on a blue panel or on paper."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    if panel:
        canvas.setFillColor(BLUE)
        canvas.rect(50, 690, 400, 60, stroke=0, fill=1)
    for x, y, size, colour, text in lines:
        canvas.setFillColor(colour)
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, 842 - y, text)
    canvas.save()
    (page,) = read_pdf(path, config=ExtractConfig(ocr="off")).pages
    return page.text, page.hidden_words


def test_white_words_over_words_that_are_seen_are_not_read(tmp_path):
    seen = (60, 120, 16, BLUE, "Suggestie voor verantwoorde criteria")
    planted = (68, 124, 18, white, "Hoofdpunten van advies")
    assert text_of(tmp_path / "a.pdf", seen, planted) == (seen[-1], 3)
    assert text_of(tmp_path / "b.pdf", planted, seen) == (seen[-1], 3)


def test_white_words_on_a_panel_are_read_though_other_words_touch_them(tmp_path):
    heading = (60, 120, 16, white, "Suggestie voor criteria")
    below = (60, 131, 12, Color(0, 0, 0.2), "van de commissie uit de gemeente")
    text, hidden = text_of(tmp_path / "a.pdf", heading, below, panel=True)
    assert heading[-1] in text
    assert below[-1] in text
    assert hidden == 0
