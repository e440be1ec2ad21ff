from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import TOPICS, build_index, document_of, page_of, passages_from, report_of

from rdsearch.errors import QueryError, UnknownValue
from rdsearch.index import open_index
from rdsearch.search import Query, Searcher
from rdsearch.types import Filters, Outcome, ProjectDescription, Quote, Role

QUESTION = "dijk kilometer woning regio gemeente"
EVERYTHING = {"water": 3, "fietsen": 3, "wonen": 3, "hoofdstukken": 4}


def outcome_at(passage) -> Outcome:
    span = passage.spans[0]
    return Outcome(3.4, "exact", "euro", "begroting", passage.text, span.page, span.start, span.end)


def quote_at(passage) -> Quote:
    span = passage.spans[0]
    return Quote(passage.text, span.page, span.start, span.end, speaker="Van Dalen")


def scanned_water():
    report = report_of("water", publisher="Waterschap Vénne", published=date(2024, 3, 1))
    document = document_of(report, *TOPICS["water"])
    spoken = tuple(replace(p, project="Dijk Vooruit", language="nl") for p in document.passages)
    pages = tuple(replace(page, ocr_confidence=0.9) for page in document.pages)
    described = ProjectDescription("Dijk Vooruit", aliases=("DV",), theme=None)
    return replace(document, pages=pages, passages=spoken, projects=(described,))


def measured_fietsen():
    report = report_of("fietsen", publisher="Gemeente Lindenmeer", published=date(2022, 12, 31))
    document = document_of(report, *TOPICS["fietsen"])
    first, second, _ = document.passages
    return replace(document, quotes=(quote_at(first),), outcomes=(outcome_at(second),))


def chapters():
    """A title over all of it, and two chapters of which one has a number."""
    report = report_of("hoofdstukken", publisher="Gemeente Lindenmeer")
    texts = (*TOPICS["water"], TOPICS["wonen"][0])
    blocks = [(Role.HEADING, "Samen vooruit", 1), (Role.HEADING, "3 Werken en leren", 2)]
    blocks += [(Role.HEADING, "Een", 3), (Role.BODY, texts[0])]
    blocks += [(Role.HEADING, "Twee", 3), (Role.BODY, texts[1]), (Role.HEADING, "Wonen", 2)]
    blocks += [(Role.HEADING, "Drie", 3), (Role.BODY, texts[2])]
    blocks += [(Role.HEADING, "Vier", 3), (Role.BODY, texts[3])]
    pages = (page_of(1, *blocks),)
    document = document_of(report, *texts)
    return replace(document, pages=pages, passages=passages_from(pages, report=report))


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    plain = document_of(report_of("wonen"), *TOPICS["wonen"])
    build_index(root, scanned_water(), measured_fietsen(), plain, chapters())
    return Searcher(open_index(root), HashEncoder())


def shown(answer) -> Counter:
    """Passages by report; a hit of two neighbours or of copies shows more than one."""
    counted = Counter(hit.passage.report_id for hit in answer.hits)
    counted.update(hit.neighbour.report_id for hit in answer.hits if hit.neighbour)
    counted.update(copy.report.report_id for hit in answer.hits for copy in hit.copies)
    return counted


def facet(answer, name) -> dict[str, int]:
    (found,) = (facet for facet in answer.facets if facet.name == name)
    return {value.value: value.count for value in found.values}


def ask(searcher, text=QUESTION, **filters):
    return searcher.search(Query(text, limit=100, facets=True, filters=Filters(**filters)))


@pytest.mark.parametrize(
    ("filters", "passages"),
    [
        ({}, EVERYTHING),
        ({"publisher": "Gemeente Lindenmeer"}, {"fietsen": 3, "hoofdstukken": 4}),
        ({"publisher": "waterschap venne"}, {"water": 3}),
        ({"project": "DIJK  vooruit"}, {"water": 3}),
        ({"project": "dv"}, {"water": 3}),
        ({"language": "nl"}, {"water": 3}),
        ({"report_ids": ("water", "wonen")}, {"water": 3, "wonen": 3}),
        ({"theme": "werken en leren"}, {"hoofdstukken": 2}),
        ({"theme": "Wonen"}, {"hoofdstukken": 2}),
        ({"read_by_ocr": True}, {"water": 3}),
        ({"read_by_ocr": False}, {"fietsen": 3, "wonen": 3, "hoofdstukken": 4}),
        ({"has_quote": True}, {"fietsen": 1}),
        ({"has_quote": False}, {**EVERYTHING, "fietsen": 2}),
        ({"has_figure": True}, {"fietsen": 1}),
        ({"has_quote": True, "has_figure": True}, {}),
        ({"published_from": date(2022, 12, 31)}, {"water": 3, "fietsen": 3}),
        ({"published_to": date(2022, 12, 31)}, {"fietsen": 3}),
        ({"published_from": date(2023, 1, 1), "publisher": "Gemeente Lindenmeer"}, {}),
    ],
)
def test_a_filter_leaves_only_the_passages_that_it_names(searcher, filters, passages):
    assert shown(ask(searcher, **filters)) == passages


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"publisher": "Gemente Lindenmeer"}, "did you mean Gemeente Lindenmeer? known are: "),
        ({"publisher": "Xyz"}, "no publisher Xyz; known are: Gemeente Lindenmeer, Waterschap Vén"),
        ({"project": "Dijk Voorruit"}, "did you mean Dijk Vooruit? known are: Dijk Vooruit"),
        ({"theme": "Werken"}, "no theme Werken; did you mean Werken en leren?"),
        ({"publisher": "Lindemeer"}, "no publisher Lindemeer; did you mean Gemeente Lindenmeer?"),
        ({"report_ids": ("water", "weg")}, "there is no report weg; "),
        ({"language": "fy"}, "there is no language fy; known are: nl"),
    ],
)
def test_an_unknown_value_is_an_error_that_lists_the_known_ones(searcher, filters, said):
    with pytest.raises(UnknownValue) as raised:
        ask(searcher, **filters)
    assert said in str(raised.value)
    assert raised.value.reason == f"unknown_{raised.value.kind}"


def test_a_long_list_of_known_values_is_cut_with_their_number():
    many = [f"Gemeente {letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    error = UnknownValue("publisher", "Rijk", nearest=(), known=many)
    assert str(error).endswith("Gemeente t and 6 more")


def test_a_period_that_ends_before_it_begins_is_an_error(searcher):
    with pytest.raises(QueryError, match="swap its dates"):
        ask(searcher, published_from=date(2024, 1, 2), published_to=date(2024, 1, 1))


@pytest.mark.parametrize("text", [QUESTION, '"de"', "dijk"])
def test_facets_count_the_ranked_passages_by_value(searcher, text):
    answer = ask(searcher, text)
    assert facet(answer, "report") == shown(answer)
    publishers = facet(answer, "publisher")
    by_report = shown(answer)
    assert publishers.get("Waterschap Vénne", 0) == by_report["water"]
    assert publishers["Gemeente Lindenmeer"] == by_report["fietsen"] + by_report["hoofdstukken"]
    assert facet(answer, "read_by_ocr").get("true", 0) == by_report["water"]


def test_facets_are_ordered_by_count_and_leave_out_what_has_none(searcher):
    answer = ask(searcher, report_ids=("water", "hoofdstukken"))
    assert [*facet(answer, "publisher").items()] == [
        ("Gemeente Lindenmeer", 4),
        ("Waterschap Vénne", 3),
    ]
    assert facet(answer, "year") == {"2024": 3}
    assert facet(answer, "theme")["Werken en leren"] == 2


def test_a_facet_leaves_out_its_own_filter_and_no_other(searcher):
    answer = ask(searcher, publisher="Waterschap Venne", read_by_ocr=True)
    assert facet(answer, "publisher") == {"Waterschap Vénne": 3}
    assert facet(answer, "report") == {"water": 3}
    answer = ask(searcher, publisher="Waterschap Venne")
    assert facet(answer, "publisher") == {"Gemeente Lindenmeer": 7, "Waterschap Vénne": 3}
    assert facet(answer, "report") == {"water": 3}


def chosen(answer) -> dict[str, list[str]]:
    return {
        facet.name: [value.value for value in facet.values if value.is_chosen]
        for facet in answer.facets
        if any(value.is_chosen for value in facet.values)
    }


def test_the_chosen_values_are_marked_also_those_that_nothing_has_any_more(searcher):
    year = {"published_from": date(2024, 1, 1), "published_to": date(2024, 12, 31)}
    answer = ask(searcher, publisher="gemeente lindenmeer", has_quote=True, **year)
    assert answer.hits == ()
    assert chosen(answer) == {
        "publisher": ["Gemeente Lindenmeer"],
        "year": ["2024"],
        "has_quote": ["true"],
    }
    assert facet(answer, "year") == {"2022": 1, "2024": 0}


def test_a_period_that_is_no_year_is_no_chosen_year(searcher):
    answer = ask(searcher, published_from=date(2024, 1, 1), published_to=date(2024, 6, 30))
    assert chosen(answer) == {}


def test_facets_are_counted_only_when_asked_for(searcher):
    assert searcher.search(Query(QUESTION)).facets == ()


def test_pages_of_filtered_results_show_every_hit_once(searcher):
    filters = Filters(publisher="Gemeente Lindenmeer")
    whole = searcher.search(Query(QUESTION, limit=100, filters=filters))
    pages = [
        searcher.search(Query(QUESTION, limit=2, offset=offset, filters=filters))
        for offset in range(0, whole.total + 2, 2)
    ]
    ids = [hit.passage.passage_id for page in pages for hit in page.hits]
    assert ids == [hit.passage.passage_id for hit in whole.hits]
    assert len(set(ids)) == len(ids)
