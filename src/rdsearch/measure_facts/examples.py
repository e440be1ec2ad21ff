"""Labelled figures of running text with the cues that the program sees: what the kinds of figures are learned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdsearch.measure_facts.labels import ReportLabels
from rdsearch.measure_facts.outcomes import places_on
from rdsearch.measure_facts.places import words_of
from rdsearch.measure_facts.written import WrittenText
from rdsearch.outcomes.kinds import NO_FIGURE
from rdsearch.outcomes.running_text import told_by_page
from rdsearch.outcomes.tone import tone_of
from rdsearch.types import Page


@dataclass(frozen=True, slots=True)
class Example:
    """A figure of a source; `cues` is None where the program does not see it as one."""

    source: str
    is_written: bool  # for this project, not a report of somebody else's or of the sample corpus
    kind: str  # one of `KINDS`
    cues: frozenset[str] | None


def of_report(labels: ReportLabels, pages: Sequence[Page]) -> list[Example]:
    """Those of its labelled pages; labels in tables are not among them."""
    texts = {page.number: words_of(page.text) for page in pages if page.number in labels.pages}
    placed = {
        (label.page, place): label
        for label, place in zip(labels.outcomes, places_on(labels.outcomes, texts), strict=True)
        if place is not None
    }
    places = {at: label.kind for at, label in placed.items()}
    in_tables = frozenset(at for at, label in placed.items() if label.place == "table")
    return _examples(labels.report, pages, places, judged_pages=labels.pages, elsewhere=in_tables)


def of_written(text: WrittenText) -> list[Example]:
    return _examples(text.document, [text.page], text.places, is_written=True)


def _examples(
    source: str,
    pages: Sequence[Page],
    places: Mapping[tuple[int, int], str],
    *,
    judged_pages: frozenset[int] | None = None,
    elsewhere: frozenset[tuple[int, int]] = frozenset(),
    is_written: bool = False,
) -> list[Example]:
    """One for each figure that the program sees, and one for each label that it does not."""
    left = dict(places)
    found: list[Example] = []
    for page, told in told_by_page(pages, tone_of(pages)):
        if judged_pages is not None and page.number not in judged_pages:
            continue
        for one in told:
            low, high = one.start + one.figure.start, one.start + one.figure.end
            met = [at for at in left if at[0] == page.number and low <= at[1] < high]
            kind = left.pop(met[0]) if met else NO_FIGURE
            found.append(Example(source, is_written, kind, one.cues))
    missed = (kind for at, kind in left.items() if at not in elsewhere)
    return found + [Example(source, is_written, kind, None) for kind in missed]
