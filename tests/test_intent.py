"""What a question asks for: a figure, or somebody's words."""

import pytest

from rdsearch.search.intent import Kind, figure_asked, kind_asked
from rdsearch.search.speakers import QuotedPeople

QUOTED = [
    ("Jeroen Ottink", "impact", 3),
    ("Ottink", "jaarverslag", 7),
    ("Sjoerd Huizing", "impact", 4),
    ("Piet Bakker", "impact", 5),
    ("Ilse ten Cate", "impact", 6),
]
PEOPLE = QuotedPeople(QUOTED, {"impact": "Regio", "jaarverslag": "Regio"})


@pytest.mark.parametrize(
    ("question", "unit", "counted"),
    [
        ("Hoeveel bedrijven deden mee?", None, {"bedrijf"}),
        ("Hoeveel kilometer is het fietspad?", "km", set()),
        ("Met hoeveel procent daalde de uitval?", "%", None),
        ("Welk deel van de inwoners is eenzaam?", "%", set()),
        ("Hoeveel geld ging er naar de kade?", "euro", None),
        ("Wat kostte de brug?", "euro", set()),
        ("How many schools took part?", None, {"schol"}),
    ],
)
def test_a_question_for_a_figure_says_of_what(question, unit, counted):
    figure = figure_asked(question)
    assert figure is not None
    assert figure.unit == unit
    assert counted is None or counted <= figure.counted


@pytest.mark.parametrize(
    "question", ["Waarom sloot het zwembad?", "Wanneer begon het?", "Wie was het?", "fietspaden"]
)
def test_other_questions_ask_for_no_figure(question):
    assert figure_asked(question) is None


def test_time_that_something_costs_is_no_money():
    assert kind_asked("Hoeveel tijd kost een aanvraag?") is Kind.QUANTITY


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Wat zegt Jeroen Ottink over Rossum?", "Jeroen Ottink"),
        ("Wat zei projectleider Ottink over eenzaamheid?", "Jeroen Ottink"),
        ("wat vindt ottink van de aanpak", "Jeroen Ottink"),
        ("wat zegt huizing over houtwallen", "Sjoerd Huizing"),
        ("Sjoerd Huizing over houtwallen", "Sjoerd Huizing"),
        ("citaat van mevrouw Ten Cate", "Ilse ten Cate"),
        ("Wat zegt Wethouder Ottink over Rossum?", "Jeroen Ottink"),
        ("Hoeveel zijn het er volgens Drs. Ottink?", "Jeroen Ottink"),
        ("Hoeveel mensen zijn er eenzaam volgens Ottink?", "Jeroen Ottink"),
        ("What did Jeroen Ottink say about it?", "Jeroen Ottink"),
    ],
)
def test_whose_words_are_asked_for_is_known_by_any_form_of_the_name(question, name):
    assert PEOPLE.asked(question) == {name}


@pytest.mark.parametrize(
    "question",
    [
        "Wat zegt de bakker over brood?",
        "Waar werkt Jeroen Ottink?",
        "Wat zegt Klaas Ottink over Rossum?",
        "Wat zegt Khalid Ottink over Rossum?",  # ends as kamerlid does
        "Wat zegt Anna de Wit over Rossum?",
        "Zorgen over stikstof",
    ],
)
def test_an_ordinary_word_and_another_person_are_nobody_who_is_quoted(question):
    assert PEOPLE.asked(question) == frozenset()


def test_the_rows_of_a_person_are_those_of_all_forms_of_the_name():
    assert PEOPLE.rows_of({"Jeroen Ottink"}) == {3, 7}
