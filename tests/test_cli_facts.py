"""The commands that list and find facts, over an index that is made here."""

import csv
import io
import sys

import pytest
from tests.commands import Ended, LoadedEncoder
from tests.fact_documents import ASIDE, QUOTED, versions, water, wonen
from tests.making import build_index

from rdsearch import cli


@pytest.fixture(scope="module")
def root(request, tmp_path_factory):
    root = tmp_path_factory.mktemp("indexes")
    build_index(root, *getattr(request, "param", (water(), wonen())))
    return root


@pytest.fixture
def rdsearch(root, monkeypatch, capsysbinary):
    monkeypatch.setattr(cli.model, "encoder_of", lambda *_: LoadedEncoder())

    def run(command, *arguments):
        monkeypatch.setattr(
            sys, "argv", ["rdsearch", command, *map(str, arguments), "--index", str(root)]
        )
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsysbinary.readouterr()
        return Ended(ended.value.code or 0, captured.out.decode(), captured.err.decode())

    return run


def test_quotes_carry_their_id_turn_and_evidence(rdsearch):
    first, second, other = rdsearch("quotes", "--json").json["quotes"]
    assert len({first["quote_id"], second["quote_id"], other["quote_id"]}) == 3
    assert first["evidence"]["text"] == "zegt zij"
    assert first["turn"] == second["turn"] == 1
    assert (second["speaker"], second["speaker_as_written"]) == (
        "Thérèse van der Berg",
        "Van der Berg",
    )
    assert other["speaker"] is other["evidence"] is None


def test_quotes_are_found_by_words_and_speaker(rdsearch):
    found = rdsearch("quotes", "slapen", "--speaker", "berg", "-n", 1, "--json").json
    assert [quote["text"] for quote in found["quotes"]] == [ASIDE]
    assert found["total"] == 2
    ended = rdsearch("quotes", '"ben ik trots"', "--facets")
    assert QUOTED in ended.out
    assert "Thérèse van der Berg, dijkgraaf, Waterschap Vennebeek" in ended.out
    assert "organisation: Waterschap Vennebeek 1" in ended.out


def test_quotes_and_outcomes_are_cited_by_their_ids(rdsearch):
    quote = rdsearch("quotes", "--json").json["quotes"][1]
    line = rdsearch("cite", quote["quote_id"], "--format", "journalist").out
    assert line.startswith(f"‘{ASIDE}’, aldus Thérèse van der Berg (")
    outcome = rdsearch("outcomes", "--json").json["outcomes"][0]
    assert outcome["sentence"] in rdsearch("cite", outcome["outcome_id"]).out
    assert rdsearch("cite", "nergens").code == 1
    assert "--words is for passages" in rdsearch("cite", quote["quote_id"], "--words", "x").err


def test_an_unknown_name_is_one_line_with_the_nearest(rdsearch):
    ended = rdsearch("quotes", "--speaker", "Bergg")
    assert ended.code == 1
    assert ended.out == ""
    assert ended.err.startswith("rdsearch: there is no speaker Bergg; did you mean Thérèse")
    assert len(ended.err.strip().splitlines()) == 1


def test_outcomes_are_limited_and_sorted(rdsearch):
    found = rdsearch("outcomes", "--sort", "value", "--min", 50, "--json").json["outcomes"]
    assert [(o["value"], o["upper"], o["kind"]) for o in found] == [
        (3_400, None, "reached"),
        (80, 90, "reached"),
    ]
    assert found[0]["sentence"][slice(*found[0]["figure"])] == "3.400"
    (context,) = rdsearch("outcomes", "--kind", "context", "--json").json["outcomes"]
    assert context["unit"] == "%"
    assert len(rdsearch("outcomes", "--all-kinds", "--json").json["outcomes"]) == 4
    assert "80–90" in rdsearch("outcomes", "--report", "wonen").out


def test_a_table_that_is_not_on_a_terminal_is_not_folded(rdsearch):
    found = rdsearch("outcomes", "--json").json["outcomes"][0]
    (row,) = [line for line in rdsearch("outcomes").out.splitlines() if found["sentence"] in line]
    assert f"{found['report_id']}, " in row


def test_what_contradicts_itself_is_refused(rdsearch):
    assert rdsearch("outcomes", "--json", "--csv").code == 2
    ended = rdsearch("outcomes", "--min", "nan")
    assert (ended.code, len(ended.err.strip().splitlines())) == (1, 1)


def test_csv_is_for_programs_and_excel_is_for_dutch_excel(rdsearch):
    rows = [*csv.DictReader(io.StringIO(rdsearch("outcomes", "--csv").out))]
    assert [row["value"] for row in rows] == ["12", "3400", "80"]
    text = rdsearch("outcomes", "--excel").out
    assert text.startswith("\ufeffvalue;")
    assert len(text.splitlines()) == 4


def test_projects_are_listed_and_one_is_shown_with_its_evidence(rdsearch):
    (entry,) = rdsearch("projects", "--json").json["projects"]
    assert (entry["project"], entry["outcomes"], entry["quotes"]) == ("Waterwende", 2, 0)
    assert entry["pages"] == [{"report_id": "water", "pdf_page": 1}]
    card = rdsearch("projects", "waterwende", "--json").json
    assert card["summary"][0]["pdf_pages"] == [1]
    assert len(card["outcomes"]) == 2
    shown = rdsearch("projects", "waterwende").out
    assert card["summary"][0]["text"] in shown
    assert rdsearch("projects", "Windmolen").code == 1


@pytest.mark.parametrize("root", [versions()], indirect=True, ids=["versions"])
def test_a_fact_of_two_versions_is_told_once_with_its_other_place(rdsearch):
    other = {"report_id": "water-concept", "title": "Rapport water-concept"}
    place = {**other, "pdf_pages": [1], "page_labels": ["1"]}
    assert [q["copies"] for q in rdsearch("quotes", "--json").json["quotes"]] == [[place]] * 2
    assert [o["copies"] for o in rdsearch("outcomes", "--json").json["outcomes"]] == [[place]] * 2
    assert rdsearch("projects", "waterwende", "--json").json["outcomes"][0]["copies"] == [place]
    also = "also in water-concept, p. 1, PDF page 1"
    assert rdsearch("quotes").out.count(also) == 2
    assert rdsearch("outcomes").out.count(also) == 2
    rows = [*csv.DictReader(io.StringIO(rdsearch("outcomes", "--csv").out))]
    assert [row["also_in"] for row in rows] == ["water-concept, p. 1, PDF page 1"] * 2


@pytest.mark.parametrize(
    "root", [[water(name) for name in "abcde"]], indirect=True, ids=["five copies"]
)
def test_a_line_tells_two_other_places_and_how_many_more_there_are(rdsearch):
    line = "also in b, p. 1, PDF page 1; c, p. 1, PDF page 1 and 2 more"
    assert rdsearch("quotes").out.count(line) == 2
    assert rdsearch("outcomes").out.count(line) == 2
    assert len(rdsearch("quotes", "--json").json["quotes"][0]["copies"]) == 4
