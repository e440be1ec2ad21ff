"""Passage + its pages → a citation that has been checked. Pure."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from rdsearch import dutch
from rdsearch.errors import ExcerptMismatch
from rdsearch.types import (
    EXCERPT_SEPARATOR,
    Box,
    Citation,
    Page,
    Passage,
    Report,
    Span,
    Word,
)


def citation_of(passage: Passage, report: Report, pages: Mapping[int, Page]) -> Citation:
    """Cuts the excerpt from the stored pages and refuses one that is not the passage's text."""
    citation = citation_at(passage.spans, report, pages)
    if citation.excerpt != passage.text:
        raise ExcerptMismatch(
            f"passage {passage.passage_id} of {report.report_id} differs from its stored page;"
            " build the index again with `rdsearch ingest --fresh`"
        )
    return citation


def citation_at(spans: tuple[Span, ...], report: Report, pages: Mapping[int, Page]) -> Citation:
    """Cites any pieces of a report: a quote, the sentence of a figure, some words of a passage."""
    excerpt = EXCERPT_SEPARATOR.join(_slice(report, span, pages) for span in spans)
    boxes = tuple(box for span in spans for box in line_boxes(pages[span.page], span))
    return Citation(
        report=report,
        spans=spans,
        page_labels=_labels(spans, pages, boxes),
        excerpt=excerpt,
        boxes=boxes,
        read_by_ocr=any(pages[s.page].ocr_confidence is not None for s in spans),
    )


def spans_between(spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """The pieces of the spans that hold the characters start..end of their excerpt."""
    found, at = [], 0
    for span in spans:
        low, high = max(start - at, 0), min(end - at, span.end - span.start)
        if low < high:
            found.append(Span(span.page, span.start + low, span.start + high))
        at += span.end - span.start + len(EXCERPT_SEPARATOR)
    return tuple(found)


def place_in(spans: Iterable[Span], span: Span) -> tuple[int, int] | None:
    """Which characters of the excerpt of these pieces a span has, from its first to its last; None where it has
    none."""
    found, at = [], 0
    for piece in spans:
        low, high = max(piece.start, span.start), min(piece.end, span.end)
        if piece.page == span.page and low < high:
            found.append((at + low - piece.start, at + high - piece.start))
        at += piece.end - piece.start + len(EXCERPT_SEPARATOR)
    return (found[0][0], found[-1][1]) if found else None


def _slice(report: Report, span: Span, pages: Mapping[int, Page]) -> str:
    page = pages.get(span.page)
    if page is None or span.end > len(page.text):
        raise ExcerptMismatch(
            f"an excerpt of {report.report_id} points beyond page {span.page};"
            " build the index again with `rdsearch ingest --fresh`"
        )
    return page.text[span.start : span.end]


def line_boxes(page: Page, span: Span) -> Iterator[Box]:
    """One box for each line of print that the span touches, covering the span's words only."""
    line: _Edges | None = None
    first = bisect_right(page.words, span.start, key=lambda word: word.end)
    for word in islice(page.words, first, None):
        if word.start >= span.end:
            break
        box = _part(word, span)
        if line is None:
            line = box
        elif _same_line(line, box):
            line = line[0], min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3])
        else:
            yield Box(page.number, *line)
            line = box
    if line is not None:
        yield Box(page.number, *line)


_Edges = tuple[float, float, float, float]  # x0, y0, x1, y1


def _part(word: Word, span: Span) -> _Edges:
    """The word's box, or the share of it that lies in the span."""
    if span.start <= word.start and word.end <= span.end:
        return word.x0, word.y0, word.x1, word.y1
    step = (word.x1 - word.x0) / (word.end - word.start)
    x0 = word.x0 + max(0, span.start - word.start) * step
    x1 = word.x1 - max(0, word.end - span.end) * step
    return x0, word.y0, x1, word.y1


def _same_line(line: _Edges, box: _Edges) -> bool:
    _, top, right, bottom = line
    shared = min(bottom, box[3]) - max(top, box[1])
    height = min(bottom - top, box[3] - box[1])
    gap = box[0] - right
    # A gap of three line heights is the space between columns, not between words.
    return shared > height / 2 and -height < gap < 3 * (bottom - top)


def _labels(
    spans: tuple[Span, ...], pages: Mapping[int, Page], boxes: tuple[Box, ...]
) -> tuple[str, ...]:
    """The printed numbers of the places where the excerpt stands."""
    labels = [
        label
        for number in dict.fromkeys(span.page for span in spans)
        for label in _labels_at(pages[number], [box for box in boxes if box.page == number])
    ]
    return tuple(dict.fromkeys(labels))


def label_at(page: Page, start: int, end: int) -> str | None:
    """The number printed where a piece of a page begins; None where the page has none."""
    boxes = list(line_boxes(page, Span(page.number, start, end)))
    return next(iter(_labels_at(page, boxes[:1])), None)


def _labels_at(page: Page, boxes: Sequence[Box]) -> Iterator[str]:
    """The numbers printed on a page; on a spread only those of the halves that the boxes touch."""
    if len(page.labels) != 2 or not boxes:
        yield from page.labels
        return
    halves = {int((box.x0 + box.x1) / 2 > page.width_pt / 2) for box in boxes}
    yield from (page.labels[half] for half in sorted(halves))


def highlights_of(
    wanted: Collection[str], words: Iterable[tuple[dutch.Token, str]]
) -> tuple[tuple[int, int], ...]:
    """Those of an excerpt's words (with their terms) that have a term of the question."""
    return tuple((token.start, token.end) for token, term in words if term in wanted)


def phrase_highlights(phrase: str, excerpt: str) -> tuple[tuple[int, int], ...]:
    """Where the excerpt has the words of the phrase in a row, however they are set."""
    wanted, letters = dutch.letters_of(phrase), dutch.letters_of(excerpt)
    size = len(wanted.form)
    return tuple(
        letters.span(first, first + size)
        for first in map(int, dutch.occurrences(wanted, letters.form, letters.gaps))
    )
