import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdsearch.lexical import Lexical, LexicalDocument, build

ROWS = 3_000
WORDS = ("dijk", "water", "kanaal", "fietspad", "brug", "wijk", "school", "zwembad")


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """Passages of the same few words, so that many have equal scores; one of them has a word of its own."""
    chance = random.Random(1)
    texts = [" ".join(chance.choices(WORDS, k=chance.randint(1, 6))) for _ in range(ROWS)]
    texts[2_500] += " gemaal"
    path = tmp_path_factory.mktemp("lexical") / "lexical"
    build(lambda: (LexicalDocument(headings=(), text=text) for text in texts), path)
    return Lexical(path)


@given(
    question=st.lists(st.sampled_from((*WORDS, "gemaal")), min_size=1, max_size=3).map(" ".join),
    depth=st.integers(1, 120),
    share=st.sampled_from((0.001, 0.02, 0.3, 0.9, 1.0)),
    seed=st.integers(0, 99),
)
def test_the_best_allowed_rows_are_those_of_the_whole_ranking(index, question, depth, share, seed):
    allowed = sorted(random.Random(seed).sample(range(ROWS), max(1, int(share * ROWS))))
    whole = [(c.row, c.score) for c in index.search(question, ROWS)]
    expected = [(row, score) for row, score in whole if row in {*allowed}][:depth]
    found = index.search(question, depth, allowed=allowed)
    assert [c.row for c in found] == [row for row, _ in expected]
    assert [c.score for c in found] == pytest.approx([score for _, score in expected])


def test_allowed_rows_that_all_rank_low_are_found(index):
    question = "dijk water"
    ranked = [c.row for c in index.search(question, ROWS)]
    low = ranked[-400:]
    assert [c.row for c in index.search(question, 50, allowed=sorted(low))] == low[:50]
