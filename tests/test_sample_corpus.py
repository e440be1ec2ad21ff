"""The sample corpus is what its lists say, and its judged questions can be judged."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest
from sample_corpus import judge, truth

from rdsearch.evaluate import read_questions

CORPUS = Path(__file__).parent.parent / "corpus"
REAL = CORPUS / "judged" / "real_reports.jsonl"
CONFIRMATION = CORPUS / "judged" / "confirmation.jsonl"
JUDGED = [CORPUS / "queries.jsonl", REAL, CONFIRMATION]


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
    assert {q.split for q in questions} <= {"tune", "holdout"}
    assert all(len(text.split()) <= 12 for q in questions for text in q.must)


def test_each_real_report_is_in_one_split_only():
    splits: dict[str, set[str]] = {}
    lines = [line for path in (REAL, CONFIRMATION) for line in path.read_text("utf-8").splitlines()]
    for question in map(json.loads, lines):
        splits.setdefault(question["report"], set()).add(question["split"])
    assert all(len(split) == 1 for split in splits.values())


def test_the_truth_joins_a_word_that_is_set_in_pieces_and_keeps_its_spaces():
    assert truth.plain(
        ["op", " het", " ", "ﬁ", "etspad", " om", " drie", " ’s", " nachts", "."]
    ) == ("op het fietspad om drie ’s nachts.")


def test_the_truth_has_each_word_on_its_page_though_marks_stay_behind_or_sink():
    marks = [
        (["open", "paragraph"], 1),
        *[(["w", "vergoeding"], 1), (["end", None], 1)],
        *[(["w", " "], 1), (["w", "van"], 1), (["end", None], 2), (["end", None], 2)],
        (["w", "640"], 2),
        (["close", "paragraph"], 2),
        (["end", None], 3),
    ]
    pages = truth.pages_of([(mark, page) for mark, page in marks], page_count=3)
    texts = [[truth.plain(block.words) for block in page.blocks] for page in pages]
    assert texts == [["vergoeding"], ["van 640"], []]


def test_the_truth_reads_what_stands_at_the_foot_over_all_columns_after_them():
    marks = [
        *[(["open", "foot"], 1), (["open", "caption"], 1), (["w", "onderschrift"], 1)],
        *[(["end", None], 1), (["close", "caption"], 1), (["close", "foot"], 1)],
        *[(["open", "paragraph"], 1), (["w", "tekst"], 1), (["end", None], 1)],
        (["close", "paragraph"], 1),
    ]
    (page,) = truth.pages_of([(mark, number) for mark, number in marks], page_count=1)
    assert [block.role for block in page.blocks] == ["body", "caption"]
