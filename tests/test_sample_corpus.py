"""The sample corpus is what its lists say, and its judged questions can be judged."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest
from sample_corpus import judge

from rdsearch.evaluate import read_questions

CORPUS = Path(__file__).parent.parent / "corpus"
JUDGED = [CORPUS / "queries.jsonl", *sorted((CORPUS / "judged").glob("real_reports.jsonl"))]


def test_the_judged_questions_hold_what_their_readme_promises():
    assert judge.problems_of(CORPUS) == []


def test_every_listed_report_is_the_file_that_was_described():
    reports = tomllib.loads((CORPUS / "reports.toml").read_text(encoding="utf-8"))["report"]
    for report in reports:
        data = (CORPUS / report["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == report["sha256"], report["file"]
    assert {report["file"] for report in reports} == {p.name for p in CORPUS.glob("*.pdf")}


@pytest.mark.parametrize("path", JUDGED, ids=lambda path: path.name)
def test_a_judged_question_quotes_twelve_words_at_most(path):
    questions = read_questions(path)
    assert len({q.id for q in questions}) == len(questions)
    assert {q.split for q in questions} == {"tune", "holdout"}
    assert all(len(text.split()) <= 12 for q in questions for text in q.must)


def test_each_real_report_is_in_one_split_only():
    lines = (CORPUS / "judged" / "real_reports.jsonl").read_text(encoding="utf-8").splitlines()
    splits: dict[str, set[str]] = {}
    for question in map(json.loads, lines):
        splits.setdefault(question["report"], set()).add(question["split"])
    assert all(len(split) == 1 for split in splits.values())
