"""What stands before or behind a name and is no part of it: forms of address, degrees. Their only owner."""

import re

_ADDRESS = "heer|mevrouw|meneer"
_SHORT_ADDRESS = "dhr|mevr|mw"
_DEGREES = "prof|dr|drs|ir|ing|mr"
# A degree in running text has its point: without it "ing" is a bank, and "mr" English.
BEFORE_NAME = re.compile(
    rf"\b(?:(?:(?:{_ADDRESS})\b|(?:{_SHORT_ADDRESS})\b\.?|(?:{_DEGREES})\.)\s*)+", re.IGNORECASE
)
_ENDING = re.compile(BEFORE_NAME.pattern + r"\Z", re.IGNORECASE)
_REACH_CHARS = 20

# Of a name by itself every one of them is none of it, with a point or without.
_IN_NAME = re.compile(
    rf"\b(?:(?:(?:de\s+)?(?:heer|mevrouw)|{_ADDRESS}|{_SHORT_ADDRESS}|{_DEGREES})\b[.\s]*)+"
)
_BEHIND_NAME = re.compile(r",?\s+(?:msc|bsc|ma|ba|phd|llm|mba)\b\.?")


def stands_before(text: str, at: int) -> bool:
    """Whether a title stands directly before `at`: de heer, mevrouw, drs."""
    return _ENDING.search(text[max(0, at - _REACH_CHARS) : at]) is not None


def is_only_titles(folded: str) -> bool:
    return _IN_NAME.fullmatch(folded) is not None


def without_titles(folded: str) -> str:
    """A folded name without what stands before and behind it; as it is where nothing else were left."""
    without_degrees = _BEHIND_NAME.sub("", folded)
    bare = _IN_NAME.sub("", without_degrees)
    return bare if any(map(str.isalpha, bare)) else without_degrees
