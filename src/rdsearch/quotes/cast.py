"""The persons of a whole report, for the stories that name them by halves."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from rdsearch.quotes.names import full_names
from rdsearch.quotes.people import Mention


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is named in the stories that quote somebody."""

    fullest: Mapping[str, str]  # name of a report in full, by any form of it
    by_family: Mapping[
        str, tuple[Mention, ...]
    ]  # who is told more of than a name, by its last word

    def named_by(self, words: Iterable[str]) -> Iterator[Mention]:
        """The persons whom one of the words as family name can only mean."""
        for word in words:
            bearers = self.by_family.get(word, ())
            if len(bearers) == 1:
                yield bearers[0]


def cast_of(mentions: Iterable[Mention]) -> Cast:
    """What is told of a person at one place holds for all; of two things told the first."""
    told: dict[str, Mention] = {}
    for mention in mentions:
        if mention.name:
            told[mention.name] = merged(told.get(mention.name, mention), mention)
    fullest = full_names(told)
    persons: dict[str, Mention] = {}
    for name in sorted(told, key=lambda name: name != fullest[name]):  # full names first
        full = fullest[name]
        persons[full] = replace(merged(persons.get(full, told[name]), told[name]), name=full)
    described = sorted(
        (person for person in persons.values() if person.role or person.organisation),
        key=_family,
    )
    by_family = {family: tuple(group) for family, group in groupby(described, key=_family)}
    return Cast(fullest, by_family)


def merged(known: Mention, more: Mention) -> Mention:
    """What is known of a person, with what another place adds."""
    return replace(
        known,
        role=known.role or more.role,
        organisation=known.organisation or more.organisation,
    )


def _family(person: Mention) -> str:
    return (person.name or "").split()[-1]
