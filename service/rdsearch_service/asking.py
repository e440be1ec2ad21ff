"""From a checked question to an answer of the library; the API and the search page both come here."""

from rdsearch.cite import citation_of
from rdsearch.search import Answer, Query
from rdsearch.store import ReportEntry
from rdsearch.types import Citation, Filters, Page, Passage
from rdsearch_service.dependencies import Services, searcher_in
from rdsearch_service.live import Edition
from rdsearch_service.problems import Refused
from rdsearch_service.querylog import log_query
from rdsearch_service.schemas import Zoekvraag
from rdsearch_service.validation import FieldError
from rdsearch_service.wording import dutch_date


def answer_to(asked: Zoekvraag, edition: Edition, services: Services, *, place: str) -> Answer:
    """The library's answer; `place` is where the question came in: query, body or form.

    Raises Refused for a report or a language that is not there and Unavailable while the model is not.
    """
    known = edition.holdings.report_ids
    if unknown := [r for r in asked.document_id if r not in known]:
        raise Refused(
            400,
            errors=tuple(
                FieldError(place, "documentId", f"‘{report_id}’ staat niet in de index")
                for report_id in unknown
            ),
        )
    languages = edition.holdings.languages
    if asked.taal and asked.taal not in languages:
        said = f"‘{asked.taal}’ staat niet in de index; wel: {', '.join(languages) or 'geen'}"
        raise Refused(400, errors=(FieldError(place, "taal", said),))
    query = Query(
        text=asked.q,
        limit=asked.page_size,
        offset=(asked.page - 1) * asked.page_size,
        exact=asked.exact,
        filters=Filters(
            report_ids=asked.document_id,
            project=asked.project,
            published_from=asked.gepubliceerd_vanaf,
            published_to=asked.gepubliceerd_tot_en_met,
            language=asked.taal or None,
        ),
    )
    answer = searcher_in(edition, services).search(query)
    log_query(answer, filters=asked.filters, channel="page" if place == "form" else "api")
    return answer


def report_in(edition: Edition, report_id: str) -> ReportEntry:
    """The report, or 410 when it was withdrawn, or 404."""
    entry = edition.index.catalog.report(report_id)
    if entry is not None:
        return entry
    if (day := edition.holdings.withdrawn.get(report_id)) is not None:
        raise Refused(410, f"Dit rapport is op {dutch_date(day)} ingetrokken.")
    raise Refused(404, "Dit rapport staat niet in de index.")


def page_in(edition: Edition, entry: ReportEntry, number: int) -> Page:
    page = edition.index.catalog.page(entry.report.report_id, number)
    if page is None:
        raise Refused(
            404, f"Dit rapport heeft {entry.pages} pdf-pagina’s; pagina {number} is er niet bij."
        )
    return page


def cited(edition: Edition, passage_id: str) -> tuple[Passage, Citation]:
    """A passage with its citation, checked against the stored pages."""
    catalog = edition.index.catalog
    passage = catalog.passage(passage_id)
    if passage is None:
        raise Refused(
            404, "Deze passage staat niet in de index. Mogelijk is het rapport vernieuwd."
        )
    entry = report_in(edition, passage.report_id)
    numbers = sorted({span.page for span in passage.spans})
    pages = {n: page_in(edition, entry, n) for n in numbers}
    return passage, citation_of(passage, entry.report, pages)
