"""The index as the running service sees it: opened once, swapped under way, never dropped."""

import logging
import os
import threading
from pathlib import Path
from shutil import copytree

import httpx
import pytest
from tests.hash_encoder import HashEncoder
from tests.service.serving import app_over, publish, ready_client, running, wait_for

from rdsearch.errors import ModelError
from rdsearch.index import Index, current_id
from rdsearch.ingest import remove
from rdsearch_service.live import LiveIndex, ModelState, Unavailable

READY = "/gezondheid/gereed"
SEARCH = "/v1/passages/_zoek"


def served_id(client: httpx.Client) -> str | None:
    index_id: str | None = client.get(READY).json()["indexId"]
    return index_id


def is_open(index: Index) -> bool:
    """Whether this process holds the catalog of the index open, as the operating system sees it."""
    catalog = str(index.path / "catalog.db")
    descriptors = Path("/proc/self/fd").iterdir()
    return any(os.path.realpath(descriptor) == catalog for descriptor in descriptors)


@pytest.fixture
def live(own_index):
    live = LiveIndex(own_index, make_encoder=HashEncoder, poll_seconds=60.0)
    live.start()
    wait_for(lambda: live.model_state is ModelState.READY)
    yield live
    live.close()


def test_a_new_index_is_served_and_no_request_fails_meanwhile(own_index):
    statuses: list[int] = []
    enough = threading.Event()

    def ask_on(address: str) -> None:
        with httpx.Client(base_url=address) as client:
            while not enough.is_set():
                statuses.append(client.get(SEARCH, params={"q": "weekmarkt"}).status_code)

    with running(app_over(own_index)) as address, httpx.Client(base_url=address) as client:
        wait_for(lambda: client.get(READY).status_code == 200)
        before = served_id(client)
        asker = threading.Thread(target=ask_on, args=(address,))
        asker.start()
        try:
            remove("zorg-dichtbij", root=own_index)
            wait_for(lambda: served_id(client) == current_id(own_index))
            answered = len(statuses)
            wait_for(lambda: len(statuses) > answered + 5)
        finally:
            enough.set()
            asker.join()
        assert served_id(client) != before
    assert set(statuses) == {200}


def test_the_service_starts_without_an_index_and_finds_it_when_it_comes(corpus_folder, tmp_path):
    root = tmp_path / "indexes"
    with running(app_over(root)) as address, httpx.Client(base_url=address) as client:
        wait_for(lambda: client.get(READY).json()["model"] == "gereed")
        refused = client.get(SEARCH, params={"q": "zorg"})
        assert refused.status_code == 503
        assert refused.headers["content-type"] == "application/problem+json"
        assert int(refused.headers["retry-after"]) > 0
        assert client.get("/gezondheid/live").status_code == 200
        index_id = publish(corpus_folder, root)
        wait_for(lambda: client.get(READY).status_code == 200)
        assert served_id(client) == index_id


def test_a_reader_keeps_its_index_until_it_is_done(live, own_index):
    with live.lease() as old:
        remove("zorg-dichtbij", root=own_index)
        live.refresh()
        with live.lease() as new:
            assert new.index.index_id != old.index.index_id
        # Its own catalog still answers: the report is in the index that this reader holds.
        assert old.index.catalog.report("zorg-dichtbij") is not None
        assert is_open(old.index)
    assert not is_open(old.index)


def test_an_index_without_readers_is_closed_at_the_swap(live, own_index):
    with live.lease() as old:
        assert old.index.catalog.report("zorg-dichtbij") is not None
    assert is_open(old.index)
    remove("zorg-dichtbij", root=own_index)
    live.refresh()
    assert not is_open(old.index)


def test_a_broken_new_index_is_refused_once_in_the_log_and_the_old_goes_on(live, own_index, caplog):
    served = live.index_id
    copytree(own_index / served, own_index / "99990101T000000-kapot1")
    (own_index / "99990101T000000-kapot1" / "catalog.db").write_bytes(b"geen sqlite")
    (own_index / "current").write_text("99990101T000000-kapot1")
    with caplog.at_level(logging.ERROR):
        live.refresh()
        live.refresh()
    assert [r.message.split()[:3] for r in caplog.records] == [
        ["index", "99990101T000000-kapot1", "refused:"]
    ]
    assert live.index_id == served
    with live.lease() as edition:
        assert edition.searcher is not None
        assert edition.index.catalog.report("zorg-dichtbij") is not None


def test_an_unchanged_pointer_opens_nothing(live):
    with live.lease() as first:
        live.refresh()
        with live.lease() as second:
            assert second is first


def test_pages_can_be_read_while_the_model_is_still_loading(published):
    may_load = threading.Event()

    def slow_encoder() -> HashEncoder:
        may_load.wait()
        return HashEncoder()

    app = app_over(published)
    app.state.services.live.make_encoder = slow_encoder
    try:
        with running(app) as address, httpx.Client(base_url=address) as client:
            wait_for(lambda: client.get("/v1/documenten").status_code == 200)
            state = client.get(READY)
            assert (state.status_code, state.json()["model"]) == (503, "laden")
            refused = client.get(SEARCH, params={"q": "zorg"})
            assert refused.status_code == 503
            assert "geladen" in refused.json()["detail"]
            page = client.post("/zoeken", data={"q": "zorg in de wijk"})
            assert page.status_code == 503
            assert 'value="zorg in de wijk"' in page.text
            may_load.set()
            wait_for(lambda: client.get(READY).status_code == 200)
            assert client.get(SEARCH, params={"q": "zorg"}).status_code == 200
    finally:
        may_load.set()


def test_a_model_that_cannot_be_loaded_is_said_and_the_pages_stay(published, caplog):
    def no_encoder() -> HashEncoder:
        raise ModelError("there is no model in ./nergens; give a folder that has one")

    app = app_over(published)
    app.state.services.live.make_encoder = no_encoder
    with running(app) as address, httpx.Client(base_url=address) as client:
        wait_for(lambda: client.get(READY).json()["model"] == "mislukt")
        assert client.get("/documenten").status_code == 200
        assert "logboek" in client.get(SEARCH, params={"q": "zorg"}).json()["detail"]
    assert "there is no model in ./nergens" in caplog.text


def test_an_index_of_another_model_is_not_searched(own_index, caplog):
    class OtherEncoder(HashEncoder):
        model_id = "another-model"

    live = LiveIndex(own_index, make_encoder=OtherEncoder, poll_seconds=60.0)
    live.start()
    wait_for(lambda: live.model_state is ModelState.READY)
    assert not live.is_ready
    assert "another-model" in caplog.text
    live.close()


def test_after_closing_there_is_nothing_to_lease(live):
    live.close()
    with pytest.raises(Unavailable), live.lease():
        pass


def test_the_app_can_be_started_twice_in_one_process(published):
    for _ in range(2):
        with ready_client(app_over(published)) as client:
            assert client.get(SEARCH, params={"q": "zorg"}).status_code == 200
