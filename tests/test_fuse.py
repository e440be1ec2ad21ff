import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdsearch.fuse import fused, reordered, reranked
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


def rerank(dense, lexical, scores, bonus=0.1, order=lambda found: found):
    return reranked(
        order(candidates(dense, "dense")),
        order(candidates(lexical, "lexical")),
        scores=scores,
        scored_by="tokens",
        lexical_bonus=bonus,
    )


@given(lists, lists, st.data(), st.randoms())
def test_reranking_orders_the_union_by_the_third_score_whatever_the_order_of_the_halves(
    dense, lexical, data, random
):
    union = dense.keys() | lexical.keys()
    judged = {row: data.draw(scores) for row in sorted(union)}
    ranked = rerank(dense, lexical, judged, bonus=0.0)
    assert [hit.row for hit in ranked] == sorted(union, key=lambda row: (-judged[row], row))
    shuffled = rerank(
        dense, lexical, judged, 0.0, order=lambda found: random.sample(found, len(found))
    )
    assert [hit.row for hit in shuffled] == [hit.row for hit in ranked]


def test_the_words_part_what_the_third_finds_alike():
    ranked = rerank(
        {1: 0.9, 2: 0.8, 3: 0.7}, {2: 4.0, 3: 2.0}, {1: 0.5, 2: 0.5, 3: 0.52}, bonus=0.1
    )
    assert {hit.row: hit.score for hit in ranked} == pytest.approx({2: 0.6, 3: 0.57, 1: 0.5})
    assert [hit.row for hit in ranked] == [2, 3, 1]


def test_a_reranked_hit_says_what_all_three_thought_of_it():
    first, _ = rerank({1: 0.7, 2: 0.6}, {1: 3.0}, {1: 0.4, 2: 0.9}, bonus=0.0)
    assert [(c.retriever, c.rank, c.score) for c in first.candidates] == [
        ("dense", 2, 0.6),
        ("tokens", 1, 0.9),
    ]


def test_a_reordered_ranking_has_its_first_by_the_new_scores_and_the_rest_below_them_as_they_were():
    ranked = rerank(
        {}, {4: 1.0, 3: 1.0, 2: 1.0, 1: 1.0}, {4: 0.9, 3: 0.8, 2: 0.7, 1: 0.2}, bonus=0.0
    )
    found = reordered(ranked, (0.1, 0.3), scored_by="reader")
    assert [hit.row for hit in found] == [3, 4, 2, 1]
    assert [hit.score for hit in found] == pytest.approx([0.3, 0.1, 0.0, -0.5])
    assert found[0].candidates[-1].retriever == "reader"
    assert [hit.row for hit in ranked] == [4, 3, 2, 1]
    assert reordered(ranked, (), scored_by="reader") == ranked
