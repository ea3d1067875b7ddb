"""Fixtures for all tests."""

import pytest

from tests.helpers import StubEncoder


@pytest.fixture
def stub_encoder():
    """A deterministic stand-in for the embedding model: needs no model and no time."""
    return StubEncoder()
