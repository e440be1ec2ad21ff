"""The functions here run in worker processes, which import this module by name."""

import mmap
import multiprocessing
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from rdsearch import workers
from rdsearch.errors import ExtractionError
from rdsearch.workers import Crew


def behave(path: Path) -> str:
    """Does what the file name says."""
    match path.stem:
        case "hang":
            time.sleep(600)
        case "interrupted":
            os.kill(os.getpid(), signal.SIGINT)
        case "spin":
            workers.end_after(0.2)
            while True:
                pass
        case "exit":
            os._exit(3)
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "eat":
            return "x" * (1 << 40)
        case "refuse":
            raise ExtractionError("encrypted", f"{path.name}: is protected by a password")
        case "defect":
            raise KeyError("ontbreekt")
    return path.name.upper()


def tell_who(path: Path) -> str:
    """Which process this is; else as `behave`."""
    return str(os.getpid()) if path.stem.startswith("who") else behave(path)


def take(path: Path) -> int:
    """Takes as many megabytes as the file is called, of memory or of a map."""
    size = int(path.stem) << 20
    if path.suffix == ".map":
        with mmap.mmap(-1, size) as taken:
            return len(taken)
    return len(bytes(size))


def start_another(path: Path) -> None:
    """Starts a process, writes down which, and hangs."""
    path.write_text(str(subprocess.Popen(["sleep", "600"]).pid))
    time.sleep(600)


def outcomes(*names, workers_=2, timeout_s=60.0, function=behave, memory_mb=2_000):
    found = {}
    with Crew(function, workers=workers_, timeout_s=timeout_s, memory_mb=memory_mb) as crew:
        for name in names:
            crew.start(Path(name))
        while not crew.is_idle:
            found.update({path.name: outcome for path, outcome in crew.finished()})
    return found


@pytest.fixture(scope="module")
def mixed():
    return outcomes("a", "exit", "segfault", "eat", "refuse", "defect", "b", "c")


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_a_file_that_can_be_read_gives_its_result_whatever_the_others_do(mixed, name):
    assert mixed[name] == name.upper()


@pytest.mark.parametrize(
    ("name", "reason", "said"),
    [
        ("exit", "crashed", "exit code 3"),
        ("segfault", "crashed", "exit code -11"),
        ("eat", "too_large", "more than 2000 MB"),
        ("refuse", "encrypted", "is protected by a password"),
        ("defect", "failed", "KeyError('ontbreekt')"),
    ],
)
def test_a_file_that_cannot_be_read_costs_itself_only_and_says_why(mixed, name, reason, said):
    outcome = mixed[name]
    assert isinstance(outcome, ExtractionError)
    assert outcome.reason == reason
    assert said in str(outcome)
    assert "\n" not in str(outcome)


def test_a_file_that_hangs_is_given_up_and_the_next_is_read():
    # Long enough for a worker to start, which imports this module first.
    found = outcomes("hang", "a", workers_=1, timeout_s=3.0)
    assert (found["hang"].reason, found["a"]) == ("too_slow", "A")


def test_a_defect_is_logged_with_its_traceback(caplog):
    outcomes("defect")
    assert "KeyError" in caplog.text
    assert "defect" in caplog.text


def test_no_files_need_no_workers():
    assert outcomes() == {}


def test_leaving_ends_the_workers_at_once():
    with Crew(behave, workers=2, timeout_s=600, memory_mb=2_000) as crew:
        crew.start(Path("hang"))
        crew.start(Path("a"))
        assert [path.name for path, _ in crew.finished()] == ["a"]
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


def test_a_worker_ends_itself_when_it_computes_too_long():
    found = outcomes("spin", "a", workers_=1)
    assert (found["spin"].reason, found["a"]) == ("too_slow", "A")


def test_a_crew_has_room_for_two_tasks_a_worker():
    with Crew(behave, workers=1, timeout_s=600, memory_mb=2_000) as crew:
        crew.start(Path("a"))
        assert crew.has_room
        crew.start(Path("b"))
        assert not crew.has_room


def test_a_worker_does_not_hear_what_interrupts_its_owner():
    assert outcomes("interrupted") == {"interrupted": "INTERRUPTED"}


def test_what_a_worker_has_started_ends_with_it(tmp_path):
    written = tmp_path / "started"
    with Crew(start_another, workers=1, timeout_s=600, memory_mb=2_000) as crew:
        crew.start(written)
        assert has_come(lambda: written.exists() and written.read_text())
        assert is_running(written.read_text())
    assert has_come(lambda: not is_running(written.read_text()))


def has_come(is_so):
    """Waits for something that happens by itself."""
    for _ in range(600):
        if is_so():
            return True
        time.sleep(0.1)
    return False


def is_running(process_id):
    """Also where nobody has asked yet how it ended."""
    try:
        state = Path("/proc", process_id, "stat").read_text()
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def test_a_task_behind_one_that_dies_is_done_by_another_worker():
    assert outcomes("exit", "a", "b", workers_=1)["b"] == "B"


@pytest.mark.parametrize(("between", "is_same"), [("refuse", True), ("eat", False)])
def test_after_a_task_that_ran_out_of_memory_a_fresh_worker_does_the_next(between, is_same):
    found = outcomes("who", between, "who-then", workers_=1, function=tell_who)
    assert (found["who"] == found["who-then"]) is is_same


@pytest.mark.parametrize("kind", ["bytes", "map"])
def test_the_limit_of_memory_is_what_a_task_may_take_beside_the_program_itself(kind):
    found = outcomes(f"60.{kind}", f"160.{kind}", workers_=1, function=take, memory_mb=100)
    assert found[f"60.{kind}"] == 60 << 20
    assert found[f"160.{kind}"].reason == "too_large"
