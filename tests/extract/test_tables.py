import pytest
from reportlab.lib.colors import black, blue
from reportlab.pdfgen.canvas import Canvas

from rdsearch.extract import read_pdf

ENDS = (380, 460, 540)  # where the figures of each column end


class Sheet:
    """A page that text is set on from the top left."""

    def __init__(self, path):
        self.path = path
        self.canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
        self.set(72, 90, "De cijfers van dit jaar staan hieronder en worden daarna toegelicht.")

    def set(self, x, y, text, *, font="Times-Roman", size=9, colour=black):
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, 842 - y, text)

    def row(self, y, label, *figures, indent=0, font="Times-Roman"):
        self.set(72 + indent, y, label, font=font)
        self.canvas.setFont("Times-Roman", 9)
        for end, figure in zip(ENDS[-len(figures) :] if figures else (), figures, strict=True):
            self.canvas.drawRightString(end, 842 - y, figure)

    def tables(self):
        self.canvas.save()
        (page,) = read_pdf(self.path).pages
        return [(table.rows, table.header_rows) for table in page.tables]


@pytest.fixture
def sheet(tmp_path):
    return Sheet(tmp_path / "sheet.pdf")


def test_groups_subtotals_and_a_total_are_rows_of_one_balance(sheet):
    sheet.row(120, "", "2022", "2021")
    sheet.row(140, "Kosten van ICT")
    sheet.row(152, "Onderhoud", "2.420.489", "2.277.470", indent=5)
    sheet.row(164, "Inhuur van personeel", "1.524.060", "429.314", indent=5)
    sheet.row(180, "", "3.944.549", "2.706.784")
    sheet.row(204, "Overige kosten (inclusief de kosten")
    sheet.row(204, "", "876.889", "-")
    sheet.row(215, "van huisvesting)")
    sheet.row(260, "Totaal", "4.821.438", "2.706.784", font="Times-Bold")
    assert sheet.tables() == [
        (
            (
                ("", "2022", "2021"),
                ("Kosten van ICT", "", ""),
                ("Onderhoud", "2.420.489", "2.277.470"),
                ("Inhuur van personeel", "1.524.060", "429.314"),
                ("", "3.944.549", "2.706.784"),
                ("Overige kosten (inclusief de kosten van huisvesting)", "876.889", "-"),
                ("Totaal", "4.821.438", "2.706.784"),
            ),
            1,
        )
    ]


def test_a_word_over_one_of_two_equal_years_is_part_of_its_head(sheet):
    sheet.canvas.setFont("Times-Roman", 9)
    for end, upper, year in zip(ENDS, ("Begroting", "", ""), ("2022", "2022", "2021"), strict=True):
        sheet.canvas.drawCentredString(end - 20, 842 - 120, upper)
        sheet.canvas.drawCentredString(end - 20, 842 - 132, year)
    sheet.row(150, "Bijdrage van het Rijk", "26.631.000", "29.020.000", "26.273.528")
    sheet.row(162, "Overige bijdragen", "366.900", "220.127", "626.327")
    sheet.row(174, "Som der baten", "26.997.900", "29.240.127", "26.899.855")
    ((rows, header_rows),) = sheet.tables()
    assert (rows[0], header_rows) == (("", "Begroting 2022", "2022", "2021"), 1)


def test_a_heading_in_its_own_colour_parts_two_tables(sheet):
    for top, title in ((120, "Baten"), (190, "Lasten")):
        sheet.set(72, top, title, colour=blue)
        sheet.row(top + 14, "", "2022", "2021")
        sheet.row(top + 26, "Gemeenten", "12.500", "11.000")
        sheet.row(top + 38, "Provincie", "22.500", "21.000")
        sheet.row(top + 50, "Totaal", "35.000", "32.000")
    tables = sheet.tables()
    assert [len(rows) for rows, _ in tables] == [4, 4]
    assert [header_rows for _, header_rows in tables] == [1, 1]


def test_a_list_of_contents_is_no_table(sheet):
    for number, title in enumerate(("Voorwoord", "Aanpak", "Uitkomsten", "Lessen", "Bijlagen")):
        sheet.row(120 + 14 * number, title, str(4 + 9 * number))
    assert sheet.tables() == []


def ruled(canvas, *, xs, ys, top):
    """A grid as one path of thin rectangles, as Excel prints it; `top` is where its sides begin."""
    path = canvas.beginPath()
    for y in ys:
        path.rect(xs[0], 842 - y, xs[-1] - xs[0], 0.5)
    for x in xs:
        path.rect(x, 842 - ys[-1], 0.5, ys[-1] - top)
    canvas.drawPath(path, stroke=0, fill=1)


def test_borders_drawn_as_one_path_part_the_cells(sheet):
    ruled(sheet.canvas, xs=(70, 130, 190, 250), ys=(110, 122, 134, 146), top=110)
    for number, row in enumerate((("12", "6", "112"), ("19", "2", "102"), ("26", "3", "162"))):
        for x, cell in zip((124, 134, 240), row, strict=True):  # the first two nearly touch
            sheet.canvas.drawString(x - 10 if x == 124 else x, 842 - 119 - 12 * number, cell)
    ((rows, _),) = sheet.tables()
    assert rows == (("12", "6", "112"), ("19", "2", "102"), ("26", "3", "162"))


def test_a_row_over_the_first_rule_of_a_table_that_goes_on_from_another_page_is_kept(sheet):
    ruled(sheet.canvas, xs=(70, 200, 300, 400), ys=(134, 150, 166), top=118)
    for number, label in enumerate(("Verzoeken", "Klachten", "Boetes")):
        for x, cell in zip((74, 204, 304), (label, str(5 * number + 1), "22"), strict=True):
            sheet.set(x, 130 + 16 * number, cell)
    ((rows, header_rows),) = sheet.tables()
    assert (rows[0], header_rows) == (("Verzoeken", "1", "22"), 0)
    assert len(rows) == 3


def test_one_item_and_its_total_under_two_years_are_a_table(sheet):
    sheet.row(120, "", "2022", "2021")
    sheet.row(132, "", "EUR", "EUR")
    sheet.row(144, "Andere bedrijfsmiddelen", "91.707", "186.585")
    sheet.row(158, "Totaal", "91.707", "186.585")
    ((rows, header_rows),) = sheet.tables()
    assert header_rows == 1
    assert rows[-2:] == (
        ("Andere bedrijfsmiddelen", "91.707", "186.585"),
        ("Totaal", "91.707", "186.585"),
    )


def test_a_mark_a_little_above_its_label_stands_in_the_row_of_that_label(sheet):
    for x, head in zip((300, 360, 420), ("H1", "H2", "H3"), strict=True):
        sheet.set(x, 120, head)
    for number, label in enumerate(("Jurist:", "Data scientist:", "Ethicus:", "Projectleider:")):
        y = 140 + 20 * number
        sheet.set(72, y, label)
        sheet.set(300 + 60 * (number % 3), y - 1, "X")
        sheet.set(420, y, "X") if number == 3 else None
    ((rows, _),) = sheet.tables()
    assert rows[1:] == (
        ("Jurist:", "X", "", ""),
        ("Data scientist:", "", "X", ""),
        ("Ethicus:", "", "", "X"),
        ("Projectleider:", "X", "", "X"),
    )


def test_bold_labels_with_one_bold_value_have_no_heads(sheet):
    for number, (label, value, font) in enumerate(
        (
            ("Ingediend bij", "Provincie", "Times-Bold"),
            ("Behandeld door", "Provincie", "Times-Bold"),
            ("Soort", "Melding", "Times-Roman"),
            ("Status", "Ingediend", "Times-Roman"),
            ("Doel", "Definitief", "Times-Roman"),
        )
    ):
        sheet.set(72, 120 + 16 * number, label, font="Times-Bold")
        sheet.set(200, 120 + 16 * number, value, font=font)
    ((rows, header_rows),) = sheet.tables()
    assert (rows[0], header_rows) == (("Ingediend bij", "Provincie"), 0)


def test_the_next_lines_of_the_last_cell_belong_to_it(sheet):
    for number, label in enumerate(("Arkin", "Haaglanden", "Valente", "Justitie")):
        sheet.set(72, 120 + 24 * number, label)
        sheet.set(300, 120 + 24 * number, f"Afdeling {label}")
    sheet.set(300, 203, "directoraat Straffen,")
    sheet.set(300, 214, "tot september")
    sheet.set(72, 250, "Onder de tabel gaat de tekst weer verder.")
    ((rows, _),) = sheet.tables()
    assert rows[-1] == ("Justitie", "Afdeling Justitie directoraat Straffen, tot september")


def test_a_word_that_a_line_end_breaks_is_whole_in_its_cell(sheet):
    ruled(sheet.canvas, xs=(72, 200, 400), ys=(110, 134, 158, 182), top=110)
    sheet.set(76, 120, "Regio")
    sheet.set(204, 120, "Gebied")
    sheet.set(76, 144, "Oost")
    sheet.set(204, 142, "Verantwoordelijkhe-")
    sheet.set(204, 153, "den in Midden-")
    sheet.set(76, 168, "West")
    sheet.set(204, 168, "Midden-Nederland")
    ((rows, _),) = sheet.tables()
    assert rows[1] == ("Oost", "Verantwoordelijkheden in Midden-")
