"""Who is meant: names, functions and organisations in the text around quotes. Sentences are made up."""

import pytest
from tests.quoting import QUOTE, found_in, only, page_of, quotes_in

from rdsearch.quotes import full_names, is_title, speaker_key
from rdsearch.types import Quote, Role


@pytest.mark.parametrize(
    ("signature", "role", "organisation"),
    [
        ("Ali Bakir, directeur Zandsma Beton in Almelo", "directeur", "Zandsma Beton"),
        ("Ali Bakir, regisseur gemeente Zandwijk", "regisseur", "gemeente Zandwijk"),
        ("Ali Bakir, directeur Publieke Zaken", "directeur Publieke Zaken", None),
        ("Ali Bakir, lector Waterbeheer", "lector Waterbeheer", None),
        (
            "Ali Bakir, hoogleraar Bodem aan de Hogeschool Oost",
            "hoogleraar Bodem",
            "Hogeschool Oost",
        ),
        ("Ali Bakir, machinist, geschoold met een beurs", "machinist", None),
        ("Ali Bakir, manager bij Lab15", "manager", "Lab15"),
        ("Ali Bakir, CEO van Zandsma", "CEO", "Zandsma"),
    ],
)
def test_an_organisation_is_told_from_the_subject_of_a_function(
    signature: str, role: str, organisation: str | None
):
    (quote,) = quotes_in(page_of((Role.QUOTE, f"“{QUOTE}”"), (Role.BODY, signature)))
    assert (quote.speaker, quote.role, quote.organisation) == ("Ali Bakir", role, organisation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"“{QUOTE}”, zegt bewoner Ali Bakir van de Merelstraat.",
            ("Ali Bakir", "bewoner", None),
        ),
        (
            f"Mevrouw A. Bakir spreekt in namens de Vrienden van Oost. Zij vraagt om geld: “{QUOTE}”",
            ("A. Bakir", None, "Vrienden van Oost"),
        ),
        (
            f"Ali Bakir liep mee. Bakir is sinds 2018 als manager betrokken bij Lab Oost. “{QUOTE}”",
            ("Ali Bakir", "manager", "Lab Oost"),
        ),
        (
            f"De kapster heet Noor Bakir en zij twijfelt. “{QUOTE}”",
            ("Noor Bakir", "kapster", None),
        ),
        (
            f"Gedeputeerde Ali Bakir belooft niets. “{QUOTE}”, zegt de bestuurder.",
            ("Ali Bakir", "gedeputeerde", None),
        ),
        (
            f"Gedeputeerde Ali Bakir belooft niets. “{QUOTE}”, zegt de bakker.",
            (None, "bakker", None),
        ),
        (
            f"Econoom Ali Bakir rekende het na. Dat is veel geld. “{QUOTE}”",
            ("Ali Bakir", "econoom", None),
        ),
        (
            f"Econoom Ali Bakir rekende het na. Een man van 46 hoort hem aan. “{QUOTE}”",
            (None, None, None),
        ),
        (
            f"Econoom Ali Bakir rekende het na. Bij de deur staat Noor Timmer. “{QUOTE}”, zegt ze.",
            (None, None, None),
        ),
    ],
)
def test_a_speaker_is_who_the_text_leaves_no_doubt_about(
    text: str, expected: tuple[str | None, str | None, str | None]
):
    quote = only(text)
    assert (quote.speaker, quote.role, quote.organisation) == expected


def test_a_short_quote_after_a_pronoun_has_the_speaker_of_its_paragraph():
    quotes = found_in(
        "Directeur Noor Bakir ziet de map. “Dit is van één stagiair”, zegt ze. Ze overdrijft. “Het waren er twee.”"
    )
    assert [(quote.text, quote.speaker) for quote in quotes] == [
        ("Dit is van één stagiair", "Noor Bakir"),
        ("Het waren er twee.", "Noor Bakir"),
    ]


def test_in_a_paragraph_the_last_speaker_goes_on_though_the_section_has_another():
    quotes = found_in(
        "“Het kan wel”, zegt docent Ali Bakir.",
        f"“Het kan niet”, zegt wethouder Mirjam de Graaf. Zij loopt verder. “{QUOTE}”",
    )
    assert quotes[-1].speaker == "Mirjam de Graaf"


def test_in_an_interview_the_person_of_the_heading_answers():
    quotes = quotes_in(
        page_of(
            (Role.HEADING, "Drie vragen aan Noor Bakir"),
            (Role.BODY, "U bent lector aan de Hogeschool Oost. Waarom gaan mensen weg?"),
            (Role.BODY, "‘Omdat er te weinig woningen zijn.’"),
            (Role.BODY, "Zo staat het in ‘het plan van de regio’."),
        )
    )
    assert [(q.speaker, q.role, q.organisation) for q in quotes] == [
        ("Noor Bakir", "lector", "Hogeschool Oost")
    ]
    assert quotes[0].evidence_text == "Noor Bakir"


def test_a_question_for_research_set_apart_is_no_quote():
    lines = [(Role.QUOTE, "“Welke plannen heeft de gemeente met de brug?”"), (Role.BODY, "Tekst.")]
    assert quotes_in(page_of(*lines)) == ()


@pytest.mark.parametrize("marks", ["“{}”", "‘{}’"])
def test_a_page_end_in_the_middle_of_a_sentence_does_not_end_a_quote(marks: str):
    first, second = marks.format("Ik had geen geld en|ook geen plan.").split("|")
    quotes = quotes_in(
        page_of((Role.BODY, f"Een respondent zegt: {first}"), number=1),
        page_of((Role.BODY, f"{second} Zo ging het."), number=2),
    )
    assert [quote.text for quote in quotes] == ["Ik had geen geld en", "ook geen plan."]


def two_stories(first: str, second: str) -> tuple[Quote, ...]:
    return quotes_in(
        page_of((Role.HEADING, "De brug"), (Role.BODY, first)),
        page_of((Role.HEADING, "De dijk"), (Role.BODY, second), number=2),
    )


@pytest.mark.parametrize("short", ["Bakir", "A. Bakir", "drs. A. Bakir", "Ali Bakir"])
def test_a_speaker_has_one_name_in_all_stories_of_a_report(short: str):
    quotes = two_stories(
        f"“{QUOTE}”, zegt directeur Ali Bakir van Lab Oost.", f"“{QUOTE}”, zegt {short}."
    )
    assert {quote.speaker for quote in quotes} == {"Ali Bakir"}


def test_an_earlier_story_is_given_the_full_name_of_a_later_one():
    quotes = two_stories(f"“{QUOTE}”, zegt Bakir.", f"“{QUOTE}”, zegt docent Ali Bakir.")
    assert [quote.speaker for quote in quotes] == ["Ali Bakir", "Ali Bakir"]


def test_a_family_name_of_two_persons_of_the_report_stays_as_it_is():
    quotes = two_stories(
        "“Het kan wel”, zegt docent Ali Bakir. “Het kan niet”, zegt wethouder Noor Bakir.",
        f"“{QUOTE}”, zegt Bakir.",
    )
    assert quotes[-1].speaker == "Bakir"


def test_a_pronoun_may_mean_a_person_whom_another_story_named_in_full():
    quotes = two_stories(
        "“Het kan wel”, zegt directeur Ali Bakir.",
        f"In de hal loopt Bakir langs de band. “{QUOTE}”, legt hij uit.",
    )
    assert quotes[-1].speaker == "Ali Bakir"
    assert quotes[-1].evidence_text == "Bakir"


@pytest.mark.parametrize(
    "spelling",
    [
        "Jan-Peter de Wit",
        "drs. Jan Peter de Wit",
        "de heer JAN PETER DE WIT",
        "Jan Peter de Wit, MSc",
    ],
)
def test_spellings_of_a_name_have_one_key(spelling: str):
    assert speaker_key(spelling) == speaker_key("Jan Peter de Wit")


def test_names_of_different_persons_have_different_keys():
    names = ["Ali Bakir", "Noor Bakir", "Bakir", "A. Bakir", "De Wit", "Irma de Wit", "Mina Drost"]
    assert len({speaker_key(name) for name in names}) == len(names)


def test_names_are_joined_where_one_full_name_fits():
    joined = full_names(
        ["Bakir", "Ali Bakir", "drs. A. Bakir", "N. Bakir", "De Wit", "Irma de Wit", "ALI BAKIR"]
    )
    assert joined == {
        "Bakir": "Ali Bakir",
        "Ali Bakir": "Ali Bakir",
        "drs. A. Bakir": "Ali Bakir",
        "N. Bakir": "N. Bakir",
        "De Wit": "Irma de Wit",
        "Irma de Wit": "Irma de Wit",
        "ALI BAKIR": "Ali Bakir",
    }


def test_a_family_name_that_two_full_names_share_joins_neither():
    assert full_names(["Bakir", "Ali Bakir", "Noor Bakir"])["Bakir"] == "Bakir"


@pytest.mark.parametrize(
    "text",
    [
        "Wethouder Ali Bakir opende de brug. Bewoners waren blij. “{}”",
        "Directeur Ali Bakir kreeg een brief van een klant. “{}”",
        "Directeur Ali Bakir sprak Noor. “{}”, zei ze.",
        "Noor Timmer is directeur. Haar man Kees helpt mee. “{}”, zegt hij.",
        "Volgens wethouder Ali Bakir kan het. De gemeenteraad vindt van niet. “{}”",
        "“{}”, zegt de zoon van wethouder Ali Bakir.",
        "Docent Ali Bakir kreeg te horen: “{}”",
    ],
)
def test_words_of_somebody_else_are_not_given_to_the_one_who_is_named(text: str):
    assert [quote.speaker for quote in found_in(text.format(QUOTE))] in ([], [None])


@pytest.mark.parametrize(
    "between",
    [
        "Een bewoner is het daar niet mee eens.",
        "Zijn collega is minder zeker.",
        "In de hal staat een timmerman.",
        "Ook de provincie is tevreden.",
        "Naast hem staat Noor.",
        "Zijn vrouw knikt.",
    ],
)
def test_the_last_speaker_does_not_go_on_when_somebody_else_comes_in(between: str):
    quotes = found_in(f"“Het kan wel”, zegt wethouder Ali Bakir. {between} “{QUOTE}”")
    assert [quote.speaker for quote in quotes] == ["Ali Bakir", None]


@pytest.mark.parametrize(
    "between", ["De wethouder loopt verder.", "Hij moest zijn klanten overtuigen.", "Het regent."]
)
def test_the_last_speaker_goes_on_when_nobody_else_comes_in(between: str):
    quotes = found_in(f"“Het kan wel”, zegt wethouder Ali Bakir. {between} “{QUOTE}”")
    assert [quote.speaker for quote in quotes] == ["Ali Bakir", "Ali Bakir"]


def test_a_mark_that_was_not_opened_again_closes_what_follows_the_frame():
    quotes = found_in("“Het is mooi,” zegt Ali Bakir van Lab Oost. We hebben nu alles bij elkaar.”")
    assert [(quote.text, quote.turn) for quote in quotes] == [
        ("Het is mooi", 1),
        ("We hebben nu alles bij elkaar.", 1),
    ]


def test_a_name_that_the_text_runs_on_from_gives_function_and_organisation():
    lines = [
        (Role.QUOTE, f"“{QUOTE}”"),
        (Role.BODY, "Ali Bakir directeur Lab Oost bij het Rijk Het plan staat."),
    ]
    (quote,) = quotes_in(page_of(*lines))
    assert (quote.speaker, quote.role) == ("Ali Bakir", "directeur")


def test_a_subject_line_is_nobody():
    assert found_in("Onderwerp: Nieuwe Kamervraag over het bericht: ‘Kan door de beugel’") == ()


@pytest.mark.parametrize(
    ("said_by", "expected"),
    [
        ("Mwamba Kenter, docent bij Saxion", ("Mwamba Kenter", "docent", "Saxion")),
        ("wethouder Heerkens", ("Heerkens", "wethouder", None)),
        ("mw. drs. Heerkens", ("Heerkens", None, None)),
        ("Heerkens Smit", ("Heerkens Smit", None, None)),
    ],
)
def test_a_name_that_begins_with_the_letters_of_a_title_is_a_name(said_by, expected):
    quote = only(f"“{QUOTE}”, zegt {said_by}.")
    assert (quote.speaker, quote.role, quote.organisation) == expected


@pytest.mark.parametrize(
    "title",
    "heer mevrouw meneer dhr. mevr. mw. prof. dr. drs. ir. ing. mr.".split(),
)
def test_what_is_a_title_before_a_name_is_none_of_the_name(title):
    quote = only(f"“{QUOTE}”, zegt {title} Bakir.")
    assert quote.speaker == "Bakir"
    assert speaker_key(f"{title} Ali Bakir") == "ali bakir"
    assert is_title(title)
