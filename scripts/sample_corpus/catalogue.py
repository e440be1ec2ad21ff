"""Which reports there are, and what `reports.toml` says of them."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

BUREAU = "https://www.streekbureau-elsmark.example/publicaties/"


@dataclass(frozen=True, slots=True)
class ReportSource:
    """One report: what it is, and the Typst file it is made from."""

    report_id: str
    source: str
    title: str
    publisher: str
    published: dt.date
    url_folder: str
    licence: str = "CC0-1.0"
    inputs: tuple[tuple[str, str], ...] = ()
    tagged: bool = False
    scanned: bool = False

    @property
    def file(self) -> str:
        """The PDF's name in the corpus folder."""
        return f"{self.report_id}.pdf"


REPORTS = (
    ReportSource(
        "elsmark-in-beweging-2025",
        "impactboekje.typ",
        "Elsmark in beweging: wat zes jaar Streekdeal opleverde",
        "Streekbureau Elsmark",
        dt.date(2025, 11, 18),
        BUREAU,
    ),
    ReportSource(
        "de-streek-die-zichzelf-omschoolt-2023",
        "magazine_artikel.typ",
        "De streek die zichzelf omschoolt",
        "Elsmark Onderneemt",
        dt.date(2023, 10, 12),
        "https://www.elsmark-onderneemt.example/magazine/",
    ),
    ReportSource(
        "streekagenda-2030-beleidsnota",
        "beleidsnota.typ",
        "Streekagenda 2030: brede welvaart dichtbij",
        "Samenwerkende gemeenten Elsmark",
        dt.date(2025, 6, 3),
        "https://www.streekagenda-elsmark.example/stukken/",
        tagged=True,
    ),
    ReportSource(
        "jaarverslag-streekdeal-2023",
        "jaarverslag_2023.typ",
        "Jaarverslag 2023 Streekdeal Elsmark",
        "Streekbureau Elsmark",
        dt.date(2024, 4, 11),
        BUREAU,
    ),
    ReportSource(
        "brief-stuw-molenbeek-2021",
        "brief_waterschap.typ",
        "Brief over het verwijderen van stuw Molenbeek",
        "Waterschap Elze en Venen",
        dt.date(2021, 3, 8),
        "https://www.waterschap-elze-en-venen.example/brieven/",
        scanned=True,
    ),
    ReportSource(
        "zuinig-op-veen-2025",
        "rapport_veenbodem.typ",
        "Zuinig op veen: vijf jaar meten bij Wijkerbrink",
        "Waterschap Elze en Venen",
        dt.date(2025, 9, 16),
        "https://www.waterschap-elze-en-venen.example/onderzoek/",
        licence="EUPL-1.2",
        tagged=True,
    ),
    ReportSource(
        "voortgangsrapportage-streekdeal-2022-1",
        "voortgang_2022.typ",
        "Voortgangsrapportage Streekdeal Elsmark, peildatum 1 juli 2022",
        "Streekbureau Elsmark",
        dt.date(2022, 8, 25),
        BUREAU,
    ),
    ReportSource(
        "tussen-plan-en-plaats-2024",
        "evaluatie_2024.typ",
        "Tussen plan en plaats: tussentijdse evaluatie van de Streekdeal Elsmark",
        "Onderzoeksbureau Lindeboom en Vos",
        dt.date(2024, 5, 28),
        "https://www.lindeboom-en-vos.example/rapporten/",
    ),
    ReportSource(
        "factsheet-isoleerbrigade-2024",
        "factsheet_isoleerbrigade.typ",
        "Factsheet De Isoleerbrigade in 2024",
        "Streekbureau Elsmark",
        dt.date(2025, 2, 6),
        BUREAU,
    ),
    ReportSource(
        "tolveen-besluitenlijst-2024-04-18-concept",
        "besluitenlijst.typ",
        "Besluitenlijst van de openbare raadsvergadering van 18 april 2024 (concept)",
        "Gemeente Tolveen",
        dt.date(2024, 4, 25),
        "https://www.gemeente-tolveen.example/raad/",
        tagged=True,
    ),
    ReportSource(
        "tolveen-besluitenlijst-2024-04-18-vastgesteld",
        "besluitenlijst.typ",
        "Besluitenlijst van de openbare raadsvergadering van 18 april 2024 (vastgesteld)",
        "Gemeente Tolveen",
        dt.date(2024, 5, 24),
        "https://www.gemeente-tolveen.example/raad/",
        inputs=(("version", "2"),),
        tagged=True,
    ),
)


def as_toml(corpus: Path) -> str:
    """`reports.toml` for the PDFs that stand in `corpus`."""
    head = "# Written by scripts/make_sample_corpus. All of it is invented: region, people, projects and figures.\n"
    return head + "".join(_entry(report, corpus) for report in REPORTS)


def _entry(report: ReportSource, corpus: Path) -> str:
    digest = hashlib.sha256((corpus / report.file).read_bytes()).hexdigest()
    return (
        "\n[[report]]\n"
        f'report_id = "{report.report_id}"\n'
        f'file = "{report.file}"\n'
        f'title = "{report.title}"\n'
        f'publisher = "{report.publisher}"\n'
        f"published = {report.published.isoformat()}\n"
        f'source_url = "{report.url_folder}{report.file}"\n'
        f'licence = "{report.licence}"\n'
        f'sha256 = "{digest}"\n'
    )
