"""Glyphs → words: where a word ends when no space says so."""

from rdsearch.extract.ink import Style
from rdsearch.extract.words import WordBuilder

STYLE = Style("Serif", 10.0)
LETTER = 5.0


def words_of(text: str, *, space: float, moved: float) -> list[str]:
    """The words of a line with painted spaces of `space` points; "|" is a move of `moved` points."""
    builder = WordBuilder(0, spaces_painted=True)
    x = 50.0
    for letter in text:
        if letter == " ":
            builder.space(generated=False, pen=x)
            x += space
        elif letter == "|":
            x += moved
        else:
            builder.add(letter, x, x + LETTER, x, 100.0, STYLE)
            x += LETTER
    return [word.text for word in builder.words()]


def test_a_move_as_wide_as_the_painted_spaces_of_its_line_parts_two_words():
    assert words_of("dit is echter|slechts een van de", space=1.8, moved=1.8) == [
        "dit", "is", "echter", "slechts", "een", "van", "de",
    ]  # fmt: skip


def test_a_move_narrower_than_the_painted_spaces_is_kerning():
    assert "echterslechts" in words_of("dit is echter|slechts een van de", space=2.8, moved=1.8)


def test_a_kern_never_parts_a_word_however_condensed_its_line_is():
    assert "echterslechts" in words_of("dit is echter|slechts een van de", space=1.4, moved=1.4)


def test_figures_of_two_cells_are_two_words_where_the_space_between_them_is_supposed_to_have_no_width():
    builder, xs = WordBuilder(0, spaces_painted=True), (50.0, 55.0, 60.0, 77.0, 82.0)
    for number, (figure, x) in enumerate(zip("22011", xs, strict=True)):
        if number == 3:
            builder.space(generated=True, pen=x)
        builder.add(figure, x, x + LETTER, x, 100.0, STYLE)
    assert [word.text for word in builder.words()] == ["220", "11"]
