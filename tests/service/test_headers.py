import pytest
from tests.service.serving import app_over, ready_client

from rdsearch_service import API_VERSION

PATHS = [
    "/",
    "/documenten",
    "/documenten/geen",
    "/documenten/zorg-dichtbij/pdf",
    "/documenten/zorg-dichtbij/paginas/1/afbeelding?breedte=400",
    "/static/rdsearch.css",
    "/static/geen",
    "/gezondheid/live",
    "/v1/documenten",
    "/v1/openapi.json",
    "/v1/geen",
    "/geen/",
]
FORBIDDEN = ("unsafe-", "data:", "*", "http:")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_the_version_and_the_security_headers(client, path):
    headers = client.get(path).headers
    assert headers["api-version"] == API_VERSION
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "max-age=31536000" in headers["strict-transport-security"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert not any(word in headers["content-security-policy"] for word in FORBIDDEN)
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["cache-control"]


def test_the_api_is_never_cached_and_pictures_only_by_their_reader(client):
    picture = "/documenten/zorg-dichtbij/paginas/1/afbeelding?breedte=400"
    assert client.get("/v1/documenten").headers["cache-control"] == "no-store"
    assert client.get(picture).headers["cache-control"].startswith("private")


def test_a_failure_of_the_service_has_the_headers_and_no_detail(published, monkeypatch):
    app = app_over(published)
    with ready_client(app) as client:
        # The catalog is closed under the service: the kind of failure that no code foresees.
        with app.state.services.live.lease() as edition:
            monkeypatch.setattr(edition.index, "catalog", None)
        for path, kind in (
            ("/v1/documenten/markten", "application/problem+json"),
            ("/documenten/markten", "text/html; charset=utf-8"),
        ):
            response = client.get(path)
            assert response.status_code == 500
            assert response.headers["content-type"] == kind
            assert response.headers["api-version"] == API_VERSION
            assert "NoneType" not in response.text
        monkeypatch.undo()


def test_head_answers_as_get_without_a_body(client):
    response = client.head("/v1/documenten")
    assert response.status_code == 200
    assert response.content == b""


def test_only_listed_origins_may_read_the_api(published):
    origin = "https://intranet.example.nl"
    with ready_client(app_over(published, cors_origins=(origin,))) as client:
        listed = client.get("/v1/documenten", headers={"Origin": origin})
        other = client.get("/v1/documenten", headers={"Origin": "https://elders.example"})
        question = {"Access-Control-Request-Method": "POST"}
        preflight = client.options("/v1/passages/_zoek", headers={"Origin": origin, **question})
        refused = client.options(
            "/v1/passages/_zoek", headers={"Origin": "https://elders.example", **question}
        )
    assert listed.headers["access-control-allow-origin"] == origin
    assert "access-control-allow-origin" not in other.headers
    assert preflight.status_code == 200
    assert refused.status_code == 405
    assert refused.headers["content-type"] == "application/problem+json"


def test_pages_may_be_indexed_when_the_settings_say_so(published):
    with ready_client(app_over(published, allow_indexing=True)) as client:
        assert "x-robots-tag" not in client.get("/").headers


def test_security_txt_names_the_contact_or_is_not_there(published, client):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings = {
        "security_contact": "mailto:security@example.nl",
        "public_url": "https://zoek.example.nl",
    }
    with ready_client(app_over(published, **settings)) as named:
        text = named.get("/.well-known/security.txt").text
    assert "Contact: mailto:security@example.nl\n" in text
    assert "Expires: 20" in text
    assert "Canonical: https://zoek.example.nl/.well-known/security.txt\n" in text
