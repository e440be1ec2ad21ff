"""Addresses of quoted text that outlive the index that they were made from. Pure.

A passage id dies with the chunker that made it, an offset with the extractor. What lasts is the file and its
words, so a permalink holds the first digits of the PDF's sha256 and, for each run of text on a page, an anchor:
the page, a sieve of the words, some of the words around, and a checksum. Check letters end it.

    f90634e233bb.2m8qk.14-3a-21544-h0k2…-9zk3qv1.7w2kd
    sha256       id    page-place-counts-letters-checksum, once for each span, and the check of it all

*Letters.* Every word is hashed to one of 32 letters. Of a long text only the words whose hash is divisible by a
power of two are kept, so that 16 to some 40 letters remain however long it is (Manber, 1994, "Finding similar
files in a large file system"). A report that goes through the same sieve shows the same letters in the same
order, and a search for text becomes a search for a short string. As in a W3C TextQuoteSelector, some letters
before and behind stand for the context: they tell equal texts apart, and hold short ones in place.

*Finding.* The page and its neighbours first, then the whole report: the exact letters, then the best approximate
match. The words lead; the place only decides between equals (Brush et al., 2001, "Robust annotation positioning
in digital documents"; Hypothesis anchors so too).

*Judging.* The checksum is of the words themselves, run together: white space, hyphens, capitals, accents and
other marks do not count, digits with their separators do, and so do currency signs and per cents. Another way
of repairing hyphens thus changes nothing, one other figure does. Where the letters leave the ends of the text in
doubt, the checksum decides those as well.

*Trusting.* A link whose check letters are of another link is refused. One made before there were check letters is
held against the link that its text has today: where the two differ the text is never said to be the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from rdsearch.permalinks.address import Anchor, Permalink, permalink_from, text_of
from rdsearch.permalinks.finding import found
from rdsearch.permalinks.sieve import Words, anchor_of, key_of
from rdsearch.types import EXCERPT_SEPARATOR, Report, Span

__all__ = [
    "Anchor", "Library", "Permalink", "Place", "Resolution", "Status",
    "permalink_from", "permalink_of", "resolve", "resolve_in", "text_of",
]  # fmt: skip

_SHA_DIGITS = 12
_NEIGHBOURS = 1  # pages before and behind that are looked at first


class Status(StrEnum):
    """What became of a text, from best to worst. The words are those that users read."""

    SAME = "gelijk"
    MOVED = "verplaatst"  # the same words on another page
    CHANGED = "gewijzigd"
    GONE = "verdwenen"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchored text stands now, more than one span where it runs over pages; none when it is gone."""

    status: Status
    spans: tuple[Span, ...]
    text: str
    similarity: float  # to the text that was cited, 0..1


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a permalink: a place for each of its anchors, and the status of all together."""

    status: Status
    report: (
        Report | None
    )  # None when there is neither the file nor one that has its report's id now
    is_same_file: bool
    places: tuple[Place, ...]
    is_link_of_text: bool = (
        True  # False: the link may have been altered, see `Permalink.is_checked`
    )


class Library(Protocol):
    """What is read of a catalogue."""

    def descriptions(self) -> Mapping[str, Report]:
        """Reports by id."""

    def page_texts(self, report_id: str) -> Mapping[int, str]:
        """The text of each page of a report, by number and in order."""


def permalink_of(report: Report, spans: Iterable[Span], texts: Mapping[int, str]) -> Permalink:
    """The permalink of pieces of a report; `texts` are of their pages. Without pieces, of the report itself.

    A piece without words has nothing to be found by and is left out.
    """
    anchors = (anchor_of(span, texts[span.page]) for span in spans)
    return Permalink(
        sha256=report.sha256[:_SHA_DIGITS],
        report_key=key_of(report.report_id),
        anchors=tuple(anchor for anchor in anchors if anchor),
    )


def resolve(link: Permalink, library: Library) -> Resolution:
    """What became of the text: in its own file, else in the file that has its report's id now."""
    reports = library.descriptions().values()
    same_file = (r for r in reports if r.sha256.startswith(link.sha256))
    same_id = (r for r in reports if key_of(r.report_id) == link.report_key)
    report = next(same_file, None) or next(same_id, None)
    if report is None:
        return Resolution(Status.GONE, None, is_same_file=False, places=())
    return resolve_in(link, report, library.page_texts(report.report_id))


def resolve_in(link: Permalink, report: Report, texts: Mapping[int, str]) -> Resolution:
    """What became of the text in this report, which may be another version of the one that was cited."""
    is_same_file = report.sha256.startswith(link.sha256)
    pages = _Pages(texts)
    places = tuple(_place(anchor, pages) for anchor in link.anchors)
    status = _together([place.status for place in places])
    if not places and not is_same_file:
        status = Status.CHANGED
    found = Resolution(status, report, is_same_file, places)
    if status is Status.SAME and not link.is_checked and not _is_made_of(found, link, texts):
        return _doubted(found)
    return found


def _is_made_of(found: Resolution, link: Permalink, texts: Mapping[int, str]) -> bool:
    """Whether the link is the one that the text which was found has today."""
    spans = [span for place in found.places for span in place.spans]
    made = permalink_of(found.report, spans, texts) if found.report else None
    return made == replace(link, is_checked=True)


def _doubted(found: Resolution) -> Resolution:
    places = tuple(replace(place, status=Status.CHANGED) for place in found.places)
    return replace(found, status=Status.CHANGED, places=places, is_link_of_text=False)


class _Pages:
    """The pages of one report; all of its words are hashed only once they are needed."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._texts = texts
        self._all: Words | None = None

    def near(self, page: int) -> Words:
        numbers = range(page - _NEIGHBOURS, page + _NEIGHBOURS + 1)
        return Words({n: self._texts[n] for n in numbers if n in self._texts})

    def all(self) -> Words:
        self._all = self._all or Words(self._texts)
        return self._all


def _place(anchor: Anchor, pages: _Pages) -> Place:
    where = found(anchor, pages.near(anchor.page), is_near=True)
    where = where or found(anchor, pages.all(), is_near=False)
    if where is None:
        return Place(Status.GONE, (), "", 0.0)
    status = Status.CHANGED
    if where.is_identical:
        is_there = any(page == anchor.page for page, _, _ in where.slices)
        status = Status.SAME if is_there else Status.MOVED
    return Place(
        status=status,
        spans=tuple(Span(*piece) for piece in where.slices),
        text=EXCERPT_SEPARATOR.join(where.texts),
        similarity=where.similarity,
    )


def _together(statuses: Sequence[Status]) -> Status:
    """The worst of all, save that a text of which something is left has not gone."""
    if set(statuses) > {Status.GONE}:
        statuses = [Status.CHANGED if s is Status.GONE else s for s in statuses]
    return max(statuses, key=list(Status).index, default=Status.SAME)
