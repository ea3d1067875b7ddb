"""What several integration tests share: an index of the shipped letters, made once."""

from pathlib import Path

import pytest

from index.build import build_index
from index.settings import IndexSettings
from sources import DEFAULT_LETTERS


@pytest.fixture(scope="session")
def letters_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the five letters with the shipped model; copy it to change it."""
    index_dir = tmp_path_factory.mktemp("letters-index")
    build_index(DEFAULT_LETTERS, index_dir, IndexSettings())
    return index_dir
