"""Report sources → PDF bytes and their ground truth, the same bytes every time."""

from __future__ import annotations

import calendar
import importlib.util
import tempfile
from pathlib import Path
from typing import Any

import typst

from sample_corpus import scan, truth
from sample_corpus.catalogue import REPORTS, ReportSource

ROOT = Path(__file__).parent
FONT_PACKAGES = ("font_lato", "font_hanken_grotesk")


def font_folders() -> list[str]:
    """Folders of the open fonts that come as packages; system fonts would differ between machines."""
    folders = []
    for package in FONT_PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            name = package.replace("_", "-")
            raise SystemExit(
                f"make_sample_corpus: the font package {name} is missing; run: pip install {name}"
            )
        folders.append(str(Path(spec.origin).parent / "files"))
    return folders


def pdf_and_truth(report: ReportSource, corpus: Path) -> list[str]:
    """Writes a report's PDF and truth file; returns what the truth claims and the PDF does not show."""
    source = ROOT / "reports" / report.source
    options: dict[str, Any] = {
        "root": str(ROOT),
        "font_paths": font_folders(),
        "ignore_system_fonts": True,
    }
    inputs = dict(report.inputs)
    pdf: bytes = typst.compile(
        str(source),
        format="pdf",
        timestamp=calendar.timegm(report.published.timetuple()),
        pdf_tags=report.tagged,
        sys_inputs=inputs,
        **options,
    )
    options["sys_inputs"] = inputs | {"marks": "on"}
    path = corpus / report.file
    path.write_bytes(pdf)
    texts = truth.page_texts(path)
    pages = truth.pages_of(truth.marks_of(source, options), page_count=len(texts))
    path.with_suffix(".truth.json").write_text(truth.as_json(pages), encoding="utf-8")
    problems = truth.missing_on_pages(pages, texts)
    if report.scanned:
        path.write_bytes(scan.scanned(pdf, seed=len(pdf)))
    return [f"{report.file}: {problem}" for problem in problems]


def disagreements(corpus: Path) -> list[str]:
    """Reports whose PDF or truth in `corpus` is not what the sources make."""
    with tempfile.TemporaryDirectory() as folder:
        problems = []
        for report in REPORTS:
            problems += pdf_and_truth(report, Path(folder))
            for name in (report.file, str(Path(report.file).with_suffix(".truth.json"))):
                if (Path(folder) / name).read_bytes() != (corpus / name).read_bytes():
                    problems.append(
                        f"{name}: the sources make another file; run scripts/make_sample_corpus"
                    )
    return problems
