import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.making import count_words, page_of, passages_from, report_of

from rdsearch.chunk import excerpt_of, passages_of
from rdsearch.config import ChunkConfig
from rdsearch.types import Role, Span

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
    lambda pages: [page_of(number, *blocks) for number, blocks in enumerate(pages, start=1)]
)


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


def test_a_passage_has_the_language_of_the_page_it_begins_on():
    pages = [
        page_of(1, (Role.BODY, "Daarom bleef het"), language="nl"),
        page_of(2, (Role.BODY, "dorp droog."), language="en"),
    ]
    assert [passage.language for passage in made(pages)] == ["nl"]


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
    passages = passages_of(
        pages, report_id="x", sha256="s", count_tokens=count_letters, config=SMALL
    )
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
