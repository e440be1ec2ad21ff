"""A permalink as data and as it stands in an address.

The form may grow but never change: links in print depend on it. Another form must begin with another character
than a hexadecimal digit. It has grown by check letters at the end: a link without them is as it was made before.
"""

import hashlib
import re
from dataclasses import dataclass

from rdsearch.errors import QueryError

ALPHABET = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing that is misread or misheard
)
BASE = len(ALPHABET)
CHECKSUM_LETTERS = 7
KEY_LETTERS = 5
CHECK_LETTERS = 5  # 25 bits: of 34 million altered links one passes

_SHOWN = 60
_LINK = re.compile(
    rf"(?:[^?#]*/)?(?P<link>(?P<sha256>[0-9a-f]{{12}})\.(?P<key>[{ALPHABET}]{{{KEY_LETTERS}}})"
    rf"(?P<anchors>(?:\.[a-z0-9]+(?:-[a-z0-9]+)+)*)(?P<check>\.[{ALPHABET}]{{{CHECK_LETTERS}}})?)"
    r"/?(?:[?#].*)?"
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
    is_checked: bool = True  # False without check letters: nothing tells whether it was altered


def text_of(link: Permalink) -> str:
    """The permalink as it stands in an address: small letters, digits, hyphens and full stops."""
    text = ".".join((link.sha256, link.report_key, *map(_text_of_anchor, link.anchors)))
    return f"{text}.{_check_of(text)}" if link.is_checked else text


def _check_of(text: str) -> str:
    """Letters that differ where the rest of the link does."""
    return hash_text(text, width=CHECK_LETTERS)


def permalink_from(text: str) -> Permalink:
    """Reads a permalink or an address that ends in one. Raises QueryError for anything else, and for a link that
    is not as it was made."""
    link = _LINK.fullmatch(text.strip().lower())
    parts = link["anchors"].split(".")[1:] if link else []
    anchors = [anchor for part in parts if (anchor := _anchor_from(part))]
    if link is None or len(anchors) != len(parts):
        raise _refused(text, "is not a whole permalink")
    found = Permalink(link["sha256"], link["key"], tuple(anchors), is_checked=bool(link["check"]))
    if text_of(found) != link["link"]:
        raise _refused(text, "is not a valid permalink: a character is missing or is another")
    return found


def _refused(text: str, why: str) -> QueryError:
    shown = " ".join(text.split())[:_SHOWN]
    return QueryError(
        "bad_permalink",
        f"{shown!r} {why}; copy it again, from its first character to its last",
    )


def hash_of(text: str) -> int:
    # Not a CRC: that is linear, and gives the rows of a table of numbers like letters.
    return int.from_bytes(hashlib.sha256(text.encode()).digest())


def hash_text(text: str, *, width: int) -> str:
    """So many letters of the hash of a text."""
    return _number_text(hash_of(text) % BASE**width, width=width)


def _number_text(number: int, *, width: int = 1) -> str:
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
            _number_text(anchor.at),
            "".join(map(_number_text, counts)),
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
