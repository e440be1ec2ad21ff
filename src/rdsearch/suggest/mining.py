"""What people may want to ask for: projects, speakers, headings and frequent phrases of the passages."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rdsearch import dutch
from rdsearch.suggest.phrases import Phrases
from rdsearch.types import Passage

_MAX_HEADING_WORDS = 9
_MAX_HEADING_CHARS = 70
_MAX_SUGGESTIONS = 20_000
_MAX_READ = 5_000  # passages, spread over all: it bounds the memory that mining takes
_SAID = re.compile(
    r"[\w'‘“\"][\w\s.,;:?!&()/%€+–’‘'“”\"-]*"
)  # OCR of a logo or an address is none of it
# They head a part of nearly every report, whatever it is about.
_SAYS_NOTHING = frozenset(
    "inleiding samenvatting inhoud inhoudsopgave voorwoord colofon bijlage bijlagen conclusie conclusies"
    " aanbevelingen literatuur literatuurlijst bronnen referenties algemeen toelichting leeswijzer begrippenlijst"
    " afkortingen introductie onderwerp datum kenmerk zaaknummer summary introduction contents references"
    " table inlichtingen".split()
)
_NUMBERING = re.compile(
    r"\A\s*(?:(?i:hoofdstuk|deel)\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]+)(?:[.:)]\s+|\s+(?=[A-Z]))"
)


class Kind(StrEnum):
    """What a suggestion is, the most telling first."""

    PROJECT = "project"
    SPEAKER = "speaker"
    HEADING = "heading"
    PHRASE = "phrase"


# Names are few and much asked for; a word of running text is neither. A heading says what a text is about.
_WEIGHT = {Kind.PROJECT: 20, Kind.SPEAKER: 20, Kind.HEADING: 3, Kind.PHRASE: 1}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to ask for; `count` passages have it."""

    text: str
    kind: Kind
    count: int


def suggestions_of(
    passages: Iterable[Passage], *, total: int, speakers: Mapping[str, int]
) -> tuple[Suggestion, ...]:
    """The best first: by how many passages have it, names before words. `speakers` by number of quotes."""
    phrases = Phrases()
    headings: Counter[str] = Counter()
    projects: Counter[str] = Counter()
    step = max(1, -(-total // _MAX_READ))
    for number, passage in enumerate(passages):
        if number % step == 0:
            phrases.read(passage.text, passage.report_id)
        headings.update({_tidy(heading) for heading in passage.headings})
        if passage.project:
            projects[passage.project] += 1
    frequent = phrases.frequent()
    found = [Suggestion(text, Kind.PROJECT, count) for text, count in projects.items()]
    found += [Suggestion(text, Kind.SPEAKER, count) for text, count in speakers.items()]
    found += [
        Suggestion(phrases.as_written(text), Kind.HEADING, count)
        for text, count in headings.items()
        if _is_telling(text)
    ]
    found += [Suggestion(text, Kind.PHRASE, count) for text, count in frequent.items()]
    best = sorted(_merged(found), key=lambda s: (-_WEIGHT[s.kind] * s.count, s.text))
    return tuple(best[:_MAX_SUGGESTIONS])


def unnumbered(heading: str) -> str:
    """A heading without its number: "3 Werken en leren" in one report is "Werken en leren" in another."""
    return _NUMBERING.sub("", heading)


def _tidy(heading: str) -> str:
    return unnumbered(" ".join(heading.split())).rstrip(".:;,¹²³")


def _is_telling(heading: str) -> bool:
    words = dutch.forms(heading)
    is_short = len(words) <= _MAX_HEADING_WORDS and len(heading) <= _MAX_HEADING_CHARS
    return (
        is_short
        and _SAID.fullmatch(heading) is not None
        and any(
            len(word) > 3
            and word.isalpha()
            and word not in dutch.FUNCTION_WORDS
            and word not in _SAYS_NOTHING
            for word in words
        )
    )


def _merged(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """One for each wording: the kind that tells most, the count of the one that has most."""
    by_key: dict[str, Suggestion] = {}
    for suggestion in found:  # the most telling kinds come first
        key = " ".join(dutch.forms(suggestion.text))
        first = by_key.get(key)
        if first is None:
            by_key[key] = suggestion
        elif suggestion.count > first.count:
            by_key[key] = Suggestion(first.text, first.kind, suggestion.count)
    yield from by_key.values()
