import pytest

from tests.unit.index.built import CHIPS, ENERGY


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "brieven"
    made.mkdir()
    (made / "chips.txt").write_text(CHIPS)
    (made / "energie.txt").write_text(ENERGY)
    return made


@pytest.fixture
def index_dir(tmp_path):
    return tmp_path / "index"
