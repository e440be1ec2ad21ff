from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.making import page_of, passages_from, report_of

from rdsearch import dutch
from rdsearch.cite import (
    citation_at,
    citation_of,
    highlights_of,
    label_at,
    line_boxes,
    phrase_highlights,
    spans_between,
)
from rdsearch.errors import ExcerptMismatch
from rdsearch.types import Box, Role, Span, Word

REPORT = report_of()
PAGES = {
    1: page_of(1, (Role.BODY, "De dijk werd hoger.\nDaarom bleef het dorp"), labels=("4",)),
    2: page_of(2, (Role.BODY, "ook deze winter droog."), labels=("5",)),
}
(PASSAGE,) = passages_from([*PAGES.values()], report=REPORT)


def test_the_excerpt_is_cut_from_the_pages():
    citation = citation_of(PASSAGE, REPORT, PAGES)
    assert citation.excerpt == PASSAGE.text
    assert citation.excerpt == "De dijk werd hoger.\nDaarom bleef het dorp ook deze winter droog."
    assert citation.spans == PASSAGE.spans
    assert citation.page_labels == ("4", "5")


@given(st.integers(0, 40), st.sampled_from("xé\n😀"))
def test_an_excerpt_whose_page_changed_by_one_character_is_refused(offset, letter):
    text = PAGES[1].text
    changed = text[:offset] + letter + text[offset + 1 :]
    pages = PAGES | {1: replace(PAGES[1], text=changed)}
    if changed == text:
        assert citation_of(PASSAGE, REPORT, pages).excerpt == PASSAGE.text
    else:
        with pytest.raises(ExcerptMismatch, match="rdsearch ingest --fresh"):
            citation_of(PASSAGE, REPORT, pages)


@pytest.mark.parametrize("pages", [{}, {1: PAGES[1]}, PAGES | {2: page_of(2, (Role.BODY, "kort"))}])
def test_an_excerpt_that_points_beyond_its_pages_is_refused(pages):
    with pytest.raises(ExcerptMismatch, match="points beyond page"):
        citation_of(PASSAGE, REPORT, pages)


def test_a_passage_whose_text_was_tampered_with_is_refused():
    with pytest.raises(ExcerptMismatch, match="differs from its stored page"):
        citation_of(replace(PASSAGE, text="De dijk werd lager."), REPORT, PAGES)


@given(st.integers(0, 70), st.integers(1, 70))
def test_any_piece_of_an_excerpt_can_be_cited_by_itself(start, length):
    end = min(start + length, len(PASSAGE.text))
    spans = spans_between(PASSAGE.spans, start, end)
    if not spans:  # nothing, or the space between two pages
        assert not PASSAGE.text[start:end].strip()
        return
    citation = citation_at(spans, REPORT, PAGES)
    assert citation.excerpt.strip() == PASSAGE.text[start:end].strip()
    assert citation.page_labels == tuple({1: "4", 2: "5"}[span.page] for span in spans)


def test_there_is_one_box_a_line_of_print():
    boxes = citation_of(PASSAGE, REPORT, PAGES).boxes
    assert [box.page for box in boxes] == [1, 1, 2]
    first, second, third = PAGES[1].words[:4], PAGES[1].words[4:], PAGES[2].words
    for box, line in zip(boxes, (first, second, third), strict=True):
        assert (box.x0, box.x1) == (line[0].x0, line[-1].x1)
        assert (box.y0, box.y1) == (line[0].y0, line[0].y1)


@given(st.integers(0, 40), st.integers(1, 41))
def test_boxes_cover_the_words_of_the_span_and_no_others(start, length):
    page, end = PAGES[1], min(start + length, 41)
    if start >= end:
        return
    boxes = list(line_boxes(page, Span(1, start, end)))
    for word in page.words:
        touches = word.start < end and word.end > start
        middle_y = (word.y0 + word.y1) / 2
        inside = [
            b for b in boxes if b.y0 <= middle_y <= b.y1 and b.x0 < word.x1 and b.x1 > word.x0
        ]
        assert bool(inside) == touches


def test_a_word_that_is_half_in_the_span_is_marked_half():
    page = replace(PAGES[1], words=(Word(0, 10, 100.0, 0.0, 200.0, 10.0),))
    assert list(line_boxes(page, Span(1, 4, 6))) == [Box(1, 140.0, 0.0, 160.0, 10.0)]


def test_words_of_two_columns_at_the_same_height_get_boxes_of_their_own():
    words = (Word(0, 2, 50, 0, 80, 10), Word(3, 7, 300, 0, 340, 10))
    assert len(list(line_boxes(replace(PAGES[1], words=words), Span(1, 0, 7)))) == 2


def spread(x0):
    page = page_of(1, (Role.BODY, "Tekst."), labels=("12", "13"))
    return {1: replace(page, words=(Word(0, 6, x0, 10, x0 + 50, 20),))}


@pytest.mark.parametrize(("x0", "labels"), [(50, ("12",)), (400, ("13",))])
def test_on_a_spread_the_label_is_that_of_the_half_where_the_excerpt_stands(x0, labels):
    pages = spread(x0)
    (passage,) = passages_from([*pages.values()], report=REPORT)
    assert citation_of(passage, REPORT, pages).page_labels == labels


def test_on_a_spread_without_word_boxes_both_labels_are_given():
    pages = {1: replace(spread(50)[1], words=())}
    (passage,) = passages_from([*pages.values()], report=REPORT)
    assert citation_of(passage, REPORT, pages).page_labels == ("12", "13")


def test_an_excerpt_read_by_ocr_says_so():
    assert not citation_of(PASSAGE, REPORT, PAGES).read_by_ocr
    pages = PAGES | {2: replace(PAGES[2], ocr_confidence=0.9)}
    assert citation_of(PASSAGE, REPORT, pages).read_by_ocr


def test_words_that_share_a_stem_with_the_question_are_marked():
    excerpt = "De fietspaden zijn klaar. Een fietspad kostte 1.500 euro."
    asked = dutch.query_terms("Wat kostte het fietspad: 1500?")
    marks = highlights_of(asked, dutch.terms_at(excerpt))
    assert [excerpt[start:end] for start, end in marks] == [
        "fietspaden",
        "fietspad",
        "kostte",
        "1.500",
    ]


def test_a_phrase_is_marked_as_a_whole_wherever_it_stands():
    excerpt = "De Regio-Deal en de\nregio deal; geen regio en geen deal."
    marks = phrase_highlights("regio deal", excerpt)
    assert [excerpt[start:end] for start, end in marks] == ["Regio-Deal", "regio deal"]
    assert phrase_highlights("...", excerpt) == ()


@pytest.mark.parametrize(("x0", "label"), [(40.0, "4"), (500.0, "5")])
def test_on_a_spread_a_fact_has_the_number_of_the_half_where_it_begins(x0, label):
    page = replace(
        page_of(1, (Role.BODY, "Dat zijn 33 bedrijven."), labels=("4", "5")),
        width_pt=842.0,
        words=(Word(0, 22, x0, 100.0, x0 + 90, 110.0),),
    )
    assert label_at(page, 0, 22) == label
