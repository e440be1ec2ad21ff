"""What is painted on a page, before anyone decides how to read it.

Coordinates are PDF points in a *reading frame*: origin top left, turned so that the word runs
left to right. `Ink.turn` says by how many quarter turns; turn 0 is the upright page itself.
"""

from dataclasses import dataclass

from rdsearch.types import PageProblem

QuadFloat = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How glyphs look. `size` is in points as seen on the page."""

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    colour: int = 0  # 0xRRGGBB


@dataclass(frozen=True, slots=True)
class InkWord:
    """Glyphs without white space between them. `spaced`: a space glyph stands before it."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    style: Style
    spaced: bool = False

    def __reduce__(self) -> tuple[type["InkWord"], tuple[object, ...]]:
        """Frozen slotted dataclasses pickle through slow Python: 9.7 µs there and back against 5.1 so, and
        a page has hundreds of words."""
        place = (self.x0, self.y0, self.x1, self.y1, self.baseline)
        return InkWord, (self.text, *place, self.style, self.spaced)


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline that belong together, left to right."""

    words: tuple[InkWord, ...]
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    style: Style  # of most of its letters

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Ink:
    """The words of a page that run in one direction, in paint order."""

    turn: int  # quarter turns
    width: float  # of the reading frame
    height: float
    words: tuple[InkWord, ...]


@dataclass(frozen=True, slots=True)
class PageInk:
    """One page as painted. Picklable: ranges of a long PDF can be read in several processes."""

    number: int
    width: float
    height: float
    inks: tuple[Ink, ...] = ()  # the direction with the most letters first
    boxes: tuple[QuadFloat, ...] = ()  # filled or stroked rectangles, upright frame
    rules: tuple[QuadFloat, ...] = ()  # thin horizontal or vertical lines, upright frame
    images: tuple[QuadFloat, ...] = ()
    askew: str = ""  # text at an angle
    label: str | None = None  # of the PDF's page label tree
    problem: PageProblem | None = None
    ocr_confidence: float | None = None
    hidden_words: int = 0


def line_of(words: list[InkWord]) -> Line:
    """A line of words that are sorted from left to right."""
    letters: dict[Style, int] = {}
    for word in words:
        letters[word.style] = letters.get(word.style, 0) + len(word.text)
    style = max(letters, key=lambda s: (letters[s], s.size))
    baselines = [w.baseline for w in words if w.style is style] or [words[0].baseline]
    return Line(
        words=tuple(words),
        x0=min(w.x0 for w in words),
        y0=min(w.y0 for w in words),
        x1=max(w.x1 for w in words),
        y1=max(w.y1 for w in words),
        baseline=baselines[0],
        style=style,
    )


def to_upright(box: QuadFloat, turn: int, width: float, height: float) -> QuadFloat:
    """A box of a reading frame on the upright page of `width` × `height`."""
    x0, y0, x1, y1 = box
    if turn == 1:  # reads upwards: x' = height - y, y' = x
        return y0, height - x1, y1, height - x0
    if turn == 2:
        return width - x1, height - y1, width - x0, height - y0
    if turn == 3:  # reads downwards: x' = y, y' = width - x
        return width - y1, x0, width - y0, x1
    return box
