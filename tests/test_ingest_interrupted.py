"""What is left when an ingest ends before its time, or another begins beside it."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.ingesting import CountingEncoder, ask, ids, is_sound, opened, run
from tests.making import write_report

from rdsearch.errors import IngestBusy
from rdsearch.index import current_id, locked
from rdsearch.ingest import remove


def test_a_second_ingest_at_the_same_time_is_refused(places):
    folder, root = places
    with locked(root), pytest.raises(IngestBusy, match="wait for it to end"):
        run(root, folder)
    assert run(root, folder).published


def test_a_removal_while_an_ingest_runs_is_refused_rather_than_lost(ingested):
    folder, root = ingested
    write_report(folder / "fietsen.pdf", "fietsen")
    refused = []

    def meanwhile(*_):
        with pytest.raises(IngestBusy):
            remove("water", root=root)
        refused.append(True)

    run(root, folder, progress=meanwhile)
    assert refused
    assert ids(root) == ["fietsen", "water", "wonen"]


def add_two(folder):
    """Two more reports, read in this order."""
    write_report(folder / "fietsen.pdf", "fietsen")
    write_report(folder / "zwemmen.pdf", "fietsen", title="Verslag zwemmen", extra="Met bad.")


@pytest.mark.parametrize("error", [RuntimeError("stuk"), KeyboardInterrupt()])
def test_an_encoder_that_fails_half_way_leaves_the_old_index_and_what_was_whole(ingested, error):
    folder, root = ingested
    before = current_id(root)
    add_two(folder)
    with pytest.raises(type(error)):
        run(root, folder, encoder=CountingEncoder(fails_at="Verslag zwemmen", with_=error))
    assert current_id(root) == before
    assert ask(root)[0] == "water"

    encoder = CountingEncoder()
    summary = run(root, folder, encoder=encoder)
    assert (summary.resumed, summary.read, summary.carried) == (1, 1, 2)
    assert encoder.encoded
    assert all("Verslag zwemmen" in text for text in encoder.encoded)
    assert ids(root) == ["fietsen", "water", "wonen", "zwemmen"]
    assert is_sound(root)
    assert {p.name for p in root.iterdir()} == {"current", ".lock", before, current_id(root)}


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """As `snapshot`, but of a first ingest that was interrupted when water was in and wonen was not."""
    place, copy = tmp_path_factory.mktemp("stopped"), tmp_path_factory.mktemp("copy") / "of"
    (place / "corpus").mkdir()
    for topic in ("water", "wonen"):
        write_report(place / "corpus" / f"{topic}.pdf", topic)
    encoder = CountingEncoder(fails_at="Verslag wonen", with_=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        run(place / "indexes", place / "corpus", encoder=encoder)
    shutil.copytree(place, copy)
    return place, copy


@pytest.fixture
def interrupted(stopped):
    place, copy = stopped
    shutil.rmtree(place)
    shutil.copytree(copy, place)
    return place / "corpus", place / "indexes"


def test_what_is_resumed_has_the_description_of_now(interrupted):
    folder, root = interrupted
    (folder / "reports.toml").write_text('[[report]]\nfile = "water.pdf"\ntitle = "Droge voeten"\n')
    encoder = CountingEncoder()
    run(root, folder, encoder=encoder)
    with opened(root) as index:
        assert index.catalog.report("water").report.title == "Droge voeten"
    assert any(text.startswith("Droge voeten") for text in encoder.encoded)


def test_what_is_resumed_may_have_another_id_by_now(interrupted):
    folder, root = interrupted
    (folder / "reports.toml").write_text('[[report]]\nfile = "water.pdf"\nreport_id = "dijken"\n')
    run(root, folder)
    assert ids(root) == ["dijken", "wonen"]
    assert is_sound(root)


def test_what_was_whole_but_is_no_longer_asked_for_does_not_get_in(interrupted):
    folder, root = interrupted
    run(root, folder / "wonen.pdf")
    assert ids(root) == ["wonen"]
    assert is_sound(root)


def assert_ended(session):
    """No process of the session is left; orphans get a moment to notice that they are."""
    left = [session]
    for _ in range(100):
        left = [p for p in processes() if sid(p) == session]
        if not left:
            return
        time.sleep(0.1)
    raise AssertionError(f"processes {left} outlived the one that was killed")


def processes():
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def sid(process_id):
    try:
        return os.getsid(process_id)
    except ProcessLookupError:
        return None


KILLED = """
import os, signal, sys
from pathlib import Path
from rdsearch.index import builder
from tests import ingesting

def stop(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

class Killer(ingesting.CountingEncoder):
    def encode_passages(self, texts):
        if any("Verslag zwemmen" in text for text in texts):
            stop()
        return super().encode_passages(texts)

if __name__ == "__main__":
    root, folder, moment = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    owners = {"builder": builder, "lexical": builder.lexical, "IndexBuilder": builder.IndexBuilder}
    if moment != "embedding":  # the process dies when this function is called
        owner, name = moment.rsplit(".", 1)
        assert hasattr(owners[owner], name)
        setattr(owners[owner], name, stop)
    ingesting.run(root, folder, encoder=Killer() if moment == "embedding" else None)
"""
MOMENTS = [
    "embedding",
    "lexical.build",
    "builder.replace_text",  # of the manifest
    "builder._prune",  # after publishing
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_process_that_is_killed_at_any_moment_leaves_an_index_that_works(ingested, moment):
    folder, root = ingested
    before = current_id(root)
    add_two(folder)
    script = folder.parent / "killed.py"
    script.write_text(KILLED)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    process = subprocess.Popen(
        [sys.executable, script, root, folder, moment], env=environment, start_new_session=True
    )
    assert process.wait(60) == -signal.SIGKILL
    assert_ended(process.pid)
    is_published = moment == "builder._prune"
    assert (current_id(root) != before) == is_published
    assert ask(root)[0] == "water"

    summary = run(root, folder)
    assert (summary.reports, summary.published) == (4, not is_published)
    assert ids(root) == ["fietsen", "water", "wonen", "zwemmen"]
    assert is_sound(root)
    remove("wonen", root=root)  # also clears away what the killed one left
    assert len([*root.glob("*/manifest.json")]) == 2
    assert {p.name for p in root.iterdir() if p.name.startswith(".")} == {".lock"}


def test_a_failure_ends_the_reading_processes(places):
    folder, root = places
    with pytest.raises(RuntimeError) as raised:
        run(root, folder, encoder=CountingEncoder(fails_at="Verslag", with_=RuntimeError("stuk")))
    assert multiprocessing.active_children() == []
    assert raised  # its traceback is still held: nothing was left to the garbage collector
