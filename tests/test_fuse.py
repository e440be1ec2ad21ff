import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdsearch.fuse import fused
from rdsearch.types import Candidate

scores = st.floats(-1, 1, allow_nan=False).map(lambda x: round(x, 3))
lists = st.dictionaries(st.integers(0, 20), scores, max_size=8)


def candidates(by_row, retriever):
    ranked = sorted(by_row.items(), key=lambda item: (-item[1], item[0]))
    return [
        Candidate(row=row, retriever=retriever, rank=rank, score=score)
        for rank, (row, score) in enumerate(ranked, start=1)
    ]


def fuse(dense, lexical, weight=0.3, order=lambda found: found):
    similarity = dict.fromkeys(lexical, 0.0) | dense
    return fused(
        order(candidates(dense, "dense")),
        order(candidates(lexical, "lexical")),
        dense_scores=similarity,
        lexical_weight=weight,
    )


@given(lists, lists, st.floats(0, 1))
def test_fusion_ranks_the_union_each_row_once_best_first_and_ties_by_row(dense, lexical, weight):
    ranked = fuse(dense, lexical, weight)
    assert {hit.row for hit in ranked} == dense.keys() | lexical.keys()
    assert len(ranked) == len({hit.row for hit in ranked})
    order = [(-hit.score, hit.row) for hit in ranked]
    assert order == sorted(order)


@given(lists, lists, st.randoms())
def test_fusion_ignores_the_order_of_its_inputs(dense, lexical, random):
    shuffled = fuse(dense, lexical, order=lambda found: random.sample(found, len(found)))
    plain = fuse(dense, lexical)
    assert [(hit.row, hit.score) for hit in shuffled] == [(hit.row, hit.score) for hit in plain]


@given(lists, lists)
def test_fusion_changes_nothing_that_it_is_given(dense, lexical):
    halves = candidates(dense, "dense"), candidates(lexical, "lexical")
    before = [*halves[0]], [*halves[1]]
    similarity = dict.fromkeys(lexical, 0.0) | dense
    fused(*halves, dense_scores=similarity, lexical_weight=0.3)
    assert halves == before


@given(lists, lists, st.floats(0, 1))
def test_every_fused_score_lies_between_0_and_1(dense, lexical, weight):
    positive = {row: abs(score) for row, score in lexical.items()}
    assert all(-1e-9 <= hit.score <= 1 + 1e-9 for hit in fuse(dense, positive, weight))


@pytest.mark.parametrize(("dense", "lexical"), [({}, {}), ({3: 0.5}, {}), ({}, {3: 2.0})])
def test_fusion_works_on_no_hit_and_on_one(dense, lexical):
    assert [hit.row for hit in fuse(dense, lexical)] == [*(dense or lexical)]


def test_without_weight_for_words_the_order_is_that_of_meaning():
    dense = {1: 0.9, 2: 0.8, 3: 0.1}
    assert [hit.row for hit in fuse(dense, {3: 9.0, 2: 1.0}, weight=0.0)] == [1, 2, 3]


def test_the_score_is_the_weighted_sum_of_both_scaled_scores():
    ranked = fuse({1: 1.0, 2: 0.5, 3: 0.0}, {3: 4.0, 2: 2.0}, weight=0.4)
    assert {hit.row: hit.score for hit in ranked} == pytest.approx(
        {1: 0.6, 2: 0.6 * 0.5 + 0.4 * 0.5, 3: 0.4}
    )


def test_a_hit_says_what_each_half_thought_of_it():
    (hit,) = fuse({1: 0.7}, {1: 3.0})
    assert [(c.retriever, c.rank, c.score) for c in hit.candidates] == [
        ("dense", 1, 0.7),
        ("lexical", 1, 3.0),
    ]
