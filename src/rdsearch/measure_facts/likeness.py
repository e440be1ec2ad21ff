"""When a found name, role or noun phrase is the labelled one."""

from collections.abc import Iterable

from rdsearch.measure_facts.places import folded

_TITLES = frozenset("de heer mevrouw mw dhr mr prof dr drs ir ing".split())
_ARTICLES = frozenset("de het een van bij aan in".split())
_MORE_WORDS = 4  # than the label may say what is counted

_UNITS = (
    ("%", "procent", "percent", "per cent", "pct"),
    ("€", "eur", "euro", "euros"),
    ("m", "meter", "meters", "metre"),
    ("cm", "centimeter"),
    ("mm", "millimeter", "millimeters", "millimetres"),
    ("km", "kilometer", "kilometers"),
    ("ha", "hectare", "hectares"),
    ("kg", "kilo", "kilogram"),
    ("ton", "t", "tons"),
    ("m²", "vierkante meter", "m2"),
    ("m³", "kubieke meter", "m3"),
    ("dagen", "dag"),
    ("werkdagen", "werkdag"),
    ("weken", "week"),
    ("maanden", "maand"),
    ("jaar", "jaren", "years"),
    ("uur", "uren"),
)
_UNIT_OF = {spelling: group[0] for group in _UNITS for spelling in group}


def is_person(found: str, label: str) -> bool:
    """The same person: one name holds all words of the other, and the last of them is the same."""
    a = [word for word in folded(found) if word not in _TITLES]
    b = [word for word in folded(label) if word not in _TITLES]
    return bool(a and b) and (
        (a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a)))
        or (len(a) == 1 and a[0] == b[0])
    )


def is_name(found: str, label: str) -> bool:
    """The same name: written as one word or with an article, or one with the half or more of the other's words."""
    a, b = (tuple(w for w in folded(name) if w not in _ARTICLES) for name in (found, label))
    if "".join(a) == "".join(b):
        return True
    fewer, more = sorted((set(a), set(b)), key=len)
    return bool(fewer) and fewer <= more and 2 * len(fewer) >= len(more)


def is_counted(found: str, label: str) -> bool:
    """Half of the label's words or more, and not much else: a whole sentence says nothing."""
    wanted = [word for word in folded(label) if word not in _ARTICLES]
    given = folded(found)
    if len(given) > len(wanted) + _MORE_WORDS:
        return False
    return 2 * sum(word in given for word in wanted) >= len(wanted)


def is_unit(found: str | None, label: str | None) -> bool:
    return _unit(found) == _unit(label)


def is_value(found: float, values: Iterable[float], *, is_share: bool) -> bool:
    """One of the labelled values; a share may be written as 67 % or as 0.667."""
    for value in values:
        if abs(found - value) <= 1e-6 * max(1.0, abs(value)):
            return True
        if is_share and (abs(found - value) < 0.7 or abs(100 * found - value) < 0.7):
            return True
    return False


def _unit(unit: str | None) -> str | None:
    if not unit:
        return None
    spelling = unit.casefold().strip(" .")
    return _UNIT_OF.get(spelling, spelling)
