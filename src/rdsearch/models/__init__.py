"""A model name → a folder on this machine that sentence-transformers can load."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from rdsearch.errors import ModelError
from rdsearch.models.bundled import BUNDLED_MODEL, bundled_model_dir

__all__ = ["BUNDLED_MODEL", "LocalModel", "bundled_model_dir", "resolve_model"]

_WAY_OUT = f"use the bundled model ({BUNDLED_MODEL}) or give a folder with --model FOLDER"
_HUB_TIMEOUT_S = 5.0
# Weights in other formats are no use here, and *.bin is a pickle: not something to take off a network.
_HUB_FILES = ["*.json", "*.txt", "*.model", "*.safetensors"]
_IDENTIFYING = {".json", ".txt", ".model", ".safetensors", ".bin"}


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A folder for sentence-transformers, and a name that only these very weights have."""

    folder: Path
    model_id: str


def resolve_model(name: str | None = None) -> LocalModel:
    """The bundled model for None or its name, else a folder of that name, else a model of the hub.

    The hub is asked only when its local cache has no copy. Raises ModelError.
    """
    if name is None or name == BUNDLED_MODEL:
        folder = bundled_model_dir()
        return LocalModel(folder, folder.name)
    folder = Path(name).expanduser()
    if folder.is_dir():
        if lack := _lack_of(folder):
            raise ModelError(f"{name} is not a sentence-transformers model: {lack}; {_WAY_OUT}")
        folder = folder.resolve()
        return LocalModel(folder, f"{folder.name}@{_content_hash(folder)}")
    return _hub_model(name)


def _lack_of(folder: Path) -> str | None:
    """What a model folder must have and this one has not, in words."""
    if not any((folder / name).is_file() for name in ("modules.json", "config.json")):
        return "it has no modules.json and no config.json"
    if not any((*folder.rglob("*.safetensors"), *folder.rglob("pytorch_model*.bin"))):
        return "it has no weights (*.safetensors or pytorch_model.bin)"
    return None


def _content_hash(folder: Path) -> str:
    """Hash of all that decides the vectors. Reads the weights: about a second for 1.5 GB."""
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in _IDENTIFYING and file.is_file():
            total.update(file.relative_to(folder).as_posix().encode())
            with file.open("rb") as opened:
                total.update(hashlib.file_digest(opened, "sha256").digest())
    return total.hexdigest()[:12]


def _hub_model(name: str) -> LocalModel:
    folder = _cached_snapshot(name) or _downloaded_snapshot(name)
    if lack := _lack_of(folder):
        raise ModelError(f"{name} of the model hub cannot be used: {lack}; {_WAY_OUT}")
    return LocalModel(folder, f"{name}@{folder.name[:12]}")  # a snapshot is named by its commit


def _cached_snapshot(name: str) -> Path | None:
    # Imported here and below: 0.4 s that only those who name a model of the hub should wait for.
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(name, allow_patterns=_HUB_FILES, local_files_only=True))
    except HFValidationError:
        raise ModelError(
            f"{name} is not a folder and cannot be the name of a model; {_WAY_OUT}"
        ) from None
    except LocalEntryNotFoundError:
        return None
    return None if _lack_of(folder) else folder  # a download that was broken off


def _downloaded_snapshot(name: str) -> Path:
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        # Asked first because snapshot_download itself has no limit to how long it waits for this.
        commit = HfApi().model_info(name, timeout=_HUB_TIMEOUT_S).sha
    except RepositoryNotFoundError:
        raise ModelError(f"the model hub has no public model {name}; {_WAY_OUT}") from None
    except Exception as error:  # the hub client lets those of its HTTP library through
        raise ModelError(
            f"{name} is not on this machine and the model hub cannot be reached "
            f"({type(error).__name__}); {_WAY_OUT}"
        ) from error
    try:
        return Path(snapshot_download(name, revision=commit, allow_patterns=_HUB_FILES))
    except Exception as error:  # as above
        raise ModelError(
            f"{name} cannot be downloaded from the model hub ({type(error).__name__}); {_WAY_OUT}"
        ) from error
