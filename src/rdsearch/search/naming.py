"""The project that a question names."""

import re
from functools import lru_cache

from rdsearch import dutch
from rdsearch.store import Catalog, ProjectEntry

_KEPT = 64  # projects: what is known of one takes counting
_BEFORE = re.compile(r"(?:(?:het|de)\s+)?(?:project|programma|regeling)\s+", re.IGNORECASE)


class ProjectNames:
    """What the projects of an index are called. Read once."""

    def __init__(self, catalog: Catalog) -> None:
        self._known: dict[str, str] = {}
        projects = catalog.known_projects()
        names = [(project.name, project.project_id) for project in projects]
        names += [(alias, project.project_id) for project in projects for alias in project.aliases]
        for name, project_id in names:
            self._known.setdefault(dutch.name_key(name), project_id)
        # An index never changes.
        self._entry = lru_cache(maxsize=_KEPT)(catalog.project)

    def called(self, question: str) -> ProjectEntry | None:
        """The project of which the whole question is a name, with or without the word project before it."""
        bare = _BEFORE.sub("", question.strip(), count=1) if _BEFORE.match(question.strip()) else ""
        for name in filter(None, (question, bare)):
            if project_id := self._known.get(dutch.name_key(name)):
                return self._entry(project_id)
        return None
