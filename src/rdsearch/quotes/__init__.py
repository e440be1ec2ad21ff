"""Literal speech and who spoke it; a speaker that the text does not name stays unknown. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rdsearch.quotes.attribution import Speech, speeches_of
from rdsearch.quotes.story import Story, stories
from rdsearch.types import Page, Quote

__all__ = ["FACTS_VERSION", "quotes_of"]

FACTS_VERSION = "1"


def quotes_of(pages: Sequence[Page]) -> tuple[Quote, ...]:
    """The quotes of a report in reading order, without their marks, each a slice of one page.

    A quote that a page end or another text interrupts gives one `Quote` for each part.
    """
    found = [
        quote
        for story in stories(pages)
        for speech in speeches_of(story)
        for quote in _on_pages(story, speech, pages)
    ]
    full_names = {q.speaker for q in found if q.speaker and " " in q.speaker}
    return tuple(_named_in_full(quote, full_names) for quote in found)


def _named_in_full(quote: Quote, full_names: set[str]) -> Quote:
    """A family name that another story gave in full, if only one speaker of the report has it."""
    if quote.speaker is None or quote.speaker in full_names:
        return quote
    bearers = [name for name in full_names if name.split()[-1] == quote.speaker]
    return replace(quote, speaker=bearers[0]) if len(bearers) == 1 else quote


def _on_pages(story: Story, speech: Speech, pages: Sequence[Page]) -> Iterator[Quote]:
    for span in story.spans(speech.start, speech.end):
        yield Quote(
            text=pages[span.page - 1].text[span.start : span.end],
            page=span.page,
            start=span.start,
            end=span.end,
            speaker=speech.speaker,
            role=speech.role,
            organisation=speech.organisation,
        )
