"""The options of `rdsearch search` that limit what is searched, and its counts, with a hash encoder for a model."""

import json
import sys

import pytest
from tests.commands import LoadedEncoder
from tests.making import build_index
from tests.test_filters import measured_fietsen, scanned_water

from rdsearch import cli


@pytest.fixture
def search(tmp_path, monkeypatch, capfd):
    """Runs `rdsearch search` over two reports; returns its exit code and what it printed on stdout and stderr."""
    build_index(tmp_path / "indexes", scanned_water(), measured_fietsen())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli.model, "encoder_of", lambda *_: LoadedEncoder())

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["rdsearch", "search", "de euro dijk", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code or 0, *capfd.readouterr()

    return run


@pytest.mark.parametrize(
    ("options", "reports"),
    [
        (("--publisher", "waterschap venne"), {"water"}),
        (("--project", "Dijk Vooruit"), {"water"}),
        (("--theme", "hoofdstuk 2", "--report", "fietsen"), {"fietsen"}),
        (("--ocr",), {"water"}),
        (("--no-ocr",), {"fietsen"}),
        (("--with-quote",), {"fietsen"}),
        (("--without-figure", "--to", "2022-12-31"), {"fietsen"}),
        (("--with-figure", "--ocr"), set()),
    ],
)
def test_every_filter_is_an_option(search, options, reports):
    code, out, _ = search(*options, "--json")
    assert code == 0
    assert {hit["citation"]["report_id"] for hit in json.loads(out)["hits"]} == reports


def test_an_unknown_value_is_one_line_that_names_the_nearest_and_the_known(search):
    code, out, err = search("--publisher", "Gemeente Lindenmer")
    assert (code, out) == (1, "")
    assert err == (
        "rdsearch: there is no publisher Gemeente Lindenmer; did you mean Gemeente Lindenmeer?"
        " known are: Gemeente Lindenmeer, Waterschap Vénne\n"
    )


def test_facets_are_printed_and_given_as_json_when_asked_for(search):
    _, out, _ = search("--facets")
    assert "publisher: Gemeente Lindenmeer 3, Waterschap Vénne 3" in out
    assert "language: nl 3" in out
    _, out, _ = search("--facets", "--ocr", "--json")
    facets = json.loads(out)["facets"]
    assert facets["read_by_ocr"] == [{"value": "true", "count": 3, "chosen": True}]
    assert facets["report"] == [{"value": "water", "count": 3, "chosen": False}]
    _, out, _ = search("--json")
    assert json.loads(out)["facets"] == {}
