"""What the library finds of facts, in the names of the API."""

from collections.abc import Sequence
from typing import Any

from rdsearch.facts import Fact, Found, OutcomeFact, ProjectCard, QuoteFact
from rdsearch.search import Facet
from rdsearch.store import ProjectEntry
from rdsearch.types import Quote
from rdsearch_service.answers import place_of, source_of
from rdsearch_service.fact_schemas import (
    Bewijs,
    Citaat,
    Citaatfacets,
    Citaatresultaat,
    Project,
    ProjectAntwoord,
    Projectdocument,
    Uitkomst,
    Uitkomstfacets,
    Uitkomstresultaat,
    Zin,
)
from rdsearch_service.fact_words import BOUNDS, KIND_WORDS
from rdsearch_service.links import Links
from rdsearch_service.live import Edition
from rdsearch_service.schemas import Bronvermelding, Facetwaarde, Tekstbereik
from rdsearch_service.wording import pdf_pages

_FACETS = {
    "report": "document_id",
    "project": "project",
    "speaker": "spreker",
    "organisation": "organisatie",
    "kind": "soort",
    "unit": "eenheid",
}

Following = tuple[str | None, str | None]


def quote(fact: QuoteFact, edition: Edition, links: Links) -> Citaat:
    return Citaat(
        citaat_id=fact.fact_id,
        tekst=fact.text,
        spreker=fact.speaker,
        functie=fact.quote.role,
        organisatie=fact.quote.organisation,
        delen=[part.fact_id for part in edition.facts.whole(fact)],
        bewijs=_evidence(fact.quote),
        passage_id=fact.passage_id,
        bronvermelding=_source(fact, edition),
        ook_in=[place_of(copy, links) for copy in fact.copies],
        url=links.page(fact.report_id, fact.span.page, quotes=[fact.fact_id]),
    )


def _evidence(quote: Quote) -> Bewijs | None:
    if (span := quote.evidence) is None:
        return None
    text = quote.evidence_text or ""
    return Bewijs(tekst=text, pagina=span.page, begin=span.start, eind=span.end)


def outcome(fact: OutcomeFact, edition: Edition, links: Links) -> Uitkomst:
    found = fact.outcome
    return Uitkomst(
        uitkomst_id=fact.fact_id,
        waarde=found.value,
        bovengrens=found.upper,
        waarde_voor=found.value_before,
        aanduiding=BOUNDS[found.qualifier],
        eenheid=found.unit,
        wat=found.what,
        soort=KIND_WORDS[found.kind],
        periode=found.period,
        zin=fact.text,
        cijfer=Tekstbereik(begin=found.figure[0], eind=found.figure[1]) if found.figure else None,
        passage_id=fact.passage_id,
        bronvermelding=_source(fact, edition),
        ook_in=[place_of(copy, links) for copy in fact.copies],
        url=links.page(fact.report_id, fact.span.page, outcomes=[fact.fact_id]),
    )


def _source(fact: Fact, edition: Edition) -> Bronvermelding:
    passage = edition.index.catalog.passage(fact.passage_id) if fact.passage_id else None
    return source_of(passage, edition.facts.citation(fact))


def quote_result(
    found: Found[QuoteFact], asked: str, edition: Edition, links: Links, following: Following
) -> Citaatresultaat:
    return Citaatresultaat(
        index_id=edition.index.index_id,
        zoekvraag=asked,
        duur_ms=round(found.took_ms, 1),
        count=found.total,
        next=following[0],
        previous=following[1],
        bedoelde_u=found.did_you_mean,
        results=[quote(fact, edition, links) for fact in found.facts],
        facets=Citaatfacets(**_facets(found.facets)),
    )


def outcome_result(
    found: Found[OutcomeFact], asked: str, edition: Edition, links: Links, following: Following
) -> Uitkomstresultaat:
    return Uitkomstresultaat(
        index_id=edition.index.index_id,
        zoekvraag=asked,
        duur_ms=round(found.took_ms, 1),
        count=found.total,
        next=following[0],
        previous=following[1],
        bedoelde_u=found.did_you_mean,
        results=[outcome(fact, edition, links) for fact in found.facts],
        facets=Uitkomstfacets(**_facets(found.facets)),
    )


def _facets(facets: Sequence[Facet]) -> dict[str, list[Facetwaarde]]:
    words = {kind.value: word for kind, word in KIND_WORDS.items()}
    return {
        _FACETS[facet.name]: [
            Facetwaarde(
                waarde=words[v.value] if facet.name == "kind" else v.value,
                aantal=v.count,
                gekozen=v.is_chosen,
            )
            for v in facet.values
        ]
        for facet in facets
    }


def project(entry: ProjectEntry, edition: Edition, links: Links) -> Project:
    titles = edition.holdings.titles
    return Project(
        project_id=entry.project.project_id,
        naam=entry.project.name,
        andere_namen=list(entry.project.aliases),
        thema=entry.project.theme,
        aantal_passages=entry.passages,
        aantal_uitkomsten=entry.outcomes,
        aantal_citaten=entry.quotes,
        documenten=[
            Projectdocument(
                document_id=report_id,
                titel=titles[report_id],
                pdf_paginas=[number for holder, number in entry.pages if holder == report_id],
                url=links.report(report_id),
            )
            for report_id in entry.reports
        ],
        url=links.project(entry.project.project_id),
    )


def project_card(card: ProjectCard, edition: Edition, links: Links) -> ProjectAntwoord:
    described: dict[str, Any] = project(card.entry, edition, links).model_dump()
    return ProjectAntwoord(
        **described,
        index_id=edition.index.index_id,
        samenvatting=[
            Zin(
                tekst=sentence.text,
                passage_id=sentence.passage_id,
                bronvermelding=source_of(
                    edition.index.catalog.passage(sentence.passage_id), sentence.citation
                ),
                url=links.page(
                    sentence.citation.report.report_id,
                    pdf_pages(sentence.citation)[0],
                    passages=[sentence.passage_id],
                ),
            )
            for sentence in card.summary
        ],
        uitkomsten=[outcome(fact, edition, links) for fact in card.outcomes],
        citaten=[quote(fact, edition, links) for fact in card.quotes],
    )


def row_of(fact: OutcomeFact, edition: Edition, links: Links) -> dict[str, object]:
    """An outcome as a row of a sheet."""
    found = fact.outcome
    return {
        "waarde": found.value,
        "bovengrens": found.upper,
        "waardeVoor": found.value_before,
        "aanduiding": BOUNDS[found.qualifier],
        "eenheid": found.unit,
        "wat": found.what,
        "soort": KIND_WORDS[found.kind],
        "periode": found.period,
        "project": fact.project,
        "zin": fact.text,
        "titel": edition.holdings.titles[fact.report_id],
        "documentId": fact.report_id,
        "pdfPagina": fact.span.page,
        "paginalabel": found.page_label,
        "uitkomstId": fact.fact_id,
        "ookIn": "; ".join(
            f"{copy.report.report_id}, pdf-pagina {copy.spans[0].page}" for copy in fact.copies
        ),
        "url": links.page(fact.report_id, fact.span.page, outcomes=[fact.fact_id]),
    }
