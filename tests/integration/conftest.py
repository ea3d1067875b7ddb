"""What several integration tests share: an index of the shipped letters, made once, and a server with the bots."""

from pathlib import Path

import pytest

from index.build import build_index
from index.settings import IndexSettings
from sources import DEFAULT_LETTERS
from tests.bots import running, settings_for
from tests.slack import Slack


@pytest.fixture(scope="session")
def letters_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the five letters with the shipped model; copy it to change it."""
    index_dir = tmp_path_factory.mktemp("letters-index")
    build_index(DEFAULT_LETTERS, index_dir, IndexSettings())
    return index_dir


@pytest.fixture
def slack(monkeypatch):
    """A stand-in for Slack, on this machine, so that no proxy lies between."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    with Slack() as stand_in:
        yield stand_in


@pytest.fixture
def store(tmp_path):
    """Where the bot keeps what it does."""
    return tmp_path / "bot.sqlite"


@pytest.fixture
def server(slack, store):
    """A server with the bot for `slack`, over an assistant that can be slow."""
    with running(settings_for(slack, store)) as server:
        yield server
        server.assistant.go.set()
