"""Dates as letters write them."""

import pytest

from sources.facts.dates import DATE, in_words, is_iso, iso_of


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1 maart 2011", "2011-03-01"),
        ("19 JANUARI 2024", "2024-01-19"),
        ("3 mrt. 2011", "2011-03-03"),
        ("5 sept 2020", "2020-09-05"),
        ("7 okt. 2020", "2020-10-07"),
        ("12-03-2024", "2024-03-12"),
        ("2/3/2024", "2024-03-02"),
        ("2024-03-12", "2024-03-12"),
        ("29 februari 2023", None),
        ("12-13-2024", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    match = DATE.search(f"op {text},")
    assert match is not None
    assert iso_of(match) == iso


@pytest.mark.parametrize("text", ["maart 2011", "2011", "0123-45-67890", "versie 1.2.3", "12-03-24"])
def test_no_dates(text: str) -> None:
    assert DATE.search(text) is None


def test_iso_dates_may_be_cut_short() -> None:
    assert [is_iso(text) for text in ("2024", "2024-02", "2024-02-29")] == [True, True, True]
    assert [is_iso(text) for text in ("24", "2024-13", "2023-02-29", "29-02-2024", "")] == [False] * 5


def test_a_date_in_words():
    dates = ["2024", "2024-01", "2024-01-09", "2024-13", "onbekend"]
    assert [in_words(date) for date in dates] == [
        "2024",
        "januari 2024",
        "9 januari 2024",
        "2024-13",
        "onbekend",
    ]
