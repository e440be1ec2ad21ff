"""A small corpus that is made here, and the service over an index of it."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient
from tests.hash_encoder import HashEncoder

from rdsearch.config import Config, ExtractConfig
from rdsearch.ingest import ingest
from rdsearch_service.app import create_app
from rdsearch_service.settings import Settings

Section = tuple[str, Sequence[str]]  # a heading and its lines

FIETSPAD = (
    "Het fietspad langs het kanaal is in het voorjaar",
    "geopend door de wethouder van Waterstede. Sindsdien",
    "rijden er elke dag ruim tweeduizend fietsers overheen.",
    "Bewoners noemen de route veilig en goed verlicht.",
)
ZORG = (
    "De wijkverpleging in Heideveen werkt met een vast",
    "team. Wie hulp nodig heeft, krijgt binnen twee dagen",
    "een gesprek aan de keukentafel.",
)
ENGLISH = (
    "The region spent four million euros on broadband for",
    "rural households between 2019 and 2023, and every",
    "village now has a fast connection to the internet.",
)
MARKTEN = ("Bergen", "Dalen", "Eiland", "Grift", "Horst", "Kade", "Linde", "Molen", "Oever", "Poort",
           "Rijn", "Sluis")  # fmt: skip

REPORT_LIST = """
[[report]]
file = "fiets.pdf"
report_id = "fietsen-in-waterstede"
title = "Fietsen in Waterstede"
publisher = "Gemeente Waterstede"
published = 2023-05-04

[[report]]
file = "zorg.pdf"
report_id = "zorg-dichtbij"
title = "Zorg dichtbij"
publisher = "Regio Heideveen"
published = 2021-11-30

[[report]]
file = "markten.pdf"
report_id = "markten"
title = "Markten in de regio"
"""


def write_report(path: Path, pages: Sequence[Sequence[Section] | None]) -> None:
    """A PDF with a printed page number on each page; None is a page with a picture only."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for number, sections in enumerate(pages, start=1):
        if sections is None:
            picture = Image.new("RGB", (400, 560), "white")
            ImageDraw.Draw(picture).rectangle((60, 60, 340, 500), fill="navy")
            canvas.drawImage(ImageReader(picture), 0, 0, *A4)
            canvas.showPage()
            continue
        y = 760
        for heading, lines in sections:
            canvas.setFont("Helvetica-Bold", 18)
            canvas.drawString(72, y, heading)
            y -= 30
            canvas.setFont("Helvetica", 11)
            for line in lines:
                canvas.drawString(72, y, line)
                y -= 15
            y -= 25
        canvas.setFont("Helvetica", 9)
        canvas.drawString(290, 40, str(number + 10))
        canvas.showPage()
    canvas.save()


def write_corpus(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_report(
        folder / "fiets.pdf",
        [[("Fietspad langs het kanaal", FIETSPAD)], None, [("Broadband", ENGLISH)]],
    )
    write_report(folder / "zorg.pdf", [[("Zorg in de wijk", ZORG)]])
    market = (
        "De weekmarkt in {0} trekt elke zaterdag {1} bezoekers uit de",
        "omgeving. De kramen staan op het plein voor de kerk, en de",
        "gemeente heeft het aantal vaste plaatsen vorig jaar vergroot.",
    )
    write_report(
        folder / "markten.pdf",
        # Figures of their own: without them they would be copies of one passage.
        [
            [(f"Weekmarkt {name}", [line.format(name, 100 + number) for line in market])]
            for number, name in enumerate(MARKTEN)
        ],
    )
    (folder / "kapot.pdf").write_bytes(b"dit is geen pdf")
    (folder / "reports.toml").write_text(REPORT_LIST, encoding="utf-8")


def publish(folder: Path, root: Path) -> str:
    """Ingests the folder; returns the id of the index."""
    return ingest(
        [folder],
        root=root,
        settings=Config(extract=ExtractConfig(ocr="off")),
        encoder=HashEncoder(),
        count_tokens=lambda texts: [len(text.split()) for text in texts],
        worker_count=1,
    ).index_id


def app_over(root: Path, **settings: object) -> FastAPI:
    values = {"index_dir": root, "poll_seconds": 0.05, **settings}
    return create_app(Settings(**values), encoder=HashEncoder())  # type: ignore[arg-type]


@contextmanager
def ready_client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        wait_for(lambda: client.get("/gezondheid/gereed").status_code == 200)
        yield client


def wait_for(condition, *, seconds: float = 30.0) -> None:
    """Until `condition()` holds; fails loudly when it does not come."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if condition():
            return
        pause.wait(0.02)
    pytest.fail(f"did not come true within {seconds:g} s")


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """The app behind a real server on a free port; gives its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            wait_for(lambda: server.started)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
