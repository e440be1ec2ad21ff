"""Numbers that say how old somebody is."""

import re

from rdsearch.outcomes.numerals import Numeral

_YOUNGEST_AGE, _OLDEST_AGE = 4, 110
_AGE_BEFORE = re.compile(
    r"\b(?:(?:ouder|jonger) dan|(?:boven|onder|rond|tegen) de|(?:oudste|jongste)(?:\s+\w+){0,2}(?: is| was)?,?)\s+\Z",
    re.IGNORECASE,
)
_PERSON_BEFORE = re.compile(
    r"\b(?:mannen|man|vrouwen|vrouw|jongens?|meisjes?|kind(?:eren)?|jongeren?|ouderen?|mensen|personen|persoon|iemand|moeder"
    r"|vader|zoon|dochter|\w*leerlingen|\w*student(?:en)?|inwoners|bewoners?|volwassenen|leeftijd)\s+(?:van|tot|vanaf|tussen)\s+(?:de\s+)?\Z",
    re.IGNORECASE,
)
_PERSON = (
    r"(?:[A-ZÀ-Þ][\w’-]+\s+[A-ZÀ-Þ][\w’-]+|\b(?:[Hh]ij|[Zz]ij|[Zz]e|[Ii]k|[Jj]e|[Jj]ij|[Dd]ie))"
)
_IS = r"(?:is|was|werd|wordt|ben|bent)"
# What stands before and behind an age.
_FRAMES = tuple(
    (re.compile(rf"{before}\s*\Z"), re.compile(after))
    for before, after in (
        (rf"{_PERSON}\s+{_IS}(?:\s+\w+)?\s", r"\s*(?:[.,;:”’]|\Z|en\b)"),  # ze is al 74
        (rf"{_PERSON}(?:\s+(?:al|pas|net))?\s", rf"\s+{_IS}\b"),  # toen hij twaalf was
        (r"[,(]", r"\s+jaar(?:[,)]|\Z)"),  # Jan Bos, 83 jaar, oud-machinist
        (r"(?<!\A)[A-ZÀ-Þ][\w’-]+,(?:\s+(?:inmiddels|nu))?", ","),  # Annie, inmiddels 88,
    )
)


def is_age(sentence: str, numeral: Numeral) -> bool:
    """Jonger dan 18, boven de 65, een meisje van 15, jongeren van 16 tot 27, ze is 74, toen hij twaalf was."""
    start, end = numeral.start, numeral.end
    if not _YOUNGEST_AGE <= numeral.value <= _OLDEST_AGE:
        return False
    if _AGE_BEFORE.search(sentence, 0, start):
        return True
    if _PERSON_BEFORE.search(sentence, 0, start) and not numeral.is_share:
        return True
    return any(
        before.search(sentence, 0, start) and after.match(sentence, end)
        for before, after in _FRAMES
    )
