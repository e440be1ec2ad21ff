"""What the tests of ingest share: short ways to run it and to look at what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.hash_encoder import HashEncoder
from tests.making import NO_OCR

from rdsearch.index import Index, open_index, verify
from rdsearch.ingest import Summary, ingest
from rdsearch.late_interaction.calibration import TEXTS
from rdsearch.search import Query, Searcher


class CountingEncoder(HashEncoder):
    """Remembers what it was asked to encode, and fails when a text is not to its liking."""

    def __init__(self, *, fails_at: str | None = None, with_: BaseException | None = None) -> None:
        self.encoded: list[str] = []
        self._fails_at, self._with = fails_at, with_

    def encode_passages(self, texts):
        if self._with and any(self._fails_at in text for text in texts):
            raise self._with
        self.encoded += [text for text in texts if text not in TEXTS]
        return super().encode_passages(texts)


def run(root, *places, encoder=None, settings=NO_OCR, workers=1, **options) -> Summary:
    encoder = encoder or HashEncoder()
    return ingest(
        [Path(place) for place in places],
        root=root,
        settings=settings,
        encoder=encoder,
        count_tokens=encoder.count_tokens,
        worker_count=workers,
        **options,
    )


@contextmanager
def opened(root) -> Iterator[Index]:
    index = open_index(root)
    try:
        yield index
    finally:
        index.close()


def ids(root):
    with opened(root) as index:
        return [entry.report.report_id for entry in index.catalog.reports()]


def ask(root, question="dijk langs de Vennebeek"):
    with opened(root) as index:
        answer = Searcher(index, HashEncoder()).search(Query(question))
        return [hit.passage.report_id for hit in answer.hits]


def is_sound(root):
    with opened(root) as index:
        return [*verify(index)] == []
