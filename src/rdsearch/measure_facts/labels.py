"""The labels of corpus/judged/facts_*.jsonl; FACTS.md beside them says what they mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from rdsearch.errors import CorpusError
from rdsearch.evaluate.questions import lines_of

_Alternatives = Annotated[tuple[str | None, ...], Field(min_length=1)]


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    report: str


class LabelledPage(_Line):
    """A page of which every fact is labelled."""

    page: int
    split: Literal["tune", "holdout"]
    chosen: str


class QuotePart(BaseModel):
    """One run of speech, by its first and its last words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    page: int
    starts: str
    ends: str


class QuoteLabel(_Line):
    """One turn of speech. Any of the alternatives is right; None among them: to leave it out is right too."""

    parts: Annotated[tuple[QuotePart, ...], Field(min_length=1)]
    speaker: _Alternatives
    role: _Alternatives
    organisation: _Alternatives

    @property
    def page(self) -> int:
        return self.parts[0].page


class OutcomeLabel(_Line):
    """One figure, found by the words around it. Each of the alternatives is right."""

    page: int
    before: str
    figure: str
    after: str
    values: Annotated[tuple[float, ...], Field(min_length=1)]
    bounds: Annotated[tuple[str, ...], Field(min_length=1)]
    unit: _Alternatives
    what: _Alternatives
    subject: _Alternatives
    kind: Literal["reached", "planned", "input", "context"]
    place: Literal["text", "table"]


class ProjectLabel(_Line):
    """A stretch of a page that is about one project; `name` None where that cannot be said."""

    page: int
    name: str | None
    aliases: tuple[str, ...]
    theme: str | None
    starts: str | None
    ends: str | None


@dataclass(frozen=True, slots=True)
class ReportLabels:
    """All labels of one report."""

    report: str
    split: str
    pages: frozenset[int]
    quotes: tuple[QuoteLabel, ...]
    outcomes: tuple[OutcomeLabel, ...]
    projects: tuple[ProjectLabel, ...]


_OnPage = TypeVar("_OnPage", QuoteLabel, OutcomeLabel, ProjectLabel)


def read_labels(folder: Path) -> tuple[ReportLabels, ...]:
    """The labels by report. Raises CorpusError for a line that is no label, or of a page that is not listed."""
    pages = tuple(lines_of(folder / "facts_pages.jsonl", LabelledPage))
    quotes = tuple(lines_of(folder / "facts_quotes.jsonl", QuoteLabel))
    outcomes = tuple(lines_of(folder / "facts_outcomes.jsonl", OutcomeLabel))
    projects = tuple(lines_of(folder / "facts_projects.jsonl", ProjectLabel))
    listed = {(page.report, page.page) for page in pages}
    labelled = [
        (label.report, label.page) for kind in (quotes, outcomes, projects) for label in kind
    ]
    for report, page in labelled:
        if (report, page) not in listed:
            raise CorpusError(
                f"{folder}: a label stands on page {page} of {report}, "
                "which facts_pages.jsonl does not list"
            )
    return tuple(
        _of_report(report, pages, quotes, outcomes, projects)
        for report in dict.fromkeys(page.report for page in pages)
    )


def _of_report(
    report: str,
    pages: Iterable[LabelledPage],
    quotes: Iterable[QuoteLabel],
    outcomes: Iterable[OutcomeLabel],
    projects: Iterable[ProjectLabel],
) -> ReportLabels:
    own = [page for page in pages if page.report == report]
    splits = {page.split for page in own}
    if len(splits) != 1:
        raise CorpusError(f"{report} is in both splits; a report belongs to one")
    return ReportLabels(
        report=report,
        split=splits.pop(),
        pages=frozenset(page.page for page in own),
        quotes=_own(quotes, report),
        outcomes=_own(outcomes, report),
        projects=_own(projects, report),
    )


def _own(labels: Iterable[_OnPage], report: str) -> tuple[_OnPage, ...]:
    return tuple(label for label in labels if label.report == report)
