import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdsearch import dense
from rdsearch.errors import IndexUnusable


def vectors_of(count, dim=16, seed=1):
    found = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    path = tmp_path_factory.mktemp("dense") / "dense.faiss"
    dense.build(vectors_of(300), path)
    return dense.Dense(path)


@given(st.integers(0, 99), st.integers(1, 400), st.none() | st.sets(st.integers(0, 299)))
def test_results_equal_those_of_comparing_with_every_row(built, seed, depth, allowed):
    vectors, question = vectors_of(300), vectors_of(1, seed=seed + 1_000)[0]
    rows = sorted(
        range(300) if allowed is None else allowed, key=lambda r: -(vectors[r] @ question)
    )
    found = built.search(question, depth, allowed=None if allowed is None else sorted(allowed))
    assert [c.row for c in found] == rows[:depth]
    assert [c.rank for c in found] == list(range(1, len(found) + 1))
    assert [c.score for c in found] == pytest.approx(
        [vectors[r] @ question for r in rows[:depth]], abs=1e-6
    )


def test_a_large_index_finds_nearly_the_same_rows(tmp_path):
    vectors, questions = vectors_of(dense.EXACT_UP_TO + 1), vectors_of(20, seed=7)
    dense.build(vectors, tmp_path / "dense.faiss")
    large = dense.Dense(tmp_path / "dense.faiss")
    some = [*range(0, large.rows, 3)]
    for question in questions:
        for allowed in (None, some):
            every = np.arange(large.rows) if allowed is None else np.array(allowed)
            nearest = every[np.argsort(-(vectors[every] @ question))[:100]]
            found = large.search(question, 100, allowed=allowed)
            assert len({c.row for c in found} & set(nearest.tolist())) >= 95
            rows = [c.row for c in found]
            assert [c.score for c in found] == pytest.approx(
                [*(vectors[rows] @ question)], abs=1e-3
            )
            assert large.scores(question, rows) == pytest.approx([c.score for c in found], abs=1e-3)


def test_equal_vectors_are_all_found_and_in_order_of_row(tmp_path):
    same = np.repeat(vectors_of(1), 5, axis=0)
    dense.build(same, tmp_path / "dense.faiss")
    assert [c.row for c in dense.Dense(tmp_path / "dense.faiss").search(same[0], 5)] == [
        0,
        1,
        2,
        3,
        4,
    ]


def test_scores_are_of_the_rows_that_were_asked_in_their_order(built):
    vectors, question = vectors_of(300), vectors_of(1, seed=9)[0]
    assert built.scores(question, [7, 3, 7]) == pytest.approx([*(vectors[[7, 3, 7]] @ question)])
    assert built.scores(question, []) == []


def test_an_index_without_rows_finds_nothing(tmp_path):
    dense.build(np.zeros((0, 16), dtype=np.float32), tmp_path / "dense.faiss")
    empty = dense.Dense(tmp_path / "dense.faiss")
    assert (empty.rows, empty.dim, empty.search(vectors_of(1)[0], 10)) == (0, 16, [])


@pytest.mark.parametrize("content", [None, b"", b"geen index", b"IxFI"])
def test_a_file_that_is_no_index_is_unusable(tmp_path, content):
    path = tmp_path / "dense.faiss"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexUnusable, match="rdsearch ingest"):
        dense.Dense(path)
