"""The period that a sentence tells of, in its own words."""

import re

from rdsearch.dutch import MONTHS

_MONTH = "|".join(MONTHS)
_YEAR = r"(?:19|20)\d\d"
_SPAN = rf"{_YEAR}\s?(?:[-–/]|t/m|tot en met|en)\s?(?:{_YEAR}|\d\d\b)"
_BEFORE = r"in|op|t/m|over|tijdens|gedurende|sinds|vanaf|tot en met|tot|eind|einde|begin|medio|ultimo|per|voor|uiterlijk(?: in| op)?|tussen|na|van|en"
_NAMED = (
    rf"(?:periode|jaren|schooljaar|seizoen|boekjaar|verslagjaar|studiejaar|collegejaar|jaar)\s+(?:van\s+)?(?:{_SPAN}|{_YEAR})"
    rf"|(?:(?:eerste|tweede|derde|vierde|laatste|vorige)\s+)?(?:helft|kwartaal|half\s?jaar|halfjaar|maanden)\s+van\s+{_YEAR}"
    rf"|(?:voorjaar|zomer|najaar|herfst|winter|lente)\s+(?:van\s+)?{_YEAR}"
    rf"|(?:\d{{1,2}}\s+)?(?:{_MONTH})\s+{_YEAR}(?:\s+(?:tot en met|t/m|tot)\s+(?:\d{{1,2}}\s+)?(?:{_MONTH})\s+{_YEAR})?"
    rf"|{_SPAN}(?!\d)"
)
# A bare year is a period only where a word for when leads it, or where it opens a sentence or a bracket.
_WHEN = re.compile(
    rf"\b(?:(?:{_BEFORE})\s+)?(?:(?:de|het)\s+)?(?:{_NAMED})(?!\w)"
    rf"|(?:\b(?:{_BEFORE})\s+|\A|(?<=\())(?:het jaar\s+)?{_YEAR}(?![\w.,]*\d|-\w)(?!\w)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:(?:in|over|tijdens|gedurende)\s+)?(?:het\s+(?:afgelopen|vorige|eerste|tweede|derde|laatste)\s+(?:school|verslag|boek|half)?jaar"
    r"|de\s+(?:afgelopen|voorbije|eerste|laatste)\s+(?:\w+\s+)?(?:jaren|jaar|maanden|weken)|dit\s+(?:school|verslag)?jaar"
    r"|(?:vorig|afgelopen|volgend)\s+jaar|het\s+(?:verslag|boek)jaar)(?!\w)",
    re.IGNORECASE,
)


def period_of(sentence: str, start: int) -> str | None:
    """The period named nearest before the figure at `start`, else the first behind it: "in 2023"."""
    found = [*_WHEN.finditer(sentence), *_RELATIVE.finditer(sentence)]
    before = [match for match in found if match.start() < start]
    # "(2022: 6%)" tells of the figure in the bracket only.
    after = [m for m in found if m.start() > start and sentence[m.end() : m.end() + 1] != ":"]
    nearest = max(before, key=re.Match.start, default=None) or min(
        after, key=re.Match.start, default=None
    )
    return " ".join(nearest.group().split()) if nearest else None
