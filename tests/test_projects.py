"""Which passages belong to which project. The reports are made up."""

from rdsearch.projects import named
from rdsearch.types import Block, Page, Passage, Role, Span

_STORIES = (
    ("DRAADKRACHT", "Het project Draadkracht maakt dekens. Met Draadkracht werken 26 mensen."),
    ("SAMEN STERK HUIS VAN HOUT", "In het Huis van Hout werkt het project aan banken."),
    ("TALENT IT", "Dit programma heet TalentIT. Met TalentIT vonden studenten werk."),
    ("BOUWEN AAN DE TOEKOMST", "De gemeente werkt verder. Er wordt gebouwd."),
)


def report(stories: tuple[tuple[str, str], ...]) -> tuple[list[Page], list[Passage]]:
    text = ""
    blocks = []
    passages = []
    for heading, body in stories:
        for role, content in ((Role.HEADING, heading), (Role.BODY, body)):
            text += "\n\n" if text else ""
            start = len(text)
            text += content
            blocks.append(
                Block(role, start, len(text), 0, 0, 1, 1, 1 if role is Role.HEADING else None)
            )
        span = Span(1, start, len(text))
        passages.append(Passage(heading, "r", len(passages), (span,), body, (heading,), 10))
    return [Page(1, 595, 842, text=text, blocks=tuple(blocks))], passages


def projects_of(stories: tuple[tuple[str, str], ...]) -> list[str | None]:
    pages, passages = report(stories)
    return [passage.project for passage in named(passages, pages)]


def test_a_heading_that_its_story_uses_as_a_name_is_a_project_as_the_story_writes_it():
    assert projects_of(_STORIES) == ["Draadkracht", "Huis van Hout", "TalentIT", None]


def test_nothing_but_the_project_of_a_passage_changes():
    pages, passages = report(_STORIES)
    for before, after in zip(passages, named(passages, pages), strict=True):
        assert (before.passage_id, before.spans, before.text) == (
            after.passage_id,
            after.spans,
            after.text,
        )


def test_a_generic_heading_is_no_project_even_where_its_text_names_it():
    stories = (*_STORIES, ("SAMENVATTING", "Deze Samenvatting van het project is kort."))
    assert projects_of(stories)[-1] is None


def test_a_report_whose_sections_are_not_projects_has_none():
    stories = tuple((f"HOOFDSTUK {n}", "Hier staat iets over beleid.") for n in range(30))
    assert set(projects_of((*stories, _STORIES[0]))) == {None}


def test_a_heading_that_names_two_projects_names_none():
    stories = (
        *_STORIES,
        ("WITTE VLOOT EN RODE DRAAD", "De Witte Vloot vaart. Het project Rode Draad spint."),
    )
    assert projects_of(stories)[-1] is None


def test_a_box_within_a_story_has_the_project_of_the_story():
    pages, passages = report((*_STORIES[:3], ("In cijfers", "26 mensen")))
    page = pages[0]
    blocks = list(page.blocks)
    box = blocks[-2]
    blocks[-2] = Block(box.role, box.start, box.end, 0, 0, 1, 1, 3)
    boxed = Page(1, 595, 842, text=page.text, blocks=tuple(blocks))
    assert [*named(passages, [boxed])][-1].project == "TalentIT"


def test_spellings_of_one_name_become_one():
    stories = (
        *_STORIES,
        ("CITIZENLAB", "Het Citizenlab is een project. In het Citizenlab testen burgers."),
        ("CITIZENLAB", "Het CitizenLab groeit. Het project CitizenLab is af."),
        ("CITIZENLAB", "Het Citizenlab sluit. Het Citizenlab was een project."),
    )
    assert projects_of(stories)[-3:] == ["Citizenlab"] * 3


def test_passages_of_a_report_without_pages_stay_as_they_are():
    assert [*named([], [])] == []
