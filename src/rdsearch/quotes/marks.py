"""Text between quotation marks: where it opens and where it closes, whichever marks are in use."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Opening mark → the marks that may close it. „ is closed by “ in older Dutch setting; ”…” and '…' occur in
# text from word processors that lost the direction.
_CLOSERS = {
    "“": "”",
    "„": "”“",
    "«": "»",
    "”": "”",
    '"': '"',
    "‘": "’",
    "‚": "’‘",
    "'": "'",
}
_DIRECTED = "“„«‘‚"  # opens by its shape; the others only where their place says so
_SINGLE = "‘‚'"
_MAX_CHARS = 6_000
_MAX_SINGLE_CHARS = 1_000  # one apostrophe at a word end would else pair over half a page
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n\s*")
_BEFORE_OPENING = " \t\n([{/-–—:"
# 's avonds, 't, 'n: an apostrophe before these opens nothing.
_CLITIC = re.compile(r"['‘](?:s|t|n|k|m|r|ns)\b", re.IGNORECASE)
_MARK = re.compile("[" + "".join(_CLOSERS) + "]")
_WHOLE_FRAME = re.compile(r"[^.!?\n]{3,90}\.\s+(?=[A-ZÀ-ÖØ-Þ])")
_TRIMMED_END = re.compile(r"[\s,]*\Z")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between marks: `outer_*` with the marks, `start`/`end` the words themselves."""

    outer_start: int
    outer_end: int
    start: int
    end: int
    is_single: bool

    def words(self, text: str) -> str:
        """What stands between the marks."""
        return text[self.start : self.end]


def quoted(text: str) -> Iterator[Quoted]:
    """The outermost quoted stretches of a text in order; nested ones are part of the outer."""
    last: Quoted | None = None
    mark = _MARK.search(text)
    while mark:
        at = mark.start()
        close = _closing(text, at) if _opens(text, at) else None
        found = _stretch(text, at, close) if close is not None else _unopened(text, at, last)
        if found:
            yield found
            last = found
        mark = _MARK.search(text, found.outer_end if found else at + 1)


def _unopened(text: str, at: int, last: Quoted | None) -> Quoted | None:
    """What a mark at a paragraph end closes that was not opened again: “A,” zegt X. B.”"""
    if last is None or text[at] != "”" or "," not in text[last.end : last.outer_end]:
        return None
    frame = _WHOLE_FRAME.match(text, last.outer_end, at)
    is_last = at + 1 == len(text) or _PARAGRAPH_BREAK.match(text, at + 1)
    if not frame or not is_last or _PARAGRAPH_BREAK.search(text, last.outer_end, at):
        return None
    return Quoted(frame.end(), at + 1, frame.end(), at, is_single=False)


def _opens(text: str, at: int) -> bool:
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1 : at + 2]
    if mark in _DIRECTED:
        return not (mark in _SINGLE and (before.isalnum() or _CLITIC.match(text, at)))
    if before not in _BEFORE_OPENING or not after or after.isspace() or after in ".,;:!?)":
        return False
    return not (mark == "'" and _CLITIC.match(text, at))


def _closing(text: str, at: int) -> int | None:
    """Where the mark at `at` is closed; None when it is not, or another opens first."""
    mark = text[at]
    closers = _CLOSERS[mark]
    is_single = mark in _SINGLE
    limit = min(len(text), at + (_MAX_SINGLE_CHARS if is_single else _MAX_CHARS))
    paragraph = at
    position = at + 1
    while position < limit:
        char = text[position]
        if char == "\n" and (gap := _PARAGRAPH_BREAK.match(text, position)):
            if is_single and not _runs_on(text, gap):
                return None
            if not is_single and mark not in _DIRECTED and text[gap.end() : gap.end() + 1] != mark:
                return None
            paragraph = position = gap.end()
            if text[position : position + 1] == mark:
                position += 1  # every paragraph of a long quote may open with the mark again
            continue
        if char in closers and _closes(text, position):
            return position
        if char == mark and position != paragraph and mark not in closers:
            return None
        position += 1
    return None


def _runs_on(text: str, gap: re.Match[str]) -> bool:
    """Whether a page end or an image breaks a sentence in two."""
    return (
        text[: gap.start()].rstrip()[-1:] not in ".!?…:;"
        and text[gap.end() : gap.end() + 1].islower()
    )


def _closes(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at + 1 : at + 2]
    if text[at] in "’'‘":
        return not after.isalnum() and not before.isspace()
    if text[at] in '"”':
        # A direction that does not fit is no closing mark: 'nieuwe “ kansen”'. At a paragraph start it is.
        return not before.isspace() or before == "\n" or after.isspace()
    return True


def _stretch(text: str, opening: int, closing: int) -> Quoted | None:
    inner = text[opening + 1 : closing]
    lead = len(inner) - len(inner.lstrip())
    tail = _TRIMMED_END.search(inner)
    length = tail.start() if tail else len(inner)
    if lead >= length:
        return None
    start = opening + 1
    return Quoted(opening, closing + 1, start + lead, start + length, text[opening] in _SINGLE)
