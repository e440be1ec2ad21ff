"""`/v1/uitkomsten`: figures of what was done or reached, as JSON or as CSV."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import Response

from rdsearch.facts import Dialect, Found, OutcomeFact, sheet
from rdsearch_service import fact_answers
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks, CurrentServices
from rdsearch_service.fact_asking import Asker, outcome_in, outcomes_for
from rdsearch_service.fact_schemas import (
    Lijst,
    Soort,
    UitkomstAntwoord,
    Uitkomstenlijst,
    Uitkomstresultaat,
    Uitkomstvraag,
)
from rdsearch_service.links import Links
from rdsearch_service.live import Edition
from rdsearch_service.negotiation import CSV, JSON, accepts_json, preferred, sends_json
from rdsearch_service.paging import PageNumber, asked_by, following
from rdsearch_service.problems import Refused

router = APIRouter(prefix="/uitkomsten", tags=["Uitkomsten"], dependencies=[Depends(sends_json)])
SEARCH = "/_zoek"

_COLUMNS = (
    "waarde", "bovengrens", "waardeVoor", "aanduiding", "eenheid", "wat", "soort", "periode", "project", "zin",
    "titel", "documentId", "pdfPagina", "paginalabel", "uitkomstId", "url", "ookIn",
)  # fmt: skip
_AS_CSV: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "JSON, of CSV met alle uitkomsten die voldoen (komma's, punt als decimaalteken, UTF-8).",
        "content": {CSV: {"schema": {"type": "string"}}},
    }
}


def wants_csv(request: Request) -> bool:
    """Which of the two the request prefers; Refused where it takes neither."""
    if (media_type := preferred(request, JSON, CSV)) is None:
        raise Refused(406)
    return media_type == CSV


WantsCsv = Annotated[bool, Depends(wants_csv)]


@router.get(
    "",
    summary="Alle uitkomsten",
    operation_id="leesUitkomsten",
    response_model=Uitkomstenlijst,
    responses=_AS_CSV,
)
def list_outcomes(
    asked: Annotated[Lijst, Query()],
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
    as_csv: WantsCsv,
) -> Uitkomstenlijst | Response:
    """Van alle soorten, per document, in leesvolgorde. Als text/csv alle tegelijk."""
    question = Uitkomstvraag(page=asked.page, page_size=asked.page_size, soort=tuple(Soort))
    found = outcomes_for(question, Asker(edition, services, "query"), every_page=as_csv)
    if as_csv:
        return csv_of(found, edition, links, dialect=Dialect.PROGRAMS)
    after, before = following("/uitkomsten", links, asked, found.total, asked_by(asked))
    return Uitkomstenlijst(
        index_id=edition.index.index_id,
        count=found.total,
        next=after,
        previous=before,
        results=[fact_answers.outcome(fact, edition, links) for fact in found.facts],
    )


@router.get(
    SEARCH,
    summary="Zoek uitkomsten (vraag in het adres)",
    operation_id="zoekUitkomsten",
    response_model=Uitkomstresultaat,
    responses=_AS_CSV,
)
def search_by_address(
    asked: Annotated[Uitkomstvraag, Query()],
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
    as_csv: WantsCsv,
) -> Uitkomstresultaat | Response:
    """Cijfers met hun zin. Gebruik POST als de vraag persoonsgegevens bevat. Als text/csv alle tegelijk."""
    asker = Asker(edition, services, "query")
    return _answered(asked, asker, links, asked_by(asked), as_csv=as_csv)


@router.post(
    SEARCH,
    summary="Zoek uitkomsten (vraag in de inhoud)",
    operation_id="zoekUitkomstenMetInhoud",
    response_model=Uitkomstresultaat,
    responses=_AS_CSV,
)
def search_by_body(
    asked: Uitkomstvraag,
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
    as_csv: WantsCsv,
    page: PageNumber = None,
) -> Uitkomstresultaat | Response:
    """Als GET, maar de vraag staat niet in het adres en dus niet in logboeken."""
    asked = asked.model_copy(update={"page": page or asked.page})
    return _answered(asked, Asker(edition, services, "body"), links, {}, as_csv=as_csv)


def _answered(
    asked: Uitkomstvraag,
    asker: Asker,
    links: Links,
    parameters: dict[str, object],
    *,
    as_csv: bool,
) -> Uitkomstresultaat | Response:
    found = outcomes_for(asked, asker, every_page=as_csv)
    if as_csv:
        return csv_of(found, asker.edition, links, dialect=Dialect.PROGRAMS)
    pages = following(f"/uitkomsten{SEARCH}", links, asked, found.total, parameters)
    return fact_answers.outcome_result(found, asked.q, asker.edition, links, pages)


def csv_of(
    found: Found[OutcomeFact], edition: Edition, links: Links, *, dialect: Dialect
) -> Response:
    rows = (fact_answers.row_of(fact, edition, links) for fact in found.facts)
    return Response(
        sheet(_COLUMNS, rows, dialect=dialect).encode(),
        media_type=f"{CSV}; charset=utf-8; header=present",
        headers={"Content-Disposition": 'attachment; filename="uitkomsten.csv"', "Vary": "Accept"},
    )


@router.get(
    "/{uitkomstId}",
    summary="Eén uitkomst",
    operation_id="leesUitkomst",
    dependencies=[Depends(accepts_json)],
)
def read_outcome(
    uitkomst_id: Annotated[str, Path(alias="uitkomstId")],
    edition: CurrentEdition,
    links: CurrentLinks,
) -> UitkomstAntwoord:
    """Een cijfer, wat er geteld is, en de zin waarin het staat."""
    found = fact_answers.outcome(outcome_in(edition, uitkomst_id), edition, links)
    return UitkomstAntwoord(**found.model_dump(), index_id=edition.index.index_id)
