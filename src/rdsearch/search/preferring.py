"""Prefers the passages with the facts that a question asks for, and leads their hits by them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rdsearch.config import FusionConfig
from rdsearch.fuse import Fused, preferred
from rdsearch.index import Index
from rdsearch.late_interaction import MaxSim
from rdsearch.search.grouping import GROUPED, Group
from rdsearch.search.intent import Figure, figure_asked
from rdsearch.search.leading import Lead, best_outcomes, best_quotes
from rdsearch.search.speakers import QuotedPeople
from rdsearch.types import Hit, Outcome, Quote

# Of the 49 tune questions for a figure, 25 are led by one from this on, 22 of them rightly; from 0.45 on 25 of 29, from
# 0.6 on 20 of 22.
_MIN_FIGURE = 0.5

Leads = Mapping[int, Lead[Outcome] | Lead[Quote]]
"""By row."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The facts that a question asks for."""

    figure: Figure | None = None
    people: frozenset[str] = frozenset()  # whose words, by full names
    rows: frozenset[int] = frozenset()  # in which these people are quoted


NOTHING_WANTED = Wanted()


class Preference:
    """Knows who is quoted in an index. Reads facts for questions that ask for them only."""

    def __init__(self, index: Index, fusion: FusionConfig) -> None:
        self._catalog = index.catalog
        self._fusion = fusion
        publishers = {
            report_id: report.publisher
            for report_id, report in index.catalog.descriptions().items()
        }
        self._quoted = QuotedPeople(index.catalog.speakers(), publishers)

    def wanted(self, question: str) -> Wanted:
        people = self._quoted.asked(question)
        return Wanted(figure_asked(question), people, self._quoted.rows_of(people))

    def leads(self, wanted: Wanted, ranked: Sequence[Fused], by_tokens: MaxSim) -> Leads:
        """The best fact that is wanted, of each of the best rows that has one."""
        if not (wanted.people or wanted.figure):
            return {}
        rows = [found.row for found in ranked[:GROUPED]]
        rows += sorted(wanted.rows.intersection(found.row for found in ranked[GROUPED:]))
        passages = self._catalog.passages_at(rows)
        if wanted.people:
            return best_quotes(
                wanted.people,
                passages,
                by_tokens=by_tokens,
                catalog=self._catalog,
                quoted=self._quoted,
            )
        if wanted.figure is None:
            return {}
        return best_outcomes(wanted.figure, passages, by_tokens=by_tokens, catalog=self._catalog)

    def preferred(self, ranked: Sequence[Fused], leads: Leads) -> list[Fused]:
        """The same rows, those with a wanted fact before others that are as good."""
        return preferred(ranked, {row: self._bonus(lead) for row, lead in leads.items()})

    def _bonus(self, lead: Lead[Outcome] | Lead[Quote]) -> float:
        if isinstance(lead.fact, Quote):
            return self._fusion.speaker_bonus
        return self._fusion.figure_bonus if lead.score >= _MIN_FIGURE else 0.0


def led(hits: Sequence[Hit], groups: Sequence[Group], leads: Leads) -> tuple[Hit, ...]:
    """The hits with their leads: words with every hit that has them, a figure with the first alone. That of another
    is nearly always of another year, place or project than was asked about. A lead is a piece of its hit's excerpt, which
    was checked against the page; a fact that goes on beyond it leads nothing."""
    return tuple(
        replace(hit, lead=lead.fact)
        if (lead := _lead_of(hit, group, leads)) and lead.text in hit.citation.excerpt
        else hit
        for hit, group in zip(hits, groups, strict=True)
    )


def _lead_of(hit: Hit, group: Group, leads: Leads) -> Lead[Outcome] | Lead[Quote] | None:
    found = [leads[row] for row, _ in group.parts if row in leads]
    best = max(found, key=lambda lead: lead.score, default=None)
    if best is None or isinstance(best.fact, Quote):
        return best
    return best if hit.rank == 1 and best.score >= _MIN_FIGURE else None
