"""The names that were probably meant by one that is not there."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from rdsearch import dutch

# Of 302 names of two indexes with one typing error, with two, and of one word of them with one error, the name itself
# was among the nearest 99, 97 and 97 times in a hundred; by Jaro-Winkler from 0.8 on 99, 98 and 42, by rapidfuzz's WRatio
# from 75 on 99, 98 and 89. For a hundred names of something else these found 2, 3 and 16 near.
_MIN_LIKENESS = 75.0  # of 100
_PART = 0.95  # a whole name goes before a part of another one that is as like
_MAX_NEAREST = 3


def nearest(asked: str, known: Iterable[str]) -> Sequence[str]:
    """The known names that are like it or have as many words that are, best first, accents and capitals aside."""
    words = dutch.forms(asked)
    if not words:
        return []
    found = ((_likeness(words, dutch.forms(name)), name) for name in known)
    near = sorted((-likeness, name) for likeness, name in found if likeness >= _MIN_LIKENESS)
    return [name for _, name in near[:_MAX_NEAREST]]


def _likeness(asked: Sequence[str], words: Sequence[str]) -> float:
    """0..100, by the least edits that make one text of the other."""
    text, count = " ".join(asked), len(asked)
    parts = (" ".join(words[n : n + count]) for n in range(len(words) - count + 1))
    return max(
        fuzz.ratio(text, " ".join(words)),
        max((_PART * fuzz.ratio(text, part) for part in parts), default=0.0),
    )
