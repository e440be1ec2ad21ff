import json
import shutil
import sys

import pytest
from tests.e5_miniature import write_miniature
from tests.hash_encoder import HashEncoder
from tests.making import TOPICS, build_index, document_of, report_of

from rdsearch import cli
from rdsearch.config import FusionConfig
from rdsearch.encoders import reranker_named
from rdsearch.errors import ModelError
from rdsearch.index import open_index
from rdsearch.models import e5_file, sentence_folder
from rdsearch.search import Query, Searcher

pytestmark = pytest.mark.model

TEXTS = ["dijk", "water", "waterschap en dijk", "", "dijken"]


def write_cross_encoder(folder, *, labels=1):
    """A model of a few kilobytes with weights drawn with a fixed seed."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    folder.mkdir()
    write_miniature(folder / "miniature.bin")
    sentence_folder.write(folder, e5_file.read(folder / "miniature.bin"))
    settings = json.loads((folder / "config.json").read_text())
    for name in ("architectures", "model_type", "dtype"):
        del settings[name]
    for name in ("modules.json", "sentence_bert_config.json", "config_sentence_transformers.json"):
        (folder / name).unlink()
    shutil.rmtree(folder / "1_Pooling")
    shutil.rmtree(folder / "2_Normalize")
    torch.manual_seed(3)
    config = BertConfig(**settings, num_labels=labels, initializer_range=0.3)
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_cross_encoder(tmp_path_factory.mktemp("models") / "cross-encoder")


@pytest.fixture(scope="module")
def reranker(folder):
    return reranker_named(str(folder))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    build_index(root, *(document_of(report_of(topic), *texts) for topic, texts in TOPICS.items()))
    return root


def test_each_text_is_read_with_the_question(reranker):
    scores = reranker.scores("dijk", TEXTS)
    assert scores.shape == (len(TEXTS),)
    assert len(set(scores.tolist())) > 1
    assert reranker.scores("dijk", TEXTS[::-1]).tolist() == pytest.approx(scores[::-1].tolist())
    assert reranker.scores("water", TEXTS).tolist() != pytest.approx(scores.tolist())


def test_no_texts_have_no_scores(reranker):
    assert reranker.scores("dijk", []).tolist() == []


def test_hits_come_in_the_order_of_the_reranker(root, reranker):
    index = open_index(root)
    plain = Searcher(index, HashEncoder()).search(Query("dijk water")).hits
    searcher = Searcher(
        index, HashEncoder(), reranker=reranker, fusion=FusionConfig(reread=len(plain))
    )
    hits = searcher.search(Query("dijk water")).hits
    scores = reranker.scores("dijk water", [hit.passage.searched_text for hit in hits])
    assert {hit.passage for hit in hits} == {hit.passage for hit in plain}
    assert [hit.score for hit in hits] == pytest.approx(scores.tolist(), abs=1e-5)
    assert all("reranker" in {c.retriever for c in hit.candidates} for hit in hits)
    index.close()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_that_is_no_cross_encoder_is_refused_in_one_line(folder, tmp_path, is_there):
    other = tmp_path / "model"
    if is_there:
        shutil.copytree(folder, other)
        settings = json.loads((other / "config.json").read_text())
        (other / "config.json").write_text(json.dumps(settings | {"architectures": ["BertModel"]}))
    else:
        other.mkdir()
    with pytest.raises(ModelError, match="--reranker") as caught:
        reranker_named(str(other))
    assert "\n" not in str(caught.value)


def test_broken_weights_are_told_in_one_line(folder, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    (broken / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        reranker_named(str(broken))
    assert "\n" not in str(caught.value)


def test_a_model_of_several_labels_is_refused(tmp_path):
    with pytest.raises(ModelError, match="gives 3 scores"):
        reranker_named(str(write_cross_encoder(tmp_path / "three", labels=3)))


def test_search_says_so_when_there_is_no_such_reranker(root, monkeypatch, capsys):
    command = ["rdsearch", "search", "dijk", "--index", str(root), "--reranker", "no/such\\name"]
    monkeypatch.setattr(sys, "argv", command)
    monkeypatch.setattr("rdsearch.cli.model.encoder_of", lambda *_: HashEncoder())
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    message = capsys.readouterr().err
    assert "there is no reranker" in message
    assert "Traceback" not in message
