"""What a block is, where type alone does not say it."""

from dataclasses import replace

from rdsearch.extract.blocks import LineBlock, block_of, blocks_of
from rdsearch.extract.headings import letters_in, type_scale
from rdsearch.extract.ink import InkWord, Line, Style, line_of
from rdsearch.extract.roles import judge
from rdsearch.types import Role

BODY = Style("Serif", 10.0)
BOLD = Style("Serif", 10.0, bold=True)
HEAD = Style("Serif", 14.0, bold=True)
ITALIC = Style("Serif", 10.0, italic=True)
SMALL = Style("Serif", 8.0)
PULLED = Style("Serif", 14.0, italic=True)
Boxes = tuple[tuple[float, float, float, float], ...]
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


def judged(*blocks: LineBlock, pictures: Boxes = (), framed: frozenset[int] = frozenset()):
    everything = [*blocks, *(block(PROSE, 900 + 12 * i) for i in range(9))]
    scale = type_scale(letters_in(everything), everything)
    return judge(
        blocks, scale, page_height=842, first_pages=False, pictures=pictures, framed=framed
    )


def roles(*blocks: LineBlock, pictures: Boxes = (), framed: frozenset[int] = frozenset()):
    return [one.role for one in judged(*blocks, pictures=pictures, framed=framed)]


def levels(*blocks: LineBlock):
    return [one.level for one in judged(*blocks) if one.role is Role.HEADING]


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


def test_a_head_in_italics_stays_apart_from_its_text_though_no_other_head_is_as_long():
    lines = [
        line("Advies over het plan van aanpak", 100, ITALIC, x=57),
        line("Om dit te voorkomen heeft het kabinet een wet gemaakt en", 112, x=60),
    ]
    assert len(blocks_of(lines)) == 2


def test_heads_in_two_colours_under_each_other_stay_apart_where_one_is_set_in():
    green = Style("Serif", 10.0, bold=True, colour=0x006600)
    lines = [line("Gegevens van de aanvrager", 100, green), line("Telefoon", 112, BOLD, x=80)]
    assert len(blocks_of(lines)) == 2


def test_the_labels_and_the_answers_of_a_form_are_text_under_its_head():
    form = [block(PROSE, 60), block("Gegevens", 90, HEAD)]
    for number, label in enumerate(("Telefoon", "Straat", "Plaats", "Land")):
        form += [
            block(label, 120 + 40 * number, BOLD),
            block("niet openbaar", 134 + 40 * number, ITALIC),
        ]
    form += [block("Bijlagen", 400, HEAD), block(PROSE, 430)]
    heads = [one.block.text for one in judged(*form) if one.role is Role.HEADING]
    assert heads == ["Gegevens", "Bijlagen"]


def test_a_bold_line_that_ends_in_a_colon_heads_the_text_under_it():
    assert roles(block("Antwoord op vraag 4:", 100, BOLD), block(PROSE, 114))[0] is Role.HEADING


def test_the_head_of_a_box_is_a_heading_where_the_text_around_the_box_has_ended():
    box = block("In cijfers", 100, BOLD), block(PROSE, 114)
    after_text = roles(*box, block(PROSE, 160), framed=frozenset({0, 1}))
    before_head = roles(*box, block("Het vervolg", 160, HEAD), framed=frozenset({0, 1}))
    at_end = roles(*box, framed=frozenset({0, 1}))
    assert [found[0] for found in (after_text, before_head, at_end)] == [
        Role.BODY,
        Role.HEADING,
        Role.HEADING,
    ]


def test_numbers_say_the_level_of_heads_that_are_set_alike():
    texts = ("1 Inleiding", "1.1 Aanleiding", "Het verzoek", "1.2 Aanpak", "2 Vondsten")
    heads = [block(text, 100 + 60 * i, BOLD) for i, text in enumerate(texts)]
    texted = [part for head in heads for part in (head, block(PROSE, head.y1 + 12))]
    assert levels(*texted) == [1, 2, 3, 2, 1]


def test_a_chapter_without_number_is_level_with_the_chapters_that_are_set_alike():
    texts = (("Samenvatting", HEAD), ("1 Inleiding", HEAD), ("1.1 Aanleiding", BOLD))
    texts += (("1.2 Aanpak", BOLD), ("2 Vondsten", HEAD), ("Literatuur", HEAD))
    heads = [block(text, 100 + 60 * i, style) for i, (text, style) in enumerate(texts)]
    texted = [part for head in heads for part in (head, block(PROSE, head.y1 + 12))]
    assert levels(*texted) == [1, 1, 2, 2, 1, 1]


def test_a_pointer_to_another_document_is_an_item_and_no_head():
    blue = Style("Serif", 10.0, colour=0x0000FF)
    assert roles(block("→ Boete voor slechte beveiliging", 100, blue)) == [Role.LIST_ITEM]


def test_a_name_with_an_initial_is_no_item_of_a_list():
    assert roles(block("N. Versteeg", 100)) == [Role.BODY]
    assert roles(block("N. de raad stemt in", 100)) == [Role.LIST_ITEM]


def test_sources_are_a_caption_in_one_sentence_and_a_note_in_more():
    one = block("Bron: cijfers van de gemeente Tolveen, 2024.", 700, SMALL)
    more = block("Bron: cijfers van de gemeente, 2024. De besparing is berekend.", 700, SMALL)
    assert roles(one) == [Role.CAPTION]
    assert roles(more) == [Role.FOOTNOTE]


def test_the_head_of_a_table_of_contents_is_no_entry_of_it():
    entries = [block(f"Hoofdstuk over iets {7 * n}", 150 + 14 * n) for n in range(1, 7)]
    spaced = [block_of([line_of([*e.first.words[:-1], _far(e.first.words[-1])])]) for e in entries]
    found = roles(block("INHOUD", 80, BOLD), block("In dit boekje", 100, HEAD), *spaced)
    assert found == [Role.HEADING, Role.HEADING, *[Role.TOC] * 6]


def _far(word: InkWord) -> InkWord:
    return replace(word, x0=word.x0 + 200, x1=word.x1 + 200)


def test_footnotes_of_one_line_each_stay_apart():
    lines = [line("¹ Artikel 7 van de wet.", 700, SMALL), line("² Artikel 9.", 710, SMALL)]
    assert len(blocks_of(lines)) == 2


FULL = "de gemeente mag daarnaast een vergoeding in de vrije ruimte - tot een deel van de loonsom"


def test_the_dash_that_closes_an_aside_opens_no_item_and_one_after_a_whole_sentence_does():
    closing = [line(FULL, 100), line("- onderbrengen zonder fiscale gevolgen.", 112)]
    assert [len(made.lines) for made in blocks_of(closing)] == [2]
    plain = FULL.replace(" - ", " ")
    assert len(blocks_of([line(plain, 100), line("- onderbrengen", 112)])) == 2


def test_a_figure_at_the_start_of_a_line_that_its_sentence_runs_on_to_opens_no_item():
    plain = "een uitgebreide toelichting op dit voorstel van het college staat vooraan in paragraaf"
    for figure in ("4.2. waarbij ook", "1. Het zijn", "p. 10, bijlage"):
        assert [len(made.lines) for made in blocks_of([line(plain, 100), line(figure, 112)])] == [2]
        ended = [line(plain + ":", 100), line(figure, 112)]
        assert len(blocks_of(ended)) == 2
        short = [line("Het plan in drie punten", 100), line(figure, 112), line(plain, 180)]
        assert len(blocks_of(short)) == 3


def test_a_line_that_a_raised_mark_pushes_down_stays_with_its_sentence():
    above = [line(PROSE, 100), line("dat geldt niet wanneer de vergoeding", 112)]
    assert len(blocks_of([*above, line("een vast bedrag betreft.³", 127.5)])) == 1
    assert len(blocks_of([*above, line("een vast bedrag betreft.", 127.5)])) == 2


def test_a_number_in_a_half_bracket_opens_a_note_where_the_text_refers_to_it_and_else_an_item():
    small = block("3) Circulaire voor de raad van de gemeente.", 700, SMALL)
    text = block("dat geldt niet wanneer de vergoeding vast is.³", 100)
    assert roles(text, small) == [Role.BODY, Role.FOOTNOTE]
    assert roles(block(PROSE, 100), small) == [Role.BODY, Role.LIST_ITEM]
