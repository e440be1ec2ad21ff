"""What the catalog answers with beside the types that flow."""

from dataclasses import dataclass
from datetime import date

from rdsearch.types import Outcome, PageProblem, Project, Quote, Report


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that is not in the index, and why."""

    file: str
    sha256: str | None
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A report that people took out. Its file stays out until it is restored."""

    report_id: str
    sha256: str
    withdrawn_on: date


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report and what the index has of it."""

    report: Report
    pages: int
    passages: int
    problems: tuple[tuple[int, PageProblem], ...]  # (page number, problem)
    ocr_pages: int
    hidden_words: int  # that its pages hold and nobody sees
    languages: tuple[tuple[str, int], ...]  # (language, pages), most pages first
    versions: tuple[str, ...] = ()  # ids of reports with nearly the same text, newest first


@dataclass(frozen=True, slots=True)
class QuoteEntry:
    """A quote with the place that it stands in."""

    quote: Quote
    report_id: str
    passage_id: str | None
    project: str | None
    row: int | None = None  # of the passage
    language: str | None = None  # of the passage


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """An outcome with the place that it stands in."""

    outcome: Outcome
    report_id: str
    passage_id: str | None
    project: str | None
    row: int | None = None  # of the passage
    language: str | None = None  # of the passage


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project and what the index has of it."""

    project: Project
    reports: tuple[str, ...]  # ids, in order
    pages: tuple[tuple[str, int], ...]  # (report id, page number) on which its passages stand
    passages: int
    outcomes: int  # figures of the context are none
    quotes: int
