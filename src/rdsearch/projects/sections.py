"""The pages of a report → its sections: headings in a row, kickers among them, and the text beneath."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rdsearch.projects.names import number_of
from rdsearch.types import Block, Page, Role

_HEADINGS = (Role.TITLE, Role.HEADING)
_TEXT = (Role.BODY, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION, Role.TABLE)
_MAX_KICKER_CHARS = 60
_LABEL = re.compile(
    # What a sheet about a project says in set words; those of the first line no other text has.
    r"\W*(?P<label>(?P<of_project>projectleider|projectnummer|trekker|penvoerder|rijksbijdrage|cofinanciering)"
    r"|opdrachtgever|uitvoerder|looptijd|status|budget|begroting|kosten|partners|doel|resultaat|planning"
    r"|stand van zaken|risico|voortgang|locatie|periode)",
    re.IGNORECASE,
)

Style = tuple[int, bool, bool]  # level, in capitals, numbered: headings of one kind share it


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or a title, on one line."""

    text: str
    level: int  # 0 for a title

    @property
    def style(self) -> Style:
        return self.level, self.text.isupper(), number_of(self.text) is not None


@dataclass(frozen=True, slots=True)
class Section:
    """Headings in a row and what stands beneath them, up to the next heading."""

    headings: tuple[Heading, ...]  # in reading order
    text: str  # without that of tables
    is_fiche: bool  # says in set words who leads the project, what it costs and how it stands
    blocks: tuple[tuple[int, int], ...]  # page number and start of each block of text

    @property
    def level(self) -> int:
        """Of its main heading: a kicker set small above it ranks with it."""
        return min((heading.level for heading in self.headings), default=0)


def sections_of(pages: Iterable[Page]) -> Iterator[Section]:
    """In reading order; headings without any text beneath are in none."""
    headings: list[Heading] = []
    texts: list[tuple[str, Role]] = []
    blocks: list[tuple[int, int]] = []
    for page, block, is_heading in _blocks(pages):
        if not is_heading:
            texts.append((_text_of(page, block), block.role))
            blocks.append((page.number, block.start))
            continue
        if blocks:
            yield _section(headings, texts, blocks)
            headings, texts, blocks = [], [], []
        level = 0 if block.role is Role.TITLE else block.level or 1
        headings.append(Heading(_text_of(page, block), level))
    if blocks:
        yield _section(headings, texts, blocks)


def _section(
    headings: Sequence[Heading],
    texts: Sequence[tuple[str, Role]],
    blocks: Sequence[tuple[int, int]],
) -> Section:
    found = [label for text, _ in texts if (label := _LABEL.match(text))]
    labels = {label["label"].lower() for label in found}
    return Section(
        tuple(headings),
        # Every cell of a table has a capital, which says nothing.
        " ".join(text for text, role in texts if role is not Role.TABLE),
        len(labels) > 1 and any(label["of_project"] for label in found),
        tuple(blocks),
    )


def _text_of(page: Page, block: Block) -> str:
    return " ".join(page.text[block.start : block.end].split())


def _blocks(pages: Iterable[Page]) -> Iterator[tuple[Page, Block, bool]]:
    """The blocks that are read, and whether each heads what follows."""
    for page in pages:
        read = [b for b in page.blocks if b.role in _TEXT or b.role in _HEADINGS]
        for block, following in zip(read, [*read, None][1:], strict=True):
            is_heading = block.role in _HEADINGS and not _is_quoted(page, block)
            if (
                not is_heading
                and following is not None
                and following.role in _HEADINGS
                and _is_kicker(page.text[block.start : block.end])
            ):
                # Set small above the heading, a kicker was read as body; it ranks with the heading.
                yield page, replace(block, role=Role.HEADING, level=following.level), True
            else:
                yield page, block, is_heading


def _is_kicker(text: str) -> bool:
    return len(text) <= _MAX_KICKER_CHARS and text.isupper()


def _is_quoted(page: Page, block: Block) -> bool:
    return page.text[block.start : block.end].lstrip()[:1] in "“„‘'\"«"
