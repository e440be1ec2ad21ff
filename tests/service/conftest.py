"""A small published index, and the service over it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from starlette.testclient import TestClient
from tests.fact_documents import water, wonen
from tests.making import build_index
from tests.service.serving import app_over, publish, ready_client, write_corpus


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_corpus(folder)
    return folder


@pytest.fixture(scope="session")
def published(corpus_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index root that tests only read."""
    root = tmp_path_factory.mktemp("indexes")
    publish(corpus_folder, root)
    return root


@pytest.fixture
def own_index(published: Path, tmp_path: Path) -> Path:
    """A copy of the published index that a test may change."""
    return copytree(published, tmp_path / "indexes")


@pytest.fixture(scope="module")
def client(published: Path) -> Iterator[TestClient]:
    with ready_client(app_over(published)) as client:
        yield client


@pytest.fixture(scope="session")
def published_facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of reports with quotes, figures and a project, that tests only read. Its PDFs are not."""
    root = tmp_path_factory.mktemp("facts")
    build_index(root, water(), wonen())
    return root


@pytest.fixture(scope="module")
def facts_client(published_facts: Path) -> Iterator[TestClient]:
    with ready_client(app_over(published_facts)) as client:
        yield client
