"""The commands as people and scripts meet them: `main` with real arguments, a hash encoder for a model."""

import csv
import io
import json
import shutil
import sys
from pathlib import Path

import pytest
from tests.commands import Ended, LoadedEncoder
from tests.extract import hostile
from tests.making import write_pdf, write_report

from rdsearch import cli


@pytest.fixture
def rdsearch(monkeypatch, capsys):
    """Runs a command as the `rdsearch` script does."""
    for module in (cli.build, cli.model):
        monkeypatch.setattr(module, "encoder_of", lambda *_: LoadedEncoder())

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["rdsearch", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        return Ended(ended.value.code or 0, captured.out, captured.err)

    return run


def failed(ended, *said, code=1):
    """Whether a command failed with one clear line on stderr and nothing on stdout."""
    assert (ended.code, ended.out) == (code, "")
    lines = ended.err.strip().splitlines()
    assert len(lines) == 1, ended.err
    assert lines[0].startswith("rdsearch: ")
    for text in said:
        assert text in lines[0]
    return True


def test_ingest_publishes_and_sums_up(rdsearch, here):
    write_report(here / "corpus" / "fietsen.pdf", "fietsen")
    (here / "corpus" / "kapot[1].pdf").write_bytes(b"%PDF-1.7")
    ended = rdsearch("ingest")
    assert ended.code == 0
    assert "3 reports (1 read, 2 carried over, 0 resumed), 6 pages" in ended.out
    assert "1 files with problems" in ended.out
    assert ended.err.startswith("rdsearch: kapot[1].pdf is not in (damaged): kapot[1].pdf: ")


def test_the_summary_of_ingest_as_json_has_the_promised_fields(rdsearch, here):
    (here / "corpus" / "leeg.pdf").write_bytes(b"")
    document = rdsearch("ingest", "corpus", "--index", "anders", "--workers", 1, "--json").json
    assert {*document} >= {
        "index_id", "published", "reports", "pages", "passages", "read", "carried", "failures",
        "page_problems", "seconds",
    }  # fmt: skip
    assert (document["reports"], document["pages"]) == (2, 4)
    (failure,) = document["failures"]
    assert (failure["file"], failure["reason"]) == ("leeg.pdf", "empty")


def test_search_prints_cited_excerpts(rdsearch, here):
    ended = rdsearch("search", "dijk langs de Vennebeek", "-n", 1)
    assert ended.code == 0
    assert ended.out.startswith("1. Verslag water · PDF page 1")
    assert "Het waterschap verhoogde de dijk langs de Vennebeek over een lengte" in ended.out


def test_search_as_json_has_the_promised_fields(rdsearch, here):
    document = rdsearch("search", "dijk langs de Vennebeek", "--json").json
    assert {*document} >= {"query", "index_id", "took_ms", "hits"}
    hit = document["hits"][0]
    assert {*hit} >= {"rank", "score", "passage_id", "excerpt", "highlights", "citation", "why"}
    assert {*hit["citation"]} >= {
        "report_id", "title", "publisher", "published", "pdf_pages", "page_labels", "headings",
        "project", "boxes",
    }  # fmt: skip
    assert {*hit["citation"]["boxes"][0]} == {"page", "x0", "y0", "x1", "y1"}
    assert (document["query"], hit["rank"], hit["citation"]["pdf_pages"]) == (
        "dijk langs de Vennebeek", 1, [1],
    )  # fmt: skip
    start, end = hit["highlights"][0]
    assert hit["excerpt"][start:end] == "dijk"


def test_info_and_reports_say_where_descriptions_came_from_and_which_are_versions(rdsearch, here):
    document = rdsearch("reports", "--json").json["reports"][0]
    assert (document["origins"]["title"], document["versions"]) == ("pdf metadata", [])
    info = rdsearch("info", "--json").json
    assert info["descriptions_from"]["title"] == {"pdf metadata": 2}
    assert info["descriptions_from"]["publisher"] == {"unknown": 2}
    assert info["reports_with_versions"] == 0
    assert "title (pdf metadata 2), publisher (unknown 2)" in rdsearch("info").out


def test_search_takes_its_filters(rdsearch, here):
    def reports(*options):
        hits = rdsearch("search", "de", "--json", *options).json["hits"]
        return {hit["citation"]["report_id"] for hit in hits}

    assert reports() == {"water", "wonen"}
    assert reports("--report", "wonen") == {"wonen"}
    assert reports("--from", "2050-01-01") == set()
    assert reports("--to", "1990-01-01") == set()
    assert reports("--language", "nl") == {"water", "wonen"}
    assert failed(rdsearch("search", "de", "--language", "fy"), "known are: nl")
    assert failed(rdsearch("search", "de", "--project", "Geen"), "there is no project Geen")
    assert len(rdsearch("search", "--exact", "het dorp nu droog", "--json").json["hits"]) == 1


def test_quotes_and_outcomes_are_listed_with_the_promised_fields(rdsearch, here):
    write_pdf(
        here / "corpus" / "quotes.pdf",
        (
            "Interview",
            "“We hebben in 2023 twaalf nieuwe scholen gebouwd”, zegt wethouder Anna de Vries van de"
            " gemeente Lindenmeer. In totaal kregen 1.250 leerlingen een nieuw lokaal.",
        ),
    )
    rdsearch("ingest")
    quotes = rdsearch("quotes", "--json").json
    assert {*quotes} == {"quotes", "total", "did_you_mean", "facets"}
    for quote in quotes["quotes"]:
        assert {*quote} >= {
            "text", "speaker", "role", "organisation", "report_id", "pdf_page", "page_label",
            "project", "passage_id",
        }  # fmt: skip
    outcomes = rdsearch("outcomes", "--json").json
    assert {*outcomes} == {"outcomes", "total", "did_you_mean", "facets"}
    columns = "value qualifier unit what sentence project report_id pdf_page page_label".split()
    for outcome in outcomes["outcomes"]:
        assert {*outcome} >= {*columns}
    rows = [*csv.DictReader(io.StringIO(rdsearch("outcomes", "--csv").out))]
    assert len(rows) == len(outcomes["outcomes"])
    assert all([*row][: len(columns)] == columns for row in rows)
    assert rdsearch("quotes", "nieuwe scholen", "--json").code == 0
    assert failed(rdsearch("outcomes", "nieuwe scholen", "--project", "x"), "there is no project x")
    assert failed(rdsearch("quotes", "--speaker", "Niemand"), "there is no speaker Niemand")


def test_reports_info_and_projects_say_what_is_in_the_index(rdsearch, here):
    (here / "corpus" / "kapot.pdf").write_bytes(b"%PDF-1.7")
    rdsearch("ingest")
    document = rdsearch("reports", "--json").json
    assert [report["report_id"] for report in document["reports"]] == ["water", "wonen"]
    assert [failure["reason"] for failure in document["not_in"]] == ["damaged"]
    assert "Verslag water" in rdsearch("reports").out
    info = rdsearch("info", "--json").json
    assert (info["reports"], info["pages"], info["pages_read"]) == (2, 4, 4)
    assert info["files_not_in"] == {"kapot.pdf": "damaged"}
    assert "files not in: kapot.pdf damaged" in rdsearch("info").out
    assert [*rdsearch("projects", "--json").json] == ["projects"]
    assert rdsearch("projects").code == 0


def test_extract_prints_what_is_on_the_pages(rdsearch, here):
    write_pdf(
        here / "x.pdf",
        ("Kop", "Een [/zin] met :house: en een [link] erin staat hier letterlijk op."),
    )
    text = rdsearch("extract", "x.pdf").out
    assert "--- page 1 ---" in text
    assert "Een [/zin] met :house: en een [link] erin staat hier letterlijk op." in text
    assert "# Kop" in rdsearch("extract", "x.pdf", "--format", "markdown").out
    document = rdsearch("extract", "x.pdf", "--format", "json").json
    (page,) = document["pages"]
    assert {*page} >= {
        "number", "labels", "width_pt", "height_pt", "language", "problem", "text", "blocks", "tables",
    }  # fmt: skip
    assert {*page["blocks"][0]} >= {"role", "level", "start", "end", "box"}
    assert page["language"] == "nl"


def test_extract_and_info_say_how_many_words_nobody_sees(rdsearch, here):
    shutil.copy(Path(__file__).parent / "data" / "pdf" / "hidden-words.pdf", here / "corpus")
    assert "nobody sees, left out: 5)" in rdsearch("extract", "corpus/hidden-words.pdf").out
    rdsearch("ingest")
    assert rdsearch("info", "--json").json["hidden_words_left_out"] == 5


def test_extract_gives_up_a_page_that_never_ends_and_prints_the_others(rdsearch, here):
    (here / "rdsearch.toml").write_text('[extract]\nocr = "off"\npage_timeout_s = 0.5\n')
    (here / "x.pdf").write_bytes(hostile.with_endless_page(3, endless=2))
    _, one, two, three = rdsearch("extract", "x.pdf").out.split("--- page ")
    assert "(too_slow)" in two
    assert all("gewoon te lezen" in page for page in (one, three))


def test_extract_says_of_which_file_reading_took_too_much(rdsearch, here):
    (here / "rdsearch.toml").write_text('[extract]\nocr = "off"\n[workers]\nmax_seconds = 1e-6\n')
    write_report(here / "x.pdf", "water")
    assert failed(rdsearch("extract", "x.pdf"), "x.pdf: was not read in", "workers.max_seconds")


def test_evaluate_prints_a_table_or_json(rdsearch, here):
    line = {"id": "1", "type": "figure", "q": "dijk langs de Vennebeek", "must": ["vennebeek"]}
    (here / "q.jsonl").write_text(json.dumps(line))
    document = rdsearch("evaluate", "q.jsonl", "--json").json
    assert {*document["systems"]} == {"hybrid", "dense", "lexical"}
    assert document["systems"]["hybrid"]["mrr@10"] == 1.0
    assert {*rdsearch("evaluate", "q.jsonl", "--system", "dense", "--json").json["systems"]} == {
        "dense"
    }
    assert "success@5" in rdsearch("evaluate", "q.jsonl").out


def test_verify_says_that_an_index_is_sound_or_what_is_wrong(rdsearch, here):
    assert "is sound: " in rdsearch("verify").out
    assert rdsearch("verify", "--json").json["findings"] == []
    next(here.glob("indexes/*/pdf/*.pdf")).write_bytes(b"anders")
    ended = rdsearch("verify")
    assert failed(ended, "has changed since the index was built")
    ended = rdsearch("verify", "--json")
    assert (ended.code, len(ended.json["findings"])) == (1, 1)


def test_remove_takes_a_report_out_and_restore_lets_it_in(rdsearch, here):
    assert "removed water; index " in rdsearch("remove", "water").out
    assert rdsearch("remove", "wonen", "--json").json["removed"] == "wonen"
    ended = rdsearch("ingest", "corpus", "--restore", "water", "--json")
    assert ended.json["reports"] == 1
    assert [failure["reason"] for failure in ended.json["failures"]] == ["withdrawn"]


ALL_WITH_INDEX = [
    ("search", "dijk"), ("quotes",), ("outcomes",), ("projects",), ("reports",), ("info",),
    ("verify",), ("remove", "water"),
]  # fmt: skip


@pytest.mark.parametrize("command", ALL_WITH_INDEX, ids=lambda command: command[0])
def test_without_an_index_every_command_says_how_to_build_one(rdsearch, tmp_path, command):
    ended = rdsearch(*command, "--index", tmp_path / "weg")
    assert failed(ended, "there is no index in", "`rdsearch ingest`")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("ingest", "weg"), "weg does not exist"),
        (("ingest", "indexes/current", "--index", "anders"), "none of the files can be read"),
        (("ingest", "fout.toml"), "cannot be read as TOML"),
        (("ingest", "--config", "fout.toml"), "fout.toml cannot be read as TOML"),
        (("ingest", "--config", "weg.toml"), "weg.toml does not exist"),
        (("ingest", "--restore", "weg"), "weg is not withdrawn"),
        (("ingest", "--index", "fout.toml"), "no index can be written"),
        (("search", "dijk", "--index", "fout.toml"), "cannot be read as an index"),
        (("search", "dijk", "--report", "weg"), "there is no report weg; known are: water, wonen"),
        (("search", "?!"), "no words"),
        (("search", "dijk", "--from", "2024-02-01", "--to", "2024-01-01"), "ends before it begins"),
        (("search", "dijk", "--config", "slip.toml"), "sorces"),
        (("remove", "weg"), "no report 'weg'"),
        (("extract", "weg.pdf"), "no such file"),
        (("extract", "fout.toml"), "not a PDF"),
        (("evaluate", "weg.jsonl"), "cannot be read"),
        (("evaluate", "fout.toml"), "line 1"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_a_user_can_do_wrong_gets_one_clear_line(rdsearch, here, command, said):
    (here / "fout.toml").write_text("dit is = = geen toml")
    (here / "slip.toml").write_text("sorces = []")
    assert failed(rdsearch(*command), said)


@pytest.mark.parametrize(
    "command",
    [
        ("search",),
        ("search", "dijk", "-n", 0),
        ("search", "dijk", "--from", "gisteren"),
        ("zoek", "dijk"),
        ("ingest", "--workers", 0),
        ("extract", "x.pdf", "--format", "xml"),
        ("evaluate", "q.jsonl", "--system", "google"),
        (),
    ],
    ids=str,
)
def test_a_command_that_does_not_exist_so_ends_with_code_2(rdsearch, here, command):
    ended = rdsearch(*command)
    assert ended.code == 2
    assert "Traceback" not in ended.err


def test_a_damaged_index_is_one_clear_line(rdsearch, here):
    catalog = next(here.glob("indexes/*/catalog.db"))
    catalog.write_bytes(b"\0" * 5_000)
    for command in ALL_WITH_INDEX:
        assert failed(rdsearch(*command), "rdsearch ingest")


def test_a_folder_that_cannot_be_written_is_one_clear_line(rdsearch, here):
    assert failed(
        rdsearch("ingest", "--index", "/proc/rdsearch/indexes"), "no index can be written"
    )
