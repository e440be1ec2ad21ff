import json
import math
import random
from dataclasses import replace

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import TOPICS, build_index, document_of, report_of

from rdsearch import evaluate
from rdsearch.cli import documents
from rdsearch.config import Config
from rdsearch.errors import CorpusError
from rdsearch.evaluate import Asked, JudgedQuestion, Judgement
from rdsearch.evaluate.judging import judged
from rdsearch.evaluate.measures import ndcg, recall, reciprocal_rank
from rdsearch.fuse import Fused
from rdsearch.index import open_index
from rdsearch.search import Group, Searcher
from rdsearch.types import Passage, Span


def question(**changes):
    return JudgedQuestion(
        **{"id": "1", "type": "figure", "q": "dijk?", "must": ("dijk",), **changes}
    )


def judgement_of(hits, in_index, type_="figure"):
    """From a string of hits: x is an answer."""
    gains = tuple(float(mark == "x") for mark in hits)
    return Judgement(Asked("1", type_, "dijk?", {}), gains, (1.0,) * in_index)


@pytest.mark.parametrize(
    ("hits", "in_index", "rank", "gain", "found"),
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
def test_the_measures_are_those_counted_by_hand(hits, in_index, rank, gain, found):
    judgement = judgement_of(hits, in_index)
    assert reciprocal_rank(judgement, 10) == pytest.approx(rank)
    assert ndcg(judgement, 10) == pytest.approx(gain)
    assert recall(judgement, 50) == pytest.approx(found)


def test_the_measures_are_those_of_trec_eval():
    pytrec_eval = pytest.importorskip("pytrec_eval")
    draw = random.Random(4)
    qrels, run, judgements = {}, {}, []
    for number in range(40):
        grades = {f"d{n}": draw.choice((0, 0, 0, 1, 2, 3)) for n in range(30)}
        ranked = draw.sample(sorted(grades), 25)
        qrels[str(number)] = grades
        run[str(number)] = {name: 100.0 - rank for rank, name in enumerate(ranked)}
        judgements.append(
            Judgement(
                Asked(str(number), "all", "?", {}),
                tuple(float(grades[name]) for name in ranked),
                tuple(sorted((float(g) for g in grades.values() if g), reverse=True)),
            )
        )
    names = {"ndcg_cut_10", "recip_rank_cut_10", "success_1", "success_5", "recall_50"}
    theirs = pytrec_eval.RelevanceEvaluator(qrels, names - {"recip_rank_cut_10"}).evaluate(run)
    ours = evaluate.scores_of(judgements).measures
    for name, other in {
        "ndcg@10": "ndcg_cut_10",
        "success@1": "success_1",
        "success@5": "success_5",
        "recall@50": "recall_50",
    }.items():
        mean = sum(values[other] for values in theirs.values()) / len(theirs)
        assert ours[name].mean == pytest.approx(mean)


def test_scores_are_means_over_the_questions():
    scores = evaluate.scores_of(
        [
            judgement_of("x", 1),
            judgement_of("....x", 1),
            judgement_of(".....x", 1),
            judgement_of("", 1),
        ]
    )
    means = {name: estimate.mean for name, estimate in scores.measures.items()}
    assert scores.questions == 4
    assert means["mrr@10"] == pytest.approx((1 + 1 / 5 + 1 / 6) / 4)
    assert (means["success@1"], means["success@5"], means["recall@50"]) == (0.25, 0.5, 0.75)


def test_an_interval_narrows_with_the_questions_and_is_the_same_each_time():
    few = [judgement_of("x", 1), judgement_of(".", 1)] * 10
    many = few * 10
    low, high = evaluate.scores_of(few).measures["success@1"].interval
    assert low < 0.5 < high
    assert (low, high) == evaluate.scores_of(few).measures["success@1"].interval
    narrow_low, narrow_high = evaluate.scores_of(many).measures["success@1"].interval
    # The standard error of a share of a half over 20 and over 200 questions: 0.112 and 0.035.
    assert high - low == pytest.approx(2 * 1.96 * 0.112, rel=0.2)
    assert narrow_high - narrow_low == pytest.approx(2 * 1.96 * 0.035, rel=0.2)


def test_a_difference_compares_each_question_with_itself():
    hard_and_easy = ["x", "."] * 20
    full = [judgement_of(hits, 1) for hits in hard_and_easy]
    same = evaluate.differences(full, full).measures["success@1"]
    assert (same.mean, same.interval) == (0.0, (0.0, 0.0))
    worse = [
        judgement_of("." if number == 0 else hits, 1) for number, hits in enumerate(hard_and_easy)
    ]
    lost = evaluate.differences(worse, full).measures["success@1"]
    assert lost.mean == pytest.approx(-1 / 40)
    assert lost.interval[1] <= 0.0


LINE = '{"id": "a", "type": "t", "q": "vraag?", "must": ["woord"], "split": "tune", "note": "x"}'


def written(tmp_path, *lines):
    path = tmp_path / "queries.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_questions_are_read_and_can_be_limited_to_a_split(tmp_path):
    path = written(tmp_path, LINE, "", LINE.replace('"a"', '"b"').replace("tune", "held"))
    assert [q.id for q in evaluate.read_questions(path)] == ["a", "b"]
    assert [q.id for q in evaluate.read_questions(path, split="held")] == ["b"]


def test_unanswerable_questions_need_no_quoted_words(tmp_path):
    path = written(tmp_path, LINE.replace('["woord"]', "[]"), '{"id": "b", "type": "t", "q": "?"}')
    assert [q.id for q in evaluate.read_unanswerable(path)] == ["a", "b"]


def test_a_line_may_hold_any_character_that_json_allows(tmp_path):
    path = written(tmp_path, LINE.replace("vraag?", "vraag\u2028over\x85iets?"))
    assert [q.q for q in evaluate.read_questions(path)] == ["vraag\u2028over\x85iets?"]


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
        evaluate.read_questions(written(tmp_path, *lines))
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_questions_that_are_not_there_are_named(tmp_path):
    with pytest.raises(CorpusError, match=r"weg\.jsonl cannot be read"):
        evaluate.read_questions(tmp_path / "weg.jsonl")
    with pytest.raises(CorpusError, match="has no questions with split 'weg'"):
        evaluate.read_questions(written(tmp_path, LINE), split="weg")


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
    result = evaluate.evaluate(
        searcher, questions, system="hybrid", progress=lambda: heard.append(1)
    )
    assert [j.gains[:1] for j in result.judgements] == [(1.0,), (1.0,), (0.0,)]
    assert [j.ideal for j in result.judgements] == [(1.0,), (1.0,), ()]
    assert result.overall.measures["success@1"].mean == pytest.approx(2 / 3)
    assert {t: s.questions for t, s in result.by_type.items()} == {"figure": 2, "quote": 1}
    assert len(heard) == 3


def group_of(*names):
    """A hit that shows these units; the first is its passage, the others are its copies."""
    first, *copies = (
        Passage(name, "r", 0, (Span(1, 0, 1),), name, (), token_count=1) for name in names
    )
    return Group(Fused(row=0, score=1.0, candidates=()), first, copies=tuple(copies))


def units_of(group):
    return [p.passage_id for p in (group.passage, *group.copies)]


def test_a_hit_that_shows_two_answers_takes_one_place_in_the_ideal_ranking_too():
    asked = Asked("1", "all", "?", {"a": 1.0, "b": 1.0, "c": 1.0})
    found = judged(asked, [group_of("a", "b"), group_of("x"), group_of("c")], units_of)
    assert (found.gains, found.ideal) == ((1.0, 0.0, 1.0), (1.0, 1.0))


def test_a_document_gains_where_its_first_passage_stands_and_nowhere_else():
    asked = Asked("1", "all", "?", {"a": 2.0, "b": 1.0})
    found = judged(asked, [group_of("x"), group_of("a"), group_of("a"), group_of("b")], units_of)
    assert (found.gains, found.ideal) == ((0.0, 2.0, 1.0), (2.0, 1.0))


class CountingEncoder(HashEncoder):
    """Knows how often it was asked."""

    asked = 0

    def encode_query(self, text):
        self.asked += 1
        return super().encode_query(text)


def compared_over(index, questions, encoder=None, settings=None):
    return evaluate.compare(
        index,
        encoder or HashEncoder(),
        evaluate.asked_of(questions, index.catalog.passages()),
        evaluate.variants_of(settings or Config()),
        units_of=evaluate.passages_shown,
    )


def test_each_question_is_encoded_once_for_all_systems(searcher):
    encoder = CountingEncoder()
    questions = [question(id=topic, q=TOPICS[topic][0]) for topic in TOPICS]
    compared = compared_over(searcher.index, questions, encoder)
    assert len(compared) > 3
    assert encoder.asked == len(questions)


def test_every_system_stands_beside_itself_without_each_feature_that_is_on(searcher):
    variants = evaluate.variants_of(Config())
    whole = [variant for variant in variants if variant.without is None]
    assert [variant.name for variant in whole] == ["hybrid", "dense", "lexical"]
    assert len({variant.name for variant in variants}) == len(variants)
    for variant in variants:
        assert (variant.settings == Config()) == (variant.without is None)
    off = Config()
    for feature in evaluate.FEATURES:
        off = feature.left_out(off)
    assert [variant.name for variant in evaluate.variants_of(off)] == ["hybrid", "dense", "lexical"]


def test_what_a_feature_adds_is_told_as_the_difference_without_it(searcher):
    questions = [
        question(id=topic, q=TOPICS[topic][0], must=(TOPICS[topic][0],)) for topic in TOPICS
    ]
    compared = compared_over(searcher.index, questions)
    by_name = {found.variant.name: found for found in compared}
    without = by_name["hybrid without late interaction"]
    full = by_name["hybrid"].evaluation.overall.measures["ndcg@10"].mean
    assert without.difference.measures["ndcg@10"].mean == pytest.approx(
        without.evaluation.overall.measures["ndcg@10"].mean - full
    )


def test_the_worst_come_with_what_stood_first_instead(searcher):
    questions = [
        question(id="found", q=TOPICS["wonen"][0], must=(TOPICS["wonen"][0],)),
        question(id="late", q=TOPICS["wonen"][0], must=(TOPICS["fietsen"][2],)),
        question(id="nowhere", q=TOPICS["wonen"][0], must=("staat nergens",)),
    ]
    result = evaluate.evaluate(searcher, questions, system="dense")
    worst = evaluate.worst(result, 10)
    assert [judgement.question.id for judgement in worst] == ["late", "found"]
    assert worst[0].first.text == TOPICS["wonen"][0]
    assert evaluate.answer_rank(worst[0]) > 1
    assert len(evaluate.worst(result, 1)) == 1


def test_the_json_document_has_the_promised_fields(searcher):
    compared = compared_over(searcher.index, [question(must=(TOPICS["water"][1],))])
    reports = searcher.index.catalog.descriptions()
    worst = evaluate.worst(compared[0].evaluation, 10)
    document = json.loads(documents.text_of(evaluate.document_of("id", compared, worst, reports)))
    measures = {"questions", "mrr@10", "ndcg@10", "success@1", "success@5", "recall@50"}
    assert {*document["systems"]} == {"hybrid", "dense", "lexical"}
    dense = document["systems"]["dense"]
    assert {*dense} == measures | {"by_type", "intervals"}
    assert {*dense["by_type"]["figure"]} == measures | {"intervals"}
    assert {*dense["intervals"]} == measures - {"questions"}
    for ablation in document["ablations"].values():
        assert ablation["system"] in document["systems"]
        assert {*ablation["difference"]} == measures | {"intervals"}
    (worst_question,) = document["worst"]
    assert {*worst_question} >= {"id", "type", "question", "ndcg@10", "answer_rank", "instead"}
    assert {*worst_question["instead"]} == {"report_id", "title", "pdf_page", "begins"}


def test_a_long_passage_is_named_by_its_first_words():
    passage = Passage("p", "r", 0, (Span(1, 0, 1),), "een twee " * 10, (), token_count=20)
    assert evaluate.first_words(passage) == "een twee " * 6 + "…"
    assert evaluate.first_words(replace(passage, text="een twee")) == "een twee"
