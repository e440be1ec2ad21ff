"""A permalink as data and as it stands in an address.

The form may grow but never change: links in print depend on it. Another form must begin with another character
than a hexadecimal digit.
"""

import re
from dataclasses import dataclass

from rdsearch.errors import QueryError

ALPHABET = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing that is misread or misheard
)
BASE = len(ALPHABET)
CHECKSUM_LETTERS = 7
KEY_LETTERS = 5

_SHOWN = 60
_LINK = re.compile(
    rf"(?:[^?#]*/)?(?P<sha256>[0-9a-f]{{12}})\.(?P<key>[{ALPHABET}]{{{KEY_LETTERS}}})"
    r"(?P<anchors>(?:\.[a-z0-9-]+)*)/?(?:[?#].*)?"
)
_ANCHOR = re.compile(
    rf"(?P<page>[1-9]\d{{0,5}})-(?P<at>[{ALPHABET}]{{1,4}})-(?P<counts>[{ALPHABET}]{{5}})"
    rf"-(?P<letters>[{ALPHABET}]+)-(?P<checksum>[{ALPHABET}]{{{CHECKSUM_LETTERS}}})"
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A run of text on one page, by what tells it without holding it."""

    page: int
    at: int  # place of the first word among those of the page, from 0
    sieve: int  # the letters are of words whose hash is divisible by 2 ** sieve
    lead: int  # words before the first letter
    trail: int  # words behind the last letter
    before: str  # letters of the context
    letters: str
    after: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Permalink:
    """A report, and the texts in it that are meant; the whole report when there are none."""

    sha256: str  # its first digits
    report_key: str
    anchors: tuple[Anchor, ...] = ()


def text_of(link: Permalink) -> str:
    """The permalink as it stands in an address: small letters, digits, hyphens and full stops."""
    return ".".join((link.sha256, link.report_key, *map(_text_of_anchor, link.anchors)))


def permalink_from(text: str) -> Permalink:
    """Reads a permalink or an address that ends in one. Raises QueryError for anything else."""
    link = _LINK.fullmatch(text.strip().lower())
    parts = link["anchors"].split(".")[1:] if link else []
    anchors = [anchor for part in parts if (anchor := _anchor_from(part))]
    if link is None or len(anchors) != len(parts):
        shown = " ".join(text.split())[:_SHOWN]
        raise QueryError(
            "bad_permalink",
            f"{shown!r} is not a whole permalink; copy it again, from its first character to its last",
        )
    return Permalink(link["sha256"], link["key"], tuple(anchors))


def number_text(number: int, *, width: int = 1) -> str:
    """A number in base 32, the highest digit first."""
    digits = ""
    while number or len(digits) < width:
        number, digit = divmod(number, BASE)
        digits = ALPHABET[digit] + digits
    return digits


def _number_of(text: str) -> int:
    number = 0
    for digit in text:
        number = number * BASE + ALPHABET.index(digit)
    return number


def _text_of_anchor(anchor: Anchor) -> str:
    counts = (anchor.sieve, anchor.lead, anchor.trail, len(anchor.before), len(anchor.after))
    return "-".join(
        (
            str(anchor.page),
            number_text(anchor.at),
            "".join(map(number_text, counts)),
            anchor.before + anchor.letters + anchor.after,
            anchor.checksum,
        )
    )


def _anchor_from(text: str) -> Anchor | None:
    match = _ANCHOR.fullmatch(text)
    if match is None:
        return None
    sieve, lead, trail, before, after = map(_number_of, match["counts"])
    letters = match["letters"]
    end = len(letters) - after
    if end <= before:
        return None
    return Anchor(
        page=int(match["page"]),
        at=_number_of(match["at"]),
        sieve=sieve,
        lead=lead,
        trail=trail,
        before=letters[:before],
        letters=letters[before:end],
        after=letters[end:],
        checksum=match["checksum"],
    )
