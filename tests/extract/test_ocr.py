import re
from pathlib import Path

import font_lato
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from rdsearch.config import ExtractConfig
from rdsearch.extract import ocr, ocr_available, read_pdf
from rdsearch.types import PageProblem, Role

pytestmark = [
    pytest.mark.ocr,
    pytest.mark.skipif(ocr_available() is not None, reason=str(ocr_available())),
]
FONT = Path(font_lato.__file__).parent / "files" / "Lato-Regular.ttf"
TEXT = (
    "De gemeente sprak met bewoners over hun straat en over",
    "de bomen die daar al vijftig jaar staan. De meesten willen",
    "blijven wonen in het oude hart van het dorp, zo bleek.",
    "De raad vroeg daarna om een nieuw plan voor de wijk.",
)


def scan_of(path, *, degrees=0, text=TEXT):
    picture = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(text):
        font = ImageFont.load_default(size=32)
        draw.text((130, 260 + 52 * number), line, fill=0, font=font)
    turned = picture.rotate(degrees, expand=True)
    size = (turned.width * 0.48, turned.height * 0.48)
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    canvas.drawImage(ImageReader(turned), 0, 0, *size)
    canvas.save()
    return path


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_scan_that_lies_on_its_side_or_stands_on_its_head_is_read(tmp_path, degrees):
    (page,) = read_pdf(scan_of(tmp_path / "scan.pdf", degrees=degrees)).pages
    assert "De gemeente sprak met bewoners over hun straat" in page.text
    assert "nieuw plan voor de wijk" in page.text
    assert page.ocr_confidence > 0.85


def test_specks_and_strokes_of_a_picture_are_no_text(tmp_path):
    (page,) = read_pdf(scan_of(tmp_path / "scan.pdf", text=("|", "~ -", "\\ /", ". :"))).pages
    assert (page.text, page.problem) == ("", PageProblem.EMPTY)


def test_a_scan_that_takes_too_long_is_marked(tmp_path):
    config = ExtractConfig(ocr_timeout_s=0.01)
    (page,) = read_pdf(scan_of(tmp_path / "scan.pdf"), config=config).pages
    assert (page.text, page.problem) == ("", PageProblem.TOO_SLOW)


def draw(path, paint, *, size=(1240, 1754), ground=255):
    """A scan of 150 dpi that `paint` draws on."""
    picture = Image.new("L", size, ground)
    paint(ImageDraw.Draw(picture), ImageFont.load_default)
    canvas = Canvas(str(path), pagesize=(size[0] * 0.48, size[1] * 0.48), invariant=1)
    canvas.drawImage(ImageReader(picture), 0, 0, size[0] * 0.48, size[1] * 0.48)
    canvas.save()
    (page,) = read_pdf(path).pages
    return page


def test_black_text_on_a_grey_panel_is_read(tmp_path):
    def paint(brush, font):
        brush.rectangle((0, 700, 700, 1000), fill=150)
        for number, line in enumerate(TEXT):
            brush.text((130, 260 + 52 * number), line, fill=0, font=font(size=32))
        for number, line in enumerate(("De petitie werd door velen", "ondertekend in Olst-Wijhe.")):
            brush.text((130, 780 + 52 * number), line, fill=0, font=font(size=32))

    page = draw(tmp_path / "scan.pdf", paint)
    assert "De petitie werd door velen ondertekend in Olst-Wijhe." in page.text
    assert TEXT[0] in page.text


def test_bullets_of_a_scan_open_list_items(tmp_path):
    items = ("april: acht peilbuizen", "juni: kappen van populieren", "september: de sloop")

    def paint(brush, font):
        brush.text((130, 260), "De planning is als volgt.", fill=0, font=font(size=32))
        for number, item in enumerate(items):
            y = 350 + 52 * number
            brush.ellipse((140, y + 15, 152, y + 27), fill=0)
            brush.text((180, y), item, fill=0, font=font(size=32))

    page = draw(tmp_path / "scan.pdf", paint)
    found = [page.text[b.start : b.end] for b in page.blocks if b.role is Role.LIST_ITEM]
    assert found == [f"• {item}" for item in items]


def test_small_type_beside_a_large_head_is_read(tmp_path):
    def paint(brush, font):
        brush.text((130, 250), "Waterschap Elze", fill=0, font=font(size=52))
        brush.text((800, 252), "Sluisstraat 11, Harkum", fill=0, font=font(size=26))
        brush.text((800, 288), "telefoon 0900 112233", fill=0, font=font(size=26))
        for number, line in enumerate(TEXT):
            brush.text((130, 560 + 52 * number), line, fill=0, font=font(size=32))

    page = draw(tmp_path / "scan.pdf", paint)
    assert "Waterschap Elze" in page.text
    assert "Sluisstraat 11, Harkum" in page.text
    assert "telefoon 0900 112233" in page.text


def test_what_is_left_at_the_edge_of_a_painted_word_is_no_word_and_the_next_word_is():
    painted = ocr._Seen("Ensing", 96.0, 1855, 617, 1964, 653)
    edge = ocr._Seen("i", 86.4, 1845, 621, 1851, 634)
    following = ocr._Seen("en", 90.0, 1976, 629, 2020, 653)
    assert [ocr._is_edge_of([painted], word) for word in (edge, following)] == [True, False]


def test_dust_on_a_scan_is_no_text_and_full_stops_stay(tmp_path):
    def paint(brush, font):
        for number, line in enumerate(TEXT):
            brush.text((130, 260 + 52 * number), line, fill=0, font=font(size=32))
        for x in range(100, 1200, 90):
            for y in range(700, 1700, 110):
                brush.rectangle((x, y, x + 1, y + 1), fill=40)

    page = draw(tmp_path / "scan.pdf", paint, ground=238)
    assert page.text.split() == " ".join(TEXT).split()


def test_words_of_a_crooked_scan_lie_where_they_stand(tmp_path):
    (level,) = read_pdf(scan_of(tmp_path / "level.pdf")).pages
    picture = Image.new("L", (1240, 1754), 255)
    brush = ImageDraw.Draw(picture)
    for number, line in enumerate(TEXT):
        brush.text((130, 260 + 52 * number), line, fill=0, font=ImageFont.load_default(size=32))
    crooked = picture.rotate(1.3, Image.Resampling.BICUBIC, fillcolor=255)
    canvas = Canvas(str(tmp_path / "crooked.pdf"), pagesize=(595.2, 841.92), invariant=1)
    canvas.drawImage(ImageReader(crooked), 0, 0, 595.2, 841.92)
    canvas.save()
    (page,) = read_pdf(tmp_path / "crooked.pdf").pages
    assert page.text == level.text
    first, last = (page.words[i] for i in (0, 9))  # of the first line, which rises to the right
    assert first.y0 - last.y0 == pytest.approx((last.x0 - first.x0) * 0.0227, abs=2)


def meaningless(path, to_unicode):
    """A page that shows TEXT in a font whose table of meanings is rewritten by `to_unicode`."""
    pdfmetrics.registerFont(TTFont("Lato", str(FONT)))
    canvas = Canvas(str(path), pageCompression=0, invariant=1)
    canvas.setFont("Lato", 14)
    for number, line in enumerate(TEXT):
        canvas.drawString(72, 700 - 24 * number, line)
    canvas.save()
    path.write_bytes(re.sub(rb"(?m)^<(..)> <00(..)>$", to_unicode, path.read_bytes()))
    return path


@pytest.mark.parametrize("to_unicode", [rb"<\1> <E0\2>", rb"<\1> <FFFD>"])
def test_text_without_meaning_is_read_from_its_picture(tmp_path, to_unicode):
    path = meaningless(tmp_path / "x.pdf", to_unicode)
    (unread,) = read_pdf(path, config=ExtractConfig(ocr="off")).pages
    assert (unread.text, unread.problem) == ("", PageProblem.UNREADABLE)
    (page,) = read_pdf(path).pages
    assert page.text.split() == " ".join(TEXT).split()
    assert (page.problem, page.ocr_confidence > 0.9) == (None, True)
