import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.making import page_of, report_of

from rdsearch import corpus
from rdsearch.corpus import Source
from rdsearch.errors import CorpusError
from rdsearch.types import Extraction, ProjectDescription, ProjectList, Role


def folder(tmp_path, *names):
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"%PDF-1.7 {name}".encode())
    return tmp_path


def listed(tmp_path, text):
    path = tmp_path / "reports.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_gives_the_pdfs_in_and_below_it_in_order(tmp_path):
    place = folder(tmp_path, "b.pdf", "a.PDF", "sub/c.pdf", "notes.txt")
    names = [source.path.relative_to(place).as_posix() for source in corpus.sources_of([place])]
    assert names == ["a.PDF", "b.pdf", "sub/c.pdf"]


def test_a_file_is_taken_whatever_its_name_and_only_once(tmp_path):
    place = folder(tmp_path, "rapport", "a.pdf")
    found = corpus.sources_of(
        [place / "rapport", place, place / "a.pdf", place / ".." / place.name / "a.pdf"]
    )
    assert [source.path.name for source in found] == ["rapport", "a.pdf"]


def test_the_report_list_of_a_folder_describes_its_files(tmp_path):
    place = folder(tmp_path, "a.pdf", "b.pdf")
    listed(
        place,
        '[[report]]\nfile = "b.pdf"\nreport_id = "bee"\ntitle = "De bij"\npublisher = "P"\n'
        'published = 2023-05-01\nsource_url = "https://example.org/b"\nlicence = "CC0-1.0"\n',
    )
    assert set(corpus.sources_of([place])) == {
        Source(place / "a.pdf"),
        Source(
            place / "b.pdf",
            "bee",
            "De bij",
            "P",
            date(2023, 5, 1),
            "https://example.org/b",
            "CC0-1.0",
        ),
    }


def test_a_listed_file_without_report_id_keeps_its_description(tmp_path):
    place = folder(tmp_path, "a.pdf")
    listed(place, '[[report]]\nfile = "a.pdf"\ntitle = "De titel"\n')
    for places in ([place], [place / "a.pdf", place], [place, place / "a.pdf"]):
        assert [source.title for source in corpus.sources_of(places)] == ["De titel"]


def test_a_report_list_by_itself_gives_only_what_it_lists(tmp_path):
    place = folder(tmp_path, "a.pdf", "b.pdf")
    path = listed(place, '[[report]]\nfile = "b.pdf"\n')
    assert [source.path.name for source in corpus.sources_of([path])] == ["b.pdf"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[report]]\nfile = "a.pdf"\ntitel = "x"\n', "titel"),
        ('[[report]]\ntitle = "x"\n', "report.1.file"),
        ('[[report]]\nfile = "a.pdf"\npublished = "gisteren"\n', "published"),
        ('[[report]]\nfile = "a.pdf"\nreport_id = "Niet Goed"\n', "report_id"),
        ('[[report]]\nfile = "a.pdf"\nsha256 = "123"\n', "sha256"),
        ('[[report]]\nfile = "a.pdf"\nsource_url = "ftp://x"\n', "source_url"),
        ('[report]\nfile = "a.pdf"\n', "report"),
        ("title = 3\n", "report: Field required"),
        ("[[report\n", "cannot be read as TOML"),
        (
            '[[report]]\nfile = "a.pdf"\nreport_id = "x"\n[[report]]\nfile = "b.pdf"\nreport_id = "x"\n',
            "report_id x",
        ),
        ('[[report]]\nfile = "a.pdf"\n[[report]]\nfile = "./a.pdf"\ntitle = "x"\n', "a.pdf"),
    ],
)
def test_a_slip_in_the_report_list_is_one_line_that_names_it(tmp_path, text, named):
    place = folder(tmp_path, "a.pdf", "b.pdf")
    listed(place, text)
    with pytest.raises(CorpusError) as raised:
        corpus.sources_of([place])
    assert named in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_report_list_that_is_no_utf8_is_named(tmp_path):
    (tmp_path / "reports.toml").write_bytes(b"title = '\xff\xfe'")
    with pytest.raises(CorpusError, match=r"reports\.toml cannot be read as TOML"):
        corpus.sources_of([tmp_path])


def test_a_place_that_does_not_exist_or_holds_nothing_is_named(tmp_path):
    with pytest.raises(CorpusError, match="weg does not exist"):
        corpus.sources_of([tmp_path / "weg"])
    with pytest.raises(CorpusError, match="holds no PDF files"):
        corpus.sources_of([tmp_path])


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(CorpusError, match=r"a\.pdf cannot be read: No such file"):
        corpus.sha256_of(tmp_path / "a.pdf")


def ids(sources, known=()):
    return corpus.ids_for(sources, {report.report_id: report for report in known})


def at(path, sha256, report_id=None):
    return Source(Path(path), report_id), sha256


def known_as(report_id, path, sha256):
    return report_of(report_id, source_path=str(Path(path).resolve()), sha256=sha256)


def test_a_file_name_becomes_a_slug():
    assert ids([at("/c/Één rapport_(def) 2023.pdf", "s1"), at("/c/報告.pdf", "s2")]) == (
        "een-rapport-def-2023",
        "report",
    )


def test_equal_file_names_are_told_apart_by_folder_and_then_by_hash():
    sources = [at("/a/x.pdf", "1" * 64), at("/b/x.pdf", "2" * 64), at("/q/b/x.pdf", "3" * 64)]
    assert ids(sources) == ("a-x", "b-x", "x-33333333")


def test_the_id_of_the_report_list_wins():
    known = [known_as("oud", "/a/x.pdf", "s1")]
    assert ids([at("/a/x.pdf", "s1", "nieuw")], known) == ("nieuw",)


def test_a_file_that_moved_keeps_its_id_by_its_bytes():
    assert ids([at("/b/y.pdf", "s1")], [known_as("mijn-id", "/a/x.pdf", "s1")]) == ("mijn-id",)


def test_a_new_version_at_the_same_place_keeps_the_id():
    assert ids([at("/a/x.pdf", "s2")], [known_as("mijn-id", "/a/x.pdf", "s1")]) == ("mijn-id",)


def test_a_file_that_moved_keeps_its_id_when_another_takes_its_place():
    known = [known_as("mijn-id", "/a/x.pdf", "s1")]
    moved, newcomer = at("/a/x-2022.pdf", "s1"), at("/a/x.pdf", "s2")
    assert ids([newcomer, moved], known) == ("x", "mijn-id")
    assert ids([moved, newcomer], known) == ("mijn-id", "x")


def test_an_id_that_the_list_gives_to_another_file_is_not_given_twice():
    known = [known_as("x", "/a/x.pdf", "s1")]
    assert ids([at("/a/x.pdf", "s1"), at("/b/y.pdf", "s2", "x")], known) == ("a-x", "x")


def test_ids_stay_what_they_are_while_files_are_added():
    first = at("/a/x.pdf", "s1")
    (before,) = ids([first])
    known = [known_as(before, "/a/x.pdf", "s1")]
    assert ids([at("/0/x.pdf", "s2"), first], known) == ("0-x", before)


hashes = st.lists(st.sampled_from([c * 64 for c in "0123456789"]), unique=True, max_size=6)
paths = st.sampled_from(
    ["/a/x.pdf", "/b/x.pdf", "/c/b/x.pdf", "/a/y.pdf", "/a/a-x.pdf", "/a/z.pdf"]
)
report_ids = st.sampled_from(["x", "y", "a-x", "b-x", "z"])


@given(hashes, st.lists(paths, unique=True, max_size=6), st.data())
def test_ids_are_always_unique_and_the_lists_own_ids_are_kept(shas, places, data):
    count = min(len(shas), len(places))
    names = data.draw(st.lists(st.none() | report_ids, min_size=count, max_size=count))
    named = [n if n not in names[:i] else None for i, n in enumerate(names)]
    sources = [at(p, s, n) for p, s, n in zip(places, shas, named, strict=False)]
    known = [
        known_as(report_id, data.draw(paths), sha256)
        for report_id, sha256 in zip(
            data.draw(st.lists(report_ids, unique=True)), reversed(shas), strict=False
        )
    ]
    found = ids(sources, known)
    assert len(set(found)) == len(sources)
    assert all(given in (None, got) for given, got in zip(named, found, strict=False))


def test_a_new_report_is_described_by_the_list_then_the_pdf_then_the_cover_then_the_name(tmp_path):
    path = tmp_path / "jaar_verslag.pdf"
    cover = (page_of(1, (Role.TITLE, "Van de\nomslag"), (Role.BODY, "Het PDF van Maker.")),)
    pdf = Extraction("s", cover, title="Van het PDF", author="Maker", created=date(2020, 1, 2))

    full = corpus.report_of(Source(path, title="Van de lijst"), "x", pdf)
    assert (full.title, full.publisher, full.published) == (
        "Van de lijst",
        "Maker",
        date(2020, 1, 2),
    )
    assert dict(full.origins) == {
        "title": "reports.toml",
        "publisher": "pdf metadata",
        "published": "pdf metadata",
    }
    bare = Source(path)
    assert corpus.report_of(bare, "x", pdf).title == "Van het PDF"
    assert corpus.report_of(bare, "x", Extraction("s", cover)).title == "Van de omslag"
    nameless = corpus.report_of(bare, "x", Extraction("s", ()))
    assert (nameless.title, dict(nameless.origins)) == ("jaar verslag", {"title": "file name"})


def test_an_unchanged_report_gets_what_the_list_says_now_and_keeps_the_rest(tmp_path):
    before = report_of("x", publisher="Oud", origins=(("title", "cover"), ("publisher", "cover")))
    source = Source(tmp_path / "nieuw.pdf", title="Nieuw")
    after = corpus.updated(before, source, "y")
    assert (after.report_id, after.title, after.publisher, after.file) == (
        "y",
        "Nieuw",
        "Oud",
        "nieuw.pdf",
    )
    assert dict(after.origins) == {"title": "reports.toml", "publisher": "cover"}
    assert corpus.updated(after, source, "y") == after


def test_a_file_name_that_is_not_utf8_can_be_stored(tmp_path):
    path = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.pdf"))
    found = corpus.report_of(Source(path), "x", Extraction("s", ()))
    for text in (found.file, found.title, found.source_path):
        assert text.encode("utf-8").decode("utf-8") == text
    assert corpus.ids_for([(Source(path), "s2")], {"x": found}) == ("x",)


def described(*blocks, author=None, **changes):
    page = page_of(1, *blocks, **changes)
    pdf = Extraction("s", (page,), author=author)
    return corpus.report_of(Source(Path("bestand_naam.pdf")), "x", pdf)


def test_the_parts_of_a_title_are_joined_and_the_masthead_is_no_title():
    blocks = (
        (Role.TITLE, "Gemeente Lindenmeer"),
        (Role.TITLE, "Beleidsbrief"),
        (Role.TITLE, "Meer fietsen"),
        (Role.BODY, "Tekst."),
    )
    assert described(*blocks, author="Gemeente Lindenmeer").title == "Beleidsbrief: Meer fietsen"


def in_type(page, sizes):
    """The page with the words of its blocks in these sizes."""
    pairs = zip(page.blocks, sizes, strict=True)
    of_word = {start: size for b, size in pairs for start in range(b.start, b.end)}
    return replace(page, words=tuple(replace(w, y1=w.y0 + of_word[w.start]) for w in page.words))


@pytest.mark.parametrize(
    ("sizes", "title"),
    [
        ((10, 10, 24, 17), "Quickscan van algoritmes"),
        ((10, 10, 17, 24), "Rekenkamer van Lindenmeer"),
        ((10, 10, 11, 11), "bestand naam"),  # bold lines of a letter
    ],
)
def test_without_a_title_the_largest_heading_of_the_cover_is_it(sizes, title):
    page = page_of(
        1,
        (Role.BODY, "Postbus 1 te Lindenmeer, waar al het gewone werk wordt gedaan."),
        (Role.HEADING, "Nr. 4", 1),
        (Role.HEADING, "Quickscan van algoritmes", 1),
        (Role.HEADING, "Rekenkamer van Lindenmeer", 1),
    )
    pdf = Extraction("s", (in_type(page, sizes),))
    assert corpus.report_of(Source(Path("bestand_naam.pdf")), "x", pdf).title == title


def test_large_type_read_from_a_scan_is_no_title():
    found = described((Role.TITLE, "vdSport= ll mmer"), ocr_confidence=0.6)
    assert (found.title, dict(found.origins)["title"]) == ("bestand naam", "file name")


@pytest.mark.parametrize(
    ("author", "publisher"),
    [
        ("Waterschap Elze", "Waterschap Elze"),
        ("WATERSCHAP  ELZE", "WATERSCHAP  ELZE"),
        ("jjansen", None),
    ],
)
def test_an_author_that_the_report_does_not_name_is_no_publisher(author, publisher):
    found = described((Role.BODY, "Uitgegeven door waterschap Elze."), author=author)
    assert found.publisher == publisher
    assert ("publisher" in dict(found.origins)) == (publisher is not None)


def test_a_folder_without_a_project_list_says_nothing_of_projects(tmp_path):
    assert [*corpus.project_lists_of([tmp_path]).values()] == [ProjectList()]
    assert corpus.project_lists_of([tmp_path / "los.pdf"]) == {}


def test_a_project_list_stands_beside_the_report_list(tmp_path):
    (tmp_path / "projects.toml").write_text(
        'not_projects = ["Samen"]\n[[project]]\nname = " Dekens "\naliases = ["Draad"]\ntheme = "Maken"\n'
    )
    said = {
        str(tmp_path.resolve() / "projects.toml"): ProjectList(
            (ProjectDescription("Dekens", ("Draad",), "Maken"),), ("Samen",)
        )
    }
    assert corpus.project_lists_of([tmp_path]) == said
    assert corpus.project_lists_of([tmp_path / "reports.toml"]) == said


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[project]]\nnaam = 'x'", "project.1.name: Field required"),
        ("[[project]]\nname = 'x'\nnot_projects = ['y']", "project.1.not_projects: Extra inputs"),
        ("[[project]]\nname = ' '", "project.1.name"),
        ("[[project]", "cannot be read as TOML"),
    ],
)
def test_a_project_list_that_is_not_right_says_where(tmp_path, text, problem):
    (tmp_path / "projects.toml").write_text(text)
    with pytest.raises(CorpusError, match=re.escape(problem)):
        corpus.project_lists_of([tmp_path])
