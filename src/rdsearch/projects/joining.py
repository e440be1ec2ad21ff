"""What reports and people say of projects → the projects of a corpus: one, whatever its reports call it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain, count

from rdsearch import dutch
from rdsearch.dutch import name_key
from rdsearch.projects.names import name_in_heading, words_of
from rdsearch.types import Project, ProjectDescription, ProjectList

_MIN_LONE_LETTERS = 5

_By = dict[str, list[ProjectDescription]]


@dataclass(frozen=True, slots=True)
class JoinedProjects:
    """The projects of a corpus, and which of them a passage is about."""

    projects: tuple[Project, ...]  # by name
    names: Mapping[str, str]  # of projects, by the key of what a report calls them
    headings: Mapping[str, str]  # of projects, by the key of a heading that can mean nothing else

    def name_of(self, found: str | None, headings: Sequence[str]) -> str | None:
        """The project of which its report says `found`; else of the innermost heading that names one."""
        if found is not None and (name := self.names.get(name_key(found))):
            return name
        keys = (name_key(name_in_heading(heading)) for heading in reversed(headings))
        return next((self.headings[key] for key in keys if key in self.headings), None)


def joined(
    found: Iterable[ProjectDescription],
    lists: Iterable[ProjectList] = (),
    *,
    before: Iterable[Project] = (),
) -> JoinedProjects:
    """Joins what has one name, or what one report says is another name of it.

    What people list goes before what is found; of two lists the first. Two projects of a list are never joined,
    nor two that share a short name only. A project of `before` keeps its id.
    """
    listed, refused = _merged(lists)
    by_key: _By = defaultdict(list)
    for one in found:
        if name_key(one.name) not in refused:
            aliases = tuple(alias for alias in one.aliases if name_key(alias) not in refused)
            by_key[name_key(one.name)].append(replace(one, aliases=aliases))
    root = _roots(by_key, listed)
    members: _By = {root[key]: [] for key in listed}
    for key, descriptions in by_key.items():
        members.setdefault(root[key], []).extend(descriptions)
    claims = Counter(alias for own in members.values() for alias in _alias_keys(own))
    taken = root.keys() | {alias for alias, said in claims.items() if said > 1}
    described = {top: _described(listed.get(top), own, taken) for top, own in members.items()}
    return JoinedProjects(
        projects=_with_ids(described.values(), before),
        names={key: described[top].name for key, top in root.items()},
        headings={
            name_key(name): one.name
            for top, one in described.items()
            for name in (one.name, *one.aliases)
            if top in listed or _means_nothing_else(name)
        },
    )


def _merged(lists: Iterable[ProjectList]) -> tuple[dict[str, ProjectDescription], frozenset[str]]:
    """The listed projects by key, and the keys of what is none."""
    listed: dict[str, ProjectDescription] = {}
    refused, taken = set[str](), set[str]()
    for one in lists:
        for project in one.projects:
            keys = {name_key(name) for name in (project.name, *project.aliases)}
            if not keys & (taken | refused):
                listed[name_key(project.name)] = project
                taken |= keys
        refused |= {name_key(name) for name in one.not_projects} - taken
    return listed, frozenset(refused)


def _roots(by_key: _By, listed: Mapping[str, ProjectDescription]) -> dict[str, str]:
    """By the key of every name: the key that stands for its project."""
    parent = {key: key for key in by_key}
    parent |= {name_key(n): key for key, one in listed.items() for n in (one.name, *one.aliases)}

    def top(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    claimants = defaultdict[str, set[str]](set)
    for key, own in by_key.items():
        for alias in _alias_keys(own) & parent.keys():
            claimants[alias].add(top(key))
    for alias, tops in claimants.items():
        others = {top(key) for key in tops} - {top(alias)}
        if len(others) != 1 or len(tops) != 1:
            continue
        (other,) = others
        if top(alias) not in listed:
            if _is_short_for_else(by_key.get(alias, ()), other):
                continue
            parent[top(alias)] = other
        elif other not in listed:
            parent[other] = top(alias)
    return {key: top(key) for key in parent}


def _is_short_for_else(own: Iterable[ProjectDescription], key: str) -> bool:
    """Whether its report says that a name is short for something other than `key`."""
    long = {name_key(alias) for one in own for alias in one.aliases if len(words_of(alias)) > 1}
    return bool(long) and key not in long


def _alias_keys(own: Iterable[ProjectDescription]) -> set[str]:
    return {name_key(alias) for one in own for alias in one.aliases} - {
        name_key(one.name) for one in own
    }


def _described(
    listed: ProjectDescription | None, own: Sequence[ProjectDescription], taken: Set[str]
) -> ProjectDescription:
    """All that is said of one project. Names that are `taken` by another, or by several, are none of its own."""
    aliases = [alias for one in own for alias in one.aliases if name_key(alias) not in taken]
    if listed is None:
        name, theme = _name_of(own), _most_said(one.theme for one in own)
    else:
        name, theme = listed.name, listed.theme or _most_said(one.theme for one in own)
        aliases = [*listed.aliases, *aliases]
    others = {name_key(other): other for other in reversed((*aliases, *(one.name for one in own)))}
    others.pop(name_key(name), None)
    return ProjectDescription(name, tuple(sorted(others.values(), key=dutch.fold)), theme)


def _name_of(own: Sequence[ProjectDescription]) -> str:
    """What most reports call it; short for what it is only where none has it in full."""
    short = _alias_keys(own) | {
        name_key(alias) for one in own for alias in one.aliases if len(alias) < len(one.name)
    }
    full = [one.name for one in own if name_key(one.name) not in short]
    counted = Counter(full or [one.name for one in own])
    return max(counted, key=lambda name: (counted[name], not name.isupper(), len(name), name))


def _most_said(themes: Iterable[str | None]) -> str | None:
    """None where two are said as often."""
    counted = Counter(theme for theme in themes if theme).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]


def _means_nothing_else(name: str) -> bool:
    """Two words that say something, or one that no dictionary has; a single short one may be anything."""
    telling = [word for word in words_of(name) if dutch.fold(word) not in dutch.FUNCTION_WORDS]
    if len(telling) != 1:
        return len(telling) > 1
    return len(telling[0]) >= _MIN_LONE_LETTERS and not dutch.is_known(telling[0].lower())


def _with_ids(
    described: Iterable[ProjectDescription], before: Iterable[Project]
) -> tuple[Project, ...]:
    """By name. An id stays with the project that has its name still, else with one that has had it."""
    by_name = sorted(described, key=lambda one: (dutch.fold(one.name), one.name))
    known = tuple(before)
    ids: dict[str, str] = {}
    for with_aliases in (False, True):
        had = {key: old.project_id for old in reversed(known) for key in _keys(old, with_aliases)}
        for one in by_name:
            claims = (had.get(key) for key in _keys(one, with_aliases))
            free = (claim for claim in claims if claim and claim not in ids.values())
            if one.name not in ids and (claim := next(free, None)):
                ids[one.name] = claim
    for one in by_name:
        if one.name not in ids:
            ids[one.name] = _free(_slug(one.name), {*ids.values()})
    return tuple(Project(ids[one.name], one.name, one.aliases, one.theme) for one in by_name)


def _keys(one: Project | ProjectDescription, with_aliases: bool) -> list[str]:
    return [name_key(name) for name in (one.name, *(one.aliases if with_aliases else ()))]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", dutch.fold(name)).strip("-") or "project"


def _free(slug: str, taken: Set[str]) -> str:
    return next(s for s in chain([slug], (f"{slug}-{n}" for n in count(2))) if s not in taken)
