"""Citations to write, and the parsers, none of them ours, that read back what was written."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from urllib.parse import parse_qs

import bibtexparser
import citeproc
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import (
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    Locator,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import strategies as st
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)
from tests.making import page_of, report_of

from rdsearch.citation_formats import Format, reference_of, written
from rdsearch.cite import citation_at
from rdsearch.types import Role, Span

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
LINK = "https://zoek.example.nl/citaten/6a6161727665.4tvg3.14-2-00020-fzq8sdrc9bf5b-y6vtfyz"
PAGES = {
    14: page_of(
        14, (Role.BODY, "Eerst dit. De dijk werd hoger & breder.\nDaarom bleef"), labels=("12",)
    ),
    15: page_of(15, (Role.BODY, "het dorp droog. En verder niets."), labels=("13",)),
}
SENTENCE, ACROSS = (Span(14, 11, 39),), (Span(14, 40, 52), Span(15, 0, 15))
REPORT = report_of(
    title="De dijk: een terugblik",
    publisher="Gemeente Lindenmeer",
    published=date(2021, 3, 3),
    origins=(("title", "reports.toml"), ("published", "reports.toml")),
)


def reference(report=REPORT, spans=SENTENCE, *, pages=PAGES, **given_):
    texts = {number: page.text for number, page in pages.items()}
    citation = citation_at(spans, report, pages)
    return reference_of(
        citation, texts, **{"permalink": LINK, "accessed_at": NOW, "language": "nl", **given_}
    )


def words(text, **changes):
    """A reference whose excerpt is this text."""
    page = page_of(1, (Role.BODY, text), labels=("1",))
    return reference(replace(REPORT, **changes), (Span(1, 0, len(text)),), pages={1: page})


def one_line(text):
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# Letters, marks and all that any of the formats gives a meaning.
ODD = st.text(
    st.one_of(
        st.sampled_from("ab \\{}$&%#_~^\"'`<>-,!?.@=/*|\n\r\t\x00\x0b\x1c\x85\u2028éß€„”’‘😀"),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=40,
).filter(one_line)


def read_csl(reference_):
    (item,) = json.loads(written(reference_, Format.CSL))
    return item


def read_ris(reference_):
    text = written(reference_, Format.RIS)
    assert text.count("\n") == text.count("\r\n")
    (record,) = rispy.loads(text.replace("\r\n", "\n"))
    return record


def latex_decoder():
    """pylatexenc with three marks of text that it lacks, or takes for others."""
    marks = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    context = get_default_latex_context_db()
    context.add_context_category(
        "marks", macros=[MacroTextSpec(name, mark) for name, mark in marks.items()], prepend=True
    )
    return LatexNodes2Text(latex_context=context, keep_braced_groups=False)


DECODER = latex_decoder()


def read_bibtex(reference_):
    library = bibtexparser.parse_string(
        written(reference_, Format.BIBTEX),
        append_middleware=[LatexDecodingMiddleware(decoder=DECODER)],
    )
    assert not library.failed_blocks
    (entry,) = library.entries
    return entry


def raw_bibtex(reference_):
    (entry,) = bibtexparser.parse_string(written(reference_, Format.BIBTEX)).entries
    return entry


class Elements(HTMLParser):
    """The elements with their attributes, the text, and which of it is in italics."""

    def __init__(self, source):
        super().__init__()
        self.found, self.text, self.open, self.italic = [], "", [], ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.open += [tag] if tag != "br" else []

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        self.italic += data if "i" in self.open else ""


def read_coins(reference_):
    ((tag, attributes),) = Elements(written(reference_, Format.COINS)).found
    assert (tag, attributes["class"]) == ("span", "Z3988")
    return parse_qs(attributes["title"], strict_parsing=True)


def in_style(reference_):
    """The citation in the text and the entry, as citeproc-py sets them in Dutch."""
    source = CiteProcJSON(json.loads(written(reference_, Format.CSL)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False, locale="nl-NL")
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    page = Locator("page", read_csl(reference_)["page"])
    cited = citeproc.Citation([CitationItem(REPORT.report_id, locator=page)])
    bibliography.register(cited)
    in_text = bibliography.cite(cited, lambda item: pytest.fail(f"no {item.key}"))
    (entry,) = bibliography.bibliography()
    return str(in_text), str(entry)
