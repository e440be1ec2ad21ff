"""A report of made words, a permalink to some of them, and what becomes of it."""

from dataclasses import dataclass, replace

from tests.making import report_of

from rdsearch.permalinks import permalink_of, resolve_in
from rdsearch.types import Report, Span

REPORT = report_of()
OTHER_FILE = replace(REPORT, sha256="0123456789abcdef" * 4)

# Made words: the tests must not hang on which words share a letter.
SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo wu za".split()


def word(number):
    digits = [(number >> shift) % 16 for shift in (0, 4, 8)]
    return "".join(SYLLABLES[digit] for digit in digits)


def text(first, count, *, sentence=9):
    """`count` different words; equal numbers give equal words."""
    words = [word(first + i) for i in range(count)]
    ends = {i for i in range(count) if i % sentence == sentence - 1}
    return " ".join(w + "." if i in ends else w for i, w in enumerate(words))


@dataclass(frozen=True)
class Library:
    reports: dict[str, Report]
    texts: dict[str, dict[int, str]]

    def descriptions(self):
        return self.reports

    def page_texts(self, report_id):
        return self.texts[report_id]


PAGES = {number: text(200 * number, 150) for number in range(1, 6)}
CITED = Span(3, PAGES[3].index(word(640)), PAGES[3].index(word(700)) - 1)
QUOTE = PAGES[3][CITED.start : CITED.end]
LINK = permalink_of(REPORT, (CITED,), PAGES)


def found(texts, *, link=LINK, report=REPORT):
    resolution = resolve_in(link, report, texts)
    (place,) = resolution.places
    return resolution.status, place
