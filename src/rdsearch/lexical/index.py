"""Writes and searches the tantivy index of terms."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import tantivy

from rdsearch.config import LexicalConfig
from rdsearch.errors import IndexUnusable
from rdsearch.lexical import corrections
from rdsearch.lexical.corrections import Correction, Corrections
from rdsearch.lexical.fields import FIELDS, LexicalDocument, terms_by_field, weighted_terms
from rdsearch.lexical.vocabulary import Vocabulary
from rdsearch.types import Candidate

RETRIEVER = "lexical"

_DEFAULT = LexicalConfig()
_TERMS = "terms"
_WORDS = "near"
_WRITER_BYTES = 64_000_000
_SPARE = 2  # times as many rows as should hold enough that are allowed
_MOST_LOOKED_AT = 2_000  # rows


def build(documents: Callable[[], Iterable[LexicalDocument]], path: Path) -> int:
    """Writes an index; the i-th document gets row i. Returns their number. They are read twice: compounds
    are parted by the words of all."""
    vocabulary = Vocabulary.of(document.text for document in documents())
    (path / _TERMS).mkdir(parents=True)
    index = tantivy.Index(_schema(), path=str(path / _TERMS))
    writer = index.writer(_WRITER_BYTES, num_threads=1)
    row = -1
    for row, document in enumerate(documents()):
        entry = tantivy.Document()
        entry.add_unsigned("row", row)
        # The words are analysed here, by the same functions as the question's; tantivy only splits
        # them again at the spaces.
        for field, terms in terms_by_field(document, vocabulary).items():
            entry.add_text(field, " ".join(terms))
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
    vocabulary.save(path)
    corrections.build(vocabulary, path / _WORDS)
    return row + 1


class Lexical:
    """BM25 over the rows of an index, and the words that it knows."""

    def __init__(self, path: Path) -> None:
        try:
            index = tantivy.Index.open(str(path / _TERMS))
            self._vocabulary = Vocabulary.load(path)
            self._corrections = Corrections(path / _WORDS, self._vocabulary)
        except (OSError, ValueError) as error:  # what tantivy raises for missing or damaged files
            raise IndexUnusable(
                f"{path} cannot be read; build the index again with `rdsearch ingest`"
            ) from error
        self._schema = index.schema
        self._searcher = index.searcher()

    @property
    def rows(self) -> int:
        return int(self._searcher.num_docs)

    def correction(self, question: str) -> Correction | None:
        """The question as it was meant, where words of it are in no passage and no dictionary but near to
        words that passages have."""
        return self._corrections.correction(question)

    def search(
        self,
        question: str,
        depth: int,
        *,
        allowed: Sequence[int] | None = None,
        config: LexicalConfig = _DEFAULT,
    ) -> list[Candidate]:
        """The `depth` best rows by BM25 of all fields, best first, ties by row; of the `allowed` rows, which
        rise, where given."""
        asked = weighted_terms(question, self._vocabulary, config)
        wanted = [
            (tantivy.Occur.Should, self._weighted(field, term, weight))
            for (field, term), weight in asked.items()
        ]
        if not wanted:
            return []
        query = tantivy.Query.boolean_query(wanted)
        return self._candidates(query, depth, allowed)

    def _weighted(self, field: str, term: str, weight: float) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, field, term)
        return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)

    def _candidates(
        self, query: tantivy.Query, depth: int, allowed: Sequence[int] | None
    ) -> list[Candidate]:
        if not self.rows or (allowed is not None and not allowed):
            return []
        if allowed is None:
            best = self._best(query, depth)
        else:
            best = self._best_allowed(query, depth, allowed)
        best.sort(key=lambda hit: (-hit[0], hit[1]))
        return [
            Candidate(row=row, retriever=RETRIEVER, rank=rank, score=score)
            for rank, (score, row) in enumerate(best, start=1)
        ]

    def _best(self, query: tantivy.Query, depth: int) -> list[tuple[float, int]]:
        """(score, row) of the best."""
        hits = self._searcher.search(query, depth, count=False).hits
        return [(score, self._searcher.doc(address)["row"][0]) for score, address in hits]

    def _best_allowed(
        self, query: tantivy.Query, depth: int, allowed: Sequence[int]
    ) -> list[tuple[float, int]]:
        # A query that names the allowed rows takes the longer the more they are: of 100,000 rows 9 ms for
        # every fiftieth, 35 ms for half. Where they are many, they are found among the best of all rows.
        looked_at = _SPARE * depth * self.rows // len(allowed)
        if looked_at <= _MOST_LOOKED_AT:
            best = self._best(query, looked_at)
            kept = [hit for hit in best if _has(allowed, hit[1])]
            if len(kept) >= depth or len(best) < looked_at:
                return kept[:depth]
        rows = tantivy.Query.term_set_query(self._schema, "row", allowed)
        return self._best(_all_of((query, tantivy.Query.const_score_query(rows, 0.0))), depth)


def _has(rising: Sequence[int], row: int) -> bool:
    place = bisect_left(rising, row)
    return place < len(rising) and rising[place] == row


def _all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=True, indexed=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
