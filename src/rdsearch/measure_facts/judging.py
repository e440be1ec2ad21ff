"""The facts of one report against its labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from rdsearch.measure_facts.labels import ReportLabels
from rdsearch.measure_facts.outcomes import judge_outcomes
from rdsearch.measure_facts.places import words_of
from rdsearch.measure_facts.projects import judge_projects
from rdsearch.measure_facts.quotes import judge_quotes
from rdsearch.measure_facts.tally import Tally
from rdsearch.types import Outcome, Page, Passage, Quote


@dataclass(frozen=True, slots=True)
class FoundFacts:
    """What was found in one report, on all its pages."""

    pages: Sequence[Page]
    passages: tuple[Passage, ...]
    quotes: tuple[Quote, ...]
    outcomes: tuple[Outcome, ...]


def judged(labels: ReportLabels, found: FoundFacts) -> Tally:
    """The counts and faults on the labelled pages; each of them is in the tally, with or without facts."""
    tally = Tally()
    pages = {page.number: page for page in found.pages if page.number in labels.pages}
    for number in labels.pages:
        tally.add(number, "pages")
    words = {number: words_of(page.text) for number, page in pages.items()}
    judge_quotes(labels.quotes, found.quotes, pages=pages, words=words, tally=tally)
    judge_outcomes(
        labels.outcomes,
        found.outcomes,
        projects=[_project_at(found.passages, outcome) for outcome in found.outcomes],
        pages=pages,
        words=words,
        tally=tally,
    )
    judge_projects(labels.projects, found.passages, words=words, tally=tally)
    return tally


def _project_at(passages: Sequence[Passage], outcome: Outcome) -> str | None:
    for passage in passages:
        for span in passage.spans:
            if span.page == outcome.page and span.start <= outcome.start < span.end:
                return passage.project
    return None
