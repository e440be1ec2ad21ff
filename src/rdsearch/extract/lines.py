"""Words → lines: rows of one baseline, split at gutters; scripts, bullets and drop caps in place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rdsearch.extract.gutters import Row, splits_of
from rdsearch.extract.ink import InkWord, Line, QuadFloat, line_of
from rdsearch.extract.marks import BULLET
from rdsearch.extract.words import RAISED, SUPERSCRIPTS

_OVERPRINT = 0.4  # of the smaller of two words, each way; lines of type set solid share a tenth


def lines_of(words: Iterable[InkWord], boxes: Sequence[QuadFloat] = ()) -> list[Line]:
    """The lines of one reading frame, from top to bottom and left to right; `boxes` are painted there."""
    painted = _rows(_deduplicated(words))
    rows = [_glued(row) for row in _with_initials(_with_bullets(_with_scripts(painted)))]
    splits = splits_of(rows, boxes)
    lines = []
    for number, row in enumerate(rows):
        start = 0
        for i in range(1, len(row) + 1):
            if i == len(row) or (number, i) in splits:
                lines.append(line_of(row[start:i]))
                start = i
    return lines


def _rows(words: Iterable[InkWord]) -> list[Row]:
    """Words whose baselines differ by less than a sixth of their size, each sorted by x."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w.baseline, w.x0)):
        if rows:
            last = rows[-1][-1]
            if word.baseline - last.baseline <= 0.15 * min(word.style.size, last.style.size):
                rows[-1].append(word)
                continue
        rows.append([word])
    for row in rows:
        row.sort(key=lambda w: (w.x0, w.x1))
    return rows


def _with_scripts(rows: list[Row]) -> list[Row]:
    """Moves superscripts and subscripts to the row of the word that they hang on."""
    for number, row in enumerate(rows):
        if not row:
            continue
        moved = []
        for word in row:
            host = _host(word, rows, number)
            if host is None:
                continue
            target, kind = host
            rows[target].append(_script(word, rows[target][0].baseline, kind))
            moved.append(word)
        if moved:
            row[:] = [word for word in row if word not in moved]
    for row in rows:
        row.sort(key=lambda w: (w.x0, w.x1))
    return [row for row in rows if row]


def _script(word: InkWord, baseline: float, kind: str) -> InkWord:
    """A superscript number keeps its look, so that a note mark never reads as part of a figure."""
    raised = kind != "sub" and word.text.isdigit()
    text = word.text.translate(SUPERSCRIPTS) if raised else word.text
    return replace(word, text=text, spaced=kind == "mark", baseline=baseline)


def _host(word: InkWord, rows: Sequence[Row], number: int) -> tuple[int, str] | None:
    """The row of the larger word that this small one touches; super, sub or mark (before a note)."""
    if len(word.text) > 4 or _has_neighbour(word, rows[number]):
        return None
    for step in (1, -1):
        other = number + step
        while 0 <= other < len(rows):
            row = rows[other]
            if row:
                shift = row[0].baseline - word.baseline  # positive: this word is raised
                if abs(shift) > 0.7 * max(w.style.size for w in row):
                    break
                for w in row:
                    kind = _script_kind(word, w, shift)
                    if kind is not None:
                        return other, kind
            other += step
    return None


def _has_neighbour(word: InkWord, row: Row) -> bool:
    """A word of a line of small type is no script."""
    near = 0.8 * word.style.size
    return any(
        w is not word and (0 <= w.x0 - word.x1 < near or 0 <= word.x0 - w.x1 < near) for w in row
    )


def _script_kind(word: InkWord, host: InkWord, shift: float) -> str | None:
    size = host.style.size
    least = 0.85 if word.text.isdigit() else 0.82
    if word.style.size > least * size or not -0.35 * size < shift < 0.6 * size:
        return None
    if -0.15 * size < word.x0 - host.x1 < 0.25 * size:
        return "super" if shift > 0 else "sub"
    before = host.x0 - word.x1  # its box may overhang the letter after it
    if shift > 0.1 * size and -0.15 * size < before < 3 * size and word.text.isdigit():
        return "mark"
    return None


def _with_bullets(rows: list[Row]) -> list[Row]:
    """Moves bullets that hang above or below the baseline to the line that they open."""
    for number, row in enumerate(rows):
        for bullet in [w for w in row if BULLET.fullmatch(w.text)]:
            place = row.index(bullet)
            size = bullet.style.size
            if place + 1 < len(row) and row[place + 1].x0 - bullet.x1 < 4 * size:
                continue
            near = [
                (abs(w.baseline - bullet.baseline), other)
                for other in range(max(0, number - 3), min(len(rows), number + 4))
                if other != number
                for w in rows[other]
                if 0 < w.x0 - bullet.x1 < 4 * size
                and abs(w.baseline - bullet.baseline) < 0.6 * size
            ]
            if near:
                row.remove(bullet)
                host = rows[min(near)[1]]
                host.append(replace(bullet, baseline=host[0].baseline))
                host.sort(key=lambda w: (w.x0, w.x1))
    return [row for row in rows if row]


def _with_initials(rows: list[Row]) -> list[Row]:
    """Moves drop caps to the first of the lines that they stand beside."""
    for number, row in enumerate(rows):
        for initial in [w for w in row if len(w.text.strip("“‘\"'")) == 1 and w.text[-1].isupper()]:
            host = _first_beside(initial, rows[:number])
            if host is None:
                continue
            row.remove(initial)
            other, first = host
            place = rows[other].index(first)
            rows[other][place] = (
                _one_word(replace(initial, style=first.style, baseline=first.baseline), first)
                if not first.spaced
                else first
            )
            if first.spaced:
                rows[other].insert(place, replace(initial, baseline=first.baseline))
    return [row for row in rows if row]


def _first_beside(initial: InkWord, rows: Sequence[Row]) -> tuple[int, InkWord] | None:
    """The highest line that starts right of a letter at least twice as large."""
    size = initial.style.size
    for number, row in enumerate(rows):
        if row and row[0].baseline > initial.baseline - 0.75 * size:
            for word in row:
                small = word.style.size
                if size >= 1.8 * small and -0.3 * small < word.x0 - initial.x1 < 1.2 * small:
                    return number, word
    return None


def _deduplicated(words: Iterable[InkWord]) -> list[InkWord]:
    """Without words that are painted twice: as a cheap bold, a shadow or a forgotten copy,
    which may be of another size."""
    seen: dict[str, list[int]] = defaultdict(list)
    kept: list[InkWord] = []
    following = 0  # the place in `kept` of the word after the one last found again
    for word in words:
        # Words of a copy in another size run away from those they copy, but not from their line.
        if 0 < following < len(kept) and _is_same_on_line(kept[following], word):
            following += 1
            continue
        twin = next((i for i in seen[word.text] if _is_twin(kept[i], word)), None)
        if twin is None:
            seen[word.text].append(len(kept))
            kept.append(word)
        following = 0 if twin is None else twin + 1
    return kept


def _is_twin(a: InkWord, b: InkWord) -> bool:
    """Do two words of one text nearly stand in one place, or cover each other so far that both could not be
    read?"""
    size = b.style.size
    if abs(a.x0 - b.x0) < 0.3 * size and abs(a.baseline - b.baseline) < 0.45 * size:
        return True
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    return across > _OVERPRINT * min(a.x1 - a.x0, b.x1 - b.x0) and _is_same_on_line(a, b)


def _is_same_on_line(a: InkWord, b: InkWord) -> bool:
    down = min(a.y1, b.y1) - max(a.y0, b.y0)
    return a.text == b.text and down > _OVERPRINT * min(a.y1 - a.y0, b.y1 - b.y0)


def _glued(row: Row) -> Row:
    """Joins pieces of one word that a change of style or position broke."""
    joined: Row = []
    for word in row:
        if joined:
            last = joined[-1]
            gap = word.x0 - last.x1
            size = min(word.style.size, last.style.size)
            reach = 0.25 if word.style.size <= 0.82 * last.style.size else 0.1
            if (
                not word.spaced
                and -0.4 * size < gap < reach * last.style.size
                and not _is_mark(last, joined)
            ):
                joined[-1] = _one_word(last, word)
                continue
        joined.append(word)
    return joined


def _is_mark(word: InkWord, row: Row) -> bool:
    """A note mark that opens its line."""
    return len(row) == 1 and all(character in RAISED for character in word.text)


def _one_word(left: InkWord, right: InkWord) -> InkWord:
    longer = left if len(left.text) >= len(right.text) else right
    return InkWord(
        text=left.text + right.text,
        x0=min(left.x0, right.x0),
        y0=min(left.y0, right.y0),
        x1=max(left.x1, right.x1),
        y1=max(left.y1, right.y1),
        baseline=longer.baseline,
        style=longer.style,
        spaced=left.spaced,
    )
