"""The columns of `scripts/measure_extraction`: each says so when something is wrong."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from extraction_scores.scores import (
    fidelity,
    heading_f1,
    heads_in_passages,
    hyphens_left,
    plain_heads,
    plain_hyphens,
    printed_share,
    role_f1,
    seen_share,
)
from extraction_scores.speed import Timing
from extraction_scores.truth import truth_of

from rdsearch.types import Block, Page, PageProblem, Role, Word

HEAD = "Streekdeal Elsmark 2023"
TITLE = "Werk in de wijk"
BODY = "De gemeente sprak met bewoners over hun straat en over de bomen die daar al vijftig jaar staan."


def page_of(*blocks, number=1, labels=("1",), y=100.0):
    """A page of (role, text) blocks, one line each."""
    text, words, found = "", [], []
    for row, (role, content) in enumerate(blocks):
        text += "\n\n" if text else ""
        start, top = len(text), y + 40 * row
        for piece in content.split():
            at = text_start = start + content.index(piece)
            words.append(Word(at, text_start + len(piece), 100, top, 160, top + 10))
        text += content
        found.append(Block(role, start, len(text), 100, top, 500, top + 10))
    return Page(number, 595, 842, text, labels=labels, words=tuple(words), blocks=tuple(found))


READ = page_of((Role.HEADING, TITLE), (Role.BODY, BODY))


@pytest.fixture
def truth(tmp_path):
    page = {
        "pdf_page": 1,
        "printed": ["1"],
        "blocks": [
            {"role": "header", "text": HEAD},
            {"role": "heading", "text": TITLE},
            {"role": "body", "text": BODY},
        ],
    }
    (tmp_path / "x.truth.json").write_text(json.dumps([page]), encoding="utf-8")
    return truth_of(tmp_path / "x.pdf")


def test_a_page_that_is_read_as_the_truth_says_scores_in_full(truth):
    assert fidelity(truth, {1: READ.text}) == (1.0, 1.0)
    assert (heading_f1(truth, [READ]), role_f1(truth, [READ])) == (1.0, 1.0)
    assert printed_share(truth, [READ]) == 1.0
    assert heads_in_passages([READ], truth) == 0


def test_words_count_what_is_missing_and_what_is_too_much(truth):
    size = len(f"{TITLE} {BODY}".split())
    assert fidelity(truth, {1: READ.text.replace("bewoners", "bewners")})[0] == 1 - 2 / size
    assert fidelity(truth, {})[0] == 0.0
    assert fidelity(truth, {1: f"{HEAD} {READ.text}"})[0] == 1.0  # a head may be read or not


def test_order_falls_when_blocks_change_places(truth):
    assert fidelity(truth, {1: f"{BODY} {TITLE}"}) == (1.0, pytest.approx(0.818, abs=0.01))


def test_an_empty_page_that_is_read_as_empty_is_right(truth):
    empty = replace(truth[1], words=[], heading_words=[], optional=[], heads=[], roles=Counter())
    assert fidelity({**truth, 2: empty}, {1: READ.text, 2: ""}) == (1.0, 1.0)
    assert fidelity({**truth, 2: empty}, {1: READ.text, 2: "spook woorden"})[0] < 1
    assert fidelity({**truth, 2: empty}, {1: READ.text, 2: "spook woorden"})[1] < 1


def test_headings_and_roles_fall_with_a_wrong_role(truth):
    wrong = page_of((Role.BODY, TITLE), (Role.BODY, BODY))
    assert heading_f1(truth, [wrong]) == 0.0
    assert role_f1(truth, [wrong]) < 0.9


def test_printed_falls_with_a_wrong_number(truth):
    assert printed_share(truth, [replace(READ, labels=("2",))]) == 0.0


def test_seen_falls_with_a_lost_word_and_says_nothing_of_scans():
    assert seen_share([READ], {1: READ.text}) == 1.0
    assert seen_share([READ], {1: READ.text + " verloren"}) < 1
    assert seen_share([replace(READ, furniture=("verloren",))], {1: READ.text + " verloren"}) == 1.0
    assert seen_share([replace(READ, ocr_confidence=0.9)], {1: READ.text}) is None
    assert seen_share([replace(READ, problem=PageProblem.NO_TEXT)], {1: "x"}) is None


@pytest.mark.parametrize("joint", ["-", "- "])
def test_hyphens_count_line_ends_in_words_that_stand_whole_elsewhere(joint):
    text = f"De gemeen{joint}te. Deze gemeente is groot."
    cut = text.index("te.")
    above = Word(3, text.index("-") + 1, 100, 100, 160, 110)
    words = (above, Word(cut, cut + 3, 50, 112, 70, 122))
    assert hyphens_left([Page(1, 595, 842, text, words=words)]) == 1
    level = (above, replace(words[1], y0=100, y1=110))  # a hyphen in the middle of a line
    assert hyphens_left([Page(1, 595, 842, text, words=level)]) == 0
    assert plain_hyphens({1: "de gemeen-\nte\ngemeente"}) == 1


def test_heads_count_true_heads_in_passages_also_within_a_block(truth):
    own = page_of((Role.BODY, HEAD), (Role.HEADING, TITLE), (Role.BODY, BODY))
    within = page_of((Role.HEADING, TITLE), (Role.BODY, f"{BODY} {HEAD}"))
    assert heads_in_passages([own], truth) == 3
    assert heads_in_passages([within], truth) == 3


def test_heads_count_what_comes_back_in_a_margin_without_a_truth():
    several = [
        page_of((Role.BODY, HEAD), (Role.BODY, f"{BODY} {last}"), number=number, y=40)
        for number, last in enumerate(("een", "twee", "drie"), 1)
    ]
    assert heads_in_passages(several, None) == 9
    assert heads_in_passages(several[:2], None) == 0
    assert plain_heads({n: f"{HEAD}\n{BODY}\nregel\nregel {n}" for n in (1, 2, 3)}) > 0


def test_a_ratio_says_how_much_sooner_we_are_done():
    timing = Timing("x", 10, 0, our_cpu_s=1, their_cpu_s=3, our_wall_s=2, their_wall_s=8)
    assert (timing.cpu_ratio, timing.wall_ratio) == (3, 4)
