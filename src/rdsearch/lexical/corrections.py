"""Mistyped words → what the index has instead: within one edit, or two in a long word."""

from dataclasses import dataclass
from pathlib import Path

import tantivy
from tantivy import Query

from rdsearch import dutch
from rdsearch.dutch import FUNCTION_WORDS, Token
from rdsearch.lexical.vocabulary import Vocabulary

_WORD = "word"
_SHORTEST = 4  # below, nearly every word is an edit away from another
_LONG = 8
_MOST_NEAR = 200
_WRITER_BYTES = 15_000_000
_LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Correction:
    """A question as it was meant, and the words of it that were changed, in order."""

    question: str
    words: tuple[tuple[str, str], ...]  # as typed, as meant


def build(vocabulary: Vocabulary, path: Path) -> None:
    """Writes the words in an order that near ones are found in without reading all."""
    path.mkdir()
    index = tantivy.Index(_schema(), path=str(path))
    writer = index.writer(_WRITER_BYTES, num_threads=1)
    for form in vocabulary:
        if form.isalpha() and len(form) >= _SHORTEST:
            entry = tantivy.Document()
            entry.add_text(_WORD, form)
            writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()


class Corrections:
    """Corrects questions by the words of one index."""

    def __init__(self, path: Path, vocabulary: Vocabulary) -> None:
        """Raises OSError or ValueError."""
        index = tantivy.Index.open(str(path))
        self._schema = index.schema
        self._searcher = index.searcher()
        self._vocabulary = vocabulary

    def correction(self, question: str) -> Correction | None:
        """The question with its mistyped words as the index has them; None where nothing is mistyped."""
        corrected, changed, end = "", [], 0
        for token in dutch.tokens(question):
            typed = question[token.start : token.end]
            if meant := self._meant(token, typed):
                corrected += question[end : token.start] + meant
                changed.append((typed, meant))
                end = token.end
        return Correction(corrected + question[end:], tuple(changed)) if changed else None

    def _meant(self, token: Token, typed: str) -> str | None:
        form = token.form
        if not self._is_doubtful(form, typed):
            return None
        near = self._near(form, 1)
        if not near and not self._vocabulary.parts_of(form) and len(form) >= _LONG:
            # Two edits change the first letter of a word hardly ever.
            near = [word for word in self._near(form, 2) if word[0] == form[0]]
        if not near:
            return None
        best = min(near, key=lambda w: (w[0] != form[0], -self._vocabulary.passages(w), w))
        return self._vocabulary.spelling(best)

    def _is_doubtful(self, form: str, typed: str) -> bool:
        """Whether no passage and no dictionary has a word: what is only rare may be meant."""
        return (
            len(form) >= _SHORTEST
            and form.isalpha()
            and form not in FUNCTION_WORDS
            and form not in self._vocabulary
            and not any(dutch.is_known(typed, language) for language in _LANGUAGES)
        )

    def _near(self, form: str, edits: int) -> list[str]:
        query = Query.fuzzy_term_query(self._schema, _WORD, form, distance=edits)
        found = self._searcher.search(query, _MOST_NEAR, count=False)
        return [self._searcher.doc(address)[_WORD][0] for _, address in found.hits]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_WORD, stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()
