"""The names in an index directory, and what an index says of itself."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rdsearch.errors import IndexUnusable

SCHEMA_VERSION = 5

CURRENT = "current"
LOCK = ".lock"
BUILDING = ".building"
MANIFEST = "manifest.json"
CATALOG = "catalog.db"
VECTORS = "vectors.npy"
DENSE = "dense.faiss"
LEXICAL = "lexical"
LITERAL = "literal"
SUGGESTIONS = "suggestions.json"
PDF = "pdf"


@dataclass(frozen=True, slots=True)
class BuildKey:
    """What decides how a report becomes rows: only reports of an equal key can be carried over."""

    model_id: str
    dim: int
    fingerprint: str  # of settings and of the versions of extractor, chunker and fact finders
    schema_version: int = SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index says of itself. Written last: a directory without it is not an index."""

    index_id: str
    created_at: datetime
    rdsearch_version: str
    key: BuildKey
    reports: int
    pages: int
    passages: int
    files: dict[str, str]  # path in the directory → sha256


def current_id(root: Path) -> str | None:
    """The id of the published index under `root`, None where there is none."""
    try:
        return (root / CURRENT).read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnusable(f"{root} cannot be read as an index: {error}") from None


def is_own_copy(root: Path, pdf: Path) -> bool:
    """Whether a PDF is the copy that an index under `root` keeps."""
    folder = pdf.resolve().parent
    return folder.name == PDF and folder.parent.parent == root.resolve()


def manifest_of(path: Path) -> Manifest:
    """What an index directory says of itself. Raises IndexUnusable where it cannot be read or has another format."""
    try:
        data = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        version = data["key"]["schema_version"]
    except (OSError, ValueError, KeyError, TypeError):
        raise IndexUnusable(
            f"{path} has no readable manifest; build the index again with `rdsearch ingest --fresh`"
        ) from None
    if version != SCHEMA_VERSION:
        raise IndexUnusable(
            f"index {path.name} has format {version}, this program reads {SCHEMA_VERSION};"
            " build it again with `rdsearch ingest --fresh`"
        )
    try:
        return TypeAdapter(Manifest).validate_python(data)
    except ValidationError:
        raise IndexUnusable(
            f"the manifest of {path} is damaged; build the index again with `rdsearch ingest --fresh`"
        ) from None


def replace_text(path: Path, text: str) -> None:
    """Writes a file that is either the old one or the new one, even when the power fails."""
    partial = path.with_name(f"{path.name}.part")
    partial.write_text(text + "\n", encoding="utf-8")
    fsync(partial)
    partial.replace(path)
    fsync(path.parent)


def fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
