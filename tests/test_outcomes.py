"""Outcome figures and what is none. Sentences are made up."""

import pytest

from rdsearch.outcomes import outcomes_of
from rdsearch.outcomes.numerals import number_of
from rdsearch.types import Block, Outcome, Page, Role


def page_of(*blocks: tuple[Role, str], language: str | None = "nl") -> Page:
    text = ""
    made = []
    for role, content in blocks:
        text += "\n\n" if text else ""
        made.append(Block(role, len(text), len(text) + len(content), 0, 0, 1, 1))
        text += content
    return Page(1, 595, 842, text=text, blocks=tuple(made), language=language)


def found_in(text: str) -> tuple[Outcome, ...]:
    return tuple(outcomes_of([page_of((Role.BODY, text))]))


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("zes", 6),
        ("vijfentwintig", 25),
        ("drieënveertig", 43),
        ("honderdtien", 110),
        ("tweehonderd", 200),
        ("tweeëntwintighonderd", 2200),
        ("drieduizend", 3000),
        ("een", None),
        ("zesde", None),
        ("duizelig", None),
    ],
)
def test_number_words_have_their_value(word: str, value: int | None):
    assert number_of(word) == value


@pytest.mark.parametrize(
    ("text", "value", "qualifier", "unit", "what"),
    [
        ("Er werden 28 nieuwe projecten gestart.", 28, "exact", None, "nieuwe projecten"),
        ("Ruim 2.000 studenten deden mee.", 2000, "at_least", None, "studenten"),
        ("Meer dan vijftig bedrijven haakten aan.", 50, "at_least", None, "bedrijven"),
        ("Circa 240 boeren deden mee.", 240, "about", None, "boeren"),
        ("Bijna 300 boeren deden mee.", 300, "about", None, "boeren"),
        ("Minder dan tien boeren haakten af.", 10, "at_most", None, "boeren"),
        ("Zes pilots zijn afgerond.", 6, "exact", None, "pilots"),
        ("Tientallen boeren hebben meegedaan.", 20, "at_least", None, "boeren"),
        ("De brug kostte 7,9 miljoen euro.", 7_900_000, "exact", "euro", "brug"),
        ("De brug kostte € 1,2 mln.", 1_200_000, "exact", "euro", "brug"),
        ("In 3600 m² nieuwbouw kwamen scholen samen.", 3600, "exact", "m²", "nieuwbouw"),
        ("De openbare kade is met 150 meter verlengd.", 150, "exact", "m", "openbare kade"),
        ("Daarvan vond 14 procent van de deelnemers werk.", 14, "exact", "%", "deelnemers"),
        ("Zes van de tien deelnemers vonden werk.", 60, "exact", "%", "deelnemers"),
        ("Het aantal steeg van 180 naar 310 schepen.", 310, "exact", None, "schepen"),
        ("Er kwamen tien tot vijftien bedrijven bij.", 10, "at_least", None, "bedrijven"),
    ],
)
def test_a_figure_has_value_bound_unit_and_what_it_counts(
    text: str, value: float, qualifier: str, unit: str | None, what: str
):
    (outcome,) = found_in(text)
    assert (outcome.value, outcome.qualifier, outcome.unit, outcome.what) == (
        value,
        qualifier,
        unit,
        what,
    )


def test_the_sentence_is_a_slice_of_its_page():
    page = page_of((Role.BODY, "Eerst dit. Er werden 28 projecten gestart. Daarna dat."))
    (outcome,) = outcomes_of([page])
    assert outcome.sentence == page.text[outcome.start : outcome.end]
    assert outcome.sentence == "Er werden 28 projecten gestart."


def test_a_number_alone_counts_what_the_one_before_it_counted():
    text = "Er werden 350 gesprekken gevoerd, waarvan 241 in het dorp."
    assert [(o.value, o.what) for o in found_in(text)] == [(350, "gesprekken"), (241, "gesprekken")]


@pytest.mark.parametrize(
    "text",
    [
        "Het project eindigde in 2022 en werd in 2023 voortgezet.",
        "De deal werd in de periode 2019-2025 uitgevoerd.",
        "Op 12 juni werd de brug geopend.",
        "De vergadering begon om 19.30 uur en was om 22.00 uur afgelopen.",
        "De aanvraag werd volgens artikel 5 lid 2 afgewezen.",
        "Zie bladzijde 12 en figuur 3, die eerder werden genoemd.",
        "Het bureau zat aan de Kerkbrink 4, 7511 AB Enschede.",
        "Jongeren tussen 12 en 30 jaar kregen les.",
        "Een man van 46 jaar deed mee.",
        "De Monitor 2.0 werd opgeleverd.",
        "Soep werd om kwart over elf geschonken.",
        "De eerste twee werden afgekeurd.",
        "Novel werkte 18 weken aan het plan.",
        "Eén van de vijf regio’s was te klein.",
    ],
)
def test_years_dates_ages_labels_and_durations_are_no_outcomes(text: str):
    assert found_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "De gemeente wil 500 woningen bouwen.",
        "Het doel is 3.000 deelnemers.",
        "Naar verwachting komen er 40 bedrijven bij.",
        "Een aanvraag mag hoogstens 3.500 euro kosten.",
        "De regio telt landelijk gezien 14 gemeenten.",
        "Als 20 bewoners tekenen, gaat het door.",
    ],
)
def test_plans_norms_and_context_are_no_outcomes(text: str):
    assert found_in(text) == ()


def test_only_the_goal_is_left_out_where_result_and_goal_stand_together():
    text = "Uiteindelijk kregen 3.412 inwoners een voucher, tegen een doel van 3.000 inwoners."
    assert [o.value for o in found_in(text)] == [3412]


def test_what_people_say_is_no_outcome():
    assert found_in("“Ik heb 140 brieven geschreven”, vertelde hij.") == ()


def test_a_box_of_results_needs_no_verb():
    page = page_of((Role.HEADING, "In cijfers"), (Role.BODY, "67 bedrijven | 240 leerlingen"))
    assert [o.value for o in outcomes_of([page])] == [67, 240]


def test_pages_in_another_language_are_left_out():
    page = page_of((Role.BODY, "Er werden 28 projecten gestart."), language="en")
    assert list(outcomes_of([page])) == []
