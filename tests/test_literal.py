import gc
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making import page_of, passages_from, report_of

from rdsearch import dutch, literal
from rdsearch.config import ChunkConfig
from rdsearch.errors import IndexUnusable
from rdsearch.types import Page, Passage, Role, Span, Word

PAGES = 300
SHORT = ChunkConfig(target_tokens=6, max_tokens=8, min_tokens=1)


def built(path, *reports, config=SHORT):
    """The letters of reports that are given as their pages."""
    made = [
        (pages, passages_from(pages, report=report_of(f"r{n}"), config=config))
        for n, pages in enumerate(reports)
    ]
    literal.build(made, path)
    return literal.Literal(path)


def body(*texts):
    return [page_of(n, (Role.BODY, text)) for n, text in enumerate(texts, start=1)]


def test_every_occurrence_is_counted_by_report(tmp_path):
    index = built(
        tmp_path / "l",
        body("De dijk. De dijk.", "En de dijk."),
        body("Geen."),
        body("Dijk de dijk"),
    )
    found = index.occurrences("de dijk")
    assert found.reports.tolist() == [0, 0, 0, 2]
    assert len(index.occurrences("de sluis")) == 0
    assert len(index.occurrences("…")) == 0


def test_a_phrase_goes_on_over_the_end_of_a_page_and_of_a_passage(tmp_path):
    pages = body("Dit is een lange zin die op de ene pagina begint en", "op de andere eindigt.")
    index = built(tmp_path / "l", pages)
    (first,) = index.occurrences("begint en op de andere").firsts
    assert [place.span.page for place in index.places(int(first), "begint en op de andere")] == [
        1,
        2,
    ]


def test_a_phrase_does_not_go_on_from_one_report_to_the_next_nor_from_a_heading_to_its_text(
    tmp_path,
):
    pages = [page_of(1, (Role.HEADING, "De dijk", 1), (Role.BODY, "Wordt hoger"))]
    index = built(tmp_path / "l", pages, body("in mei."))
    assert len(index.occurrences("hoger in mei")) == 0
    assert len(index.occurrences("de dijk wordt")) == 0
    assert len(index.occurrences("de dijk")) == 1


def test_a_heading_belongs_to_the_passage_under_it(tmp_path):
    pages = [
        page_of(
            1, (Role.BODY, "Vooraf."), (Role.HEADING, "De sluis", 1), (Role.BODY, "Die is open.")
        )
    ]
    index = built(tmp_path / "l", pages)
    assert index.occurrences("de sluis").rows.tolist() == [1]
    assert index.occurrences("die is open").rows.tolist() == [1]


def test_a_table_of_contents_is_counted_with_the_passage_nearest_to_it(tmp_path):
    pages = [page_of(1, (Role.TOC, "De sluis 7")), *body("De dijk.")[:1]]
    index = built(tmp_path / "l", [pages[0], replace(pages[1], number=2)])
    found = index.occurrences("de sluis")
    assert found.rows.tolist() == [0]
    (place,) = index.places(int(found.firsts[0]), "de sluis")
    assert place.kind is literal.Kind.CONTENTS


def test_a_report_without_passages_is_counted_in_no_row(tmp_path):
    index = built(tmp_path / "l", [page_of(1, (Role.TOC, "De sluis 7"))], body("De dijk."))
    assert index.occurrences("de sluis").rows.tolist() == [literal.NO_ROW]
    assert index.occurrences("de dijk").rows.tolist() == [0]


def test_a_sentence_that_a_footnote_parts_from_its_end_is_one(tmp_path):
    first = page_of(1, (Role.BODY, "De raad besloot"), (Role.FOOTNOTE, "Zie bijlage."))
    second = page_of(2, (Role.BODY, "in mei tot de bouw."))
    assert len(built(tmp_path / "l", [first, second]).occurrences("besloot in mei")) == 1


def broken(text, at):
    """A page with one word that a line end breaks at this offset."""
    start = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    words = (Word(start, at, 50, 50, 90, 60), Word(at, end, 50, 70, 90, 80))
    return replace(page_of(1, (Role.BODY, text)), words=words)


@pytest.mark.parametrize(
    "phrase", ["JobOpptrajecten", "JobOpp-trajecten", "jobopp trajecten", "JobOpp"]
)
def test_a_word_that_a_line_end_breaks_in_doubt_is_found_joined_and_parted(tmp_path, phrase):
    page = broken("De JobOpptrajecten liepen.", at=9)
    assert len(built(tmp_path / "l", [page]).occurrences(phrase)) == 1


def test_parts_of_words_in_doubt_are_told_by_row(tmp_path):
    pages = [broken("De JobOpptrajecten liepen.", at=9)]
    passages = passages_from(pages, report=report_of())
    assert literal.build([(pages, passages)], tmp_path / "l") == {0: ("jobopp", "trajecten")}


@pytest.mark.parametrize(
    ("text", "at"),
    [("Het ongeval was ernstig.", 6), ("De joboppers kwamen. De joboppers gingen.", 6)],
)
def test_a_broken_word_that_is_proven_is_not_parted(tmp_path, text, at):
    index = built(tmp_path / "l", [broken(text, at)])
    word = text.split()[1]
    part = word[at - 3 :] if text.startswith("De") else word[2:]
    assert len(index.occurrences(word)) > 0
    assert len(index.occurrences(part)) == 0


texts = st.lists(st.text(alphabet="aàbBz1.,2 -\n", max_size=30), min_size=1, max_size=4)


@settings(max_examples=25)
@given(texts=texts, data=st.data())
def test_any_run_of_words_is_found_where_it_stands(tmp_path_factory, texts, data):
    pages = [page_of(n, *([(Role.BODY, t)] if t.strip() else [])) for n, t in enumerate(texts, 1)]
    index = built(tmp_path_factory.mktemp("x") / "l", pages)
    page = data.draw(st.sampled_from(pages))
    words = list(dutch.tokens(page.text))
    if words:
        first = data.draw(st.integers(0, len(words) - 1))
        last = data.draw(st.integers(first, len(words) - 1))
        phrase = page.text[words[first].start : words[last].end]
        found = index.occurrences(phrase)
        places = [index.places(int(at), phrase)[0].span.page for at in found.firsts]
        assert page.number in places


def test_a_folder_that_is_no_index_or_lost_a_part_is_unusable(tmp_path):
    with pytest.raises(IndexUnusable, match="rdsearch ingest"):
        literal.Literal(tmp_path)
    built(tmp_path / "l", body("De dijk."))
    (tmp_path / "l" / "letters").write_bytes(b"")
    with pytest.raises(IndexUnusable, match="do not agree"):
        literal.Literal(tmp_path / "l")


def test_an_index_without_reports_finds_nothing(tmp_path):
    assert len(built(tmp_path / "l").occurrences("dijk")) == 0


class Generated(Sequence):
    """Pages that are made when they are asked for, as those of a long report are read from disk."""

    def __init__(self, *, pages_a_chapter):
        self._pages_a_chapter = pages_a_chapter

    def __len__(self):
        return PAGES

    def __getitem__(self, place):
        if not 0 <= place < PAGES:
            raise IndexError(place)
        body = (Role.BODY, f"Boom {place} staat in de wijk.")
        if place % self._pages_a_chapter:
            return page_of(place + 1, body)
        return page_of(place + 1, (Role.HEADING, f"Kop {place}", 1), body)


def alive(kind):
    return sum(type(thing) is kind for thing in gc.get_objects())


@pytest.mark.parametrize("pages_a_chapter", [1, PAGES])
def test_few_pages_and_passages_of_a_long_report_are_in_memory(tmp_path, pages_a_chapter):
    pages, seen = Generated(pages_a_chapter=pages_a_chapter), []
    before = alive(Page), alive(Passage)  # of tests before this one

    def passages():
        for place, page in enumerate(pages):
            start = page.text.index("Boom")
            span = Span(place + 1, start, len(page.text))
            text = page.text[start:]
            if place % 20 == 0:
                seen.append((alive(Page) - before[0], alive(Passage) - before[1]))
            yield Passage(f"p{place}", "r", place, (span,), text, (), 6)

    literal.build([(pages, passages())], tmp_path / "l")
    index = literal.Literal(tmp_path / "l")
    assert index.occurrences("boom 299").rows.tolist() == [299]
    assert max(there for there, _ in seen) < PAGES / 10
    assert max(there for _, there in seen) < PAGES / 10


def test_rows_go_on_behind_the_passages_of_the_report_before_though_they_have_no_letters(tmp_path):
    index = built(tmp_path / "l", body("De dijk.", "… — …"), body("Een sluis."))
    rows = len(passages_from(body("De dijk.", "… — …"), report=report_of(), config=SHORT))
    assert index.occurrences("sluis").rows.tolist() == [rows]
