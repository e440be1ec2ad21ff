"""Citations for readers, in Dutch: APA, the line that a journalist pastes, and plain text."""

import html

from rdsearch.citation_formats.reference import (
    Reference,
    day_and_month,
    is_dated_by_pdf,
    is_named_by_file,
    issued,
    one_line,
    paragraphs_of,
    pdf_pages,
    place,
    printed_pages,
    title_words,
    url_of,
    words_of,
    year,
)
from rdsearch.types import Report

_SINGLE, _DOUBLE, _ANGLED = ("‘", "’"), ("“", "”"), ("«", "»")
_Marks = tuple[str, str]
_BLOCK_WORDS = 40  # from here APA sets a quotation apart, without marks
_SHORT_TITLE_WORDS = 8
_ENDS_ITSELF = (".", "?", "!", "…")


def plain(reference: Reference) -> str:
    """The words, their source and the permalink, each on a line of its own."""
    quotation = _quoted("\n".join(paragraphs_of(reference)), _DOUBLE) + _said_by(reference)
    report = reference.citation.report
    source = [
        report.publisher,
        title_words(report),
        issued(report),
        place(reference),
        _by_ocr(reference),
    ]
    return "\n".join([quotation, _listed(source), reference.permalink])


def journalist(reference: Reference) -> str:
    """The words, who said and who published them, where they stand and the permalink, in one line."""
    quotation = _quoted(words_of(reference), _SINGLE) + _said_by(reference)
    report = reference.citation.report
    pages = [printed_pages(reference), pdf_pages(reference), _by_ocr(reference)]
    source = _listed([report.publisher, title_words(report), issued(report), *pages])
    return f"{quotation} ({source}) {reference.permalink}"


def apa(reference: Reference) -> str:
    """The quotation with its citation in the text, and the entry of the reference list, as HTML (APA 7)."""
    paragraphs = paragraphs_of(reference)
    cited = _in_text(reference)
    if sum(len(paragraph.split()) for paragraph in paragraphs) >= _BLOCK_WORDS:
        lines = "<br>\n".join(html.escape(paragraph) for paragraph in paragraphs)
        quotation = f"<blockquote>{lines} {cited}</blockquote>"
    else:
        words = _quoted(words_of(reference), _DOUBLE)
        quotation = f"<p>{html.escape(words)} {cited}.</p>"
    return f"{quotation}\n<p>{_entry(reference)}</p>"


def _entry(reference: Reference) -> str:
    """Author. (Date). *Title*. URL: the title comes first where no author is known."""
    report = reference.citation.report
    title, author = _slanted(report, title_words(report)), _escaped(report.publisher or "")
    parts = (
        [author, f"({_apa_date(report)})", title] if author else [title, f"({_apa_date(report)})"]
    )
    entry = " ".join(part if _is_ended(part) else f"{part}." for part in parts)
    if url := url_of(reference):
        return f'{entry} <a href="{html.escape(url)}">{html.escape(url)}</a>'
    return f"{entry} {html.escape(reference.permalink)}"


def _is_ended(part: str) -> bool:
    return part.removesuffix("</i>").endswith(_ENDS_ITSELF)


def _apa_date(report: Report) -> str:
    if report.published is None or is_dated_by_pdf(report):
        return year(report)
    return f"{report.published.year}, {day_and_month(report.published)}"


def _in_text(reference: Reference) -> str:
    report = reference.citation.report
    author = _escaped(report.publisher or "") or _slanted(report, _short(report))
    printed = printed_pages(reference)
    pages = f"{printed} [{pdf_pages(reference)}]" if printed else pdf_pages(reference)
    return f"({author}, {year(report)}, {html.escape(pages)})"


def _short(report: Report) -> str:
    """The title before its subtitle, or its first words."""
    main = title_words(report).split(": ")[0]
    words = main.split()
    return main if len(words) <= _SHORT_TITLE_WORDS else " ".join(words[:_SHORT_TITLE_WORDS]) + "…"


def _slanted(report: Report, title: str) -> str:
    """A title in italics, but not the words in brackets that stand for one."""
    return html.escape(title) if is_named_by_file(report) else f"<i>{html.escape(title)}</i>"


def _escaped(text: str) -> str:
    return html.escape(one_line(text))


def _quoted(words: str, preferred: _Marks) -> str:
    """In the preferred marks, or in others where the words have those themselves."""
    pairs = [preferred, *(pair for pair in (_DOUBLE, _SINGLE, _ANGLED) if pair != preferred)]
    opening, closing = next((pair for pair in pairs if not _has(pair, words)), preferred)
    return f"{opening}{words}{closing}"


def _has(pair: _Marks, words: str) -> bool:
    opening, closing = pair
    return opening in words or (closing in words and pair != _SINGLE)  # ’ is an apostrophe too


def _said_by(reference: Reference) -> str:
    return f", aldus {reference.speaker}" if reference.speaker else ""


def _by_ocr(reference: Reference) -> str | None:
    return "tekst gelezen met OCR" if reference.citation.read_by_ocr else None


def _listed(parts: list[str | None]) -> str:
    return ", ".join(one_line(part) for part in parts if part)
