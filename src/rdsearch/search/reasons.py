"""Why a hit ranked, in Dutch: what people read beside it."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from rdsearch import dense, dutch, late_interaction, lexical
from rdsearch.fuse import Fused

_MAX_WORDS_SHOWN = 6
_MIN_RUN = 3  # words
_RETRIEVERS = {
    late_interaction.RETRIEVER: "betekenis per woord",
    dense.RETRIEVER: "betekenis",
    lexical.RETRIEVER: "woorden",
}


def why_literal(excerpt: str, marks: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Of a hit that has the asked words literally."""
    return (f"letterlijk gevonden: {_listed(excerpt, sorted(marks))}",)


def why_ranked(
    found: Fused,
    asked: Sequence[str],
    excerpt: str,
    *,
    tokens: Sequence[dutch.Token],
    marks: Sequence[tuple[int, int]],
) -> tuple[str, ...]:
    """Of a hit that was ranked by meaning and words: `asked` are the folded words of the question, `tokens`
    those of the excerpt, `marks` the ones among these that match."""
    return (*_ranks(found), *_matches(asked, excerpt, tokens, marks))


def _ranks(found: Fused) -> Iterator[str]:
    for candidate in found.candidates:
        if name := _RETRIEVERS.get(candidate.retriever):
            yield f"{name} (plaats {candidate.rank})"


def _matches(
    asked: Sequence[str],
    excerpt: str,
    tokens: Sequence[dutch.Token],
    marks: Sequence[tuple[int, int]],
) -> Iterator[str]:
    if phrase := _shared_phrase(asked, excerpt, tokens):
        yield f"letterlijk: „{phrase}”"
    names = {_folded(excerpt, span) for span in marks if _is_name(excerpt, span)}
    if named := [span for span in marks if _folded(excerpt, span) in names]:
        yield f"naam: {_listed(excerpt, named, folded=False)}"
    if others := [span for span in marks if _folded(excerpt, span) not in names]:
        yield f"zelfde woorden: {_listed(excerpt, others)}"


def _shared_phrase(asked: Sequence[str], excerpt: str, there: Sequence[dutch.Token]) -> str | None:
    """The longest run of words that the question and the excerpt share, if it is one to speak of."""
    forms = [token.form for token in there]
    run = SequenceMatcher(None, asked, forms, autojunk=False).find_longest_match()
    if run.size < _MIN_RUN or dutch.FUNCTION_WORDS.issuperset(asked[run.a : run.a + run.size]):
        return None
    phrase = excerpt[there[run.b].start : there[run.b + run.size - 1].end]
    return " ".join(phrase.split())


def _folded(excerpt: str, span: tuple[int, int]) -> str:
    return excerpt[span[0] : span[1]].casefold()


def _is_name(excerpt: str, span: tuple[int, int]) -> bool:
    """Whether a word has a capital where no sentence begins, in text that is not all capitals."""
    start, end = span
    word, before = excerpt[start:end], excerpt[:start].rstrip(" \t\"'„“‘(")
    return (
        word[0].isupper()
        and not (len(word) > 1 and word.isupper() and excerpt.isupper())
        and before[-1:] not in ("", ".", "!", "?", ":", "\n", "•", "…")
    )


def _listed(excerpt: str, spans: Iterable[tuple[int, int]], *, folded: bool = True) -> str:
    words = (excerpt[start:end] for start, end in spans)
    unique = {word.casefold(): word.casefold() if folded else word for word in words}
    return ", ".join([*unique.values()][:_MAX_WORDS_SHOWN])
