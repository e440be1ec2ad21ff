import json
import logging
import re

import pytest
from starlette.testclient import TestClient
from tests.hash_encoder import HashEncoder
from tests.service.serving import app_over, ready_client

from rdsearch.search.answerability import WEIGHTS, Weights
from rdsearch_service.schemas import MAX_QUESTION


def test_the_start_page_says_what_is_in_the_index_and_what_is_not(client):
    text = re.sub(r"\s+", " ", client.get("/").text)
    for figure in (
        "<dt>rapporten</dt><dd>3</dd>",
        "<dt>bladzijden</dt><dd>16</dd>",
        "<dt>bladzijden niet gelezen</dt><dd>1</dd>",
        "<dt>bestanden niet gelezen</dt><dd>1</dd>",
    ):
        assert figure in text


def test_a_posted_question_gets_marked_fragments_with_both_page_numbers(client):
    page = client.post("/zoeken", data={"q": "fietspad langs het kanaal"}).text
    assert "<mark>fietspad</mark>" in page
    assert "Fietsen in Waterstede, p. 11 (pdf-pagina 1)</a>" in page
    assert "Gemeente Waterstede · 4 mei 2023" in page
    assert "Fietspad langs het kanaal</p>" in page
    assert "Waarom gevonden:" in page


def test_the_sentence_that_meets_the_question_stands_out(client):
    page = client.post("/zoeken", data={"q": "fietspad langs het kanaal"}).text
    excerpts = re.findall(r'<p class="excerpt">(.*?)</p>', page, re.S)
    assert any("<b>" in excerpt and not excerpt.startswith("<b>") for excerpt in excerpts)


def test_a_shared_link_shows_what_the_form_shows(client):
    hits = re.compile(r"<ol class=\"hits\".*</ol>", re.S)
    fields = {"q": "weekmarkt", "documentId": "markten"}
    by_form = client.post("/zoeken", data=fields).text
    by_link = client.get("/zoeken?q=weekmarkt&documentId=markten").text
    assert 'href="/zoeken?q=weekmarkt&amp;documentId=markten"' in by_form
    assert hits.findall(by_form) == hits.findall(by_link) != []


def test_links_to_pages_do_not_hold_the_question(client):
    page = client.post("/zoeken", data={"q": "wijkverpleging"}).text
    targets = re.findall(r'<h3><a href="([^"]+)"', page)
    assert targets
    assert not any("wijkverpleging" in target for target in targets)


def test_the_next_page_of_results_keeps_the_question_and_the_filters(client):
    page = client.post("/zoeken", data={"q": "weekmarkt", "documentId": "markten", "page": "2"})
    form = page.text.split('<nav class="paging"')[1]
    assert '<input type="hidden" name="q" value="weekmarkt">' in form
    assert '<input type="hidden" name="documentId" value="markten">' in form
    assert 'name="page" value="1">Vorige pagina' in form
    assert '<ol class="hits" start="11">' in page.text


def test_a_page_beyond_the_end_says_so_and_leads_back(client):
    page = client.post("/zoeken", data={"q": "zorg", "documentId": "zorg-dichtbij", "page": "9"})
    assert "Deze resultatenpagina bestaat niet" in page.text
    assert 'value="1">Vorige pagina' in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"q": ""}, "Typ eerst een vraag"),
        ({"q": "   "}, "Typ eerst een vraag"),
        ({"q": "..."}, "De vraag moet minstens één woord"),
        ({"q": "x" * (MAX_QUESTION + 1)}, "De vraag mag niet langer zijn dan 1000 tekens"),
        ({"q": "zorg", "documentId": "weg"}, "Het gekozen rapport ‘weg’ staat niet in de index"),
        ({"q": "zorg", "gepubliceerdVanaf": "ooit"}, "De datum bij ‘vanaf’ moet een datum zijn"),
        ({"q": "zorg", "page": "0"}, "Het paginanummer moet minstens 1 zijn"),
    ],
)
def test_a_mistake_is_explained_at_its_field_and_what_was_typed_stays(client, fields, sentence):
    response = client.post("/zoeken", data=fields)
    assert response.status_code == 400
    assert sentence in response.text
    assert "<title>Fout: " in response.text
    assert f'value="{fields["q"].strip()}"' in response.text


def test_nothing_found_is_said_with_what_was_not_searched(client):
    page = client.post("/zoeken", data={"q": "geopend voorjaar", "exact": "true"}).text
    assert (
        "“geopend voorjaar” komt niet voor in 3 rapporten, 16 bladzijden; 1 bladzijde is niet"
        in page
    )
    assert "1 bladzijde en 1 bestand<" in page


def test_hits_that_do_not_answer_are_shown_as_the_nearest(published, monkeypatch):
    never = Weights(intercept=0, lead=0, unevenness=0, unmet=0, threshold=2, near=0)
    monkeypatch.setitem(WEIGHTS, HashEncoder.model_id, never)
    with ready_client(app_over(published)) as client:
        page = client.post("/zoeken", data={"q": "hoe duur is de weekmarkt"}).text
        body = client.get("/v1/passages/_zoek", params={"q": "hoe duur is de weekmarkt"}).json()
    assert "Geen passage gevonden die dit beantwoordt." in page
    assert "Dichtstbijzijnde fragmenten" in page
    assert "Best passende fragmenten" not in page
    assert '<ol class="hits"' in page
    assert (body["beantwoord"], body["zekerheid"]) == (False, 0.5)


def test_a_mistyped_question_is_answered_as_meant_and_says_so(client):
    page = re.sub(r"\s+", " ", client.post("/zoeken", data={"q": "wijkverplegng"}).text)
    assert "Bedoelde u <strong>wijkverpleging</strong>? Daarop is gezocht." in page
    assert "<mark>wijkverpleging</mark>" in page
    assert 'name="exact" value="true">Zoek letterlijk “wijkverplegng”</button>' in page
    body = client.get("/v1/passages/_zoek", params={"q": "wijkverplegng"}).json()
    assert body["bedoeldeU"] == "wijkverpleging"


def test_what_a_reader_types_is_shown_as_text_and_not_as_html(client):
    page = client.post("/zoeken", data={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_without_an_index_the_page_says_so(tmp_path):
    with TestClient(app_over(tmp_path / "leeg")) as client:
        response = client.get("/")
    assert response.status_code == 503
    assert "Er is nog geen index" in response.text


def test_a_wrong_address_is_a_page_in_dutch(client):
    response = client.get("/bestaat/niet")
    assert response.status_code == 404
    assert "Niet gevonden" in response.text
    assert '<html lang="nl">' in response.text


def test_the_query_log_has_no_word_of_the_question(published, caplog):
    with ready_client(app_over(published)) as client, caplog.at_level(logging.INFO):
        client.post("/zoeken", data={"q": "geheimwoord kanaal", "documentId": "markten"})
        client.get("/v1/passages/_zoek", params={"q": "geheimwoord", "exact": True})
    lines = [json.loads(r.message) for r in caplog.records if r.name == "rdsearch.queries"]
    assert [(line["channel"], line["filters"]) for line in lines] == [
        ("page", ["documentId"]),
        ("api", ["exact"]),
    ]
    assert all({"time", "took_ms", "count", "index_id"} <= line.keys() for line in lines)
    of_the_service = [r.message for r in caplog.records if not r.name.startswith("http")]
    assert not any("geheimwoord" in message for message in of_the_service)
