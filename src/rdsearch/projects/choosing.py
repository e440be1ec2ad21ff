"""The stories of a report → which project each is about, from what stands beside it in the report."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from rdsearch.dutch import name_key
from rdsearch.projects import names as naming
from rdsearch.projects.outline import Placed
from rdsearch.projects.sections import Style
from rdsearch.projects.stories import Story
from rdsearch.projects.uses import Uses, most_used, named_once, parts_of, uses_of
from rdsearch.types import Page

_MAX_BOX_WORDS = 4
_MIN_NAMED_STORIES = 3
_MIN_NAMED_SHARE = (
    0.15  # of the sections; measured: 0.5 in booklets of projects, below 0.1 elsewhere
)
_MIN_PROPER_SHARE = 0.5  # of the headings of one kind, before the rest of them count as names
_LABEL_STORIES = 3  # that share a heading which is not their name: "In cijfers"
_MAX_SHEET_PAGES = 4
_MIN_USES = 2  # in the report, of a name in the middle of a slogan or at the head of a sheet


@dataclass(frozen=True, slots=True)
class _Entry:
    """A heading that could be a name and nothing else."""

    story: int  # its place among the stories
    name: str
    style: Style
    parent: int | None  # place of the heading that it falls under
    is_proper: bool  # written as a name
    is_sure: bool  # of a project


@dataclass(frozen=True, slots=True)
class Listed:
    """Names by key, as they are written there."""

    projects: Mapping[str, str]  # in a column of projects
    contents: Mapping[str, str]  # in the table of contents


def with_projects(
    stories: Sequence[Story], outline: Sequence[Placed], listed: Listed, pages: Sequence[Page]
) -> Iterator[Story]:
    """The stories of a report, each with its project, else None."""
    is_of_projects = _is_of_projects(stories)
    labels = _labels(stories)
    bare = _bare_names(outline, labels)
    slogans = {n: _parts(story) for n, story in enumerate(stories) if is_of_projects}
    uses = uses_of(
        {name_key(n) for names in (bare.values(), *slogans.values()) for n in names}, pages
    )
    entries = []
    for place, name in bare.items():
        placed = outline[place]
        above = "" if placed.parent is None else outline[placed.parent].heading.text
        entries.append(_entry(name, placed, stories[placed.story], above, listed, uses))
    named: dict[int, str] = {}
    for entry in _chosen(entries):
        named.setdefault(entry.story, stories[entry.story].own_name or entry.name)
    if is_of_projects:
        named |= {n: s.own_name for n, s in enumerate(stories) if s.own_name}
        for number, parts in slogans.items():
            if number not in named and (used := named_once(parts, uses, times=_MIN_USES)):
                named[number] = used
    known = {name_key(name) for name in named.values()} | listed.projects.keys()
    for entry in entries:
        if name_key(entry.name) in known:
            named.setdefault(entry.story, entry.name)
    if not named and len(pages) <= _MAX_SHEET_PAGES and (subject := _subject(stories, uses)):
        return (replace(story, project=subject) for story in stories)
    spelled = {n: _spelled(name, listed, uses) for n, name in named.items()}
    settled = {n: name for n, name in spelled.items() if not stories[n].is_of_two}
    return _with_boxes(stories, settled, labels)


def _subject(stories: Sequence[Story], uses: Mapping[str, Uses]) -> str | None:
    """The project that a sheet of a few pages is about: what it is headed by and often calls by that name only."""
    head = next((story for story in stories if story.headings), None)
    if head is None or not any(story.is_about_project for story in stories):
        return None
    for heading in head.headings:
        used = uses.get(name_key(naming.name_in_heading(heading.text)))
        if used and used.is_name and used.is_called(_MIN_USES) and not used.as_words:
            return most_used(used.as_name)
    return None


def _is_of_projects(stories: Sequence[Story]) -> bool:
    """Whether a report's sections are its projects, so that a name at the head of one is that of a project."""
    certain = {name_key(s.own_name) for s in stories if s.own_name and s.mentions_project}
    named = sum(story.own_name is not None for story in stories)
    return len(certain) >= _MIN_NAMED_STORIES and named >= _MIN_NAMED_SHARE * len(stories)


def _parts(story: Story) -> list[str]:
    """What of the slogans above a story may be its name."""
    return [] if story.own_names else [p for h in story.headings for p in parts_of(h.text)]


def _spelled(name: str, listed: Listed, uses: Mapping[str, Uses]) -> str:
    """A name that is set in capitals, as the report writes it elsewhere."""
    key = name_key(name)
    if not name.isupper():
        return name
    if key in uses and uses[key].as_name:
        return most_used(uses[key].as_name)
    return listed.projects.get(key) or listed.contents.get(key) or naming.as_title(name)


def _bare_names(outline: Sequence[Placed], labels: Set[str]) -> dict[int, str]:
    """By place in the outline: the name that a heading may be, and nothing else."""
    return {
        place: name
        for place, placed in enumerate(outline)
        if name_key(placed.heading.text) not in labels
        and naming.is_bare_name(name := naming.name_in_heading(placed.heading.text))
    }


def _labels(stories: Sequence[Story]) -> frozenset[str]:
    """The keys of headings that stand above a part of many stories: "In cijfers"."""
    used = Counter(name_key(h.text) for s in stories for h in s.headings if not s.own_names)
    return frozenset(key for key, count in used.items() if count >= _LABEL_STORIES)


def _entry(
    name: str, placed: Placed, story: Story, above: str, listed: Listed, uses: Mapping[str, Uses]
) -> _Entry:
    key = name_key(name)
    used = uses.get(key, Uses())
    is_own = story.own_name is not None and name_key(story.own_name) == key
    is_proper = is_own or naming.is_title_case(name) or used.is_name
    says = naming.is_called_project(placed.heading.text) or naming.says_projects(above)
    is_sure = (
        key in listed.projects or story.is_fiche or (is_proper and (says or story.is_about_project))
    )
    return _Entry(placed.story, name, placed.heading.style, placed.parent, is_proper, is_sure)


def _chosen(entries: Sequence[_Entry]) -> Iterator[_Entry]:
    """Those that are projects by what their like are: headings of one kind under one heading."""
    sure = defaultdict[Style, set[str]](set)
    rows = defaultdict[tuple[Style, int | None], list[_Entry]](list)
    for entry in entries:
        rows[entry.style, entry.parent].append(entry)
        if entry.is_sure:
            sure[entry.style].add(name_key(entry.name))
    for (style, _), row in rows.items():
        if len(sure[style]) < _MIN_NAMED_STORIES:
            continue
        proper = sum(entry.is_proper or entry.is_sure for entry in row)
        is_row = proper >= _MIN_PROPER_SHARE * len(row) and any(entry.is_sure for entry in row)
        for entry in row:
            if entry.is_sure or is_row:
                yield entry


def _is_numbered(story: Story) -> bool:
    return any(naming.number_of(heading.text) for heading in story.headings)


def _with_boxes(
    stories: Sequence[Story], named: Mapping[int, str], labels: Set[str]
) -> Iterator[Story]:
    """A box such as "In cijfers" has the project of the story around it, and so has what is numbered beneath it."""
    around: Story | None = None
    name: str | None = None
    for number, story in enumerate(stories):
        words = sum(len(naming.words_of(heading.text)) for heading in story.headings)
        is_label = all(name_key(heading.text) in labels for heading in story.headings)
        is_beneath = around is not None and story.level > around.level
        is_box = words <= _MAX_BOX_WORDS and (is_label or is_beneath)
        is_inside = is_box or (is_beneath and around is not None and _is_numbered(around))
        if number in named or around is None or not is_inside:
            around, name = story, named.get(number)
        yield replace(story, project=name)
