"""Facts that are one: the same words and figure in two versions of a report, or in two copies of a passage.

The words of a fact are few, so equal words by themselves do not make it the same: "Totaal 100 %" stands in many
tables. Reports that are versions of each other tell the same story in the same order; passages are copies as they
are for search, nearly the same words and the very same figures; and somebody who says the same in as many words
twice is set twice, once in large type.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from rdsearch import dutch
from rdsearch.facts.found import Fact, OutcomeFact, QuoteFact
from rdsearch.search.grouping import Wording

_FactT = TypeVar("_FactT", bound=Fact)

_TELLING = 5  # words: nobody says that many again by chance

# A third of the time that `dutch.forms` takes; what parts two digits is not left out.
_BETWEEN_WORDS = re.compile(r"(?<!\d)[\W_]+|[\W_]+(?!\d)")

Wordings = Callable[[int], Wording | None]
"""The words of the passage of a row."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Which facts are one."""

    groups: Mapping[str, tuple[Fact, ...]]  # in reading order, by the id of each that has copies

    def key_of(self, fact: Fact) -> str:
        """Equal for the copies of one fact."""
        group = self.groups.get(fact.fact_id)
        return group[0].fact_id if group else fact.fact_id

    def others(self, fact: Fact) -> tuple[Fact, ...]:
        """Where else the fact stands."""
        group = self.groups.get(fact.fact_id, ())
        return tuple(other for other in group if other.fact_id != fact.fact_id)

    def counted(
        self, facts: Iterable[_FactT], value_of: Callable[[_FactT], str | None]
    ) -> dict[str, int]:
        """How many facts have each value; those that are one count once."""
        found = {(value, self.key_of(fact)) for fact in facts if (value := value_of(fact))}
        return Counter(value for value, _ in found)

    def once(self, facts: Iterable[_FactT]) -> list[_FactT]:
        """The first of each that are one, in their order."""
        found: dict[str, _FactT] = {}
        for fact in facts:
            found.setdefault(self.key_of(fact), fact)
        return [*found.values()]


def copies_among(
    facts: Iterable[Fact], *, families: Mapping[str, int], wording_of: Wordings
) -> Copies:
    """`facts` stand in reading order; `families` are those of the reports that have versions."""
    alike: defaultdict[Hashable, list[Fact]] = defaultdict(list)
    for fact in facts:
        alike[_said(fact)].append(fact)
    wording = cache(wording_of)
    groups: dict[str, tuple[Fact, ...]] = {}
    for same in alike.values():
        if len(same) > 1:
            for group in _grouped(same, families, wording):
                groups.update(dict.fromkeys((fact.fact_id for fact in group), tuple(group)))
    return Copies(groups)


def _said(fact: Fact) -> Hashable:
    """Equal for facts that say the same, however their words are broken into lines."""
    words = _BETWEEN_WORDS.sub("", fact.text.casefold())
    match fact:
        case OutcomeFact(outcome=outcome):
            what = dutch.name_key(outcome.what)
            return words, outcome.value, outcome.upper, outcome.unit, outcome.kind, what
        case QuoteFact(speaker=speaker):
            return words, speaker
    return words


def _grouped(
    same: Sequence[Fact], families: Mapping[str, int], wording: Wordings
) -> list[list[Fact]]:
    """The groups of more than one."""
    seen: Counter[str] = Counter()
    groups: list[tuple[list[Fact], set[Hashable]]] = []
    for fact in same:
        # The second "Totaal 100 %" of a report is the second one of its other version.
        place = families.get(fact.report_id, fact.report_id), seen[fact.report_id]
        seen[fact.report_id] += 1
        for group, places in groups:
            is_one = place in places or _is_telling(fact)
            if is_one or _stands_in_copy(fact, group, wording):
                group.append(fact)
                places.add(place)
                break
        else:
            groups.append(([fact], {place}))
    return [group for group, _ in groups if len(group) > 1]


def _is_telling(fact: Fact) -> bool:
    """Whether equal words of it can only be the same words."""
    return (
        isinstance(fact, QuoteFact)
        and fact.speaker is not None
        and len(fact.text.split()) >= _TELLING
    )


def _stands_in_copy(fact: Fact, group: Sequence[Fact], wording: Wordings) -> bool:
    """Whether its passage is a copy of one of theirs; two of one passage are two."""
    rows = [other.row for other in group]
    if fact.row is None or fact.row in rows:
        return False
    words = wording(fact.row)
    others = (wording(row) for row in rows if row is not None)
    return words is not None and any(other and words.resembles(other) for other in others)
