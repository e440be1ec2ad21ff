"""Words by row: BM25 over Dutch stems, and literal phrases. Sole importer of tantivy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from rdsearch import dutch
from rdsearch.errors import IndexUnusable
from rdsearch.types import Candidate

RETRIEVER = "lexical"

_WRITER_BYTES = 64_000_000
_HEADING_BOOST = 0.5  # a heading names what its passages are about, but stands over all of them


@dataclass(frozen=True, slots=True)
class LexicalDocument:
    """The searchable words of one passage."""

    headings: Sequence[str]
    text: str  # as it stands on the page
    # What is read in its place, such as rows of a table under their heads.
    searched_text: str | None = None


def build(documents: Iterable[LexicalDocument], path: Path) -> int:
    """Writes an index; the i-th document gets row i. Returns their number."""
    path.mkdir(parents=True)
    index = tantivy.Index(_schema(), path=str(path))
    writer = index.writer(_WRITER_BYTES, num_threads=1)
    row = -1
    for row, document in enumerate(documents):
        entry = tantivy.Document()
        entry.add_unsigned("row", row)
        # The words are analysed here, by the same functions as the question's; tantivy only splits
        # them again at the spaces.
        entry.add_text("body", " ".join(dutch.terms(document.searched_text or document.text)))
        entry.add_text("headings", " ".join(dutch.terms(" ".join(document.headings))))
        entry.add_text("literal", " ".join(dutch.forms(document.text)))
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
    return row + 1


class Lexical:
    """BM25 and phrase search over the rows of an index."""

    def __init__(self, path: Path) -> None:
        try:
            index = tantivy.Index.open(str(path))
        except (OSError, ValueError) as error:  # what tantivy raises for missing or damaged files
            raise IndexUnusable(
                f"{path} cannot be read; build the index again with `rdsearch ingest`"
            ) from error
        self._schema = index.schema
        self._searcher = index.searcher()

    @property
    def rows(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self,
        question: str,
        depth: int,
        *,
        allowed: Sequence[int] | None = None,
    ) -> list[Candidate]:
        """The `depth` best rows by BM25 over stems, best first, ties by row; of the `allowed` rows where given."""
        wanted = [
            (tantivy.Occur.Should, self._weighted(field, term, boost))
            for term in dict.fromkeys(dutch.query_terms(question))
            for field, boost in (("body", 1.0), ("headings", _HEADING_BOOST))
        ]
        if not wanted:
            return []
        query = tantivy.Query.boolean_query(wanted)
        return self._candidates(query, depth, allowed)

    def phrases(
        self,
        texts: Sequence[str],
        depth: int,
        *,
        allowed: Sequence[int] | None = None,
    ) -> list[Candidate]:
        """The rows that hold all of these texts word for word, accents and capitals aside;
        of the `allowed` rows where given."""
        wanted = [self._literal(words) for text in texts if (words := dutch.forms(text))]
        if not wanted:
            return []
        return self._candidates(_all_of(wanted), depth, allowed)

    def _literal(self, words: Sequence[str]) -> tantivy.Query:
        if len(words) == 1:  # tantivy takes no phrase of one word
            return tantivy.Query.term_query(self._schema, "literal", words[0])
        return tantivy.Query.phrase_query(self._schema, "literal", [*words])

    def _weighted(self, field: str, term: str, boost: float) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, field, term)
        return query if boost == 1.0 else tantivy.Query.boost_query(query, boost)

    def _candidates(
        self, query: tantivy.Query, depth: int, allowed: Sequence[int] | None
    ) -> list[Candidate]:
        if not self.rows or (allowed is not None and not allowed):
            return []
        clauses = [query]
        if allowed is not None:
            rows = tantivy.Query.term_set_query(self._schema, "row", allowed)
            clauses.append(tantivy.Query.const_score_query(rows, 0.0))
        found = self._searcher.search(_all_of(clauses), depth, count=False)
        scored = sorted(
            ((score, self._searcher.doc(address)["row"][0]) for score, address in found.hits),
            key=lambda hit: (-hit[0], hit[1]),
        )
        return [
            Candidate(row=row, retriever=RETRIEVER, rank=rank, score=score)
            for rank, (score, row) in enumerate(scored, start=1)
        ]


def _all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=True, indexed=True)
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("headings", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("literal", tokenizer_name="whitespace", index_option="position")
    return builder.build()
