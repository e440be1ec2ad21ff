"""Facts of two versions of a report: one result that tells its other place, in the API and on the pages."""

import csv
import io

import pytest
from tests.fact_documents import QUOTED, versions, wonen
from tests.making import build_index
from tests.service.serving import app_over, ready_client


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    root = tmp_path_factory.mktemp("versions")
    build_index(root, *versions(), wonen())
    with ready_client(app_over(root)) as client:
        yield client


def places(found):
    return [(place["documentId"], place["pdfPaginas"]) for place in found["ookIn"]]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("citaten", 3),
        ("citaten/_zoek", 3),
        ("uitkomsten", 4),
        ("uitkomsten/_zoek", 3),
        ("uitkomsten/_zoek?project=Waterwende", 2),
    ],
)
def test_a_list_holds_each_fact_once_and_tells_where_else_it_stands(client, path, count):
    body = client.get(f"/v1/{path}").json()
    assert body["count"] == len(body["results"]) == count
    for found in body["results"]:
        own = found["bronvermelding"]["documentId"]
        assert places(found) == ([] if own == "wonen" else [("water-concept", [1])])


def test_a_fact_by_its_id_tells_where_else_it_stands(client):
    for collection, key in (("citaten", "citaatId"), ("uitkomsten", "uitkomstId")):
        first = client.get(f"/v1/{collection}").json()["results"][0]
        found = client.get(f"/v1/{collection}/{first[key]}").json()
        assert found["ookIn"] == first["ookIn"]
        assert client.get(found["ookIn"][0]["url"]).status_code == 200


def test_a_project_counts_each_fact_once_in_the_list_and_on_its_card(client):
    listed = client.get("/v1/projecten").json()["results"][0]
    card = client.get("/v1/projecten/waterwende").json()
    assert listed["aantalUitkomsten"] == len(card["uitkomsten"]) == 2
    assert [places(found) for found in card["uitkomsten"]] == [[("water-concept", [1])]] * 2


def test_a_sheet_has_a_row_for_each_fact_and_a_column_for_its_other_places(client):
    response = client.get("/v1/uitkomsten", headers={"Accept": "text/csv"})
    rows = [*csv.DictReader(io.StringIO(response.text))]
    assert [row["ookIn"] for row in rows] == ["water-concept, pdf-pagina 1"] * 3 + [""]


@pytest.mark.parametrize("path", ["/citaten", "/uitkomsten", "/projecten/waterwende"])
def test_a_page_links_to_the_other_places(client, path):
    page = client.get(path).text
    link = '<p class="copies">Staat ook in <a href="/documenten/water-concept/paginas/1">'
    assert page.count(link) == 2


def test_the_page_of_quotes_shows_each_once(client):
    assert client.get("/citaten").text.count(f"“{QUOTED}”</p>") == 1
