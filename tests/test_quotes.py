"""Quotes, their speakers, and what is no quote. Sentences are made up."""

import pytest

from rdsearch.quotes import quotes_of
from rdsearch.types import Block, Page, Quote, Role

_QUOTE = "Wij zijn er nog lang niet, maar het begin is gemaakt."


def page_of(*blocks: tuple[Role, str], number: int = 1, language: str | None = "nl") -> Page:
    text = ""
    made = []
    for role, content in blocks:
        text += "\n\n" if text else ""
        level = 1 if role is Role.HEADING else None
        made.append(Block(role, len(text), len(text) + len(content), 0, 0, 1, 1, level))
        text += content
    return Page(number, 595, 842, text=text, blocks=tuple(made), language=language)


def found_in(*paragraphs: str) -> tuple[Quote, ...]:
    return quotes_of([page_of(*((Role.BODY, p) for p in paragraphs))])


def only(*paragraphs: str) -> Quote:
    (quote,) = found_in(*paragraphs)
    return quote


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ("„", "”"), ("„", "“"), ("‘", "’"), ("«", "»"), ('"', '"'), ("'", "'")],
)
def test_any_pair_of_marks_holds_a_quote(opening: str, closing: str):
    quote = only(f"{opening}{_QUOTE}{closing}, zegt projectleider Mirjam de Graaf.")
    assert quote.text == _QUOTE
    assert quote.speaker == "Mirjam de Graaf"


def test_a_quote_is_a_slice_of_its_page_without_its_marks():
    page = page_of((Role.BODY, f"“{_QUOTE}” zegt Mirjam de Graaf."))
    (quote,) = quotes_of([page])
    assert quote.text == page.text[quote.start : quote.end] == _QUOTE


@pytest.mark.parametrize(
    ("text", "speaker", "role", "organisation"),
    [
        (
            "“{}”, zegt projectleider Mirjam de Graaf van Waterbedrijf Zuid.",
            "Mirjam de Graaf",
            "projectleider",
            "Waterbedrijf Zuid",
        ),
        (
            "“{}”, aldus Mirjam de Graaf, programmamanager bij Waterbedrijf Zuid.",
            "Mirjam de Graaf",
            "programmamanager",
            "Waterbedrijf Zuid",
        ),
        (
            "“{}”, benadrukte Mirjam de Graaf (Waterbedrijf Zuid).",
            "Mirjam de Graaf",
            None,
            "Waterbedrijf Zuid",
        ),
        ("“{}”, glimlacht Mirjam de Graaf.", "Mirjam de Graaf", None, None),
        ("“{}”, rekent wethouder Mirjam de Graaf voor.", "Mirjam de Graaf", "wethouder", None),
        ("Mirjam de Graaf: “{}”", "Mirjam de Graaf", None, None),
        (
            "Mirjam de Graaf, lector Bodem bij Hogeschool Oost, licht toe: “{}”",
            "Mirjam de Graaf",
            "lector Bodem",
            "Hogeschool Oost",
        ),
        (
            "Ook ondernemers, zoals Mirjam de Graaf van bakkerij Deeg, zijn blij: “{}”",
            "Mirjam de Graaf",
            None,
            "bakkerij Deeg",
        ),
        ("Mevrouw De Graaf (Dorpspartij) houdt vol: “{}”", "De Graaf", None, "Dorpspartij"),
        ("“{}”, zegt De Boer.", "De Boer", None, None),
        ("“{}” (bewoner van de Kerkstraat)", None, "bewoner van de Kerkstraat", None),
        ("Een respondent van Bureau Noord geeft aan: “{}”", None, "respondent", "Bureau Noord"),
    ],
)
def test_speaker_role_and_organisation_are_read_in_any_order(
    text: str, speaker: str | None, role: str | None, organisation: str | None
):
    quote = only(text.format(_QUOTE))
    assert (quote.speaker, quote.role, quote.organisation) == (speaker, role, organisation)


def test_a_quote_interrupted_by_its_frame_has_one_speaker_in_both_parts():
    first, second = found_in("“Het kan wel,” zegt docent Ali Bakir. “Je moet het alleen durven.”")
    assert (first.speaker, second.speaker) == ("Ali Bakir", "Ali Bakir")
    assert first.text == "Het kan wel"


@pytest.mark.parametrize(
    "line",
    [
        "Ali Bakir, docent bij Hogeschool Oost",
        "Ali Bakir docent bij Hogeschool Oost",
        "– Ali Bakir, docent bij Hogeschool Oost",
    ],
)
def test_the_name_under_a_pull_quote_is_its_speaker(line: str):
    (quote,) = quotes_of([page_of((Role.QUOTE, f"“{_QUOTE}”"), (Role.BODY, line))])
    assert (quote.speaker, quote.role) == ("Ali Bakir", "docent")


def test_name_and_function_may_stand_on_lines_of_their_own():
    blocks = [(Role.QUOTE, f"“{_QUOTE}”"), (Role.HEADING, "Ali Bakir"), (Role.BODY, "docent")]
    (quote,) = quotes_of([page_of(*blocks)])
    assert (quote.speaker, quote.role) == ("Ali Bakir", "docent")


def test_a_pull_quote_that_repeats_a_quote_has_its_speaker():
    quotes = quotes_of(
        [
            page_of(
                (Role.BODY, "“Het is niet alleen een plek, het is familie”, zegt Ali Bakir."),
                (Role.QUOTE, "‘HET IS NIET ALLEEN EEN PLEK HET IS FAMILIE’"),
            )
        ]
    )
    assert [quote.speaker for quote in quotes] == ["Ali Bakir", "Ali Bakir"]


def test_a_family_name_means_the_person_whom_the_story_names_in_full():
    quote = only(f"Directeur Ali Bakir loopt voorop. Hij wijst. “{_QUOTE}”, zegt Bakir.")
    assert (quote.speaker, quote.role) == ("Ali Bakir", "Directeur")


def test_a_pronoun_means_the_only_person_named_before():
    quote = only(f"Eigenaar Ali Bakir zag het anders. “{_QUOTE}”, vertelt hij.")
    assert quote.speaker == "Ali Bakir"


def test_a_pronoun_after_two_names_stays_unknown():
    text = f"Directeur Ali Bakir sprak met wethouder Mirjam de Graaf. “{_QUOTE}”, zegt hij."
    assert only(text).speaker is None


def test_a_quote_after_somebody_else_is_named_is_not_given_to_the_first_speaker():
    quotes = found_in(
        "“Het kan wel”, zegt docent Ali Bakir.",
        f"Juist daarom noemt Olthuis hem graag. “{_QUOTE}”",
    )
    assert quotes[-1].speaker != "Ali Bakir"


def test_a_speaker_is_not_carried_into_the_next_story():
    quotes = quotes_of(
        [
            page_of(
                (Role.HEADING, "De brug"),
                (Role.BODY, "“Het kan wel”, zegt docent Ali Bakir."),
                (Role.HEADING, "De dijk"),
                (Role.BODY, f"“{_QUOTE}”"),
            )
        ]
    )
    assert [quote.speaker for quote in quotes] == ["Ali Bakir", None]


def test_a_quote_over_paragraphs_is_one_slice():
    quote = only("“Toen ik begon, wist ik niets.", "Nu weet ik meer.”, zegt Ali Bakir.")
    assert quote.text == "Toen ik begon, wist ik niets.\n\nNu weet ik meer."


def test_a_quote_over_a_page_end_gives_a_part_on_each_page_with_the_same_speaker():
    first = page_of((Role.BODY, "“Toen ik begon, wist ik niets en had ik"), number=1)
    second = page_of((Role.BODY, "geen geld.”, zegt Ali Bakir."), number=2)
    quotes = quotes_of([first, second])
    assert [(q.page, q.speaker) for q in quotes] == [(1, "Ali Bakir"), (2, "Ali Bakir")]


@pytest.mark.parametrize(
    "text",
    [
        "“Techniek als aanjager” is het motto van het programma.",
        "Er wordt informatie ‘opgehaald’ over eenzaamheid.",
        "Studenten gingen ‘het veld in’ en spraken mensen aan.",
        "Zie het rapport “Samen verder met de regio” voor de cijfers.",
        "De Grondwet stelt: “De overheid zorgt voor voldoende woonruimte voor allen.”",
        "De foto’s van de regio’s zijn ’s avonds gemaakt door MKB’ers.",
        "Hoofdvraag: “Zet de gemeente haar middelen op een goede manier in?”",
        "[3] J. Jansen, “Waarom wij minder vliegen.” Geraadpleegd op 3 mei 2023.",
    ],
)
def test_titles_terms_laws_and_scare_quotes_are_no_quotes(text: str):
    assert found_in(text) == ()


def test_pages_in_another_language_are_left_out():
    text = "“We are not there yet, but it is a start.”, zegt Ali Bakir."
    assert quotes_of([page_of((Role.BODY, text), language="en")]) == ()
