"""The headings of a report, each with the heading that it falls under."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rdsearch.projects.sections import Heading
from rdsearch.projects.stories import Story


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading and its place in the outline of its report."""

    heading: Heading
    story: int  # place of its story
    parent: int | None  # place of the heading that it falls under


def outline_of(stories: Sequence[Story]) -> list[Placed]:
    """A kicker stands in the row of the heading beneath it, and so does a subtitle: what is alone under a heading
    that it follows at once."""
    above: list[tuple[int, int]] = []  # (level, place) of the headings that are open
    found: list[Placed] = []
    grandparents: list[int | None] = []
    for number, story in enumerate(stories):
        for place, heading in enumerate(story.headings):
            level = min(h.level for h in story.headings[place:])
            while above and above[-1][0] >= level:
                above.pop()
            parents = [None, None, *(open_place for _, open_place in above)]
            found.append(Placed(heading, number, parents[-1]))
            grandparents.append(parents[-2])
            above.append((level, len(found) - 1))
    children = Counter(placed.parent for placed in found)
    return [
        replace(placed, parent=grandparent)
        if placed.parent is not None
        and children[placed.parent] == 1
        and found[placed.parent].story == placed.story
        else placed
        for placed, grandparent in zip(found, grandparents, strict=True)
    ]
