"""Numbers of lists in the forms that word processors and browsers have."""

import pytest

from sources.office.list_numbers import written


@pytest.mark.parametrize(
    ("form", "number", "expected"),
    [
        ("1", 12, "12"),
        ("1", 0, "0"),
        ("a", 1, "a"),
        ("A", 26, "Z"),
        ("a", 28, "bb"),
        ("i", 4, "iv"),
        ("I", 1994, "MCMXCIV"),
        ("i", 0, None),
        ("a", 0, None),
        ("1", -1, None),
        ("a", 10**9, None),
        ("eerste", 1, None),
        ("", 1, None),
    ],
)
def test_forms(form: str, number: int, expected: str | None) -> None:
    assert written(form, number) == expected
