import pytest

from rdsearch_service.schemas import MAX_QUESTION

SEARCH = "/v1/passages/_zoek"
PROBLEM = "application/problem+json"


def errors_of(response) -> dict[str, str]:
    assert response.status_code == 400
    assert response.headers["content-type"] == PROBLEM
    return {error["name"]: error["reason"] for error in response.json()["errors"]}


def test_a_question_gets_cited_fragments_in_the_names_of_the_api(client):
    body = client.get(SEARCH, params={"q": "fietspad langs het kanaal"}).json()
    first = body["results"][0]
    source = first["bronvermelding"]
    assert "Het fietspad langs het kanaal" in first["fragment"]
    assert source["documentId"] == "fietsen-in-waterstede"
    assert source["titel"] == "Fietsen in Waterstede"
    assert source["uitgever"] == "Gemeente Waterstede"
    assert source["publicatiedatum"] == "2023-05-04"
    assert source["pdfPaginas"] == [1]
    assert source["koppen"] == ["Fietspad langs het kanaal"]
    assert body["indexId"]
    assert first["redenen"]


def test_the_fragment_stands_on_its_page_word_for_word(client):
    found = client.get(SEARCH, params={"q": "wijkverpleging"}).json()["results"][0]
    source = found["bronvermelding"]
    page = client.get(f"/v1/documenten/{source['documentId']}/paginas/{source['pdfPaginas'][0]}")
    assert found["fragment"] in page.json()["tekst"]


def test_highlights_lie_on_words_of_the_question(client):
    found = client.get(SEARCH, params={"q": "fietspad kanaal"}).json()["results"][0]
    marked = {found["fragment"][m["begin"] : m["eind"]] for m in found["markeringen"]}
    assert {"fietspad", "kanaal"} <= marked


def test_the_sentences_that_meet_the_question_are_told(client):
    results = client.get(SEARCH, params={"q": "fietspad kanaal"}).json()["results"]
    told = [(found["fragment"], place) for found in results for place in found["antwoordzinnen"]]
    assert told
    for fragment, place in told:
        sentence = fragment[place["begin"] : place["eind"]]
        assert sentence == sentence.strip() != fragment
        assert sentence[-1] in ".!?"


def test_post_answers_as_get_does(client):
    asked = {"q": "weekmarkt", "documentId": ["markten"], "pageSize": 3}
    by_get = client.get(SEARCH, params=asked).json()
    by_post = client.post(SEARCH, json=asked).json()
    ids = [hit["passageId"] for hit in by_get["results"]]
    assert len(ids) == 3
    assert [hit["passageId"] for hit in by_post["results"]] == ids


def test_results_page_on_to_the_end_without_repeats(client):
    seen, address = [], f"{SEARCH}?q=weekmarkt&documentId=markten&pageSize=4"
    while address:
        body = client.get(address).json()
        seen += [hit["passageId"] for hit in body["results"]]
        address = body["next"]
    assert len(seen) == len(set(seen)) == body["count"] >= 10
    assert "page=2" in body["previous"]


def test_the_next_address_of_a_posted_question_does_not_hold_the_question(client):
    asked = {"q": "weekmarkt", "documentId": ["markten"], "pageSize": 4}
    first = client.post(SEARCH, json=asked).json()
    second = client.post(first["next"], json=asked).json()
    assert "weekmarkt" not in first["next"]
    assert [hit["rang"] for hit in second["results"]] == [5, 6, 7, 8]


def test_a_page_beyond_the_end_is_empty_and_points_back_to_the_last(client):
    asked = {"q": "zorg", "documentId": "zorg-dichtbij", "page": 40}
    body = client.get(SEARCH, params=asked).json()
    assert body["results"] == []
    assert body["next"] is None
    assert client.get(body["previous"]).json()["results"]


def test_filters_leave_only_what_they_allow(client):
    by_date = {"q": "de gemeente", "gepubliceerdVanaf": "2022-01-01"}
    hits = client.get(SEARCH, params=by_date).json()["results"]
    assert {hit["bronvermelding"]["documentId"] for hit in hits} == {"fietsen-in-waterstede"}


def test_a_language_is_a_filter_and_every_fragment_tells_its_own(client):
    asked = {"q": "villages with a fast connection", "pageSize": 50}
    english = client.get(SEARCH, params={**asked, "taal": "en"}).json()["results"]
    dutch = client.post(SEARCH, json={**asked, "taal": "nl"}).json()["results"]
    assert ["broadband" in hit["fragment"] for hit in english] == [True]
    assert {hit["bronvermelding"]["taal"] for hit in english} == {"en"}
    assert {hit["bronvermelding"]["taal"] for hit in dutch} == {"nl"}
    passage = client.get(f"/v1/passages/{english[0]['passageId']}").json()
    assert passage["bronvermelding"]["taal"] == "en"


def test_the_language_goes_along_to_the_next_page(client):
    asked = {"q": "weekmarkt", "taal": "nl", "pageSize": 4}
    assert "taal=nl" in client.get(SEARCH, params=asked).json()["next"]


def test_exact_search_finds_the_phrase_over_a_line_break_and_can_say_no(client):
    there = client.get(SEARCH, params={"q": "voorjaar geopend", "exact": True}).json()
    not_there = client.get(SEARCH, params={"q": "geopend voorjaar", "exact": True}).json()
    assert there["count"] == 1
    assert not_there["count"] == 0


def test_one_passage_can_be_read_by_its_id(client):
    hit = client.get(SEARCH, params={"q": "wijkverpleging"}).json()["results"][0]
    passage = client.get(f"/v1/passages/{hit['passageId']}").json()
    assert passage["fragment"] == hit["fragment"]
    assert passage["bronvermelding"] == hit["bronvermelding"]
    assert passage["indexId"]


def test_everything_wrong_is_said_at_once_in_dutch(client):
    asked = {
        "q": " ",
        "pageSize": 500,
        "page": "twee",
        "gepubliceerdVanaf": "gisteren",
        "kleur": "x",
    }
    reasons = errors_of(client.get(SEARCH, params=asked))
    assert reasons == {
        "q": "q mag niet leeg zijn.",
        "pageSize": "pageSize mag hoogstens 100 zijn.",
        "page": "page moet een geheel getal zijn.",
        "gepubliceerdVanaf": "gepubliceerdVanaf moet een datum zijn als 2024-03-01.",
        "kleur": "kleur is geen bekende parameter.",
    }
    by_post = client.post(SEARCH, json=asked)
    assert errors_of(by_post) == reasons
    assert {error["in"] for error in by_post.json()["errors"]} == {"body"}


@pytest.mark.parametrize(
    ("asked", "name", "reason"),
    [
        ({}, "q", "ontbreekt"),
        ({"q": "x" * (MAX_QUESTION + 1)}, "q", "langer zijn dan 1000 tekens"),
        ({"q": "?!"}, "q", "minstens één woord"),
        ({"q": "a", "documentId": "bestaat-niet"}, "documentId", "niet in de index"),
        ({"q": "a", "taal": "fy"}, "taal", "‘fy’ staat niet in de index; wel: en, nl"),
        ({"q": "a", "taal": "nederlands"}, "taal", "langer zijn dan 8 tekens"),
        (
            {"q": "a", "gepubliceerdVanaf": "2024-02-01", "gepubliceerdTotEnMet": "2024-01-01"},
            "gepubliceerdTotEnMet",
            "vóór de begindatum",
        ),
    ],
)
def test_a_bad_question_is_refused_with_the_reason(client, asked, name, reason):
    assert reason in errors_of(client.get(SEARCH, params=asked))[name]


@pytest.mark.parametrize(
    ("content", "reason"), [("{", "geen geldige JSON"), ("[]", "JSON-object"), ("", "ontbreekt")]
)
def test_a_body_that_is_no_json_object_is_refused(client, content, reason):
    response = client.post(SEARCH, content=content, headers={"Content-Type": "application/json"})
    assert reason in response.json()["detail"]
    assert response.status_code == 400


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_of_another_type_is_415(client, content_type):
    response = client.post(SEARCH, content='{"q": "a"}', headers={"Content-Type": content_type})
    assert (response.status_code, response.headers["content-type"]) == (415, PROBLEM)


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("text/html", 406),
        ("application/json;q=0", 406),
        ("text/html, */*;q=0.8", 200),
        ("application/json", 200),
        ("application/problem+json", 200),
    ],
)
def test_a_caller_that_takes_no_json_is_406(client, accept, status):
    response = client.get(SEARCH, params={"q": "zorg"}, headers={"Accept": accept})
    assert response.status_code == status


def test_a_body_that_is_too_large_is_413(client):
    response = client.post(SEARCH, json={"q": "x" * 70_000})
    assert (response.status_code, response.headers["content-type"]) == (413, PROBLEM)


@pytest.mark.parametrize(
    "path", [f"{SEARCH}/?q=zorg", "/v1/documenten/", "/v1/onbekend", "/v1/passages/bestaat-niet"]
)
def test_an_address_that_does_not_exist_is_404_and_never_a_redirect(client, path):
    response = client.get(path, follow_redirects=False)
    assert (response.status_code, response.headers["content-type"]) == (404, PROBLEM)
    assert response.json()["status"] == 404


def test_a_method_that_is_not_there_is_405_with_the_methods_that_are(client):
    response = client.delete(SEARCH)
    assert (response.status_code, response.headers["content-type"]) == (405, PROBLEM)
    assert response.headers["allow"] == "GET, HEAD, POST"


def test_an_unknown_report_in_a_body_is_an_error_of_the_body(client):
    response = client.post(SEARCH, json={"q": "zorg", "documentId": ["weg"]})
    (error,) = response.json()["errors"]
    assert (error["in"], error["name"]) == ("body", "documentId")
    assert error["reason"].startswith("documentId ‘weg’ staat niet in de index; wel: fietsen-in-")


def test_facets_count_the_passages_by_value_without_their_own_filter(client):
    asked = {"q": "de gemeente", "uitgever": "regio heideveen"}
    facets = client.get(SEARCH, params=asked).json()["facets"]
    assert facets["uitgever"] == [
        {"waarde": "Gemeente Waterstede", "aantal": 2, "gekozen": False},
        {"waarde": "Regio Heideveen", "aantal": 1, "gekozen": True},
    ]
    assert facets["documentId"] == [{"waarde": "zorg-dichtbij", "aantal": 1, "gekozen": False}]
    assert facets["jaar"] == [{"waarde": "2021", "aantal": 1, "gekozen": False}]


@pytest.mark.parametrize(
    ("filters", "reports"),
    [
        ({"uitgever": "gemeente WATERSTEDE"}, {"fietsen-in-waterstede"}),
        ({"thema": "zorg in de wijk"}, {"zorg-dichtbij"}),
        ({"gelezenMetOcr": True}, set()),
        ({"gelezenMetOcr": False, "taal": "en"}, {"fietsen-in-waterstede"}),
        ({"metCitaat": True}, set()),
    ],
)
def test_every_filter_is_a_parameter(client, filters, reports):
    for answer in (
        client.get(SEARCH, params={"q": "de", **filters}),
        client.post(SEARCH, json={"q": "de", **filters}),
    ):
        found = {hit["bronvermelding"]["documentId"] for hit in answer.json()["results"]}
        assert found == reports


def test_literal_search_counts_the_words_by_document(client):
    counted = client.get(SEARCH, params={"q": "de weekmarkt", "exact": True}).json()["telling"]
    (words,) = counted["woordreeksen"]
    assert words["aantal"] == 12
    assert words["perDocument"] == [{"documentId": "markten", "aantal": 12}]
    assert (counted["aantalDocumenten"], counted["aantalPaginas"]) == (3, 16)
    assert counted["aantalPaginasNietGelezen"] == 1
    assert client.get(SEARCH, params={"q": "de weekmarkt"}).json()["telling"] is None
