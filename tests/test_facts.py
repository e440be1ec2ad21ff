from dataclasses import replace

import pytest
from tests.fact_documents import ASIDE, QUOTED, water, wonen
from tests.hash_encoder import HashEncoder
from tests.making import TOPICS, build_index

from rdsearch.errors import ExcerptMismatch, QueryError, UnknownValue
from rdsearch.facts import EVERY_KIND, Facts, OutcomeFilters, QuoteFilters, Sort
from rdsearch.index import open_index
from rdsearch.types import OutcomeKind


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    build_index(root, water(), wonen())
    opened = open_index(root)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def facts(index):
    return Facts(index, HashEncoder())


def texts(found):
    return [fact.text for fact in found.facts]


def values(found):
    return [fact.outcome.value for fact in found.facts]


def test_all_quotes_are_listed_in_reading_order(facts):
    found = facts.quotes()
    assert texts(found) == [QUOTED, ASIDE, TOPICS["wonen"][0]]
    assert found.total == 3


def test_a_page_of_facts_knows_how_many_there_are_in_all(facts):
    found = facts.quotes(limit=1, offset=1)
    assert (texts(found), found.total) == ([ASIDE], 3)


def test_a_question_ranks_facts_of_one_passage_by_their_own_words(facts):
    assert texts(facts.quotes("slapen we nu weer"))[0] == ASIDE
    assert texts(facts.quotes("is de dijk hoger"))[0] == QUOTED
    assert values(facts.outcomes("wilgen langs de Vennebeek"))[0] == 3_400
    assert values(facts.outcomes("hoeveel dorpen deden mee"))[0] == 12


def test_a_filter_comes_before_the_question(facts):
    found = facts.quotes(TOPICS["wonen"][0], QuoteFilters(report_ids=("water",)))
    assert {fact.report_id for fact in found.facts} == {"water"}


def test_quoted_words_are_found_literally_in_the_fact_itself(facts):
    assert texts(facts.quotes('"ben ik trots"')) == [QUOTED]
    assert texts(facts.quotes('"dijkgraaf Thérèse"')) == []
    assert texts(facts.quotes('dijk "we weer"')) == [ASIDE]


def test_a_mistyped_question_is_corrected_and_says_so(facts):
    found = facts.outcomes("willgen")
    assert found.did_you_mean == "wilgen"
    assert values(found)[0] == 3_400


@pytest.mark.parametrize(
    "asked", ["berg", "Therese Berg", "T. van der Berg", "Thérèse van der Berg"]
)
def test_a_speaker_is_found_by_any_part_of_the_name_under_every_form_of_it(facts, asked):
    found = facts.quotes(filters=QuoteFilters(speaker=asked))
    assert texts(found) == [QUOTED, ASIDE]
    assert {fact.speaker for fact in found.facts} == {"Thérèse van der Berg"}


@pytest.mark.parametrize(
    ("filters", "kind", "nearest"),
    [
        (QuoteFilters(speaker="Van der Barg"), "speaker", ["Thérèse van der Berg"]),
        (QuoteFilters(organisation="Waterschap Venebeek"), "organisation", ["Waterschap Vennebeek"]),
        (QuoteFilters(project="Waterwnde"), "project", ["Waterwende"]),
        (QuoteFilters(report_ids=("watr",)), "report", ["water"]),
        (QuoteFilters(speaker="ber"), "speaker", None),
    ],
)  # fmt: skip
def test_an_unknown_name_is_refused_with_the_nearest_known_ones(facts, filters, kind, nearest):
    with pytest.raises(UnknownValue) as raised:
        facts.quotes(filters=filters)
    assert raised.value.kind == kind
    assert nearest is None or list(raised.value.nearest) == nearest


def test_quotes_are_filtered_by_organisation(facts):
    assert texts(facts.quotes(filters=QuoteFilters(organisation="waterschap"))) == [QUOTED]


def test_context_is_left_out_unless_it_is_asked_for(facts):
    assert values(facts.outcomes()) == [12, 3_400, 80]
    every = facts.outcomes(filters=OutcomeFilters(kinds=EVERY_KIND))
    assert values(every) == [12, 3_400, 14, 80]
    context = facts.outcomes(filters=OutcomeFilters(kinds=(OutcomeKind.CONTEXT,)))
    assert values(context) == [14]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (OutcomeFilters(project="waterwende"), [12, 3_400]),
        (OutcomeFilters(unit="%", kinds=EVERY_KIND), [14]),
        (OutcomeFilters(period="2023"), [12]),
        (OutcomeFilters(at_least=85), [3_400, 80]),  # 80 to 90
        (OutcomeFilters(at_most=80), [12, 80]),
        (OutcomeFilters(report_ids=("wonen",)), [80]),
    ],
)
def test_outcomes_are_limited(facts, filters, expected):
    assert values(facts.outcomes(filters=filters)) == expected


def test_a_passage_with_context_only_does_not_count_as_one_with_an_outcome(index):
    last = [traits for traits in index.catalog.traits() if traits.report_id == "water"][-1]
    assert not last.has_figure


def test_an_unknown_unit_and_a_range_the_wrong_way_round_are_refused(facts):
    with pytest.raises(UnknownValue, match="there is no unit km"):
        facts.outcomes(filters=OutcomeFilters(unit="km"))
    with pytest.raises(QueryError, match="swap them"):
        facts.outcomes(filters=OutcomeFilters(at_least=2, at_most=1))


def test_outcomes_are_sorted_by_value_page_or_report(facts):
    assert values(facts.outcomes(sort=Sort.VALUE)) == [3_400, 80, 12]
    assert values(facts.outcomes("huurwoningen", sort=Sort.REPORT)) == [12, 3_400, 80]
    assert [f.span.page for f in facts.outcomes(sort=Sort.PAGE).facts] == [1, 1, 1]


def test_facets_count_what_another_choice_would_give(facts):
    found = facts.outcomes(filters=OutcomeFilters(report_ids=("wonen",)))
    counts = {f.name: {v.value: (v.count, v.is_chosen) for v in f.values} for f in found.facets}
    assert counts["report"] == {"water": (2, False), "wonen": (1, True)}
    assert counts["project"] == {}
    assert counts["kind"] == {"reached": (1, True)}


def test_an_id_stays_the_same_in_another_index_and_differs_for_each_fact(facts, tmp_path):
    build_index(tmp_path, wonen(), water())
    other = open_index(tmp_path)
    ids = {fact.fact_id for fact in (*facts.quotes().facts, *facts.outcomes().facts)}
    again = Facts(other)
    assert ids == {fact.fact_id for fact in (*again.quotes().facts, *again.outcomes().facts)}
    assert len(ids) == 6
    other.close()


def test_figures_of_one_sentence_have_ids_of_their_own(tmp_path):
    document = wonen()
    (outcome,) = document.outcomes
    both = replace(document, outcomes=(outcome, replace(outcome, value=6)))
    build_index(tmp_path, both)
    index = open_index(tmp_path)
    assert len({fact.fact_id for fact in Facts(index).outcomes().facts}) == 2
    index.close()


def test_a_fact_is_found_by_its_id(facts):
    for fact in facts.quotes().facts:
        assert facts.quote(fact.fact_id) == fact
    for fact in facts.outcomes().facts:
        assert facts.outcome(fact.fact_id) == fact
    assert facts.quote("nergens") is facts.outcome("nergens") is None


def test_a_fact_is_cited_word_for_word(facts):
    (fact,) = facts.quotes('"trots"').facts
    citation = facts.citation(fact)
    assert citation.excerpt == QUOTED
    assert citation.page_labels == ("1",)
    assert citation.boxes


def test_a_fact_that_differs_from_its_page_is_never_shown(tmp_path):
    document = wonen()
    (quote,) = document.quotes
    build_index(tmp_path, replace(document, quotes=(replace(quote, text="Iets anders"),)))
    index = open_index(tmp_path)
    with pytest.raises(ExcerptMismatch, match="differs from its stored page"):
        Facts(index).quotes()
    index.close()


def test_the_parts_of_an_interrupted_quote_know_each_other(facts):
    first, second, other = facts.quotes().facts
    assert facts.whole(first) == facts.whole(second) == (first, second)
    assert facts.whole(other) == (other,)


def test_a_question_without_a_model_is_refused_and_a_list_is_not(index):
    bare = Facts(index)
    assert bare.quotes().total == 3
    assert texts(bare.quotes('"trots"')) == [QUOTED]
    with pytest.raises(QueryError, match="needs a model"):
        bare.quotes("dijk")


@pytest.mark.parametrize("asked", ["…", '"?"', " "])
def test_a_question_without_words_is_refused(facts, asked):
    with pytest.raises(QueryError, match="no words"):
        facts.quotes(asked)


def test_a_card_holds_what_there_is_of_a_project_in_its_own_words(facts):
    card = facts.card("waterwende")
    assert card.entry.project.name == "Waterwende"
    assert [fact.outcome.value for fact in card.outcomes] == [12, 3_400]
    assert [(report.report_id, pages) for report, pages in card.places] == [("water", (1,))]
    sentences = [sentence.text for sentence in card.summary]
    assert "De Waterwende is een plan van bewoners die samen hun beken verzorgen." in sentences
    (page,) = water().pages
    assert all(sentence in page.text for sentence in sentences)
    assert all(sentence.citation.page_labels == ("1",) for sentence in card.summary)


def test_a_project_counts_what_its_card_and_the_lists_show(facts):
    (entry,) = facts.projects()
    card = facts.card(entry.project.project_id)
    outcomes = facts.outcomes(filters=OutcomeFilters(project=entry.project.name))
    quotes = facts.quotes(filters=QuoteFilters(project=entry.project.name))
    assert entry.outcomes == card.entry.outcomes == len(card.outcomes) == outcomes.total == 2
    assert entry.quotes == card.entry.quotes == len(card.quotes) == quotes.total == 0


def test_projects_are_found_by_the_beginning_of_a_word_and_with_a_typing_error(facts):
    for asked in ("", "water", "Waterwnde"):
        assert [e.project.name for e in facts.projects(asked)] == ["Waterwende"]
    assert facts.projects("Zonnepanelen") == ()
    assert facts.projects(report_ids=("wonen",)) == ()
    with pytest.raises(UnknownValue, match="there is no project Windmolen"):
        facts.card("Windmolen")
