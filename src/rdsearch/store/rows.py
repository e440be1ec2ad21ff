"""The tables of the catalog, and each type as a row of its table."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import astuple
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rdsearch.types import (
    Block,
    Outcome,
    OutcomeKind,
    Page,
    PageProblem,
    Passage,
    Project,
    ProjectDescription,
    ProjectList,
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
  language TEXT, project TEXT, indexed TEXT NOT NULL, project_found TEXT, UNIQUE (report_id, ordinal));
CREATE UNIQUE INDEX passage_row ON passage (row);
-- What is said of projects is counted without reading past the texts.
CREATE INDEX passage_project ON passage (project, report_id, spans) WHERE project IS NOT NULL;
CREATE TABLE quote (
  report_id TEXT NOT NULL, passage_id TEXT, text TEXT NOT NULL, page INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, speaker TEXT, role TEXT, organisation TEXT,
  page_label TEXT, turn INTEGER NOT NULL, evidence TEXT, evidence_text TEXT);
CREATE TABLE outcome (
  report_id TEXT NOT NULL, passage_id TEXT, value REAL NOT NULL, qualifier TEXT NOT NULL, unit TEXT,
  what TEXT NOT NULL, sentence TEXT NOT NULL, page INTEGER NOT NULL, start INTEGER NOT NULL,
  end INTEGER NOT NULL, page_label TEXT, kind TEXT NOT NULL, upper REAL, value_before REAL,
  period TEXT, figure TEXT);
-- A search reads the facts of few passages.
CREATE INDEX quote_passage ON quote (passage_id);
CREATE INDEX outcome_passage ON outcome (passage_id);
-- As its own report names it; a passage's `project` is the name that it has in all reports together.
CREATE TABLE described_project (
  report_id TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL, theme TEXT,
  PRIMARY KEY (report_id, name));
CREATE TABLE project (
  project_id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, aliases TEXT NOT NULL, theme TEXT);
CREATE TABLE project_list (
  source_path TEXT PRIMARY KEY, projects TEXT NOT NULL, not_projects TEXT NOT NULL);
CREATE TABLE sketch (report_id TEXT PRIMARY KEY, hashes BLOB NOT NULL);
-- Reports that are versions of each other have one family.
CREATE TABLE version (report_id TEXT PRIMARY KEY, family INTEGER NOT NULL);
CREATE TABLE failure (file TEXT NOT NULL, sha256 TEXT, reason TEXT NOT NULL, message TEXT NOT NULL);
CREATE TABLE withdrawn (report_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, withdrawn_on TEXT NOT NULL);
"""
COUNTED = ("report", "page", "passage", "quote", "outcome", "sketch")
OF_REPORT = (*COUNTED, "described_project")
# A page has hundreds of words: their boxes go in as hundredths of a point, packed, not as JSON.
_WORDS = np.dtype([("start", "<u4"), ("end", "<u4"), ("box", "<i4", (4,))])
_STEP = 100


def fact_row(fact: Quote | Outcome) -> tuple[object, ...]:
    """The fields in the order of the type, which is the order of the table."""
    return tuple(dumped(value) if isinstance(value, tuple) else value for value in astuple(fact))


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


def dumped(value: object) -> str:
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
        dumped(report.origins),
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
        dumped(page.labels),
        zlib.compress(words.tobytes(), level=1),
        dumped(blocks),
        dumped(tables),
        dumped(page.furniture),
        page.language,
        page.problem,
        page.ocr_confidence,
        page.hidden_words,
    )


def page_of(row: tuple[Any, ...]) -> Page:
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
        words=_words_of(_unpacked(row[6])),
        blocks=tuple(Block(Role(b[0]), *b[1:]) for b in json.loads(row[7])),
        tables=tuple(tables),
        furniture=strings(row[9]),
        language=row[10],
        problem=PageProblem(row[11]) if row[11] else None,
        ocr_confidence=row[12],
        hidden_words=row[13],
    )


OF_EXCERPT = "number, width_pt, height_pt, text, labels, words, ocr_confidence"


def page_of_excerpt(row: tuple[Any, ...], spans: Sequence[Span]) -> Page:
    """The page of a row of `OF_EXCERPT`, of its words only those that these spans of it touch."""
    words = _unpacked(row[5])
    is_touched = np.zeros(len(words), dtype=bool)
    firsts = np.searchsorted(words["end"], [span.start for span in spans], side="right")
    ends = np.searchsorted(words["start"], [span.end for span in spans], side="left")
    for first, end in zip(firsts, ends, strict=True):
        is_touched[first:end] = True
    return Page(
        number=row[0],
        width_pt=row[1],
        height_pt=row[2],
        text=row[3],
        labels=strings(row[4]),
        words=_words_of(words[is_touched]),
        ocr_confidence=row[6],
    )


def _unpacked(words: bytes) -> NDArray[np.void]:
    return np.frombuffer(zlib.decompress(words) if words else b"", dtype=_WORDS)


def _words_of(words: NDArray[np.void]) -> tuple[Word, ...]:
    places = zip(words["start"].tolist(), words["end"].tolist(), strict=True)
    boxes = (words["box"] / _STEP).tolist()
    return tuple(Word(*place, *box) for place, box in zip(places, boxes, strict=True))


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
        dumped([[s.page, s.start, s.end] for s in passage.spans]),
        passage.text,
        dumped(passage.headings),
        passage.token_count,
        passage.language,
        passage.project,
        passage.indexed,
        passage.project,
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


def described_row(report_id: str, project: ProjectDescription) -> tuple[object, ...]:
    return report_id, project.name, dumped(project.aliases), project.theme


def described_of(row: tuple[Any, ...]) -> ProjectDescription:
    return ProjectDescription(row[1], strings(row[2]), row[3])


def project_row(project: Project) -> tuple[object, ...]:
    return project.project_id, project.name, dumped(project.aliases), project.theme


def project_of(row: tuple[Any, ...]) -> Project:
    return Project(row[0], row[1], strings(row[2]), row[3])


def project_list_row(source_path: str, listed: ProjectList) -> tuple[object, ...]:
    return (
        source_path,
        dumped([[p.name, p.aliases, p.theme] for p in listed.projects]),
        dumped(listed.not_projects),
    )


def project_list_of(row: tuple[Any, ...]) -> tuple[str, ProjectList]:
    """With the path of the file that says it."""
    projects = (
        ProjectDescription(name, tuple(aliases), theme)
        for name, aliases, theme in json.loads(row[1])
    )
    return row[0], ProjectList(tuple(projects), strings(row[2]))
