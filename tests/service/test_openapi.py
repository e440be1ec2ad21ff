"""The rules of the NLGov API Design Rules linter that touch this API, held over the generated description."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from rdsearch_service import API_VERSION
from rdsearch_service.app import create_app
from rdsearch_service.settings import Settings

PATH = re.compile(r"^(/[a-z0-9-]+|/\{[a-z][A-Za-z]*\})+(/_[a-z]+)?$|^(/[a-z0-9-]+)*/_[a-z]+$")
QUERY_KEY = re.compile(r"^\$?[a-z][a-z\d]*([A-Z][a-z\d]*)*$")
PROPERTY = re.compile(r"^[a-z][a-zA-Z0-9]*$")


@pytest.fixture(scope="module")
def description(tmp_path_factory) -> dict[str, Any]:
    settings = Settings(
        index_dir=tmp_path_factory.mktemp("none"),
        public_url="https://zoek.example.nl",
        contact_name="Team",
        contact_email="team@example.nl",
        contact_url="https://example.nl",
    )
    response = TestClient(create_app(settings)).get("/v1/openapi.json")
    assert response.headers["access-control-allow-origin"] == "*"
    body: dict[str, Any] = response.json()
    return body


def operations(description) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def properties(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        yield from node.get("properties", {}).items()
        for part in node.values():
            yield from properties(part)


def test_version_servers_and_contact_are_there(description):
    assert description["openapi"].startswith("3.0.")
    assert description["info"]["version"] == API_VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", API_VERSION)
    assert description["servers"] == [{"url": "https://zoek.example.nl/v1"}]
    assert description["info"]["contact"] == {
        "name": "Team",
        "email": "team@example.nl",
        "url": "https://example.nl",
    }


def test_paths_are_kebab_case_nouns_without_slash_or_extension(description):
    assert set(description["paths"]) == {
        "/passages/_zoek",
        "/passages/{passageId}",
        "/passages/{passageId}/citatie",
        "/projecten",
        "/projecten/_zoek",
        "/projecten/{projectId}",
        "/citaten",
        "/citaten/_zoek",
        "/citaten/{citaatId}",
        "/citaten/{citaatId}/citatie",
        "/uitkomsten",
        "/uitkomsten/_zoek",
        "/uitkomsten/{uitkomstId}",
        "/uitkomsten/{uitkomstId}/citatie",
        "/suggesties/_zoek",
        "/permalinks/{permalink}",
        "/documenten",
        "/documenten/{documentId}",
        "/documenten/{documentId}/paginas/{pagina}",
    }
    assert all(PATH.match(path) for path in description["paths"])


def test_only_the_methods_of_the_rules_are_used(description):
    assert {m for _, m, _ in operations(description)} <= {"get", "post", "put", "patch", "delete"}


def test_parameters_are_camel_case_and_described_ones_exist(description):
    for path, _, operation in operations(description):
        for parameter in operation.get("parameters", []):
            assert QUERY_KEY.match(parameter["name"])
            if parameter["in"] == "path":
                assert f"{{{parameter['name']}}}" in path


def test_every_answer_carries_the_version_header(description):
    for _, _, operation in operations(description):
        for response in operation["responses"].values():
            assert "API-Version" in response["headers"]


def test_every_failure_is_a_problem_with_its_members(description):
    problem = description["components"]["schemas"]["Probleem"]
    assert {"status", "title", "detail"} <= problem["properties"].keys()
    for _, _, operation in operations(description):
        for code, response in operation["responses"].items():
            if code >= "400":
                assert list(response["content"]) == ["application/problem+json"]


def test_bad_input_is_400_and_never_422(description):
    for _, _, operation in operations(description):
        assert "400" in operation["responses"]
        assert "422" not in operation["responses"]


def test_properties_are_camel_case_and_dates_have_a_format(description):
    found = list(properties(description["components"]["schemas"]))
    assert found
    for name, schema in found:
        assert PROPERTY.match(name)
        if name.lower().endswith(("datum", "date")):
            assert schema["format"] == "date"
        assert schema.get("format") != "date-time"


def test_schema_names_are_pascal_case(description):
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", n) for n in description["components"]["schemas"])


def test_nothing_of_openapi_3_1_is_left(description):
    assert "'type': 'null'" not in str(description)
    assert "prefixItems" not in str(description)


def test_every_reference_has_its_schema(description):
    names = set(re.findall(r"#/components/schemas/(\w+)", str(description)))
    assert names <= description["components"]["schemas"].keys()
