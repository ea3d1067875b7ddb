"""Which letters a question names: by number, title, year, sender or kind ("in de brief van Keijzer uit 2020")."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.analysis import fold
from rag.pointed_out import YEAR, pointed_out
from rag.senders import missing_sender, sent_by_named, surname
from sources.facts.dates import DATE, MONTHS, in_words, is_iso, iso_of
from sources.facts.numbers import named_numbers, number_key
from sources.types import Letter

_LETTER_WORD = (
    r"(?:\w*brie(?:f|ven)|(?:beslis)?nota'?s?|kamerstuk(?:ken)?|stuk(?:ken)?|document(?:en)?|(?:kabinets|industrie|toekomst)?visie"
    r"|letters?|memo(?:randum)?s?)"
)
_MONTHS = {month: number for number, month in enumerate(MONTHS, start=1)} | {
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10,
}  # fmt: skip
"""Months by name; the other English ones are as in Dutch."""
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_DATED = rf"(?:uit|van|of|from|dated|d\.d\.)\W+(?:\d{{1,2}} )?(?:{_MONTH} |het jaar |the year )?"
_YEAR_OF_LETTER = re.compile(
    rf"\b{_LETTER_WORD}\W+(?:{_DATED}|{_MONTH} )?({YEAR})\b|\b({YEAR})\W+{_LETTER_WORD}\b"
    rf"|\b{_LETTER_WORD}\b(?:\W++(?!{YEAR})[\w-]++){{1,7}}?\W+{_DATED}(?P<far>{YEAR})\b"
)
"""A year that is said of a letter: right beside the word for it, or farther on as a date. `In 2030` is no date."""
_BEFORE_YEAR = re.compile(rf"(?:\b(?P<day>\d{{1,2}}) )?\b(?P<month>{_MONTH}) $")
_AS_SOURCE = re.compile(
    rf"\b(?:in|volgens|uit|according to|from)\b(?: (?!welk|which|what)\w+){{0,3}}? {_LETTER_WORD}\b"
)
_COMPARES = re.compile(
    r"\b(?:verschil\w*|vergel\w+|ten opzichte van|tegenover|versus|zowel|beide|anders dan"
    r"|difference|differ\w*|compar\w+|both)\b"
    rf"|\bin {YEAR}\b.*\b(?:en|of|and)\b.*\bin {YEAR}\b"
)
_NOTE_WORD = re.compile(r"\b(?:beslis)?nota(?:'?s)?\b|\bdecision note")
_OFFICE_WORDS = ("minister", "staatssecretaris", "bewindspersoon", "state", "secretary", "kamerstuk")
_OWN_KIND = re.compile(r"^(?:beslis)?nota bij de (?:kamer)?brief ")
"""What a note's title says before the title of the letter that it goes with."""
_WORD = re.compile(r"\w+")
_SHORTEST_TITLE = 12
"""A shorter title is too likely to be an ordinary phrase."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The letters that a question names, and the words and numbers that it names them with, of no use in the search.

    An empty set of letters means that the question names one which is not there ("in de brief uit 2017").
    """

    letters: frozenset[str]
    words: frozenset[str]


def named_letters(text: str, letters: Sequence[Letter]) -> Naming | None:
    """What a question names, or None where it names no letter.

    What is named in two ways must answer to both, where a letter does; two years name the letters of either. A year
    counts only with a word for a letter near it, or in a comparison of two: `in 2030` is what a letter is about.
    """
    plain = fold(text)
    numbers = {letter.letter_id: frozenset(map(number_key, letter.numbers)) for letter in letters}
    found = list(named_numbers(plain, frozenset().union(*numbers.values())))
    if found:
        keys = {each.key for each in found}
        words = _words(plain, letters, {}) | {each.value for each in found}
        return Naming(_ids(x for x in letters if keys & numbers[x.letter_id]), words)
    sent = sent_by_named(text, letters)
    spelled = DATE.sub(_in_words, plain)
    dates = _dates(spelled, {x.date[:4] for x in letters if x.date})
    words = _words(plain, letters, dates)
    if not sent and (missing := missing_sender(text, letters)):
        return Naming(frozenset(), words | {missing})
    dated = _ids(x for x in letters if x.date and any(_agree(x.date, date) for date in dates))
    if dates and not dated:
        return Naming(frozenset(), words) if _AS_SOURCE.search(plain) else None
    several = len(dates) > 1 or _COMPARES.search(plain)
    pointed = None if several else pointed_out(spelled, letters)
    if pointed is not None and not pointed:
        return Naming(frozenset(), words)
    notes = _ids(x for x in letters if "nota" in x.kind) if _NOTE_WORD.search(plain) else frozenset()
    ways = [
        _titled(plain, [x for x in letters if ("nota" in x.kind) == bool(notes)]),
        pointed or frozenset(),
        dated,
        sent,
        notes,
    ]
    ways = [ids for ids in ways if ids]
    if not ways:
        return None
    return Naming(frozenset.intersection(*ways) or ways[0], words)


def _ids(letters: Iterable[Letter]) -> frozenset[str]:
    return frozenset(letter.letter_id for letter in letters)


def _titled(plain: str, letters: Sequence[Letter]) -> frozenset[str]:
    """The letter whose whole title follows a word for a letter; the longest title where several do."""
    squeezed = " ".join(_WORD.findall(plain))
    found: dict[str, int] = {}
    for letter in letters:
        title = _OWN_KIND.sub("", " ".join(_WORD.findall(fold(letter.title))))
        after_word = rf"\b{_LETTER_WORD}(?: \w+){{0,3}}? {re.escape(title)}\b"
        if len(title) >= _SHORTEST_TITLE and re.search(after_word, squeezed):
            found[letter.letter_id] = len(title)
    longest = max(found.values(), default=0)
    return frozenset(letter_id for letter_id, length in found.items() if length == longest)


def _dates(spelled: str, known: Collection[str]) -> dict[str, str]:
    """The dates that are said of letters: as ISO, as far as they go (`2024-04-18`, `2024-04`, `2024`), and as typed.

    They are those beside a word for a letter, and letters' years set beside them.
    Farther on, one that is later than all letters is what a letter is about: `de brief over de doelen van 2030`.
    """
    newest = max(known, default="")
    dates = {}
    for match in _YEAR_OF_LETTER.finditer(spelled):
        group = match.lastgroup or match.lastindex or 0
        year = match[group]
        if group != "far" or year <= newest:
            iso, typed = _whole(spelled[: match.start(group)], year)
            dates[iso] = typed
    said = {iso[:4] for iso in dates}
    others = {year for year in re.findall(rf"\b{YEAR}\b", spelled) if year in known and year not in said}
    if dates or (len(others) > 1 and _COMPARES.search(spelled)):
        dates |= {year: year for year in others}
    return dates


def _in_words(date: re.Match[str]) -> str:
    """A date with its month by name; what is no date stays as it was."""
    iso = iso_of(date)
    return in_words(iso) if iso else date[0]


def _whole(before: str, year: str) -> tuple[str, str]:
    """The date that ends in this year, as ISO and as it is typed."""
    match = _BEFORE_YEAR.search(before)
    if not match:
        return year, year
    month = f"{year}-{_MONTHS[match['month']]:02}"
    day = f"{month}-{int(match['day'] or 0):02}"
    return (day if is_iso(day) else month), f"{match[0]}{year}"


def _agree(one: str, other: str) -> bool:
    """Whether two ISO dates, of which either may be cut short, can be the same."""
    return one.startswith(other) or other.startswith(one)


def _words(plain: str, letters: Sequence[Letter], dates: Mapping[str, str]) -> frozenset[str]:
    """The words of the question that are dates, senders or offices of letters."""
    names = {name for letter in letters if (name := surname(letter))}
    typed = {match[0] for match in DATE.finditer(plain) if iso_of(match) in dates}
    used = {
        *names,
        *_OFFICE_WORDS,
        *(word for date in (*dates.values(), *typed) for word in _WORD.findall(date)),
    }
    return frozenset(word for word in _WORD.findall(plain) if word in used) | typed
