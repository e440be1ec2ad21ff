"""Ranked passages → hits of one or more: copies collapse, neighbours of one story merge, reports take turns."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from rdsearch.config import GroupingConfig
from rdsearch.fuse import Fused
from rdsearch.types import EXCERPT_SEPARATOR, Passage

GROUPED = 30
"""How many of the best passages are grouped, however many are shown, so that pages of results stay as they are."""

_MIN_RESEMBLANCE = 0.8  # of the pairs of words of two copies


@dataclass(frozen=True, slots=True)
class Group:
    """What becomes one hit: a passage (or two neighbours as one) and where else the same words stand."""

    found: Fused
    passage: Passage  # of two neighbours: the better one, with the text of both
    parts: tuple[tuple[int, Passage], ...] = ()  # whose texts it has, by row, in reading order
    copies: tuple[Passage, ...] = ()

    @property
    def neighbour(self) -> Passage | None:
        """The worse one of two neighbours."""
        parts = (part for _, part in self.parts)
        return next((p for p in parts if p.passage_id != self.passage.passage_id), None)


def alone(found: Fused, passage: Passage) -> Group:
    """A passage as a group of its own."""
    return Group(found, passage, ((found.row, passage),))


def groups_of(ranked: Sequence[tuple[Fused, Passage]], config: GroupingConfig) -> list[Group]:
    """The passages, best first, as groups, best first. No passage is lost: each is in one group."""
    groups = [alone(found, passage) for found, passage in ranked]
    if config.collapse_copies:
        groups = _without_copies(groups)
    groups = _with_neighbours(groups, within=config.merge_within)
    return _taking_turns(groups, penalty=config.crowd_penalty)


def _without_copies(groups: Sequence[Group]) -> list[Group]:
    kept: list[Group] = []
    words: list[Wording] = []
    for group in groups:
        mine = Wording(group.passage.text)
        original = next((n for n, other in enumerate(words) if mine.resembles(other)), None)
        if original is None:
            kept.append(group)
            words.append(mine)
        else:
            copies = (*kept[original].copies, group.passage)
            kept[original] = replace(kept[original], copies=copies)
    return kept


class Wording:
    """The words of a passage, to tell its copies by."""

    def __init__(self, text: str) -> None:
        self._text = text.casefold()
        self.figures = [
            word
            for word in self._text.split()
            if not word.isalpha() and any(map(str.isdigit, word))
        ]

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Made for those only that have the figures of another."""
        return frozenset(pairwise(self._text.split())) or frozenset({(self._text, "")})

    def resembles(self, other: "Wording") -> bool:
        """Nearly the same words and the very same figures: the same row of another year is another answer."""
        if self.figures != other.figures:
            return False
        shared = len(self.pairs & other.pairs)
        return shared >= _MIN_RESEMBLANCE * (len(self.pairs) + len(other.pairs) - shared)


def _with_neighbours(groups: Sequence[Group], *, within: int) -> list[Group]:
    """Pairs of passages that follow each other under one heading, both among the first, as one."""
    merged: list[Group] = []
    for rank, group in enumerate(groups):
        place = None
        if rank < within:
            place = next((n for n, g in enumerate(merged) if _are_neighbours(g, group)), None)
        if place is None:
            merged.append(group)
        else:
            merged[place] = _merged(merged[place], group)
    return merged


def _are_neighbours(one: Group, other: Group) -> bool:
    a, b = one.passage, other.passage
    return (
        a.report_id == b.report_id
        and a.headings == b.headings
        and abs(a.ordinal - b.ordinal) == 1
        and not (one.copies or other.copies)
        and len(one.parts) == 1  # three in a row would be a page, not an excerpt
    )


def _merged(better: Group, worse: Group) -> Group:
    parts = sorted((*better.parts, *worse.parts), key=lambda part: part[1].ordinal)
    passages = [passage for _, passage in parts]
    passage = replace(
        better.passage,
        ordinal=passages[0].ordinal,
        spans=tuple(span for passage in passages for span in passage.spans),
        text=EXCERPT_SEPARATOR.join(passage.text for passage in passages),
        token_count=sum(passage.token_count for passage in passages),
    )
    return replace(better, passage=passage, parts=tuple(parts))


def _taking_turns(groups: Sequence[Group], *, penalty: float) -> list[Group]:
    """Each hit of a report sets its next ones back a little."""

    def places() -> Iterator[tuple[float, int]]:
        seen: Counter[str] = Counter()
        for rank, group in enumerate(groups):
            yield rank + penalty * seen[group.passage.report_id], rank
            seen[group.passage.report_id] += 1

    return [groups[rank] for _, rank in sorted(places())]
