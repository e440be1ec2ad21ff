"""The data that flows from PDF to cited hit. Nouns only; the other modules are functions over them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]

EXCERPT_SEPARATOR = " "
"""Stands between the slices of a passage that lie on different pages or places."""


class PageProblem(StrEnum):
    """Why (a part of) a page has no trustworthy text. A bad page is data, not an exception."""

    EMPTY = "empty"  # nothing on it: no text, no image worth reading
    NO_TEXT = "no_text"  # an image without text layer that was not read by OCR
    UNREADABLE = "unreadable"  # text without a usable encoding
    DAMAGED = "damaged"  # the page cannot be parsed
    TOO_SLOW = "too_slow"  # gave up after the time limit


class Role(StrEnum):
    """What a block of text is on its page."""

    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    LIST_ITEM = "list_item"
    QUOTE = "quote"  # a pull quote: set apart from the body
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    TABLE = "table"
    TOC = "toc"  # a table of contents: never answers a question


@dataclass(frozen=True, slots=True)
class Report:
    """One document of the corpus. `report_id` is a slug that stays the same for ever."""

    report_id: str
    title: str
    file: str  # name of the PDF as the user knows it
    sha256: str
    publisher: str | None = None
    published: date | None = None
    source_url: str | None = None
    licence: str | None = None
    origins: tuple[tuple[str, str], ...] = ()
    """Where each of title, publisher and published came from, e.g. ("title", "reports.toml")."""
    source_path: str = ""  # where the PDF lay at ingest; keeps its id stable, is never shown


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: PDF points, origin top left of the upright page."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of `Page.text` and where it stands. A word broken over two lines is two pieces."""

    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Block:
    """A run of `Page.text` with one role, in reading order. `level` is 1.. for headings."""

    role: Role
    start: int
    end: int
    x0: float
    y0: float
    x1: float
    y1: float
    level: int | None = None
    language: str | None = None  # None where the block is too short to tell

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"block span {self.start}:{self.end} is empty or reversed")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cell texts; `header_rows` of them head the columns."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """One PDF page: its cleaned text in reading order (NFC) and where every word stands.

    `text` holds the blocks joined by a blank line; running heads and folios are not in it.
    `furniture` keeps them as metadata. Offsets are code points, half-open.
    """

    number: int  # physical, from 1
    width_pt: float
    height_pt: float
    text: str = ""
    labels: tuple[str, ...] = ()  # printed page numbers, left to right; two on a spread
    words: tuple[Word, ...] = ()  # in the order of the text
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    furniture: tuple[str, ...] = ()
    language: str | None = None
    problem: PageProblem | None = None
    ocr_confidence: float | None = None  # 0..1 when the text was read by OCR, else None
    hidden_words: int = 0  # that the PDF holds and nobody sees: they are not in `text`


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that extraction sees in one PDF. The pages of a long one may be on disk until they are asked for."""

    sha256: str
    pages: Sequence[Page]
    title: str | None = None  # PDF metadata, None when absent or useless
    author: str | None = None
    created: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of one page's text: code points, half-open."""

    page: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not (self.page >= 1 and 0 <= self.start < self.end):
            raise ValueError(
                f"span {self.start}:{self.end} on page {self.page} is empty or reversed"
            )


@dataclass(frozen=True, slots=True)
class Passage:
    """What is searched and cited: some sentences under one heading of one report."""

    passage_id: str
    report_id: str
    ordinal: int  # place in its report, from 0
    spans: tuple[Span, ...]
    text: str
    headings: tuple[str, ...]  # outermost first
    token_count: int
    language: str | None = None
    project: str | None = None
    indexed: str = ""
    """What is searched in place of the text where that says too little by itself: rows of a table under the
    caption and the heads that stand over them. Never shown; empty where the text itself is searched."""

    @property
    def searched_text(self) -> str:
        return self.indexed or self.text


@dataclass(frozen=True, slots=True)
class Quote:
    """Literal speech and who spoke it; `speaker` is None where the text does not say."""

    text: str
    page: int
    start: int
    end: int
    speaker: str | None = None
    role: str | None = None
    organisation: str | None = None
    page_label: str | None = None  # the number printed where it stands
    turn: int = 0  # of speech, counted in its report: the parts of one quote share it
    evidence: Span | None = (
        None  # the words that say who spoke: an attribution, a signature, a name
    )
    evidence_text: str | None = None


class OutcomeKind(StrEnum):
    """What a figure says of the work."""

    REACHED = "reached"  # done, delivered, attended, changed
    PLANNED = "planned"  # aims, expectations, offers
    INPUT = "input"  # money, people and hours put in
    CONTEXT = "context"  # the world around


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure and what it says of the work, with its sentence, or the row of a table that it stands in."""

    value: float
    qualifier: str  # exact, at_least, at_most, about
    unit: str | None
    what: str
    sentence: str
    page: int
    start: int  # of the sentence in the page text
    end: int
    page_label: str | None = None  # the number printed where it stands
    kind: OutcomeKind = OutcomeKind.REACHED
    upper: float | None = None  # of a range that begins at `value`
    value_before: float | None = None  # of a change that ends at `value`
    period: str | None = None  # as the text says it: "in 2023"
    figure: tuple[int, int] | None = None  # the figure itself: code points into `sentence`


@dataclass(frozen=True, slots=True)
class ProjectDescription:
    """What one report, or a list that people keep, says of a project."""

    name: str
    aliases: tuple[str, ...] = ()  # other names and spellings
    theme: str | None = None  # the section that it falls under


@dataclass(frozen=True, slots=True)
class Project:
    """A project, in however many reports it stands. `project_id` is a slug that outlives other spellings."""

    project_id: str
    name: str
    aliases: tuple[str, ...] = ()
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectList:
    """What people say of the projects of their corpus; it goes before what is found."""

    projects: tuple[ProjectDescription, ...] = ()
    not_projects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; a passage must meet all that are given. Names are matched accents and
    capitals aside."""

    report_ids: tuple[str, ...] = ()  # any of these
    publisher: str | None = None
    published_from: date | None = None
    published_to: date | None = None
    theme: str | None = None  # the outermost heading that it stands under
    project: str | None = None
    language: str | None = None  # ISO 639-1
    read_by_ocr: bool | None = None  # False leaves only what was not
    has_quote: bool | None = None  # also of somebody unnamed
    has_figure: bool | None = None  # of an outcome; those of the context are none


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that one retriever proposes. `row` is its row in the catalog; higher scores are better."""

    row: int
    retriever: str
    rank: int  # from 1
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an excerpt stands, checked against the stored pages."""

    report: Report
    spans: tuple[Span, ...]
    page_labels: tuple[str, ...]
    excerpt: str
    boxes: tuple[Box, ...]
    read_by_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: the passage, its citation and why it ranked."""

    rank: int
    score: float
    passage: Passage
    citation: Citation
    candidates: tuple[Candidate, ...]
    # Code points into the excerpt, half-open:
    highlights: tuple[tuple[int, int], ...] = ()  # the words that match
    answers: tuple[tuple[int, int], ...] = ()  # the sentences that meet the question best
    why: tuple[str, ...] = ()
    neighbour: Passage | None = None  # which `passage` has the text of too
    copies: tuple[Citation, ...] = ()  # where else (nearly) the same words stand, best first
    lead: Outcome | Quote | None = (
        None  # the fact in it that answers: a figure, or the words of who was asked for
    )


@dataclass(frozen=True, slots=True, eq=False)
class Embedding:
    """What an encoder makes of one text: a vector of the whole and one of each token.

    The tokens are those of the text itself, without a prompt and special tokens. A model that has no vectors
    of tokens gives none.
    """

    vector: FloatArray  # shape (dim,), L2-normalised
    tokens: FloatArray  # shape (n, token_dim), of the model's last layer, as they are
    spans: NDArray[np.int64]  # shape (n, 2): code points of the text, half-open


class Encoder(Protocol):
    """Text in, float32 out. The only seam to an embedding model."""

    @property
    def model_id(self) -> str:
        """Names the exact weights: indexes of different ids cannot be compared."""

    @property
    def dim(self) -> int: ...

    def encode_passages(self, texts: Sequence[str]) -> Iterator[tuple[int, Embedding]]:
        """(place in `texts`, embedding) of each text, in the order in which they are done: together they
        may be more than memory holds."""

    def encode_query(self, text: str) -> Embedding: ...


class Reranker(Protocol):
    """Reads a question together with passages. The only seam to a cross-encoder."""

    @property
    def model_id(self) -> str: ...

    def scores(self, question: str, texts: Sequence[str]) -> FloatArray:
        """How well each text answers the question, higher is better."""


TokenCounter = Callable[[Sequence[str]], list[int]]
"""Lengths of texts in model tokens, special tokens not counted."""
