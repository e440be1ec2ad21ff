"""Projects in the catalog: what each report says, and what they are together."""

from dataclasses import replace

import pytest
from tests.making import document_of, report_of

from rdsearch.store import Catalog, CatalogWriter
from rdsearch.types import Outcome, Project, ProjectDescription, ProjectList, Quote

BENCHES = Project("bankenplan", "Bankenplan", ("BP",), "Wonen")


@pytest.fixture
def writer(tmp_path):
    writer = CatalogWriter(tmp_path / "catalog.db")
    yield writer
    writer.close()


def add(writer, report_id, *projects, describes=(), **facts):
    """A report with a passage for each project that it found."""
    made = document_of(
        report_of(report_id), *(f"Tekst {n} van {report_id}." for n, _ in enumerate(projects))
    )
    passages = zip(made.passages, projects, strict=True)
    made = replace(made, passages=tuple(replace(p, project=name) for p, name in passages), **facts)
    with writer.adding(made.report) as rows:
        made.fill(rows)
        rows.add_projects(describes)
    return made


def published(writer, tmp_path, **changes):
    lists = {
        "lijst": ProjectList((ProjectDescription("Bankenplan", ("BP",), "Wonen"),), ("Samen",))
    }
    given = {"lists": lists, "name_of": lambda found, _: "Bankenplan" if found else None, **changes}
    writer.set_projects([BENCHES], **given)
    writer.finish((), ())
    return Catalog(tmp_path / "catalog.db")


def test_each_report_says_what_it_describes_and_what_its_passages_found(writer):
    full = ProjectDescription("Bankenplan", ("BP",), "Wonen")
    add(writer, "a", "Bankenplan", None, describes=(full, ProjectDescription("Nachtbus 4")))
    add(writer, "b", "BP", "BP")
    assert writer.described_projects() == (
        full,
        ProjectDescription("Nachtbus 4"),
        ProjectDescription("BP"),
    )


def test_an_entry_counts_what_stands_in_the_passages_of_a_project(writer, tmp_path):
    place = document_of(report_of("a"), "Tekst 0 van a.", "Tekst 1 van a.").passages[0].spans[0]
    at = {"page": 1, "start": place.start, "end": place.end}
    figures = tuple(Outcome(n, "exact", None, "banken", "Tekst", **at) for n in (1.0, 2.0))
    add(writer, "a", "Bankenplan", None, quotes=(Quote("Ja", **at),), outcomes=figures)
    add(writer, "b", "BP")
    catalog = published(writer, tmp_path)
    (entry,) = catalog.project_entries()
    assert (entry.project, entry.reports, entry.pages) == (
        BENCHES,
        ("a", "b"),
        (("a", 1), ("b", 1)),
    )
    assert (entry.passages, entry.quotes, entry.outcomes) == (2, 1, 2)
    assert [p.project for p in catalog.passages()] == ["Bankenplan", None, "Bankenplan"]
    catalog.close()


@pytest.mark.parametrize("name", ["bankenplan", "Het Bankenplan", "BANKEN-PLAN", "bp"])
def test_a_project_is_found_by_its_id_its_name_and_its_other_names(writer, tmp_path, name):
    add(writer, "a", "Bankenplan")
    catalog = published(writer, tmp_path)
    assert catalog.project(name).project == BENCHES
    assert catalog.project("Snoeihout") is None
    catalog.close()


def test_a_project_that_no_passage_is_about_is_known_but_has_no_entry(writer, tmp_path):
    add(writer, "a", None)
    catalog = published(writer, tmp_path)
    assert (catalog.project_entries(), catalog.known_projects()) == ((), (BENCHES,))
    catalog.close()


def test_lists_come_back_by_path(writer, tmp_path):
    add(writer, "a", None)
    lists = {"x": ProjectList((), ("Samen",)), "y": ProjectList((ProjectDescription("B", ("C",)),))}
    catalog = published(writer, tmp_path, lists=lists)
    assert catalog.project_lists() == lists
    catalog.close()


def test_a_carried_report_says_again_what_it_found_whatever_it_was_joined_to(writer, tmp_path):
    made = add(writer, "a", "BP", describes=(ProjectDescription("BP", theme="Wonen"),))
    published(writer, tmp_path).close()
    other = CatalogWriter(tmp_path / "other.db")
    other.carry(made.report, tmp_path / "catalog.db", source_id="a")
    assert other.described_projects() == (ProjectDescription("BP", theme="Wonen"),)
    other.set_projects([], lists={}, name_of=lambda found, _: found)
    other.finish((), ())
    other.close()
    catalog = Catalog(tmp_path / "other.db")
    assert [passage.project for passage in catalog.passages()] == ["BP"]
    catalog.close()
