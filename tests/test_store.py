import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making import Document, document_of, page_of, report_of

from rdsearch.errors import IndexUnusable
from rdsearch.store import Catalog, CatalogWriter, FileFailure, Withdrawal
from rdsearch.types import (
    Block,
    Outcome,
    OutcomeKind,
    Page,
    PageProblem,
    Passage,
    Quote,
    Report,
    Role,
    Span,
    Table,
    Word,
)

few = settings(max_examples=15)  # each makes a database
words = st.text(max_size=30)
some = st.text(min_size=1, max_size=12)
points = st.integers(-100_000, 200_000).map(lambda steps: steps / 100)
spans = st.tuples(st.integers(0, 10_000), st.integers(1, 200)).map(lambda s: (s[0], s[0] + s[1]))
boxes = st.tuples(points, points, points, points)
reports = st.builds(
    Report,
    report_id=some,
    title=words,
    file=words,
    sha256=some,
    publisher=st.none() | words,
    published=st.none() | st.dates(),
    source_url=st.none() | words,
    licence=st.none() | words,
    origins=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    source_path=words,
)
pages = st.builds(
    Page,
    number=st.just(1),
    width_pt=st.floats(1, 1e5),
    height_pt=st.floats(1, 1e5),
    text=st.text(max_size=200),
    labels=st.lists(words, max_size=2).map(tuple),
    words=st.lists(st.builds(lambda s, b: Word(*s, *b), spans, boxes), max_size=4).map(tuple),
    blocks=st.lists(
        st.builds(
            lambda role, s, b, level, language: Block(role, *s, *b, level, language),
            st.sampled_from(Role), spans, boxes, st.none() | st.integers(1, 6), st.none() | words,
        ),
        max_size=4,
    ).map(tuple),
    tables=st.lists(
        st.builds(
            lambda b, rows, heads: Table(*b, rows, heads),
            boxes, st.lists(st.lists(words, max_size=3).map(tuple), max_size=3).map(tuple),
            st.integers(0, 3),
        ),
        max_size=2,
    ).map(tuple),
    furniture=st.lists(words, max_size=2).map(tuple),
    language=st.none() | words,
    problem=st.none() | st.sampled_from(PageProblem),
    ocr_confidence=st.none() | st.floats(0, 1),
    hidden_words=st.integers(0, 999),
)  # fmt: skip
passages = st.builds(
    Passage,
    passage_id=st.just("p"),
    report_id=st.just("r"),
    ordinal=st.just(0),
    spans=st.lists(spans.map(lambda s: Span(1, *s)), max_size=3).map(tuple),
    text=words,
    headings=st.lists(words, max_size=3).map(tuple),
    token_count=st.integers(0, 1_000),
    language=st.none() | words,
    project=st.none() | words,
    indexed=words,
)
facts = {"page": st.just(1), "start": st.just(3), "end": st.just(9)}
quotes = st.builds(
    Quote, text=words, speaker=st.none() | words, role=st.none() | words,
    organisation=st.none() | words, **facts,
)  # fmt: skip
outcomes = st.builds(
    Outcome, value=st.floats(allow_nan=False), qualifier=words, unit=st.none() | words,
    what=words, sentence=words, **facts,
)  # fmt: skip


def add(writer: CatalogWriter, document: Document) -> None:
    with writer.adding(document.report) as rows:
        document.fill(rows)


def written(folder: Path, *documents: Document, failures=(), withdrawn=()) -> Catalog:
    path = folder / "catalog.db"
    path.unlink(missing_ok=True)
    writer = CatalogWriter(path)
    for document in documents:
        add(writer, document)
    writer.finish(failures, withdrawn)
    writer.close()
    return Catalog(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("store")


@few
@given(reports)
def test_a_report_comes_back_as_it_went_in(folder, report):
    catalog = written(folder, Document(report, (), ()))
    assert catalog.report(report.report_id).report == report
    assert [entry.report for entry in catalog.reports()] == [report]
    catalog.close()


@few
@given(pages)
def test_a_page_comes_back_as_it_went_in(folder, page):
    catalog = written(folder, Document(report_of("r"), (page,), ()))
    assert catalog.page("r", 1) == page
    assert [*catalog.pages("r")] == [page]
    catalog.close()


@few
@given(passages)
def test_a_passage_comes_back_as_it_went_in(folder, passage):
    catalog = written(folder, Document(report_of("r"), (), (passage,)))
    assert catalog.passage("p") == passage
    assert catalog.passages_at([0, 7]) == {0: passage}
    assert [*catalog.passages()] == [*catalog.passages_of("r")] == [passage]
    catalog.close()


@few
@given(quotes, outcomes, st.none() | words)
def test_facts_come_back_with_the_place_they_stand_in(folder, quote, outcome, project):
    passage = Passage("p", "r", 0, (Span(1, 0, 20),), "x", (), 1, project=project)
    document = Document(report_of("r"), (page_of(1),), (passage,), (quote,), (outcome,))
    catalog = written(folder, document)
    (found,), (figure,) = catalog.quotes(), catalog.outcomes()
    assert (found.quote, figure.outcome) == (quote, outcome)
    for entry in (found, figure):
        assert (entry.report_id, entry.passage_id, entry.project) == ("r", "p", project)
    catalog.close()


def test_a_quote_without_a_name_has_no_speaker_to_look_for(folder):
    quotes = (Quote("Ja", 1, 0, 2), Quote("Nee", 1, 3, 6, speaker=""), Quote("Ja", 1, 7, 9, "Noor"))
    passage = Passage("p", "r", 0, (Span(1, 0, 50),), "x", (), 1)
    catalog = written(folder, Document(report_of("r"), (page_of(1),), (passage,), quotes))
    assert catalog.speakers() == [("Noor", "r", 0)]
    assert catalog.quotes_by_speaker() == {"Noor": 1}
    catalog.close()


def test_a_fact_outside_every_passage_has_no_passage(folder):
    quote = Quote("Ja", 1, 50, 52)
    passage = Passage("p", "r", 0, (Span(1, 0, 50),), "x", (), 1)
    catalog = written(folder, Document(report_of("r"), (page_of(1),), (passage,), (quote,)))
    assert [entry.passage_id for entry in catalog.quotes()] == [None]


@few
@given(st.lists(st.builds(FileFailure, words, st.none() | words, words, words), max_size=4))
def test_failures_come_back_in_an_order_that_does_not_depend_on_who_ended_first(folder, failures):
    straight, reverse = written(folder, failures=failures), failures[::-1]
    first = straight.failures()
    straight.close()
    turned = written(folder, failures=reverse)
    assert turned.failures() == first
    turned.close()
    assert sorted(map(repr, first)) == sorted(map(repr, failures))


def test_withdrawals_come_back(folder):
    withdrawal = Withdrawal("r", "s", date(2024, 2, 29))
    assert written(folder, withdrawn=[withdrawal]).withdrawn() == {"r": withdrawal}


def test_rows_are_numbered_by_report_and_place_whatever_was_added_first(folder):
    a, b = document_of(report_of("a"), "Eén.", "Twee."), document_of(report_of("b"), "Drie.")
    for documents in ((a, b), (b, a)):
        catalog = written(folder, *documents)
        assert [p.text for p in catalog.passages()] == ["Eén.", "Twee.", "Drie."]
        assert catalog.rows_of(report_ids=["b"]) == [2]
        assert catalog.rows_of() == [0, 1, 2]


def test_an_unknown_id_is_none(folder):
    catalog = written(folder)
    assert (catalog.report("x"), catalog.page("x", 1), catalog.passage("x")) == (None, None, None)
    assert catalog.passages_at([]) == {}


def test_a_report_with_a_second_passage_of_the_same_id_is_not_added_at_all(folder):
    document = document_of(report_of("r"), "Eén.", "Twee.")
    twin = Document(document.report, document.pages, document.passages[:1] * 2)
    writer = CatalogWriter(folder / "half.db")
    with pytest.raises(sqlite3.IntegrityError):
        add(writer, twin)
    assert writer.reports() == {}
    add(writer, document)
    writer.close()


def test_a_report_replaces_one_of_the_same_id_or_the_same_file(folder):
    first = document_of(report_of("a"), "Eén.")
    renamed = document_of(report_of("b", sha256=first.report.sha256), "Eén.")
    newer = document_of(report_of("b", sha256="f" * 64), "Twee.")
    writer = CatalogWriter(folder / "replace.db")
    for document in (first, renamed, newer):
        add(writer, document)
        assert [*writer.reports().values()] == [document.report]
    writer.close()


def test_a_report_is_carried_whole_under_its_new_description(folder):
    document = document_of(report_of("oud"), "Eén.", "Twee.")
    quote = Quote("Eén", 1, 14, 17, turn=2, evidence=Span(1, 18, 20), evidence_text="zegt X")
    outcome = Outcome(
        *(3.0, "exact", None, "x", "y", 1, 14, 17),
        kind=OutcomeKind.PLANNED,
        upper=4.0,
        value_before=1.0,
        period="in 2023",
        figure=(0, 1),
    )
    source = written(
        folder, Document(document.report, document.pages, document.passages, (quote,), (outcome,))
    )
    writer = CatalogWriter(folder / "carried.db")
    report = report_of("nieuw", sha256=document.report.sha256)
    add(writer, document_of(report_of("anders"), "Drie."))
    for _ in range(2):  # a build that was interrupted carries what it has already
        writer.carry(report, folder / "catalog.db", source_id="oud")
    writer.finish((), ())
    writer.close()
    target = Catalog(folder / "carried.db")
    assert target.report("nieuw").report == report
    assert [*target.pages("nieuw")] == [*document.pages]
    assert [(p.passage_id, p.text, p.report_id) for p in target.passages_of("nieuw")] == [
        (p.passage_id, p.text, "nieuw") for p in document.passages
    ]
    assert [q.quote for q in target.quotes()] == [quote]
    assert [(o.outcome, o.passage_id) for o in target.outcomes()] == [
        (outcome, source.outcomes()[0].passage_id)
    ]
    assert target.rows_of(report_ids=["nieuw"]) == [1, 2]


@pytest.mark.parametrize("content", [b"", b"CREATE"[:0]])
def test_a_catalog_that_was_cut_off_before_its_tables_were_made_is_made_again(tmp_path, content):
    (tmp_path / "catalog.db").write_bytes(content)
    assert [e.report.report_id for e in written_into(tmp_path)] == ["r"]


def written_into(folder):
    writer = CatalogWriter(folder / "catalog.db")
    add(writer, document_of(report_of("r"), "Eén."))
    writer.finish((), ())
    writer.close()
    return Catalog(folder / "catalog.db").reports()


def test_many_threads_that_come_and_go_leave_no_connections_behind(folder):
    catalog = written(folder, document_of(report_of("r"), "Eén.", "Twee."))
    files = Path("/proc/self/fd")
    before = len([*files.iterdir()]) if files.is_dir() else 0
    for _ in range(100):
        thread = threading.Thread(target=catalog.reports)
        thread.start()
        thread.join()
    after = len([*files.iterdir()]) if files.is_dir() else 0
    assert after <= before + 5
    catalog.close()


def test_threads_read_beside_each_other(folder):
    catalog = written(folder, document_of(report_of("r"), *(f"Zin {n}." for n in range(50))))
    expected = [p.text for p in catalog.passages_of("r")]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda _: [p.text for p in catalog.passages()], range(60))
        assert all(texts == expected for texts in found)
    catalog.close()


def test_a_missing_catalog_is_unusable(tmp_path):
    with pytest.raises(IndexUnusable, match="is missing"):
        Catalog(tmp_path / "catalog.db")


def test_reading_makes_no_files_and_changes_none(tmp_path):
    catalog = written(tmp_path, document_of(report_of("r"), "Eén."))
    before = (tmp_path / "catalog.db").read_bytes()
    catalog.reports()
    catalog.close()
    assert [p.name for p in tmp_path.iterdir()] == ["catalog.db"]
    assert (tmp_path / "catalog.db").read_bytes() == before


def test_a_damaged_catalog_is_unusable(tmp_path):
    written(tmp_path, document_of(report_of("r"), "Eén.")).close()
    path = tmp_path / "catalog.db"
    whole = path.read_bytes()
    path.write_bytes(b"geen database, maar wel een bestand" * 100)
    with pytest.raises(IndexUnusable, match="is damaged"):
        Catalog(path).reports()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(IndexUnusable, match="is damaged"):
        [*Catalog(path).passages(), *Catalog(path).pages("r"), Catalog(path).counts()]


def test_a_row_that_is_no_longer_what_it_was_is_unusable(tmp_path):
    written(tmp_path, document_of(report_of("r"), "Eén.")).close()
    database = sqlite3.connect(tmp_path / "catalog.db")
    with database:
        database.execute("UPDATE page SET words = ?, blocks = '[['", (b"niet gepakt",))
        database.execute("UPDATE passage SET spans = '[[1, 5, 2]]'")
    database.close()
    catalog = Catalog(tmp_path / "catalog.db")
    with pytest.raises(IndexUnusable, match="is damaged"):
        catalog.page("r", 1)
    with pytest.raises(IndexUnusable, match="is damaged"):
        [*catalog.passages()]


def test_versions_are_those_of_the_family_newest_first(tmp_path):
    dates = {
        "a": date(2020, 1, 1),
        "b": date(2023, 1, 1),
        "c": date(2021, 1, 1),
        "d": None,
        "e": None,
    }
    writer = CatalogWriter(tmp_path / "catalog.db")
    for name, published in dates.items():
        add(writer, Document(report_of(name, published=published), (), (), sketch=(1, 2**64 - 1)))
    assert writer.sketches() == dict.fromkeys(dates, (1, 2**64 - 1))
    writer.finish((), (), [("a", "b", "c", "d")])
    writer.close()
    catalog = Catalog(tmp_path / "catalog.db")
    assert {entry.report.report_id: entry.versions for entry in catalog.reports()} == {
        "a": ("b", "c", "d"),
        "b": ("c", "a", "d"),
        "c": ("b", "a", "d"),
        "d": ("b", "c", "a"),
        "e": (),
    }
    catalog.close()


def test_passages_tell_in_row_order_what_they_can_be_filtered_by(tmp_path):
    made = document_of(report_of("r"), "Een.", "Two.", "Drie.")
    said = zip(made.passages, ("nl", "en", None), (None, "Dijk", None), strict=True)
    passages = tuple(replace(p, language=code, project=name) for p, code, name in said)
    first, second, _ = (passage.spans[0] for passage in passages)
    made = replace(
        made,
        passages=passages,
        pages=tuple(replace(page, ocr_confidence=0.8) for page in made.pages),
        quotes=(Quote("Een", 1, first.start, first.end),),
        outcomes=(Outcome(2, "exact", None, "x", "Two.", 1, second.start, second.end),),
    )
    catalog = written(tmp_path, made)
    traits = catalog.traits()
    assert [trait.language for trait in traits] == ["nl", "en", None]
    assert [trait.project for trait in traits] == [None, "Dijk", None]
    assert [trait.headings for trait in traits] == [(f"Hoofdstuk {n}",) for n in (1, 2, 3)]
    assert [trait.has_quote for trait in traits] == [True, False, False]
    assert [trait.has_figure for trait in traits] == [False, True, False]
    assert [trait.read_by_ocr for trait in traits] == [True, True, True]
    assert catalog.languages() == {"en": 1, "nl": 1}
    catalog.close()
