from dataclasses import replace

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import TOPICS, Document, build_index, document_of, report_of

from rdsearch import facts
from rdsearch.index import open_index
from rdsearch.search import Searcher
from rdsearch.types import Outcome, Quote


def with_facts(topic, speaker):
    """A report with a quote and an outcome in each passage; the first passage is of a project."""
    plain = document_of(report_of(topic), *TOPICS[topic])
    spans = [passage.spans[0] for passage in plain.passages]
    named = replace(plain.passages[0], project=f"Project {topic}")
    return Document(
        plain.report,
        plain.pages,
        (named, *plain.passages[1:]),
        tuple(Quote(f"{topic} {s.start}", 1, s.start, s.end, speaker=speaker) for s in spans),
        tuple(
            Outcome(n, "exact", None, topic, "zin", 1, s.start, s.end) for n, s in enumerate(spans)
        ),
    )


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    build_index(root, with_facts("water", "Thérèse van der Berg"), with_facts("wonen", None))
    return open_index(root)


def test_all_quotes_are_listed_in_reading_order(index):
    found = facts.quotes(index)
    assert len(found) == 6
    assert [(q.report_id, q.quote.start) for q in found] == sorted(
        (q.report_id, q.quote.start) for q in found
    )


@pytest.mark.parametrize(
    ("speaker", "count"),
    [("berg", 3), ("Therese Berg", 3), ("Bergman", 0), ("ber", 0), ("van der Laan", 0), (None, 6)],
)
def test_quotes_of_a_speaker_are_found_by_any_part_of_the_name(index, speaker, count):
    assert len(facts.quotes(index, speaker=speaker)) == count


def test_a_question_gives_the_facts_of_the_passages_that_answer_it_best_first(index):
    searcher = Searcher(index, HashEncoder())
    question = TOPICS["wonen"][1]
    for entries in (facts.quotes(index), facts.outcomes(index)):
        first = facts.answering(searcher, question, entries)[0]
        passage = index.catalog.passage(first.passage_id)
        assert passage.text == question


def test_a_filter_comes_before_the_question(index):
    searcher = Searcher(index, HashEncoder())
    entries = facts.quotes(index, speaker="Berg")
    found = facts.answering(searcher, TOPICS["wonen"][1], entries)
    assert {entry.report_id for entry in found} == {"water"}


def test_outcomes_of_a_project_are_only_those(index):
    assert len(facts.outcomes(index)) == 6
    (found,) = facts.outcomes(index, project="project WATER")
    assert (found.report_id, found.project) == ("water", "Project water")
    assert facts.outcomes(index, project="Dijk") == ()
