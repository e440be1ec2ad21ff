"""What all formats say of a citation, and the Dutch words that they say it in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rdsearch.dutch import MONTHS
from rdsearch.types import EXCERPT_SEPARATOR, Citation, Report, Span

_CONTEXT = 32  # characters, as the W3C's examples and Hypothesis have it
_BLANK_LINE = re.compile(r"\n\s*\n")
_BULLETS = "•‣▪▫◦●○■□·➢✓ \t\n"
_FROM_FILE_NAME = ("title", "file name")
_FROM_PDF = ("published", "pdf metadata")


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation with what may be said of it beside its report."""

    citation: Citation
    permalink: str  # its address; bare where no service is known
    accessed_at: datetime  # with a time zone
    contexts: tuple[tuple[str, str], ...]  # the text before and behind each span
    pdf_url: str | None = None
    language: str | None = None  # ISO 639-1
    speaker: str | None = None  # who said it, with what they are

    def __post_init__(self) -> None:
        if self.accessed_at.tzinfo is None:
            raise ValueError("accessed_at has no time zone")
        if len(self.contexts) != len(self.citation.spans):
            raise ValueError("every span needs its context")


@dataclass(frozen=True, slots=True)
class TextQuote:
    """A span's text between what stands around it (W3C TextQuoteSelector)."""

    span: Span
    exact: str
    prefix: str
    suffix: str


def reference_of(
    citation: Citation,
    page_texts: Mapping[int, str],
    *,
    permalink: str,
    accessed_at: datetime,
    pdf_url: str | None = None,
    language: str | None = None,
    speaker: str | None = None,
) -> Reference:
    """A citation ready to be written; `page_texts` are of the pages that it stands on."""
    contexts = tuple(
        (
            page_texts[s.page][max(0, s.start - _CONTEXT) : s.start],
            page_texts[s.page][s.end : s.end + _CONTEXT],
        )
        for s in citation.spans
    )
    return Reference(
        citation,
        permalink,
        accessed_at,
        contexts,
        pdf_url,
        language,
        one_line(speaker or "") or None,
    )


def text_quotes(reference: Reference) -> Iterator[TextQuote]:
    """The excerpt cut into its spans again."""
    at = 0
    for span, (prefix, suffix) in zip(reference.citation.spans, reference.contexts, strict=True):
        end = at + span.end - span.start
        yield TextQuote(span, reference.citation.excerpt[at:end], prefix, suffix)
        at = end + len(EXCERPT_SEPARATOR)


def one_line(text: str) -> str:
    """Without line breaks and other control characters, which no format bears."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def paragraphs_of(reference: Reference) -> list[str]:
    """The excerpt as it stands on the page: each block in one line, without the bullet before the first."""
    blocks = map(one_line, _BLANK_LINE.split(reference.citation.excerpt.lstrip(_BULLETS)))
    return [block for block in blocks if block]


def words_of(reference: Reference) -> str:
    """The excerpt in one line. A heading or list item does not run into the next: a stroke parts them."""
    return " / ".join(paragraphs_of(reference))


def url_of(reference: Reference) -> str | None:
    """Where the report can be had: from its publisher, else here."""
    return reference.citation.report.source_url or address_of(reference)


def address_of(reference: Reference) -> str | None:
    """The permalink where it is a whole address."""
    return reference.permalink if "://" in reference.permalink else None


def is_named_by_file(report: Report) -> bool:
    """Whether no title was found: what stands for one is the name of the file."""
    return _FROM_FILE_NAME in report.origins


def is_dated_by_pdf(report: Report) -> bool:
    """Whether the date is that on which the file was made, which need not be that of publication."""
    return report.published is not None and _FROM_PDF in report.origins


def dutch_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def title_words(report: Report) -> str:
    """The title; in square brackets, as what others call it, where the report itself gives none."""
    title = one_line(report.title)
    return f"[{title}]" if is_named_by_file(report) else title


def issued(report: Report) -> str:
    """When it was published, as far as that is known."""
    if report.published is None:
        return "z.d."
    return ("pdf van " if is_dated_by_pdf(report) else "") + dutch_date(report.published)


def year(report: Report) -> str:
    if report.published is None:
        return "z.d."
    return ("ca. " if is_dated_by_pdf(report) else "") + str(report.published.year)


def day_and_month(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def place(reference: Reference) -> str:
    """Both page numbers: `p. 12 (pdf-pagina 14)`."""
    printed, physical = printed_pages(reference), pdf_pages(reference)
    return f"{printed} ({physical})" if printed else physical


def printed_pages(reference: Reference) -> str | None:
    """The numbers printed on the pages: `p. 12`, `pp. 12–13`; None where there are none."""
    labels = reference.citation.page_labels
    if not labels:
        return None
    return ("p. " if len(labels) == 1 else "pp. ") + pages_in_a_row(labels)


def pdf_pages(reference: Reference) -> str:
    """The pages as a PDF viewer counts them: `pdf-pagina 14`."""
    numbers = [str(number) for number in pdf_numbers(reference)]
    return ("pdf-pagina " if len(numbers) == 1 else "pdf-pagina’s ") + pages_in_a_row(numbers)


def pdf_numbers(reference: Reference) -> list[int]:
    return sorted({span.page for span in reference.citation.spans})


def pages_for_programs(reference: Reference) -> list[str]:
    """The printed numbers, or those of the PDF where nothing is printed: programs have one field."""
    return list(reference.citation.page_labels) or [str(n) for n in pdf_numbers(reference)]


def pages_in_a_row(labels: Sequence[str]) -> str:
    """`12–14` where they follow each other, else `12, 15`."""
    numbers = [int(label) if label.isdecimal() else None for label in labels]
    first = numbers[0]
    if len(labels) > 1 and first is not None and numbers == [*range(first, first + len(labels))]:
        return f"{labels[0]}–{labels[-1]}"
    return ", ".join(labels)


def remarks(reference: Reference) -> list[str]:
    """What a reader must know before relying on the citation."""
    found = []
    if is_named_by_file(reference.citation.report):
        found.append("titel volgens de bestandsnaam")
    if is_dated_by_pdf(reference.citation.report):
        found.append("datum volgens de pdf, niet de uitgever")
    if reference.citation.read_by_ocr:
        found.append("tekst gelezen met OCR")
    return found
