"""Fixtures and settings that the tests share."""

import shutil

import pytest
from hypothesis import settings
from tests import ingesting
from tests.making import write_report

# Few examples and always the same ones: the suite is run after every change, and must not fail by chance.
settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True, database=None)
settings.load_profile("quick")


@pytest.fixture
def places(tmp_path):
    """A folder with two reports and a folder for the index."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    write_report(folder / "water.pdf", "water")
    write_report(folder / "wonen.pdf", "wonen")
    return folder, tmp_path / "indexes"


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory):
    """`places` as they are after an ingest: made once, at a place that stays the same."""
    place, copy = tmp_path_factory.mktemp("ingested"), tmp_path_factory.mktemp("copy") / "of"
    (place / "corpus").mkdir()
    for topic in ("water", "wonen"):
        write_report(place / "corpus" / f"{topic}.pdf", topic)
    ingesting.run(place / "indexes", place / "corpus")
    shutil.copytree(place, copy)
    return place, copy


@pytest.fixture
def ingested(snapshot):
    """The two reports and an index that has them."""
    place, copy = snapshot
    shutil.rmtree(place)
    shutil.copytree(copy, place)
    return place / "corpus", place / "indexes"


@pytest.fixture
def here(ingested, monkeypatch):
    """The folder with `corpus` and `indexes` of two reports, as working directory."""
    folder, _ = ingested
    (folder.parent / "rdsearch.toml").write_text('[extract]\nocr = "off"\n')
    monkeypatch.chdir(folder.parent)
    return folder.parent
