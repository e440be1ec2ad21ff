"""The tables of the catalog, and each type as a row of its table."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from typing import Any

import numpy as np

from rdsearch.types import (
    Block,
    Outcome,
    OutcomeKind,
    Page,
    PageProblem,
    Passage,
    Quote,
    Report,
    Role,
    Span,
    Table,
    Word,
)

SCHEMA = """
CREATE TABLE report (
  report_id TEXT PRIMARY KEY, title TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE,
  publisher TEXT, published TEXT, source_url TEXT, licence TEXT, origins TEXT NOT NULL,
  source_path TEXT NOT NULL);
CREATE TABLE page (
  report_id TEXT NOT NULL, number INTEGER NOT NULL, width_pt REAL NOT NULL, height_pt REAL NOT NULL,
  text TEXT NOT NULL, labels TEXT NOT NULL, words BLOB NOT NULL, blocks TEXT NOT NULL,
  tables TEXT NOT NULL, furniture TEXT NOT NULL, language TEXT, problem TEXT, ocr_confidence REAL,
  hidden_words INTEGER NOT NULL,
  PRIMARY KEY (report_id, number));
-- What a report's entry says of its pages, without reading past their texts.
CREATE INDEX page_state
  ON page (report_id, number, problem, language, ocr_confidence, hidden_words);
CREATE TABLE passage (
  passage_id TEXT PRIMARY KEY, report_id TEXT NOT NULL, ordinal INTEGER NOT NULL, row INTEGER,
  spans TEXT NOT NULL, text TEXT NOT NULL, headings TEXT NOT NULL, token_count INTEGER NOT NULL,
  language TEXT, project TEXT, indexed TEXT NOT NULL, UNIQUE (report_id, ordinal));
CREATE UNIQUE INDEX passage_row ON passage (row);
CREATE TABLE quote (
  report_id TEXT NOT NULL, passage_id TEXT, text TEXT NOT NULL, page INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, speaker TEXT, role TEXT, organisation TEXT,
  page_label TEXT, turn INTEGER NOT NULL, evidence TEXT, evidence_text TEXT);
CREATE TABLE outcome (
  report_id TEXT NOT NULL, passage_id TEXT, value REAL NOT NULL, qualifier TEXT NOT NULL, unit TEXT,
  what TEXT NOT NULL, sentence TEXT NOT NULL, page INTEGER NOT NULL, start INTEGER NOT NULL,
  end INTEGER NOT NULL, page_label TEXT, kind TEXT NOT NULL, upper REAL, value_before REAL,
  period TEXT, figure TEXT);
CREATE TABLE sketch (report_id TEXT PRIMARY KEY, hashes BLOB NOT NULL);
-- Reports that are versions of each other have one family.
CREATE TABLE version (report_id TEXT PRIMARY KEY, family INTEGER NOT NULL);
CREATE TABLE failure (file TEXT NOT NULL, sha256 TEXT, reason TEXT NOT NULL, message TEXT NOT NULL);
CREATE TABLE withdrawn (report_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, withdrawn_on TEXT NOT NULL);
"""
OF_REPORT = ("report", "page", "passage", "quote", "outcome", "sketch")
# A page has hundreds of words: their boxes go in as hundredths of a point, packed, not as JSON.
_WORDS = np.dtype([("start", "<u4"), ("end", "<u4"), ("box", "<i4", (4,))])
_STEP = 100


def fact_row(fact: Quote | Outcome) -> tuple[object, ...]:
    """The fields in the order of the type, which is the order of the table."""
    return tuple(_dump(value) if isinstance(value, tuple) else value for value in astuple(fact))


def quote_of(row: tuple[Any, ...]) -> Quote:
    fields = list(row)
    fields[9] = Span(*json.loads(row[9])) if row[9] else None
    return Quote(*fields)


def outcome_of(row: tuple[Any, ...]) -> Outcome:
    fields = list(row)
    fields[9] = OutcomeKind(row[9])
    fields[13] = tuple(json.loads(row[13])) if row[13] else None
    return Outcome(*fields)


def marks(count: int) -> str:
    """Question marks for `count` values."""
    return ", ".join("?" * count)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def strings(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def report_row(report: Report) -> tuple[object, ...]:
    return (
        report.report_id,
        report.title,
        report.file,
        report.sha256,
        report.publisher,
        report.published.isoformat() if report.published else None,
        report.source_url,
        report.licence,
        _dump(report.origins),
        report.source_path,
    )


def report_of(row: tuple[Any, ...]) -> Report:
    return Report(
        report_id=row[0],
        title=row[1],
        file=row[2],
        sha256=row[3],
        publisher=row[4],
        published=date.fromisoformat(row[5]) if row[5] else None,
        source_url=row[6],
        licence=row[7],
        origins=tuple((name, origin) for name, origin in json.loads(row[8])),
        source_path=row[9],
    )


def page_row(report_id: str, page: Page) -> tuple[object, ...]:
    words = np.zeros(len(page.words), dtype=_WORDS)
    if page.words:
        words["start"] = [w.start for w in page.words]
        words["end"] = [w.end for w in page.words]
        boxes = np.array([(w.x0, w.y0, w.x1, w.y1) for w in page.words])
        words["box"] = np.rint(boxes * _STEP)
    blocks = [
        [b.role, b.start, b.end, b.x0, b.y0, b.x1, b.y1, b.level, b.language] for b in page.blocks
    ]
    tables = [[t.x0, t.y0, t.x1, t.y1, t.rows, t.header_rows] for t in page.tables]
    return (
        report_id,
        page.number,
        page.width_pt,
        page.height_pt,
        page.text,
        _dump(page.labels),
        zlib.compress(words.tobytes(), level=1),
        _dump(blocks),
        _dump(tables),
        _dump(page.furniture),
        page.language,
        page.problem,
        page.ocr_confidence,
        page.hidden_words,
    )


def page_of(row: tuple[Any, ...]) -> Page:
    words = np.frombuffer(zlib.decompress(row[6]) if row[6] else b"", dtype=_WORDS)
    places = zip(words["start"].tolist(), words["end"].tolist(), strict=True)
    boxes = (words["box"] / _STEP).tolist()
    tables = [
        Table(x0, y0, x1, y1, tuple(tuple(cells) for cells in rows), header_rows)
        for x0, y0, x1, y1, rows, header_rows in json.loads(row[8])
    ]
    return Page(
        number=row[1],
        width_pt=row[2],
        height_pt=row[3],
        text=row[4],
        labels=strings(row[5]),
        words=tuple(Word(*place, *box) for place, box in zip(places, boxes, strict=True)),
        blocks=tuple(Block(Role(b[0]), *b[1:]) for b in json.loads(row[7])),
        tables=tuple(tables),
        furniture=strings(row[9]),
        language=row[10],
        problem=PageProblem(row[11]) if row[11] else None,
        ocr_confidence=row[12],
        hidden_words=row[13],
    )


def sketch_row(report_id: str, sketch: Sequence[int]) -> tuple[object, ...]:
    return report_id, np.array(sketch, dtype="<u8").tobytes()


def sketch_of(row: tuple[Any, ...]) -> tuple[int, ...]:
    return tuple(np.frombuffer(row[1], dtype="<u8").tolist())


def passage_row(passage: Passage) -> tuple[object, ...]:
    return (
        passage.passage_id,
        passage.report_id,
        passage.ordinal,
        None,
        _dump([[s.page, s.start, s.end] for s in passage.spans]),
        passage.text,
        _dump(passage.headings),
        passage.token_count,
        passage.language,
        passage.project,
        passage.indexed,
    )


def passage_of(row: tuple[Any, ...]) -> Passage:
    return Passage(
        passage_id=row[0],
        report_id=row[1],
        ordinal=row[2],
        spans=tuple(Span(*span) for span in json.loads(row[4])),
        text=row[5],
        headings=strings(row[6]),
        token_count=row[7],
        language=row[8],
        project=row[9],
        indexed=row[10],
    )
