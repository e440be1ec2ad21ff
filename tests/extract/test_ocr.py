import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from rdsearch.config import ExtractConfig
from rdsearch.extract import ocr_available, read_pdf
from rdsearch.types import PageProblem

pytestmark = [
    pytest.mark.ocr,
    pytest.mark.skipif(ocr_available() is not None, reason=str(ocr_available())),
]
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
