"""Whole documents by hand, each with one thing that real reports do: what is a head, what is furniture."""

from pathlib import Path

from tests.extract.hostile import pages_of, stream

from rdsearch.extract import ExtractConfig, read_pdf
from rdsearch.types import Page, Role

NO_OCR = ExtractConfig(ocr="off")
TEXT = "de raad nam het plan aan en het college voert het uit"
Painted = tuple[bytes, float, float, float, str]
"""Font, size, x, y from the foot of the page, text."""


def read(
    folder: Path, *pages: list[Painted], names: tuple[str, str] = ("Helvetica", "Helvetica-Bold")
):
    """The pages of a PDF in two fonts, R and B; both say that they are heavy, as some converters do."""
    fonts = {
        10_000 + 2 * i: b"<< /Type /Font /Subtype /TrueType /BaseFont /%s /FontDescriptor %d 0 R >>"
        % (name.encode(), 10_001 + 2 * i)
        for i, name in enumerate(names)
    }
    descriptors = {
        10_001 + 2 * i: b"<< /Type /FontDescriptor /FontName /%s /Flags 32 /StemV 160 >>"
        % name.encode()
        for i, name in enumerate(names)
    }
    contents = [
        stream(
            b"\n".join(b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (*p[:4], p[4].encode()) for p in page)
        )
        for page in pages
    ]
    file = folder / "made.pdf"
    resources = b"/Font << /R 10000 0 R /B 10002 0 R >>"
    made = pages_of(contents, more=fonts | descriptors, resources=resources)
    file.write_bytes(made.replace(b"/Font << /F1 3 0 R >> ", b""))
    return read_pdf(file, config=NO_OCR).pages


def body(top: float, lines: int = 6) -> list[Painted]:
    return [(b"R", 10, 60, top - 12 * i, f"{TEXT} {i}") for i in range(lines)]


def heads(page: Page) -> list[str]:
    return [page.text[b.start : b.end] for b in page.blocks if b.role is Role.HEADING]


def test_the_names_of_common_fonts_say_what_is_bold_where_their_weights_do_not(tmp_path):
    page = [(b"B", 10, 60, 700, "1. Opening van de vergadering."), *body(688)]
    page += [(b"B", 10, 60, 590, "2. Spreekrecht burgers."), *body(578)]
    (read_page,) = read(tmp_path, page, names=("ArialMT", "Arial-BoldMT"))
    assert heads(read_page) == ["1. Opening van de vergadering.", "2. Spreekrecht burgers."]


def test_the_number_of_a_page_leaves_the_text_with_the_word_before_it(tmp_path):
    first, second = body(700), [*body(700), (b"R", 9, 500, 40, "blad 2")]
    pages = read(tmp_path, first, second)
    assert pages[1].labels == ("2",)
    assert pages[1].furniture == ("blad 2",)
    assert "blad" not in pages[1].text


def test_the_head_of_a_letter_is_read_label_by_label_before_what_stands_below(tmp_path):
    labels = [("Datum", "16.07.2024"), ("Kenmerk", "2024-015664"), ("Gedeputeerde", "E. Grijsen")]
    page: list[Painted] = []
    for i, (label, value) in enumerate(labels):
        page += [(b"B", 7, 60 + 160 * i, 740, label), (b"R", 10, 60 + 160 * i, 726, value)]
    page += [(b"R", 10, 60, 690, "Aan Provinciale Staten"), *body(650)]
    (read_page,) = read(tmp_path, page, names=("ArialMT", "Arial-BoldMT"))
    words = read_page.text.split("\n\n")[:7]
    assert words == [*(part for pair in labels for part in pair), "Aan Provinciale Staten"]
