"""Saying no: what tells a question that is answered from one that is not."""

import json
from dataclasses import replace

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import TOPICS, build_index, document_of, report_of

from rdsearch.cli import ask, documents
from rdsearch.config import FusionConfig
from rdsearch.index import open_index
from rdsearch.late_interaction import Match
from rdsearch.search import Query, Searcher, answerability
from rdsearch.search.answerability import WEIGHTS, Evidence, Weights, evidence_of, score_of
from rdsearch.types import Filters

PLAIN = Weights(intercept=0.0, lead=10.0, unevenness=-10.0, unmet=-2.0, threshold=0.5, near=0.3)
TEXT = "De dijk is klaar. Hij kostte veel. Later bleek dat in 2019 al bekend."


def matches(*similarities, at=0):
    return tuple(Match((n, n + 1), (at, at + 1), value) for n, value in enumerate(similarities))


def test_the_lead_is_over_the_mean_of_those_that_follow():
    found = evidence_of("dijk", (0.7, 0.6, 0.5, 0.4), [(TEXT, matches(0.5))])
    assert found.lead == pytest.approx(0.2)


def test_tokens_that_are_met_alike_are_even_whatever_the_height():
    scores = (0.7, 0.6, 0.5, 0.4)
    even = evidence_of("dijk", scores, [(TEXT, matches(0.4, 0.4, 0.4))])
    uneven = evidence_of("dijk", scores, [(TEXT, matches(0.9, 0.9, 0.1))])
    assert even.unevenness == pytest.approx(0.0)
    assert uneven.unevenness == pytest.approx(0.3771, abs=1e-4)


@pytest.mark.parametrize(
    ("question", "lacking", "having"),
    [
        ("Hoeveel woningen kwamen er?", "Er kwamen in 2023 woningen.", "Er kwamen 80 woningen."),
        ("Hoeveel woningen kwamen er?", "Er kwamen woningen.", "Er kwamen vijftien woningen."),
        ("how many homes were built", "Er kwamen woningen.", "Er kwamen tachtig woningen."),
        ("Wat kostte de dijk?", "De dijk is 3 km lang.", "De dijk kostte € 3,4 miljoen."),
        ("Hoeveel subsidie kreeg het zwembad?", "Er zijn 3 baden.", "Het kreeg 200.000 euro."),
        ("Wanneer ging het bad open?", "Het bad ging open.", "Het ging in mei open."),
        ("In welk jaar is het opgericht?", "Het is opgericht.", "Het is in 1987 opgericht."),
        ("Wie is de directeur?", "De directeur was er.", "De directeur, Karin Oldenhof, was er."),
        ("who leads the project?", "De leider was er.", "Het wordt geleid door Van Dalen."),
    ],
)
def test_a_passage_can_be_seen_to_lack_what_is_asked(question, lacking, having):
    scores = (0.7, 0.6, 0.5, 0.4)
    assert answerability.asks_for_kind(question)
    assert evidence_of(question, scores, [(lacking, matches(0.5))]).unmet == 1.0
    assert evidence_of(question, scores, [(having, matches(0.5))]).unmet == 0.0
    both = [(having, matches(0.5)), (lacking, matches(0.5))]
    assert evidence_of(question, scores, both).unmet == 0.5


def test_nothing_is_lacking_where_no_kind_of_thing_is_asked():
    assert not answerability.asks_for_kind("Waarom sloot het zwembad?")
    found = evidence_of("Waarom sloot het zwembad?", (0.7, 0.6, 0.5, 0.4), [("Zo.", matches(0.5))])
    assert found.unmet == 0.0


def test_what_is_asked_must_stand_where_the_question_is_met():
    text = "In 2019 begon het. De dijk kwam er. Dat duurde lang. Men wachtte op het weer."
    scores = (0.7, 0.6, 0.5, 0.4)
    far = evidence_of("Wanneer kwam de dijk er?", scores, [(text, matches(0.8, at=25))])
    near = evidence_of("Wanneer begon het?", scores, [(text, matches(0.8, at=10))])
    assert (far.unmet, near.unmet) == (1.0, 0.0)


def test_the_score_rises_with_the_lead_and_falls_with_the_rest():
    evidence = Evidence(lead=0.05, unevenness=0.1, unmet=0.0, nearness=0.4)
    score = score_of(evidence, PLAIN)
    assert 0 < score < 1
    assert score_of(replace(evidence, lead=0.1), PLAIN) > score
    assert score_of(replace(evidence, unevenness=0.2), PLAIN) < score
    assert score_of(replace(evidence, unmet=1.0), PLAIN) < score


def test_what_is_far_from_everything_is_refused_however_clear_its_lead():
    near = Evidence(lead=0.5, unevenness=0.0, unmet=0.0, nearness=0.3)
    far = replace(near, nearness=0.29)
    assert score_of(near, PLAIN) > 0.9
    assert 0 < score_of(far, PLAIN) < PLAIN.threshold
    assert score_of(replace(far, nearness=0.1), PLAIN) < score_of(far, PLAIN)
    assert score_of(replace(far, nearness=-0.1), PLAIN) == 0.0
    doubtful = replace(far, lead=0.0, unevenness=0.5)
    assert score_of(doubtful, PLAIN) == score_of(replace(doubtful, nearness=0.3), PLAIN)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    topics = (document_of(report_of(topic), *TOPICS[topic]) for topic in TOPICS)
    school = document_of(report_of("school"), "De school vierde feest. Het plein kreeg bomen.")
    build_index(root, *topics, school)
    return open_index(root)


@pytest.fixture
def searcher(index, monkeypatch):
    """Judges by the lead alone: what stands in the index word for word leads by far."""
    by_lead = Weights(
        intercept=-10.0, lead=40.0, unevenness=0.0, unmet=0.0, threshold=0.5, near=0.0
    )
    monkeypatch.setitem(WEIGHTS, HashEncoder.model_id, by_lead)
    return Searcher(index, HashEncoder())


ANSWERED = TOPICS["water"][0]
UNANSWERED = "Wie won de prijs voor het mooiste schoolplein?"


def test_a_question_that_nothing_answers_is_told_and_its_nearest_hits_stay(searcher, index):
    answer = searcher.search(Query(UNANSWERED))
    assert not answer.is_answered
    assert answer.answer_score < 0.5
    unjudged = Searcher(index, OtherEncoder()).groups(Query(UNANSWERED))
    assert [hit.passage for hit in answer.hits] == [group.passage for group in unjudged]
    assert answer.hits


def test_no_sentence_is_marked_as_an_answer_where_there_is_none(searcher, index, monkeypatch):
    def marked(searcher):
        return any(hit.answers for hit in searcher.search(Query(UNANSWERED)).hits)

    assert not marked(searcher)
    lenient = replace(WEIGHTS[HashEncoder.model_id], threshold=0.0)
    monkeypatch.setitem(WEIGHTS, HashEncoder.model_id, lenient)
    assert marked(Searcher(index, HashEncoder()))


def test_a_question_that_is_answered_is_not_refused(searcher):
    answer = searcher.search(Query(ANSWERED))
    assert answer.is_answered
    assert answer.answer_score > 0.5


def test_the_second_page_says_what_the_first_says(searcher):
    first = searcher.search(Query(UNANSWERED, limit=3))
    second = searcher.search(Query(UNANSWERED, limit=3, offset=3))
    assert (first.is_answered, first.answer_score) == (second.is_answered, second.answer_score)


@pytest.mark.parametrize(
    "query",
    [
        Query(UNANSWERED, exact=True),
        Query(f'wie won "{TOPICS["water"][0][:14]}"'),
        Query(UNANSWERED, filters=Filters(report_ids=("water",))),
    ],
)
def test_literal_words_and_filters_are_never_judged(searcher, query):
    answer = searcher.search(query)
    assert (answer.is_answered, answer.answer_score) == (True, None)


class OtherEncoder(HashEncoder):
    """A model that no weights were fitted to, of the same vectors."""

    def __init__(self):
        self.model_id = HashEncoder.model_id


def test_only_the_ranking_and_the_model_that_were_fitted_are_judged(searcher, index, monkeypatch):
    assert searcher.search(Query(UNANSWERED), system="dense").answer_score is None
    without = Searcher(index, HashEncoder(), fusion=FusionConfig(late_interaction=False))
    assert without.search(Query(UNANSWERED)).answer_score is None
    monkeypatch.delitem(WEIGHTS, HashEncoder.model_id)
    other = Searcher(index, HashEncoder()).search(Query(UNANSWERED))
    assert (other.is_answered, other.answer_score) == (True, None)


def test_too_few_passages_to_compare_are_not_judged(tmp_path, searcher):
    build_index(tmp_path, document_of(report_of("water"), *TOPICS["water"]))
    few = Searcher(open_index(tmp_path), HashEncoder())
    assert few.search(Query(UNANSWERED)).answer_score is None


def test_the_command_line_and_its_json_say_it(searcher, capsys):
    answer = searcher.search(Query(UNANSWERED))
    document = json.loads(documents.text_of(documents.answer(answer)))
    assert document["is_answered"] is False
    assert 0 <= document["answer_score"] <= 1
    ask._print_answer(answer)
    assert capsys.readouterr().out.startswith("no passage found that answers this; the nearest:")
    ask._print_answer(searcher.search(Query(ANSWERED)))
    assert "no passage found" not in capsys.readouterr().out
