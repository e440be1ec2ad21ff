"""What passages can be filtered by and counted by, read from the catalog."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from rdsearch.store.rows import strings

OCR_PAGES = "SELECT report_id, number FROM page WHERE ocr_confidence IS NOT NULL"
TRAITS = (
    "SELECT report_id, headings, project, language, spans,"
    " passage_id IN (SELECT passage_id FROM quote),"
    " passage_id IN (SELECT passage_id FROM outcome WHERE kind != 'context')"
    " FROM passage WHERE row IS NOT NULL ORDER BY row"
)


class PassageTraits(NamedTuple):
    """What one passage can be filtered by."""

    report_id: str
    headings: tuple[str, ...]
    project: str | None
    language: str | None
    read_by_ocr: bool
    has_quote: bool
    has_figure: bool


def traits_of(
    rows: Iterable[tuple[Any, ...]], ocr_pages: frozenset[tuple[str, int]]
) -> Iterator[PassageTraits]:
    """The rows of `TRAITS` as what they say; `ocr_pages` as `OCR_PAGES` gives them."""
    headings_of: Callable[[str], tuple[str, ...]] = cache(strings)  # passages share their headings
    scanned = {report_id for report_id, _ in ocr_pages}
    for report_id, headings, project, language, spans, has_quote, has_figure in rows:
        yield PassageTraits(
            report_id,
            headings_of(headings),
            project,
            language,
            report_id in scanned
            and any((report_id, page) in ocr_pages for page, _, _ in json.loads(spans)),
            bool(has_quote),
            bool(has_figure),
        )
