"""What a block is, where type alone does not say it."""

from rdsearch.extract.blocks import LineBlock, block_of, blocks_of
from rdsearch.extract.ink import InkWord, Line, Style, line_of
from rdsearch.extract.roles import judge, type_scale
from rdsearch.types import Role

BODY = Style("Serif", 10.0)
BOLD = Style("Serif", 10.0, bold=True)
HEAD = Style("Serif", 14.0, bold=True)
SMALL = Style("Serif", 8.0)
PULLED = Style("Serif", 14.0, italic=True)
PROSE = "de raad nam het plan aan en het college voert het uit in het najaar van dit jaar."


def line(text: str, y: float, style: Style = BODY, x: float = 60) -> Line:
    made = []
    for word in text.split():
        width = 0.5 * style.size * len(word)
        top, bottom = y - 0.8 * style.size, y + 0.22 * style.size
        made.append(InkWord(word, x, top, x + width, bottom, y, style))
        x += width + 0.3 * style.size
    return line_of(made)


def block(text: str, y: float, style: Style = BODY) -> LineBlock:
    return block_of([line(text, y, style)])


def roles(*blocks: LineBlock, pictures: tuple[tuple[float, float, float, float], ...] = ()):
    scale = type_scale([[*blocks, *(block(PROSE, 900 + 12 * i) for i in range(9))]])
    judged = judge(blocks, scale, page_height=842, first_pages=False, pictures=pictures)
    return [one.role for one in judged]


def test_the_line_under_a_pull_quote_that_says_who_spoke_belongs_to_it():
    quote = block("“Wij wachten al vijftig jaar op die bomen.”", 100, PULLED)
    assert roles(quote, block("Anja Broekman, bewoner", 114, SMALL)) == [Role.QUOTE, Role.QUOTE]


def test_a_head_under_a_quotation_is_a_head():
    quote = block("“Wij wachten al vijftig jaar op die bomen.”", 100, PULLED)
    assert roles(quote, block("5.2 Wat niet werkt", 120, HEAD)) == [Role.QUOTE, Role.HEADING]


def test_small_type_under_a_picture_is_its_caption_and_elsewhere_it_is_not():
    small = block("De machinezaal na de opening", 214, SMALL)
    assert roles(small, pictures=((50, 100, 400, 205),)) == [Role.CAPTION]
    assert roles(small) == [Role.BODY]


def test_bold_questions_of_an_interview_are_text_and_a_lone_one_is_a_head():
    first, second = block("Waarom een proef?", 100, BOLD), block("Wat leerde u?", 160, BOLD)
    answers = block(PROSE, 114), block(PROSE, 174)
    assert roles(first, answers[0], second, answers[1]) == [Role.BODY] * 4
    assert roles(first, answers[0]) == [Role.HEADING, Role.BODY]


def test_a_name_in_bold_that_closes_a_text_heads_nothing():
    assert roles(block(PROSE, 100), block("Fenna van den Berg", 130, BOLD)) == [Role.BODY] * 2


def test_a_head_that_starts_with_a_year_is_a_head_and_a_key_figure_is_not():
    year, figure = block("2023 in vogelvlucht", 100, HEAD), block("640 woningen", 100, HEAD)
    assert roles(year, block(PROSE, 130)) == [Role.HEADING, Role.BODY]
    assert roles(figure, block(PROSE, 130)) == [Role.BODY, Role.BODY]


def test_capitals_and_the_head_below_them_are_two_heads():
    made = blocks_of([line("TOELICHTING", 100, BOLD), line("Artikel 2. De vergoeding", 112, BOLD)])
    assert len(made) == 2


def test_text_that_goes_on_after_a_quotation_that_is_set_in_is_a_block_of_its_own():
    lines = [
        line("“Ik sta in het bestuur en ik", 100, x=80),
        line("stuur nooit.” (bestuurder)", 112, x=80),
        line("De raad knikt daarbij instemmend", 124, x=60),
    ]
    assert [len(made.lines) for made in blocks_of(lines)] == [2, 1]


def test_footnotes_of_one_line_each_stay_apart():
    lines = [line("¹ Artikel 7 van de wet.", 700, SMALL), line("² Artikel 9.", 710, SMALL)]
    assert len(blocks_of(lines)) == 2
