"""`/documenten`: the reports, their pages as pictures with the excerpt marked, and the PDFs themselves."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, HTMLResponse, Response

from rdsearch.types import Box, Citation, Page
from rdsearch_service.asking import page_in, report_in
from rdsearch_service.citing import Citer, CurrentMarks, text_in
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks, CurrentServices
from rdsearch_service.drawing import PictureFailed
from rdsearch_service.fact_schemas import Formaat
from rdsearch_service.page_images import WIDTHS
from rdsearch_service.page_text import paragraphs
from rdsearch_service.pages import html
from rdsearch_service.problems import Refused

router = APIRouter(prefix="/documenten")


REPORTS_A_PAGE = 50


@router.get("")
def reports(edition: CurrentEdition, page: Annotated[int, Query(ge=1)] = 1) -> HTMLResponse:
    holdings = edition.holdings
    last_page = max(1, -(-len(holdings.reports) // REPORTS_A_PAGE))
    if page > last_page:
        raise Refused(404, f"De lijst heeft {last_page} pagina’s; pagina {page} is er niet bij.")
    first = (page - 1) * REPORTS_A_PAGE
    return html(
        "reports.html",
        holdings=holdings,
        entries=holdings.reports[first : first + REPORTS_A_PAGE],
        page=page,
        last_page=last_page,
    )


@router.get("/{report_id}")
def report(report_id: str, edition: CurrentEdition) -> HTMLResponse:
    entry = report_in(edition, report_id)
    return html("report.html", entry=entry, problems=dict(entry.problems))


@router.get("/{report_id}/paginas/{number}")
def page(
    report_id: str,
    number: int,
    edition: CurrentEdition,
    links: CurrentLinks,
    marked: CurrentMarks,
) -> HTMLResponse:
    """The page beside its text; what the address names is marked in both."""
    entry = report_in(edition, report_id)
    shown = page_in(edition, entry, number)
    reference = Citer(edition, links).marked(marked)
    if reference and reference.citation.report.report_id != report_id:
        raise Refused(404, "Dit staat niet in dit rapport.")
    citation = reference.citation if reference else None
    spans = [s for s in citation.spans if s.page == number] if citation else []
    return html(
        "page.html",
        entry=entry,
        page=shown,
        marked=marked,
        citation=citation,
        citation_line=text_in(reference, Formaat.JOURNALIST) if reference else None,
        coins=text_in(reference, Formaat.COINS) if reference else "",
        boxes=_boxes_on(shown, citation) if citation else (),
        paragraphs=paragraphs(shown, [(s.start, s.end) for s in spans]),
        widths=WIDTHS,
    )


def _boxes_on(page: Page, citation: Citation) -> tuple[Box, ...]:
    return tuple(box for box in citation.boxes if box.page == page.number)


@router.get("/{report_id}/paginas/{number}/afbeelding")
def picture(
    report_id: str,
    number: int,
    edition: CurrentEdition,
    services: CurrentServices,
    breedte: Annotated[int, Query()] = 1200,
) -> Response:
    """The page as PNG, in one of a few widths."""
    if breedte not in WIDTHS:
        raise Refused(400, f"breedte moet een van {', '.join(map(str, WIDTHS))} zijn.")
    entry = report_in(edition, report_id)
    page_in(edition, entry, number)
    try:
        png = services.images.png(
            edition.index.pdf_path(report_id), number, sha256=entry.report.sha256, width_px=breedte
        )
    except PictureFailed as error:
        raise Refused(404, "Van deze bladzijde kan geen afbeelding worden gemaakt.") from error
    return Response(png, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@router.get("/{report_id}/pdf")
def pdf(report_id: str, edition: CurrentEdition) -> FileResponse:
    """The PDF itself, in ranges where the viewer asks for them."""
    entry = report_in(edition, report_id)
    return FileResponse(
        edition.index.pdf_path(report_id),
        media_type="application/pdf",
        filename=entry.report.file,
        content_disposition_type="inline",
        # The pages' own policy would keep the browser's PDF viewer from drawing.
        headers={"Content-Security-Policy": "frame-ancestors 'none'"},
    )
