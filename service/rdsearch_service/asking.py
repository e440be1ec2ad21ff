"""From a checked question to an answer of the library; the API and the search page both come here."""

from collections.abc import Sequence
from dataclasses import replace

from rdsearch.cite import citation_of
from rdsearch.errors import UnknownValue
from rdsearch.search import Answer, Query
from rdsearch.store import ReportEntry
from rdsearch.types import EXCERPT_SEPARATOR, Citation, Filters, Page, Passage
from rdsearch_service.dependencies import Services, searcher_in
from rdsearch_service.live import Edition
from rdsearch_service.problems import Refused
from rdsearch_service.querylog import log_query
from rdsearch_service.schemas import Zoekvraag
from rdsearch_service.validation import FieldError
from rdsearch_service.wording import dutch_date

_PARAMETERS = {
    "report": "documentId",
    "publisher": "uitgever",
    "theme": "thema",
    "project": "project",
    "language": "taal",
    "speaker": "spreker",
    "organisation": "organisatie",
    "unit": "eenheid",
}
_TYPED = frozenset(
    {"theme", "speaker", "organisation", "unit"}
)  # not chosen from a list of the form
_MAX_VALUES_LISTED = 20


def answer_to(asked: Zoekvraag, edition: Edition, services: Services, *, place: str) -> Answer:
    """The library's answer; `place` is where the question came in: query, body or form.

    Raises Refused for a filter by what is not there and Unavailable while the model is not.
    """
    query = Query(
        text=asked.q,
        limit=asked.page_size,
        offset=(asked.page - 1) * asked.page_size,
        exact=asked.exact,
        facets=True,
        filters=Filters(
            report_ids=asked.document_id,
            publisher=asked.uitgever or None,
            published_from=asked.gepubliceerd_vanaf,
            published_to=asked.gepubliceerd_tot_en_met,
            theme=asked.thema or None,
            project=asked.project or None,
            language=asked.taal or None,
            read_by_ocr=asked.gelezen_met_ocr,
            has_quote=asked.met_citaat,
            has_figure=asked.met_cijfer,
        ),
    )
    try:
        answer = searcher_in(edition, services).search(query)
    except UnknownValue as error:
        raise Refused(400, errors=(unknown_value(error, place),)) from error
    log_query(answer, filters=asked.filters, channel="page" if place == "form" else "api")
    return answer


def unknown_value(error: UnknownValue, place: str) -> FieldError:
    """What is not in the index, what was probably meant, and what is."""
    # The lists of the form show what there is; a facet and a program see only this.
    is_listed = place == "form" and error.kind not in _TYPED
    meant = " of ".join(f"‘{value}’" for value in error.nearest)
    listed = ", ".join(error.known[:_MAX_VALUES_LISTED]) or "geen"
    more = len(error.known) - _MAX_VALUES_LISTED
    said = (
        f"‘{error.value}’ staat niet in de index"
        + (f" (bedoelde u {meant}?)" if meant else "")
        + ("" if is_listed else f"; wel: {listed}" + (f" en {more} andere" if more > 0 else ""))
    )
    return FieldError(place, _PARAMETERS[error.kind], said)


def report_in(edition: Edition, report_id: str) -> ReportEntry:
    """The report, or 410 when it was withdrawn, or 404."""
    entry = edition.index.catalog.report(report_id)
    if entry is not None:
        return entry
    if (day := edition.holdings.withdrawn.get(report_id)) is not None:
        raise Refused(410, f"Dit rapport is op {dutch_date(day)} ingetrokken.")
    raise Refused(404, "Dit rapport staat niet in de index.")


def page_in(edition: Edition, entry: ReportEntry, number: int) -> Page:
    # SQLite refuses numbers of more than 64 bits.
    is_there = 1 <= number <= entry.pages
    page = edition.index.catalog.page(entry.report.report_id, number) if is_there else None
    if page is None:
        raise Refused(
            404, f"Dit rapport heeft {entry.pages} pdf-pagina’s; pagina {number} is er niet bij."
        )
    return page


def cited(edition: Edition, passage_ids: Sequence[str]) -> tuple[Passage, Citation]:
    """Passages of one report as one, with its citation, checked against the stored pages."""
    found = [edition.index.catalog.passage(passage_id) for passage_id in dict.fromkeys(passage_ids)]
    passages = sorted((p for p in found if p is not None), key=lambda p: p.ordinal)
    if len(passages) < len(found) or len({p.report_id for p in passages}) != 1:
        raise Refused(
            404, "Deze passage staat niet in de index. Mogelijk is het rapport vernieuwd."
        )
    passage = replace(
        passages[0],
        spans=tuple(span for p in passages for span in p.spans),
        text=EXCERPT_SEPARATOR.join(p.text for p in passages),
    )
    entry = report_in(edition, passage.report_id)
    numbers = sorted({span.page for span in passage.spans})
    pages = {n: page_in(edition, entry, n) for n in numbers}
    return passage, citation_of(passage, entry.report, pages)
