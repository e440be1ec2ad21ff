"""Outcomes from tables. Tables are made up."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.making import page_of

from rdsearch.outcomes.tables import over_next, table_outcomes
from rdsearch.types import Outcome, OutcomeKind, Page, Role, Table

PLANNED, REACHED, INPUT = (
    OutcomeKind.PLANNED,
    OutcomeKind.REACHED,
    OutcomeKind.INPUT,
)

Before = tuple[tuple[Role, str], ...]


def page_with(*rows: str, before: Before = (), header_rows: int = 1, number: int = 1) -> Page:
    """A page with one table: cells parted by |, an empty cell is nothing in the text."""
    cells = tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)
    lines = [(Role.TABLE, " ".join(filter(None, row))) for row in cells]
    page = page_of(number, *before, *lines)
    table = Table(0, 0, page.width_pt, page.height_pt, cells, header_rows)
    return replace(page, tables=(table,))


def found_in(*rows: str, before: Before = (), header_rows: int = 1) -> list[Outcome]:
    return list(table_outcomes(page_with(*rows, before=before, header_rows=header_rows)))


def told(outcomes: list[Outcome]) -> list[tuple[float, str | None, str]]:
    return [(one.value, one.unit, one.what) for one in outcomes]


def test_each_figure_is_an_outcome_with_its_row_as_evidence():
    page = page_with("Project|Doel 2025|Stand eind 2023", "Zorgsprong|200|158 gestart")
    planned, reached = table_outcomes(page)
    assert told([planned, reached]) == [(200, None, "Zorgsprong"), (158, None, "Zorgsprong")]
    assert (planned.kind, planned.period) == (PLANNED, "2025")
    assert (reached.kind, reached.period) == (REACHED, "eind 2023")
    for outcome in (planned, reached):
        assert page.text[outcome.start : outcome.end] == outcome.sentence
        assert outcome.sentence == "Zorgsprong 200 158 gestart"
    assert [one.sentence[slice(*one.figure)] for one in (planned, reached)] == ["200", "158"]


def test_equal_figures_of_a_row_each_have_their_own_place():
    first, second = found_in("Post|2022|2023", "Bureau|740|740")
    assert (first.figure, second.figure) == ((7, 10), (11, 14))


def test_a_caption_multiplies_what_has_no_unit_of_its_own():
    outcomes = found_in(
        "|Begroot 2022|Besteed 2022",
        "Rijksbijdrage|1.500|1.250",
        "Personele inzet (fte)|4,5|4,2",
        "Aandeel regio|40%|35%",
        "Aantal partners|12|14",
        before=((Role.CAPTION, "Tabel 2: Financiën (x € 1.000)"),),
    )
    assert [(one.value, one.unit) for one in outcomes] == [
        (1_500_000, "euro"),
        (1_250_000, "euro"),
        (4.5, "fte"),
        (4.2, "fte"),
        (40, "%"),
        (35, "%"),
        (12, None),
        (14, None),
    ]
    assert [one.kind for one in outcomes[:4]] == [PLANNED, INPUT, PLANNED, INPUT]


@pytest.mark.parametrize(
    "last_line",
    [
        "De lasten stegen. Tabel 4: Lasten (bedragen x € 1.000)",
        "De lasten stegen (bedragen x € 1.000).",
    ],
)
def test_a_note_that_was_read_as_the_end_of_a_paragraph_multiplies_too(last_line: str):
    (outcome,) = found_in("|2023", "Lasten|12", before=((Role.BODY, last_line),))
    assert (outcome.value, outcome.unit) == (12_000, "euro")


def test_a_scale_in_the_cell_itself_is_not_multiplied_again():
    (outcome,) = found_in("Bedragen x € 1.000|2023", "Dijk|€ 1,2 mln")
    assert outcome.value == 1_200_000


def test_a_row_of_a_year_dates_its_figures():
    outcomes = found_in("Jaar|Bezoekers|Omzet", "2021|2100|€ 9.800", "2022|4750|€ 15.250")
    assert told(outcomes) == [
        (2100, None, "Bezoekers"),
        (9800, "euro", "Omzet"),
        (4750, None, "Bezoekers"),
        (15250, "euro", "Omzet"),
    ]
    assert [one.period for one in outcomes] == ["2021", "2021", "2022", "2022"]


def test_the_unit_stands_in_a_column_of_its_own():
    outcomes = found_in(
        "Bron|Eenheid|2021|2022", "Zon op dak|GWh|12,5|18,2", "Woningen|aantal|21|48"
    )
    assert told(outcomes) == [
        (12.5, "GWh", "Zon op dak"),
        (18.2, "GWh", "Zon op dak"),
        (21, None, "Woningen"),
        (48, None, "Woningen"),
    ]


def test_numbers_of_a_list_pages_dates_and_scores_are_left_out():
    assert not found_in("Artikel|Onderwerp|Pagina", "1|Begrippen|3", "2|Aanvraag|5")
    assert not found_in("Nr.|Toezegging|Gereed", "24-11|Strooiplan|1 oktober 2024")
    assert not found_in("#|Titel|Jaar", "1|Plan|2021", "2|Kader V2.0|2024")
    assert not found_in("Risico|Kans|Impact", "Tekort|3|4")
    assert not found_in("Mijlpaal|Gepland|Gereed", "Start|maart 2022|2023", "Einde|2024|")
    assert not found_in("Datum|3 maart, 19.30 uur", "Telefoon|038 499 88 99", header_rows=0)


def test_a_number_without_a_word_for_it_says_nothing():
    assert not found_in("3|9|903.149", "8|4|289.344", "12|6|112.512", header_rows=0)


def test_a_group_names_the_rows_that_stand_twice_and_the_totals():
    outcomes = found_in(
        "Producten|2022",
        "Klachten|",
        "Nationaal|12",
        "Europees|8",
        "|20",
        "Datalekken|",
        "Nationaal|5",
        "Totaal|25",
        before=((Role.HEADING, "Zaken"),),
    )
    assert [one.what for one in outcomes] == [
        "Klachten, Nationaal",
        "Europees",
        "Klachten",
        "Datalekken, Nationaal",
        "Zaken, Totaal",
    ]


def test_a_row_without_a_label_that_adds_up_nothing_is_a_subtotal_of_the_table():
    outcomes = found_in(
        "|2022", "Debiteuren|", "Schulden|12", "|20", before=((Role.HEADING, "Kasstroom"),)
    )
    assert [one.what for one in outcomes] == ["Schulden", "Kasstroom, subtotaal"]


def test_heads_that_only_say_how_it_is_counted_have_the_period_at_their_left():
    outcomes = found_in("Gemeente|2021 aantal|%|2022 aantal|%", "Harkum|120|12%|150|15%")
    assert [one.period for one in outcomes] == ["2021", "2021", "2022", "2022"]


def test_heads_of_two_rows_are_read_from_the_top_down():
    outcomes = found_in(
        "|Begroting||Realisatie|", "|2021|2022|2021|2022", "Rijksbijdrage|1|2|3|4", header_rows=2
    )
    assert [(one.kind, one.period) for one in outcomes] == [
        (PLANNED, "2021"),
        (PLANNED, "2022"),
        (INPUT, "2021"),
        (INPUT, "2022"),
    ]


def test_a_row_may_be_of_pairs_or_of_figures_alone():
    pairs = found_in("Begroot|€ 300|Besteed|€ 120", "Looptijd|2021|Deelnemers|132", header_rows=0)
    assert told(pairs) == [
        (300, "euro", "Begroot"),
        (120, "euro", "Besteed"),
        (132, None, "Deelnemers"),
    ]
    alone = found_in("Bijdrage Rijk|Bijdrage regio", "€ 1,7 mln|€ 1,5 mln")
    assert told(alone) == [(1.7e6, "euro", "Bijdrage Rijk"), (1.5e6, "euro", "Bijdrage regio")]


def test_of_a_text_in_a_cell_the_figures_that_count_something_stay():
    outcomes = found_in(
        "Project|Resultaat|Bijdrage",
        "Leerhuis|Sinds 2021 zes cursussen in 4 dorpen met 84 deelnemers, van wie 61 een baan vonden|€ 120.000",
        "Zorgpad|In fase 2 overgegaan naar de gemeente, volgens artikel 12 van de regeling|€ 40.000",
    )
    assert [one.value for one in outcomes] == [6, 4, 84, 61, 120_000, 40_000]
    assert outcomes[2].what == "deelnemers, Leerhuis"


def test_a_remark_says_itself_whether_it_is_a_plan():
    *_, remark = found_in(
        "Indicator|Stand 2023|Toelichting", "Fietspaden (km)|9,5|loopt; in 2024 volgt nog 6 km"
    )
    assert (remark.value, remark.kind, remark.period) == (6, PLANNED, "2024")


def test_a_figure_of_another_year_in_brackets_is_of_that_year():
    now, then = found_in("Onderwerp|Uitkomst 2022", "Betaald binnen 30 dagen|92,7% (2021: 96,0%)")
    assert [(one.value, one.period) for one in (now, then)] == [(92.7, "2022"), (96, "2021")]


def test_a_table_that_goes_on_keeps_heads_and_scale():
    first = page_with(
        "Programma|2021", "Water|15", before=((Role.CAPTION, "Tabel 3: Uitgaven (x € 1.000)"),)
    )
    second = page_with("Zorg|25", "Wonen|30", header_rows=0, number=2)
    outcomes = list(table_outcomes(second, over_next(first)))
    assert [(one.value, one.unit, one.period) for one in outcomes] == [
        (25_000, "euro", "2021"),
        (30_000, "euro", "2021"),
    ]
    other = page_with("Zorg|25|1", "Wonen|30|2", header_rows=0, number=2)
    assert [one.unit for one in table_outcomes(other, over_next(first))] == [None] * 4


def test_a_row_that_the_text_does_not_hold_gives_nothing():
    page = page_with("Project|2023", "Dijk|12")
    (table,) = page.tables
    missing = replace(table, rows=(*table.rows, ("Sluis", "14")))
    assert [one.value for one in table_outcomes(replace(page, tables=(missing,)))] == [12]


def test_hyphens_that_the_text_resolved_do_not_move_a_figure():
    page = page_with("Project|2023", "Voorzieningen in de wijk|12")
    (table,) = page.tables
    broken = replace(table, rows=(table.rows[0], ("Voorzie- ningen in de wijk", "12")))
    (outcome,) = table_outcomes(replace(page, tables=(broken,)))
    assert (outcome.what, outcome.sentence[slice(*outcome.figure)]) == (
        "Voorzieningen in de wijk",
        "12",
    )


def test_a_label_may_begin_with_its_number_in_a_list():
    outcomes = found_in("Prestatie|Doel (2025)|%", "1.1 Opgeleide vakmensen|300|62%")
    assert told(outcomes) == [(300, None, "Opgeleide vakmensen"), (62, "%", "Opgeleide vakmensen")]


def test_a_cell_may_name_its_figure_itself():
    outcomes = found_in(
        "Totaal: € 1.250.000|Rijk: € 600.000",
        "Uitgegeven: € 480.000|Deelnemers: 214",
        before=((Role.HEADING, "De Groene Zoom"),),
        header_rows=0,
    )
    assert told(outcomes) == [
        (1_250_000, "euro", "De Groene Zoom, Totaal"),
        (600_000, "euro", "Rijk"),
        (480_000, "euro", "Uitgegeven"),
        (214, None, "Deelnemers"),
    ]


def test_the_sign_of_money_may_have_a_column_of_its_own():
    assert told(found_in("Fonds||Bedrag", "Streekfonds|€|1.250.000")) == [
        (1_250_000, "euro", "Streekfonds")
    ]


def test_heads_that_stand_again_within_a_table_give_the_period_of_what_is_below():
    outcomes = found_in(
        "Bedragen x € 1|Voorzitter|Lid",
        "Gegevens 2022||",
        "Bezoldiging|156.102|147.161",
        "Gegevens 2021|Voorzitter|Lid",
        "Bezoldiging|152.215|143.462",
    )
    assert [one.period for one in outcomes] == ["2022", "2022", "2021", "2021"]


def test_money_of_years_beyond_those_that_the_report_tells_of_is_planned():
    page = page_with("Uitgaven|2025|2026|2030", "Zorg|€ 10|€ 20|€ 30")
    assert [one.kind for one in table_outcomes(page)] == [INPUT, INPUT, INPUT]
    assert [one.kind for one in table_outcomes(page, told_of=2025)] == [INPUT, PLANNED, PLANNED]
    assert [one.kind for one in table_outcomes(page, told_of=2029)] == [INPUT, INPUT, INPUT]


cell = st.sampled_from(
    [
        "",
        "Totaal",
        "Zorg en welzijn",
        "2021",
        "12",
        "€ 1.250",
        "45% (2020: 40%)",
        "-",
        "3 van de 5 dorpen",
        "x € 1.000",
    ]
)


@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.tuples(*[cell] * n), min_size=1, max_size=6)),
    st.integers(0, 2),
)
def test_every_outcome_of_any_table_stands_on_its_page(rows: list[tuple[str, ...]], heads: int):
    page = page_with(*("|".join(row) for row in rows if any(row)), header_rows=heads)
    for outcome in table_outcomes(page, over_next(page)):
        start, end = outcome.figure
        assert page.text[outcome.start : outcome.end] == outcome.sentence
        assert any(letter.isdigit() for letter in outcome.sentence[start:end])
        assert outcome.what


def test_a_caption_under_a_table_says_in_what_its_figures_are():
    page = page_with("Afdeling|2021|2022", "Groen|1.840|1.610", "Water|980|400")
    below = "Tabel 2: Lasten per afdeling, in duizenden euro’s"
    start = len(page.text) + 2
    block = replace(page.blocks[-1], role=Role.CAPTION, start=start, end=start + len(below))
    captioned = replace(page, text=f"{page.text}\n\n{below}", blocks=(*page.blocks, block))
    assert [(one.value, one.unit) for one in table_outcomes(captioned)] == [
        (1_840_000, "euro"),
        (1_610_000, "euro"),
        (980_000, "euro"),
        (400_000, "euro"),
    ]
    assert [one.value for one in table_outcomes(page)] == [1840, 1610, 980, 400]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Herstelde bruggen", REACHED),
        ("Afgehandelde zaken", REACHED),
        ("Gemeente", OutcomeKind.CONTEXT),
        ("Gezonde bomen", OutcomeKind.CONTEXT),
        ("Verwachte bezoeken", PLANNED),
    ],
)
def test_a_participle_in_a_head_says_that_it_was_done(head: str, kind: OutcomeKind):
    (outcome,) = found_in(f"Wijk|{head}", "Oost|31")
    assert outcome.kind is kind


def test_money_that_was_saved_is_reached_and_no_cost():
    found = found_in("Indicator|Realisatie", "Kosten per lamp|€ 12", "Besparing per lamp|€ 30")
    assert [(one.value, one.kind) for one in found] == [(12, INPUT), (30, REACHED)]
