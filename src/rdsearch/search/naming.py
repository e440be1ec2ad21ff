"""What projects are called, and the one that a question names."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rdsearch import dutch
from rdsearch.store import Catalog, ProjectEntry
from rdsearch.types import Project

_KEPT = 64  # projects: what is known of one takes counting
_BEFORE = re.compile(r"\A(?:(?:het|de)\s+)?(?:project|programma|regeling)\s+", re.IGNORECASE)


def projects_by_name_key(projects: Sequence[Project]) -> dict[str, Project]:
    """By `name_key` of each of their names; one's own name goes before another name of another."""
    called = {dutch.name_key(project.name): project for project in projects}
    for project in projects:
        for alias in project.aliases:
            called.setdefault(dutch.name_key(alias), project)
    return called


class ProjectNames:
    """What the projects of an index are called. Read once."""

    def __init__(self, catalog: Catalog) -> None:
        self._called = projects_by_name_key(catalog.known_projects())
        # An index never changes.
        self._entry = lru_cache(maxsize=_KEPT)(catalog.project)

    def called(self, question: str) -> ProjectEntry | None:
        """The project of which the whole question is a name, with or without the word project before it."""
        asked = question.strip()
        for name in (asked, _BEFORE.sub("", asked)):
            if project := self._called.get(dutch.name_key(name)):
                return self._entry(project.project_id)
        return None
