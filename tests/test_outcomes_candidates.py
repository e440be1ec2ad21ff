"""Which numbers of a sentence are figures at all, whatever they say of the work. Sentences are made up."""

import pytest

from rdsearch.outcomes.figures import figures


def values_in(sentence: str, *, counted_before: str = "bomen") -> list[tuple[float, str | None]]:
    return [(f.value, f.unit) for f in figures(sentence, counted_before=counted_before)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Het bleef beperkt tot drie.", 3),
        ("De teller staat op 2.310.", 2310),
        ("Bij de start waren dat er nog 41.", 41),
        ("In het westen hebben er 37 blad.", 37),
        ("Zes van hen verhuisden.", 6),
        ("Dat is minder dan de 90 van het plan.", 90),
        ("In 71 daarvan nestelt een vogel.", 71),
        ("Het vorige jaar was beter: zestien in getal.", 16),
        ("In totaal zijn 55 van dergelijke bomen gekapt.", 55),
    ],
)
def test_a_bare_number_is_a_figure_of_what_was_counted_before(sentence: str, value: float):
    assert values_in(sentence) == [(value, None)]


def test_a_bare_number_with_nothing_that_it_could_count_is_no_figure():
    assert values_in("Het bleef beperkt tot drie.", counted_before="") == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("De doorlooptijd was 14 weken, vorig jaar 22.", [(14, "weken"), (22, "weken")]),
        ("Hij tapte 80 hectoliter, afgelopen jaar 290.", [(80, "hl"), (290, "hl")]),
        ("Dat was 35 respectievelijk 19 procent.", [(35, "%"), (19, "%")]),
        ("Het duurde een maand of drie.", [(3, "maanden")]),
    ],
)
def test_a_bare_number_may_be_in_the_unit_of_the_one_beside_it(
    sentence: str, found: list[tuple[float, str]]
):
    assert values_in(sentence) == found


def test_of_more_than_in_per_cent_the_number_behind_is_no_percentage():
    found = "Het waren er 648, 22 procent meer dan de 530 van vorig jaar."
    assert values_in(found) == [(648, None), (22, "%"), (530, None)]


def test_a_comparison_with_a_known_number_sets_no_bound():
    assert [f.qualifier for f in figures("Minder dan de 90 bomen van het plan.")] == ["exact"]
    assert [f.qualifier for f in figures("Minder dan 90 bomen.")] == ["at_most"]


def test_a_part_and_its_whole_are_one_figure():
    (figure,) = figures("Van de wijk zijn 48 van de 55 geplande huizen klaar.")
    assert (figure.value, figure.what, figure.is_part) == (48, "geplande huizen", True)


def test_what_stands_before_a_colon_is_what_the_number_counts():
    found = figures("Bezochte werkgevers: 287 (jaardoel 1.600; realisatie 1.218)")
    assert [(f.value, f.what) for f in found] == [
        (value, "Bezochte werkgevers") for value in (287, 1600, 1218)
    ]


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Het beraad nam drie jaar in beslag.", 3, "jaar"),
        ("Er ging 320 uur in zitten.", 320, "uur"),
        ("De aangifte is in vier minuten gedaan.", 4, "minuten"),
        ("De brandweer is 3.412 keer uitgerukt.", 3412, "keer"),
        ("Van elke euro gaat elf cent naar de bond.", 11, "cent"),
        ("De neerslag bedroeg 1.680 mol per hectare.", 1680, "mol"),
        ("Het drankje bevat minstens één procent alcohol.", 1, "%"),
        ("Zij legden een half miljoen euro in.", 500_000, "euro"),
        ("Van de huizen is ruim een derde verkocht.", 33.3, "%"),
    ],
)
def test_times_that_say_how_long_and_counts_of_times_are_figures(
    sentence: str, value: float, unit: str
):
    assert (value, unit) in values_in(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Na zes maanden werd de brug geverfd.",
        "Over twee jaar komt de fusie.",
        "De afgelopen vier jaar werd er niet gebouwd.",
        "Binnen vijf jaar verdwijnt de steiger.",
        "Het loket is open van 9 tot 17 uur.",
        "Het kwam drie keer zoveel voor.",
        "Hij schrijft twee keer per jaar.",
    ],
)
def test_times_that_say_when_and_how_often_are_no_figures(sentence: str):
    assert values_in(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Zij is 63 en werkt nog.",
        "Toen hij twaalf was, verhuisde hij.",
        "Wie ouder dan 65 is, krijgt korting.",
        "Jan de Bos, 83 jaar, was machinist.",
        "Een meisje van 15 vertelde het.",
    ],
)
def test_ages_are_no_figures(sentence: str):
    assert values_in(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Wij zitten aan de Markt 12.",
        "Het voorstel volgt op motie 44.",
        "Dat geldt op niveaus 2 en 3.",
        "De leden kwamen op 3, 8 en 12 juni.",
        "Het liep van 2017 tot en met 2021.",
        "Bel 088 180 52 50 daarover.",
        "Zie Kamerstukken II, 35 890, nr. 3.",
        "Volgens 97 van de Gemeentewet kan dat.",
        "De 3RO denken mee.",
        "De klacht is: 1) te laat en 2) te duur.",
        "De tuin is in acht genomen.",
        "Dat acht de raad redelijk.",
        "Wij spreken met één mond.",
        "De huizen zijn uit de jaren tachtig.",
    ],
)
def test_a_number_that_names_dates_or_numbers_is_no_figure(sentence: str):
    assert values_in(sentence) == []


@pytest.mark.parametrize(
    "text",
    [
        "Tijdschrift voor Zorg, 56: 109-117 https://voorbeeld.nl/1",
        "Een titel. Tijdschrift, 12(3): 44-67.",
        "Een titel, 88-91 https://voorbeeld.nl/2",
    ],
)
def test_volumes_and_pages_of_references_are_no_figures(text: str):
    assert not list(figures(text))
