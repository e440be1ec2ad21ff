"""`/v1/projecten`: the projects that the reports tell of, each with its evidence."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from rdsearch_service import fact_answers
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks, CurrentServices
from rdsearch_service.fact_asking import Asker, card_in, projects_for
from rdsearch_service.fact_schemas import Lijst, ProjectAntwoord, Projectenlijst, Projectvraag
from rdsearch_service.links import Links
from rdsearch_service.negotiation import NEGOTIATED
from rdsearch_service.paging import PageNumber, asked_by, following

router = APIRouter(prefix="/projecten", tags=["Projecten"], dependencies=NEGOTIATED)
SEARCH = "/_zoek"


@router.get("", summary="Alle projecten", operation_id="leesProjecten")
def list_projects(
    asked: Annotated[Lijst, Query()],
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
) -> Projectenlijst:
    """Op naam, met thema en waar ze staan."""
    question = Projectvraag(page=asked.page, page_size=asked.page_size)
    asker = Asker(edition, services, "query")
    return _answered("/projecten", question, asker, links, asked_by(asked))


@router.get(SEARCH, summary="Zoek projecten (vraag in het adres)", operation_id="zoekProjecten")
def search_by_address(
    asked: Annotated[Projectvraag, Query()],
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
) -> Projectenlijst:
    """Projecten bij naam, ook bij een tikfout, of onder een thema."""
    asker = Asker(edition, services, "query")
    return _answered(f"/projecten{SEARCH}", asked, asker, links, asked_by(asked))


@router.post(
    SEARCH, summary="Zoek projecten (vraag in de inhoud)", operation_id="zoekProjectenMetInhoud"
)
def search_by_body(
    asked: Projectvraag,
    edition: CurrentEdition,
    services: CurrentServices,
    links: CurrentLinks,
    page: PageNumber = None,
) -> Projectenlijst:
    """Als GET, maar de vraag staat niet in het adres."""
    asked = asked.model_copy(update={"page": page or asked.page})
    return _answered(f"/projecten{SEARCH}", asked, Asker(edition, services, "body"), links, {})


def _answered(
    path: str, asked: Projectvraag, asker: Asker, links: Links, parameters: dict[str, object]
) -> Projectenlijst:
    entries = projects_for(asked, asker)
    end = asked.page * asked.page_size
    after, before = following(path, links, asked, len(entries), parameters)
    return Projectenlijst(
        index_id=asker.edition.index.index_id,
        count=len(entries),
        next=after,
        previous=before,
        results=[
            fact_answers.project(entry, asker.edition, links)
            for entry in entries[end - asked.page_size : end]
        ],
    )


@router.get("/{projectId}", summary="Eén project", operation_id="leesProject")
def read_project(
    project_id: Annotated[str, Path(alias="projectId")],
    edition: CurrentEdition,
    links: CurrentLinks,
) -> ProjectAntwoord:
    """De kaart van een project: zinnen uit de tekst, cijfers, citaten en vindplaatsen."""
    return fact_answers.project_card(card_in(edition, project_id), edition, links)
