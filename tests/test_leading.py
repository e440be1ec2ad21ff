"""Facts that lead a hit: the figure or the words that a question asks for."""

import json
from dataclasses import replace

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import build_index, document_of, report_of

from rdsearch.cli import ask, documents
from rdsearch.config import FusionConfig
from rdsearch.index import open_index
from rdsearch.search import Query, Searcher
from rdsearch.search.naming import projects_by_name_key
from rdsearch.types import Outcome, Project, Quote

TEXTS = (
    "De werkplaats begeleidde in drie jaar 240 bedrijven bij hun eerste stap.",
    "De werkplaats begeleidde bedrijven bij hun eerste stap naar de markt.",
    "Over de sloot zegt Sjoerd Huizing dat hij er nooit spijt van had.",
    "Over de sloot staat in het bestemmingsplan een lange paragraaf.",
)
SAID = "hij er nooit spijt van had"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("leading")
    document = document_of(report_of("deal"), *TEXTS)
    (page,) = document.pages
    text = page.text
    first, third = text.index(TEXTS[0]), text.index(SAID)
    figure = TEXTS[0].index("240")
    outcome = Outcome(
        value=240, qualifier="exact", unit=None, what="bedrijven", sentence=TEXTS[0], page=1,
        start=first, end=first + len(TEXTS[0]), figure=(figure, figure + 3),
    )  # fmt: skip
    quote = Quote(text=SAID, page=1, start=third, end=third + len(SAID), speaker="Sjoerd Huizing")
    passages = tuple(replace(p, project="Sloot") for p in document.passages)
    build_index(root, replace(document, passages=passages, quotes=(quote,), outcomes=(outcome,)))
    return root


@pytest.fixture(scope="module")
def searcher(root):
    return Searcher(open_index(root), HashEncoder())


def test_a_question_for_a_figure_is_led_by_it(searcher):
    first, *others = searcher.search(Query("Hoeveel bedrijven begeleidde de werkplaats?")).hits
    assert isinstance(first.lead, Outcome)
    assert (first.lead.value, first.lead.what) == (240, "bedrijven")
    assert first.lead.sentence in first.citation.excerpt
    assert [hit.lead for hit in others] == [None] * 3


def test_a_question_for_another_unit_or_for_no_figure_is_led_by_nothing(searcher):
    for question in (
        "Hoeveel procent van de bedrijven begeleidde de werkplaats?",
        "Welke bedrijven begeleidde de werkplaats?",
    ):
        assert [hit.lead for hit in searcher.search(Query(question)).hits] == [None] * 4


@pytest.mark.parametrize(("year", "leads"), [("2021", True), ("2023", False)])
def test_a_sum_of_another_year_leads_nothing(tmp_path, year, leads):
    sentence = "Woningen in de wijk kregen in 2021 samen € 5.000 subsidie."
    document = document_of(report_of("deal"), sentence)
    start = document.pages[0].text.index(sentence)
    end = start + len(sentence)
    outcome = Outcome(5_000, "exact", "euro", "subsidie", sentence, 1, start, end)
    build_index(tmp_path, replace(document, outcomes=(outcome,)))
    searcher = Searcher(open_index(tmp_path), HashEncoder())
    question = f"Hoeveel woningen in de wijk kregen in {year} samen subsidie?"
    (hit,) = searcher.search(Query(question)).hits
    assert (hit.lead is not None) == leads


def test_a_persons_words_come_first_and_lead(searcher, root):
    question = "Wat zegt Huizing over de sloot in het bestemmingsplan?"
    first = searcher.search(Query(question)).hits[0]
    assert isinstance(first.lead, Quote)
    assert (first.lead.text, first.lead.speaker) == (SAID, "Sjoerd Huizing")
    without = Searcher(open_index(root), HashEncoder(), fusion=FusionConfig(speaker_bonus=0.0))
    assert "paragraaf" in without.search(Query(question)).hits[0].citation.excerpt


def test_a_name_of_a_project_goes_before_another_name_of_another():
    projects = (Project("a", "Dijk", ("Kade", "DK")), Project("b", "De Kade"))
    called = projects_by_name_key(projects)
    assert {name: project.project_id for name, project in called.items()} == {
        "dijk": "a",
        "kade": "b",
        "dk": "a",
    }


def test_literal_words_have_no_lead(searcher):
    (hit,) = searcher.search(Query('"240 bedrijven"')).hits
    assert hit.lead is None


def test_the_lead_is_in_the_document_and_on_the_terminal(searcher, capsys):
    answer = searcher.search(Query("Hoeveel bedrijven begeleidde de werkplaats?"))
    document = json.loads(documents.text_of(documents.answer(answer)))
    lead = document["hits"][0]["lead"]
    assert (lead["type"], lead["value"], lead["what"]) == ("outcome", 240, "bedrijven")
    assert document["hits"][-1]["lead"] is None
    ask._print_answer(answer)
    assert "240 bedrijven" in capsys.readouterr().out


def test_a_question_that_is_no_name_of_a_project_has_none(searcher):
    assert searcher.search(Query("Sloot in het bestemmingsplan")).project is None
