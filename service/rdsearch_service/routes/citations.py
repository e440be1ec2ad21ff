"""`…/{id}/citatie` beneath passages, quotes and outcomes: the citation in a format of one's own programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from rdsearch.citation_formats import Reference
from rdsearch_service.citing import Citer, media_type_of, response_of, text_in
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks
from rdsearch_service.fact_schemas import Citatie, Formaat, Geschreven
from rdsearch_service.links import Links
from rdsearch_service.negotiation import JSON, preferred
from rdsearch_service.problems import Refused

router = APIRouter(tags=["Citaties"])

Format = Annotated[
    Formaat | None,
    Query(
        description="Geeft alleen de tekst in dit formaat; zonder formaat alle formaten als JSON."
    ),
]
_TEXTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Alle formaten als JSON, of de tekst in het gevraagde formaat.",
        "content": {
            media_type_of(f).partition(";")[0]: {"schema": {"type": "string"}} for f in Formaat
        },
    }
}


@router.get(
    "/passages/{passageId}/citatie",
    summary="Citeer een passage",
    operation_id="citeerPassage",
    response_model=Citatie,
    responses=_TEXTS,
)
def cite_passage(
    passage_id: Annotated[str, Path(alias="passageId")],
    request: Request,
    edition: CurrentEdition,
    links: CurrentLinks,
    formaat: Format = None,
) -> Citatie | Response:
    """Als bronvermelding voor een programma, een artikel of een webpagina, met een permalink."""
    reference = Citer(edition, links).passages([passage_id])
    own = f"/passages/{passage_id}/citatie"
    return _answered(reference, own, formaat, request, links, edition.index.index_id)


@router.get(
    "/citaten/{citaatId}/citatie",
    summary="Citeer een citaat",
    operation_id="citeerCitaat",
    response_model=Citatie,
    responses=_TEXTS,
)
def cite_quote(
    citaat_id: Annotated[str, Path(alias="citaatId")],
    request: Request,
    edition: CurrentEdition,
    links: CurrentLinks,
    formaat: Format = None,
) -> Citatie | Response:
    """Met wie het zegt, voor zover het document dat zegt."""
    reference = Citer(edition, links).quote(citaat_id)
    own = f"/citaten/{citaat_id}/citatie"
    return _answered(reference, own, formaat, request, links, edition.index.index_id)


@router.get(
    "/uitkomsten/{uitkomstId}/citatie",
    summary="Citeer een uitkomst",
    operation_id="citeerUitkomst",
    response_model=Citatie,
    responses=_TEXTS,
)
def cite_outcome(
    uitkomst_id: Annotated[str, Path(alias="uitkomstId")],
    request: Request,
    edition: CurrentEdition,
    links: CurrentLinks,
    formaat: Format = None,
) -> Citatie | Response:
    """De zin waarin het cijfer staat."""
    reference = Citer(edition, links).outcome(uitkomst_id)
    own = f"/uitkomsten/{uitkomst_id}/citatie"
    return _answered(reference, own, formaat, request, links, edition.index.index_id)


def _answered(
    reference: Reference,
    own: str,
    format_: Formaat | None,
    request: Request,
    links: Links,
    index_id: str,
) -> Citatie | Response:
    media_type = JSON if format_ is None else media_type_of(format_)
    if preferred(request, media_type) is None:
        raise Refused(406, f"Dit adres antwoordt met {media_type.partition(';')[0]}.")
    if format_ is not None:
        return response_of(reference, format_)
    return Citatie(
        index_id=index_id,
        permalink=reference.permalink,
        formaten=[
            Geschreven(
                formaat=f,
                mediatype=media_type_of(f).partition(";")[0],
                tekst=text_in(reference, f),
                url=links.api(own, formaat=f.value),
            )
            for f in Formaat
        ],
    )
