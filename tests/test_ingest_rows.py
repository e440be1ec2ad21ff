"""One report becomes rows: however many pages and passages it has, few are in memory at a time."""

import gc
from collections.abc import Sequence

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import count_words, page_of, report_of

from rdsearch import chunk
from rdsearch.config import ChunkConfig
from rdsearch.index import Encoded, encoded
from rdsearch.ingest import rows as ingest_rows
from rdsearch.late_interaction import fitted_to
from rdsearch.store import Catalog, CatalogWriter
from rdsearch.types import Page, Passage, Quote, Role, Span

PAGES = 200


class Generated(Sequence[Page]):
    """Pages that are made when they are asked for, as those of a long PDF are read from disk."""

    def __init__(self, *, pages_a_chapter):
        self._pages_a_chapter = pages_a_chapter

    def __len__(self):
        return PAGES

    def __getitem__(self, place):
        if not 0 <= place < PAGES:
            raise IndexError(place)
        sentence = (
            f"Op bladzijde {place + 1} staat dat de gemeente {place} bomen plantte in de wijk."
        )
        body = (Role.BODY, " ".join([sentence] * 8))
        if place % self._pages_a_chapter:
            return page_of(place + 1, body)
        return page_of(place + 1, (Role.HEADING, f"Kop {place + 1}", 1), body)


def alive(*kinds):
    return sum(type(thing) in kinds for thing in gc.get_objects())


@pytest.fixture
def rows(tmp_path):
    writer = CatalogWriter(tmp_path / "catalog.db")
    with writer.adding(report_of()) as rows:
        yield rows
    writer.close()


@pytest.mark.parametrize("pages_a_chapter", [1, PAGES])
def test_few_pages_and_passages_of_a_long_report_are_in_memory(rows, monkeypatch, pages_a_chapter):
    monkeypatch.setattr(ingest_rows, "_TOGETHER", 16)
    monkeypatch.setattr(chunk, "_LONG_SECTION", 16)
    encoder, seen = HashEncoder(), []
    projection = fitted_to(encoder)
    kinds = (Page, Passage, Encoded)
    before = [alive(kind) for kind in kinds]  # of tests before this one

    def encode(passages):
        seen.append([alive(kind) - there for kind, there in zip(kinds, before, strict=True)])
        return encoded(passages, encoder, projection)

    found = ingest_rows.fill(
        rows,
        report_of(),
        Generated(pages_a_chapter=pages_a_chapter),
        encode=encode,
        count_tokens=count_words,
        config=ChunkConfig(),
    )
    assert sum(len(part.vectors) for part in found) == rows.passage_count > PAGES / 2
    pages, passages, parts = (max(counts) for counts in zip(*seen, strict=True))
    assert 0 < pages < PAGES / 2
    assert 0 < passages < PAGES / 4
    assert parts <= 1  # what encodes them goes to disk as it comes


def test_facts_find_their_passages_in_any_order_and_few_of_either_are_in_memory(tmp_path):
    text = "Eén zin."
    made = [
        Passage(f"p{n}", "r", n, (Span(n, 0, 4), Span(n, 4, 8)), text, (), 2) for n in range(1, 301)
    ]
    facts = [(n, start) for n in range(300, 0, -1) for start in (1, 4)]
    seen = []

    def quotes_one_by_one():
        for page, start in facts:
            if page % 100 == 0:
                seen.append(alive(Span, Quote))
            yield Quote("zin", page, start, start + 3)

    writer = CatalogWriter(tmp_path / "many.db")
    with writer.adding(report_of("r")) as rows:
        rows.add_passages(made)
        made.clear()
        before = alive(Span, Quote)
        rows.add_facts(quotes=quotes_one_by_one())
    writer.close()
    catalog = Catalog(tmp_path / "many.db")
    found = {(e.quote.page, e.quote.start): e.passage_id for e in catalog.quotes()}
    catalog.close()
    assert found == {(page, start): f"p{page}" for page, start in facts}
    assert max(seen) < before + 30
