"""What glyphs stand for that have no letter's code: symbol fonts and the private use area of Unicode.

Word gives the glyphs of its symbol fonts the codes F000 to F0FF. A tick that reads as a bullet, or "≥" that
is left out, turns a statement round; and a letter of unknown meaning must be seen to be missing.
"""

from collections.abc import Mapping
from functools import lru_cache

UNKNOWN = "\ufffd"
"""Stands in a word for a letter that the font of the PDF does not name."""

_PRIVATE, _AFTER_PRIVATE = 0xE000, 0xF900
_MICROSOFT, _ADOBE = 0xF000, 0xF700

# The encoding of the Symbol font (PDF 32000-1, annex D.5) from 20 and from A0; "�" where it has pieces only.
_SYMBOL = {
    **dict(enumerate(" !∀#∃%&∋()∗+,−./0123456789:;<=>?", 0x20)),
    **dict(enumerate("≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_", 0x40)),
    **dict(enumerate("�αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼", 0x60)),
    **dict(enumerate("€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…", 0xA0)),
    **dict(enumerate("ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊", 0xC0)),
}
_WINGDINGS = {
    **dict(enumerate("①②③④⑤⑥⑦⑧⑨⑩", 0x81)),
    **dict(enumerate("❶❷❸❹❺❻❼❽❾❿", 0x8C)),
    **dict(enumerate("●❍■□❐❑❒⬧⧫◆❖⬥", 0x6C)),
    **dict(enumerate("·•", 0x9E)),
    **dict(enumerate("▪◻", 0xA7)),
    **dict(enumerate("✦★✶✴", 0xAA)),
    **dict(enumerate("←→↑↓", 0xDF)),
    **dict(enumerate("⇦⇨⇧⇩", 0xEF)),
    **dict(enumerate("✘✔☒☑", 0xFB)),
    0x28: "☎",
    0x2A: "✉",
    0x4A: "☺",
    0x4C: "☹",
    0xA1: "○",
    0xD8: "➢",
    0xE8: "➔",
}
_WINGDINGS_2 = {0x4F: "✘", 0x50: "✔", 0x51: "☒", 0x52: "☑", 0xA3: "□"}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
}


def is_private(code: int) -> bool:
    """Is the code one that every font gives a meaning of its own?"""
    return _PRIVATE <= code < _AFTER_PRIVATE or code >= 0xF0000


def symbol_of(code: int, font: str) -> str | None:
    """What `code` stands for in a symbol font, or in the private codes of Adobe's fonts; None where that is
    not known."""
    known = _symbols_in(font)
    if known is not None:
        # Nothing in Wingdings is a letter, whatever the PDF says; Symbol may name its glyphs truly.
        is_own = _MICROSOFT <= code < _ADOBE or (known is not _SYMBOL and code < 0x100)
        return known.get(code & 0xFF) if is_own else None
    if _ADOBE + 0x20 < code <= _ADOBE + 0xFF:
        # Small capitals and old-style figures lie F700 above the letters that they are typed by.
        return chr(code - _ADOBE)
    return None


@lru_cache(maxsize=1024)
def _symbols_in(font: str) -> Mapping[int, str] | None:
    name = font.lower().replace(" ", "").partition("-")[0].removesuffix("mt")
    return _FONTS.get(name)
