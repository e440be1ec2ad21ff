"""Ranked rows → hits: cited, marked, and with the reason why each ranked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from rdsearch import cite, dense, lexical
from rdsearch.fuse import Fused
from rdsearch.index import Index
from rdsearch.types import Hit, Page, Passage

_PAGES_KEPT = 256  # some 20 MB
_MAX_WORDS_SHOWN = 6


class Presenter:
    """Makes hits of the passages of one index."""

    def __init__(self, index: Index) -> None:
        self._catalog = index.catalog
        # An index never changes, and making a page of its rows costs more than all other citing.
        self._reports = index.catalog.descriptions()
        self._page = lru_cache(maxsize=_PAGES_KEPT)(index.catalog.page)

    def hits(
        self, shown: Sequence[Fused], question: str, phrases: Sequence[str], *, first_rank: int
    ) -> tuple[Hit, ...]:
        """The rows as hits; marked are the phrases, or the words of the question without any."""
        passages = self._catalog.passages_at([found.row for found in shown])
        hits: list[Hit] = []
        for rank, found in enumerate(shown, start=first_rank):
            hit = self.cited(passages[found.row], found, rank=rank)
            excerpt = hit.citation.excerpt
            marks = (
                tuple(sorted({m for p in phrases for m in cite.phrase_highlights(p, excerpt)}))
                if phrases
                else cite.highlights_of(question, excerpt)
            )
            words = dict.fromkeys(excerpt[start:end].casefold() for start, end in marks)
            why = tuple(_why(found, tuple(words), is_exact=bool(phrases)))
            hits.append(replace(hit, highlights=marks, why=why))
        return tuple(hits)

    def cited(self, passage: Passage, found: Fused, *, rank: int) -> Hit:
        """A passage with its citation, checked against the stored pages."""
        pages: dict[int, Page] = {}
        for number in {span.page for span in passage.spans}:
            if page := self._page(passage.report_id, number):
                pages[number] = page
        return Hit(
            rank=rank,
            score=found.score,
            passage=passage,
            citation=cite.citation_of(passage, self._reports[passage.report_id], pages),
            candidates=found.candidates,
        )


def _why(found: Fused, words: tuple[str, ...], *, is_exact: bool) -> Iterator[str]:
    """In Dutch: what people read beside the hit."""
    shown = ", ".join(words[:_MAX_WORDS_SHOWN])
    if is_exact:
        yield f"letterlijk gevonden: {shown}"
        return
    for candidate in found.candidates:
        if candidate.retriever == dense.RETRIEVER:
            yield f"betekenis (plaats {candidate.rank})"
        elif candidate.retriever == lexical.RETRIEVER:
            yield f"woorden (plaats {candidate.rank})" + (f": {shown}" if shown else "")
