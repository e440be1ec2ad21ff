"""`/citeer`: a citation in every format. `/p/{permalink}`: what became of a cited text."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from rdsearch.citation_formats import Reference
from rdsearch.permalinks import Status, permalink_from, resolve
from rdsearch_service.citing import (
    Citer,
    CurrentMarks,
    Marks,
    file_name,
    refuse_withdrawn,
    response_of,
    text_in,
)
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks
from rdsearch_service.fact_schemas import Formaat
from rdsearch_service.fact_words import FORMAT_NAMES
from rdsearch_service.pages import html
from rdsearch_service.problems import Refused

router = APIRouter()

_BECAME = {
    Status.SAME: "De tekst staat er nog precies zo, op dezelfde bladzijde.",
    Status.MOVED: "Dezelfde woorden staan nu op een andere bladzijde.",
    Status.CHANGED: "De tekst is veranderd, of er is een deel van over. Hieronder staat wat er nu staat.",
    Status.GONE: "De tekst is niet meer te vinden.",
}
_DOUBTED = (
    "De woorden hieronder hebben nu een andere permalink. In deze is een teken veranderd, of het rapport of de "
    "bladzijde is veranderd sinds hij gemaakt is. Vergelijk de woorden zelf."
)


@router.get("/citeer")
def cite(marked: CurrentMarks, edition: CurrentEdition, links: CurrentLinks) -> HTMLResponse:
    reference = Citer(edition, links).marked(marked)
    if reference is None:
        raise Refused(400, "Noem in het adres wat u wilt citeren: passage, citaat of uitkomst.")
    return html(
        "cite.html",
        reference=reference,
        citation=reference.citation,
        marked=marked,
        formats=_formats(reference, marked),
        coins=text_in(reference, Formaat.COINS),
    )


@router.get("/citeer/bestand")
def download(
    marked: CurrentMarks, formaat: Formaat, edition: CurrentEdition, links: CurrentLinks
) -> Response:
    """The citation as a file for a reference manager."""
    reference = Citer(edition, links).marked(marked)
    if reference is None:
        raise Refused(400, "Noem in het adres wat u wilt citeren: passage, citaat of uitkomst.")
    return response_of(reference, formaat)


@router.get("/p/{permalink}")
def permalink(permalink: str, edition: CurrentEdition, links: CurrentLinks) -> HTMLResponse:
    """410 for a report that was withdrawn, 404 for a text that is gone."""
    link = permalink_from(permalink)
    found = resolve(link, edition.index.catalog)
    if found.report is None:
        refuse_withdrawn(link, edition)
    reference = Citer(edition, links).resolved(found)
    marked = Marks(permalink=permalink)
    return html(
        "permalink.html",
        status=404 if found.status is Status.GONE else 200,
        found=found,
        became=_BECAME[found.status] if found.is_link_of_text else _DOUBTED,
        reference=reference,
        marked=marked,
        formats=_formats(reference, marked) if reference else (),
        coins=text_in(reference, Formaat.COINS) if reference else "",
    )


def _formats(reference: Reference, marked: Marks) -> list[tuple[str, str, str, str | None]]:
    """(id, name, text, address of the file) of each format that people paste or download."""
    return [
        (
            format_.value,
            name,
            text_in(reference, format_),
            f"/citeer/bestand?formaat={format_.value}&{marked.query}"
            if file_name(reference.citation, format_)
            else None,
        )
        for format_, name in FORMAT_NAMES.items()
    ]
