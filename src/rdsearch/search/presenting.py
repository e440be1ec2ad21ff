"""Ranked rows → hits: cited, marked, and with the reason why each ranked."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rdsearch import cite
from rdsearch.config import GroupingConfig
from rdsearch.fuse import Fused
from rdsearch.index import Index
from rdsearch.search.grouping import GROUPED, Group, alone, groups_of
from rdsearch.search.marking import answering
from rdsearch.search.reasons import why_literal, why_ranked
from rdsearch.types import Citation, Embedding, Hit, Page, Passage

_PAGES_KEPT = 256  # some 20 MB


class Presenter:
    """Makes hits of the passages of one index."""

    def __init__(self, index: Index, grouping: GroupingConfig) -> None:
        self._catalog = index.catalog
        self._tokens = index.tokens
        self._grouping = grouping
        # An index never changes, and making a page of its rows costs more than all other citing.
        self._reports = index.catalog.descriptions()
        self._page = lru_cache(maxsize=_PAGES_KEPT)(index.catalog.page)

    def grouped(
        self, ranked: Sequence[Fused], *, start: int, end: int
    ) -> tuple[tuple[Group, ...], int]:
        """The groups from `start` to `end`, best first, and how many there are in all."""
        groups = groups_of(self._with_passages(ranked[:GROUPED]), self._grouping)
        tail = ranked[GROUPED:]  # each a group of its own
        wanted = tail[max(0, start - len(groups)) : max(0, end - len(groups))]
        shown = (*groups[start:end], *(alone(*pair) for pair in self._with_passages(wanted)))
        return shown, len(groups) + len(tail)

    def _with_passages(self, ranked: Sequence[Fused]) -> list[tuple[Fused, Passage]]:
        passages = self._catalog.passages_at([found.row for found in ranked])
        return [(found, passages[found.row]) for found in ranked]

    def hits(
        self,
        groups: Sequence[Group],
        question: str,
        *,
        phrases: Sequence[str],
        embedding: Embedding | None,
        first_rank: int,
    ) -> tuple[Hit, ...]:
        """The groups as hits; marked are the phrases, or without any the words of the question and the
        sentences that meet it."""
        hits: list[Hit] = []
        for rank, group in enumerate(groups, start=first_rank):
            hit = self.cited(group, rank=rank)
            excerpt = hit.citation.excerpt
            if embedding is None:
                marks = {m for p in phrases for m in cite.phrase_highlights(p, excerpt)}
                why = why_literal(excerpt, marks)
                hits.append(replace(hit, highlights=tuple(sorted(marks)), why=why))
                continue
            words = cite.highlights_of(question, excerpt)
            why = why_ranked(group.found, question, excerpt, words)
            answers = answering(group, embedding, self._tokens)
            hits.append(replace(hit, highlights=words, answers=answers, why=why))
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
            if page := self._page(passage.report_id, number):
                pages[number] = page
        return cite.citation_of(passage, self._reports[passage.report_id], pages)
