"""Figures of running text: what they count, what they say of the work, and what is none. Sentences are made up."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.making import page_of

from rdsearch.outcomes import outcomes_of
from rdsearch.outcomes.numerals import number_of, numerals
from rdsearch.outcomes.periods import period_of
from rdsearch.outcomes.units import money_scale
from rdsearch.outcomes.verbs import is_participle, is_past
from rdsearch.types import Outcome, OutcomeKind, Page, Role, Table

REACHED, PLANNED, INPUT, CONTEXT = (
    OutcomeKind.REACHED,
    OutcomeKind.PLANNED,
    OutcomeKind.INPUT,
    OutcomeKind.CONTEXT,
)
TOLD = (
    "Vorig jaar bouwde de stichting een schuur. Daarna kwamen er bomen langs de weg. De brug werd in juni geopend."
    " Vrijwilligers ruimden de oever op. De molenaar maalde weer meel voor het dorp. Het pad kreeg een nieuwe laag grind."
    " De school plantte een haag van meidoorn. In het najaar viel er veel regen. De kas werd voor de winter gesloten."
    " Het bestuur koos een andere voorzitter. De veerpont kwam in november weer. Bewoners maakten samen een plein."
)


def report_of(text: str, *, head: str | None = None) -> Page:
    """A page of a report that tells what happened."""
    heads = ((Role.HEADING, head),) if head else ()
    return page_of(1, (Role.BODY, TOLD), *heads, (Role.BODY, text))


def found_in(text: str) -> tuple[Outcome, ...]:
    """What is found in a text by itself, which tells nothing of what its report is for."""
    return tuple(outcomes_of([page_of(1, (Role.BODY, text))]))


def kinds_in(text: str) -> list[tuple[float, OutcomeKind]]:
    return [(outcome.value, outcome.kind) for outcome in found_in(text)]


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
        ("De openbare kade is met 150 meter verlengd.", 150, "exact", "m", "kade"),
        ("Daarvan vond 14 procent van de deelnemers werk.", 14, "exact", "%", "deelnemers"),
        ("Zes van de tien deelnemers vonden werk.", 60, "exact", "%", "deelnemers"),
        ("Het aantal steeg van 180 naar 310 schepen.", 310, "exact", None, "schepen"),
        ("Er kwamen tien tot vijftien bedrijven bij.", 10, "exact", None, "bedrijven"),
        ("Een op de drie deelnemers vond werk.", 33.3, "exact", "%", "deelnemers"),
        ("Ruim een derde van de deelnemers vond werk.", 33.3, "at_least", "%", "deelnemers"),
        ("Er werden gemiddeld 31,485 pogingen gedaan.", 31485, "exact", None, "pogingen"),
        ("De brug kostte € 10.000,- per jaar.", 10_000, "exact", "euro", "brug"),
        ("De brug kostte € 385 (x € 1.000).", 385_000, "exact", "euro", "brug"),
        ("De school kreeg tien miljoen uit het fonds.", 1e7, "exact", "euro", "school"),
        ("Er is 35 procent minder kunstmest gebruikt.", 35, "exact", "%", "kunstmest"),
        ("De politie kreeg een boete opgelegd van € 500.", 500, "exact", "euro", "boete"),
        ("Werken en leren € 9,8 mln", 9_800_000, "exact", "euro", "Werken en leren"),
        (
            "Er zijn 28 nieuwe, brede projecten gestart.",
            28,
            "exact",
            None,
            "nieuwe brede projecten",
        ),
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


def test_the_sentence_is_a_slice_of_its_page_and_the_figure_of_its_sentence():
    page = page_of(1, (Role.BODY, "Eerst dit. Er werden ruim 28 projecten gestart. Daarna dat."))
    (outcome,) = outcomes_of([page])
    assert outcome.sentence == page.text[outcome.start : outcome.end]
    assert outcome.sentence == "Er werden ruim 28 projecten gestart."
    assert outcome.figure is not None
    start, end = outcome.figure
    assert outcome.sentence[start:end] == "28 projecten"


@pytest.mark.parametrize(
    ("text", "value", "upper"),
    [
        ("Er kwamen tien tot vijftien bedrijven bij.", 10, 15),
        ("Er kwamen 3-5 bedrijven bij.", 3, 5),
        ("Er kwamen tussen de 20 en 40 bedrijven bij.", 20, 40),
        ("De brug kostte 2 tot 3 miljoen euro.", 2_000_000, 3_000_000),
        ("De brug kostte € 3.000 tot € 5.000.", 3000, 5000),
    ],
)
def test_a_range_has_both_ends(text: str, value: float, upper: float):
    (outcome,) = found_in(text)
    assert (outcome.value, outcome.upper) == (value, upper)


@pytest.mark.parametrize(
    ("text", "before", "value", "unit"),
    [
        ("Het aantal schepen steeg van 180 naar 310 per jaar.", 180, 310, None),
        ("De uitval daalde van gemiddeld 8 naar 5 procent.", 8, 5, "%"),
        ("Het verbruik daalde van 8 procent naar 5 procent.", 8, 5, "%"),
        ("De behandeling ging van zeven dagen naar anderhalve dag.", 7, 1.5, "dagen"),
    ],
)
def test_a_change_is_one_figure_that_knows_what_was_before(
    text: str, before: float, value: float, unit: str | None
):
    (outcome,) = found_in(text)
    assert (outcome.value_before, outcome.value, outcome.unit) == (before, value, unit)


def test_what_changes_is_the_subject_and_no_phrase_beside_it():
    (outcome,) = found_in("Het aantal opnamen in deze groep daalde van 210 naar 148 per jaar.")
    assert outcome.what == "aantal opnamen"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Er werden 350 gesprekken gevoerd, waarvan 241 in het dorp.", [350, 241]),
        ("Er werden 350 gesprekken gevoerd. Van die gesprekken hadden er 19 gevolg.", [350, 19]),
        ("Er werden 350 gesprekken gevoerd; het doel was 400.", [350, 400]),
    ],
)
def test_a_number_alone_counts_what_the_one_before_it_counted(text: str, values: list[float]):
    assert [(o.value, o.what) for o in found_in(text)] == [(v, "gesprekken") for v in values]


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
        "Novel werkte na 18 weken aan het plan.",
        "Het Traktaat werd in de 20e eeuw gesloten.",
        "Bel 038 499 88 99 of 06-12345678.",
        "De brief met kenmerk 2024-0012-7 werd verzonden.",
        "De tabel is in duizenden gegeven (x € 1.000).",
        "Zij maakte 2023 af.",
    ],
)
def test_years_dates_ages_labels_and_times_that_say_when_are_no_outcomes(text: str):
    assert found_in(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Er werden 28 projecten gestart.", REACHED),
        ("Inmiddels zijn er 28 kringen.", REACHED),
        ("Hiervan hebben 20 indieners gebruik gemaakt.", REACHED),
        ("Daarvan is 41 procent van de deelnemers tevreden.", REACHED),
        ("De gemeente heeft 500 vragen kunnen beantwoorden.", REACHED),
        ("De gemeente wil 500 woningen bouwen.", PLANNED),
        ("Het doel is 3.000 deelnemers.", PLANNED),
        ("Naar verwachting komen er 40 bedrijven bij.", PLANNED),
        ("Wij stellen voor 14 projecten voort te zetten.", PLANNED),
        ("Het plan was twaalf kilometer.", PLANNED),
        ("Er is 112 procent van het doel gehaald.", REACHED),
        ("De raad verleent een krediet van € 385.000.", INPUT),
        ("Het Rijk legde 20 miljoen euro in.", INPUT),
        ("De bezetting bedroeg 173,5 fte.", INPUT),
        ("Een aanvraag mag hoogstens 3.500 euro kosten.", CONTEXT),
        ("De regio telt 14 dorpen.", CONTEXT),
        ("Het programma had vier pijlers.", CONTEXT),
        ("In Nederland werden 7.000 winkels gesloten.", CONTEXT),
        ("Het voorstel werd met 15 stemmen aangenomen.", CONTEXT),
        ("Op deze weg rijden 300 bussen.", CONTEXT),
    ],
)
def test_a_figure_says_what_it_is_of_the_work(text: str, kind: OutcomeKind):
    assert [outcome.kind for outcome in found_in(text)] == [kind]


def test_result_and_goal_in_one_sentence_are_told_apart():
    text = "Er werden 3.412 vouchers uitgereikt, tegen een doel van 3.000 vouchers."
    assert kinds_in(text) == [(3412, REACHED), (3000, PLANNED)]


def test_what_people_say_is_of_the_context():
    assert kinds_in("“Ik heb 140 brieven geschreven”, vertelde hij.") == [(140, CONTEXT)]


def test_the_present_tense_tells_a_result_only_in_a_report_that_tells():
    text = "In de hal sorteren 26 mensen kleding."
    assert kinds_in(text) == [(26, CONTEXT)]
    assert [o.kind for o in outcomes_of([report_of(text)])] == [REACHED]


def test_money_in_a_table_is_planned_for_years_after_those_that_the_report_tells_of():
    told = "In 2025 bouwde de stichting een schuur. In 2025 kwamen er bomen."
    rows = (("Uitgaven", "2025", "2030"), ("Zorg", "€ 10.000", "€ 20.000"))
    lines = [(Role.TABLE, " ".join(row)) for row in rows]
    page = page_of(1, (Role.BODY, told), *lines)
    page = replace(page, tables=(Table(0, 0, page.width_pt, page.height_pt, rows),))
    assert [(o.value, o.kind) for o in outcomes_of([page])] == [(10_000, INPUT), (20_000, PLANNED)]


def test_a_box_of_results_needs_no_verb():
    page = report_of("67 bedrijven | 240 leerlingen", head="In cijfers")
    assert [(o.value, o.kind) for o in outcomes_of([page])] == [(67, REACHED), (240, REACHED)]


def test_a_figure_set_alone_counts_what_stands_under_it():
    page = page_of(1, (Role.BODY, "1.790"), (Role.BODY, "vouchers van het fonds"))
    (outcome,) = outcomes_of([page])
    assert (outcome.value, outcome.what, outcome.kind) == (1790, "vouchers", REACHED)
    assert outcome.sentence == page.text[outcome.start : outcome.end]


@pytest.mark.parametrize(
    "label", ["Vouchers van het fonds", "https://example.org", "en dat was het"]
)
def test_a_number_alone_above_other_text_is_no_figure(label: str):
    page = page_of(1, (Role.BODY, "21"), (Role.BODY, label))
    assert list(outcomes_of([page])) == []


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("In 2023 kwamen er 30 bedrijven.", "In 2023"),
        ("Er kwamen 30 bedrijven in de eerste helft van 2024.", "in de eerste helft van 2024"),
        ("In 2021 kwamen er 12, in 2022 kwamen er 30 bedrijven.", "in 2022"),
        ("In de periode 2019-2025 kwamen er 30 bedrijven.", "In de periode 2019-2025"),
        ("Er kwamen vorig jaar 30 bedrijven.", "vorig jaar"),
        ("In Natura 2000-gebieden kwamen 30 bedrijven.", None),
        ("Er kwamen 30 bedrijven (2021: 12).", None),
        ("Er kwamen 30 bedrijven.", None),
    ],
)
def test_the_period_is_said_in_the_words_of_the_sentence(sentence: str, period: str | None):
    assert period_of(sentence, sentence.index("30")) == period


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("Bedragen x € 1.000", 1_000),
        ("(× 1.000)", 1_000),
        ("in duizenden euro's", 1_000),
        ("bedragen x € 1.000.000", 1_000_000),
        ("x € 1 miljoen", 1_000_000),
        ("€ 1.000 per jaar", 1),
    ],
)
def test_a_scale_of_money_is_read_from_its_caption(text: str, scale: int):
    assert money_scale(text) == scale


@pytest.mark.parametrize("form", "werkte werkten kwam kregen bouwde doorliepen was".split())
def test_a_past_tense_is_known_from_its_lemma(form: str):
    assert is_past(form)


@pytest.mark.parametrize("form", "werkt werken gemeente woningen rode afgestudeerden heeft".split())
def test_presents_nouns_and_adjectives_are_no_past_tense(form: str):
    assert not is_past(form)


@pytest.mark.parametrize("form", "gestart opgelegd behaald ontvangen meegedaan verwerkt".split())
def test_a_participle_is_known(form: str):
    assert is_participle(form)
    assert not is_participle("gemeente")


@given(st.integers(min_value=2, max_value=999_999))
def test_a_count_is_read_as_it_is_written(count: int):
    written = f"{count:,}".replace(",", ".")
    (numeral,) = numerals(f"er kwamen {written} mensen")
    assert numeral.value == count


@given(st.text(alphabet="0123456789.,-–€% enaotvjr()", max_size=60))
def test_numbers_stand_in_order_and_inside_their_text(text: str):
    spans = [(numeral.start, numeral.end) for numeral in numerals(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_pages_and_blocks_in_another_language_are_left_out():
    page = page_of(1, (Role.BODY, "Er werden 28 projecten gestart."), language="en")
    assert list(outcomes_of([page])) == []


def test_the_part_of_a_measured_whole_is_the_figure_in_the_unit_of_the_whole():
    found = found_in("Van de ringdijk werd negen van de zeventien kilometer verhoogd.")
    assert [(outcome.value, outcome.unit) for outcome in found] == [(9, "km")]
    (start, end) = found[0].figure
    assert found[0].sentence[start:end] == "negen van de zeventien kilometer"
    paid = found_in("Er werd € 3 miljoen van de € 12 miljoen betaald.")
    assert [outcome.value for outcome in paid] == [3e6, 12e6]
