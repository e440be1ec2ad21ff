"""Literal speech and who spoke it; a speaker that the text does not name stays unknown. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rdsearch.quotes.attribution import Speech, persons_of, speeches_of
from rdsearch.quotes.cast import cast_of
from rdsearch.quotes.names import full_names, is_title, speaker_key
from rdsearch.quotes.roles import is_role_noun
from rdsearch.quotes.speakers import Speakers
from rdsearch.quotes.story import Story, stories
from rdsearch.types import Page, Quote, Span

__all__ = [
    "FACTS_VERSION",
    "Speakers",
    "full_names",
    "is_role_noun",
    "is_title",
    "quotes_of",
    "speaker_key",
]

FACTS_VERSION = "3"


def quotes_of(pages: Sequence[Page]) -> Iterator[Quote]:
    """The quotes of a report in reading order, without their marks, each a slice of one page.

    A quote that a page end or another text interrupts gives one `Quote` for each part. The pages are read twice,
    since a late story may give the full name of an early speaker; one story is held at a time.
    """
    cast = cast_of(person for story in stories(pages) for person in persons_of(story))
    turn = 0
    for story in stories(pages):
        for speech in speeches_of(story, cast):
            turn += not speech.goes_on
            for quote in _on_pages(story, speech, pages):
                speaker = quote.speaker and cast.fullest.get(quote.speaker, quote.speaker)
                yield replace(quote, speaker=speaker, turn=turn)


def _on_pages(story: Story, speech: Speech, pages: Sequence[Page]) -> Iterator[Quote]:
    evidence = _evidence(story, speech, pages)
    for span in story.spans(speech.start, speech.end):
        yield Quote(
            text=_slice(pages, span),
            page=span.page,
            start=span.start,
            end=span.end,
            speaker=speech.speaker,
            role=speech.role,
            organisation=speech.organisation,
            evidence=evidence,
            evidence_text=_slice(pages, evidence) if evidence else None,
        )


def _evidence(story: Story, speech: Speech, pages: Sequence[Page]) -> Span | None:
    """Of evidence in two places the part that names the speaker."""
    if speech.speaker is None or speech.evidence is None:
        return None
    spans = story.spans(*speech.evidence)
    name = speech.speaker.split()[-1]
    found = next((span for span in spans if name in _slice(pages, span)), spans[0])
    return replace(found, end=found.start + len(_slice(pages, found).rstrip(" \n,")))


def _slice(pages: Sequence[Page], span: Span) -> str:
    return pages[span.page - 1].text[span.start : span.end]
