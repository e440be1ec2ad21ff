"""What comes back from page to page: running heads and folios leave the text, years and text do not."""

from rdsearch.extract.folios import folio_lines
from rdsearch.extract.furniture import (
    PageLines,
    margins_of,
    outermost,
    repeated_in,
    title_words,
)
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


def removed(pages: list[PageLines], title: frozenset[str] = frozenset()) -> list[list[str]]:
    found = zip(pages, repeated_in([margins_of(page) for page in pages], title), strict=True)
    return [[p.lines[i].text for i in sorted(outermost(p, own))] for p, own in found]


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


def test_the_name_of_the_chapter_beside_the_date_is_furniture_though_it_changes():
    pages = [
        page(n, *body(n), line(name, 60, 800, SMALL), line("30-10-2024", 450, 800, SMALL))
        for n, name in enumerate(("Uw verzoek", "Uw gegevens", "Uw gegevens", "Vragen", "Bijlagen"))
    ]
    assert [found[0] for found in removed(pages)] == [
        "Uw verzoek", "Uw gegevens", "Uw gegevens", "Vragen", "Bijlagen",
    ]  # fmt: skip


def test_a_line_at_the_head_that_says_the_title_again_is_furniture_and_a_bold_head_is_not():
    big = Style("Serif", 18.0, bold=True)
    cover = page(1, line("Richtlijnen maken de regels vaag", 60, 200, big), *body(1))
    again = "Briefing: richtlijnen maken de regels vaag"
    light, bold = (
        page(2, line(again, 60, 60, Style("Serif", 10.0, bold=is_bold)), *body(2))
        for is_bold in (False, True)
    )
    title = title_words(cover)
    assert removed([cover, light], title) == [[], [again]]
    assert removed([cover, bold], title) == [[], []]


def test_a_line_that_says_no_more_than_the_number_of_its_page_is_its_folio():
    texts = ["blad 2", "Pagina 2", "- 2 -", "2 huizen", "blad 3"]
    found = folio_lines(page(2, *(line(t, 60 + 90 * i, 810) for i, t in enumerate(texts))), ["2"])
    assert {texts[i] for i in found} == {"blad 2", "Pagina 2", "- 2 -"}
