"""The units that figures are measured in, a closed list, and what scales an amount of money."""

import re

# Unit as it is stored → how it is written. Longer spellings go before the shorter ones that they begin with.
_SPELLINGS = (
    ("%", r"procentpunten|procentpunt|procent|percentage|%"),
    ("euro", r"euro(?:’s|'s)?|€|EUR\b"),
    ("cent", r"eurocents?|cent(?:en)?"),
    ("gulden", r"guldens?"),
    ("m²", r"vierkante\s+meters?|m²|m2"),
    ("m³", r"kubieke\s+meters?|m³|m3|kuub"),
    ("km²", r"vierkante\s+kilometers?|km²|km2"),
    ("km", r"kilometers?|km"),
    ("cm", r"centimeters?|cm"),
    ("mm", r"millimeters?|mm"),
    ("m", r"(?:strekkende\s+)?meters?|m"),
    ("ha", r"hectaren?|hectares|ha"),
    ("Mton", r"megaton|Mton"),
    ("kton", r"kiloton|kton"),
    ("ton", r"tonnen|ton"),
    ("kg", r"kilo’s|kilo's|kilogram|kilo|kg"),
    ("mg", r"milligram|mg"),
    ("gram", r"gram"),
    ("hl", r"hectoliters?|hl"),
    ("liter", r"liters?"),
    ("mol", r"mol"),
    ("‰", r"promille|‰"),
    ("PJ", r"petajoules?|PJ"),
    ("TJ", r"terajoules?|TJ"),
    ("MWh", r"megawattuur|MWh"),
    ("GWh", r"gigawattuur|GWh"),
    ("TWh", r"terawattuur|TWh"),
    ("kWh", r"kilowattuur|kWh"),
    ("MWp", r"megawattpiek|MWp"),
    ("MW", r"megawatt|MW"),
    ("GW", r"gigawatt|GW"),
    ("kW", r"kilowatt|kW"),
    ("dB", r"decibel|dB"),
    ("°C", r"graden|°C|°"),
    ("keer", r"keer|maal"),
    ("fte", r"fte’s|fte's|ftes|fte"),
)
_TIMES = (
    ("jaar", r"jaren|jaar"),
    ("maanden", r"maanden|maand"),
    ("weken", r"weken|week"),
    ("werkdagen", r"werkdagen|werkdag"),
    ("dagen", r"dagen|dag"),
    ("uur", r"uren|uur"),
    ("minuten", r"minuten|minuut"),
    ("seconden", r"seconden|seconde"),
)
UNITS = (*_SPELLINGS, *_TIMES)
# Of units of few letters the capitals are part of the spelling: MW is not mw (mevrouw), m is not M.
_EXACT = frozenset("m ha mg hl MW GW kW PJ TJ".split())
TIMES = frozenset(name for name, _ in _TIMES)
_AFTER = tuple(
    (
        name,
        re.compile(
            rf"[^\S\n]{{0,2}}-?(?:{words})(?![^\W¹²³⁰⁴-⁹])", 0 if name in _EXACT else re.IGNORECASE
        ),
    )
    for name, words in UNITS
)
_EURO_BEFORE = re.compile(r"(?:€|\bEUR|\beuro)\s*\Z")
# "385 (x € 1.000)", "bedragen × 1.000.000", "in duizenden euro's"
_THOUSANDS = re.compile(
    r"(?:[x×*]\s*(?:€\s*)?1[.,\s]?000(?![.,]?\d)|[x×*]\s*(?:€\s*)?duizend\b|\bin\s+duizenden\s+euro)",
    re.I,
)
_MILLIONS = re.compile(
    r"(?:[x×*]\s*(?:€\s*)?1[.,\s]?000[.,\s]?000|[x×*]\s*(?:€\s*)?(?:1\s*)?(?:miljoen|mln)|\bin\s+miljoenen\s+euro"
    r"|€\s*(?:mln|miljoen)\b)",
    re.I,
)


def unit_before(text: str, at: int) -> str | None:
    """The sign of money that a number stands behind."""
    return "euro" if _EURO_BEFORE.search(text, max(0, at - 8), at) else None


def unit_at(text: str, at: int) -> tuple[str, int] | None:
    """The unit that is written at a place, behind a number, and where it ends."""
    for name, pattern in _AFTER:
        if match := pattern.match(text, at):
            return name, match.end()
    return None


def money_scale(text: str) -> int:
    """What amounts are to be multiplied by, as a caption or a head says: "(x € 1.000)"."""
    if _MILLIONS.search(text):
        return 1_000_000
    return 1_000 if _THOUSANDS.search(text) else 1
