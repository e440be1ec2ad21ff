"""What comes back from page to page: running heads and folios leave the text, years and text do not."""

from rdsearch.extract.furniture import PageLines, furniture_of
from rdsearch.extract.ink import InkWord, Line, Style, line_of

BODY = Style("Serif", 10.0)
SMALL = Style("Serif", 8.0)


def line(text: str, x: float, y: float, style: Style = BODY) -> Line:
    width = 0.5 * style.size * len(text)
    words = text.split()
    step = width / len(words)
    return line_of(
        [
            InkWord(word, x + i * step, y - 8, x + i * step + 0.9 * step, y + 2, y, style)
            for i, word in enumerate(words)
        ]
    )


def page(number: int, *lines: Line) -> PageLines:
    return PageLines(number, 595.0, 842.0, lines)


def body(number: int) -> list[Line]:
    return [line(f"gewone regel {number} {i} van de tekst", 60, 300 + 12 * i) for i in range(20)]


def removed(pages: list[PageLines]) -> list[list[str]]:
    found = furniture_of(pages)
    return [[p.lines[i].text for i in sorted(own)] for p, own in zip(pages, found, strict=True)]


def test_a_foot_with_its_folio_left_and_right_by_turns_is_furniture_on_three_pages():
    feet = ["14 Achtergrond", "Achtergrond 15", "16 Achtergrond"]
    pages = [page(n, *body(n), line(foot, 60 + 200 * n, 800, SMALL)) for n, foot in enumerate(feet)]
    assert removed(pages) == [[foot] for foot in feet]


def test_years_that_head_a_page_are_text():
    pages = [page(n, line(str(1900 + 17 * n), 60, 60), *body(n)) for n in range(6)]
    assert removed(pages) == [[]] * 6


def test_folios_that_rise_with_the_pages_are_furniture():
    pages = [page(n, *body(n), line(str(4 + n), 300, 810, SMALL)) for n in range(6)]
    assert removed(pages) == [[str(4 + n)] for n in range(6)]


def test_the_end_of_a_sentence_is_text_though_letters_that_are_alike_repeat_it():
    pages = [
        page(n, line("zijn verwerkt in de reactienota van het college.", 60, 60), *body(n))
        for n in range(6)
    ]
    assert removed(pages) == [[]] * 6


def test_the_first_line_of_a_paragraph_is_text_where_other_pages_have_a_head_in_its_type():
    pages = [page(n, line("Verslag van het jaar", 60, 60), *body(n)) for n in range(5)]
    text = [line("De raad nam het plan aan", 60, 60), line("met dertig stemmen voor", 60, 72)]
    assert removed([*pages, page(5, *text, *body(5))])[5] == []
