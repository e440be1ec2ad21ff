"""One report → the projects that it tells of, and which passages are about them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rdsearch.dutch import name_key
from rdsearch.projects.aliases import aliases_of
from rdsearch.projects.choosing import Listed, with_projects
from rdsearch.projects.listing import contents_groups, contents_of, listed_names
from rdsearch.projects.names import name_in_heading
from rdsearch.projects.outline import outline_of
from rdsearch.projects.sections import sections_of
from rdsearch.projects.stories import Story, story_of
from rdsearch.projects.themes import themes_of
from rdsearch.types import Page, Passage, ProjectDescription


@dataclass(frozen=True, slots=True)
class ReportProjects:
    """What one report says of projects: of those that it tells of, and of those that it only lists."""

    projects: tuple[ProjectDescription, ...]
    _pages: Sequence[Page]
    _project_at: Mapping[tuple[int, int], str | None]  # by page number and start of a block

    def named(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """The same passages, with the project that layout and text agree on, else None."""
        for passage in passages:
            yield replace(passage, project=self._of(passage))

    def _of(self, passage: Passage) -> str | None:
        """The project of the blocks in which a passage's spans begin, if they agree; kickers do not count."""
        found = set()
        for span in passage.spans:
            blocks = self._pages[span.page - 1].blocks
            block = max((b.start for b in blocks if b.start <= span.start), default=-1)
            if (span.page, block) in self._project_at:
                found.add(self._project_at[span.page, block])
        return found.pop() if len(found) == 1 else None


def told_by(pages: Sequence[Page]) -> ReportProjects:
    """What a report says of projects; `pages` are all of its pages, in order, and are read several times."""
    sections = [story_of(section) for section in sections_of(pages)]
    outline = outline_of(sections)
    in_tables: dict[str, str] = {}
    contents: list[tuple[str, bool]] = []
    for page in pages:
        in_tables |= {name_key(name): name for name in listed_names(page)}
        contents += contents_of(page)
    in_contents = {name_key(n): n for n in (name_in_heading(text) for text, _ in contents)}
    listed = Listed(in_tables, in_contents)
    stories = [*with_projects(sections, outline, listed, pages)]
    spelling = _spellings(stories)
    themes = themes_of(stories, outline, contents_groups(contents))
    headings = (placed.heading.text for placed in outline)
    aliases = aliases_of(sorted(spelling.values()), headings, pages)
    return ReportProjects(
        projects=tuple(
            ProjectDescription(name, aliases.get(name, ()), themes.get(key))
            for key, name in sorted({**in_tables, **spelling}.items())
        ),
        _pages=pages,
        _project_at={
            block: spelling[name_key(story.project)] if story.project else None
            for story in stories
            for block in story.blocks
        },
    )


def _spellings(stories: Iterable[Story]) -> dict[str, str]:
    """By the key of a name: as the report writes it most often."""
    counted: dict[str, Counter[str]] = {}
    for story in stories:
        if story.project:
            counted.setdefault(name_key(story.project), Counter())[story.project] += 1
    return {key: spellings.most_common(1)[0][0] for key, spellings in counted.items()}
