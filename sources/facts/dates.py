"""Dates as Dutch letters write them, and as ISO: `1 maart 2011`, `01-03-2011`, `2011-03-01`."""

import datetime as dt
import re

MONTHS = ("januari februari maart april mei juni juli augustus september oktober november december").split()
_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)}|(?:{'|'.join(_SHORT)}|sept)\b\.?) (?P<year>\d{{4}})"
    r"|(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>(?:19|20)\d\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d))\b",
    re.IGNORECASE,
)
"""A date with its day."""
_CUT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def iso_of(match: re.Match[str]) -> str | None:
    """The ISO date of a match of `DATE`, or None: there is no such day."""
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    elif match["d"]:
        year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    else:
        year, month, day = int(match["year"]), _month(match["month"]), int(match["day"])
    return _iso(year, month, day)


def is_iso(text: str) -> bool:
    """Whether this is an ISO date that there is, or one cut short: `2024`, `2024-01`, `2024-01-19`."""
    match = _CUT.fullmatch(text)
    return match is not None and _iso(int(match[1]), int(match[2] or 1), int(match[3] or 1)) is not None


def in_words(iso: str) -> str:
    """An ISO date, possibly cut, in words; what is no such date comes back as it is.

    `2024-01` gives `januari 2024`, `2024-01-19` gives `19 januari 2024`, `2024` stays `2024`.
    """
    if not is_iso(iso):
        return iso
    year, *rest = iso.split("-")
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*(str(int(day)) for day in rest[1:]), *month, year])


def _month(name: str) -> int:
    return next(number for number, short in enumerate(_SHORT, start=1) if _starts(name.lower(), short))


def _starts(name: str, short: str) -> bool:
    return name.startswith((short, "maart" if short == "mrt" else short))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
