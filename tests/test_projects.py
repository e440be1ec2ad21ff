"""Which passages belong to which project. The reports are made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making import page_of

from rdsearch.projects import told_by
from rdsearch.projects.listing import contents_of
from rdsearch.types import Page, Passage, ProjectDescription, Role, Span, Table

_STORIES = (
    ("DRAADKRACHT", "Het project Draadkracht maakt dekens. Met Draadkracht werken 26 mensen."),
    ("SAMEN STERK HUIS VAN HOUT", "In het Huis van Hout werkt het project aan banken."),
    ("TALENT IT", "Dit programma heet TalentIT. Met TalentIT vonden studenten werk."),
    ("BOUWEN AAN DE TOEKOMST", "De gemeente werkt verder. Er wordt gebouwd."),
)


def blocks(*parts):
    """Headings are (text, level); all else is text."""
    return [(Role.BODY, part) if isinstance(part, str) else (Role.HEADING, *part) for part in parts]


def told(*parts, **changes):
    """What a report of one page says, and the project of each piece of its text."""
    page = page_of(1, *blocks(*parts), **changes)
    said = told_by([page])
    return said, [passage.project for passage in said.named(texts_of(page))]


def texts_of(page: Page) -> list[Passage]:
    return [
        Passage(str(n), "r", n, (Span(1, b.start, b.end),), page.text[b.start : b.end], (), 9)
        for n, b in enumerate(b for b in page.blocks if b.role is Role.BODY)
    ]


def projects_of(*parts, **changes):
    return told(*parts, **changes)[1]


def stories(*pairs):
    return [part for heading, body in pairs for part in ((heading, 1), body)]


def test_a_heading_that_its_story_uses_as_a_name_is_a_project_as_the_story_writes_it():
    assert projects_of(*stories(*_STORIES)) == ["Draadkracht", "Huis van Hout", "TalentIT", None]


def test_nothing_but_the_project_of_a_passage_changes():
    page = page_of(1, *blocks(*stories(*_STORIES)))
    for before, after in zip(texts_of(page), told_by([page]).named(texts_of(page)), strict=True):
        assert (before.passage_id, before.spans, before.text) == (
            after.passage_id,
            after.spans,
            after.text,
        )


def test_a_generic_heading_is_no_project_even_where_its_text_names_it():
    generic = ("SAMENVATTING", "Deze Samenvatting van het project is kort.")
    assert projects_of(*stories(*_STORIES, generic))[-1] is None


def test_a_report_whose_sections_are_not_projects_has_none():
    chapters = [(f"HOOFDSTUK {n}", "Hier staat iets over beleid.") for n in range(30)]
    assert set(projects_of(*stories(*chapters, _STORIES[0]))) == {None}


def test_a_heading_that_names_two_projects_names_none():
    two = ("WITTE VLOOT EN RODE DRAAD", "De Witte Vloot vaart. Het project Rode Draad spint.")
    assert projects_of(*stories(*_STORIES, two))[-1] is None


def test_a_box_within_a_story_has_the_project_of_the_story():
    boxed = (*stories(*_STORIES[:3]), ("In cijfers", 3), "26 mensen")
    assert projects_of(*boxed)[-1] == "TalentIT"


def test_spellings_of_one_name_become_one():
    same = (
        ("CITIZENLAB", "Het Citizenlab is een project. In het Citizenlab testen burgers."),
        ("CITIZENLAB", "Het CitizenLab groeit. Het project CitizenLab is af."),
        ("CITIZENLAB", "Het Citizenlab sluit. Het Citizenlab was een project."),
    )
    assert projects_of(*stories(*_STORIES, *same))[-3:] == ["Citizenlab"] * 3


pieces = st.lists(
    st.sampled_from(
        [
            "Project",
            "THEMA",
            "2.1",
            "De",
            "Bankenplan",
            "(BP)",
            "–",
            ":",
            "In",
            "“",
            "het project",
            "1",
            ".",
            "é",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@settings(max_examples=60)
@given(st.lists(pieces | st.tuples(pieces, st.integers(1, 3)), min_size=1, max_size=9))
def test_whatever_a_report_says_its_passages_have_projects_that_it_describes(parts):
    said, found = told(*parts)
    assert {*found} - {None} <= {project.name for project in said.projects}


def test_passages_of_a_report_without_pages_stay_as_they_are():
    assert [*told_by([]).named([])] == []


def kickers(*pairs):
    """A kicker above a slogan, as booklets have them."""
    return [
        part for kicker, body in pairs for part in ((kicker, 5), ("Zo gaat het, zegt men", 1), body)
    ]


def test_a_kicker_is_a_project_where_those_of_other_stories_are_though_its_text_does_not_name_it():
    known = [(heading, body) for heading, body in _STORIES if "STERK" not in heading][:2]
    quiet = ("MOLENWIEK", "Wie er werkt, heeft geen haast.")
    third = ("WATERTAFEL", "Aan de Watertafel zit het project aan tafel.")
    assert projects_of(*kickers(*known, third, quiet))[-1] == "Molenwiek"


def test_a_name_in_the_middle_of_a_slogan_is_found_where_the_report_uses_it():
    slogan = ("HET DORP WEEFT GROEN LINT ALS NIEUWE STANDAARD", "Er wordt gesnoeid.")
    elsewhere = ("TOT BESLUIT", "Wij denken aan Groen Lint. Ook via Groen Lint kwam er hout.")
    assert projects_of(*stories(*_STORIES, slogan, elsewhere))[-2] == "Groen Lint"


PROGRESS = (
    ("1 Inleiding", 1), "Deze rapportage gaat over het afgelopen jaar.",
    ("2 Werken en leren", 1), "Dit thema ligt op koers.",
    ("2.1 Werkplaats 7", 2), "Het project is gestart en loopt tot de zomer.",
    ("2.2 Leerhuis Vennebeek", 2), "De pilot begon in mei.",
    ("3 Water", 1), "Dit thema loopt achter.",
    ("3.1 Natte Voeten", 2), "In het project zijn twee sloten verbreed.",
    ("3.2 Houtwal Terug", 2), "Er kwam acht kilometer bij.",
    ("4 Sturing", 1), "De stuurgroep kwam vier keer bijeen.",
)  # fmt: skip


def test_numbered_sections_are_projects_where_they_are_names_and_several_say_so():
    assert projects_of(*PROGRESS) == [
        None, None, "Werkplaats 7", "Leerhuis Vennebeek", None, "Natte Voeten", "Houtwal Terug", None,
    ]  # fmt: skip


def test_what_is_numbered_beneath_a_project_is_about_it():
    deeper = (
        *PROGRESS[:6],
        ("2.1.1 Stand van zaken in het afgelopen jaar", 3),
        "Goed.",
        *PROGRESS[6:],
    )
    assert projects_of(*deeper)[3] == "Werkplaats 7"


def test_the_theme_of_a_project_is_the_section_that_it_falls_under():
    themes = {project.name: project.theme for project in told(*PROGRESS)[0].projects}
    assert themes["Leerhuis Vennebeek"] == "Werken en leren"
    assert themes["Houtwal Terug"] == "Water"


def test_a_heading_above_one_project_only_is_no_theme():
    alone = (
        *PROGRESS[:-2],
        ("5 Overig", 1),
        "Wat rest.",
        ("5.1 Rode Loper", 2),
        "Het project is af.",
    )
    said = told(*alone)[0].projects
    assert [project.theme for project in said if project.name == "Rode Loper"] == [None]


def test_subjects_of_policy_are_no_projects():
    policy = (
        ("1 Energie", 1), "Wij willen minder gas.",
        ("1.1 Wind op land", 2), "De provincie is bevoegd gezag bij grote projecten.",
        ("1.2 Warmte en isolatie", 2), "Woningen worden geïsoleerd.",
        ("1.3 Kernenergie", 2), "Het project staat stil.",
        ("1.4 De Europese Unie", 2), "De Europese Unie stelt regels. Een project telt mee.",
        ("1.5 Grondstoffen", 2), "Er is meer nodig.",
    )  # fmt: skip
    assert set(projects_of(*policy)) == {None}


def test_people_under_one_heading_are_no_projects():
    people = (
        ("Raad van advies", 2), "De raad komt vier keer bijeen.",
        ("Anna de Wit", 3), "Anna de Wit is hoogleraar.",
        ("Bram Terpstra", 3), "Bram Terpstra leidt een bureau.",
        ("Carla Vos", 3), "Carla Vos schrijft.",
    )  # fmt: skip
    assert set(projects_of(*people)) == {None}


def test_sections_that_say_who_leads_them_and_how_they_stand_are_projects():
    fiches = [
        part
        for name in ("Snoeihout", "Bankenplan", "Stille Straat")
        for part in ((name, 2), "Trekker: gemeente Vennebeek", "Stand van zaken: op koers.")
    ]
    found = projects_of(("Overzicht", 1), "Drie bladen.", *fiches)
    assert found[1:] == ["Snoeihout"] * 2 + ["Bankenplan"] * 2 + ["Stille Straat"] * 2


def test_one_set_word_said_twice_makes_no_sheet_about_a_project():
    people = [
        part
        for name in ("Snoeihout", "Bankenplan", "Stille Straat")
        for part in ((name, 2), "Trekker: gemeente Vennebeek", "• Trekker: dorp Lom")
    ]
    assert set(projects_of(("Overzicht", 1), "Drie bladen.", *people)) == {None}


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("Inleiding ........ 5", ("Inleiding", True)),
        ("2.1 Wonen aan . . . . de kade 112", ("2.1 Wonen aan . . . . de kade", True)),
        ("Deel I", ("Deel I", False)),
        ("Wonen in 2030", ("Wonen in 2030", False)),
        ("12 . . 14", ("12 . . 14", False)),
    ],
)
def test_an_entry_of_the_contents_is_what_stands_before_its_page_number(line, entry):
    assert [*contents_of(page_of(1, (Role.TOC, line)))] == [entry]


def test_headings_that_a_table_lists_as_projects_are_projects():
    rows = (
        ("Nr. Project", "Waar"),
        ("1 Bankenplan", "dorp"),
        ("2 Snoeihout", "bos"),
        ("3 Nachtbus 4", "stad"),
    )
    table = Table(0, 0, 9, 9, rows)
    found = projects_of(
        ("8. Nachtbus 4", 1),
        "De bus rijdt niet meer.",
        ("9. Sluiting", 1),
        "Dank.",
        tables=(table,),
    )
    assert found == ["Nachtbus 4", None]


def test_a_table_of_something_else_lists_no_projects():
    rows = (("Gemeente", "Bedrag"), ("Bankenplan", "1"), ("Snoeihout", "2"), ("Nachtbus 4", "3"))
    found = projects_of(
        ("8. Nachtbus 4", 1), "De bus rijdt niet meer.", tables=(Table(0, 0, 9, 9, rows),)
    )
    assert found == [None]


@pytest.mark.parametrize(
    ("sentence", "aliases"),
    [
        ("Het Advanced Wood Program (AWP) is een project.", ("AWP",)),
        ("Het AWP (Advanced Wood Program) is een project.", ("AWP",)),
        ("Het project AWP – Advanced Wood Program – is af.", ("AWP",)),
        ("Het Advanced Wood Program (OPEN) is een project.", ()),
        (
            "Het Advanced Wood Program (AWP) is een project. Het bureau Aan Weg en Pad (AWP) ook.",
            ("AWP",),
        ),
    ],
)
def test_letters_in_brackets_are_another_name_where_they_stand_for_the_words(sentence, aliases):
    said = told(*stories(*_STORIES, ("ADVANCED WOOD PROGRAM", sentence)))[0].projects
    assert [p.aliases for p in said if p.name == "Advanced Wood Program"] == [aliases]


def test_a_name_with_its_place_is_another_name_of_the_project():
    story = (
        "HUIS VAN DE WIND",
        "In Veenland draait het project. Het Veenlands Huis van de Wind is open.",
    )
    said = told(*stories(*_STORIES, story))[0].projects
    assert ProjectDescription("Huis van de Wind", ("Veenlands Huis van de Wind",)) in said


def test_a_place_before_a_name_that_goes_on_is_of_the_longer_one():
    pairs = (
        ("WINDHUIS", "In Veenland draait het project Windhuis. Het Windhuis is open."),
        ("WINDHUIS HAVEN", "Het project Windhuis Haven begon. Het Veenlandse Windhuis Haven ook."),
    )
    said = told(*stories(*_STORIES, *pairs))[0].projects
    aliases = {p.name: p.aliases for p in said if p.name.startswith("Windhuis")}
    assert aliases == {"Windhuis": (), "Windhuis Haven": ("Veenlandse Windhuis Haven",)}


def test_a_name_without_its_place_is_another_name_where_it_stands_alone_often():
    story = (
        "WINDPLEIN VEENLAND",
        "Het project Windplein Veenland is open. Op het Windplein waait het. Bij het Windplein in Veenland ook.",
    )
    said = told(*stories(*_STORIES, story))[0].projects
    assert ProjectDescription("Windplein Veenland", ("Windplein",)) in said


SHEET = (
    ("Factsheet Bankenplan", 1),
    "Het project zet banken neer. Wie een bank wil, belt het Bankenplan.",
    ("Wat het kost", 2),
    "Bij het Bankenplan kost een bank niets. Zonder Bankenplan was er geen.",
)


def test_a_sheet_that_is_headed_by_a_project_is_about_it_throughout():
    assert projects_of(*SHEET) == ["Bankenplan", "Bankenplan"]


def test_a_long_report_is_not_about_the_project_that_its_title_names():
    pages = [page_of(1, *blocks(*SHEET)), *(page_of(n, *blocks("Tekst.")) for n in range(2, 9))]
    assert told_by(pages).projects == ()


def test_a_sheet_about_a_subject_is_about_no_project():
    assert set(projects_of(*SHEET[:3], "Een bankenplan is zo gemaakt.")) == {None}


def test_sections_by_municipality_are_no_projects():
    places = (
        (
            "Vennebeek",
            "In Vennebeek is het project gestart. De wethouder van Vennebeek opende in Vennebeek een brug.",
        ),
        ("Lindenmeer", "Het project in Lindenmeer loopt. Ook in Lindenmeer staan banken."),
        ("Oosterveld", "Wie in Oosterveld woont, kent het project. Rond Oosterveld is het stil."),
        ("Tolhuis", "Het project gaat door in Tolhuis."),
    )
    assert set(projects_of(*stories(*places))) == {None}


def test_sections_that_are_headed_by_who_speaks_in_them_are_no_projects():
    people = [
        (
            f"Het project van {name}",
            f"Ik bouw, zegt directeur {name}. Dat project kent {name} goed.",
        )
        for name in ("Anna de Wit", "Bram Terpstra", "Carla Vos", "Dirk Smit")
    ]
    assert set(projects_of(*stories(*people))) == {None}
