"""`Searcher`: a question → cited hits."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rdsearch import cite, dutch
from rdsearch.config import FusionConfig, GroupingConfig, LexicalConfig
from rdsearch.errors import QueryError
from rdsearch.fuse import Fused
from rdsearch.index import Index
from rdsearch.late_interaction import MaxSim
from rdsearch.search import answerability
from rdsearch.search.answerability import Evidence
from rdsearch.search.exact import Exact, LiteralCount, Literally, PhraseCount
from rdsearch.search.faceting import Facet, FacetValue, facets_of
from rdsearch.search.filtering import RowFilter
from rdsearch.search.grouping import Group
from rdsearch.search.naming import ProjectNames
from rdsearch.search.preferring import NOTHING_WANTED, Leads, Preference, Wanted, led
from rdsearch.search.presenting import Presenter
from rdsearch.search.query import (
    MAX_LIMIT,
    MAX_QUESTION_LENGTH,
    Answer,
    Query,
    besides,
    phrases_of,
    question_of,
)
from rdsearch.search.ranking import Ranker, System
from rdsearch.search.timing import Timings, timed
from rdsearch.types import NO_FILTERS, Embedding, Encoder, Filters, Hit, Reranker

__all__ = [
    "MAX_LIMIT",
    "MAX_QUESTION_LENGTH",
    "Answer",
    "Evidence",
    "Facet",
    "FacetValue",
    "Group",
    "LiteralCount",
    "PhraseCount",
    "Query",
    "Searcher",
    "System",
]

_DEFAULT_FUSION = FusionConfig()
_DEFAULT_GROUPING = GroupingConfig()
_DEFAULT_LEXICAL = LexicalConfig()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query that was checked, ready to be searched."""

    query: Query
    system: System
    question: str
    phrases: tuple[str, ...]
    embedding: Embedding | None  # None where words are found literally
    by_tokens: MaxSim | None = None  # None for a model that has no vectors of tokens, too
    wanted: Wanted = NOTHING_WANTED
    did_you_mean: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """What is shown of a query's results, before it is cited."""

    groups: tuple[Group, ...]
    total: int
    rows: tuple[int, ...]  # all that were ranked
    literal: LiteralCount | None = None
    leads: Leads = field(default_factory=dict)
    best: tuple[Group, ...] = ()  # from the first page on; none where words are found literally


class Searcher:
    """Answers questions from one index. Safe to share between threads."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        *,
        fusion: FusionConfig = _DEFAULT_FUSION,
        lexical: LexicalConfig = _DEFAULT_LEXICAL,
        grouping: GroupingConfig = _DEFAULT_GROUPING,
        reranker: Reranker | None = None,
    ) -> None:
        if encoder.model_id != index.manifest.key.model_id:
            raise QueryError(
                "model_mismatch",
                f"the index was built with model {index.manifest.key.model_id}, the question would be"
                f" read by {encoder.model_id}; search with the same --model or ingest again",
            )
        dutch.load_lexicon()
        self.index = index
        self._encoder = encoder
        self._weights = answerability.WEIGHTS.get(encoder.model_id)
        # A reranker's scores are of another scale than those that answerability was fitted on.
        self._scores_tokens = (
            fusion.late_interaction and index.tokens.has_codes and reranker is None
        )
        self._corrects = lexical.correct
        self._filter = RowFilter(index)
        self._ranker = Ranker(index, fusion, lexical, reranker)
        self._preference = Preference(index, fusion)
        self._presenter = Presenter(index, grouping)
        self._projects = ProjectNames(index.catalog)
        self._exact = Exact(index)

    def search(self, query: Query, *, system: System = "hybrid") -> Answer:
        """The best passages, cited. Raises QueryError for a query that cannot be answered as asked."""
        timings: Timings = {}
        began = time.perf_counter()
        asked = self._asked(query, system, timings)
        found = self._found(asked, timings)
        with timed(timings, "cite"):
            hits = self._presenter.hits(
                found.groups,
                asked.question,
                phrases=asked.phrases,
                by_tokens=asked.by_tokens,
                first_rank=query.offset + 1,
            )
            hits = led(hits, found.groups, found.leads)
        with timed(timings, "facets"):
            facets = self._facets(asked, found.rows) if query.facets else ()
        with timed(timings, "judge"):
            score = self._answer_score(asked, found)
        is_answered = self._weights is None or score is None or score >= self._weights.threshold
        if not is_answered:  # no sentence of theirs is one that answers
            hits = tuple(replace(hit, answers=(), lead=None) for hit in hits)
        took_ms = (time.perf_counter() - began) * 1000
        return Answer(
            query,
            self.index.index_id,
            found.total,
            hits,
            took_ms,
            timings,
            facets,
            literal=found.literal,
            did_you_mean=asked.did_you_mean,
            is_answered=is_answered,
            answer_score=score,
            project=self._projects.called(asked.query.text),
        )

    def groups(self, query: Query, *, system: System = "hybrid") -> tuple[Group, ...]:
        """What `search` would make hits of, without the citing: that takes longer than finding."""
        return self._found(self._asked(query, system, {}), {}).groups

    def evidence(self, query: Query) -> Evidence | None:
        """What tells whether the answer answers; None for a query of which that is not asked."""
        asked = self._asked(query, "hybrid", {})
        return self._evidence(asked, self._found(asked, {}))

    def _answer_score(self, asked: _Asked, found: _Found) -> float | None:
        if self._weights is None:
            return None
        evidence = self._evidence(asked, found)
        return None if evidence is None else answerability.score_of(evidence, self._weights)

    def _evidence(self, asked: _Asked, found: _Found) -> Evidence | None:
        """Of plain questions only: literal words are there or not, and who filters asks for what is left."""
        is_plain = asked.system == "hybrid" and asked.query.filters == NO_FILTERS
        if asked.by_tokens is None or not (is_plain and self._scores_tokens):
            return None
        best = sorted(found.best, key=lambda group: -group.found.score)[: answerability.COMPARED]
        if len(best) < answerability.COMPARED:
            return None
        looked_at = [
            (
                dict(group.parts)[group.found.row].text,
                asked.by_tokens.matches(group.found.row),
            )
            for group in best[: answerability.LOOKED_AT]
        ]
        scores = [group.found.score for group in best]
        return answerability.evidence_of(asked.question, scores, looked_at)

    def _asked(self, query: Query, system: System, timings: Timings) -> _Asked:
        question = question_of(query)
        phrases = phrases_of(question, exact=query.exact)
        if phrases:
            return _Asked(query, system, question, phrases, None)
        correction = None
        if self._corrects:
            with timed(timings, "correct"):
                correction = self.index.lexical.correction(question)
        did_you_mean = correction.question if correction else None
        meant = did_you_mean or question
        with timed(timings, "encode"):
            embedding = self._encoder.encode_query(meant)
        tokens = self.index.tokens
        by_tokens = tokens.asked(embedding) if tokens.has_codes else None
        wanted = NOTHING_WANTED
        if by_tokens and system == "hybrid":
            with timed(timings, "intent"):
                wanted = self._preference.wanted(meant)
        return _Asked(query, system, meant, (), embedding, by_tokens, wanted, did_you_mean)

    def _found(self, asked: _Asked, timings: Timings) -> _Found:
        query = asked.query
        end = query.offset + query.limit
        if asked.embedding is None:
            with timed(timings, "lexical"):
                literally = self._literally(asked, query.filters)
                # Every occurrence counts, also a second one of the same words: nothing is grouped.
                groups = self._exact.groups(literally, start=query.offset, end=end)
            rows = tuple(found.row for found in literally.ranked)
            return _Found(groups, len(rows), rows, literally.count)
        ranked = self._ranked(asked, asked.embedding, query.filters, timings)
        leads: Leads = {}
        if asked.by_tokens and asked.wanted != NOTHING_WANTED:
            with timed(timings, "facts"):
                leads = self._preference.leads(asked.wanted, ranked, asked.by_tokens)
                ranked = self._preference.preferred(ranked, leads)
        with timed(timings, "group"):
            # As many as are judged, so that the verdict is the same however many are shown.
            groups, total = self._presenter.grouped(ranked, end=max(end, answerability.COMPARED))
        rows = tuple(found.row for found in ranked)
        return _Found(groups[query.offset : end], total, rows, leads=leads, best=groups)

    def _literally(self, asked: _Asked, filters: Filters) -> Literally:
        filters = self._filter.resolved(filters)
        return self._exact.search(
            asked.phrases,
            besides=besides(asked.question),
            allowed=self._filter.rows(filters),
            filters=filters,
        )

    def _ranked(
        self, asked: _Asked, embedding: Embedding, filters: Filters, timings: Timings
    ) -> list[Fused]:
        allowed = self._filter.rows(filters)
        return self._ranker.ranked(
            asked.question,
            embedding,
            by_tokens=asked.by_tokens,
            also=_within(asked.wanted.rows, allowed),
            allowed=allowed,
            system=asked.system,
            depth=asked.query.offset + asked.query.limit,
            timings=timings,
        )

    def _facets(self, asked: _Asked, rows: tuple[int, ...]) -> tuple[Facet, ...]:
        def ranked_with(filters: Filters) -> Sequence[int]:
            if asked.embedding is None:
                return [found.row for found in self._literally(asked, filters).ranked]
            if asked.system != "hybrid":
                return [found.row for found in self._ranked(asked, asked.embedding, filters, {})]
            allowed = self._filter.rows(filters)
            also = _within(asked.wanted.rows, allowed)
            return self._ranker.proposed(
                asked.question, asked.embedding, also=also, allowed=allowed
            )

        return facets_of(
            self._filter.columns,
            self._filter.resolved(asked.query.filters),
            ranked=rows,
            ranked_with=ranked_with,
        )

    def hit(self, passage_id: str, *, highlights_for: str | None = None) -> Hit | None:
        """One passage as a hit, cited and checked; None for an unknown id."""
        passage = self.index.catalog.passage(passage_id)
        if passage is None:
            return None
        found = Fused(row=0, score=1.0, candidates=())
        hit = self._presenter.cited(Group(found, passage), rank=1)
        if not highlights_for:
            return hit
        wanted = {*dutch.query_terms(highlights_for)}
        marks = cite.highlights_of(wanted, dutch.terms_at(hit.citation.excerpt))
        return replace(hit, highlights=marks)


def _within(rows: frozenset[int], allowed: Sequence[int] | None) -> frozenset[int]:
    return rows if allowed is None or not rows else rows.intersection(allowed)
