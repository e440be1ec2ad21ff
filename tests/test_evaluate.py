import json
import math

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import TOPICS, build_index, document_of, report_of

from rdsearch import evaluate as evaluation
from rdsearch.errors import CorpusError
from rdsearch.evaluate import JudgedQuestion, Judgement
from rdsearch.index import open_index
from rdsearch.search import Searcher


def question(**changes):
    return JudgedQuestion(
        **{"id": "1", "type": "figure", "q": "dijk?", "must": ("dijk",), **changes}
    )


def judged(relevant, in_index, type_="figure"):
    """A judgement from a string: x is an answer."""
    return Judgement(question(type=type_), tuple(mark == "x" for mark in relevant), in_index)


@pytest.mark.parametrize(
    ("relevant", "in_index", "rank", "ndcg", "recall"),
    [
        ("x.........", 1, 1.0, 1.0, 1.0),
        (".x........", 1, 1 / 2, math.log(2) / math.log(3), 1.0),
        ("..x.......", 2, 1 / 3, 0.5 / (1 + math.log(2) / math.log(3)), 0.5),
        (".x.x......", 2, 1 / 2, (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3)), 1),
        ("..........x", 1, 0.0, 0.0, 1.0),
        ("", 1, 0.0, 0.0, 0.0),
        ("...", 0, 0.0, 0.0, 0.0),
        ("x" * 10, 30, 1.0, 1.0, 10 / 30),
        ("x" * 50, 60, 1.0, 1.0, 1.0),
    ],
)
def test_the_measures_are_those_counted_by_hand(relevant, in_index, rank, ndcg, recall):
    judgement = judged(relevant, in_index)
    assert evaluation.reciprocal_rank(judgement, 10) == pytest.approx(rank)
    assert evaluation.ndcg(judgement, 10) == pytest.approx(ndcg)
    assert evaluation.recall(judgement, 50) == pytest.approx(recall)


def test_scores_are_means_over_the_questions():
    scores = evaluation.scores_of(
        [judged("x", 1), judged("....x", 1), judged(".....x", 1), judged("", 1)]
    )
    assert scores.questions == 4
    assert scores.mrr_at_10 == pytest.approx((1 + 1 / 5 + 1 / 6) / 4)
    assert (scores.success_at_1, scores.success_at_5, scores.recall_at_50) == (0.25, 0.5, 0.75)


LINE = '{"id": "a", "type": "t", "q": "vraag?", "must": ["woord"], "split": "tune", "note": "x"}'


def written(tmp_path, *lines):
    path = tmp_path / "queries.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_questions_are_read_and_can_be_limited_to_a_split(tmp_path):
    path = written(tmp_path, LINE, "", LINE.replace('"a"', '"b"').replace("tune", "held"))
    assert [q.id for q in evaluation.read_questions(path)] == ["a", "b"]
    assert [q.id for q in evaluation.read_questions(path, split="held")] == ["b"]


def test_a_line_may_hold_any_character_that_json_allows(tmp_path):
    path = written(tmp_path, LINE.replace("vraag?", "vraag\u2028over\x85iets?"))
    assert [q.q for q in evaluation.read_questions(path)] == ["vraag\u2028over\x85iets?"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["geen json"], "line 1"),
        ([LINE, LINE.replace('"must": ["woord"], ', "")], "line 2: must"),
        ([LINE.replace('["woord"]', "[]")], "line 1: must"),
        ([LINE.replace('["woord"]', '[" "]')], "line 1: must.0"),
        (["[]"], "line 1"),
        ([], "has no questions"),
        (["", " "], "has no questions"),
    ],
)
def test_a_slip_in_the_questions_is_one_line_that_names_the_place(tmp_path, lines, said):
    with pytest.raises(CorpusError) as raised:
        evaluation.read_questions(written(tmp_path, *lines))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_questions_that_are_not_there_are_named(tmp_path):
    with pytest.raises(CorpusError, match=r"weg\.jsonl cannot be read"):
        evaluation.read_questions(tmp_path / "weg.jsonl")
    with pytest.raises(CorpusError, match="has no questions with split 'weg'"):
        evaluation.read_questions(written(tmp_path, LINE), split="weg")


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    documents = [document_of(report_of(topic), *TOPICS[topic]) for topic in TOPICS]
    build_index(root, *documents)
    return Searcher(open_index(root), HashEncoder())


def test_a_hit_counts_when_it_holds_one_of_the_quoted_strings_white_space_and_case_folded(searcher):
    questions = [
        question(id="1", q=TOPICS["water"][0], must=("DIJK  langs\nde vennebeek",)),
        question(id="2", q=TOPICS["wonen"][0], must=("staat nergens", "sociale huurwoningen")),
        question(id="3", q=TOPICS["wonen"][1], must=("staat nergens",), type="quote"),
    ]
    heard = []
    result = evaluation.evaluate(
        searcher, questions, system="hybrid", progress=lambda: heard.append(1)
    )
    assert [j.is_relevant[:1] for j in result.judgements] == [(True,), (True,), (False,)]
    assert [j.relevant_in_index for j in result.judgements] == [1, 1, 0]
    assert result.overall.success_at_1 == pytest.approx(2 / 3)
    assert {t: s.questions for t, s in result.by_type.items()} == {"figure": 2, "quote": 1}
    assert len(heard) == 3


def test_the_json_document_has_the_promised_fields(searcher):
    result = evaluation.evaluate(searcher, [question()], system="dense")
    document = json.loads(evaluation.as_json("id", {"dense": result}))
    measures = {"questions", "mrr@10", "ndcg@10", "success@1", "success@5", "recall@50"}
    assert {*document} == {"index_id", "systems"}
    assert {*document["systems"]["dense"]} == measures | {"by_type"}
    assert {*document["systems"]["dense"]["by_type"]["figure"]} == measures
