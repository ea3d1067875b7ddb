"""Fixtures and settings for all tests."""

import os

import pytest
from hypothesis import settings

from tests.helpers import StubEncoder

# No test is timed. In CI the examples are the same each time, so that a commit fails for its own faults only.
settings.register_profile("briefwijzer", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("briefwijzer")


@pytest.fixture
def stub_encoder():
    """A deterministic stand-in for the embedding model: needs no model and no time."""
    return StubEncoder()
