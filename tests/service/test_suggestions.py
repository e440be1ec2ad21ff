import xml.etree.ElementTree as ET

import pytest

SEARCH = "/v1/suggesties/_zoek"
NAMESPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.parametrize("typed", ["zorg in", "ZORG IN DE W", "wijk", "fietspad lags"])
def test_what_is_typed_is_completed_by_get_and_post_alike(client, typed):
    by_get = client.get(SEARCH, params={"q": typed}).json()
    by_post = client.post(SEARCH, json={"q": typed}).json()
    assert by_get == by_post
    texts = [found["tekst"] for found in by_get["results"]]
    expected = "Fietspad langs het kanaal" if "fiets" in typed else "Zorg in de wijk"
    assert expected in texts
    assert by_get["results"][0]["soort"] == "kop"
    assert by_get["indexId"]


def test_as_many_are_given_as_asked_for(client):
    found = client.get(SEARCH, params={"q": "weekmarkt", "pageSize": 3}).json()["results"]
    assert len(found) == 3


def test_nothing_typed_gets_nothing_and_a_wrong_number_is_an_error(client):
    assert client.get(SEARCH).json()["results"] == []
    assert client.get(SEARCH, params={"q": "a", "pageSize": 21}).status_code == 400


def test_opensearch_suggestions_are_a_list_of_lists(client):
    response = client.get("/suggesties", params={"q": "zorg in"})
    assert response.headers["content-type"] == "application/x-suggestions+json"
    typed, texts, descriptions, addresses = response.json()
    assert typed == "zorg in"
    assert texts == ["Zorg in de wijk"]
    assert descriptions == ["kop, 1 passage"]
    assert client.get(addresses[0]).status_code == 200


def test_the_description_document_says_how_to_search_and_to_complete(client):
    assert 'rel="search" type="application/opensearchdescription+xml"' in client.get("/").text
    response = client.get("/opensearch.xml")
    assert response.headers["content-type"] == "application/opensearchdescription+xml"
    root = ET.fromstring(response.text)
    assert root.tag == f"{NAMESPACE}OpenSearchDescription"
    assert len(root.findtext(f"{NAMESPACE}ShortName", "")) in range(1, 17)
    templates = {
        url.get("type"): url.get("template", "") for url in root.findall(f"{NAMESPACE}Url")
    }
    for kind, expected in (
        ("text/html", "text/html; charset=utf-8"),
        ("application/x-suggestions+json", "application/x-suggestions+json"),
    ):
        address = templates[kind].replace("{searchTerms}", "zorg").replace("{startPage?}", "1")
        assert client.get(address).headers["content-type"] == expected


def test_the_words_typed_go_to_no_log(client, caplog):
    with caplog.at_level("INFO"):
        client.post(SEARCH, json={"q": "geheimwoord"})
    of_the_service = [r.message for r in caplog.records if not r.name.startswith("http")]
    assert not any("geheimwoord" in message for message in of_the_service)
