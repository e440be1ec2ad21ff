from datetime import UTC, datetime

import pytest
from tests.making import build_index, document_of, report_of

from rdsearch import references
from rdsearch.citation_formats import Format, written
from rdsearch.errors import QueryError
from rdsearch.permalinks import Status, permalink_from, resolve
from rdsearch.store import Catalog, OutcomeEntry, QuoteEntry
from rdsearch.types import Outcome, Quote, Span

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
REPORT = report_of()
DOCUMENT = document_of(
    REPORT,
    "De dijk is hoger. „Het dorp bleef droog!” zegt de wethouder. Er kwamen zes sluizen.",
    "De dijk is hoger, schrijft de krant.",
)
(PAGE,) = DOCUMENT.pages
PASSAGE = DOCUMENT.passages[0]


@pytest.fixture
def catalog(tmp_path):
    manifest = build_index(tmp_path, DOCUMENT)
    opened = Catalog(tmp_path / manifest.index_id / "catalog.db")
    yield opened
    opened.close()


def span_of(words):
    start = PAGE.text.index(words)
    return Span(1, start, start + len(words))


def excerpt(reference):
    return reference.citation.excerpt


def test_a_passage_is_cited_whole(catalog):
    reference = references.of_passage(catalog, PASSAGE.passage_id, accessed_at=NOW)
    assert excerpt(reference) == PASSAGE.text
    assert reference.citation.report == REPORT
    assert reference.citation.page_labels == ("1",)


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        ("het dorp bleef", "Het dorp bleef"),
        ("Het dorp bleef droog", "Het dorp bleef droog"),
        ("Het dorp bleef droog!", "Het dorp bleef droog!"),
        (" „Het dorp bleef droog!” ", "„Het dorp bleef droog!”"),
        ('"Het dorp bleef droog."', "Het dorp bleef droog"),
    ],
)
def test_some_words_of_a_passage_are_cited_with_the_marks_that_were_given(catalog, words, cited):
    reference = references.of_passage(catalog, PASSAGE.passage_id, words=words, accessed_at=NOW)
    assert excerpt(reference) == cited
    assert reference.citation.spans == (span_of(cited),)


@pytest.mark.parametrize("words", ["de dijk is lager", "", "…"])
def test_words_that_a_passage_does_not_have_are_refused(catalog, words):
    with pytest.raises(QueryError, match="does not have the words") as raised:
        references.of_passage(catalog, PASSAGE.passage_id, words=words, accessed_at=NOW)
    assert raised.value.reason == "words_not_there"


def test_a_passage_that_does_not_exist_is_refused(catalog):
    with pytest.raises(QueryError, match="there is no passage nergens") as raised:
        references.of_passage(catalog, "nergens", accessed_at=NOW)
    assert raised.value.reason == "unknown_passage"


def test_a_report_that_does_not_exist_is_refused(catalog):
    with pytest.raises(QueryError, match="there is no report nergens") as raised:
        references.of_spans(catalog, "nergens", (Span(1, 0, 5),), accessed_at=NOW)
    assert raised.value.reason == "unknown_report"


def test_a_quote_is_cited_with_who_said_it(catalog):
    span = span_of("Het dorp bleef droog!")
    quote = Quote(
        "Het dorp bleef droog!", 1, span.start, span.end, "Anna de Vries", "wethouder", "Lindenmeer"
    )
    entry = QuoteEntry(quote, REPORT.report_id, None, None)
    reference = references.of_quote(catalog, entry, accessed_at=NOW)
    assert excerpt(reference) == quote.text
    line = written(reference, Format.JOURNALIST)
    assert line.startswith("‘Het dorp bleef droog!’, aldus Anna de Vries, wethouder, Lindenmeer (")


def test_a_service_can_say_where_the_pdf_is(catalog):
    span = span_of("Het dorp bleef droog!")
    quote = Quote("Het dorp bleef droog!", 1, span.start, span.end)
    entry = QuoteEntry(quote, REPORT.report_id, None, None, language="nl")
    reference = references.of_quote(
        catalog,
        entry,
        accessed_at=NOW,
        pdf_url_of=lambda report_id: f"https://x.nl/{report_id}/pdf",
    )
    assert reference.pdf_url == f"https://x.nl/{REPORT.report_id}/pdf"
    assert reference.language == "nl"


def test_a_quote_without_a_speaker_names_nobody(catalog):
    span = span_of("Het dorp bleef droog!")
    quote = Quote("Het dorp bleef droog!", 1, span.start, span.end, None, "wethouder", None)
    entry = QuoteEntry(quote, REPORT.report_id, None, None)
    assert references.of_quote(catalog, entry, accessed_at=NOW).speaker is None


def test_a_figure_is_cited_by_its_sentence(catalog):
    span = span_of("Er kwamen zes sluizen.")
    outcome = Outcome(
        6, "exact", None, "sluizen", "Er kwamen zes sluizen.", 1, span.start, span.end
    )
    entry = OutcomeEntry(outcome, REPORT.report_id, None, None)
    assert excerpt(references.of_outcome(catalog, entry, accessed_at=NOW)) == outcome.sentence


@pytest.mark.parametrize("behind", [".", ","])
def test_the_permalink_leads_back_to_the_words_also_where_they_stand_twice(catalog, behind):
    words = "De dijk is hoger"
    start = PAGE.text.index(words + behind)
    span = Span(1, start, start + len(words))
    reference = references.of_spans(
        catalog, REPORT.report_id, (span,), accessed_at=NOW, prefix="https://example.nl/c/"
    )
    assert reference.permalink.startswith("https://example.nl/c/")
    resolution = resolve(permalink_from(reference.permalink), catalog)
    assert resolution.status == Status.SAME
    assert resolution.places[0].spans[0].start == start


def test_the_context_stands_around_the_words(catalog):
    span = span_of("Het dorp bleef droog!")
    reference = references.of_spans(catalog, REPORT.report_id, (span,), accessed_at=NOW)
    ((before, after),) = reference.contexts
    assert before == PAGE.text[max(0, span.start - 32) : span.start]
    assert after == PAGE.text[span.end : span.end + 32]
