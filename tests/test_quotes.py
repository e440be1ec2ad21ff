"""Quotes, their speakers, and what is no quote. Sentences are made up."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.quoting import QUOTE, found_in, only, page_of, quotes_in

from rdsearch.quotes import quotes_of
from rdsearch.quotes.story import stories
from rdsearch.types import Page, Role, Span


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ("„", "”"), ("„", "“"), ("‘", "’"), ("«", "»"), ('"', '"'), ("'", "'")],
)
def test_any_pair_of_marks_holds_a_quote(opening: str, closing: str):
    quote = only(f"{opening}{QUOTE}{closing}, zegt projectleider Mirjam de Graaf.")
    assert quote.text == QUOTE
    assert quote.speaker == "Mirjam de Graaf"


def test_a_quote_is_a_slice_of_its_page_without_its_marks():
    page = page_of((Role.BODY, f"“{QUOTE}” zegt Mirjam de Graaf."))
    (quote,) = quotes_in(page)
    assert quote.text == page.text[quote.start : quote.end] == QUOTE


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
    quote = only(text.format(QUOTE))
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
    (quote,) = quotes_in(page_of((Role.QUOTE, f"“{QUOTE}”"), (Role.BODY, line)))
    assert (quote.speaker, quote.role) == ("Ali Bakir", "docent")


def test_name_and_function_may_stand_on_lines_of_their_own():
    blocks = [(Role.QUOTE, f"“{QUOTE}”"), (Role.HEADING, "Ali Bakir"), (Role.BODY, "docent")]
    (quote,) = quotes_in(page_of(*blocks))
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
    quote = only(f"Directeur Ali Bakir loopt voorop. Hij wijst. “{QUOTE}”, zegt Bakir.")
    assert (quote.speaker, quote.role) == ("Ali Bakir", "directeur")


def test_a_pronoun_means_the_only_person_named_before():
    quote = only(f"Eigenaar Ali Bakir zag het anders. “{QUOTE}”, vertelt hij.")
    assert quote.speaker == "Ali Bakir"


def test_a_pronoun_after_two_names_stays_unknown():
    text = f"Directeur Ali Bakir sprak met wethouder Mirjam de Graaf. “{QUOTE}”, zegt hij."
    assert only(text).speaker is None


def test_a_quote_after_somebody_else_is_named_is_not_given_to_the_first_speaker():
    quotes = found_in(
        "“Het kan wel”, zegt docent Ali Bakir.",
        f"Juist daarom noemt Olthuis hem graag. “{QUOTE}”",
    )
    assert quotes[-1].speaker != "Ali Bakir"


def test_a_speaker_is_not_carried_into_the_next_story():
    quotes = quotes_of(
        [
            page_of(
                (Role.HEADING, "De brug"),
                (Role.BODY, "“Het kan wel”, zegt docent Ali Bakir."),
                (Role.HEADING, "De dijk"),
                (Role.BODY, f"“{QUOTE}”"),
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
    quotes = quotes_in(first, second)
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
    assert quotes_in(page_of((Role.BODY, text), language="en")) == ()


def test_pages_are_let_go_of_while_a_long_report_without_headings_is_read():
    class Pages(Sequence[Page]):
        def __len__(self) -> int:
            return 60

        def __getitem__(self, place):
            if not 0 <= place < len(self):
                raise IndexError
            text = f"“{QUOTE}”, zegt Ali Bakir. " + "De brug is af en de dijk ook. " * 200
            return page_of((Role.BODY, text), number=place + 1)

    longest = max(len(story.text) for story in stories(Pages()))
    assert longest < 40_000
    assert sum(1 for _ in quotes_of(Pages())) == 60


def test_a_story_without_headings_ends_where_a_sentence_does():
    half = page_of((Role.BODY, "De brug is af. " * 2_500 + "Maar de dijk is"), number=1)
    rest = page_of((Role.BODY, f"nog niet klaar. “{QUOTE}”, zegt Ali Bakir."), number=2)
    assert len(list(stories([half, rest]))) == 1


def test_parts_of_one_quote_share_a_turn_and_the_next_quote_has_another():
    quotes = found_in(
        "“Het kan wel,” zegt docent Ali Bakir. “Je moet het alleen durven.” Hij wijst naar de brug."
        f" “{QUOTE}”, zegt wethouder Mirjam de Graaf."
    )
    assert [quote.turn for quote in quotes] == [1, 1, 2]


def test_parts_on_two_pages_share_a_turn():
    first = page_of((Role.BODY, "“Toen ik begon, wist ik niets en had ik"), number=1)
    second = page_of((Role.BODY, "geen geld.”, zegt Ali Bakir."), number=2)
    assert [quote.turn for quote in quotes_in(first, second)] == [1, 1]


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            f"“{QUOTE}”, zegt docent Ali Bakir van Lab Oost. Hij lacht.",
            "zegt docent Ali Bakir van Lab Oost",
        ),
        (f"“{QUOTE}” (wethouder Ali Bakir)", None),
        (f"Docent Ali Bakir: “{QUOTE}”", "Docent Ali Bakir"),
        (f"Eigenaar Ali Bakir zag het anders. “{QUOTE}”, vertelt hij.", "Eigenaar Ali Bakir"),
        (f"Directeur Ali Bakir loopt voorop. “{QUOTE}”, zegt Bakir.", "zegt Bakir"),
        (f"“{QUOTE}”, zegt een bewoner.", None),
    ],
)
def test_the_evidence_is_the_words_that_say_who_spoke(text: str, evidence: str | None):
    page = page_of((Role.BODY, text))
    (quote,) = quotes_of([page])
    assert quote.evidence_text == evidence
    if quote.evidence:
        assert page.text[quote.evidence.start : quote.evidence.end] == evidence


def test_the_evidence_of_a_pull_quote_is_the_name_under_it():
    lines = [(Role.QUOTE, f"“{QUOTE}”"), (Role.BODY, "Ali Bakir, docent bij Lab Oost")]
    (quote,) = quotes_in(page_of(*lines))
    assert quote.evidence_text == "Ali Bakir, docent bij Lab Oost"


def test_the_evidence_may_stand_on_the_page_before():
    first = page_of((Role.BODY, "Directeur Ali Bakir heeft er lang over nagedacht."), number=1)
    second = page_of((Role.BODY, f"“{QUOTE}”, zegt hij."), number=2)
    (quote,) = quotes_in(first, second)
    assert quote.evidence == Span(1, 0, len("Directeur Ali Bakir"))


_PIECES = st.lists(
    st.sampled_from(
        [
            "“Het kan wel,” zegt docent Ali Bakir van Lab Oost. “Je moet het durven.”",
            "“Dat vind ik ook”, lacht ze.",
            "Wethouder Mirjam de Graaf (Almelo) knikt.",
            "De Graaf: ‘Wij hebben nog geld over voor de brug.’",
            "“Ik heb hier lang\nover nagedacht, en nu weet ik het.”",
            "Ali Bakir, docent",
            "Is de brug al af?",
            "Hij loopt naar buiten.",
            "Drie vragen aan Kees van den Berg",
            "“Wij wachten nog op de gemeente, en dan",
            "gaan we bouwen.”",
        ]
    ),
    min_size=1,
    max_size=8,
)


@given(pieces=_PIECES, roles=st.lists(st.sampled_from(list(Role)), min_size=8, max_size=8))
def test_every_quote_and_its_evidence_are_slices_of_their_pages(
    pieces: list[str], roles: list[Role]
):
    pages = [
        page_of((role, piece), (Role.BODY, "Zo is het."), number=number)
        for number, (piece, role) in enumerate(zip(pieces, roles, strict=False), start=1)
    ]
    for quote in quotes_of(pages):
        assert quote.text == pages[quote.page - 1].text[quote.start : quote.end]
        assert (quote.speaker is None) == (quote.evidence is None) == (quote.evidence_text is None)
        if quote.evidence and quote.speaker:
            page = pages[quote.evidence.page - 1]
            assert quote.evidence_text == page.text[quote.evidence.start : quote.evidence.end]
            assert any(word in quote.evidence_text for word in quote.speaker.split())
