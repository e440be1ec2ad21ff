"""Other names that a report has for its projects: an acronym in brackets, a name with or without its place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from rdsearch import dutch
from rdsearch.dutch import name_key
from rdsearch.projects import names as naming
from rdsearch.projects.uses import uses_of
from rdsearch.types import Page

_BRACKETS = re.compile(r"((?:[\w’'.-]+\s+){1,9})\(([A-Z][A-Za-z&-]{1,9})\)")
_IN_FULL = re.compile(  # looks ahead, so that one dash does not hide the next
    r"\b([A-Z][A-Za-z&-]{1,9})\s+(?=[(–-]\s?([A-Z][^()–]{5,80}?)(?:\)|\s[–-]|,))"
)
_PLACE = re.compile(
    r"\b(?i:in|uit|naar|regio|gemeente|provincie|heel|omgeving)\s+([A-Z][^\W\d_]{3,})"
)
_PLACE_ADJECTIVE = r"\b([A-Z][^\W\d_]{2,}se?)\s+"
_SAME_PLACE = 4  # letters that a place and its adjective share: Twente, Twents
_MIN_USES = 2  # of one word; two are a name when they are written as one
_MIN_LETTERS = 5

_Alias = tuple[str, str]  # name, another name


def aliases_of(
    projects: Sequence[str], headings: Iterable[str], pages: Sequence[Page]
) -> dict[str, tuple[str, ...]]:
    """By name: what else the report calls the project. What could be two projects is neither."""
    if not projects:
        return {}
    by_key = {name_key(name): name for name in projects}
    # The longest first: of "De Spoel Noord" not the De Spoel that is another project.
    longest_first = sorted(projects, key=len, reverse=True)
    with_place = re.compile(_PLACE_ADJECTIVE + f"({'|'.join(map(re.escape, longest_first))})\\b")
    found = {*_with_kind(headings, by_key)}
    adjectives, places = set[tuple[str, str]](), set[str]()
    for page in pages:
        text = " ".join(page.text.split())
        places.update(place[:_SAME_PLACE] for place in _PLACE.findall(text))
        adjectives.update(with_place.findall(text))
        found.update(_acronyms(text, by_key))
    found |= {(n, f"{a} {n}") for a, n in adjectives if a[:_SAME_PLACE] in places}
    found |= set(_short_forms(projects, places, pages))
    claims = Counter(key for _, key in {(name, name_key(alias)) for name, alias in found})
    aliases: dict[str, list[str]] = {}
    for name, alias in sorted(found):
        if claims[name_key(alias)] == 1 and name_key(alias) not in by_key:
            aliases.setdefault(name, []).append(alias)
    return {name: tuple(own) for name, own in aliases.items()}


def _with_kind(headings: Iterable[str], by_key: Mapping[str, str]) -> Iterator[_Alias]:
    """A heading that says before the name what it is: "Broedplaats De Spoel"."""
    for heading in headings:
        kind, _, rest = naming.name_in_heading(heading).partition(" ")
        if rest and naming.is_kind(kind) and (name := by_key.get(name_key(rest))):
            yield name, f"{kind.capitalize()} {name}"


def _acronyms(text: str, by_key: Mapping[str, str]) -> Iterator[_Alias]:
    """Of "Advanced Manufacturing Program (AMP)", whichever of the two the project is called by."""
    pairs = [(before.split(), short) for before, short in _BRACKETS.findall(text)]
    pairs += [(long.split(), short) for short, long in _IN_FULL.findall(text)]
    for words, short in pairs:
        sizes = range(1, len(words) + 1)
        size = next((n for n in sizes if _is_short_for(short, words[-n:])), 0)
        long = " ".join(words[-size:])
        if size and (name := by_key.get(name_key(long))):
            yield name, short
        elif size and (name := by_key.get(name_key(short))):
            yield name, long


def _is_short_for(short: str, words: Sequence[str]) -> bool:
    """Whether the letters of an acronym are the first letters of the words, function words or not."""
    letters = [c for c in short.lower() if c.isalpha()]
    if not words[0][:1].isupper() or len(words) < 2:
        return False
    # Beginning at its first word, each next letter is the first of a word; only function words are passed over.
    at = 0
    for word in words:
        if at < len(letters) and word[0].lower() == letters[at]:
            at += 1
        elif dutch.fold(word) not in dutch.FUNCTION_WORDS:
            return False
    return at == len(letters)


def _short_forms(
    projects: Sequence[str], places: Set[str], pages: Sequence[Page]
) -> Iterator[_Alias]:
    """A name without its place ("Kennispark") where the text writes it so, as a name and as nothing else."""
    short = {name: form for name in projects if (form := _without_place(name, places))}
    keys = {name_key(name) for pair in short.items() for name in pair}
    uses = uses_of(keys, pages)
    for name, form in short.items():
        used, in_full = uses.get(name_key(form)), uses.get(name_key(name))
        if used and not used.as_words:
            alone = used.as_name.total() - (in_full.as_name.total() if in_full else 0)
            if alone >= (_MIN_USES if len(naming.words_of(form)) == 1 else 1):
                yield name, form


def _without_place(name: str, places: Set[str]) -> str | None:
    first, *rest = name.split()
    if not rest:
        return None
    if rest[-1][:_SAME_PLACE] in places:
        form = " ".join((first, *rest[:-1]))
    elif first[:_SAME_PLACE] in places and re.fullmatch(r"[^\W\d_]+se?", first):
        form = " ".join(rest)
    else:
        return None
    is_telling = len(naming.words_of(form)) > 1 or (
        len(form) >= _MIN_LETTERS and not dutch.is_known(form.lower())
    )
    return form if is_telling and naming.is_bare_name(form) else None
