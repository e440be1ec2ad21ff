"""A folder in the format of BEIR (Thakur et al., 2021) → an index and graded questions for it.

`corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`) and `qrels/test.tsv` (question, document,
grade, tab-separated under a line of headers).
"""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from rdsearch import chunk
from rdsearch.config import Config, GroupingConfig, fingerprint
from rdsearch.corpus import sha256_of
from rdsearch.errors import CorpusError, IndexUnusable
from rdsearch.evaluate.judging import UnitsOf
from rdsearch.evaluate.questions import Asked, lines_of
from rdsearch.index import (
    Encoded,
    Index,
    IndexBuilder,
    PassageText,
    building,
    current_id,
    encoded,
    locked,
    open_index,
    parted,
)
from rdsearch.ingest import build_key
from rdsearch.store import ReportRows
from rdsearch.types import (
    Block,
    Encoder,
    Page,
    Passage,
    Report,
    Role,
    TokenCounter,
)

_CORPUS = "corpus.jsonl"
_QUERIES = "queries.jsonl"
_QRELS = "qrels/test.tsv"
_TOGETHER = 256  # documents: their passages, sorted by length, fill the encoder's batches well


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str = Field(alias="_id", min_length=1)
    title: str | None = None
    text: str = ""


def settings_for(settings: Config) -> Config:
    """The same search, but a document is a document: none is merged, collapsed or set back for another."""
    ungrouped = GroupingConfig(collapse_copies=False, merge_within=0, crowd_penalty=0.0)
    return replace(settings, grouping=ungrouped)


def open_documents(
    folder: Path,
    root: Path,
    *,
    encoder: Encoder,
    count_tokens: TokenCounter,
    settings: Config,
    progress: Callable[[int], None] = lambda _: None,
) -> Index:
    """An index of the folder's documents under `root`, made now unless it is there already.

    A document becomes a report of one page, cut by our own chunker under its title, as a report would be.
    """
    corpus = folder / _CORPUS
    key = build_key(settings, encoder)
    key = replace(key, fingerprint=fingerprint(key.fingerprint, sha256_of(corpus)))
    with locked(root):
        if index := _published(root):
            if index.manifest.key == key:
                return index
            index.close()
        with building(root, key, resume=False) as builder:
            ids: list[str] = []
            documents = enumerate(lines_of(corpus, _Line))
            while some := [_document(n, line) for n, line in islice(documents, _TOGETHER)]:
                _add(builder, some, encoder, count_tokens, settings)
                ids += [report.report_id for report, _ in some]
                progress(len(some))
            if not ids:
                raise CorpusError(f"{corpus} has no documents; give a folder in the format of BEIR")
            builder.publish(ids)
        return open_index(root)


def _published(root: Path) -> Index | None:
    try:
        return open_index(root) if current_id(root) else None
    except IndexUnusable:  # of another version of this program: it is made again
        return None


def _document(number: int, line: _Line) -> tuple[Report, Page]:
    # Not its own id for a report id: those are words of small letters, and sort as the corpus does.
    report = Report(
        report_id=f"d{number:08}",
        title=_flat(line.title or ""),
        file=line.id,
        sha256=hashlib.sha256(line.id.encode()).hexdigest(),
    )
    paragraphs = [flat for part in line.text.split("\n") if (flat := _flat(part))]
    blocks = [(Role.HEADING, report.title)] if report.title and paragraphs else []
    blocks += [(Role.BODY, text) for text in paragraphs or [report.title] if text]
    return report, _page(blocks)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _page(texts: Iterable[tuple[Role, str]]) -> Page:
    text, blocks = "", list[Block]()
    for role, content in texts:
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{content}" if text else content
        blocks.append(Block(role, start, len(text), 0.0, 0.0, 0.0, 0.0, level=1))
    return Page(number=1, width_pt=0.0, height_pt=0.0, text=text, blocks=tuple(blocks))


def _add(
    builder: IndexBuilder,
    documents: list[tuple[Report, Page]],
    encoder: Encoder,
    count_tokens: TokenCounter,
    settings: Config,
) -> None:
    """Adds the documents, their passages embedded together."""
    cut = [_passages(report, page, count_tokens, settings) for report, page in documents]
    texts = [
        _embedded_text(report, passage)
        for (report, _), passages in zip(documents, cut, strict=True)
        for passage in passages
    ]
    whole = encoded(texts, encoder, builder.projection_for(encoder))
    parts = parted(whole, [len(passages) for passages in cut])
    for (report, page), passages, own in zip(documents, cut, parts, strict=True):
        builder.add(report, partial(_fill, page=page, passages=passages, encodes=own))


def _embedded_text(report: Report, passage: Passage) -> PassageText:
    """Under its title; as the heading that stands over the passage that is the same, it is not given twice."""
    over = f"{report.title}\n" if report.title else ""
    return PassageText(over + passage.text, start=len(over))


def _fill(
    rows: ReportRows, *, page: Page, passages: tuple[Passage, ...], encodes: Encoded
) -> tuple[Encoded]:
    rows.add_pages((page,))
    rows.add_passages(passages)
    return (encodes,)


def _passages(
    report: Report, page: Page, count_tokens: TokenCounter, settings: Config
) -> tuple[Passage, ...]:
    return tuple(
        chunk.passages_of(
            (page,),
            report_id=report.report_id,
            sha256=report.sha256,
            count_tokens=count_tokens,
            config=settings.chunk,
        )
    )


def read_asked(folder: Path) -> tuple[Asked, ...]:
    """The questions that have a document of a grade above 0, as trec_eval counts them."""
    grades: dict[str, dict[str, float]] = {}
    for question, document, grade in _judgements(folder / _QRELS):
        if grade > 0:
            grades.setdefault(question, {})[document] = grade
    found = tuple(
        Asked(line.id, "all", line.text, grades[line.id])
        for line in lines_of(folder / _QUERIES, _Line)
        if line.id in grades
    )
    if not found:
        raise CorpusError(f"{folder / _QRELS} judges none of the questions in {_QUERIES}")
    return found


def _judgements(path: Path) -> Iterator[tuple[str, str, float]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from None
    for number, row in enumerate(csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE), 2):
        try:
            question, document, grade = row
            yield question, document, float(grade)
        except ValueError:
            raise CorpusError(
                f"{path}, line {number}: it must be question, document and grade, with tabs between"
            ) from None


def documents_shown(index: Index) -> UnitsOf:
    """Units are documents: one ranks where its best passage does (MaxP, Dai & Callan 2019)."""
    ids = {report_id: report.file for report_id, report in index.catalog.descriptions().items()}
    return lambda group: (ids[group.passage.report_id],)
