"""Quotes, outcomes and projects of the API, and their citations."""

import csv
import io
import json
import re

import pytest
from tests.fact_documents import ASIDE, QUOTED

PROBLEM = "application/problem+json"
TIME = re.compile(r"T\d\d:\d\d:\d\d")  # of asking, which an annotation holds


def errors_of(response) -> dict[str, str]:
    assert response.status_code == 400
    assert response.headers["content-type"] == PROBLEM
    return {error["name"]: error["reason"] for error in response.json()["errors"]}


def test_quotes_are_listed_with_speaker_evidence_and_place(facts_client):
    body = facts_client.get("/v1/citaten").json()
    first = body["results"][0]
    assert body["count"] == 3
    assert body["indexId"]
    assert first["tekst"] == QUOTED
    assert first["spreker"] == "Thérèse van der Berg"
    assert (first["functie"], first["organisatie"]) == ("dijkgraaf", "Waterschap Vennebeek")
    assert first["bewijs"]["tekst"] == "zegt zij"
    assert first["delen"] == [first["citaatId"], body["results"][1]["citaatId"]]
    assert first["bronvermelding"]["documentId"] == "water"
    assert first["bronvermelding"]["paginalabels"] == ["1"]
    assert first["bronvermelding"]["vakken"]
    assert body["results"][2]["spreker"] is None


def test_outcomes_are_listed_with_all_that_is_known_of_the_figure(facts_client):
    body = facts_client.get("/v1/uitkomsten").json()
    assert [found["waarde"] for found in body["results"]] == [12, 3_400, 14, 80]
    joined, planted, low, houses = body["results"]
    assert joined["periode"] == "in 2023"
    assert planted["zin"][planted["cijfer"]["begin"] : planted["cijfer"]["eind"]] == "3.400"
    assert (low["soort"], low["eenheid"]) == ("context", "%")
    assert (houses["aanduiding"], houses["bovengrens"]) == ("minstens", 90)
    assert houses["cijfer"] is None
    assert planted["bronvermelding"]["project"] == "Waterwende"


@pytest.mark.parametrize(
    ("collection", "asked", "text", "expected"),
    [
        ("citaten", {"q": "slapen we nu weer"}, "tekst", ASIDE),
        ("citaten", {"q": '"trots"'}, "tekst", QUOTED),
        ("citaten", {"spreker": "berg"}, "tekst", QUOTED),
        ("uitkomsten", {"q": "hoeveel wilgen zijn er geplant"}, "wat", "wilgen"),
        ("uitkomsten", {"soort": ["context"]}, "wat", "land"),
        ("uitkomsten", {"volgorde": "waarde"}, "wat", "wilgen"),
        ("uitkomsten", {"minimum": 50, "maximum": 100}, "wat", "huurwoningen"),
        ("projecten", {"q": "waterwnde"}, "naam", "Waterwende"),
    ],
)
def test_post_finds_what_get_finds(facts_client, collection, asked, text, expected):
    by_get = facts_client.get(f"/v1/{collection}/_zoek", params=asked).json()
    by_post = facts_client.post(f"/v1/{collection}/_zoek", json=asked).json()
    assert by_get["results"] == by_post["results"]
    assert by_get["results"][0][text] == expected


def test_a_search_leaves_context_out_and_counts_it_among_the_choices(facts_client):
    body = facts_client.post("/v1/uitkomsten/_zoek", json={}).json()
    assert "context" not in {found["soort"] for found in body["results"]}
    kinds = {choice["waarde"]: choice["aantal"] for choice in body["facets"]["soort"]}
    assert kinds == {"bereikt": 3, "context": 1}


@pytest.mark.parametrize("collection", ["citaten", "uitkomsten", "projecten"])
@pytest.mark.parametrize("path", ["", "/_zoek"])
def test_results_page_on_to_the_end_without_repeats(facts_client, collection, path):
    seen, address = [], f"/v1/{collection}{path}?pageSize=1"
    while address:
        body = facts_client.get(address).json()
        seen += [json.dumps(found, sort_keys=True) for found in body["results"]]
        address = body["next"]
    assert len(seen) == len(set(seen)) == body["count"] >= 1
    beyond = facts_client.get(f"/v1/{collection}{path}?pageSize=1&page=99").json()
    assert beyond["results"] == []
    assert f"page={body['count']}" in beyond["previous"]


def test_the_next_address_of_a_posted_question_does_not_hold_the_question(facts_client):
    asked = {"spreker": "Berg", "pageSize": 1}
    first = facts_client.post("/v1/citaten/_zoek", json=asked).json()
    assert "Berg" not in first["next"]
    second = facts_client.post(first["next"], json=asked).json()
    assert [found["tekst"] for found in second["results"]] == [ASIDE]


@pytest.mark.parametrize(
    ("collection", "asked", "name", "said"),
    [
        ("citaten", {"spreker": "Van der Barg"}, "spreker", "bedoelde u ‘Thérèse van der Berg’"),
        ("citaten", {"organisatie": "xyz"}, "organisatie", "wel: Waterschap Vennebeek"),
        ("citaten", {"project": "Waterwnde"}, "project", "bedoelde u ‘Waterwende’"),
        ("citaten", {"documentId": ["watr"]}, "documentId", "bedoelde u ‘water’"),
        ("citaten", {"onbekend": 1}, "onbekend", "is geen bekende parameter"),
        ("citaten", {"q": "…"}, "q", "minstens één woord"),
        ("uitkomsten", {"eenheid": "km"}, "eenheid", "wel: %"),
        ("uitkomsten", {"soort": ["anders"]}, "soort", "bereikt"),
        ("uitkomsten", {"minimum": 2, "maximum": 1}, "maximum", "lager"),
        ("uitkomsten", {"minimum": "veel"}, "minimum", "moet een getal zijn"),
        ("uitkomsten", {"minimum": "NaN"}, "minimum", "moet een eindig getal zijn"),
        ("uitkomsten", {"maximum": "1e400"}, "maximum", "moet een eindig getal zijn"),
        ("uitkomsten", {"volgorde": "toeval"}, "volgorde", "'pagina' of 'document' zijn"),
        ("projecten", {"thema": "xyz"}, "thema", "staat niet in de index"),
    ],
)
def test_a_filter_by_what_is_not_there_says_what_is(facts_client, collection, asked, name, said):
    for response in (
        facts_client.post(f"/v1/{collection}/_zoek", json=asked),
        facts_client.get(f"/v1/{collection}/_zoek", params=asked),
    ):
        assert said in errors_of(response)[name]


@pytest.mark.parametrize("collection", ["citaten", "uitkomsten", "projecten"])
def test_one_of_each_is_read_by_its_id(facts_client, collection):
    key = {"citaten": "citaatId", "uitkomsten": "uitkomstId", "projecten": "projectId"}[collection]
    first = facts_client.get(f"/v1/{collection}").json()["results"][0]
    found = facts_client.get(f"/v1/{collection}/{first[key]}").json()
    assert {name: found[name] for name in first} == first
    assert found["indexId"]
    missing = facts_client.get(f"/v1/{collection}/nergens")
    assert (missing.status_code, missing.headers["content-type"]) == (404, PROBLEM)


def test_a_project_comes_with_sentences_figures_and_quotes(facts_client):
    card = facts_client.get("/v1/projecten/waterwende").json()
    page = facts_client.get("/v1/documenten/water/paginas/1").json()["tekst"]
    assert card["samenvatting"]
    assert all(sentence["tekst"] in page for sentence in card["samenvatting"])
    assert [found["waarde"] for found in card["uitkomsten"]] == [12, 3_400]
    listed = facts_client.get("/v1/projecten").json()["results"][0]["aantalUitkomsten"]
    searched = facts_client.get("/v1/uitkomsten/_zoek", params={"project": "Waterwende"}).json()
    assert listed == card["aantalUitkomsten"] == searched["count"] == 2
    assert card["documenten"][0]["pdfPaginas"] == [1]


def test_outcomes_come_as_csv_where_that_is_asked_for(facts_client):
    asked = {"params": {"volgorde": "waarde", "pageSize": 1}, "headers": {"Accept": "text/csv"}}
    response = facts_client.get("/v1/uitkomsten/_zoek", **asked)
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert 'filename="uitkomsten.csv"' in response.headers["content-disposition"]
    rows = [*csv.DictReader(io.StringIO(response.text))]
    assert [row["waarde"] for row in rows] == ["3400", "80", "12"]
    assert rows[0]["url"].startswith("http://testserver/documenten/water/paginas/1?uitkomst=")


@pytest.mark.parametrize(
    ("accept", "status", "media_type"),
    [
        ("application/json, text/csv;q=0.5", 200, "application/json"),
        ("text/csv, application/json;q=0.5", 200, "text/csv"),
        ("*/*", 200, "application/json"),
        ("text/html", 406, PROBLEM),
        ("application/json;q=0", 406, PROBLEM),
    ],
)
def test_the_form_is_the_one_that_the_caller_prefers(facts_client, accept, status, media_type):
    response = facts_client.get("/v1/uitkomsten", headers={"Accept": accept})
    assert response.status_code == status
    assert response.headers["content-type"].startswith(media_type)


def test_only_outcomes_come_as_csv(facts_client):
    for path in ("/v1/citaten", "/v1/projecten", "/v1/passages/_zoek?q=dijk"):
        assert facts_client.get(path, headers={"Accept": "text/csv"}).status_code == 406


FORMATS = {
    "csl": ("application/vnd.citationstyles.csl+json", ".json", '"type": "report"'),
    "ris": ("application/x-research-info-systems", ".ris", "TY  - RPRT"),
    "bibtex": ("application/x-bibtex", ".bib", "@techreport{water"),
    "annotatie": ('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', ".jsonld", "/pdf"),
    "apa": ("text/html; charset=utf-8", None, "<i>Rapport water</i>"),
    "coins": ("text/html; charset=utf-8", None, 'class="Z3988"'),
    "journalist": ("text/plain; charset=utf-8", None, "aldus Thérèse van der Berg"),
    "platte-tekst": ("text/plain; charset=utf-8", None, "http://testserver/p/"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_a_quote_is_cited_in_every_format_with_its_media_type(facts_client, name):
    media_type, extension, part = FORMATS[name]
    quote = facts_client.get("/v1/citaten").json()["results"][0]
    response = facts_client.get(f"/v1/citaten/{quote['citaatId']}/citatie?formaat={name}")
    assert response.headers["content-type"] == media_type
    download = response.headers.get("content-disposition")
    assert download == (f'attachment; filename="water-p1{extension}"' if extension else None)
    assert part in response.text


@pytest.mark.parametrize(
    ("collection", "key"), [("citaten", "citaatId"), ("uitkomsten", "uitkomstId")]
)
def test_a_citation_without_a_format_has_them_all_and_a_permalink_that_works(
    facts_client, collection, key
):
    fact = facts_client.get(f"/v1/{collection}").json()["results"][0]
    body = facts_client.get(f"/v1/{collection}/{fact[key]}/citatie").json()
    assert {each["formaat"] for each in body["formaten"]} == set(FORMATS)
    for each in body["formaten"]:
        alone = facts_client.get(each["url"]).text
        assert TIME.sub("", alone) == TIME.sub("", each["tekst"])
    assert "Gelijk" in facts_client.get(body["permalink"]).text


def test_a_passage_is_cited_too(facts_client):
    passage = facts_client.get("/v1/citaten").json()["results"][0]["passageId"]
    body = facts_client.get(f"/v1/passages/{passage}/citatie").json()
    assert body["permalink"].startswith("http://testserver/p/")


def test_a_citation_of_what_is_not_there_or_in_no_known_format_is_refused(facts_client):
    assert facts_client.get("/v1/citaten/nergens/citatie").status_code == 404
    quote = facts_client.get("/v1/citaten").json()["results"][0]
    own = f"/v1/citaten/{quote['citaatId']}/citatie"
    assert "formaat" in errors_of(facts_client.get(f"{own}?formaat=word"))
    refused = facts_client.get(f"{own}?formaat=ris", headers={"Accept": "application/json"})
    assert refused.status_code == 406
