"""Ranked rows → hits: cited, marked, and with the reason why each ranked."""

from collections.abc import Sequence
from dataclasses import replace

from rdsearch import cite, dutch
from rdsearch.config import GroupingConfig
from rdsearch.fuse import Fused
from rdsearch.index import Index
from rdsearch.late_interaction import MaxSim
from rdsearch.search.grouping import GROUPED, Group, alone, groups_of
from rdsearch.search.marking import answering
from rdsearch.search.reasons import why_literal, why_ranked
from rdsearch.types import Citation, Hit, Page, Passage


class Presenter:
    """Makes hits of the passages of one index."""

    def __init__(self, index: Index, grouping: GroupingConfig) -> None:
        self._catalog = index.catalog
        self._grouping = grouping
        self._reports = index.catalog.descriptions()

    def grouped(self, ranked: Sequence[Fused], *, end: int) -> tuple[tuple[Group, ...], int]:
        """The groups up to `end` and at least those of the best passages, best first; and how many there are
        in all."""
        groups = groups_of(self._with_passages(ranked[:GROUPED]), self._grouping)
        tail = ranked[GROUPED:]  # each a group of its own
        wanted = self._with_passages(tail[: max(0, end - len(groups))])
        return (*groups, *(alone(*pair) for pair in wanted)), len(groups) + len(tail)

    def _with_passages(self, ranked: Sequence[Fused]) -> list[tuple[Fused, Passage]]:
        passages = self._catalog.passages_at([found.row for found in ranked])
        return [(found, passages[found.row]) for found in ranked]

    def hits(
        self,
        groups: Sequence[Group],
        question: str,
        *,
        phrases: Sequence[str],
        by_tokens: MaxSim | None,
        first_rank: int,
    ) -> tuple[Hit, ...]:
        """The groups as hits; marked are the phrases, or without any the words of the question and the
        sentences that meet it."""
        hits: list[Hit] = []
        forms, wanted = dutch.forms(question), {*dutch.query_terms(question)}
        for rank, group in enumerate(groups, start=first_rank):
            hit = self.cited(group, rank=rank)
            excerpt = hit.citation.excerpt
            if phrases:
                found = {m for p in phrases for m in cite.phrase_highlights(p, excerpt)}
                why = why_literal(excerpt, found)
                hits.append(replace(hit, highlights=tuple(sorted(found)), why=why))
                continue
            words = [*dutch.terms_at(excerpt)]
            marks = cite.highlights_of(wanted, words)
            tokens = [token for token, _ in words]
            why = why_ranked(group.found, forms, excerpt, tokens=tokens, marks=marks)
            answers = answering(group, by_tokens) if by_tokens else ()
            hits.append(replace(hit, highlights=marks, answers=answers, why=why))
        return tuple(hits)

    def cited(self, group: Group, *, rank: int) -> Hit:
        """A group with its citations, checked against the stored pages."""
        return Hit(
            rank=rank,
            score=group.found.score,
            passage=group.passage,
            citation=self._citation(group.passage),
            candidates=group.found.candidates,
            neighbour=group.neighbour,
            copies=tuple(self._citation(copy) for copy in group.copies),
        )

    def _citation(self, passage: Passage) -> Citation:
        pages: dict[int, Page] = {}
        for number in {span.page for span in passage.spans}:
            if page := self._catalog.page_of_excerpt(passage.report_id, number, passage.spans):
                pages[number] = page
        return cite.citation_of(passage, self._reports[passage.report_id], pages)
