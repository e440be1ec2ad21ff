"""A tiny folder in the format of BEIR, through the same search as reports."""

import json

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import TOPICS

from rdsearch import evaluate
from rdsearch.config import Config
from rdsearch.errors import CorpusError
from rdsearch.evaluate import beir

SETTINGS = beir.settings_for(Config())


class CountingEncoder(HashEncoder):
    """Knows how many passages it was given."""

    def __init__(self):
        self.passages = 0

    def encode_passages(self, texts):
        self.passages += len(texts)
        return super().encode_passages(texts)


@pytest.fixture
def folder(tmp_path):
    """Three documents, one long; two judged questions and one that is not."""
    place = tmp_path / "tiny"
    (place / "qrels").mkdir(parents=True)
    long_text = "\n".join((*TOPICS["fietsen"], "Overig nieuws uit de regio. " * 200))
    lines(
        place / "corpus.jsonl",
        {"_id": "doc/1", "title": "Fietsen", "text": long_text, "metadata": {}},
        {"_id": "2", "title": "", "text": " ".join(TOPICS["water"])},
        {"_id": "Drie", "title": TOPICS["wonen"][0], "text": ""},
    )
    lines(
        place / "queries.jsonl",
        {"_id": 1, "text": TOPICS["water"][0]},
        {"_id": "b", "text": TOPICS["fietsen"][0]},
        {"_id": "c", "text": "niet beoordeeld"},
    )
    judged = ["query-id\tcorpus-id\tscore", "1\t2\t2", "1\tDrie\t1", "b\tdoc/1\t1", "b\t2\t0"]
    (place / "qrels" / "test.tsv").write_text("\n".join(judged))
    return place


def lines(path, *rows):
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def opened(folder, encoder, root=None):
    return beir.open_documents(
        folder,
        root or folder / ".rdsearch",
        encoder=encoder,
        count_tokens=encoder.count_tokens,
        settings=SETTINGS,
    )


def test_documents_are_found_by_the_same_search_and_judged_by_their_grades(folder):
    encoder = CountingEncoder()
    index = opened(folder, encoder)
    asked = beir.read_asked(folder)
    assert [(q.id, dict(q.grades)) for q in asked] == [
        ("1", {"2": 2.0, "Drie": 1.0}),
        ("b", {"doc/1": 1.0}),
    ]
    compared = evaluate.compare(
        index,
        encoder,
        asked,
        evaluate.variants_of(SETTINGS),
        units_of=beir.documents_shown(index),
    )
    hybrid = compared[0].evaluation
    assert hybrid.overall.measures["success@1"].mean == 1.0
    by_id = {judgement.question.id: judgement for judgement in hybrid.judgements}
    assert by_id["1"].gains[0] == 2.0
    # The long document has many passages and is one document all the same.
    assert index.manifest.passages > index.manifest.reports == 3
    assert len(by_id["b"].gains) <= 3
    index.close()


def test_a_second_run_embeds_nothing_until_the_documents_change(folder):
    encoder = CountingEncoder()
    opened(folder, encoder).close()
    first = encoder.passages
    opened(folder, encoder).close()
    assert encoder.passages == first > 0
    with (folder / "corpus.jsonl").open("a") as file:
        file.write("\n" + json.dumps({"_id": "4", "text": "Nog een document."}))
    again = opened(folder, encoder)
    assert encoder.passages == 2 * first + 1
    assert again.manifest.reports == 4
    again.close()


def test_the_words_of_a_title_find_its_document(folder):
    index = opened(folder, HashEncoder())
    asked = [evaluate.Asked("t", "all", "fietsen", {"doc/1": 1.0})]
    compared = evaluate.compare(
        index,
        HashEncoder(),
        asked,
        evaluate.variants_of(SETTINGS, ("lexical",)),
        units_of=beir.documents_shown(index),
    )
    assert compared[0].evaluation.overall.measures["success@1"].mean == 1.0
    index.close()


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("corpus.jsonl", "", "has no documents"),
        ("corpus.jsonl", '{"title": "x"}', "corpus.jsonl, line 1: _id"),
        ("queries.jsonl", "{", "queries.jsonl, line 1"),
        ("qrels/test.tsv", "kop\nq d 1", "line 2: it must be question, document and grade"),
        ("qrels/test.tsv", "kop\nx\ty\t1", "judges none of the questions"),
    ],
)
def test_a_slip_in_the_folder_is_one_line_that_says_where(folder, file, content, said):
    (folder / file).write_text(content)
    with pytest.raises(CorpusError) as raised:  # noqa: PT012 - whichever reads the file
        beir.read_asked(folder)
        opened(folder, HashEncoder())
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("file", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_file_that_is_missing_is_named(folder, file):
    (folder / file).unlink()
    with pytest.raises(CorpusError, match="cannot be read"):  # noqa: PT012 - as above
        beir.read_asked(folder)
        opened(folder, HashEncoder())
