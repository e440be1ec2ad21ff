from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hash_encoder import HashEncoder
from tests.making import TOPICS, build_index, document_of, report_of

from rdsearch import dutch
from rdsearch.config import FusionConfig
from rdsearch.errors import ExcerptMismatch, QueryError
from rdsearch.index import open_index
from rdsearch.search import Query, Searcher
from rdsearch.types import Filters

MANY = [f"Zin {number} gaat over de dijk en het getal {number * 37}." for number in range(160)]
DOCUMENTS = [
    document_of(report_of("fietsen", published=date(2022, 5, 1)), *TOPICS["fietsen"]),
    document_of(report_of("veel", published=date(2023, 5, 1)), *MANY),
    document_of(report_of("water", published=date(2024, 5, 1)), *TOPICS["water"]),
    document_of(report_of("wonen"), *TOPICS["wonen"], TOPICS["water"][0]),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    build_index(root, *DOCUMENTS)
    return Searcher(open_index(root), HashEncoder())


def found(searcher, text, **options):
    return [
        (hit.passage.report_id, hit.citation.excerpt)
        for hit in searcher.search(Query(text, **options)).hits
    ]


def reports_of(searcher, text, filters):
    return {report_id for report_id, _ in found(searcher, text, limit=100, filters=filters)}


@pytest.mark.parametrize("topic", ["fietsen", "water", "wonen"])
def test_a_sentence_of_a_report_finds_itself_first(searcher, topic):
    for sentence in TOPICS[topic]:
        assert found(searcher, sentence)[0][1] == sentence


def test_every_excerpt_stands_on_its_page_word_for_word(searcher):
    for hit in searcher.search(Query("dijk water euro", limit=100)).hits:
        page = searcher.index.catalog.page(hit.passage.report_id, hit.citation.spans[0].page)
        slices = [page.text[s.start : s.end] for s in hit.citation.spans]
        assert " ".join(slices) == hit.citation.excerpt == hit.passage.text
        for start, end in hit.highlights:
            assert 0 <= start < end <= len(hit.citation.excerpt)


def test_a_hit_says_why_it_ranked(searcher):
    (hit,) = searcher.search(
        Query("dijk langs de Vennebeek", limit=1, filters=Filters(report_ids=("water",)))
    ).hits
    assert hit.why == (
        "betekenis (plaats 1)",
        "woorden (plaats 1)",
        "betekenis per woord (plaats 1)",
        "letterlijk: „dijk langs de Vennebeek”",
        "naam: Vennebeek",
        "zelfde woorden: dijk, langs",
    )
    (exact,) = searcher.search(
        Query('"langs de Vennebeek"', filters=Filters(report_ids=("water",)))
    ).hits
    assert exact.why == ("letterlijk gevonden: langs de vennebeek",)


def test_two_places_with_the_same_text_are_two_hits(searcher):
    first, second = found(searcher, '"dijk langs de Vennebeek"')
    assert {first[0], second[0]} == {"water", "wonen"}
    assert first[1] == second[1]


@pytest.mark.parametrize(
    ("filters", "reports"),
    [
        (Filters(report_ids=("water",)), {"water"}),
        (Filters(report_ids=("water", "wonen")), {"water", "wonen"}),
        (Filters(published_from=date(2023, 5, 1)), {"veel", "water"}),
        (Filters(published_to=date(2023, 4, 30)), {"fietsen"}),
        (Filters(published_from=date(2023, 1, 1), published_to=date(2023, 12, 31)), {"veel"}),
        (Filters(published_from=date(2023, 1, 1), report_ids=("water", "fietsen")), {"water"}),
        (Filters(published_from=date(2030, 1, 1)), set()),
    ],
)
@pytest.mark.parametrize("text", ["dijk kilometer woning", '"de"'])
def test_filters_leave_only_what_they_name(searcher, text, filters, reports):
    assert reports_of(searcher, text, filters) == reports


def test_an_unknown_project_is_an_error_that_says_where_the_known_ones_are(searcher):
    with pytest.raises(QueryError, match="known are: none") as caught:
        searcher.search(Query("dijk", filters=Filters(project="Bestaat niet")))
    assert caught.value.reason == "unknown_project"


@pytest.fixture(scope="module")
def with_projects(tmp_path_factory):
    root = tmp_path_factory.mktemp("projects")
    document = document_of(report_of("deal"), *TOPICS["water"], *TOPICS["wonen"])
    passages = tuple(
        replace(p, project="Dijk" if p.ordinal < 3 else "Wijk") for p in document.passages
    )
    build_index(root, replace(document, passages=passages))
    return Searcher(open_index(root), HashEncoder())


@pytest.mark.parametrize(("project", "count"), [("Dijk", 3), ("Wijk", 3), (None, 6)])
def test_a_project_filter_leaves_its_passages_only(with_projects, project, count):
    hits = with_projects.search(Query("dijk woningen", filters=Filters(project=project))).hits
    assert len(hits) == count
    assert project is None or {hit.passage.project for hit in hits} == {project}


@pytest.mark.parametrize(
    ("text", "exact", "count"),
    [
        ('"dijk langs de Vennebeek"', False, 2),
        ("„dijk langs de Vennebeek”", False, 2),
        ("«dijk langs de Vennebeek»", False, 2),
        ("»dijk langs de Vennebeek«", False, 2),
        ("”dijk langs de Vennebeek”", False, 2),
        ("‘dijk langs de Vennebeek’", False, 2),
        ("‚dijk langs de Vennebeek’", False, 2),
        ("dijk langs de Vennebeek", True, 2),
        ('wat zegt men: "langs de Vennebeek" en "drie kilometer"?', False, 2),
        ('"langs de Vennebeek" "sociale huurwoningen"', False, 0),
        ('"vennebeek langs"', False, 0),
        ('"..." dijk langs de Vennebeek', True, 2),
        ("lángs DE vennebeek", True, 2),
    ],
)
def test_quoted_words_and_exact_questions_find_these_very_words(searcher, text, exact, count):
    answer = searcher.search(Query(text, exact=exact))
    assert (len(answer.hits), answer.total) == (count, count)


def test_every_quoted_phrase_is_marked(searcher):
    (hit, _) = searcher.search(Query('"langs de Vennebeek" en "drie kilometer"')).hits
    marked = [hit.citation.excerpt[start:end] for start, end in hit.highlights]
    assert marked == ["langs de Vennebeek", "drie kilometer"]


@pytest.mark.parametrize("text", ["de dijk en het getal", '"de dijk en het getal"'])
def test_paging_shows_every_hit_once_in_one_order(searcher, text):
    whole = searcher.search(Query(text, limit=100))
    pages = [searcher.search(Query(text, limit=7, offset=o)) for o in range(0, whole.total, 7)]
    hits = [hit for page in pages for hit in page.hits]
    assert [h.rank for h in hits] == list(range(1, whole.total + 1))
    assert len({h.passage.passage_id for h in hits}) == len(hits) == whole.total
    assert [(h.passage.passage_id, h.score) for h in hits[:100]] == [
        (h.passage.passage_id, h.score) for h in whole.hits
    ]
    assert {page.total for page in pages} == {whole.total}


def test_beyond_the_last_hit_there_is_nothing(searcher):
    assert searcher.search(Query("dijk", offset=10_000)).hits == ()


@given(st.text(max_size=60), st.booleans())
def test_any_text_is_answered_or_refused_with_a_reason(searcher, text, exact):
    if dutch.forms(text):
        assert len(searcher.search(Query(text, exact=exact, limit=3)).hits) <= 3
    else:
        with pytest.raises(QueryError, match="no words"):
            searcher.search(Query(text, exact=exact))


@pytest.mark.parametrize(
    ("query", "reason", "said"),
    [
        (Query(""), "no_words", "no words"),
        (Query("?! …"), "no_words", "no words"),
        (Query("x" * 1_001), "too_long", "1001 characters, 1000 are allowed"),
        (Query("dijk", limit=0), "bad_limit", "1 to 100 hits, not 0"),
        (Query("dijk", limit=101), "bad_limit", "1 to 100 hits, not 101"),
        (Query("dijk", offset=-1), "bad_offset", "cannot be negative"),
        (
            Query(
                "dijk",
                filters=Filters(published_from=date(2024, 1, 2), published_to=date(2024, 1, 1)),
            ),
            "bad_period",
            "ends before it begins",
        ),
        (
            Query("dijk", filters=Filters(report_ids=("weg",))),
            "unknown_report",
            "no report weg; known are: fietsen",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(searcher, query, reason, said):
    with pytest.raises(QueryError, match=said) as raised:
        searcher.search(query)
    assert raised.value.reason == reason


@pytest.mark.parametrize("system", ["dense", "lexical"])
def test_each_half_can_be_asked_alone(searcher, system):
    hits = searcher.search(Query("dijk langs de Vennebeek"), system=system).hits
    assert {candidate.retriever for hit in hits for candidate in hit.candidates} == {system}
    assert hits[0].citation.excerpt == TOPICS["water"][0]


@pytest.mark.parametrize(("weight", "first"), [(0.0, "dense"), (1.0, "lexical")])
def test_at_either_end_of_the_weight_the_order_is_that_of_one_half(searcher, weight, first):
    fusion = FusionConfig(late_interaction=False, lexical_weight=weight)
    fused = Searcher(searcher.index, HashEncoder(), fusion=fusion)
    text = "hoeveel kilometer dijk"
    one = searcher.search(Query(text), system=first).hits
    assert fused.search(Query(text)).hits[0].passage == one[0].passage


def test_one_passage_can_be_cited_by_its_id(searcher):
    (hit,) = searcher.search(Query('"sociale huurwoningen"')).hits
    cited = searcher.hit(hit.passage.passage_id, highlights_for="huurwoningen")
    assert cited.citation == hit.citation
    marked = [cited.citation.excerpt[start:end] for start, end in cited.highlights]
    assert marked == ["huurwoningen"]
    assert searcher.hit("bestaat niet") is None


def test_questions_of_many_threads_get_the_answers_they_would_get_alone(searcher):
    texts = [sentence for topic in TOPICS.values() for sentence in topic] * 4
    alone = [found(searcher, text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: found(searcher, text), texts)) == alone


def test_an_index_of_another_model_is_refused(searcher):
    class Other(HashEncoder):
        model_id = "een-ander"

    with pytest.raises(QueryError, match="een-ander; search with the same --model") as raised:
        Searcher(searcher.index, Other())
    assert raised.value.reason == "model_mismatch"


def test_an_excerpt_that_differs_from_its_page_never_leaves(tmp_path):
    build_index(tmp_path, DOCUMENTS[2])
    path = next(tmp_path.glob("*/catalog.db"))
    content = path.read_bytes()
    path.write_bytes(content.replace(b"Vennebeek", b"Vonnebeek", 1))
    searcher = Searcher(open_index(tmp_path), HashEncoder())
    with pytest.raises(ExcerptMismatch, match="differs from its stored page"):
        searcher.search(Query("dijk langs de Vennebeek"))


@pytest.fixture(scope="module")
def in_languages(tmp_path_factory):
    root = tmp_path_factory.mktemp("languages")
    document = document_of(report_of("deal"), *TOPICS["water"])
    spoken = tuple(replace(p, language="fy" if p.ordinal else "nl") for p in document.passages)
    build_index(root, replace(document, passages=spoken))
    return Searcher(open_index(root), HashEncoder())


@pytest.mark.parametrize("system", ["hybrid", "dense", "lexical"])
def test_a_search_can_be_limited_to_a_language(in_languages, system):
    def languages(code):
        hits = in_languages.search(
            Query("de dijk", filters=Filters(language=code)), system=system
        ).hits
        return {hit.passage.language for hit in hits}

    assert languages("nl") == {"nl"}
    assert languages("fy") <= {"fy"}
    assert (
        in_languages.search(Query('"raming van 2021"', filters=Filters(language="nl"))).hits == ()
    )
    assert (
        len(in_languages.search(Query('"raming van 2021"', filters=Filters(language="fy"))).hits)
        == 1
    )


def test_an_unknown_language_is_an_error_that_says_which_there_are(in_languages):
    with pytest.raises(QueryError, match="known are: fy, nl") as caught:
        in_languages.search(Query("dijk", filters=Filters(language="de")))
    assert caught.value.reason == "unknown_language"
