"""The values of Dutch number words."""

from functools import lru_cache

from rdsearch.dutch.words import fold

_SMALL = {
    word: value
    for value, word in enumerate(
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien"
        " zeventien achttien negentien".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(), start=2
    )
}


@lru_cache(maxsize=100_000)
def number_of(word: str) -> int | None:
    """The value of a number word, 2 to 999,999; "een" is an article far more often than a number."""
    value = value_of(fold(word))
    return value if value and value > 1 else None


def value_of(form: str) -> int | None:
    """The value of a folded number word: vijfentwintig, tweehonderdtien, tweeentwintighonderd."""
    if form in _SMALL or form in _TENS:
        return _SMALL.get(form, _TENS.get(form))
    for scale, size in (("duizend", 1000), ("honderd", 100)):
        before, found, after = form.partition(scale)
        if found:
            factor = value_of(before) if before else 1
            rest = value_of(after.removeprefix("en")) if after else 0
            return None if factor is None or rest is None else factor * size + rest
    for ten, value in _TENS.items():
        unit = form.removesuffix(ten)
        if unit != form and unit.endswith("en") and (small := _SMALL.get(unit[:-2])):
            return value + small if small < 10 else None
    return None
