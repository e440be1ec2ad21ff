"""Projects of an index: joined at every publish, as reports and people say."""

import pytest
from tests.ingesting import is_sound, opened, run
from tests.making import write_pdf

from rdsearch.errors import CorpusError
from rdsearch.ingest import remove

BOOKLET = (
    (
        "Draadkracht",
        "Het project Draadkracht maakt dekens. Met Draadkracht werken 26 mensen uit de wijk.",
    ),
    ("Huis van Hout", "In het Huis van Hout werkt het project aan banken voor het hele dorp."),
    (
        "Advanced Wood Program",
        "Het Advanced Wood Program (AWP) is een project voor houtbouw in de streek.",
    ),
)
DECISIONS = (
    ("1. Huis van Hout", "De raad stelt het krediet beschikbaar en bedankt de makers."),
    ("2. Sluiting", "De voorzitter sluit de vergadering om tien uur."),
)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    write_pdf(folder / "boekje.pdf", *BOOKLET, title="Zes jaar streek")
    write_pdf(folder / "besluiten.pdf", *DECISIONS, title="Besluitenlijst")
    return folder


def projects(root):
    with opened(root) as index:
        return {
            entry.project.name: (entry.project.theme, entry.reports, entry.passages)
            for entry in index.catalog.project_entries()
        }


def test_a_project_of_one_report_is_that_of_another_that_heads_a_section_with_its_name(
    corpus, tmp_path
):
    root = tmp_path / "index"
    run(root, corpus)
    assert projects(root) == {
        "Advanced Wood Program": (None, ("boekje",), 1),
        "Draadkracht": (None, ("boekje",), 1),
        "Huis van Hout": (None, ("besluiten", "boekje"), 2),
    }
    with opened(root) as index:
        entry = index.catalog.project("awp")
        assert (entry.project.project_id, entry.pages) == (
            "advanced-wood-program",
            (("boekje", 3),),
        )
        assert index.catalog.project("huis-van-hout") == index.catalog.project("HUIS VAN HOUT")
        assert index.catalog.project("Rode Loper") is None
    assert is_sound(root)


def test_a_report_that_goes_takes_its_projects_along(corpus, tmp_path):
    root = tmp_path / "index"
    run(root, corpus)
    remove("boekje", root=root)
    assert projects(root) == {}
    assert is_sound(root)


def test_a_project_list_takes_effect_without_reading_and_is_remembered(corpus, tmp_path):
    root = tmp_path / "index"
    run(root, corpus)
    (corpus / "projects.toml").write_text(
        'not_projects = ["Draadkracht"]\n[[project]]\nname = "Houtwerk"\naliases = ["Huis van Hout"]\ntheme = "Maken"\n'
    )
    summary = run(root, corpus)
    assert (summary.published, summary.read, summary.carried) == (True, 0, 2)
    corrected = {
        "Advanced Wood Program": (None, ("boekje",), 1),
        "Houtwerk": ("Maken", ("besluiten", "boekje"), 2),
    }
    assert projects(root) == corrected
    assert not run(root, corpus).published
    write_pdf(tmp_path / "nieuw.pdf", ("Los blad", "Hier staat iets anders over het dorp."))
    run(root, tmp_path / "nieuw.pdf")
    remove("nieuw", root=root)
    assert projects(root) == corrected
    (corpus / "projects.toml").unlink()
    assert run(root, corpus).published
    assert "Draadkracht" in projects(root)


def test_a_project_keeps_its_id_when_people_name_it(corpus, tmp_path):
    root = tmp_path / "index"
    run(root, corpus)
    (corpus / "projects.toml").write_text(
        '[[project]]\nname = "Dekens"\naliases = ["Draadkracht"]\n'
    )
    run(root, corpus)
    with opened(root) as index:
        assert index.catalog.project("draadkracht").project.name == "Dekens"
        assert index.catalog.project("Dekens").project.project_id == "draadkracht"


def test_an_index_stays_as_it_was_where_a_project_list_cannot_be_used(corpus, tmp_path):
    root = tmp_path / "index"
    before = run(root, corpus).index_id
    (corpus / "projects.toml").write_text(
        '[[project]]\nname = "Dekens"\n[[project]]\nname = "dekens"\n'
    )
    with pytest.raises(CorpusError, match="give each name once"):
        run(root, corpus)
    with opened(root) as index:
        assert index.index_id == before
