"""`/v1/suggesties`: what a question that is being typed may become."""

from typing import Annotated

from fastapi import APIRouter, Query

from rdsearch.suggest import Kind
from rdsearch_service.dependencies import CurrentEdition
from rdsearch_service.live import Edition
from rdsearch_service.negotiation import NEGOTIATED
from rdsearch_service.schemas import Suggestie, Suggestieresultaat, Suggestievraag

router = APIRouter(prefix="/suggesties", tags=["Suggesties"], dependencies=NEGOTIATED)
SEARCH = "/_zoek"

KINDS = {
    Kind.PROJECT: "project",
    Kind.SPEAKER: "spreker",
    Kind.HEADING: "kop",
    Kind.PHRASE: "woorden",
}


@router.get(SEARCH, summary="Vul een vraag aan (in het adres)", operation_id="zoekSuggesties")
def suggest_by_address(
    asked: Annotated[Suggestievraag, Query()], edition: CurrentEdition
) -> Suggestieresultaat:
    """Aanvullingen uit projecten, sprekers, koppen en veelgebruikte woorden, ook bij een tikfout."""
    return _suggested(asked, edition)


@router.post(
    SEARCH, summary="Vul een vraag aan (in de inhoud)", operation_id="zoekSuggestiesMetInhoud"
)
def suggest_by_body(asked: Suggestievraag, edition: CurrentEdition) -> Suggestieresultaat:
    """Als GET, maar wat getypt is staat niet in het adres en dus niet in logboeken."""
    return _suggested(asked, edition)


def _suggested(asked: Suggestievraag, edition: Edition) -> Suggestieresultaat:
    found = edition.completer.complete(asked.q, limit=asked.page_size)
    return Suggestieresultaat(
        index_id=edition.index.index_id,
        results=[Suggestie(tekst=s.text, soort=KINDS[s.kind], aantal=s.count) for s in found],
    )
