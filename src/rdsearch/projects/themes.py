"""The theme that a project falls under: the heading above those of several projects."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rdsearch.dutch import name_key
from rdsearch.projects import names as naming
from rdsearch.projects.outline import Placed
from rdsearch.projects.stories import Story

_MARK = re.compile(
    r"(?:thema|programmalijn|actielijn|pijler|spoor|opgave)\W*\w{0,3}", re.IGNORECASE
)
_MIN_PROJECTS = 2  # under one heading, before it is a theme of projects


def themes_of(
    stories: Sequence[Story], outline: Sequence[Placed], groups: Mapping[str, str]
) -> dict[str, str]:
    """By the key of a project; `groups` are those of the table of contents, by the key of an entry.

    A project whose stories fall under several has none.
    """
    under = defaultdict[str, set[str]](set)
    for key, theme in (*_marked(stories), *_by_heading(stories, outline)):
        under[key].add(theme)
    sizes = Counter(theme for themes in under.values() for theme in themes)
    found = {
        key: next(iter(themes))
        for key, themes in under.items()
        if len(themes) == 1 and all(sizes[theme] >= _MIN_PROJECTS for theme in themes)
    }
    named = {name_key(story.project) for story in stories if story.project}
    return found | {key: groups[key] for key in named & groups.keys()}


def _marked(stories: Sequence[Story]) -> Iterator[tuple[str, str]]:
    """(project, theme) where a kicker says THEMA above the theme's own page."""
    theme = None
    for story in stories:
        texts = [heading.text for heading in story.headings]
        if any(map(_MARK.fullmatch, texts)):
            theme = next((text for text in texts if not _MARK.fullmatch(text)), theme)
        elif story.project and theme:
            yield name_key(story.project), theme


def _by_heading(stories: Sequence[Story], outline: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    """(project, theme) where the heading of a story falls under one that can be a theme."""
    for placed in outline:
        project = stories[placed.story].project
        if project is None or placed.parent is None or not _names(placed, project):
            continue
        heading = outline[placed.parent].heading
        theme = naming.name_in_heading(heading.text)
        if heading.level > 0 and not naming.is_generic(theme) and not naming.says_projects(theme):
            yield name_key(project), theme


def _names(placed: Placed, project: str) -> bool:
    return name_key(project) in name_key(placed.heading.text)
