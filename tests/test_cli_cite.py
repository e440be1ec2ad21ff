"""`rdsearch cite` and `rdsearch resolve`, as people and scripts meet them."""

import sys
from dataclasses import replace

import pytest
import rispy
from tests.commands import Ended
from tests.making import build_index, document_of, report_of

from rdsearch import cli
from rdsearch.ingest import remove

REPORT = report_of(publisher="Gemeente Lindenmeer")
TEXT = "De dijk langs de Vennebeek is drie kilometer lang en bleef ook deze natte winter droog."
DOCUMENT = document_of(REPORT, TEXT)
PASSAGE = DOCUMENT.passages[0].passage_id


@pytest.fixture
def here(tmp_path, monkeypatch):
    build_index(tmp_path / "indexes", DOCUMENT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def rdsearch(here, monkeypatch, capfd):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["rdsearch", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capfd.readouterr()
        return Ended(ended.value.code or 0, captured.out, captured.err)

    return run


def test_cite_prints_the_words_their_source_and_a_permalink(rdsearch):
    quotation, source, permalink = rdsearch("cite", PASSAGE).out.splitlines()
    assert quotation == f"“{TEXT}”"
    assert source == "Gemeente Lindenmeer, Rapport jaarverslag, z.d., p. 1 (pdf-pagina 1)"
    assert rdsearch("resolve", permalink).out.startswith("gelijk · Rapport jaarverslag\n")


def test_cite_writes_files_that_programs_read(rdsearch):
    ended = rdsearch("cite", PASSAGE, "--format", "ris", "--prefix", "https://example.nl/citaten/")
    (record,) = rispy.loads(ended.out.replace("\r\n", "\n"))
    assert record["urls"][0].startswith("https://example.nl/citaten/")


@pytest.mark.parametrize("name", "csl ris bibtex apa journalist annotation coins plain".split())
def test_cite_has_every_format_also_as_json(rdsearch, name):
    document = rdsearch("cite", PASSAGE, "--format", name, "--json").json
    assert set(document) == {"passage_id", "permalink", "format", "media_type", "text"}
    assert document["format"] == name
    assert rdsearch("cite", PASSAGE, "--format", name).code == 0


def test_cite_takes_some_words_of_the_passage(rdsearch):
    ended = rdsearch("cite", PASSAGE, "--words", "drie kilometer lang")
    assert ended.out.startswith("“drie kilometer lang”\n")


def test_resolve_as_json_has_the_promised_fields(rdsearch):
    permalink = rdsearch("cite", PASSAGE, "--json").json["permalink"]
    document = rdsearch("resolve", f"https://example.nl/citaten/{permalink}", "--json").json
    assert (document["status"], document["permalink"]) == ("gelijk", permalink)
    assert (document["report_id"], document["is_same_file"]) == (REPORT.report_id, True)
    (place,) = document["places"]
    assert set(place) == {"status", "similarity", "pdf_pages", "page_labels", "spans", "text"}
    assert (place["text"], place["pdf_pages"], place["page_labels"]) == (TEXT, [1], ["1"])


def test_resolve_tells_what_changed_in_a_later_version_of_the_report(rdsearch, here):
    permalink = rdsearch("cite", PASSAGE, "--json").json["permalink"]
    later = replace(REPORT, sha256="0123456789abcdef" * 4)
    build_index(here / "indexes", document_of(later, TEXT.replace("drie", "vier")))
    ended = rdsearch("resolve", permalink)
    assert ended.out.startswith("gewijzigd · Rapport jaarverslag\n")
    assert "is vier kilometer lang" in ended.out
    assert "another file than the one that was cited" in ended.err


def test_resolve_says_when_it_is_the_reading_that_changed(rdsearch, here):
    permalink = rdsearch("cite", PASSAGE, "--json").json["permalink"]
    build_index(here / "indexes", document_of(REPORT, TEXT.replace("drie", "vier")))
    ended = rdsearch("resolve", permalink)
    assert ended.out.startswith("gewijzigd")
    assert "it is the reading of it that has changed" in ended.err


def test_resolve_looks_in_another_report_when_asked(rdsearch, here):
    permalink = rdsearch("cite", PASSAGE, "--json").json["permalink"]
    other = document_of(report_of("bijlage"), "Vooraf.", TEXT)
    build_index(here / "indexes", DOCUMENT, other)
    document = rdsearch("resolve", permalink, "--report", "bijlage", "--json").json
    assert (document["status"], document["report_id"]) == ("gelijk", "bijlage")
    assert not document["is_same_file"]


def test_resolve_tells_a_report_that_is_not_there_from_one_that_was_withdrawn(rdsearch, here):
    permalink = rdsearch("cite", PASSAGE, "--json").json["permalink"]
    build_index(here / "indexes", DOCUMENT, document_of(report_of("bijlage"), "Vooraf."))
    remove(REPORT.report_id, root=here / "indexes")
    ended = rdsearch("resolve", permalink)
    assert (ended.code, ended.out) == (0, "verdwenen · no report\n")
    assert "report jaarverslag was withdrawn on 20" in ended.err
    build_index(here / "indexes", document_of(report_of("bijlage"), "Vooraf."))
    assert "the report is not in this index" in rdsearch("resolve", permalink).err


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (["cite", "nergens"], 1, "there is no passage nergens; `rdsearch search QUESTION --json`"),
        (["cite", PASSAGE, "--words", "de dijk brak"], 1, "does not have the words"),
        (["cite", PASSAGE, "--format", "mla"], 2, "mla"),
        (["resolve", "zomaar iets"], 1, "'zomaar iets' is not a whole permalink; copy it again"),
        (["resolve", "6a6161727665.4tvg3", "--report", "x"], 1, "there is no report x"),
        (["cite", PASSAGE, "--index", "leeg"], 1, "build one with `rdsearch ingest`"),
        (
            ["resolve", "6a6161727665.4tvg3", "--index", "leeg"],
            1,
            "build one with `rdsearch ingest`",
        ),
    ],
)
def test_what_a_user_can_do_wrong_gets_one_clear_line(rdsearch, command, code, said):
    ended = rdsearch(*command)
    assert (ended.code, ended.out) == (code, "")
    assert said in " ".join(ended.err.split())
    assert "Traceback" not in ended.err


def test_resolve_refuses_an_altered_permalink_and_doubts_one_without_check_letters(rdsearch):
    permalink = rdsearch("cite", PASSAGE, "--json").json["permalink"]
    altered = ("0" if permalink[0] != "0" else "1") + permalink[1:]
    ended = rdsearch("resolve", altered)
    assert (ended.code, ended.out) == (1, "")
    assert "is not a valid permalink" in ended.err
    ended = rdsearch("resolve", altered.rpartition(".")[0])
    assert ended.out.startswith("gewijzigd")
    assert "these words have another permalink" in ended.err
