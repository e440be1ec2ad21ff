"""What a cell, a head and a caption of a table say. All are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rdsearch.outcomes.table_cells import cell_figures
from rdsearch.outcomes.table_heads import head_of, subject_of

# What a figure is


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("1.240", 1240, None),
        ("42,5 %", 42.5, "%"),
        ("€ 1.234,50", 1234.5, "euro"),
        ("€ 225,-", 225, "euro"),
        ("-839.626", -839626, None),
        ("- 49.040", -49040, None),
        ("€ -12", -12, "euro"),
        ("-/- € 839.626", -839626, "euro"),
        ("€ 1,2 mln.", 1.2e6, "euro"),
        ("€ 500k", 5e5, "euro"),
        ("18.140⁶", 18140, None),
        ("81,0%a", 81, "%"),
        ("750 m³ grond", 750, "m³"),
        ("300 MW", 300, "MW"),
        ("10.000 ton CO2", 10000, "ton"),
        ("12 dagen", 12, "dagen"),
        ("zes pilots", 6, None),
        ("24 voortzetten", 24, None),
        ("12.5", 12.5, None),
        ("0", 0, None),
    ],
)
def test_a_cell_has_its_figure(cell: str, value: float, unit: str | None):
    (figure,) = cell_figures(cell)
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    "cell",
    [
        "1 oktober 2024",
        "24-02-2022",
        "01/01 - 31/12",
        "17:15 - 18:00 uur",
        "24-11",
        "fase 2",
        "artikel 12",
        "N335",
        "V2.0",
        "CO2",
        "2e fase",
        "mbo 4",
        "beveiligingsniveau 2",
        "beëindigen na 2026",
        "038 499 88 99",
        "06-12345678",
        "1234 AB Harkum",
        "2016/679",
        "51048329",
        "-",
        "n.v.t.",
        "nader te bepalen",
    ],
)
def test_dates_codes_and_names_are_no_figures(cell: str):
    assert cell_figures(cell) == ()


def test_a_range_and_a_change_are_one_figure():
    (grown,) = cell_figures("Van 170 fte naar 183 fte")
    assert (grown.value_before, grown.value, grown.unit) == (170, 183, "fte")
    (between,) = cell_figures("€ 2 - 3 mln")
    assert (between.value, between.upper, between.unit) == (2e6, 3e6, "euro")


@pytest.mark.parametrize(
    ("cell", "bound"),
    [
        ("> 100", "at_least"),
        ("meer dan 50", "at_least"),
        ("ca. 50", "about"),
        ("max. 10%", "at_most"),
    ],
)
def test_a_figure_has_the_bound_before_it(cell: str, bound: str):
    assert [figure.qualifier for figure in cell_figures(cell)] == [bound]


@given(st.text(alphabet="0123456789.,-–/:%€()<> kmnltodaeruj²", max_size=40))
def test_the_figures_of_a_cell_stand_in_it_one_after_the_other(cell: str):
    at = 0
    for figure in cell_figures(cell):
        assert at <= figure.start < figure.end <= len(cell)
        at = figure.end


# What stands over it


@pytest.mark.parametrize(
    ("head", "scale", "unit"),
    [
        ("Uitgaven per jaar (× € 1.000)", 1e3, "euro"),
        ("Bedragen x € 1.000", 1e3, "euro"),
        ("Bedragen in duizenden euro’s", 1e3, "euro"),
        ("Budget (in k€)", 1e3, "euro"),
        ("€ 1.000", 1e3, "euro"),
        ("Kosten (x € mln)", 1e6, "euro"),
        ("bedragen x € 1 miljoen", 1e6, "euro"),
        ("in mln. euro", 1e6, "euro"),
        ("Bedragen x EUR 1", 1, "euro"),
        ("aantal (x 1.000)", 1e3, None),
        ("Opgewekt vermogen (MW)", 1, "MW"),
        ("Bezetting(in fte)", 1, "fte"),
        ("Percentage tijdig betaald", 1, "%"),
        ("Aantal woningen binnen 1.000 meter", 1, None),
    ],
)
def test_a_head_says_in_what_the_figures_are(head: str, scale: float, unit: str | None):
    assert (head_of(head).scale, head_of(head).unit) == (scale, unit)


@pytest.mark.parametrize(
    ("head", "period", "words"),
    [
        ("2023", "2023", ""),
        ("31 dec 2022 EUR", "31 dec 2022", ""),
        ("jan–jun 2024", "jan–jun 2024", ""),
        ("Realisatie t/m juni 2024", "t/m juni 2024", ""),
        ("Begroot Rijk 2021", "2021", "Begroot Rijk"),
        ("1e halfjaar 2024", "1e halfjaar 2024", ""),
        ("< 1 jaar EUR", None, "< 1 jaar"),
        ("Klachten EU (ontvangen)⁷, waarvan:", None, "Klachten EU (ontvangen)"),
    ],
)
def test_a_head_says_of_when_and_of_what(head: str, period: str | None, words: str):
    assert (head_of(head).period, head_of(head).words) == (period, words)


def test_a_caption_says_what_is_counted():
    assert subject_of("Tabel 2: Vouchers naar sector, 2022–2024") == "vouchers"
    assert subject_of("Tabel 3.1 Aantal bezoekers van het loket per dorp") == "bezoekers"
    assert subject_of("Tabel 1: Stand van de projecten per 31 december 2024") == ""
