import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from tests.hash_encoder import HashEncoder
from tests.ingesting import CountingEncoder, ask, ids, is_sound, opened, run
from tests.making import NO_OCR, write_pdf, write_report

from rdsearch.errors import CorpusError, IndexUnusable
from rdsearch.index import current_id
from rdsearch.ingest import remove
from rdsearch.search import Query, Searcher


def test_pdfs_become_an_index_that_answers(places):
    folder, root = places
    summary = run(root, folder)
    assert (summary.published, summary.reports, summary.pages, summary.read) == (True, 2, 4, 2)
    assert summary.failures == ()
    assert ids(root) == ["water", "wonen"]
    assert ask(root)[0] == "water"
    assert is_sound(root)


def test_progress_tells_of_files_read_and_passages_embedded(places):
    folder, root = places
    heard = []
    summary = run(root, folder, progress=lambda *what: heard.append(what))
    assert [what for what in heard if what[0] == "read"] == [("read", 1, 2), ("read", 2, 2)]
    assert heard[-2 if heard[-1][0] == "read" else -1] == (
        "embed",
        summary.passages,
        summary.passages,
    )


def rows(root):
    with sqlite3.connect(root / str(current_id(root)) / "catalog.db") as database:
        return {
            table: sorted(map(repr, database.execute(f"SELECT * FROM {table}")))
            for table in ("report", "page", "passage", "quote", "outcome", "failure")
        }


def test_the_same_pdfs_give_the_same_rows_in_whatever_order_they_are_read(places, tmp_path):
    folder, root = places
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.7 kapot")
    (folder / "leeg.pdf").write_bytes(b"")
    run(root, folder)
    again = tmp_path / "again"
    run(again, *sorted(folder.iterdir(), reverse=True), workers=2)
    assert rows(again) == rows(root)


def test_two_reports_with_the_same_text_are_both_found_and_cited(places):
    folder, root = places
    write_report(folder / "twin.pdf", "water", title="Een tweeling")
    run(root, folder)
    with opened(root) as index:
        hits = Searcher(index, HashEncoder()).search(Query('"dijk langs de Vennebeek"')).hits
    assert {hit.citation.report.report_id for hit in hits} == {"twin", "water"}
    assert len({hit.passage.passage_id for hit in hits}) == len(hits) == 2
    assert len({hit.citation.excerpt for hit in hits}) == 1


def test_nothing_changed_means_nothing_done(places):
    folder, root = places
    before = run(root, folder)
    encoder = CountingEncoder()
    again = run(root, folder, encoder=encoder)
    assert (again.published, again.index_id, encoder.encoded) == (False, before.index_id, [])


def test_an_update_costs_what_changed_and_no_more(ingested):
    folder, root = ingested
    write_report(folder / "fietsen.pdf", "fietsen")
    encoder = CountingEncoder()
    summary = run(root, folder, encoder=encoder)
    assert (summary.read, summary.carried, summary.reports) == (1, 2, 3)
    assert encoder.encoded
    assert all("Verslag fietsen" in text for text in encoder.encoded)
    assert is_sound(root)


def test_reports_that_are_not_named_stay(places):
    folder, root = places
    run(root, folder / "water.pdf")
    run(root, folder / "wonen.pdf")
    assert ids(root) == ["water", "wonen"]
    run(root, folder / "wonen.pdf", fresh=True)
    assert ids(root) == ["wonen"]


def test_a_description_that_changed_is_taken_over_without_reading_again(ingested):
    folder, root = ingested
    (folder / "reports.toml").write_text(
        '[[report]]\nfile = "water.pdf"\npublisher = "Het waterschap"\n'
    )
    encoder = CountingEncoder()
    summary = run(root, folder, encoder=encoder)
    assert (summary.read, encoder.encoded) == (0, [])
    with opened(root) as index:
        assert index.catalog.report("water").report.publisher == "Het waterschap"


def test_a_new_title_is_embedded_anew(ingested):
    folder, root = ingested
    (folder / "reports.toml").write_text('[[report]]\nfile = "water.pdf"\ntitle = "Droge voeten"\n')
    encoder = CountingEncoder()
    assert run(root, folder, encoder=encoder).read == 1
    assert all(text.startswith("Droge voeten") for text in encoder.encoded)


def test_a_new_id_in_the_list_renames_the_report(ingested):
    folder, root = ingested
    (folder / "reports.toml").write_text('[[report]]\nfile = "water.pdf"\nreport_id = "dijken"\n')
    assert run(root, folder).read == 0
    assert ids(root) == ["dijken", "wonen"]
    assert is_sound(root)


def test_ids_that_the_list_exchanges_are_exchanged(ingested):
    folder, root = ingested
    (folder / "reports.toml").write_text(
        '[[report]]\nfile = "water.pdf"\nreport_id = "wonen"\n'
        '[[report]]\nfile = "wonen.pdf"\nreport_id = "water"\n'
    )
    run(root, folder)
    with opened(root) as index:
        assert index.catalog.report("wonen").report.file == "water.pdf"
    assert ask(root)[0] == "wonen"
    assert is_sound(root)


def test_other_settings_read_every_report_again_also_those_whose_file_has_gone(ingested):
    folder, root = ingested
    (folder / "wonen.pdf").unlink()
    settings = replace(NO_OCR, chunk=replace(NO_OCR.chunk, target_tokens=60, min_tokens=10))
    assert run(root, folder, settings=settings).read == 2
    assert ids(root) == ["water", "wonen"]
    with opened(root) as index:
        assert index.catalog.report("wonen").report.file == "wonen.pdf"
    assert is_sound(root)


def test_ids_stay_when_a_file_of_the_same_name_is_added(ingested):
    folder, root = ingested
    (folder / "aaa").mkdir()
    write_report(folder / "aaa" / "water.pdf", "fietsen")
    run(root, folder)
    assert ids(root) == ["aaa-water", "water", "wonen"]
    assert ask(root)[0] == "water"


def test_a_new_version_takes_the_place_of_the_old(ingested):
    folder, root = ingested
    write_report(folder / "water.pdf", "water", extra="In 2024 volgt de sluis.")
    summary = run(root, folder)
    assert (summary.read, summary.reports) == (1, 2)
    with opened(root) as index:
        assert "sluis" in index.catalog.page("water", 1).text


def test_a_new_version_that_cannot_be_read_keeps_the_old_one(ingested):
    folder, root = ingested
    (folder / "water.pdf").write_bytes(b"%PDF-1.7 half geschreven")
    summary = run(root, folder)
    assert [(f.file, f.reason) for f in summary.failures] == [("water.pdf", "damaged")]
    assert ids(root) == ["water", "wonen"]
    assert ask(root)[0] == "water"
    assert is_sound(root)


class OtherModel(HashEncoder):
    model_id = "another-encoder"
    dim = 128


def test_a_report_that_cannot_be_read_again_does_not_keep_the_vectors_of_another_model(ingested):
    folder, root = ingested
    (folder / "water.pdf").write_bytes(b"%PDF-1.7 half geschreven")
    summary = run(root, folder, encoder=OtherModel())
    assert [(f.file, f.reason) for f in summary.failures] == [("water.pdf", "damaged")]
    assert ids(root) == ["wonen"]
    assert is_sound(root)


def test_an_old_version_that_moved_aside_stays_beside_the_new_one(ingested):
    folder, root = ingested
    (folder / "water.pdf").rename(folder / "water-2022.pdf")
    write_report(folder / "water.pdf", "fietsen")
    run(root, folder)
    with opened(root) as index:
        files = {e.report.report_id: e.report.file for e in index.catalog.reports()}
    assert files == {"water": "water-2022.pdf", "corpus-water": "water.pdf", "wonen": "wonen.pdf"}


def bad_files(folder):
    write_pdf(folder / "geheim.pdf", ("Geheim", "Alleen voor ons."), password="geheim")
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(400))
    (folder / "leeg.pdf").write_bytes(b"")
    (folder / "tekst.pdf").write_text("Dit is gewoon tekst.")
    (folder / "zdubbel.pdf").write_bytes((folder / "water.pdf").read_bytes())
    (folder / "reports.toml").write_text(
        f'[[report]]\nfile = "weg.pdf"\n[[report]]\nfile = "wonen.pdf"\nsha256 = "{"0" * 64}"\n'
    )


def test_files_that_cannot_get_in_say_why_and_cost_no_other(places):
    folder, root = places
    bad_files(folder)
    summary = run(root, folder)
    reasons = {failure.file: failure.reason for failure in summary.failures}
    assert reasons == {
        "geheim.pdf": "encrypted",
        "kapot.pdf": "damaged",
        "leeg.pdf": "empty",
        "tekst.pdf": "not_a_pdf",
        "zdubbel.pdf": "duplicate",
        "weg.pdf": "missing",
        "wonen.pdf": "changed",
    }
    for failure in summary.failures:
        assert failure.file in failure.message
        assert "\n" not in failure.message
    assert ids(root) == ["water"]
    with opened(root) as index:
        assert {f.file: f.reason for f in index.catalog.failures()} == reasons


def test_a_file_that_is_mended_is_no_longer_a_failure(places):
    folder, root = places
    good = (folder / "wonen.pdf").read_bytes()
    (folder / "wonen.pdf").write_bytes(b"%PDF-1.7")
    assert len(run(root, folder).failures) == 1
    (folder / "wonen.pdf").write_bytes(good)
    assert run(root, folder).failures == ()
    with opened(root) as index:
        assert index.catalog.failures() == ()


def test_failures_of_files_that_are_not_asked_about_are_remembered(places):
    folder, root = places
    (folder / "kapot.pdf").write_bytes(b"%PDF-1.7")
    run(root, folder)
    write_report(folder / "water.pdf", "fietsen")
    run(root, folder / "water.pdf")
    with opened(root) as index:
        assert [f.file for f in index.catalog.failures()] == ["kapot.pdf"]


def test_when_no_file_can_be_read_the_index_stays_as_it_was(places, tmp_path):
    _, root = places
    (tmp_path / "kapot.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(CorpusError, match="none of the files can be read"):
        run(root, tmp_path / "kapot.pdf")
    assert current_id(root) is None


def test_an_empty_page_is_a_problem_and_no_failure(places):
    folder, root = places
    write_pdf(folder / "water.pdf", ("Water", "De dijk is klaar."), ("", ""))
    summary = run(root, folder)
    assert summary.page_problems == (("water", 2, "empty"),)
    with opened(root) as index:
        assert index.catalog.page("water", 2).number == 2


def test_a_file_name_that_is_not_utf8_gets_in_or_says_why(places):
    folder, root = places
    for number, content in enumerate([(folder / "water.pdf").read_bytes(), b"%PDF-1.7"]):
        Path(os.fsdecode(bytes(folder) + b"/caf\xe9%d.pdf" % number)).write_bytes(content)
    (folder / "water.pdf").unlink()
    summary = run(root, folder)
    assert [failure.file for failure in summary.failures] == ["caf�1.pdf"]
    with opened(root) as index:
        assert index.catalog.report("caf-0").report.file == "caf�0.pdf"
    assert not run(root, folder / "wonen.pdf").published


def test_the_copies_that_the_index_keeps_are_no_sources(ingested):
    folder, root = ingested
    summary = run(root, folder.parent)
    assert (summary.published, summary.failures, summary.reports) == (False, (), 2)


def test_a_removed_report_is_gone_and_stays_out_until_it_is_restored(ingested):
    folder, root = ingested
    remove("water", root=root)
    assert ids(root) == ["wonen"]
    assert "water" not in ask(root)
    for fresh in (False, True):
        summary = run(root, folder, fresh=fresh)
        assert [(f.file, f.reason) for f in summary.failures] == [("water.pdf", "withdrawn")]
        assert "--restore water" in summary.failures[0].message
        assert ids(root) == ["wonen"]
    summary = run(root, folder, restore=["water"])
    assert (summary.failures, ids(root)) == ((), ["water", "wonen"])
    with opened(root) as index:
        assert (index.catalog.withdrawn(), index.catalog.failures()) == ({}, ())
    assert is_sound(root)


def test_the_last_report_can_be_removed_too(places):
    folder, root = places
    run(root, folder / "water.pdf")
    remove("water", root=root)
    assert ids(root) == []
    assert ask(root) == []


def test_removing_or_restoring_what_is_not_there_is_one_clear_line(ingested):
    folder, root = ingested
    with pytest.raises(CorpusError, match=r"no report 'weg'; `rdsearch reports` lists the ids"):
        remove("weg", root=root)
    with pytest.raises(CorpusError, match="weg is not withdrawn; withdrawn are: none"):
        run(root, folder, restore=["weg"])
    with pytest.raises(IndexUnusable, match="there is no index"):
        remove("water", root=root / "elders")
