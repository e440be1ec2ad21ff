"""The service with the bundled model, from an empty process to a cited answer."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from tests.service.serving import wait_for, write_corpus

from rdsearch.config import Config, ExtractConfig
from rdsearch.encoders import encoder_named
from rdsearch.ingest import ingest

RDSEARCH = Path(sys.executable).with_name("rdsearch")

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def index_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, root = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("indexes")
    write_corpus(folder)
    encoder = encoder_named()
    ingest(
        [folder],
        root=root,
        settings=Config(extract=ExtractConfig(ocr="off")),
        encoder=encoder,
        count_tokens=encoder.count_tokens,
        worker_count=1,
    )
    return root


def test_the_serve_command_answers_a_paraphrase_and_stops_when_told(index_root, tmp_path):
    log = tmp_path / "log.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            [RDSEARCH, "serve", "--port", "0", "--index", str(index_root)],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
    try:
        wait_for(lambda: "http://127.0.0.1:" in log.read_text() or process.poll() is not None)
        address = log.read_text().split("Uvicorn running on ")[1].split()[0]
        with httpx.Client(base_url=address) as client:
            wait_for(lambda: client.get("/gezondheid/gereed").status_code == 200, seconds=120)
            asked = {"q": "hoe snel komt er iemand langs als ik thuis hulp nodig heb?"}
            first = client.post("/v1/passages/_zoek", json=asked).json()["results"][0]
        assert first["bronvermelding"]["documentId"] == "zorg-dichtbij"
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    finally:
        process.kill()
        process.wait()
    assert '"event": "query"' in log.read_text()
    assert "thuis hulp" not in log.read_text()
    assert "Traceback" not in log.read_text()
