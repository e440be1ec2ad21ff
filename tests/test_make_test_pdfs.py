"""The small PDFs of the tests are what their script makes, byte for byte."""

import io
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PDFS = ROOT / "tests" / "data" / "pdf"


@pytest.fixture(scope="module")
def script():
    loader = SourceFileLoader("make_test_pdfs", str(ROOT / "scripts" / "make_test_pdfs"))
    module = module_from_spec(spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def test_every_generated_pdf_is_there_as_it_is_made(script):
    made = {}
    for name, make in script.MAKERS.items():
        make(out := io.BytesIO())
        made[f"{name}.pdf"] = out.getvalue()
    assert [name for name, content in made.items() if (PDFS / name).read_bytes() != content] == []
