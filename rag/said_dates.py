"""The dates that a question says, and which of them are those of letters."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sources.facts.dates import DATE, MONTHS, is_iso, iso_of
from sources.types import Letter

YEAR = r"(?:19|20)\d{2}"
LETTER_WORD = (
    r"(?:\w*brie(?:f|ven)|(?:beslis)?nota'?s?|kamerstuk(?:ken)?|stuk(?:ken)?|document(?:en)?"
    r"|(?!(?:tele|di|pro|re|super|indi)visies?\b)\w*visies?"
    r"|letters?|memo(?:randum)?s?)"
)
_ENGLISH = {
    "january": 1,
    "february": 2,
    "march": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "october": 10,
}
"""Months that are not as in Dutch."""
_MONTHS = {month: number for number, month in enumerate(MONTHS, start=1)} | _ENGLISH
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_DAY = r"\d{1,2}(?:e|ste|de|st|nd|rd|th)?"
_SAID = re.compile(
    rf"{DATE.pattern}|\b(?:(?P<day_first>{_DAY}) )?(?P<name>{_MONTH}) (?P<of>{YEAR})\b"
    rf"|\b(?P<english>{_MONTH}) (?P<day_last>{_DAY}),? (?P<english_of>{YEAR})\b|\b(?P<bare>{YEAR})\b"
)
"""A date in any of its forms: `18 april 2024`, `18-04-2024`, `april 18th, 2024`, `april 2024`, `2024`."""
_OF = r"(?:(?:uit|van|of|from|dated|gedateerd(?: op)?|d\.?d\.?)\W+(?:het jaar |the year |\w+dag )?)"
_DATED = re.compile(r"(?:dated|gedateerd(?: op)?|d\.?d\.?)\W+(?:\w+dag )?$")
_BESIDE = re.compile(rf"\b{LETTER_WORD}\W+(?:{_OF}|\w+dag )?(?P<at>{YEAR})\b")
_BEFORE = re.compile(rf"\b(?P<at>{YEAR})\W+{LETTER_WORD}\b")
_FAR = re.compile(rf"\b{LETTER_WORD}\b(?:[^\w.?!:;]++(?!{YEAR})[\w-]++){{1,7}}?\W+{_OF}(?P<at>{YEAR})\b")
"""Where a year is said of a letter: right beside the word for it, or farther on as a date. `In 2030` is no date."""
_ALSO = re.compile(
    rf",? (?:en|of|and|or|met|with)(?: (?:de|die|dat|the|that))?(?: {LETTER_WORD})? (?:{_OF})?$"
)
"""Between the dates of two letters: `van 18 april 2024 en die van 8 oktober 2024`."""
_BESIDES = re.compile(r"(?:,|\b(?:en|of|met|dan|naar|and|or|with|than|to)\b)(?: [\w'-]+){0,4} $")
"""Between the year of a letter and that of another, where it is not said that they are compared."""
_UNTIL = re.compile(r" ?(?:tot|t/m|until|till|through|-|–)\W")
COMPARES = re.compile(
    r"\b(?:verschil\w*|vergel\w+|ten opzichte van|tegenover|versus|zowel|beide|anders dan"
    r"|difference|differ\w*|compar\w+|both)\b"
    rf"|\bin {YEAR}\b.*\b(?:en|of|and)\b.*\bin {YEAR}\b"
)


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date: as ISO, as far as it goes (`2024-04-18`, `2024-04`, `2024`), and as it is typed."""

    iso: str
    typed: str

    @property
    def year(self) -> "SaidDate":
        """Its year alone."""
        year = self.iso[:4]
        return SaidDate(year, year)


@dataclass(frozen=True, slots=True)
class SaidDates:
    """A question with each date cut to its year, and the dates by the place of that year."""

    text: str
    dates: dict[int, SaidDate]


def said_dates(plain: str) -> SaidDates:
    """The dates of a question (folded)."""
    parts: list[str] = []
    dates: dict[int, SaidDate] = {}
    length = end = 0
    for match in _SAID.finditer(plain):
        iso = _iso(match)
        if iso:
            parts += [plain[end : match.start()], iso[:4]]
            length += len(parts[-2])
            dates[length] = SaidDate(iso, match[0])
            length += len(iso[:4])
            end = match.end()
    return SaidDates("".join([*parts, plain[end:]]), dates)


def dates_of_letters(said: SaidDates, letters: Sequence[Letter]) -> list[SaidDate]:
    """The dates that are said of letters: those beside a word for one, and letters' years set beside them.

    One farther on is often that of another thing (`de brief over de motie van 3 mei 2024`): it counts as far as it goes
    where a letter is of that day, or where it is said to be a letter's (`d.d.`), and as a year otherwise. One that is
    later than all letters is what a letter is about: `de brief over de doelen van 2030`.
    """
    known = {letter.date for letter in letters if letter.date}
    found: dict[int, SaidDate] = {}
    for place in _places(_BESIDE, said):
        found[place] = said.dates[place]
        following = _following(said, place)
        if following is not None and _ALSO.fullmatch(said.text[place + 4 : following]):
            found[following] = said.dates[following]
    for pattern in (_FAR, _BEFORE):
        for place in _places(pattern, said):
            date = said.dates[place]
            sure = bool(_DATED.search(said.text[:place])) or any(
                other.startswith(date.iso) for other in known
            )
            if pattern is _BEFORE or date.iso[:4] <= max(known, default="")[:4]:
                found.setdefault(place, date if sure else date.year)
    for place, date in found.items():
        if _UNTIL.match(said.text[place + 4 :]):
            found[place] = date.year
    return [*found.values(), *_others(said, found, known)]


def _others(said: SaidDates, found: dict[int, SaidDate], known: Collection[str]) -> Iterable[SaidDate]:
    """Letters' years that are said beside the dates found, where those are years too or letters are compared."""
    compares = COMPARES.search(said.text)
    years = {date[:4] for date in known}
    others = {
        place: date for place, date in said.dates.items() if place not in found and date.iso[:4] in years
    }
    bare = all(len(date.iso) == 4 for date in found.values())
    if not compares and found:
        first = min(found)
        others = {
            place: date
            for place, date in others.items()
            if bare and _BESIDES.search(said.text[min(first, place) : max(first, place)])
        }
    if found or (compares and len({date.iso[:4] for date in others.values()}) > 1):
        return [date if date.iso in known else date.year for date in others.values()]
    return []


def agree(one: str, other: str) -> bool:
    """Whether two ISO dates, of which either may be cut short, can be the same."""
    return one.startswith(other) or other.startswith(one)


def of_date(date: SaidDate, letters: Iterable[Letter]) -> list[Letter]:
    """The letters that can be of a date: those of that very day where there are such, for a cut date is not sure."""
    found = [letter for letter in letters if letter.date and agree(letter.date, date.iso)]
    return [letter for letter in found if letter.date == date.iso and date.iso.count("-") == 2] or found


def is_quoted(date: SaidDate, letters: Sequence[Letter]) -> bool:
    """Whether it is a full day that stands in the text of a letter: that is of another paper that it tells about."""
    if len(date.iso) != len("2024-04-18"):
        return False
    year, month, day = date.iso.split("-")
    name = MONTHS[int(month) - 1]
    written = re.compile(
        rf"\b0?{int(day)}(?:\s+{name}\s+|[-/.]0?{int(month)}[-/.]){year}\b|\b{date.iso}\b", re.IGNORECASE
    )
    return any(written.search(page.text) for letter in letters for page in letter.pages)


def _places(pattern: re.Pattern[str], said: SaidDates) -> list[int]:
    return [match.start("at") for match in pattern.finditer(said.text) if match.start("at") in said.dates]


def _following(said: SaidDates, place: int) -> int | None:
    """The place of the next date."""
    return next((other for other in said.dates if other > place), None)


def _iso(match: re.Match[str]) -> str | None:
    """The ISO date of a match, cut to its month or year where there is no such day, or None: it is no date."""
    if match["iso"] or match["d"]:
        return iso_of(match)
    if match["month"]:
        month, year = match["month"], match["year"]
        return iso_of(match) or (_cut(month, year, None) if month in _MONTHS else year)
    if match["bare"]:
        return match["bare"]
    if match["english"]:
        return _cut(match["english"], match["english_of"], match["day_last"])
    return _cut(match["name"], match["of"], match["day_first"])


def _cut(name: str, year: str, day: str | None) -> str:
    month = f"{year}-{_MONTHS[name]:02}"
    date = f"{month}-{int(re.sub(r'[a-z]', '', day or '0')):02}"
    return date if is_iso(date) else month
