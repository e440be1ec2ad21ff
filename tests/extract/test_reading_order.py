"""The order of whole blocks: labels, tags, heads, notes in the margin and at the foot."""

from rdsearch.extract.blocks import Judged, LineBlock, block_of
from rdsearch.extract.flow import rejoined, with_notes_last
from rdsearch.extract.headings import TypeScale
from rdsearch.extract.ink import InkWord, Style, line_of
from rdsearch.extract.order import reading_order
from rdsearch.types import Role

BODY = Style("Serif", 10.0)
HEAD = Style("Serif", 14.0, bold=True)
SMALL = Style("Serif", 7.0)
SCALE = TypeScale(BODY, (), 14.0)


def block(text: str, x: float, y: float, style: Style = BODY, width: float = 200) -> LineBlock:
    """Lines of `text` (parted by /), the first on baseline `y`."""
    made = []
    for number, part in enumerate(text.split("/")):
        base = y + 1.2 * style.size * number
        words = part.split()
        step = min(width, 0.55 * style.size * len(part)) / len(words)
        made.append(
            line_of(
                [
                    InkWord(
                        word,
                        x + i * step,
                        base - 0.8 * style.size,
                        x + (i + 0.9) * step,
                        base + 0.2 * style.size,
                        base,
                        style,
                    )
                    for i, word in enumerate(words)
                ]
            )
        )
    return block_of(made)


def order(*blocks: LineBlock) -> list[str]:
    ordered = reading_order(list(reversed(blocks)), width=595, height=842)
    return [one.first.words[0].text for one in ordered]


def test_labels_centred_beside_their_texts_are_read_with_them():
    labels = [block(text, 60, 110 + 60 * i, HEAD) for i, text in enumerate(["Een", "Twee", "Drie"])]
    texts = [block(f"{t} regel/van de/tekst", 200, 100 + 60 * i) for i, t in enumerate("abc")]
    assert order(*labels, *texts) == ["Een", "a", "Twee", "b", "Drie", "c"]


def test_a_status_beside_a_head_is_read_before_what_stands_under_both():
    blocks = [
        block("Robotlab", 60, 100, HEAD),
        block("Status: rood", 450, 100),
        block("Links staat/meer dan/een regel", 60, 140),
        block("Rechts staat nog veel meer tekst/dan dat", 320, 140),
    ]
    assert order(*blocks) == ["Robotlab", "Status:", "Links", "Rechts"]


def test_a_head_centred_over_three_columns_comes_first():
    head = block("Stand", 262, 80, HEAD)
    columns = [block(f"{t} eerste/tweede regel", 60 + 190 * i, 120) for i, t in enumerate("abc")]
    assert order(head, *columns) == ["Stand", "a", "b", "c"]


def test_a_head_over_a_wide_block_is_not_read_with_the_column_above_it():
    left, right = block("Links/staat tekst", 60, 100), block("Rechts/staat tekst", 330, 100)
    head = block("Vervolg", 60, 170, HEAD)
    wide = block("Breed " + "woord " * 16 + "/en nog een regel", 60, 200, width=480)
    assert order(left, right, head, wide) == ["Links", "Rechts", "Vervolg", "Breed"]


def test_a_note_in_the_margin_is_read_at_the_paragraph_it_stands_beside():
    text = [
        block(f"{t} regel van de tekst/en nog een regel/en nog een/tot slot", 60, 100 + 100 * i)
        for i, t in enumerate("abc")
    ]
    note = block("Noot in de/kantlijn", 420, 200, SMALL)
    assert order(*text, note) == ["a", "Noot", "b", "c"]


def test_a_footnote_under_the_left_column_comes_after_the_right_one_and_parts_no_sentence():
    judged = [
        Judged(block("de zin van/links gaat", 60, 600), Role.BODY),
        Judged(block("¹ Een noot", 60, 700, SMALL), Role.FOOTNOTE),
        Judged(block("rechts verder./Daarna meer", 330, 100), Role.BODY),
    ]
    whole = rejoined(with_notes_last(judged, page_width=595, page_height=842), SCALE)
    assert [one.block.text for one in whole] == [
        "de zin van links gaat rechts verder. Daarna meer",
        "¹ Een noot",
    ]


def test_a_caption_between_columns_comes_after_the_sentence_that_it_parts():
    judged = [
        Judged(block("de zin van/links gaat", 60, 600), Role.BODY),
        Judged(block("Figuur 1: een kaart", 60, 700, SMALL), Role.CAPTION),
        Judged(block("rechts verder./Daarna meer", 330, 100), Role.BODY),
    ]
    assert [one.role for one in rejoined(judged, SCALE)] == [Role.BODY, Role.CAPTION]


def test_a_quotation_that_a_column_breaks_is_a_quote_as_a_whole():
    italic = Style("Serif", 10.0, italic=True)
    judged = [
        Judged(block("“Ik heb drie keer/voor het raam", 60, 700, italic), Role.BODY),
        Judged(block("gestaan voordat/ik durfde.” (lid)", 330, 100, italic), Role.BODY),
    ]
    assert [one.role for one in rejoined(judged, SCALE)] == [Role.QUOTE]
