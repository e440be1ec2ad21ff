from datetime import date

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import Document, build_index, page_of, passages_from, report_of

from rdsearch.config import ChunkConfig
from rdsearch.index import open_index
from rdsearch.search import Query, Searcher
from rdsearch.types import Filters, PageProblem, Quote, Role

SHORT = ChunkConfig(target_tokens=6, max_tokens=8, min_tokens=1)
REPORTS = {
    "dijk": [
        page_of(1, (Role.TOC, "De nieuwe sluis 2")),
        page_of(
            2,
            (Role.HEADING, "De nieuwe sluis", 1),
            (Role.BODY, "Die ging in mei open voor iedereen die er langs wil varen en"),
        ),
        page_of(3, (Role.BODY, "ook voor fietsers. De JobOpp-trajecten liepen af.")),
        page_of(4, problem=PageProblem.NO_TEXT),
        page_of(5, problem=PageProblem.EMPTY),
    ],
    "weg": [page_of(1, (Role.BODY, "Ook voor fietsers. Ook voor fietsers is de weg."))],
    "scan": [page_of(1, problem=PageProblem.UNREADABLE)],
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    documents = []
    for report_id, pages in REPORTS.items():
        report = report_of(report_id, published=date(2021 + len(documents), 1, 1))
        passages = passages_from(pages, report=report, config=SHORT)
        said = (Quote("liepen af", page=3, start=41, end=50),) if report_id == "dijk" else ()
        documents.append(Document(report, tuple(pages), passages, quotes=said))
    build_index(root, *documents)
    return Searcher(open_index(root), HashEncoder())


def ask(searcher, text, **filters):
    return searcher.search(Query(text, exact=True, limit=50, filters=Filters(**filters)))


def marked(answer):
    return [
        (hit.passage.report_id, hit.citation.excerpt[start:end])
        for hit in answer.hits
        for start, end in hit.highlights
    ]


def assert_verbatim(searcher, answer):
    for hit in answer.hits:
        slices = [
            searcher.index.catalog.page(hit.passage.report_id, s.page).text[s.start : s.end]
            for s in hit.citation.spans
        ]
        assert hit.citation.excerpt == " ".join(slices)


def test_all_occurrences_are_counted_by_report_the_most_first(searcher):
    (count,) = ask(searcher, "ook voor fietsers").literal.phrases
    assert (count.total, count.by_report) == (3, (("weg", 2), ("dijk", 1)))


def test_what_does_not_occur_says_where_it_was_looked_for(searcher):
    answer = ask(searcher, "komt niet voor")
    assert (answer.hits, answer.total) == ((), 0)
    (count,) = answer.literal.phrases
    assert (count.phrase, count.total, count.by_report) == ("komt niet voor", 0, ())
    assert (answer.literal.reports, answer.literal.pages, answer.literal.unread_pages) == (3, 7, 2)


@pytest.mark.parametrize(
    ("filters", "searched"),
    [
        ({"report_ids": ("weg",)}, (1, 1, 0)),
        ({"report_ids": ("dijk",)}, (1, 5, 1)),
        ({"published_from": date(2022, 1, 1)}, (2, 2, 1)),
        ({"has_quote": True}, (1, 1, 1)),
    ],
)
def test_a_count_is_of_what_the_filters_leave(searcher, filters, searched):
    count = ask(searcher, "bestaat niet", **filters).literal
    assert (count.reports, count.pages, count.unread_pages) == searched
    found = ask(searcher, "ook voor fietsers", **filters)
    assert {report for report, _ in marked(found)} <= {
        r for r, _ in found.literal.phrases[0].by_report
    }


def test_a_phrase_over_the_end_of_a_page_is_cited_whole(searcher):
    answer = ask(searcher, "varen en ook voor fietsers")
    assert marked(answer) == [("dijk", "varen en ook voor fietsers")]
    assert {span.page for span in answer.hits[0].citation.spans} == {2, 3}
    assert answer.hits[0].citation.excerpt.endswith("ook voor fietsers.")
    assert_verbatim(searcher, answer)


def test_a_phrase_in_a_heading_is_cited_with_the_passage_under_it(searcher):
    answer = ask(searcher, "de nieuwe sluis")
    assert [count.total for count in answer.literal.phrases] == [2]  # also in the contents
    (hit,) = answer.hits
    assert hit.citation.excerpt.startswith("De nieuwe sluis Die ging in mei open")
    assert_verbatim(searcher, answer)


def test_what_only_a_table_of_contents_has_is_counted_but_not_shown(searcher):
    answer = ask(searcher, "sluis 2")
    (count,) = answer.literal.phrases
    assert (count.total, count.in_contents, answer.hits) == (1, 1, ())


@pytest.mark.parametrize("text", ["JobOpp trajecten", "jobopptrajecten", "JobOpp-trajecten"])
def test_a_hyphen_is_found_as_a_space_and_as_nothing(searcher, text):
    assert marked(ask(searcher, text)) == [("dijk", "JobOpp-trajecten")]


def test_quoted_parts_must_all_be_in_a_passage_and_are_counted_apart(searcher):
    answer = ask(searcher, '"ook voor" "JobOpp"')
    assert [count.total for count in answer.literal.phrases] == [3, 1]
    assert all({"dijk"} == {report for report, _ in marked(answer)} for _ in answer.hits)
    assert ask(searcher, '"fietsers" "mei"').hits == ()
    assert ask(searcher, '"weg" "fietsers"').total == 1


def test_of_passages_with_the_phrase_those_come_first_that_have_the_rest_of_the_question(searcher):
    plain = searcher.search(Query('"ook voor fietsers"', limit=50))
    asked = searcher.search(Query('is de weg "ook voor fietsers"', limit=50))
    assert {h.passage.passage_id for h in plain.hits} == {h.passage.passage_id for h in asked.hits}
    assert plain.hits[0].passage.report_id == "dijk"
    assert asked.hits[0].citation.excerpt.endswith("is de weg.")


def test_a_plain_question_counts_nothing(searcher):
    assert searcher.search(Query("fietsers")).literal is None
