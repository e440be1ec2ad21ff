"""One report becomes rows: however many pages and passages it has, few are in memory at a time."""

import gc
from collections.abc import Sequence

import pytest
from tests.hash_encoder import HashEncoder
from tests.making import count_words, page_of, report_of

from rdsearch.config import ChunkConfig
from rdsearch.index import Encoded, encoded
from rdsearch.ingest import rows as ingest_rows
from rdsearch.late_interaction import fitted_to
from rdsearch.store import CatalogWriter
from rdsearch.types import Page, Passage, Role

PAGES = 200


class Generated(Sequence[Page]):
    """Pages that are made when they are asked for, as those of a long PDF are read from disk."""

    def __len__(self):
        return PAGES

    def __getitem__(self, place):
        if not 0 <= place < PAGES:
            raise IndexError(place)
        sentence = (
            f"Op bladzijde {place + 1} staat dat de gemeente {place} bomen plantte in de wijk."
        )
        return page_of(
            place + 1, (Role.HEADING, f"Kop {place + 1}", 1), (Role.BODY, " ".join([sentence] * 8))
        )


def alive(kind):
    return sum(type(thing) is kind for thing in gc.get_objects())


@pytest.fixture
def rows(tmp_path):
    writer = CatalogWriter(tmp_path / "catalog.db")
    with writer.adding(report_of()) as rows:
        yield rows
    writer.close()


def test_few_pages_and_passages_of_a_long_report_are_in_memory(rows, monkeypatch):
    monkeypatch.setattr(ingest_rows, "_TOGETHER", 16)
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
        Generated(),
        encode=encode,
        count_tokens=count_words,
        config=ChunkConfig(),
    )
    assert sum(len(part.vectors) for part in found) == rows.passage_count >= PAGES
    pages, passages, parts = (max(counts) for counts in zip(*seen, strict=True))
    assert 0 < pages < PAGES / 2
    assert 0 < passages < PAGES / 4
    assert parts <= 1  # what encodes them goes to disk as it comes
