"""Words → lines → blocks → order, on words that are set by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdsearch.extract.blocks import block_of, blocks_of
from rdsearch.extract.ink import InkWord, Style, line_of, to_upright
from rdsearch.extract.lines import lines_of
from rdsearch.extract.order import reading_order

BODY = Style("Serif", 10.0)
HEAD = Style("Serif", 16.0, bold=True)


def words(text: str, x: float, y: float, style: Style = BODY, gap: float = 0.3) -> list[InkWord]:
    """Words of half an em a letter from `x` on baseline `y`."""
    made = []
    for part in text.split():
        width = 0.5 * style.size * len(part)
        made.append(
            InkWord(part, x, y - 8, x + width, y + 2, y, style, spaced=True)
        )  # fmt: skip
        x += width + gap * style.size
    return made


def column(texts: list[str], x: float, y: float, style: Style = BODY) -> list[InkWord]:
    return [w for i, text in enumerate(texts) for w in words(text, x, y + 12 * i, style)]


def test_a_gutter_parts_lines_that_stand_on_one_baseline():
    left = column(
        ["de raad nam het plan", "aan met dertig stemmen", "voor en negen tegen"], 50, 100
    )
    right = column(["het college voert het", "uit in het najaar van", "dit jaar al"], 180, 100)
    texts = {line.text for line in lines_of(right + left)}
    assert texts == {
        "de raad nam het plan", "aan met dertig stemmen", "voor en negen tegen",
        "het college voert het", "uit in het najaar van", "dit jaar al",
    }  # fmt: skip


def test_wide_gaps_of_justified_type_do_not_part_a_line():
    stretched = words("wie dit leest ziet", 50, 112, gap=3.0)
    around = words("een volle regel van gewone woorden hier", 50, 100)
    below = words("en nog een volle regel met gewone woorden", 50, 124)
    assert "wie dit leest ziet" in {line.text for line in lines_of(around + stretched + below)}


def test_columns_come_after_the_head_that_spans_them():
    head = words("Een kop over twee kolommen", 50, 60, HEAD)
    left = column(["links een", "links twee", "links drie"], 50, 100)
    right = column(["rechts een", "rechts twee", "rechts drie"], 200, 100)
    blocks = blocks_of(lines_of(right + left + head))
    ordered = reading_order(blocks, width=595, height=842)
    assert [block.text.split()[0] for block in ordered] == ["Een", "links", "rechts"]


def test_labels_are_read_with_the_text_beside_them():
    labels = [w for i, t in enumerate(["1990", "1995", "2001"]) for w in words(t, 50, 100 + 60 * i)]
    texts = [
        w
        for i, t in enumerate(["de oprichting", "de verhuizing", "de fusie"])
        for w in column([t, "met een tweede regel"], 150, 100 + 60 * i)
    ]
    ordered = reading_order(blocks_of(lines_of(labels + texts)), width=595, height=842)
    assert " ".join(block.text for block in ordered).split()[:3] == ["1990", "de", "oprichting"]


boxes = st.tuples(
    st.floats(0, 500, width=32), st.floats(0, 700, width=32),
    st.floats(5, 300, width=32), st.integers(1, 4),
)  # fmt: skip


@given(st.lists(boxes, max_size=14), st.randoms(use_true_random=False))
def test_order_keeps_every_block_and_does_not_depend_on_paint_order(places, random):
    blocks = []
    for x, y, width, count in places:
        lines = [
            line_of([InkWord("w", x, y + 12 * i, x + width, y + 12 * i + 10, y + 12 * i + 8, BODY)])
            for i in range(count)
        ]
        blocks.append(block_of(lines))
    ordered = reading_order(blocks, width=595, height=842)
    assert sorted(map(id, ordered)) == sorted(map(id, blocks))
    places_of = [(b.x0, b.y0, b.x1, b.y1) for b in ordered]
    if len(set(places_of)) == len(places_of):
        shuffled = list(blocks)
        random.shuffle(shuffled)
        again = reading_order(shuffled, width=595, height=842)
        assert [(b.x0, b.y0, b.x1, b.y1) for b in again] == places_of


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 700)), max_size=30))
def test_lines_lose_no_word(places):
    made = [
        InkWord(f"w{i}", x, y - 8, x + 20, y + 2, y, BODY, spaced=True)
        for i, (x, y) in enumerate(places)
    ]
    found = sorted(word.text for line in lines_of(made) for word in line.words)
    assert found == sorted(word.text for word in made)


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_box_of_a_turned_frame_lies_on_the_upright_page(turn):
    frame_width, frame_height = (842, 595) if turn % 2 else (595, 842)
    x0, y0, x1, y1 = to_upright((0, 0, frame_width, frame_height), turn, 595, 842)
    assert (x0, y0, x1, y1) == (0, 0, 595, 842)


def test_a_note_mark_that_touches_its_note_opens_it():
    note = words("www.voorbeeld.example over veen", 86.0, 100, Style("Serif", 8.2))
    mark = InkWord("25", 79.6, 92, 86.1, 97, 97.0, Style("Serif", 6.8), spaced=True)
    assert [line.text for line in lines_of([mark, *note])] == ["²⁵ www.voorbeeld.example over veen"]


def test_a_line_that_is_painted_again_a_little_larger_is_read_once():
    small = words("Tabel: Hoofdlijnen van het plan", 130.5, 100, Style("Serif", 8.1))
    copies = [words("Tabel: Hoofdlijnen van het plan", 131.4, y, BODY) for y in (97, 96.5, 98)]
    painted = [word for line in (small, *copies) for word in line]
    assert [line.text for line in lines_of(painted)] == ["Tabel: Hoofdlijnen van het plan"]


def test_one_word_on_two_lines_of_type_set_solid_is_two_words():
    painted = [*words("nooit", 50, 100, HEAD), *words("nooit", 50, 100 + 0.9 * HEAD.size, HEAD)]
    assert [line.text for line in lines_of(painted)] == ["nooit", "nooit"]


BAR = (157.0, 104.0, 235.0, 114.0)


def redacted() -> list[InkWord]:
    above = words("een gewone regel met woorden die er overheen loopt", 50, 100)
    return [
        *above,
        *words("hierover heeft de heer", 50, 112),
        *words("een brief gestuurd", 240, 112),
    ]


def test_a_bar_over_a_name_does_not_part_its_line():
    texts = {line.text for line in lines_of(redacted(), [BAR])}
    assert "hierover heeft de heer een brief gestuurd" in texts


def test_a_gap_beside_a_picture_or_without_a_bar_parts_a_line():
    picture = (BAR[0], 60.0, BAR[2], 200.0)
    for boxes in ((), (picture,), ((BAR[0], 54.0, BAR[2], 64.0),)):
        assert "een brief gestuurd" in {line.text for line in lines_of(redacted(), boxes)}


def test_the_bars_of_a_chart_part_its_labels_from_its_figures():
    bars = [(BAR[0], BAR[1] + 20 * i, BAR[2] - 9 * i, BAR[3] + 20 * i) for i in range(3)]
    assert "een brief gestuurd" in {line.text for line in lines_of(redacted(), bars)}
