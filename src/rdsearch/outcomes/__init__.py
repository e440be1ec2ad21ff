"""The figures of a report, each with its kind and its sentence. Pure."""

from collections.abc import Iterator, Sequence

from rdsearch.outcomes.charts import chart_outcomes
from rdsearch.outcomes.kinds import kind_by
from rdsearch.outcomes.periods import period_of
from rdsearch.outcomes.running_text import Told, told_by_page
from rdsearch.outcomes.tables import NOTHING, over_next, table_outcomes
from rdsearch.outcomes.tone import tone_of
from rdsearch.types import Outcome, OutcomeKind, Page

__all__ = ["FACTS_VERSION", "outcomes_of"]

FACTS_VERSION = "3"


def outcomes_of(pages: Sequence[Page]) -> Iterator[Outcome]:
    """The figures of a report's Dutch pages, page by page in reading order; each sentence is a slice of its page.

    Reads the pages twice, one at a time: what a figure says hangs on how the whole report speaks.
    """
    tone = tone_of(pages)
    over = NOTHING
    for page, told in told_by_page(pages, tone):
        drawn = [
            *table_outcomes(page, over, told_of=tone.year, tells=tone.tells),
            *chart_outcomes(page, tells=tone.tells),
        ]
        over = over_next(page, over)
        kinds = ((one, kind_by(one.cues)) for one in told)
        found = [_outcome(page, one, kind) for one, kind in kinds if kind]
        found = [*drawn, *(one for one in found if not _is_among(one, drawn))]
        yield from sorted(found, key=lambda outcome: (outcome.start, outcome.figure or (0, 0)))


def _is_among(outcome: Outcome, drawn: Sequence[Outcome]) -> bool:
    """Whether a table or a chart has told it: the values of a chart may have been read as a caption."""
    return any(outcome.start < other.end and other.start < outcome.end for other in drawn)


def _outcome(page: Page, told: Told, kind: OutcomeKind) -> Outcome:
    figure = told.figure
    return Outcome(
        value=figure.value,
        qualifier=figure.qualifier,
        unit=figure.unit,
        what=figure.what,
        sentence=told.sentence,
        page=page.number,
        start=told.start,
        end=told.start + len(told.sentence),
        kind=kind,
        upper=figure.upper,
        value_before=figure.value_before,
        period=period_of(told.sentence, figure.start),
        figure=(figure.start, figure.end),
    )
