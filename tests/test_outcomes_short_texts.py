"""Key figures, lists, totals: what a figure says where sentences say little of it. Texts are made up."""

from dataclasses import replace

import pytest
from tests.making import page_of
from tests.test_outcomes import PLANNED, REACHED, found_in

from rdsearch.outcomes import outcomes_of
from rdsearch.types import OutcomeKind, Role


@pytest.mark.parametrize(
    ("figure", "label", "found"),
    [
        ("1.240", "bomen geplant in het Noorderbos", (1240, None, "bomen")),
        ("11 km", "greppel gebaggerd", (11, "km", "greppel")),
        ("7 op de 10", "deelnemers vonden werk", (70, "%", "deelnemers")),
        ("8.300 meter", "kabel, van Oost tot West", (8300, "m", "kabel")),
    ],
)
def test_a_figure_set_by_itself_counts_what_stands_under_it(
    figure: str, label: str, found: tuple[float, str | None, str]
):
    (outcome,) = outcomes_of([page_of(1, (Role.BODY, figure), (Role.BODY, label))])
    assert (outcome.value, outcome.unit, outcome.what) == found
    assert outcome.kind is REACHED


def test_a_label_with_a_capital_needs_a_figure_in_larger_type():
    page = page_of(1, (Role.BODY, "17"), (Role.BODY, "Dorpshuizen kregen een nieuwe keuken"))
    first = page.words[0]
    large = replace(page, words=(replace(first, y1=first.y0 + 30), *page.words[1:]))
    assert not list(outcomes_of([page]))
    assert [(one.value, one.what) for one in outcomes_of([large])] == [(17, "Dorpshuizen")]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("• 18 bruggen gerepareerd", REACHED),
        ("• bij 74 bewoners, na overleg, een lamp geplaatst", REACHED),
        ("• 30 lessen gepland in mei", PLANNED),
    ],
)
def test_an_item_without_a_verb_tells_by_its_participle_what_was_done(item: str, kind: OutcomeKind):
    (outcome,) = outcomes_of([page_of(1, (Role.LIST_ITEM, item))])
    assert outcome.kind is kind


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Wij plantten 88 bomen, waarmee het totaal op 512 kwam.", [88, 512]),
        ("Er kwamen 12 bussen. De teller staat op 133.", [12, 133]),
        ("Bezoekers gaven de kas een 7,8.", [7.8]),
        ("Op 1 mei telde het Repaircafé 340 leden.", [340]),
        ("In mei 40 bomen geplant, in december 2023 niets.", [40]),
        ("Zaal Zuid 3 werd gesloten.", []),
        ("De bedragen staan in duizenden euro’s.", []),
        ("De brug kostte duizenden euro’s.", [2000]),
    ],
)
def test_totals_grades_and_counts_behind_a_name_are_figures(text: str, values: list[float]):
    assert [one.value for one in found_in(text)] == values


def test_tot_behind_a_change_is_where_it_ended():
    ended, rose = found_in(
        "De wachtlijst daalde van 900 tot 640 mensen. Het aandeel steeg tot 57 procent."
    )
    assert (ended.value_before, ended.value, ended.qualifier) == (900, 640, "exact")
    assert (rose.value, rose.qualifier) == (57, "exact")
