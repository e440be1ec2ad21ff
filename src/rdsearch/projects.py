"""Which project a passage is about: a heading of its story that the story's own text uses as a name. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rdsearch import dutch
from rdsearch.types import Block, Page, Passage, Role

FACTS_VERSION = "1"

_HEADINGS = (Role.TITLE, Role.HEADING)
_TEXT = (Role.BODY, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION)
_MAX_KICKER_CHARS = 60
_MAX_BOX_WORDS = 4
_MIN_NAMED_STORIES = 3
_MIN_NAMED_SHARE = (
    0.15  # of the sections; measured: 0.5 in booklets of projects, below 0.1 elsewhere
)
# What a text calls a project; as the end of a compound too: het EngD-programma.
_PROJECT_NOUN = re.compile(
    r"(?:project|programma|program|initiatief|pilot|proef|proeftuin|fonds|lab|regeling|aanpak|traject|campus)\b",
    re.IGNORECASE,
)
# Names that head a section without being a project.
_NOT_A_PROJECT = frozenset(
    "inleiding samenvatting conclusie conclusies aanbevelingen voorwoord inhoud inhoudsopgave colofon bijlage"
    " bijlagen slot vooruitblik vooruitkijken achtergrond resultaten resultaat feiten begroting financien"
    " literatuur bronnen verantwoording summary thema hoofdstuk gemeente provincie ministerie universiteit"
    " raad kamer college autoriteit wet besluit verordening artikel kabinet rijk regio overheid stichting"
    " minister staat nederland europa europese grondwet motie commissie bestuur deal".split()
)
_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Section:
    """Headings in a row, kickers among them, and the text beneath."""

    headings: tuple[str, ...]
    level: int  # of the lowest heading
    text: str
    blocks: tuple[tuple[int, int], ...]  # page number and start of each block of text


def named(passages: Iterable[Passage], pages: Sequence[Page]) -> Iterator[Passage]:
    """The same passages, with the project that layout and text agree on, else None.

    A name is written in one way throughout the report: as its text writes it most often.
    """
    found: list[tuple[_Section, str | None]] = []
    certain = set[str]()
    for section, name in _with_names(_sections(pages)):
        if name and (_PROJECT_NOUN.search(name) or _PROJECT_NOUN.search(section.text)):
            certain.add(_key(name))
        found.append((replace(section, text=""), name))  # the texts of a report are many
    named_count = sum(name is not None for _, name in found)
    if len(certain) < _MIN_NAMED_STORIES or named_count < _MIN_NAMED_SHARE * len(found):
        found = []  # the sections of this report are not its projects
    spelling = _spellings(name for _, name in found if name)
    project_at = {
        block: spelling[_key(name)] if name else None
        for section, name in found
        for block in section.blocks
    }
    for passage in passages:
        yield replace(passage, project=_project_of(passage, project_at, pages))


def _with_names(sections: Iterable[_Section]) -> Iterator[tuple[_Section, str | None]]:
    """Each section with its project; a box such as "In cijfers" has that of the story around it."""
    story: _Section | None = None
    name: str | None = None
    for section in sections:
        own = _name_of(section)
        is_box = (
            story is not None
            and section.level > story.level
            and sum(len(_words(heading)) for heading in section.headings) <= _MAX_BOX_WORDS
        )
        if own or not is_box:
            story, name = section, own
        yield section, name


def _project_of(
    passage: Passage,
    project_at: dict[tuple[int, int], str | None],
    pages: Sequence[Page],
) -> str | None:
    """The project of the blocks in which a passage's spans begin, if they agree; kickers do not count."""
    found = set()
    for span in passage.spans:
        blocks = pages[span.page - 1].blocks
        block = max((b.start for b in blocks if b.start <= span.start), default=-1)
        if (span.page, block) in project_at:
            found.add(project_at[(span.page, block)])
    return found.pop() if len(found) == 1 else None


def _sections(pages: Sequence[Page]) -> Iterator[_Section]:
    headings: list[tuple[int, str]] = []
    texts: list[str] = []
    blocks: list[tuple[int, int]] = []
    for page, block, is_heading in _blocks(pages):
        text = " ".join(page.text[block.start : block.end].split())
        if not is_heading:
            texts.append(text)
            blocks.append((page.number, block.start))
            continue
        if texts:
            yield _section(headings, texts, blocks)
            headings, texts, blocks = [], [], []
        headings.append((0 if block.role is Role.TITLE else block.level or 1, text))
    if texts:
        yield _section(headings, texts, blocks)


def _section(
    headings: Sequence[tuple[int, str]],
    texts: Sequence[str],
    blocks: Sequence[tuple[int, int]],
) -> _Section:
    level = max((level for level, _ in headings), default=0)
    return _Section(tuple(text for _, text in headings), level, " ".join(texts), tuple(blocks))


def _blocks(pages: Sequence[Page]) -> Iterator[tuple[Page, Block, bool]]:
    """The blocks that are read, and whether each heads what follows."""
    for page in pages:
        read = [b for b in page.blocks if b.role in _TEXT or b.role in _HEADINGS]
        for block, following in zip(read, [*read, None][1:], strict=True):
            is_heading = block.role in _HEADINGS and not _is_quoted(page, block)
            is_kicker = (
                following is not None
                and following.role in _HEADINGS
                and _is_kicker(page.text[block.start : block.end])
            )
            if is_kicker and not is_heading:
                # Set small above the heading, a kicker was read as body; it ranks with the heading.
                block = replace(block, role=Role.HEADING, level=following.level if following else 1)
            yield page, block, is_heading or is_kicker


def _is_kicker(text: str) -> bool:
    return len(text) <= _MAX_KICKER_CHARS and text.isupper() and not text.isdigit()


def _is_quoted(page: Page, block: Block) -> bool:
    return page.text[block.start : block.end].lstrip()[:1] in "“„‘'\"«"


def _name_of(section: _Section) -> str | None:
    """The longest heading, or start or end of one, that the text uses as a name."""
    found = [name for heading in section.headings if (name := _name_in(heading, section.text))]
    return max(found, key=len, default=None)


def _name_in(heading: str, body: str) -> str | None:
    """The whole heading, or what it starts or ends with: slogan and name may be set as one.

    None where both ends are names: that story tells of two.
    """
    words = _words(heading)
    if whole := _as_written(words, body, is_whole=True):
        return whole
    sizes = range(len(words) - 1, 0, -1)
    starts = ((n, _as_written(words[:n], body, is_whole=False)) for n in sizes)
    ends = ((n, _as_written(words[-n:], body, is_whole=False)) for n in sizes)
    start_size, start = next(((n, name) for n, name in starts if name), (0, None))
    end_size, end = next(((n, name) for n, name in ends if name), (0, None))
    if start and end and start_size + end_size <= len(words) and _key(start) != _key(end):
        return None
    return start if start_size > end_size else end


def _words(heading: str) -> list[str]:
    return _WORD.findall(heading)


def _as_written(words: list[str], body: str, *, is_whole: bool) -> str | None:
    """The candidate as the text writes it, if the text writes it as a name."""
    if not words or any(dutch.fold(word) in _NOT_A_PROJECT for word in words):
        return None
    written = [
        match
        for match in _pattern(words).finditer(body)
        if _is_name(match.group(), body, match.start())
    ]
    if not written:
        return None
    # One word of a longer heading is a place or a person more often than a project.
    if len(words) == 1 and not is_whole and not any(_is_called(body, m) for m in written):
        return None
    return Counter(match.group() for match in written).most_common(1)[0][0]


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Matches the words whatever parts them: TALENT IT and TalentIT, Connect – U and Connect-U."""
    parts = [re.escape(word) for word in words]
    if len(words) > 1 and len(words[-1]) > 5:  # Leerlijnen heads the story of the Leerlijn
        parts[-1] = re.sub(r"(?:en|s)\Z", "", parts[-1], flags=re.IGNORECASE) + "(?:en|s)?"
    return re.compile(r"(?<![\w-])" + r"[\s–-]{0,3}".join(parts) + r"(?!\w)", re.IGNORECASE)


def _is_name(written: str, body: str, at: int) -> bool:
    """Capitals where a common noun would have none: inside, or anywhere but at a sentence start."""
    words = [w for w in _WORD.findall(written) if dutch.fold(w) not in dutch.FUNCTION_WORDS]
    ends = _WORD.findall(written)
    # The heading's capitals hide what is a function word: TALENT IT ends in none, WERKEN AAN does.
    if _is_function_word(ends[-1]) or (_is_function_word(ends[0]) and ends[0] not in ("De", "Het")):
        return False
    if not words or not all(word[0].isupper() or word[0].isdigit() for word in words[:2]):
        return False
    if any(c.isupper() for c in written[1:]):
        return True
    before = body[:at].rstrip()
    return bool(before) and before[-1] not in '.!?:…“„‘"•'


def _is_function_word(written: str) -> bool:
    return dutch.fold(written) in dutch.FUNCTION_WORDS and not written.isupper() and written != "U"


def _is_called(body: str, match: re.Match[str]) -> bool:
    """Whether the text says that it is a project: het Leonardo-project, programma Leonardo."""
    around = body[max(0, match.start() - 16) : match.end() + 16]
    return (
        re.search(
            rf"(?:project|programma|initiatief|pilot)\s+{re.escape(match.group())}\b"
            rf"|{re.escape(match.group())}[\s-](?:project|programma|initiatief|pilot)\b",
            around,
            re.IGNORECASE,
        )
        is not None
    )


def _key(name: str) -> str:
    """Equal for the spellings of one name."""
    return re.sub(r"[\W_]", "", dutch.fold(name))


def _spellings(names: Iterable[str]) -> dict[str, str]:
    counted: dict[str, Counter[str]] = {}
    for name in names:
        counted.setdefault(_key(name), Counter())[name] += 1
    return {key: spellings.most_common(1)[0][0] for key, spellings in counted.items()}
