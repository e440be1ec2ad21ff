"""However many pages a document has, few are in memory at a time."""

import gc

from rdsearch.extract import assemble
from rdsearch.extract.assemble import lined, pages_of
from rdsearch.extract.ink import Ink, InkWord, PageInk, Style

BODY = Style("Serif", 10.0)
PAGES, WORDS = 60, 80


def painted(number):
    """A page of words, of which no two are alike."""
    words = [
        InkWord(f"w{number}.{i}", x := 60 + 60 * (i % 8), y := 60 + 18 * (i // 8), x + 55, y + 10, y + 8, BODY)
        for i in range(WORDS)
    ]  # fmt: skip
    return PageInk(number, 595.0, 842.0, inks=(Ink(0, 595.0, 842.0, tuple(words)),))


def alive():
    """The pages that the painted words in memory would fill."""
    return sum(type(thing) is InkWord for thing in gc.get_objects()) / WORDS


def test_few_of_the_pages_that_are_put_together_are_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(assemble, "_HELD", 8)  # the document is longer
    seen = []

    def read():
        for number in range(1, PAGES + 1):
            yield lined(painted(number))
            if number % 10 == 0:
                seen.append(alive())

    for page in pages_of(read, scratch=tmp_path / "sheets"):
        if page.number % 10 == 0:
            seen.append(alive())
    assert len(seen) == 3 * PAGES / 10
    assert 0 < max(seen) < 5
