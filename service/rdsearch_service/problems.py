"""Everything that can go wrong for a caller, mapped once to status and Dutch words.

The API answers with problem+json (RFC 9457), the pages with HTML; both start from a `Problem`.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from rdsearch.errors import ExcerptMismatch, IndexUnusable, ModelError, QueryError
from rdsearch_service.live import Unavailable
from rdsearch_service.validation import FieldError, field_errors

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = "10"

_BY_STATUS = {
    400: ("Ongeldige invoer", "Dit verzoek kan zo niet worden verwerkt."),
    404: (
        "Niet gevonden",
        "Dit adres bestaat niet. Let op: een adres eindigt niet op een schuine streep.",
    ),
    405: ("Methode niet toegestaan", "Dit adres kent deze HTTP-methode niet; zie de kop Allow."),
    406: ("Niet beschikbaar in deze vorm", "De API antwoordt alleen met application/json."),
    410: ("Ingetrokken", "Dit document is ingetrokken."),
    413: ("Verzoek te groot", "Het verzoek is groter dan 64 kB."),
    415: ("Verkeerd soort inhoud", "Stuur de vraag als application/json."),
    503: ("Nog niet beschikbaar", "De zoekdienst is nog niet zover. Probeer het zo weer."),
}
_INTERNAL = ("Fout in de dienst", "Er ging iets mis. De fout is vastgelegd voor de beheerder.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One failure as the caller gets it."""

    status: int
    title: str
    detail: str
    errors: tuple[FieldError, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self, instance: str) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
        }
        if self.errors:
            body["errors"] = [
                {"in": e.place, "name": e.name, "reason": e.reason} for e in self.errors
            ]
        return body


class Refused(Exception):
    """Raised by a route to answer with a problem."""

    def __init__(
        self, status: int, detail: str | None = None, *, errors: tuple[FieldError, ...] = ()
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors


def invalid(errors: Sequence[FieldError]) -> Problem:
    return Problem(
        400, "Ongeldige invoer", " ".join(e.reason for e in errors), errors=tuple(errors)
    )


_QUERY_PROBLEM = "Deze vraag kan niet worden beantwoord. Pas de vraag of de filters aan."
_QUERY_PROBLEMS = {
    "no_words": "De vraag heeft geen woorden. Typ ten minste één woord of getal.",
    "bad_period": "De periode eindigt voordat zij begint.",
    "bad_permalink": "Dit is geen geldige permalink: er ontbreekt een teken, of er is er een veranderd. "
    "Kopieer hem opnieuw, van het eerste teken tot het laatste.",
}


def problem_of(error: Exception) -> Problem:
    """What the caller hears of `error`; what only the operator may know goes to the log."""
    match error:
        case RequestValidationError():
            return invalid(field_errors(error.errors()))
        case Refused(errors=errors) if errors:
            return invalid(errors)
        case Refused(status=status, detail=detail):
            return _plain(status, detail)
        case HTTPException(status_code=status, headers=headers):
            return _plain(status, headers=headers or {})
        case QueryError(reason=reason):
            return _plain(400, _QUERY_PROBLEMS.get(reason, _QUERY_PROBLEM))
        case Unavailable():
            return _plain(503, str(error), headers={"Retry-After": RETRY_AFTER_S})
        case IndexUnusable() | ModelError():
            logger.error("%s", error)
            return _plain(503, headers={"Retry-After": RETRY_AFTER_S})
        case ExcerptMismatch():
            logger.error("%s", error)
            return Problem(
                500,
                "Fout in de index",
                "Een fragment wijkt af van zijn bladzijde en wordt daarom niet getoond. "
                "De index moet opnieuw worden gebouwd.",
            )
        case _:
            return Problem(500, *_INTERNAL)


def _plain(
    status: int, detail: str | None = None, headers: Mapping[str, str] | None = None
) -> Problem:
    title, usual = _BY_STATUS.get(status, ("Fout", "Dit verzoek kan niet worden uitgevoerd."))
    return Problem(status, title, detail or usual, headers=headers or {})


def problem_response(problem: Problem, instance: str) -> JSONResponse:
    return JSONResponse(
        problem.as_json(instance),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers=dict(problem.headers),
    )


def answer_as_json(request: Request, error: Exception) -> JSONResponse:
    """The exception handler of the API."""
    response = problem_response(problem_of(error), request.url.path)
    if response.status_code == 405:
        # Starlette names the methods of the first route of this path only.
        response.headers["Allow"] = ", ".join(_methods_of(request))
    return response


def _methods_of(request: Request) -> list[str]:
    routes = request.app.router.routes
    return [
        method
        for method in ("GET", "HEAD", "POST")
        if any(
            route.matches({**request.scope, "method": "GET" if method == "HEAD" else method})[0]
            is Match.FULL
            for route in routes
        )
    ]
