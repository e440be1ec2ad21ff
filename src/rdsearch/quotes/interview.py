"""Interviews: a heading says who answers, and questions stand where else a sentence says who speaks."""

import re
from dataclasses import replace

from rdsearch.quotes.marks import Quoted
from rdsearch.quotes.people import Mention, mention_at, moved
from rdsearch.quotes.roles import role_and_organisation
from rdsearch.quotes.story import Story

_ASKS = re.compile(
    r"\b(?:vragen\s+aan|(?:gesprek|interview|koffie|tafel)\s+met|interview\s*:|(?:woord\s+(?:is\s+)?aan))\s+",
    re.IGNORECASE,
)
_YOU_ARE = re.compile(r"\b(?:[Uu]|[Jj]e|[Jj]ij) (?:bent|werkt als) (?:de |een )?([^.,;:?!\n]+)")


def interviewee(story: Story) -> Mention | None:
    """The person of "Drie vragen aan X" or "In gesprek met X", if the headings of the story name one."""
    found = [
        person
        for match in _ASKS.finditer(story.headings)
        if (person := mention_at(story.headings, match.end())) and person.name and person.is_full
    ]
    if len({person.name for person in found}) != 1:
        return None
    told = _YOU_ARE.search(story.text)
    role, organisation = role_and_organisation(told.group(1)) if told else (None, None)
    person = replace(
        found[0],
        role=found[0].role or role,
        organisation=found[0].organisation or organisation,
    )
    return moved(person, story.headings_start)


def answers(story: Story, quote: Quoted) -> bool:
    """Whether a quote opens its paragraph after a question."""
    number = story.paragraph_at(quote.outer_start)
    paragraph = story.paragraphs[number]
    if paragraph.is_display or story.text[paragraph.start : quote.outer_start].strip():
        return False
    if number and story.paragraphs[number - 1].section == paragraph.section:
        return story.paragraph_text(number - 1).rstrip().endswith("?")
    return story.heading_of(paragraph.section).rstrip().endswith("?")
