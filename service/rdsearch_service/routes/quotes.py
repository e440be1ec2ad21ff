"""`/v1/citaten`: what people say in the reports."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from rdsearch_service import fact_answers
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks, CurrentServices
from rdsearch_service.fact_asking import Asker, quote_in, quotes_for
from rdsearch_service.fact_schemas import (
    CitaatAntwoord,
    Citaatresultaat,
    Citaatvraag,
    Citatenlijst,
    Lijst,
)
from rdsearch_service.links import Links
from rdsearch_service.negotiation import NEGOTIATED
from rdsearch_service.paging import PageNumber, asked_by, following

router = APIRouter(prefix="/citaten", tags=["Citaten"], dependencies=NEGOTIATED)
SEARCH = "/_zoek"


@router.get("", summary="Alle citaten", operation_id="leesCitaten")
def list_quotes(
    asked: Annotated[Lijst, Query()],
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
) -> Citatenlijst:
    """Per document, in leesvolgorde."""
    question = Citaatvraag(page=asked.page, page_size=asked.page_size)
    found = quotes_for(question, Asker(edition, services, "query"))
    after, before = following("/citaten", links, asked, found.total, asked_by(asked))
    return Citatenlijst(
        index_id=edition.index.index_id,
        count=found.total,
        next=after,
        previous=before,
        results=[fact_answers.quote(fact, edition, links) for fact in found.facts],
    )


@router.get(SEARCH, summary="Zoek citaten (vraag in het adres)", operation_id="zoekCitaten")
def search_by_address(
    asked: Annotated[Citaatvraag, Query()],
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
) -> Citaatresultaat:
    """Citaten naar wat er gezegd is en door wie. Gebruik POST als de vraag persoonsgegevens bevat."""
    return _answered(asked, Asker(edition, services, "query"), links, asked_by(asked))


@router.post(
    SEARCH, summary="Zoek citaten (vraag in de inhoud)", operation_id="zoekCitatenMetInhoud"
)
def search_by_body(
    asked: Citaatvraag,
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
    page: PageNumber = None,
) -> Citaatresultaat:
    """Als GET, maar de vraag staat niet in het adres en dus niet in logboeken."""
    asked = asked.model_copy(update={"page": page or asked.page})
    return _answered(asked, Asker(edition, services, "body"), links, {})


def _answered(
    asked: Citaatvraag, asker: Asker, links: Links, parameters: dict[str, object]
) -> Citaatresultaat:
    found = quotes_for(asked, asker)
    pages = following(f"/citaten{SEARCH}", links, asked, found.total, parameters)
    return fact_answers.quote_result(found, asked.q, asker.edition, links, pages)


@router.get("/{citaatId}", summary="Eén citaat", operation_id="leesCitaat")
def read_quote(
    citaat_id: Annotated[str, Path(alias="citaatId")], edition: CurrentEdition, links: CurrentLinks
) -> CitaatAntwoord:
    """Wat er letterlijk gezegd is, door wie, en waaruit dat blijkt."""
    found = fact_answers.quote(quote_in(edition, citaat_id), edition, links)
    return CitaatAntwoord(**found.model_dump(), index_id=edition.index.index_id)
