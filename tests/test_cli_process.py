"""The command line as a process: what it loads, broken pipes, full disks, Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.making import write_report


def in_subprocess(*arguments, code="", **options):
    program = f"{code}\nif __name__ == '__main__':\n    from rdsearch.cli import main\n    main()"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options,
        text=True, timeout=60, check=False,
    )  # fmt: skip


def test_help_lists_every_command_and_loads_no_model():
    code = "import atexit, sys; atexit.register(lambda: print(sorted({m.split('.')[0] for m in sys.modules})))"
    ended = in_subprocess("--help", code=code)
    assert ended.returncode == 0
    for command in "ingest search quotes outcomes projects reports info extract evaluate verify remove serve".split():
        assert f" {command} " in ended.stdout
    modules = ended.stdout.splitlines()[-1]
    for heavy in ("torch", "sentence_transformers", "transformers", "fastapi"):
        assert f"'{heavy}'" not in modules


def test_a_reader_that_goes_away_is_no_failure_to_speak_of(here):
    reading, writing = os.pipe()
    os.close(reading)
    ended = in_subprocess("info", stdout=writing)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_clear_line(here):
    with Path("/dev/full").open("w") as full:
        ended = in_subprocess("info", stdout=full)
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == ["rdsearch: cannot write or read: No space left on device"]


SLOW = """
import time
from rdsearch import cli
from tests.hash_encoder import HashEncoder

class Slow(HashEncoder):
    def encode_passages(self, texts):
        open("begun", "w").close()
        time.sleep(60)

cli.build.encoder_of = lambda *_: Slow()
"""

# A shell starts what it runs in the background deaf to SIGINT, and children inherit that.
INTERRUPTIBLE = """
import signal

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()
"""


def test_an_interrupted_ingest_says_so_and_leaves_the_index(here):
    before = (here / "indexes" / "current").read_text()
    write_report(here / "corpus" / "fietsen.pdf", "fietsen")
    (here / "slow.py").write_text(SLOW + INTERRUPTIBLE)
    process = subprocess.Popen(
        [sys.executable, "slow.py", "ingest"],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    for _ in range(600):
        if (here / "begun").exists() or process.poll() is not None:
            break
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers hear it too
    out, err = process.communicate(timeout=150)  # against a hang, not a measure of speed
    assert (process.returncode, out) == (130, "")
    assert err.splitlines() == ["rdsearch: interrupted; the published index is unchanged"]
    assert (here / "indexes" / "current").read_text() == before
    assert in_subprocess("info").returncode == 0
