"""Outcomes from charts. Charts are made up."""

from dataclasses import replace

from rdsearch.outcomes.charts import chart_outcomes
from rdsearch.types import Block, Outcome, OutcomeKind, Page, Role, Word


def told(outcomes: list[Outcome]) -> list[tuple[float, str | None, str]]:
    return [(one.value, one.unit, one.what) for one in outcomes]


def chart(*pieces: tuple[str, float, float], caption: str = "Figuur 1: Bezoekers per jaar") -> Page:
    """A page with a caption and a chart of pieces (text, x, y), a word five points a letter."""
    text, words = f"{caption}\n\n", []
    start = len(text)
    for piece, x, y in pieces:
        for word in piece.split():
            text += " " if len(text) > start else ""
            words.append(Word(len(text), len(text) + len(word), x, y, x + 5 * len(word), y + 10))
            x += 5 * len(word) + 3
            text += word
    blocks = (
        Block(Role.CAPTION, 0, len(caption), 0, 0, 500, 10),
        Block(Role.CAPTION, start, len(text), 0, 20, 500, 300),
    )
    return Page(1, 595, 842, text=text, words=tuple(words), blocks=blocks, language="nl")


def test_values_over_standing_bars_have_the_label_under_them():
    page = chart(
        *(("€ 12 mln", 50, 90), ("34", 150, 40), ("1.250", 240, 60)),
        *(("2021", 52, 200), ("2022", 148, 200), ("2023", 242, 200)),
    )
    outcomes = list(chart_outcomes(page))
    assert [(one.value, one.period) for one in outcomes] == [
        (12e6, "2021"),
        (34, "2022"),
        (1250, "2023"),
    ]
    assert [page.text[one.start :][slice(*one.figure)] for one in outcomes] == [
        "€ 12 mln",
        "34",
        "1.250",
    ]
    assert {one.what for one in outcomes} == {"bezoekers"}


def test_values_behind_lying_bars_have_the_label_at_their_left():
    page = chart(
        *(("De Lage Hoek", 50, 30), ("45%", 200, 30), ("Dorp", 90, 60)),
        *(("80%", 260, 60), ("Zuid", 90, 90), ("21%", 150, 90)),
        caption="Figuur 2: Woningen met advies naar dorp",
    )
    assert told(list(chart_outcomes(page))) == [
        (45, "%", "woningen, De Lage Hoek"),
        (80, "%", "woningen, Dorp"),
        (21, "%", "woningen, Zuid"),
    ]


def test_values_that_cannot_be_told_apart_by_their_labels_are_left_out():
    lines = chart(
        *(("40", 50, 90), ("55", 150, 60), ("20", 50, 150), ("31", 150, 140)),
        *(("2021", 50, 200), ("2022", 150, 200), ("inwoners", 150, 40), ("bedrijven", 150, 160)),
    )
    axis = chart(*((str(value), 10, 200 - value) for value in (0, 20, 40)), ("2021", 60, 210))
    assert not list(chart_outcomes(lines))
    assert not list(chart_outcomes(axis))


def test_a_label_of_two_lines_has_its_value_between_them():
    page = chart(
        *(("havens en", 60, 30), ("kanalen", 70, 43), ("61", 200, 37)),
        *(("wegen", 80, 60), ("48", 180, 60), ("Tiende Veld", 50, 80), ("12", 120, 80)),
        caption="Figuur 3: Meldingen naar plaats",
    )
    assert told(list(chart_outcomes(page))) == [
        (61, None, "meldingen, havens en kanalen"),
        (48, None, "meldingen, wegen"),
        (12, None, "meldingen, Tiende Veld"),
    ]


def test_what_is_written_at_a_line_besides_its_labels_is_none_of_them():
    page = chart(
        *(("40", 50, 90), ("55", 150, 60), ("boten", 230, 40), ("31", 250, 140)),
        *(("2021", 50, 200), ("2022", 150, 200), ("2023", 250, 200)),
    )
    outcomes = list(chart_outcomes(page))
    assert [(one.value, one.period) for one in outcomes] == [
        (40, "2021"),
        (55, "2022"),
        (31, "2023"),
    ]


def test_the_caption_of_a_table_is_not_that_of_the_chart_under_it():
    page = chart(
        *(("0,9", 50, 90), ("1,5", 150, 60), ("2,2", 250, 40)),
        *(("2021", 50, 200), ("2022", 150, 200), ("2023", 250, 200)),
        caption="Tabel 4: Lasten naar afdeling, in duizenden euro’s",
    )
    own = "Figuur 5: Lasten per jaar, in miljoenen euro’s"
    start = len(page.text) + 2
    under = Block(Role.CAPTION, start, start + len(own), 0, 310, 500, 320)
    page = replace(page, text=f"{page.text}\n\n{own}", blocks=(*page.blocks, under))
    assert [one.value for one in chart_outcomes(page)] == [900_000, 1_500_000, 2_200_000]


def test_a_chart_of_what_was_done_is_of_results_in_any_report():
    bars = (("4", 50, 90), ("5", 150, 60), ("9", 250, 40))
    years = (("2021", 50, 200), ("2022", 150, 200), ("2023", 250, 200))
    done = chart(*bars, *years, caption="Figuur 1: Herstelde bruggen per jaar")
    there = chart(*bars, *years, caption="Figuur 1: Bruggen in de gemeente per jaar")
    assert {one.kind for one in chart_outcomes(done)} == {OutcomeKind.REACHED}
    assert {one.kind for one in chart_outcomes(there)} == {OutcomeKind.CONTEXT}
    assert {one.kind for one in chart_outcomes(there, tells=True)} == {OutcomeKind.REACHED}
