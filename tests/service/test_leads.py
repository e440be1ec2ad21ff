"""Figures, words and projects that lead the results, on the page and in the API."""

import pytest
from tests.fact_documents import ASIDE, QUOTED

SEARCH = "/v1/passages/_zoek"


def first_of(client, question):
    return client.post(SEARCH, json={"q": question}).json()["results"][0]


def test_a_question_for_a_figure_is_led_by_it_in_the_api(facts_client):
    lead = first_of(facts_client, "Hoeveel wilgen plantten zij langs de Vennebeek?")["kern"]
    assert (lead["soort"], lead["waarde"], lead["wat"]) == ("cijfer", 3400, "wilgen")
    assert lead["tekst"] == "Zij plantten 3.400 wilgen langs de Vennebeek."
    assert lead["spreker"] is None


def test_a_question_for_somebodys_words_is_led_by_them_in_the_api(facts_client):
    lead = first_of(facts_client, "Wat zegt Van der Berg over de dijk?")["kern"]
    assert (lead["soort"], lead["spreker"]) == ("citaat", "Thérèse van der Berg")
    assert lead["tekst"] in (QUOTED, ASIDE)


@pytest.mark.parametrize("question", ["wilgen Vennebeek", '"3.400 wilgen"'])
def test_other_questions_are_led_by_nothing(facts_client, question):
    assert first_of(facts_client, question)["kern"] is None


def test_the_page_shows_the_figure_large_above_its_excerpt(facts_client):
    question = "Hoeveel wilgen plantten zij langs de Vennebeek?"
    page = facts_client.post("/zoeken", data={"q": question}).text
    assert '<strong class="figure">3.400</strong> wilgen' in page


@pytest.mark.parametrize("question", ["Waterwende", "waterwende", "het project Waterwende"])
def test_the_name_of_a_project_leads_to_its_card(facts_client, question):
    project = facts_client.post(SEARCH, json={"q": question}).json()["project"]
    assert project["naam"] == "Waterwende"
    assert facts_client.get(project["url"]).status_code == 200
    assert "is een project" in facts_client.post("/zoeken", data={"q": question}).text


def test_a_question_about_a_project_is_not_its_name(facts_client):
    answer = facts_client.post(SEARCH, json={"q": "wie deed mee aan Waterwende"}).json()
    assert answer["project"] is None
