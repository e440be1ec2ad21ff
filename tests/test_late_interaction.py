"""Token codes against plain formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hash_encoder import HashEncoder
from tests.making import hash_projection

from rdsearch import late_interaction
from rdsearch.late_interaction import NO_PROJECTION, Projection, TokenCodes, TokenIndex, fitted_to
from rdsearch.types import Embedding

ENCODER = HashEncoder()
TEXTS = (
    "Het waterschap verhoogde de dijk langs de beek.",
    "",
    "De gemeente legde twaalf kilometer fietspad aan; de wethouder is tevreden.",
    "… – !",
    "Dijk na dijk na dijk.",
)
words = st.sampled_from("dijk beek fietspad gemeente zwembad de aan regen 2023".split())
questions = st.lists(words, max_size=6).map(" ".join)


def coded(text, *, start=0, projection=None):
    return late_interaction.encoded(
        ENCODER.encode_query(text), text, projection or hash_projection(), start=start
    )


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tokens")
    late_interaction.save_projection(hash_projection(), folder)
    late_interaction.write(map(coded, TEXTS), folder)
    return TokenIndex(folder)


def by_formula(question, text):
    """MaxSim with every step written out."""
    if not question.split() or not text.split():
        return 0.0
    projection = hash_projection()
    asked = projection.projected(ENCODER.encode_query(question).tokens)
    signs = np.sign(projection.projected(ENCODER.encode_query(text).tokens))
    signs /= np.sqrt(projection.bits)
    return float(np.mean([max(float(a @ s) for s in signs) for a in asked]))


@given(questions, st.lists(st.integers(0, len(TEXTS) - 1), max_size=8))
def test_scores_are_those_of_the_formula_for_the_rows_asked_in_their_order(stored, question, rows):
    plain = [by_formula(question, "" if row == 3 else TEXTS[row]) for row in rows]
    scores = stored.asked(ENCODER.encode_query(question)).scores(rows)
    assert scores.tolist() == pytest.approx(plain, abs=1e-5)


def test_a_passage_scores_highest_for_its_own_words(stored):
    rows = range(stored.rows)
    for row in (0, 2):
        scores = stored.asked(ENCODER.encode_query(TEXTS[row])).scores(rows)
        assert int(scores.argmax()) == row


def test_long_passages_are_scored_like_short_ones(tmp_path):
    texts = ["dijk", " ".join(f"woord{number}" for number in range(2_000)), "beek"]
    late_interaction.save_projection(hash_projection(), tmp_path)
    late_interaction.write(map(coded, texts), tmp_path)
    question = "dijk woord1999 woord3"
    scores = TokenIndex(tmp_path).asked(ENCODER.encode_query(question)).scores((0, 1, 2))
    assert scores.tolist() == pytest.approx([by_formula(question, t) for t in texts], abs=1e-5)


def test_each_token_of_the_question_is_matched_with_its_like(stored):
    question = "beek of dijk"
    matches = stored.asked(ENCODER.encode_query(question)).matches(0)
    assert [question[slice(*match.asked)] for match in matches] == question.split()
    beek, of, dijk = matches
    assert TEXTS[0][slice(*beek.found)] == "beek"
    assert TEXTS[0][slice(*dijk.found)] == "dijk"
    assert min(beek.similarity, dijk.similarity) > of.similarity


@given(questions)
def test_a_part_of_a_passage_scores_as_a_passage_of_its_words_would(stored, question):
    text, asked = TEXTS[2], stored.asked(ENCODER.encode_query(question))
    half = text.index(";")
    parts = [(0, half), (half, len(text)), (half, half + 2), (0, len(text))]
    scores = asked.scores_of_parts(2, parts)
    plain = [by_formula(question, text[start:end]) for start, end in parts[:2]]
    assert scores[:2].tolist() == pytest.approx(plain, abs=1e-5)
    assert scores[2] == 0
    assert scores[3] == pytest.approx(asked.scores((2,))[0], abs=1e-6)


def test_a_passage_without_words_matches_nothing(stored):
    assert stored.asked(ENCODER.encode_query("dijk")).matches(1) == ()


def test_only_words_of_the_passage_itself_are_kept_and_their_places_count_from_it():
    text = "Kop > Dijken\nDe dijk (1) – brak."
    start = text.index("De")
    codes = coded(text, start=start)
    passage = text[start:]
    assert [passage[a:b] for a, b in codes.spans] == ["De", "dijk", "1", "brak"]
    assert codes.counts.tolist() == [4]


def test_a_token_beyond_what_a_place_can_say_is_left_out():
    text = "dijk " + " " * 70_000 + "beek"
    assert coded(text).spans.tolist() == [[0, 4]]


def test_what_is_stored_comes_back_for_any_rows(stored):
    again = stored.codes_of((2, 0))
    expected = late_interaction.concatenated(
        [coded(TEXTS[2]), coded(TEXTS[0])], bits=hash_projection().bits
    )
    assert np.array_equal(again.codes, expected.codes)
    assert np.array_equal(again.spans, expected.spans)
    assert np.array_equal(again.counts, expected.counts)


def test_the_projection_of_a_model_is_the_same_every_time():
    first, second = hash_projection(), fitted_to(HashEncoder())
    assert np.array_equal(first.mean, second.mean)
    assert np.array_equal(first.rotation, second.rotation)


def test_a_long_vector_is_cut_to_bits_that_are_worth_their_place():
    class Long(HashEncoder):
        dim = 1_000

        def encode_passages(self, texts):
            for row, _ in enumerate(texts):
                tokens = np.random.default_rng(row).standard_normal((3, self.dim))
                yield row, Embedding(np.zeros(8), tokens.astype(np.float32), np.zeros((3, 2), int))

    rotation = fitted_to(Long()).rotation
    assert rotation.shape == (1_000, 384)
    assert np.allclose(rotation.T @ rotation, np.eye(384), atol=1e-5)


def test_a_model_without_token_vectors_gives_an_index_without_codes(tmp_path):
    class Static(HashEncoder):
        def encode_query(self, text):
            none = np.zeros((0, 0), np.float32), np.zeros((0, 2), np.int64)
            return Embedding(super().encode_query(text).vector, *none)

    projection = fitted_to(Static())
    found = late_interaction.encoded(Static().encode_query("dijk"), "dijk", projection, start=0)
    late_interaction.save_projection(projection, tmp_path)
    late_interaction.write([found], tmp_path)
    opened = TokenIndex(tmp_path)
    assert (opened.rows, opened.has_codes) == (1, False)
    assert opened.asked(Static().encode_query("dijk")).scores((0,)).tolist() == [0.0]


def test_an_index_without_passages_has_no_rows(tmp_path):
    late_interaction.save_projection(NO_PROJECTION, tmp_path)
    late_interaction.write([], tmp_path)
    assert TokenIndex(tmp_path).rows == 0


def test_centring_is_what_tells_tokens_apart_that_share_a_direction():
    shared = np.full(16, 3.0, np.float32)
    tokens = shared + np.random.default_rng(5).standard_normal((50, 16)).astype(np.float32)
    rotation = np.eye(16, dtype=np.float32)
    plain = Projection(np.zeros(16, np.float32), rotation).projected(tokens)
    centred = Projection(tokens.mean(axis=0), rotation).projected(tokens)
    assert float((plain @ plain.T).mean()) > 0.8
    assert abs(float((centred @ centred.T).mean())) < 0.1


def test_parts_are_joined_in_order():
    parts = [coded(TEXTS[0]), coded(TEXTS[2])]
    both = late_interaction.concatenated(parts, bits=hash_projection().bits)
    assert isinstance(both, TokenCodes)
    assert len(both.codes) == both.counts.sum() == len(both.spans)
    assert both.counts.tolist() == [8, 11]
