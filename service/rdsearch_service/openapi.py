"""The OpenAPI description of `/v1` as the NLGov API Design Rules want it."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from rdsearch_service.problems import MEDIA_TYPE
from rdsearch_service.schemas import Probleem

_RESPONSES = {
    "400": "Ongeldige invoer",
    "404": "Niet gevonden",
    "406": "Niet beschikbaar in deze vorm",
    "410": "Ingetrokken",
    "413": "Verzoek te groot",
    "415": "Verkeerd soort inhoud",
    "500": "Fout in de dienst",
    "503": "Nog niet beschikbaar",
}
_ALWAYS = ("400", "406", "500", "503")
_VERSION_HEADER = {
    "API-Version": {"description": "Versie van de API.", "schema": {"type": "string"}}
}


def openapi_of(api: FastAPI) -> dict[str, Any]:
    """Made once; the routes do not change while the service runs."""
    if api.openapi_schema is None:
        schema = get_openapi(
            title=api.title,
            version=api.version,
            openapi_version="3.0.3",  # the version on the list of mandatory standards
            description=api.description,
            routes=api.routes,
            tags=api.openapi_tags,
            servers=api.servers,
            license_info=api.license_info,
        )
        # Not through get_openapi: it warns about a missing e-mail validator at the first request.
        schema["info"]["contact"] = api.contact
        parts = schema["components"]["schemas"]
        for unused in ("HTTPValidationError", "ValidationError"):
            parts.pop(unused, None)
        own = Probleem.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
        parts |= own.pop("$defs")
        parts["Probleem"] = own
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                _complete(operation, path, method)
        api.openapi_schema = _as_3_0(schema)
    return api.openapi_schema


def _complete(operation: dict[str, Any], path: str, method: str) -> None:
    """Replaces FastAPI's 422 by what can really come back, and adds the version header."""
    responses = operation["responses"]
    responses.pop("422", None)
    codes = list(_ALWAYS)
    if "{" in path:
        codes += ["404", "410"]
    if method == "post":
        codes += ["413", "415"]
    for code in sorted(codes):
        responses[code] = {
            "description": _RESPONSES[code],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}},
        }
    for response in responses.values():
        response["headers"] = _VERSION_HEADER


def _as_3_0(node: Any) -> Any:  # noqa: ANN401 - any JSON
    """JSON Schema 2020 as OpenAPI 3.0 knows it: `nullable` for "or null", no `const`, no `prefixItems`."""
    if isinstance(node, list):
        return [_as_3_0(part) for part in node]
    if not isinstance(node, dict):
        return node
    node = {key: _as_3_0(value) for key, value in node.items()}
    options = node.get("anyOf")
    if options and {"type": "null"} in options:
        rest = [option for option in options if option != {"type": "null"}]
        del node["anyOf"]
        node = {**node, "nullable": True} | (rest[0] if len(rest) == 1 else {"anyOf": rest})
    return node
