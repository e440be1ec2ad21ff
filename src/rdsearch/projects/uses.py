"""How the running text of a whole report writes the names that its headings may hold."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from rdsearch import dutch
from rdsearch.projects import names as naming
from rdsearch.types import Page, Role

_TEXT = (Role.BODY, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION)
MAX_WORDS = 5
_MIN_TELLING = 3


@dataclass(slots=True)
class Uses:
    """Of one name."""

    as_name: Counter[str] = field(default_factory=Counter)  # by spelling
    as_place: int = 0  # after "in" or "uit"
    as_words: int = 0  # without a capital

    @property
    def is_name(self) -> bool:
        """Whether it is most often written as the name of something that is no place."""
        return self.as_name.total() > self.as_place + self.as_words

    def is_called(self, times: int) -> bool:
        """Whether it is written as a name so often, and less often as anything but a name."""
        return bool(self.as_name) and self.as_name.total() + self.as_place >= times > self.as_words


def uses_of(keys: Set[str], pages: Iterable[Page]) -> dict[str, Uses]:
    """Of each of the keys that the text writes, however spelled, outside of headings and tables."""
    found = defaultdict[str, Uses](Uses)
    if not keys:
        return found
    for page in pages:
        for block in page.blocks:
            if block.role in _TEXT:
                _count(" ".join(page.text[block.start : block.end].split()), keys, found)
    return found


def parts_of(heading: str) -> list[str]:
    """Every run of two to four words of a heading that may be a name, the longest first."""
    words = naming.words_of(heading)
    runs = (
        words[start : start + size] for size in (4, 3, 2) for start in range(len(words) - size + 1)
    )
    return [" ".join(run) for run in runs if _says_two(run) and naming.is_bare_name(" ".join(run))]


def _says_two(words: Sequence[str]) -> bool:
    """One word of a slogan, with an article or a number, is a place or a body more often than a project."""
    telling = [
        w for w in words if len(w) >= _MIN_TELLING and dutch.fold(w) not in dutch.FUNCTION_WORDS
    ]
    return len(telling) > 1


def _count(text: str, keys: Set[str], found: dict[str, Uses]) -> None:
    words = [*naming.WORD.finditer(text)]
    folded = [dutch.name_key(word.group()) for word in words]
    for first, word in enumerate(words):
        key = ""
        for last in range(first, min(first + MAX_WORDS, len(words))):
            key += folded[last]
            if key not in keys:
                continue
            written = text[word.start() : words[last].end()]
            if naming.is_name(written, text, word.start()):
                if naming.is_after_place_word(text, word.start()):
                    found[key].as_place += 1
                else:
                    found[key].as_name[written] += 1
            elif written[0].islower():
                found[key].as_words += 1


def most_used(spellings: Counter[str]) -> str:
    """Of two that come as often the last by code point: small letters before capitals."""
    return max(spellings, key=lambda spelling: (spellings[spelling], spelling))


def named_once(parts: Sequence[str], uses: dict[str, Uses], *, times: int) -> str | None:
    """The one part, and nothing that holds or crosses it, that the report uses as a name so often."""
    named = [part for part in parts if (u := uses.get(dutch.name_key(part))) and u.is_called(times)]
    widest = [p for p in named if not any(p != q and p in q for q in named)]
    return most_used(uses[dutch.name_key(widest[0])].as_name) if len(widest) == 1 else None
