"""Text that is none: letters whose codes say nothing."""

import pytest

from sources.legible import is_legible

PROSE = (
    "Het kabinet wil de bestaanszekerheid van mensen vergroten en richt zich op werk en inkomen voor iedereen. "
    * 5
)


@pytest.mark.parametrize(
    "text", ["", "Kop", "12 34 56", PROSE, "The cabinet wants to secure the income of people. " * 9]
)
def test_text(text: str) -> None:
    assert is_legible(text)


def test_letters_that_are_shifted_are_no_text() -> None:
    shifted = "".join(chr(ord(c) + 3) if c.isalpha() else c for c in PROSE)
    assert not is_legible(shifted)
    assert not is_legible("\x03\x04\x05\x06")
