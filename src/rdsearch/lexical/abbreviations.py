"""What abbreviations stand for, as the texts themselves say: Advanced Manufacturing Program (AMP)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rdsearch import dutch
from rdsearch.dutch import FUNCTION_WORDS

_CAPITALS = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,6}[A-Z](?![\w-])")
_REACH = 120  # characters in which the words stand
_SKIPPED = 3  # function words without a letter in the abbreviation


def definitions_in(text: str) -> Iterator[tuple[str, str]]:
    """Folded abbreviations with the words that a text says they stand for: those right in front of the
    brackets around one, or in the brackets behind it."""
    for found in _CAPITALS.finditer(text):
        abbreviation = dutch.fold(found.group())
        before, behind = text[: found.start()], text[found.end() :][:_REACH]
        if before.endswith("(") and behind.startswith(")"):
            forms = dutch.forms(before[-_REACH:])
            runs = [forms[-size:] for size in _sizes(abbreviation)]
        elif behind.startswith(" (") and ")" in behind:
            runs = [dutch.forms(behind.split(")")[0])]
        else:
            continue
        if words := next((run for run in runs if _stands_for(abbreviation, run)), None):
            yield abbreviation, " ".join(words)


def _sizes(abbreviation: str) -> range:
    return range(len(abbreviation), len(abbreviation) + _SKIPPED + 1)


def _stands_for(abbreviation: str, words: Sequence[str]) -> bool:
    """Whether the letters are the initials of the words; function words may be left out."""
    if len(words) not in _sizes(abbreviation) or not words[0].startswith(abbreviation[0]):
        return False
    left = abbreviation
    for word in words:
        if left and word.startswith(left[0]):
            left = left[1:]
        elif word not in FUNCTION_WORDS:
            return False
    return not left


def meant_by(question: str, meanings: Mapping[str, str]) -> Iterator[str]:
    """What the abbreviations in a question stand for, and the abbreviations of words in it."""
    forms = dutch.forms(question)
    asked = f" {' '.join(forms)} "
    for abbreviation, words in meanings.items():
        if abbreviation in forms:
            yield from (word for word in words.split() if word not in FUNCTION_WORDS)
        elif f" {words} " in asked:
            yield abbreviation
