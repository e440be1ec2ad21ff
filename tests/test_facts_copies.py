"""Facts that stand in two versions of a report, or in two copies of a passage, are one."""

from dataclasses import replace

import pytest
from tests.fact_documents import ASIDE, QUOTED, TOLD, versions, water, wonen
from tests.hash_encoder import HashEncoder
from tests.making import build_index

from rdsearch.facts import EVERY_KIND, Facts, OutcomeFact, OutcomeFilters, QuoteFact, QuoteFilters
from rdsearch.facts.copies import copies_among
from rdsearch.index import open_index
from rdsearch.search.grouping import Wording
from rdsearch.types import Outcome, Quote, Span


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    build_index(root, *versions(), wonen())
    index = open_index(root)
    yield Facts(index, HashEncoder())
    index.close()


def places(fact):
    return [(c.report.report_id, c.spans[0].page, c.excerpt) for c in fact.copies]


@pytest.mark.parametrize("question", [None, "slapen we nu weer", '"slapen we weer"'])
def test_a_quote_of_two_versions_is_found_once_and_tells_its_other_place(facts, question):
    found = facts.quotes(question)
    (aside,) = [fact for fact in found.facts if fact.text == ASIDE]
    assert places(aside) == [("water-concept", 1, ASIDE)]
    assert found.total == len(found.facts) == len({fact.text for fact in found.facts})


def test_an_outcome_of_two_versions_is_found_once_and_tells_its_other_place(facts):
    found = facts.outcomes(filters=OutcomeFilters(kinds=EVERY_KIND))
    assert [fact.outcome.value for fact in found.facts] == [12, 3_400, 14, 80]
    assert [len(fact.copies) for fact in found.facts] == [1, 1, 1, 0]
    assert found.total == 4


def test_pages_of_results_hold_each_fact_once(facts):
    pages = [facts.outcomes(limit=1, offset=n) for n in range(4)]
    assert [[fact.outcome.value for fact in page.facts] for page in pages] == [
        [12],
        [3_400],
        [80],
        [],
    ]


def test_a_version_has_its_facts_where_only_it_is_asked_for(facts):
    found = facts.quotes(filters=QuoteFilters(report_ids=("water-concept",)))
    assert [(fact.text, fact.report_id) for fact in found.facts] == [
        (QUOTED, "water-concept"),
        (ASIDE, "water-concept"),
    ]
    assert places(found.facts[0]) == [("water", 1, QUOTED)]


def test_counts_by_value_take_copies_for_one_but_for_the_report(facts):
    found = facts.outcomes()
    counts = {facet.name: {v.value: v.count for v in facet.values} for facet in found.facets}
    assert counts["kind"] == {"reached": 3, "context": 1}
    assert counts["project"] == {"Waterwende": 2}
    assert counts["report"] == {"water": 2, "water-concept": 2, "wonen": 1}


def test_a_project_counts_facts_of_two_versions_once(facts):
    (entry,) = facts.projects()
    card = facts.card("waterwende")
    assert entry.outcomes == len(card.outcomes) == 2
    assert [len(fact.copies) for fact in card.outcomes] == [1, 1]
    assert [report.report_id for report, _ in card.places] == ["water", "water-concept"]


def test_each_copy_is_still_read_by_its_own_id(facts):
    found = facts.quotes(filters=QuoteFilters(report_ids=("water-concept",)))
    for fact in found.facts:
        assert facts.quote(fact.fact_id) == fact


def test_a_card_leaves_out_what_somebody_says_in_the_other_version_too(tmp_path):
    said = "Aan de Waterwende deden 12 dorpen mee."
    quoted = []
    for document in versions():
        start = document.pages[0].text.index(said)
        quote = Quote(said, 1, start, start + len(said), "Thérèse van der Berg")
        quoted.append(replace(document, quotes=(quote,), outcomes=()))
    build_index(tmp_path, *quoted)
    index = open_index(tmp_path)
    card = Facts(index).card("waterwende")
    assert [fact.text for fact in card.quotes] == [said]
    assert said not in [sentence.text for sentence in card.summary]
    index.close()


def test_copies_of_a_passage_in_reports_that_are_no_versions_hold_one_fact(tmp_path):
    build_index(tmp_path, water(), water("bijlage"), wonen())
    index = open_index(tmp_path)
    found = Facts(index).outcomes()
    assert [fact.outcome.value for fact in found.facts] == [12, 3_400, 80]
    index.close()


# Of a table that has a row in every report: its words do not make it the same.
ROW = "Totaal 100 %"


def outcome(number, report_id, *, row=None, value=100.0):
    figure = Outcome(value, "exact", "%", "Totaal", ROW, 1, number, number + len(ROW))
    place = Span(1, number, number + len(ROW))
    return OutcomeFact(f"o{number}", report_id, place, ROW, "", row, None, None, "nl", figure)


def quote(number, report_id, text, *, speaker):
    said = Quote(text, 1, number, number + len(text), speaker)
    place = Span(1, number, number + len(text))
    return QuoteFact(
        f"q{number}", report_id, place, text, "", None, None, None, "nl", said, speaker
    )


def groups(*facts, families=None, passages=None):
    """The ids of those that are one."""
    texts = passages or {}
    copies = copies_among(
        facts,
        families=families or {},
        wording_of=lambda row: Wording(texts[row]) if row in texts else None,
    )
    return {tuple(fact.fact_id for fact in group) for group in copies.groups.values()}


def test_equal_words_in_reports_that_have_nothing_to_do_with_each_other_are_two_facts():
    assert groups(outcome(1, "a"), outcome(2, "b")) == set()


def test_the_second_of_equal_rows_is_the_second_one_of_the_other_version():
    rows = (outcome(1, "a"), outcome(2, "a"), outcome(3, "b"), outcome(4, "b"))
    assert groups(*rows, families={"a": 1, "b": 1}) == {("o1", "o3"), ("o2", "o4")}


def test_another_value_in_the_same_words_is_another_fact():
    rows = (outcome(1, "a"), outcome(2, "b", value=99.0))
    assert groups(*rows, families={"a": 1, "b": 1}) == set()


@pytest.mark.parametrize(
    ("other", "are_one"),
    [
        (TOLD[1], True),
        (
            TOLD[1].replace("dorpen", "steden"),
            False,
        ),  # less than four in five of its pairs of words
        (TOLD[1].replace("12", "13"), False),
        (TOLD[2], False),
    ],
)
def test_facts_in_copies_of_a_passage_are_one(other, are_one):
    rows = (outcome(1, "a", row=1), outcome(2, "a", row=2))
    found = groups(*rows, passages={1: TOLD[1], 2: other})
    assert found == ({("o1", "o2")} if are_one else set())


def test_equal_facts_of_one_passage_are_two_and_so_they_are_in_its_copy():
    rows = [outcome(number, "a", row=row) for number, row in ((1, 1), (2, 1), (3, 2), (4, 2))]
    found = groups(*rows, passages={1: TOLD[1], 2: TOLD[1]})
    assert found == {("o1", "o3"), ("o2", "o4")}


@pytest.mark.parametrize(
    ("text", "speaker", "are_one"),
    [
        (QUOTED, "Ali Bakir", True),
        (QUOTED, None, False),
        ("Dat zeg ik", "Ali Bakir", False),
    ],
)
def test_a_quote_that_is_set_twice_is_one_where_nobody_says_it_twice(text, speaker, are_one):
    broken = text.replace(" ", "\n", 1)
    found = groups(quote(1, "a", text, speaker=speaker), quote(2, "a", broken, speaker=speaker))
    assert found == ({("q1", "q2")} if are_one else set())
