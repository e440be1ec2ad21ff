from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making import Document, report_of

from rdsearch.store import Catalog, CatalogWriter
from rdsearch.types import Block, Page, Role, Span, Word

few = settings(max_examples=15)  # each makes a database
lengths = st.lists(st.integers(1, 9), min_size=1, max_size=30)
spans = st.tuples(st.integers(0, 150), st.integers(1, 60)).map(lambda s: Span(1, s[0], sum(s)))


def tiled(lengths: list[int]) -> Page:
    """A page of words of these lengths, a space between each two."""
    text = " ".join("w" * length for length in lengths)
    starts = [0, *(n + 1 for n, letter in enumerate(text) if letter == " ")]
    words = (
        Word(start, start + length, 10.0 * start, 50.0, 10.0 * (start + length), 60.0)
        for start, length in zip(starts, lengths, strict=True)
    )
    blocks = (Block(Role.BODY, 0, len(text), 0.0, 50.0, 500.0, 60.0),)
    return Page(1, 595.0, 842.0, text, ("4",), tuple(words), blocks, ocr_confidence=0.5)


@few
@given(lengths.map(tiled), st.lists(spans, max_size=4))
def test_a_page_to_cite_from_has_the_words_of_its_spans_and_no_others(tmp_path_factory, page, its):
    path = tmp_path_factory.mktemp("pages") / "catalog.db"
    writer = CatalogWriter(path)
    with writer.adding(report_of("r")) as rows:
        Document(report_of("r"), (page,), ()).fill(rows)
    writer.finish((), ())
    writer.close()
    catalog = Catalog(path)
    touched = (w for w in page.words if any(w.start < s.end and w.end > s.start for s in its))
    of_the_next_page = Span(2, 0, len(page.text))
    expected = replace(page, words=tuple(touched), blocks=())
    assert catalog.page("r", 1) == page
    assert catalog.page_of_excerpt("r", 1, (*its, of_the_next_page)) == expected
    assert catalog.page_of_excerpt("r", 2, its) is None
    catalog.close()
