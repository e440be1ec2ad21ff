"""Glyphs in paint order → words. Gaps decide where no space glyph does."""

from rdsearch.extract.ink import InkWord, Style

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPTS = str.maketrans("0123456789", RAISED)
_APART_EM = 0.5  # as far apart as that are two words, wherever PDFium puts the space it supposes
_JOINTS = "-–/"  # some fonts give these the box of their ink, so that they seem to stand apart

# Gaps in em, measured on 16 real PDFs: painted spaces 0.12 to 0.5, letters 0 in plain text and up to
# 0.1 where a line is tracked, spaces that PDFium supposes 0.10 and more.
_SPACE_EM = 0.17
_KERNED_SPACE_EM = 0.11
_TIGHT_SPACE_EM = 0.10
_SUPPOSED_SPACE_EM = 0.08
# Where spaces are painted, gaps within words reach 0.14 (Word's condensed and expanded lines).
_GAP_BESIDE_SPACES_EM = 0.25
_SUPPOSED_BESIDE_SPACES_EM = 0.16
# In a condensed line, some words are set apart by a move as wide as the spaces that are painted there.
_LEAST_PAINTED = 3
_LIKE_PAINTED = 0.85
_LEAST_BESIDE_SPACES_EM = 0.15

_Glyph = tuple[str, float, float, float, Style, int, float]
"""Letter, x0, x1, baseline, style, space before it (0 none, 1 supposed, 2 painted), gap before it."""


class WordBuilder:
    """Joins glyphs in paint order to words; gaps decide where no space glyph does."""

    def __init__(self, turn: int, *, spaces_painted: bool) -> None:
        self.turn = turn
        self._spaces_painted = spaces_painted
        self._run: list[_Glyph] = []
        self._pen = 0.0
        self._space = 0  # before the next glyph: 0 none, 1 supposed by PDFium, 2 painted
        self._words: list[InkWord] = []

    def space(self, *, generated: bool, pen: float) -> None:
        """`pen`: where the glyph before ended by its advance, which its box may overhang."""
        self._space = max(self._space, 1 if generated else 2)
        self._pen = pen

    def add(
        self, letter: str, x0: float, x1: float, pen: float, baseline: float, style: Style
    ) -> None:
        """The next glyph: its edges along the line, the position of the pen, the baseline."""
        start = x0 if x0 > pen else pen
        gap = 0.0
        if self._run:
            _, last_x0, last_x1, last_baseline, last_style, _, _ = self._run[-1]
            size = style.size
            if (
                style is not last_style
                or not -0.05 * size <= baseline - last_baseline <= 0.05 * size
                or not last_x0 - 0.2 * size < x0 < last_x1 + 1.5 * size
            ):
                self._flush()
            else:
                gap = start - last_x1
                if self._space == 1 and gap < _APART_EM * size:
                    gap = pen - self._pen
        self._run.append((letter, x0, x1, baseline, style, self._space, gap))
        self._space = 0

    def words(self) -> list[InkWord]:
        self._flush()
        return self._words

    def _flush(self) -> None:
        run, self._run = self._run, []
        if not run:
            return
        size = max(run[0][4].size, 1.0)
        gaps = [glyph[6] / size for glyph in run[1:]]
        solid = sorted(gap for gap, glyph in zip(gaps, run[1:], strict=True) if glyph[5] == 0)
        painted = [gap for gap, glyph in zip(gaps, run[1:], strict=True) if glyph[5] == 2]
        limit, supposed = self._limits(solid, sorted(painted))
        start = 0
        for i, gap in enumerate(gaps, 1):
            space = run[i][5]
            joint = run[i][0] in _JOINTS or run[i - 1][0] in _JOINTS
            wide = gap > (max(limit, _SPACE_EM) if joint else limit)
            if space == 2 or wide or (space == 1 and gap > supposed):
                self._word(run[start:i], within=start > 0)
                start = i
        self._word(run[start:], within=start > 0)

    def _limits(self, solid: list[float], painted: list[float]) -> tuple[float, float]:
        """The gaps in em that end a word, without and with a space that PDFium supposes; `solid`
        are the gaps within a run where there is no space, `painted` those with one, both sorted."""
        if self._spaces_painted:
            least, supposed = _GAP_BESIDE_SPACES_EM, _SUPPOSED_BESIDE_SPACES_EM
            if len(painted) >= _LEAST_PAINTED:
                usual = _LIKE_PAINTED * painted[len(painted) // 2]
                least = min(least, max(usual, _LEAST_BESIDE_SPACES_EM))
        elif len(solid) < 4:
            return _SPACE_EM, _SUPPOSED_SPACE_EM
        else:
            kerned = any(0.03 < gap < _SUPPOSED_SPACE_EM for gap in solid)
            least = _KERNED_SPACE_EM if kerned else _TIGHT_SPACE_EM
            supposed = _SUPPOSED_SPACE_EM
        tracking = max(solid[len(solid) // 2], 0.0) if len(solid) >= 4 else 0.0
        return max(least, 2 * tracking + 0.08), max(supposed, 1.5 * tracking + 0.05)

    def _word(self, glyphs: list[_Glyph], *, within: bool) -> None:
        marks = 0
        while marks < len(glyphs) and glyphs[marks][0] in RAISED:
            marks += 1
        if 0 < marks < len(glyphs) and glyphs[marks][0].isalpha():
            self._word(glyphs[:marks], within=within)  # the mark that opens a note
            glyphs, within = glyphs[marks:], True
        _, _, _, baseline, style, space, _ = glyphs[0]
        size = style.size
        self._words.append(
            InkWord(
                text="".join([g[0] for g in glyphs]),
                x0=min([g[1] for g in glyphs]),
                y0=baseline - 0.8 * size,
                x1=max([g[2] for g in glyphs]),
                y1=baseline + 0.22 * size,
                baseline=baseline,
                style=style,
                spaced=space == 2 or within,
            )
        )
