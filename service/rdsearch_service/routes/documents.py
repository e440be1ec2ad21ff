"""`/v1/documenten`: the reports and their pages."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from rdsearch_service import answers
from rdsearch_service.asking import page_in, report_in
from rdsearch_service.dependencies import CurrentEdition, CurrentLinks
from rdsearch_service.negotiation import NEGOTIATED
from rdsearch_service.schemas import (
    MAX_PAGE_SIZE,
    Bladzijde,
    DocumentAntwoord,
    Documentenlijst,
    NietGelezenBestand,
)
from rdsearch_service.wording import failure_words

router = APIRouter(prefix="/documenten", tags=["Documenten"], dependencies=NEGOTIATED)
DocumentId = Annotated[str, Path(alias="documentId", description="Vaste naam van het rapport.")]


@router.get("", summary="Alle documenten", operation_id="leesDocumenten")
def list_documents(
    edition: CurrentEdition,
    links: CurrentLinks,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    page_size: Annotated[int, Query(alias="pageSize", ge=1, le=MAX_PAGE_SIZE)] = 20,
) -> Documentenlijst:
    """De rapporten in de index op titel, en de bestanden die niet gelezen konden worden."""
    entries = edition.holdings.reports
    end = page * page_size

    def address(number: int) -> str:
        return links.api("/documenten", page=number, pageSize=page_size)

    return Documentenlijst(
        index_id=edition.index.index_id,
        count=len(entries),
        next=address(page + 1) if end < len(entries) else None,
        previous=address(page - 1) if page > 1 else None,
        results=[answers.document(entry, links) for entry in entries[end - page_size : end]],
        niet_gelezen=[
            NietGelezenBestand(bestandsnaam=f.file, reden=f.reason, toelichting=failure_words(f))
            for f in edition.holdings.failures
        ],
    )


@router.get("/{documentId}", summary="Eén document", operation_id="leesDocument")
def read_document(
    document_id: DocumentId, edition: CurrentEdition, links: CurrentLinks
) -> DocumentAntwoord:
    """Een rapport en wat de index ervan heeft."""
    found = answers.document(report_in(edition, document_id), links)
    return DocumentAntwoord(index_id=edition.index.index_id, **found.model_dump())


@router.get("/{documentId}/paginas/{pagina}", summary="Eén bladzijde", operation_id="leesBladzijde")
def read_page(
    document_id: DocumentId,
    pagina: Annotated[int, Path(ge=1, le=100_000, description="Bladzijde van de PDF, vanaf 1.")],
    edition: CurrentEdition,
    links: CurrentLinks,
) -> Bladzijde:
    """De tekst van een bladzijde in leesvolgorde, met haar blokken."""
    entry = report_in(edition, document_id)
    page = page_in(edition, entry, pagina)
    return answers.page_answer(page, entry, links, index_id=edition.index.index_id)
