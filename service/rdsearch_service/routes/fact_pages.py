"""`/citaten`, `/uitkomsten` and `/projecten` as pages. They work without JavaScript; forms post, as on the search
page: who asks what a person said may not want that in a log."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import ValidationError

from rdsearch.errors import QueryError
from rdsearch.facts import Dialect, Found, OutcomeFact, QuoteFact
from rdsearch.types import Report
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks, CurrentServices
from rdsearch_service.fact_asking import (
    Asker,
    card_in,
    outcomes_for,
    projects_for,
    quotes_for,
)
from rdsearch_service.fact_refining import chips, groups, options
from rdsearch_service.fact_schemas import Citaatvraag, Feitvraag, Projectvraag, Soort, Uitkomstvraag
from rdsearch_service.live import Edition, Unavailable
from rdsearch_service.pages import html
from rdsearch_service.problems import Refused, problem_of
from rdsearch_service.refining import SHOWN_VALUES
from rdsearch_service.routes.outcomes import csv_of
from rdsearch_service.schemas import MAX_QUESTION
from rdsearch_service.validation import FieldError, field_errors

router = APIRouter()

Fields = dict[str, str]
EVERY_KIND = "alle"
PROJECTS_A_PAGE = 50
_FactT = TypeVar("_FactT", QuoteFact, OutcomeFact)

_LABELS = {
    "q": "De vraag",
    "documentId": "Het gekozen rapport",
    "project": "Het gekozen project",
    "spreker": "De spreker",
    "organisatie": "De organisatie",
    "soort": "De gekozen soort",
    "eenheid": "De eenheid",
    "periode": "De periode",
    "minimum": "Het minimum",
    "maximum": "Het maximum",
    "volgorde": "De volgorde",
    "page": "Het paginanummer",
}
_LISTS = ("documentId", "soort")
_GROUPING = re.compile(r"\.(?=\d{3}(?!\d))")  # the dots of 1.500.000


async def form_fields(request: Request) -> Fields:
    """What was filled in, from the form or the address; of a name that comes twice the last counts."""
    items = request.query_params if request.method == "GET" else await request.form()
    filled = {name: str(items.get(name, "")).strip() for name in _LABELS}
    return {name: value for name, value in filled.items() if value}


FormFields = Annotated[Fields, Depends(form_fields)]


@dataclass(frozen=True, slots=True)
class _View(Generic[_FactT]):
    """What a page of facts shows."""

    fields: Fields
    errors: Mapping[str, str]
    asked: Feitvraag | None = None
    found: Found[_FactT] | None = None
    notice: str | None = None


@router.get("/citaten")
@router.post("/citaten")
def quotes(fields: FormFields, edition: CurrentEdition, services: CurrentServices) -> HTMLResponse:
    view: _View[QuoteFact]
    try:
        asked = Citaatvraag.model_validate(_values(fields))
        view = _View(fields, {}, asked, quotes_for(asked, Asker(edition, services, "form")))
    except (ValidationError, Refused, QueryError, Unavailable) as error:
        view = _failed(fields, error)
    return _page("quotes", view, edition)


@router.get("/uitkomsten")
@router.post("/uitkomsten")
def outcomes(
    fields: FormFields, edition: CurrentEdition, services: CurrentServices
) -> HTMLResponse:
    view: _View[OutcomeFact]
    try:
        asked = Uitkomstvraag.model_validate(_values(fields))
        view = _View(fields, {}, asked, outcomes_for(asked, Asker(edition, services, "form")))
    except (ValidationError, Refused, QueryError, Unavailable) as error:
        view = _failed(fields, error)
    return _page("outcomes", view, edition)


@router.get("/uitkomsten/excel")
@router.post("/uitkomsten/excel")
def outcomes_for_excel(
    fields: FormFields, edition: CurrentEdition, services: CurrentServices, links: CurrentLinks
) -> Response:
    """All outcomes that the form asks for, as Excel with Dutch settings opens them."""
    try:
        asked = Uitkomstvraag.model_validate(_values(fields))
        found = outcomes_for(asked, Asker(edition, services, "form"), every_page=True)
    except (ValidationError, Refused, QueryError, Unavailable) as error:
        return _page("outcomes", _failed(fields, error), edition)
    return csv_of(found, edition, links, dialect=Dialect.EXCEL)


def _values(fields: Fields) -> dict[str, Any]:
    """The fields as the question has them. A value that stands alone in a list is that list."""
    values: dict[str, Any] = {n: (v,) if n in _LISTS else v for n, v in fields.items()}
    if fields.get("soort") == EVERY_KIND:
        values["soort"] = tuple(Soort)
    for name in ("minimum", "maximum"):
        if name in values:  # as people write it: 1.500,5 and 12.5
            values[name] = _GROUPING.sub("", values[name]).replace(",", ".")
    return values


def _failed(fields: Fields, error: Exception) -> _View[Any]:
    match error:
        case ValidationError():
            return _wrong(fields, field_errors(error.errors(), place="form"))
        case Refused(errors=wrong) if wrong:
            return _wrong(fields, wrong)
        case Unavailable():
            return _View(fields, {}, notice=str(error))
        case _:
            return _View(fields, {"q": problem_of(error).detail})


def _wrong(fields: Fields, errors: Iterable[FieldError]) -> _View[Any]:
    return _View(fields, {e.name: f"{_LABELS.get(e.name, e.name)} {e.said}." for e in errors})


def _page(
    kind: Literal["quotes", "outcomes"], view: _View[_FactT], edition: Edition
) -> HTMLResponse:
    found, asked = view.found, view.asked
    total = found.total if found else 0
    size = asked.page_size if asked else 1
    fields = view.fields
    return html(
        "facts.html",
        status=400 if view.errors else 503 if view.notice else 200,
        kind=kind,
        action="/citaten" if kind == "quotes" else "/uitkomsten",
        fields=fields,
        errors=view.errors,
        notice=view.notice,
        found=found,
        reports=_reports(edition),
        project_ids=edition.holdings.project_ids,
        options=options(edition),
        chips=chips(fields, edition.holdings),
        groups=groups(found, fields, edition.holdings) if found else (),
        whole=edition.facts.whole,
        shown_values=SHOWN_VALUES,
        is_asked=bool(asked and asked.q),
        page=asked.page if asked else 1,
        last_page=max(1, -(-total // size)),
        max_question=MAX_QUESTION,
    )


def _reports(edition: Edition) -> dict[str, Report]:
    return {entry.report.report_id: entry.report for entry in edition.holdings.reports}


@router.get("/projecten")
def projects(
    edition: CurrentEdition,
    services: CurrentServices,
    q: Annotated[str, Query(max_length=MAX_QUESTION)] = "",
    page: Annotated[int, Query(ge=1)] = 1,
) -> HTMLResponse:
    entries = projects_for(Projectvraag(q=q), Asker(edition, services, "form"))
    last_page = max(1, -(-len(entries) // PROJECTS_A_PAGE))
    if page > last_page:
        raise Refused(404, f"De lijst heeft {last_page} pagina’s; pagina {page} is er niet bij.")
    first = (page - 1) * PROJECTS_A_PAGE
    return html(
        "projects.html",
        q=q,
        total=len(entries),
        entries=entries[first : first + PROJECTS_A_PAGE],
        titles=edition.holdings.titles,
        page=page,
        last_page=last_page,
    )


@router.get("/projecten/{project_id}")
def project(project_id: str, edition: CurrentEdition) -> HTMLResponse:
    """The card of a project."""
    card = card_in(edition, project_id)
    return html(
        "project.html",
        card=card,
        whole=edition.facts.whole,
        project=card.entry.project,
        reports=_reports(edition),
        project_ids={},  # every fact of the card is of this project
    )
