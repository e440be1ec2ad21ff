"""`/v1/passages`: search, and one passage by its id."""

from typing import Annotated

from fastapi import APIRouter, Query

from rdsearch_service.answers import passage_answer, search_result
from rdsearch_service.asking import answer_to, cited
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks, CurrentServices
from rdsearch_service.negotiation import NEGOTIATED
from rdsearch_service.paging import PageNumber, asked_by, following
from rdsearch_service.schemas import PassageAntwoord, Zoekresultaat, Zoekvraag

router = APIRouter(prefix="/passages", tags=["Passages"], dependencies=NEGOTIATED)
SEARCH = "/_zoek"
PATH = f"/passages{SEARCH}"


@router.get(SEARCH, summary="Zoek passages (vraag in het adres)", operation_id="zoekPassages")
def search_by_address(
    asked: Annotated[Zoekvraag, Query()],
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
) -> Zoekresultaat:
    """Geeft letterlijke fragmenten met bronvermelding. Gebruik POST als de vraag persoonsgegevens bevat."""
    answer = answer_to(asked, edition, services, place="query")
    pages = following(PATH, links, asked, answer.total, asked_by(asked))
    return search_result(answer, links, following=pages)


@router.post(
    SEARCH, summary="Zoek passages (vraag in de inhoud)", operation_id="zoekPassagesMetInhoud"
)
def search_by_body(
    asked: Zoekvraag,
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
    page: PageNumber = None,
) -> Zoekresultaat:
    """Als GET, maar de vraag staat niet in het adres en dus niet in logboeken."""
    asked = asked.model_copy(update={"page": page or asked.page})
    answer = answer_to(asked, edition, services, place="body")
    return search_result(answer, links, following=following(PATH, links, asked, answer.total, {}))


@router.get("/{passageId}", summary="Eén passage", operation_id="leesPassage")
def read_passage(passageId: str, edition: CurrentEdition, links: CurrentLinks) -> PassageAntwoord:
    """Het letterlijke fragment met zijn bronvermelding."""
    passage, citation = cited(edition, [passageId])
    return passage_answer(passage, citation, links, index_id=edition.index.index_id)
