"""One project, whatever its reports call it; what people say of it goes before what is found."""

import pytest

from rdsearch.errors import CorpusError
from rdsearch.projects import joined, updated
from rdsearch.types import Project, ProjectDescription, ProjectList


def said(name, *aliases, theme=None):
    return ProjectDescription(name, aliases, theme)


def names(found, **changes):
    return {project.name: project.aliases for project in joined(found, **changes).projects}


@pytest.mark.parametrize(
    ("found", "projects"),
    [
        ([said("TalentIT"), said("TALENT IT")], {"TalentIT": ()}),
        ([said("Isoleerbrigade"), said("De Isoleerbrigade")], {"De Isoleerbrigade": ()}),
        ([said("Advanced Wood Program", "AWP"), said("AWP")], {"Advanced Wood Program": ("AWP",)}),
        (
            [said("Huis van Hout", "Veenlands Huis van Hout"), said("Veenlands Huis van Hout")],
            {"Veenlands Huis van Hout": ("Huis van Hout",)},
        ),
        ([said("Bankenplan"), said("Snoeihout")], {"Bankenplan": (), "Snoeihout": ()}),
    ],
)
def test_names_that_reports_say_are_of_one_project_are_joined(found, projects):
    assert names(found) == projects
    assert names(found[::-1]) == projects


def test_two_projects_that_share_a_short_name_only_stay_two_and_neither_has_it():
    assert names([said("Advanced Wood Program", "AWP"), said("Aan Weg en Pad", "AWP")]) == {
        "Aan Weg en Pad": (),
        "Advanced Wood Program": (),
    }


def test_a_name_that_is_short_for_something_else_in_its_own_report_is_not_joined():
    found = [said("International School Twello", "IST"), said("IST", "Innovatie Stimuleert Twello")]
    assert len(names(found)) == 2


def test_the_name_is_what_most_reports_say():
    found = [said("Creatieve Plekken"), said("Creatieve plekken"), said("Creatieve plekken")]
    assert [*names(found)] == ["Creatieve plekken"]


def test_a_theme_is_what_most_reports_say_and_none_where_they_differ():
    water, wonen = said("Bankenplan", theme="Water"), said("Bankenplan", theme="Wonen")
    assert [p.theme for p in joined([water, wonen, water, said("Bankenplan")]).projects] == [
        "Water"
    ]
    assert [p.theme for p in joined([water, wonen]).projects] == [None]


def test_a_passage_has_the_joined_name_of_what_its_report_found():
    every = joined([said("Advanced Wood Program", "AWP"), said("AWP")])
    assert every.name_of("AWP", ()) == "Advanced Wood Program"
    assert every.name_of(None, ("AWP",)) is None  # three letters may be anything


@pytest.mark.parametrize(
    ("headings", "project"),
    [
        (("Besluitenlijst", "8. Nachtbus 4"), "Nachtbus 4"),
        (("7. Nachtbus 4: contract", "Toelichting"), "Nachtbus 4"),
        (("De kosten van Nachtbus 4",), None),
        ((), None),
    ],
)
def test_a_heading_in_another_report_that_is_the_name_of_a_project_names_it(headings, project):
    assert joined([said("Nachtbus 4")]).name_of(None, headings) == project


def test_a_listed_project_has_the_name_aliases_and_theme_that_people_gave_it():
    lists = [ProjectList((said("Werkplaats Hout", "Bankenplan", theme="Maken"),))]
    every = joined([said("Bankenplan", "BP", theme="Water")], lists)
    assert every.projects == (
        Project("werkplaats-hout", "Werkplaats Hout", ("Bankenplan", "BP"), "Maken"),
    )
    assert every.name_of("Bankenplan", ()) == "Werkplaats Hout"
    assert every.name_of(None, ("Bankenplan",)) == "Werkplaats Hout"


def test_two_listed_projects_are_never_joined():
    lists = [ProjectList((said("Bankenplan"), said("Snoeihout")))]
    assert len(names([said("Bankenplan", "Snoeihout"), said("Snoeihout")], lists=lists)) == 2


def test_what_people_say_is_no_project_is_none():
    every = joined(
        [said("Samen Sterker"), said("Bankenplan", "Samen Sterker")],
        [ProjectList((), ("samen sterker",))],
    )
    assert [(p.name, p.aliases) for p in every.projects] == [("Bankenplan", ())]
    assert every.name_of("Samen Sterker", ("Samen Sterker",)) is None


def test_an_id_outlives_another_spelling_and_a_new_name():
    first = joined([said("TALENT IT"), said("Bankenplan")]).projects
    assert [p.project_id for p in first] == ["bankenplan", "talent-it"]
    renamed = [ProjectList((said("Houtwerk", "Bankenplan"),))]
    again = joined([said("TalentIT"), said("TalentIT"), said("Bankenplan")], renamed, before=first)
    assert {p.name: p.project_id for p in again.projects} == {
        "Houtwerk": "bankenplan",
        "TalentIT": "talent-it",
    }


def test_ids_of_names_that_differ_in_what_a_slug_leaves_out_are_told_apart():
    ids = [
        project.project_id
        for project in joined([said("Plan ❤"), said("Plan α"), said("Plan β")]).projects
    ]
    assert len(set(ids)) == 3


def test_a_list_is_remembered_until_its_place_says_something_else():
    old = {"a": ProjectList((said("Bankenplan"),)), "b": ProjectList((said("Snoeihout"),))}
    new = ProjectList((said("Nachtbus 4"),))
    assert updated(old, {}) == old
    assert updated(old, {"a": new}) == {"a": new, "b": old["b"]}
    assert updated(old, {"a": ProjectList()}) == {"b": old["b"]}


def test_what_is_said_now_goes_before_what_is_remembered_of_the_same_name():
    old = {"a": ProjectList((said("Bankenplan", "BP"), said("Snoeihout")), ("Samen",))}
    now = {"b": ProjectList((said("BP", theme="Water"), said("Samen")))}
    assert updated(old, now) == {"a": ProjectList((said("Snoeihout"),)), **now}


@pytest.mark.parametrize(
    "lists",
    [
        {"a": ProjectList((said("Bankenplan"), said("BANKENPLAN")))},
        {"a": ProjectList((said("Bankenplan", "BP"), said("Snoeihout", "BP")))},
        {"a": ProjectList((said("Bankenplan"),), ("het Bankenplan",))},
        {"a": ProjectList((said("Bankenplan"),)), "b": ProjectList((said("Bankenplan"),))},
    ],
)
def test_a_name_that_is_said_twice_is_an_error(lists):
    with pytest.raises(CorpusError, match="give each name once"):
        updated({}, lists)
