"""`/v1/permalinks/{permalink}`: what became of a cited text, for programs that keep citations."""

from typing import Annotated

from fastapi import APIRouter, Path

from rdsearch.permalinks import permalink_from, resolve, text_of
from rdsearch_service.citing import refuse_withdrawn
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks
from rdsearch_service.fact_schemas import PermalinkAntwoord, Permalinkplaats
from rdsearch_service.negotiation import NEGOTIATED

router = APIRouter(prefix="/permalinks", tags=["Citaties"], dependencies=NEGOTIATED)


@router.get("/{permalink}", summary="Eén permalink", operation_id="leesPermalink")
def read_permalink(
    permalink: Annotated[str, Path(description="Wat in het adres achter /p/ staat.")],
    edition: CurrentEdition,
    links: CurrentLinks,
) -> PermalinkAntwoord:
    """Ook als de tekst verdwenen is: dat is een antwoord. 400 als de permalink niet heel of veranderd is, 410 als
    het rapport is ingetrokken."""
    link = permalink_from(permalink)
    found = resolve(link, edition.index.catalog)
    report = found.report
    if report is None:
        refuse_withdrawn(link, edition)
    bare = text_of(link)
    return PermalinkAntwoord(
        index_id=edition.index.index_id,
        permalink=links.permalinks + bare,
        status=found.status,
        document_id=report.report_id if report else None,
        titel=report.title if report else None,
        zelfde_bestand=found.is_same_file,
        link_van_tekst=found.is_link_of_text,
        plaatsen=[
            Permalinkplaats(
                status=place.status,
                gelijkenis=round(place.similarity, 2),
                tekst=place.text,
                pdf_paginas=sorted({span.page for span in place.spans}),
                url=links.page(report.report_id, place.spans[0].page, permalink=bare)
                if report and place.spans
                else None,
            )
            for place in found.places
        ],
    )
