"""Builders for what the tests read: pages, reports, passages and small PDFs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from tests.hash_encoder import HashEncoder

from rdsearch import chunk
from rdsearch.config import ChunkConfig, Config, ExtractConfig
from rdsearch.index import (
    BuildKey,
    Encoded,
    IndexBuilder,
    Manifest,
    PassageText,
    building,
    encoded,
    locked,
)
from rdsearch.late_interaction import Projection, fitted_to
from rdsearch.store import FileFailure, ReportRows
from rdsearch.types import (
    Block,
    Outcome,
    Page,
    Passage,
    ProjectDescription,
    Quote,
    Report,
    Role,
    Word,
)

NO_OCR = Config(extract=ExtractConfig(ocr="off"))

_LINE_PT, _LETTER_PT, _MARGIN_PT = 14.0, 6.0, 50.0

TOPICS = {
    "fietsen": (
        "De gemeente Lindenmeer legde in 2023 twaalf kilometer nieuwe fietspaden aan.",
        "Daarvoor was 3,4 miljoen euro beschikbaar uit de regionale begroting.",
        "Wethouder Van Dalen noemt de snelle fietsroute een succes voor forenzen.",
    ),
    "water": (
        "Het waterschap verhoogde de dijk langs de Vennebeek over een lengte van drie kilometer.",
        "Bij hevige regenval blijft het dorp nu droog, zo bleek in de winter.",
        "De kosten vielen lager uit dan in de raming van 2021 stond.",
    ),
    "wonen": (
        "In de wijk Oosterveld kwamen tachtig sociale huurwoningen gereed.",
        "Starters wachten gemiddeld zes jaar op een woning in deze regio.",
        "De corporatie bouwt de komende jaren vooral kleine appartementen.",
    ),
}
"""Sentences that share few words, by topic."""


def page_of(number: int, *blocks: tuple[Role, str] | tuple[Role, str, int], **changes) -> Page:
    """A page whose blocks stand below each other; a box for each word, one print line a text line."""
    text, words, placed, y = "", [], [], _MARGIN_PT
    for role, content, *level in blocks:
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + content
        top, offset = y, start
        for line in content.split("\n"):
            words += _words(line, offset, y)
            offset += len(line) + 1
            y += _LINE_PT
        placed.append(
            Block(
                role, start, len(text), _MARGIN_PT, top, 545.0, y, level=level[0] if level else None
            )
        )
        y += _LINE_PT
    given = {"words": tuple(words), "blocks": tuple(placed), **changes}
    return Page(number=number, width_pt=595.0, height_pt=842.0, text=text, **given)


def _words(line: str, offset: int, y: float) -> Iterable[Word]:
    position = 0
    for piece in line.split(" "):
        if piece:
            x0 = _MARGIN_PT + position * _LETTER_PT
            start = offset + position
            x1 = x0 + len(piece) * _LETTER_PT
            yield Word(start, start + len(piece), x0, y, x1, y + _LINE_PT - 2)
        position += len(piece) + 1


def report_of(report_id: str = "jaarverslag", **changes) -> Report:
    """A report whose hash follows from its id."""
    given = {
        "title": f"Rapport {report_id}",
        "file": f"{report_id}.pdf",
        "sha256": (report_id.encode().hex() * 64)[:64],
        **changes,
    }
    return Report(report_id=report_id, **given)


def count_words(texts: Sequence[str]) -> list[int]:
    """A token counter: one token a word."""
    return [len(text.split()) for text in texts]


def passages_from(
    pages: Sequence[Page], *, report: Report, config: ChunkConfig | None = None
) -> tuple[Passage, ...]:
    """The passages of pages, with words for tokens."""
    passages = chunk.passages_of(
        pages,
        report_id=report.report_id,
        sha256=report.sha256,
        count_tokens=count_words,
        config=config or ChunkConfig(),
    )
    return tuple(passages)


@dataclass(frozen=True, slots=True)
class Document:
    """All that the catalog keeps of one report."""

    report: Report
    pages: tuple[Page, ...]
    passages: tuple[Passage, ...]
    quotes: tuple[Quote, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    sketch: tuple[int, ...] = ()
    projects: tuple[ProjectDescription, ...] = ()

    def fill(self, rows: ReportRows) -> tuple[Encoded]:
        rows.add_pages(self.pages)
        rows.add_passages(self.passages)
        rows.add_facts(quotes=self.quotes, outcomes=self.outcomes)
        rows.add_sketch(self.sketch)
        rows.add_projects(self.projects)
        texts = [PassageText(passage.text, start=0) for passage in self.passages]
        return (encoded(texts, HashEncoder(), hash_projection()),)


@cache
def hash_projection() -> Projection:
    """What HashEncoder's tokens are projected by."""
    return fitted_to(HashEncoder())


def document_of(report: Report, *texts: str) -> Document:
    """A one-page report with a passage for each text: each stands under a heading of its own."""
    blocks = [
        block
        for number, text in enumerate(texts, start=1)
        for block in ((Role.HEADING, f"Hoofdstuk {number}", 1), (Role.BODY, text))
    ]
    pages = (page_of(1, *blocks, labels=("1",)),)
    return Document(report=report, pages=pages, passages=passages_from(pages, report=report))


def write_pdf(
    path: Path,
    *pages: Sequence[str],
    title: str | None = None,
    password: str | None = None,
) -> Path:
    """A PDF with a heading (the first string) and paragraphs on each page; equal input, equal bytes."""
    encryption = StandardEncryption(password, canPrint=1) if password else None
    canvas = Canvas(str(path), pagesize=A4, invariant=1, encrypt=encryption)
    canvas.setAuthor("Gemeente Lindenmeer")
    if title:
        canvas.setTitle(title)
    for heading, *paragraphs in pages or [("", "")]:
        y = 780.0
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(60, y, heading)
        canvas.setFont("Helvetica", 11)
        y -= 30
        for paragraph in paragraphs:
            for line in simpleSplit(paragraph, "Helvetica", 11, 470):
                canvas.drawString(60, y, line)
                y -= 14
            y -= 14
        canvas.showPage()
    canvas.save()
    return path


def write_report(path: Path, topic: str, *, title: str | None = None, extra: str = "") -> Path:
    """A two-page PDF about one of the topics."""
    first, *rest = TOPICS[topic]
    return write_pdf(
        path,
        (topic.capitalize(), f"{first} {extra}".strip()),
        ("Resultaten", *rest),
        title=title or f"Verslag {topic}",
    )


def key_of(encoder: HashEncoder, *, fingerprint: str = "f") -> BuildKey:
    """A key of builds without extraction."""
    return BuildKey(model_id=encoder.model_id, dim=encoder.dim, fingerprint=fingerprint)


def stage(builder: IndexBuilder, document: Document) -> None:
    """Adds a document, with a file that only looks like a PDF."""
    report = document.report
    builder.pdf(report.sha256).write_bytes(f"%PDF- {report.report_id}".encode())
    builder.projection_for(HashEncoder())
    builder.add(report, document.fill)


def build_index(root: Path, *documents: Document, failures: Sequence[FileFailure] = ()) -> Manifest:
    """Publishes an index of these documents, without reading PDFs."""
    with locked(root), building(root, key_of(HashEncoder())) as builder:
        for document in documents:
            stage(builder, document)
        return builder.publish([d.report.report_id for d in documents], failures=failures)
