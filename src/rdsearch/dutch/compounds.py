"""The parts of compounds: zonnepanelenmonteur → zonnepanelen, monteur."""

from collections.abc import Callable

MIN_PART = 3
_LINKS = ("", "s", "e", "en", "n", "er")

_Parts = tuple[str, ...]


def parts_of(form: str, is_part: Callable[[str], bool]) -> _Parts:
    """The fewest parts that a folded word can be made of, and of equally few those whose shortest is the
    longest; nothing for a word that cannot be parted. `is_part` knows the words that parts can be."""
    size = len(form)
    if size < 2 * MIN_PART or not form.isalpha():
        return ()
    best: dict[int, _Parts] = {0: ()}
    for start in range(size - MIN_PART + 1):
        if start not in best:
            continue
        for end in range(start + MIN_PART, size + (start > 0)):
            if is_part(form[start:end]):
                for after in _after(form, end):
                    parts = (*best[start], form[start:end])
                    if after not in best or _rank(parts) < _rank(best[after]):
                        best[after] = parts
    return best.get(size, ())


def _after(form: str, end: int) -> list[int]:
    """Where the next part can begin: here or behind a linking element; or the end of the word."""
    if end == len(form):
        return [end]
    places = (end + len(link) for link in _LINKS if form.startswith(link, end))
    return [place for place in places if place <= len(form) - MIN_PART]


def _rank(parts: _Parts) -> tuple[int, int]:
    return len(parts), -min(map(len, parts))
