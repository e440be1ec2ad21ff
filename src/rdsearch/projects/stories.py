"""A section → a story: what its own headings and text say of a project."""

from dataclasses import dataclass

from rdsearch.projects import names as naming
from rdsearch.projects.sections import Heading, Section


@dataclass(frozen=True, slots=True)
class Story:
    """A section without its text, and what is known of its project."""

    headings: tuple[Heading, ...]
    level: int
    blocks: tuple[tuple[int, int], ...]
    own_names: tuple[str, ...]  # of the headings, as its text writes them; of two projects two
    mentions_project: bool  # calls something a project, in its name or its text
    is_about_project: bool  # says of its own subject that it is one
    is_fiche: bool = False
    project: str | None = None

    @property
    def own_name(self) -> str | None:
        return self.own_names[0] if len(self.own_names) == 1 else None

    @property
    def is_of_two(self) -> bool:
        return len(self.own_names) > 1


def story_of(section: Section) -> Story:
    """The story of a section; its project is not known yet."""
    texts = [naming.name_in_heading(heading.text) for heading in section.headings]
    found = [naming.names_in(text, section.text) for text in texts]
    own = max(found, key=lambda some: (len(some) == 1, len(some), len("".join(some))), default=())
    named = own[0] if len(own) == 1 else ""
    return Story(
        headings=section.headings,
        level=section.level,
        blocks=section.blocks,
        own_names=own,
        mentions_project=any(map(naming.PROJECT_NOUN.search, (named, section.text))),
        is_about_project=naming.SAYS_PROJECT.search(section.text) is not None,
        is_fiche=section.is_fiche,
    )
