import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.making import count_words, page_of, passages_from, report_of

from rdsearch import chunk, dutch
from rdsearch.chunk import excerpt_of, passages_of
from rdsearch.config import ChunkConfig
from rdsearch.types import Role, Span, Table

SMALL = ChunkConfig(target_tokens=12, max_tokens=16, min_tokens=4)
HEADINGS = (Role.TITLE, Role.HEADING)

sentence = st.lists(
    st.sampled_from("de dijk werd hoger 3,4 Van p. ca. één 😀".split()), min_size=1, max_size=9
)
paragraph = st.lists(
    sentence.map(lambda words: " ".join(words).capitalize() + "."), min_size=1, max_size=5
)
unended = sentence.map(" ".join)  # no capital, no full stop: runs on over blocks and pages
overlong = st.integers(17, 60).map(lambda count: "woord " * count + "einde.")
content = paragraph.map(" ".join) | paragraph.map("\n".join) | unended | overlong
block = st.tuples(st.sampled_from(Role), content, st.integers(1, 3))
reports = st.lists(st.lists(block, max_size=5), min_size=1, max_size=4).map(
    lambda pages: [
        with_table(page_of(number, *blocks)) for number, blocks in enumerate(pages, start=1)
    ]
)


def with_table(page, header_rows=1):
    """The page with its table blocks as the rows of a table; a word a cell, or cells parted by |."""
    rows = [page.text[b.start : b.end] for b in page.blocks if b.role is Role.TABLE]
    cells = tuple(tuple(row.split("|") if "|" in row else row.split()) for row in rows)
    table = Table(0, 0, page.width_pt, page.height_pt, cells, header_rows)
    return replace(page, tables=(table,) if rows else ())


def made(pages, config=SMALL, report=None):
    return passages_from(pages, report=report or report_of(), config=config)


def texts(pages, config=SMALL):
    return [passage.text for passage in made(pages, config)]


def kept_places(pages):
    """(page, offset) of every character that is not blank and not of a heading or a contents table."""
    return [
        (page.number, offset)
        for page in pages
        for block in page.blocks
        if block.role not in (*HEADINGS, Role.TOC)
        for offset in range(block.start, block.end)
        if not page.text[offset].isspace()
    ]


def covered_places(pages, passages):
    return [
        (span.page, offset)
        for passage in passages
        for span in passage.spans
        for offset in range(span.start, span.end)
        if not pages[span.page - 1].text[offset].isspace()
    ]


@given(reports)
def test_passages_hold_every_body_character_that_is_not_blank_exactly_once(pages):
    assert sorted(covered_places(pages, made(pages))) == sorted(kept_places(pages))


@given(reports)
def test_the_text_of_a_passage_is_the_slices_of_its_spans(pages):
    for passage in made(pages):
        assert passage.text == excerpt_of(passage.spans, pages)
        assert passage.text == passage.text.strip() != ""


@given(reports)
def test_no_passage_crosses_a_heading(pages):
    heads = [(p.number, b.start) for p in pages for b in p.blocks if b.role in HEADINGS]
    for passage in made(pages):
        places = [(span.page, span.start) for span in passage.spans]
        assert not any(min(places) < head < max(places) for head in heads)
        for span in passage.spans:  # nor does a span run over anything that is not its own
            block_starts = [b.start for b in pages[span.page - 1].blocks if b.role in HEADINGS]
            assert not any(span.start < start < span.end for start in block_starts)


@given(reports)
def test_no_passage_is_longer_than_allowed_by_the_counter_itself(pages):
    for passage in made(pages):
        (tokens,) = count_words([passage.text])
        assert tokens <= SMALL.max_tokens
        assert passage.token_count <= SMALL.max_tokens


@given(reports)
def test_equal_input_gives_equal_passages_with_ids_of_their_own(pages):
    passages = made(pages)
    assert passages == made(pages)
    assert len({passage.passage_id for passage in passages}) == len(passages)
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))


@given(reports)
def test_the_same_text_in_another_file_gets_other_ids(pages):
    other = made(pages, report=report_of("ander"))
    assert not {p.passage_id for p in made(pages)} & {p.passage_id for p in other}


def test_a_sentence_over_a_page_end_stays_whole():
    pages = [
        page_of(1, (Role.BODY, "De dijk werd hoger. Daarom bleef het dorp")),
        page_of(2, (Role.BODY, "ook deze winter droog. Dat was nieuw.")),
    ]
    (passage,) = made(pages)
    assert passage.text == (
        "De dijk werd hoger. Daarom bleef het dorp ook deze winter droog. Dat was nieuw."
    )
    assert [span.page for span in passage.spans] == [1, 2]


def pages_of_body(*contents):
    return [page_of(number, (Role.BODY, text)) for number, text in enumerate(contents, start=1)]


def test_many_pages_under_one_heading_are_parted_where_a_page_ends_with_a_sentence(monkeypatch):
    monkeypatch.setattr(chunk, "_LONG_SECTION", 2)
    pages = pages_of_body("Eén.", "Een zin die", "over het einde gaat.", "Vier.")
    assert [text.split() for text in texts(pages, ChunkConfig())] == [
        ["Eén.", "Een", "zin", "die", "over", "het", "einde", "gaat."],
        ["Vier."],
    ]


def test_many_pages_without_the_end_of_a_sentence_are_parted_all_the_same(monkeypatch):
    monkeypatch.setattr(chunk, "_LONG_SECTION", 2)
    pages = pages_of_body(*["zonder einde"] * 7)
    passages = made(pages, ChunkConfig())
    assert [[span.page for span in p.spans] for p in passages] == [[1, 2, 3, 4], [5, 6, 7]]
    assert covered_places(pages, passages) == kept_places(pages)


def test_a_caption_or_pull_quote_between_two_halves_of_a_sentence_is_read_after_it():
    pages = [
        page_of(1, (Role.BODY, "Daarom bleef het dorp"), (Role.CAPTION, "Foto van de dijk.")),
        page_of(2, (Role.QUOTE, "“Eindelijk droog!”"), (Role.BODY, "ook deze winter droog.")),
    ]
    assert texts(pages) == [
        "Daarom bleef het dorp ook deze winter droog. Foto van de dijk. “Eindelijk droog!”"
    ]


def test_the_rows_of_a_table_and_its_caption_stand_together_apart_from_the_text():
    rows = [(Role.TABLE, f"Project {n} 10{n}") for n in range(3)]
    pages = [
        page_of(
            1, (Role.BODY, "Het begon."), (Role.CAPTION, "Tabel 1"), *rows, (Role.BODY, "Daarna.")
        )
    ]
    assert texts(pages) == [
        "Het begon. Daarna.",
        "Tabel 1\n\nProject 0 100\n\nProject 1 101\n\nProject 2 102",
    ]


def test_a_finished_sentence_is_not_joined_to_the_next_block():
    pages = [page_of(1, (Role.BODY, "Dit is af."), (Role.LIST_ITEM, "- een punt"))]
    (passage,) = made(pages)
    assert passage.spans == (Span(1, 0, len(pages[0].text)),)


def test_headings_are_the_path_from_the_outermost_and_run_on_over_pages():
    pages = [
        page_of(1, (Role.TITLE, "Water"), (Role.HEADING, "Dijken", 2), (Role.BODY, "Eén.")),
        page_of(2, (Role.BODY, "Twee."), (Role.HEADING, "De\n Vennebeek", 3), (Role.BODY, "Drie.")),
        page_of(3, (Role.HEADING, "Sluizen", 2), (Role.BODY, "Vier."), (Role.TITLE, "Wonen")),
        page_of(4, (Role.BODY, "Vijf.")),
    ]
    assert [(p.text, p.headings) for p in made(pages)] == [
        ("Eén. Twee.", ("Water", "Dijken")),
        ("Drie.", ("Water", "Dijken", "De Vennebeek")),
        ("Vier.", ("Water", "Sluizen")),
        ("Vijf.", ("Wonen",)),
    ]


def test_a_table_of_contents_is_left_out():
    assert texts([page_of(1, (Role.TOC, "Voorwoord 3"), (Role.BODY, "Wel dit."))]) == ["Wel dit."]


def spoken(page, *languages):
    blocks = zip(page.blocks, languages, strict=True)
    return replace(page, blocks=tuple(replace(b, language=language) for b, language in blocks))


def test_a_passage_has_the_language_of_most_of_its_letters():
    pages = [
        spoken(page_of(1, (Role.BODY, "Daarom bleef"), language="en"), "nl"),
        spoken(page_of(2, (Role.BODY, "het dorp aan de beek droog."), language="en"), "fy"),
    ]
    assert [passage.language for passage in made(pages)] == ["fy"]
    both = page_of(
        1, (Role.HEADING, "A"), (Role.BODY, "Een."), (Role.HEADING, "B"), (Role.BODY, "On.")
    )
    assert [p.language for p in made([spoken(both, None, "nl", None, "en")])] == ["nl", "en"]


def test_a_passage_of_blocks_too_short_to_tell_has_the_language_of_its_page():
    pages = [
        page_of(1, (Role.BODY, "Dat kost 3,4 miljoen per jaar en"), language="nl"),
        page_of(2, (Role.BODY, "niet meer."), language=None),
    ]
    assert [passage.language for passage in made(pages)] == ["nl"]
    assert [passage.language for passage in made([page_of(1, (Role.BODY, "12,4"))])] == [None]


def test_long_text_is_cut_near_the_target_and_rather_between_paragraphs():
    six = "Dit is een zin van zeven woorden."
    long = page_of(1, (Role.BODY, f"{six} {six}"), (Role.BODY, f"{six} {six}"))
    config = ChunkConfig(target_tokens=14, max_tokens=28, min_tokens=4)
    assert texts([long], config) == [f"{six} {six}", f"{six} {six}"]


def test_a_sentence_that_is_too_long_is_cut_after_white_space():
    words = " ".join(f"woord{number}" for number in range(50))
    pieces = texts([page_of(1, (Role.BODY, words))])
    assert " ".join(pieces) == words
    assert all(len(piece.split()) <= 16 for piece in pieces)


def count_letters(texts):
    """A counter for which every digit weighs as much as a word: as of numbers in a real model."""
    return [len(re.findall(r"\d|[^\W\d]+", text)) for text in texts]


def test_a_sentence_whose_tokens_stand_close_together_at_one_end_is_cut_short_enough():
    text = (
        "lange woorden zonder veel tokens erin staan vooraan in deze regel " * 4 + "1234567890 " * 6
    )
    pages = [page_of(1, (Role.TABLE, text.strip()))]
    passages = [
        *passages_of(pages, report_id="x", sha256="s", count_tokens=count_letters, config=SMALL)
    ]
    assert max(count_letters([passage.text for passage in passages])) <= SMALL.max_tokens
    assert sorted(covered_places(pages, passages)) == sorted(kept_places(pages))


@pytest.mark.parametrize("text", ["0" * 100, "0" * 100 + " " + "1" * 40])
def test_text_without_white_space_is_cut_anyway(text):
    passages = passages_of(
        [page_of(1, (Role.BODY, text))],
        report_id="x",
        sha256="s",
        count_tokens=count_letters,
        config=SMALL,
    )
    assert max(count_letters([passage.text for passage in passages])) <= SMALL.max_tokens


@pytest.mark.parametrize("pages", [[], [page_of(1)], [page_of(1, (Role.HEADING, "Alleen dit"))]])
def test_a_report_without_body_text_has_no_passages(pages):
    assert made(pages) == ()


def test_a_kicker_heads_its_story_beside_the_title_and_goes_with_it():
    pages = [
        page_of(
            1,
            (Role.HEADING, "PROJECT EEN"),
            (Role.HEADING, "Het dak op"),
            (Role.BODY, "Zij leerden het vak."),
            (Role.HEADING, "PROJECT TWEE"),
            (Role.HEADING, "De grond in"),
            (Role.BODY, "Zij boorden een put."),
        )
    ]
    assert [passage.headings for passage in made(pages)] == [
        ("PROJECT EEN", "Het dak op"),
        ("PROJECT TWEE", "De grond in"),
    ]


HEADS = (Role.TABLE, "Project|Doel 2025|Bereikt")
ROW = (Role.TABLE, "Zorgsprong|200|158")
ONE_ROW = ChunkConfig(target_tokens=1, max_tokens=8, min_tokens=1)


def searched(*pages, config=SMALL):
    return [passage.indexed for passage in made(pages, config)]


def test_a_table_is_searched_as_sentences_of_cells_under_their_heads_and_shown_as_it_stands():
    page = with_table(page_of(1, (Role.CAPTION, "Tabel 1: Stand"), HEADS, ROW))
    (passage,) = made([page], ChunkConfig())
    sentence = "Zorgsprong Doel 2025: 200; Bereikt: 158."
    assert passage.searched_text == f"Project\nTabel 1: Stand\n{sentence}"
    assert "Zorgsprong|200|158" in passage.text


def test_heads_of_two_rows_are_read_together_and_empty_cells_not_at_all():
    rows = [(Role.TABLE, "|Begroot|Begroot"), (Role.TABLE, "Wie|2021|2022")]
    rows += [(Role.TABLE, "Rijk|€ 1,2 mln|"), (Role.TABLE, "Regio||€ 3 mln")]
    (passage,) = made([with_table(page_of(1, *rows), header_rows=2)], ChunkConfig())
    assert passage.searched_text.splitlines()[-2:] == [
        "Rijk Begroot 2021: € 1,2 mln.",
        "Regio Begroot 2022: € 3 mln.",
    ]


def test_a_table_without_heads_is_searched_as_it_stands():
    (passage,) = made([with_table(page_of(1, ROW, ROW), header_rows=0)], ChunkConfig())
    assert (passage.indexed, passage.searched_text) == ("", passage.text)


def test_running_text_is_searched_as_it_stands():
    (passage,) = made([page_of(1, (Role.BODY, "Het dorp bleef droog."))])
    assert (passage.indexed, passage.searched_text) == ("", "Het dorp bleef droog.")


@pytest.mark.parametrize("is_above", [True, False])
def test_every_piece_of_a_long_table_is_searched_under_its_caption_and_heads_once(is_above):
    rows = [(Role.TABLE, f"Project {number}|2|3") for number in range(12)]
    caption = (Role.CAPTION, "Tabel 1: Stand")
    blocks = [caption, HEADS, *rows] if is_above else [HEADS, *rows, caption]
    pieces = made([with_table(page_of(1, *blocks))], ONE_ROW)
    assert len(pieces) > 12
    for piece in pieces:
        assert piece.searched_text.count("Tabel 1: Stand") == 1
    row = next(piece for piece in pieces if piece.text == "Project 6|2|3")
    sentence = "Project 6 Doel 2025: 2; Bereikt: 3."
    assert row.searched_text == f"Tabel 1: Stand\nProject\n{sentence}"
    assert not any("Bereikt" in piece.text for piece in pieces[2:])


def test_a_table_that_goes_on_at_the_head_of_the_next_page_keeps_heads_and_caption():
    rows = [(Role.TABLE, f"Project {number}|2|3") for number in range(5)]
    first = with_table(page_of(1, (Role.CAPTION, "Tabel 1: Stand"), HEADS, *rows))
    second = with_table(page_of(2, *rows), header_rows=0)
    read = "Tabel 1: Stand\nProject\nProject 4 Doel 2025: 2; Bereikt: 3."
    assert made([first, second], ONE_ROW)[-1].searched_text == read
    apart = with_table(page_of(2, (Role.BODY, "Nieuw."), *rows), header_rows=0)
    assert "Bereikt" not in made([first, apart], ONE_ROW)[-1].searched_text


def test_a_row_with_nothing_but_its_first_cell_is_read_with_those_below():
    rows = [(Role.TABLE, f"{share}%|2 dagen|3 dagen") for share in range(50, 95, 5)]
    head, group = (Role.TABLE, "Tijd|Klinisch|Ambulant"), (Role.TABLE, "Duur tot plaatsing||")
    pieces = made([with_table(page_of(1, head, group, *rows))])
    assert "Duur tot plaatsing" not in pieces[-1].text
    assert pieces[-1].searched_text.startswith("Tijd\nDuur tot plaatsing\n")
    assert pieces[-1].searched_text.endswith("90% Klinisch: 2 dagen; Ambulant: 3 dagen.")


@pytest.mark.parametrize("head", ["Vorig jaar|1.384.477|393.332", "Kop|" + "lang " * 20 + "|B"])
def test_a_first_row_that_cannot_be_heads_is_not_put_over_the_rows(head):
    rows = [(Role.TABLE, f"Project {number}|2|3") for number in range(12)]
    assert not any(searched(with_table(page_of(1, (Role.TABLE, head), *rows))))


def test_two_tables_on_a_page_keep_their_own_heads():
    page = page_of(
        1, HEADS, ROW, (Role.TABLE, "Gemeente|Aantal|Deel"), (Role.TABLE, "Harkum|34|9%")
    )
    tops = [block.y0 for block in page.blocks]
    tables = [
        Table(0, tops[at], 595, tops[at] + 50, tuple(tuple(row.split("|")) for row in rows), 1)
        for at, rows in ((2, ("Gemeente|Aantal|Deel", "Harkum|34|9%")), (0, (HEADS[1], ROW[1])))
    ]
    pieces = {p.text: p.searched_text for p in made([replace(page, tables=tuple(tables))], ONE_ROW)}
    assert pieces["Zorgsprong|200|158"] == "Project\nZorgsprong Doel 2025: 200; Bereikt: 158."
    assert pieces["Harkum|34|9%"] == "Gemeente\nHarkum Aantal: 34; Deel: 9%."


@given(reports)
def test_every_word_that_is_shown_is_searched_apart_from_heads(pages):
    for passage in made(pages):
        heads = {
            word
            for span in passage.spans
            for table in pages[span.page - 1].tables
            for row in table.rows[: table.header_rows]
            for word in dutch.forms(" ".join(row))
        }
        searched = {*dutch.forms(passage.searched_text)}
        assert {*dutch.forms(passage.text)} - heads <= searched
