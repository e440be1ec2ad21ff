"""Results as the JSON documents that scripts rely on. Fields are added, never renamed."""

import json
from collections.abc import Iterable
from typing import Any

from rdsearch.facts import Found, OutcomeFact, ProjectCard, QuoteFact
from rdsearch.search import Answer, Facet, LiteralCount
from rdsearch.store import ProjectEntry
from rdsearch.types import Citation, Extraction, Hit, Outcome, Page, Quote


def text_of(document: object) -> str:
    """A document as JSON text."""
    return json.dumps(document, ensure_ascii=False, indent=2)


def answer(found: Answer) -> dict[str, Any]:
    return {
        "query": found.query.text,
        "index_id": found.index_id,
        "took_ms": round(found.took_ms, 1),
        "total": found.total,
        "is_answered": found.is_answered,
        "answer_score": None if found.answer_score is None else round(found.answer_score, 3),
        "did_you_mean": found.did_you_mean,
        "literal": _literal(found.literal) if found.literal else None,
        "project": found.project
        and {
            "project_id": found.project.project.project_id,
            "project": found.project.project.name,
        },
        "hits": [_hit(hit) for hit in found.hits],
        "facets": _facets(found.facets),
    }


def _facets(facets: Iterable[Facet]) -> dict[str, Any]:
    return {
        facet.name: [
            {"value": v.value, "count": v.count, "chosen": v.is_chosen} for v in facet.values
        ]
        for facet in facets
    }


def _literal(count: LiteralCount) -> dict[str, Any]:
    return {
        "phrases": [
            {
                "phrase": p.phrase,
                "total": p.total,
                "by_report": dict(p.by_report),
                "in_contents": p.in_contents,
            }
            for p in count.phrases
        ],
        "reports": count.reports,
        "pages": count.pages,
        "unread_pages": count.unread_pages,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    citation, report = hit.citation, hit.citation.report
    return {
        "rank": hit.rank,
        "score": round(hit.score, 4),
        "passage_id": hit.passage.passage_id,
        "excerpt": citation.excerpt,
        "highlights": [list(mark) for mark in hit.highlights],
        "answers": [list(mark) for mark in hit.answers],
        "lead": _lead(hit.lead) if hit.lead else None,
        "citation": {
            "report_id": report.report_id,
            "title": report.title,
            "publisher": report.publisher,
            "published": report.published.isoformat() if report.published else None,
            "source_url": report.source_url,
            "pdf_pages": sorted({span.page for span in citation.spans}),
            "page_labels": list(citation.page_labels),
            "headings": list(hit.passage.headings),
            "project": hit.passage.project,
            "language": hit.passage.language,
            "read_by_ocr": citation.read_by_ocr,
            "boxes": [
                {"page": b.page, **_rounded(x0=b.x0, y0=b.y0, x1=b.x1, y1=b.y1)}
                for b in citation.boxes
            ],
        },
        "why": list(hit.why),
        "copies": [_place(copy) for copy in hit.copies],
    }


def _lead(lead: Outcome | Quote) -> dict[str, Any]:
    if isinstance(lead, Quote):
        return {
            "type": "quote",
            "text": lead.text,
            "speaker": lead.speaker,
            "role": lead.role,
            "organisation": lead.organisation,
            "pdf_page": lead.page,
            "page_label": lead.page_label,
        }
    return {
        "type": "outcome",
        "text": lead.sentence,
        "figure": lead.figure and list(lead.figure),
        "value": lead.value,
        "upper": lead.upper,
        "value_before": lead.value_before,
        "qualifier": lead.qualifier,
        "unit": lead.unit,
        "what": lead.what,
        "kind": lead.kind,
        "period": lead.period,
        "pdf_page": lead.page,
        "page_label": lead.page_label,
    }


def _place(citation: Citation) -> dict[str, Any]:
    return {
        "report_id": citation.report.report_id,
        "title": citation.report.title,
        "pdf_pages": sorted({span.page for span in citation.spans}),
        "page_labels": list(citation.page_labels),
    }


def _rounded(**values: float) -> dict[str, float]:
    return {name: round(value, 1) for name, value in values.items()}


def quotes(found: Found[QuoteFact]) -> dict[str, Any]:
    return {"quotes": [quote(fact) for fact in found.facts], **_about(found)}


def outcomes(found: Found[OutcomeFact]) -> dict[str, Any]:
    return {"outcomes": [outcome(fact) for fact in found.facts], **_about(found)}


def _about(found: Found[QuoteFact] | Found[OutcomeFact]) -> dict[str, Any]:
    return {
        "total": found.total,
        "did_you_mean": found.did_you_mean,
        "facets": _facets(found.facets),
    }


def quote(fact: QuoteFact) -> dict[str, Any]:
    said = fact.quote
    evidence = said.evidence
    return {
        "quote_id": fact.fact_id,
        "text": said.text,
        "speaker": fact.speaker,
        "speaker_as_written": said.speaker,
        "role": said.role,
        "organisation": said.organisation,
        "turn": said.turn,
        "evidence": evidence
        and {
            "text": said.evidence_text,
            "pdf_page": evidence.page,
            "start": evidence.start,
            "end": evidence.end,
        },
        "report_id": fact.report_id,
        "pdf_page": said.page,
        "page_label": said.page_label,
        "project": fact.project,
        "passage_id": fact.passage_id,
        "copies": [_place(copy) for copy in fact.copies],
    }


def outcome(fact: OutcomeFact) -> dict[str, Any]:
    figure = fact.outcome
    return {
        "outcome_id": fact.fact_id,
        "value": figure.value,
        "upper": figure.upper,
        "value_before": figure.value_before,
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "what": figure.what,
        "kind": figure.kind,
        "period": figure.period,
        "sentence": figure.sentence,
        "figure": figure.figure and list(figure.figure),
        "project": fact.project,
        "report_id": fact.report_id,
        "pdf_page": figure.page,
        "page_label": figure.page_label,
        "passage_id": fact.passage_id,
        "copies": [_place(copy) for copy in fact.copies],
    }


def project(entry: ProjectEntry) -> dict[str, Any]:
    return {
        "project_id": entry.project.project_id,
        "project": entry.project.name,
        "aliases": list(entry.project.aliases),
        "theme": entry.project.theme,
        "report_id": entry.reports[0],  # the first of them, as before projects had several
        "reports": list(entry.reports),
        "pages": [{"report_id": report_id, "pdf_page": n} for report_id, n in entry.pages],
        "passages": entry.passages,
        "outcomes": entry.outcomes,
        "quotes": entry.quotes,
    }


def card(found: ProjectCard) -> dict[str, Any]:
    return {
        **project(found.entry),
        "summary": [
            {
                "text": sentence.text,
                "passage_id": sentence.passage_id,
                **_place(sentence.citation),
            }
            for sentence in found.summary
        ],
        "outcomes": [outcome(fact) for fact in found.outcomes],
        "quotes": [quote(fact) for fact in found.quotes],
    }


def extraction(found: Extraction) -> dict[str, Any]:
    return {
        "sha256": found.sha256,
        "title": found.title,
        "pages": [_page(page) for page in found.pages],
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "labels": list(page.labels),
        "width_pt": page.width_pt,
        "height_pt": page.height_pt,
        "language": page.language,
        "problem": page.problem,
        "ocr_confidence": page.ocr_confidence,
        "hidden_words": page.hidden_words,
        "text": page.text,
        "blocks": [
            {
                "role": block.role,
                "level": block.level,
                "language": block.language,
                "start": block.start,
                "end": block.end,
                "box": [round(v, 1) for v in (block.x0, block.y0, block.x1, block.y1)],
            }
            for block in page.blocks
        ],
        "tables": [
            {
                "box": [round(v, 1) for v in (t.x0, t.y0, t.x1, t.y1)],
                "header_rows": t.header_rows,
                "rows": [list(row) for row in t.rows],
            }
            for t in page.tables
        ],
    }
