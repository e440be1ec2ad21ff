from tests.service.serving import ZORG, app_over, publish, ready_client, write_report

from rdsearch.ingest import remove


def test_the_list_names_every_report_and_every_file_that_is_not_in(client):
    body = client.get("/v1/documenten").json()
    assert [d["titel"] for d in body["results"]] == [
        "Fietsen in Waterstede",
        "Markten in de regio",
        "Zorg dichtbij",
    ]
    assert [f["bestandsnaam"] for f in body["nietGelezen"]] == ["kapot.pdf"]
    assert body["count"] == 3
    assert body["indexId"]


def test_the_list_comes_in_pages(client):
    first = client.get("/v1/documenten", params={"pageSize": 2}).json()
    second = client.get(first["next"]).json()
    assert len(first["results"]) == 2
    assert [d["documentId"] for d in second["results"]] == ["zorg-dichtbij"]
    assert second["next"] is None
    assert client.get(second["previous"]).json() == first


def test_a_report_tells_its_pages_and_which_of_them_were_not_read(client):
    body = client.get("/v1/documenten/fietsen-in-waterstede").json()
    assert body["aantalPaginas"] == 3
    assert body["problemen"] == [{"pagina": 2, "probleem": "no_text"}]
    assert body["indexId"]


def test_a_report_names_its_versions(own_index, corpus_folder, tmp_path):
    for name in ("zorg-concept.pdf", "zorg-definitief.pdf"):
        lines = [f"{line} In wijk {n} ook." for n in range(4) for line in ZORG]
        write_report(tmp_path / name, [[(name, lines)]])
    publish(tmp_path, own_index)
    with ready_client(app_over(own_index)) as client:
        body = client.get("/v1/documenten/zorg-concept").json()
        other = client.get("/v1/documenten/markten").json()
    assert body["versies"] == ["zorg-definitief"]
    assert other["versies"] == []


def test_a_page_has_its_text_its_labels_and_its_blocks(client):
    body = client.get("/v1/documenten/fietsen-in-waterstede/paginas/1").json()
    blocks = [body["tekst"][b["begin"] : b["eind"]] for b in body["blokken"]]
    assert blocks[0] == "Fietspad langs het kanaal"
    assert body["paginalabels"] == ["11"]
    assert body["taal"] == "nl"
    assert body["probleem"] is None


def test_a_page_without_text_says_why(client):
    body = client.get("/v1/documenten/fietsen-in-waterstede/paginas/2").json()
    assert (body["tekst"], body["probleem"]) == ("", "no_text")


def test_unknown_reports_and_pages_are_404(client):
    for path in ("/v1/documenten/geen", "/v1/documenten/zorg-dichtbij/paginas/9"):
        response = client.get(path)
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"


def test_a_page_number_that_is_no_number_is_400(client):
    body = client.get("/v1/documenten/zorg-dichtbij/paginas/een").json()
    assert body["errors"] == [
        {"in": "path", "name": "pagina", "reason": "pagina moet een geheel getal zijn."}
    ]


def test_a_withdrawn_report_is_410_everywhere_and_no_longer_found(own_index):
    remove("zorg-dichtbij", root=own_index)
    with ready_client(app_over(own_index)) as client:
        base = "/documenten/zorg-dichtbij"
        for path in (base, f"{base}/paginas/1", f"{base}/paginas/1/afbeelding", f"{base}/pdf"):
            assert client.get(path).status_code == 410
        response = client.get(f"/v1{base}")
        hits = client.get("/v1/passages/_zoek", params={"q": "wijkverpleging"}).json()["results"]
    assert response.status_code == 410
    assert response.headers["content-type"] == "application/problem+json"
    assert "ingetrokken" in response.json()["detail"]
    assert "zorg-dichtbij" not in {hit["bronvermelding"]["documentId"] for hit in hits}
