"""Results as the JSON documents that scripts rely on. Fields are added, never renamed."""

import json
from typing import Any

from rdsearch.search import Answer, LiteralCount
from rdsearch.store import OutcomeEntry, QuoteEntry
from rdsearch.types import Citation, Extraction, Hit, Page


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
        "hits": [_hit(hit) for hit in found.hits],
        "facets": {
            facet.name: [
                {"value": v.value, "count": v.count, "chosen": v.is_chosen} for v in facet.values
            ]
            for facet in found.facets
        },
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


def _place(citation: Citation) -> dict[str, Any]:
    return {
        "report_id": citation.report.report_id,
        "title": citation.report.title,
        "pdf_pages": sorted({span.page for span in citation.spans}),
        "page_labels": list(citation.page_labels),
    }


def _rounded(**values: float) -> dict[str, float]:
    return {name: round(value, 1) for name, value in values.items()}


def quote(entry: QuoteEntry) -> dict[str, Any]:
    return {
        "text": entry.quote.text,
        "speaker": entry.quote.speaker,
        "role": entry.quote.role,
        "organisation": entry.quote.organisation,
        "report_id": entry.report_id,
        "pdf_page": entry.quote.page,
        "page_label": entry.quote.page_label,
        "project": entry.project,
        "passage_id": entry.passage_id,
    }


def outcome(entry: OutcomeEntry) -> dict[str, Any]:
    return {
        "value": entry.outcome.value,
        "qualifier": entry.outcome.qualifier,
        "unit": entry.outcome.unit,
        "what": entry.outcome.what,
        "sentence": entry.outcome.sentence,
        "project": entry.project,
        "report_id": entry.report_id,
        "pdf_page": entry.outcome.page,
        "page_label": entry.outcome.page_label,
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
