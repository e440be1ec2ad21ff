"""Key figures, lists, letters, research: what a figure says where sentences say little of it. Texts are made up."""

from dataclasses import replace

import pytest
from tests.making import page_of
from tests.test_outcomes import CONTEXT, PLANNED, REACHED, TOLD, found_in, kinds_in

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
        ("• ruimte bestemd voor 40 winkels", CONTEXT),
        ("• 25 plekken nodig", CONTEXT),
        ("• 30 lessen gepland in mei", PLANNED),
    ],
)
def test_an_item_without_a_verb_tells_by_its_participle_what_was_done(item: str, kind: OutcomeKind):
    (outcome,) = outcomes_of([page_of(1, (Role.LIST_ITEM, item))])
    assert outcome.kind is kind


def test_a_letter_of_a_few_sentences_does_not_tell_by_its_tone():
    letter = "Met deze brief informeerden wij de raad. De pomp verwerkt 40 kubieke meter. Er komen 24 banken bij."
    assert kinds_in(letter) == [(40, CONTEXT), (24, PLANNED)]


def test_of_people_who_are_there_anyhow_those_count_to_whom_something_was_done():
    assert kinds_in("Vorige maand kregen 62 bewoners een pas.") == [(62, REACHED)]
    assert kinds_in("De straat werd smal voor 62 bewoners.") == [(62, CONTEXT)]


def test_a_research_report_tells_how_it_was_done_and_what_to_do_but_reaches_only_what_it_measured():
    told = "De onderzoekers hielden interviews. Respondenten vulden de vragenlijst in."
    blocks = (
        (Role.BODY, f"{TOLD} {told}"),
        (Role.BODY, "Het fonds kent veertig regelingen. Het bureau krijgt gemiddeld een 6,4."),
        (Role.BODY, "Wij spraken 31 boeren en twaalf ambtenaren."),
        (Role.HEADING, "2.1 Werkwijze"),
        (Role.BODY, "Er werden 75 akkers bekeken."),
        (Role.HEADING, "Aanbevelingen"),
        (Role.LIST_ITEM, "1. Breng het aantal loketten terug van tien naar vier."),
        (Role.BODY, "De taak ligt nu bij 2.000 agenten."),
    )
    found = outcomes_of([page_of(1, *blocks)])
    assert [(one.value, one.kind) for one in found] == [
        (40, CONTEXT),
        (6.4, REACHED),
        (31, CONTEXT),
        (12, CONTEXT),
        (75, CONTEXT),
        (4, PLANNED),
        (2000, CONTEXT),
    ]


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
