"""What the library answers, in the names of the API."""

from collections.abc import Sequence

from rdsearch.search import Answer, LiteralCount
from rdsearch.store import ReportEntry
from rdsearch.types import Citation, Hit, Outcome, Page, Passage, Quote
from rdsearch_service.links import Links
from rdsearch_service.schemas import (
    Bladzijde,
    Bladzijdeprobleem,
    Bronvermelding,
    Document,
    DocumentAantal,
    Facets,
    Facetwaarde,
    Kern,
    PassageAntwoord,
    Projectverwijzing,
    Taal,
    Tekstbereik,
    Tekstblok,
    Telling,
    Treffer,
    Vak,
    Vindplaats,
    Woordreeks,
    Zoekresultaat,
)
from rdsearch_service.wording import passage_ids, pdf_pages

IMAGE_WIDTH = 1200


def search_result(
    answer: Answer, links: Links, *, following: tuple[str | None, str | None]
) -> Zoekresultaat:
    """`following` are the addresses of the next and the previous results."""
    return Zoekresultaat(
        index_id=answer.index_id,
        zoekvraag=answer.query.text,
        duur_ms=round(answer.took_ms, 1),
        count=answer.total,
        next=following[0],
        previous=following[1],
        results=[_hit(hit, links) for hit in answer.hits],
        facets=_facets(answer),
        project=_project(answer, links),
        telling=_telling(answer.literal) if answer.literal else None,
        bedoelde_u=answer.did_you_mean,
        beantwoord=answer.is_answered,
        zekerheid=answer.answer_score,
    )


def _telling(literal: LiteralCount) -> Telling:
    return Telling(
        woordreeksen=[
            Woordreeks(
                woorden=counted.phrase,
                aantal=counted.total,
                per_document=[
                    DocumentAantal(document_id=report_id, aantal=count)
                    for report_id, count in counted.by_report
                ],
            )
            for counted in literal.phrases
        ],
        aantal_documenten=literal.reports,
        aantal_paginas=literal.pages,
        aantal_paginas_niet_gelezen=literal.unread_pages,
    )


_FACET_NAMES = {
    "report": "document_id",
    "publisher": "uitgever",
    "year": "jaar",
    "theme": "thema",
    "project": "project",
    "language": "taal",
    "read_by_ocr": "gelezen_met_ocr",
    "has_quote": "met_citaat",
    "has_figure": "met_cijfer",
}


def _facets(answer: Answer) -> Facets:
    values = {
        _FACET_NAMES[facet.name]: [
            Facetwaarde(waarde=v.value, aantal=v.count, gekozen=v.is_chosen) for v in facet.values
        ]
        for facet in answer.facets
    }
    return Facets(**values)


def _hit(hit: Hit, links: Links) -> Treffer:
    return Treffer(
        rang=hit.rank,
        score=hit.score,
        passage_id=hit.passage.passage_id,
        fragment=hit.citation.excerpt,
        markeringen=_ranges(hit.highlights),
        antwoordzinnen=_ranges(hit.answers),
        bronvermelding=source_of(hit.passage, hit.citation),
        kern=_lead(hit.lead) if hit.lead else None,
        redenen=list(hit.why),
        ook_in=[place_of(copy, links) for copy in hit.copies],
        samen_met=hit.neighbour.passage_id if hit.neighbour else None,
        url=links.page(
            hit.passage.report_id, pdf_pages(hit.citation)[0], passages=passage_ids(hit)
        ),
    )


def _lead(lead: Outcome | Quote) -> Kern:
    if isinstance(lead, Quote):
        return Kern(
            soort="citaat",
            tekst=lead.text,
            pdf_pagina=lead.page,
            spreker=lead.speaker,
            functie=lead.role,
            organisatie=lead.organisation,
        )
    return Kern(
        soort="cijfer",
        tekst=lead.sentence,
        pdf_pagina=lead.page,
        waarde=lead.value,
        eenheid=lead.unit,
        wat=lead.what,
    )


def _project(answer: Answer, links: Links) -> Projectverwijzing | None:
    if answer.project is None:
        return None
    project = answer.project.project
    return Projectverwijzing(
        project_id=project.project_id, naam=project.name, url=links.project(project.project_id)
    )


def _ranges(spans: Sequence[tuple[int, int]]) -> list[Tekstbereik]:
    return [Tekstbereik(begin=start, eind=end) for start, end in spans]


def place_of(citation: Citation, links: Links) -> Vindplaats:
    report_id, pages = citation.report.report_id, pdf_pages(citation)
    return Vindplaats(
        document_id=report_id,
        titel=citation.report.title,
        pdf_paginas=pages,
        paginalabels=list(citation.page_labels),
        url=links.page(report_id, pages[0]),
    )


def passage_answer(
    passage: Passage, citation: Citation, links: Links, *, index_id: str
) -> PassageAntwoord:
    return PassageAntwoord(
        index_id=index_id,
        passage_id=passage.passage_id,
        fragment=citation.excerpt,
        bronvermelding=source_of(passage, citation),
        url=links.page(passage.report_id, pdf_pages(citation)[0], passages=[passage.passage_id]),
    )


def source_of(passage: Passage | None, citation: Citation) -> Bronvermelding:
    """`passage` is the one that the excerpt stands in, where there is one."""
    report = citation.report
    return Bronvermelding(
        document_id=report.report_id,
        titel=report.title,
        uitgever=report.publisher,
        publicatiedatum=report.published,
        pdf_paginas=pdf_pages(citation),
        paginalabels=list(citation.page_labels),
        koppen=list(passage.headings) if passage else [],
        project=passage.project if passage else None,
        taal=passage.language if passage else None,
        vakken=[Vak(pagina=b.page, x0=b.x0, y0=b.y0, x1=b.x1, y1=b.y1) for b in citation.boxes],
        gelezen_met_ocr=citation.read_by_ocr,
    )


def document(entry: ReportEntry, links: Links) -> Document:
    report = entry.report
    return Document(
        document_id=report.report_id,
        titel=report.title,
        uitgever=report.publisher,
        publicatiedatum=report.published,
        bestandsnaam=report.file,
        sha256=report.sha256,
        bron_url=report.source_url,
        licentie=report.licence,
        aantal_paginas=entry.pages,
        aantal_passages=entry.passages,
        talen=[Taal(taal=code, aantal_paginas=pages) for code, pages in entry.languages],
        versies=list(entry.versions),
        problemen=[Bladzijdeprobleem(pagina=n, probleem=p) for n, p in entry.problems],
        url=links.report(report.report_id),
        pdf_url=links.pdf(report.report_id),
    )


def page_answer(page: Page, entry: ReportEntry, links: Links, *, index_id: str) -> Bladzijde:
    report_id = entry.report.report_id
    return Bladzijde(
        index_id=index_id,
        document_id=report_id,
        pagina=page.number,
        paginalabels=list(page.labels),
        breedte_punten=page.width_pt,
        hoogte_punten=page.height_pt,
        taal=page.language,
        probleem=page.problem,
        gelezen_met_ocr=page.ocr_confidence is not None,
        tekst=page.text,
        blokken=[
            Tekstblok(
                rol=b.role,
                niveau=b.level,
                begin=b.start,
                eind=b.end,
                vak=Vak(pagina=page.number, x0=b.x0, y0=b.y0, x1=b.x1, y1=b.y1),
            )
            for b in page.blocks
        ],
        url=links.page(report_id, page.number),
        afbeelding_url=links.image(report_id, page.number, width_px=IMAGE_WIDTH),
    )
