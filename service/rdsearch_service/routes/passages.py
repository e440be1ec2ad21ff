"""`/v1/passages`: search, and one passage by its id."""

from typing import Annotated

from fastapi import APIRouter, Query

from rdsearch_service.answers import passage_answer, search_result
from rdsearch_service.asking import answer_to, cited
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks, CurrentServices
from rdsearch_service.links import Links
from rdsearch_service.negotiation import NEGOTIATED
from rdsearch_service.schemas import PassageAntwoord, Zoekresultaat, Zoekvraag

router = APIRouter(prefix="/passages", tags=["Passages"], dependencies=NEGOTIATED)
SEARCH = "/_zoek"


@router.get(SEARCH, summary="Zoek passages (vraag in het adres)", operation_id="zoekPassages")
def search_by_address(
    asked: Annotated[Zoekvraag, Query()],
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
) -> Zoekresultaat:
    """Geeft letterlijke fragmenten met bronvermelding. Gebruik POST als de vraag persoonsgegevens bevat."""
    answer = answer_to(asked, edition, services, place="query")
    parameters = asked.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude={"page"}
    )
    following = _following(asked, answer.total, links, parameters)
    return search_result(answer, links, following=following)


@router.post(
    SEARCH, summary="Zoek passages (vraag in de inhoud)", operation_id="zoekPassagesMetInhoud"
)
def search_by_body(
    asked: Zoekvraag,
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
    page: Annotated[
        int | None, Query(ge=1, le=1_000, description="Gaat voor op page in de inhoud.")
    ] = None,
) -> Zoekresultaat:
    """Als GET, maar de vraag staat niet in het adres en dus niet in logboeken."""
    asked = asked.model_copy(update={"page": page or asked.page})
    answer = answer_to(asked, edition, services, place="body")
    return search_result(answer, links, following=_following(asked, answer.total, links, {}))


def _following(
    asked: Zoekvraag, total: int, links: Links, parameters: dict[str, object]
) -> tuple[str | None, str | None]:
    """The addresses of the next and the previous results, None where there are none."""

    def address(page: int) -> str:
        return links.api(f"/passages{SEARCH}", **parameters, page=page)

    last = -(-total // asked.page_size)
    following = address(asked.page + 1) if asked.page < last else None
    preceding = address(min(asked.page - 1, last)) if asked.page > 1 and last else None
    return following, preceding


@router.get("/{passageId}", summary="Eén passage", operation_id="leesPassage")
def read_passage(passageId: str, edition: CurrentEdition, links: CurrentLinks) -> PassageAntwoord:
    """Het letterlijke fragment met zijn bronvermelding."""
    passage, citation = cited(edition, [passageId])
    return passage_answer(passage, citation, links, index_id=edition.index.index_id)
