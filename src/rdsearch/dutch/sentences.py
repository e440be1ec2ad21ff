"""Where sentences begin and end. Sole importer of sentencex within the package."""

import re

import sentencex

# A full stop after these never ends a sentence: a name, a number or the rest of the phrase follows.
_OPEN_ABBREVIATIONS = frozenset(
    "art artt blz bijv bv ca circa dhr dr drs e.g excl fig gem i.c incl ing ir jhr lid mevr mr mw nl nr nrs"
    " o.a o.l.v p pag par pp prof resp sr st t.a.v t.b.v t.g.v t.o.v t.w vgl vs zgn i.v.m m.b.t m.u.v"
    " n.a.v d.d d.m.v i.p.v i.o.v i.h.k.v c.q a.d.h.v".split()
)
_LONGEST_ABBREVIATION = 20  # the search is quadratic in what it is given
_LAST_WORD = re.compile(r"([^\W\d_](?:[\w.]*\w)?)\.\s*$")
_ONLY_NUMBER = re.compile(r"\s*(?:\d{1,3}|[a-zA-Z]|[ivx]+)[.)]\s*$")
_INITIAL = re.compile(r"(?:^|[\s(])(?:[A-Z]\.)+\s*$")
_OPENING = "\"'([{„“‘«‚•·-–— \t\n"


def is_sentence_end(text: str) -> bool:
    """Whether a text ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip(" \t\n\"'”’»)]").endswith((".", "!", "?", "…", ":"))


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of a text's sentences, surrounding white space left out, in order.

    sentencex finds the ends; those after a Dutch abbreviation, an initial or a list number, and those
    before a lower-case word ("…!" zegt hij), are taken back.
    """
    spans: list[tuple[int, int]] = []
    is_open = False
    for boundary in sentencex.get_sentence_boundaries("nl", text):
        start, end = _trimmed(text, boundary["start_index"], boundary["end_index"])
        if start >= end:
            is_open = False  # a paragraph break
            continue
        if is_open or (spans and _continues(text[spans[-1][1] : start], text[start:end])):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        is_open = _stays_open(text[start:end])
    return spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(
        start, end - (len(piece) - len(piece.rstrip()))
    )


def _continues(between: str, sentence: str) -> bool:
    """Whether a found sentence goes on with the one before it: it starts in lower case."""
    first = sentence.lstrip(_OPENING)[:1]
    return "\n" not in between and first.islower() and sentence[0] not in "•·-–—"


def _stays_open(sentence: str) -> bool:
    if _ONLY_NUMBER.match(sentence) or _INITIAL.search(sentence):
        return True
    last = _LAST_WORD.search(sentence[-_LONGEST_ABBREVIATION:])
    return last is not None and last.group(1).casefold() in _OPEN_ABBREVIATIONS
