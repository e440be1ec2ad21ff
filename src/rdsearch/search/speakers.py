"""Whose words a question asks for, among those who are quoted in the index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rdsearch import dutch
from rdsearch.quotes import Speakers, is_role_noun, is_title, speaker_key
from rdsearch.search.intent import places_of_speakers


class QuotedPeople:
    """Who is quoted, and in which rows. Read once for an index."""

    def __init__(
        self, quoted: Sequence[tuple[str, str, int]], publishers: Mapping[str, str | None]
    ) -> None:
        """`quoted` are (name as it stands there, report id, row)."""
        self._names = Speakers(((report_id, name) for name, report_id, _ in quoted), publishers)
        self._rows: defaultdict[str, list[int]] = defaultdict(list)
        self._by_last: defaultdict[str, set[str]] = defaultdict(set)
        for name, report_id, row in quoted:
            full = self.full_name(report_id, name)
            self._rows[full].append(row)
            self._by_last[speaker_key(full).split()[-1]].add(full)

    def full_name(self, report_id: str, name: str) -> str:
        """By the fullest name that the reports of one publisher give."""
        return self._names.full_name(report_id, name) or name

    def rows_of(self, people: Iterable[str]) -> frozenset[int]:
        """Where they are quoted, by full names."""
        return frozenset(row for name in people for row in self._rows[name])

    def asked(self, question: str) -> frozenset[str]:
        """The full names of those whose words a question asks for."""
        return frozenset(
            name for place in places_of_speakers(question) for name in self._named_in(place)
        )

    def _named_in(self, place: str) -> Iterator[str]:
        tokens = [*dutch.tokens(place)]
        words = [token.form for token in tokens]
        written = [place[token.start : token.end] for token in tokens]
        for at, word in enumerate(words):
            for name in self._by_last.get(word, ()):
                key = speaker_key(name).split()
                given, family = _split(key)
                if _ends_with(words[: at + 1], key):
                    yield name  # in full
                elif _ends_with(words[: at + 1], family):
                    first = at + 1 - len(family)
                    if _may_be_name(written, first, at) and not _has_other_given(
                        written[:first], given
                    ):
                        yield name


def _split(key: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Given and family names; a name of one word is a family name."""
    return (key[:1], key[1:]) if len(key) > 1 else ((), key)


def _ends_with(words: Sequence[str], end: Sequence[str]) -> bool:
    return list(words[-len(end) :]) == list(end)


def _may_be_name(written: Sequence[str], first: int, last: int) -> bool:
    """A family name may be an ordinary word: it has a capital then, or nothing stands before it."""
    return written[last][0].isupper() or first == 0 or not dutch.is_known(written[last])


def _has_other_given(before: Sequence[str], given: Sequence[str]) -> bool:
    """Whether the word before a family name is the given name or initial of somebody else."""
    word = before[-1] if before else ""
    if is_title(word) or (is_role_noun(word) and dutch.is_known(word.lower())):  # Khalid is no lid
        return False
    return word[:1].isupper() and not (given and given[0].startswith(dutch.fold(word)))
