"""What people say of projects in several places and at several times → one answer for each name."""

from collections.abc import Iterator, Mapping

from rdsearch.dutch import name_key
from rdsearch.errors import CorpusError
from rdsearch.types import ProjectDescription, ProjectList


def updated(
    remembered: Mapping[str, ProjectList], said: Mapping[str, ProjectList]
) -> dict[str, ProjectList]:
    """The lists by path: what is said now, and what was said before of other places and other names.

    Raises CorpusError where one name is said twice now.
    """
    named: dict[str, str] = {}
    for path, one in said.items():
        for name in _names(one):
            if (before := named.get(name_key(name))) is not None:
                where = "twice" if before == path else f"in {before} too"
                raise CorpusError(f"{path}: {name} stands there {where}; give each name once")
            named[name_key(name)] = path
    kept = {path: _without(one, named) for path, one in remembered.items() if path not in said}
    return {path: one for path, one in (kept | dict(said)).items() if one != ProjectList()}


def _names(one: ProjectList) -> Iterator[str]:
    for project in one.projects:
        yield from _of(project)
    yield from one.not_projects


def _of(project: ProjectDescription) -> tuple[str, ...]:
    return project.name, *project.aliases


def _without(one: ProjectList, named: Mapping[str, str]) -> ProjectList:
    return ProjectList(
        tuple(p for p in one.projects if not any(name_key(name) in named for name in _of(p))),
        tuple(name for name in one.not_projects if name_key(name) not in named),
    )
