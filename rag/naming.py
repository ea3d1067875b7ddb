"""Which letters a question names: by number, title, year, sender or kind ("in de brief van Keijzer uit 2020")."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import fold
from rag.pointed_out import REMEMBERED, SAYS, SOURCE, about, folded, is_called, pointed_out
from rag.said_dates import (
    COMPARES,
    LETTER_WORD,
    SaidDate,
    SaidDates,
    dates_of_letters,
    is_quoted,
    of_date,
    said_dates,
)
from rag.senders import missing_sender, sent_by_named, surname
from sources.facts.dates import MONTHS
from sources.facts.numbers import cited_numbers, named_numbers, number_key
from sources.types import Letter

_AS_SOURCE = re.compile(
    rf"\b(?:(?:in|volgens|uit|according to|from)\b(?: (?!welk|which|what)\w+){{0,3}}?|{SOURCE}(?: \w+)?)"
    rf" {LETTER_WORD}\b"
)
"""Before `zegt de brief` and the like no word for another thing may stand: `noemt de minister de brief`."""
_NOTE_WORD = re.compile(
    r"\b(?:beslis)?nota(?:'?s)?\b(?! van (?:toelichting|wijziging|verbetering)\b| naar aanleiding van\b)"
    r"|\bdecision note"
)
"""A nota for a minister to decide; one that goes with a bill or a decree is another thing."""
_LETTERS = re.compile(r"\b(?:\w*brieven|(?:beslis)?nota'?s|\w*rapportages|circulaires|letters)\b")
_ANY_PAPER = ("document", "stuk", "kamerstuk")
_WHO = r"(?: (?!(?:over|inzake|about|on|aan|bij|en|and|het|een|wat|dat|die)\b)[\w.'’-]+)"
_WHEN = rf"(?:uit|van|of|from|d\.?d\.?|dated) (?:\d|(?:{'|'.join(MONTHS)})\b)"
_SENT_IN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{LETTER_WORD} (?:van|from|by){_WHO}{{1,5}}? {_WHEN}",
        rf"\b(?:{SAYS}|schreef|schreven){_WHO}{{1,5}}? in (?:de|zijn|haar|hun|the|his|her) {LETTER_WORD} {_WHEN}",
        rf"\b(?:in|uit|volgens|according to|from){_WHO}{{1,5}}?(?:(?<=s)|['’]) {LETTER_WORD} {_WHEN}",
    )
)
"""A letter by who sent it and when: `de brief van Keijzer uit 2020`, `schreef Keijzer in zijn brief van 2020`."""
_SENT_BY = re.compile(rf"\b{SOURCE} {LETTER_WORD} (?:van|from|by){_WHO}{{1,5}}", re.IGNORECASE)
_KAMERBRIEF = re.compile(r"\bkamerbrie(?:f|ven)\b")
_NUMBERED = re.compile(
    rf"(?<!motie )(?<!amendement )\b{SAYS}(?: (?:de|het|the))?(?: {LETTER_WORD})?(?: (?:met|with)(?: het| als| the)?)?"
    r"(?: (?:kenmerk|referentie|\w*nummers?|reference|number|aanhangsel))?"
    r"(?:\W+(?:i{1,2}\b\W*)?(?:(?:vergaderjaar )?\d{4} ?[-–/] ?\d{2,4}\W+)?)$"
)
"""Before the number of a letter in which the answer is said to stand."""
_ANNEX_YEARS = re.compile(r"(?<=^ah-[te]k-)(\d{4})\d\d(\d\d)(?=-)")
"""The years in the key of an Aanhangsel, which are written `2023–2024` or `2023/24`."""
_FEWEST_FIGURES = 6
"""Figures that a number has at least by which a letter is missed."""
_OFFICE_WORDS = ("minister", "staatssecretaris", "bewindspersoon", "state", "secretary", "kamerstuk")
_OWN_KIND = re.compile(r"^(?:beslis)?nota bij de (?:kamer)?brief ")
"""What a note's title says before the title of the letter that it goes with."""
_WORD = re.compile(r"\w+")
MOST_COMPARED = 3
"""Letters, or dates of letters, that one question compares at most."""
_SHORTEST_TITLE = 12
"""A shorter title is too likely to be an ordinary phrase."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The letters that a question names, and what it names them with, of no use in the search.

    `words` are the words and numbers, `dates` the dates as they are typed. An empty set of letters means that the
    question names one which is not there ("in de brief uit 2017"). `by_date` are the letters of each date, where it
    names letters of several. `several` tells whether it names more than one thing, or says that it compares.
    """

    letters: frozenset[str]
    words: frozenset[str]
    dates: tuple[str, ...] = ()
    by_date: tuple[frozenset[str], ...] = ()
    several: bool = False

    @property
    def compared(self) -> tuple[frozenset[str], ...]:
        """Sets of letters of each of which the best is wanted: each letter where they are few, or those of a date.

        None where nothing is compared: a question about `the nota` of which there are two is about one of them.
        """
        if self.several and 1 < len(self.letters) <= MOST_COMPARED:
            return tuple(frozenset([letter]) for letter in sorted(self.letters))
        return self.by_date if 1 < len(self.by_date) <= MOST_COMPARED else ()

    @property
    def said(self) -> str:
        """The words, numbers and dates in one text."""
        return " ".join([*self.words, *self.dates])


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
        words = _words(plain, letters) | {each.value for each in found}
        return Naming(_ids(x for x in letters if keys & numbers[x.letter_id]), words, several=len(keys) > 1)
    if number := _missing_number(plain, letters):
        return Naming(frozenset(), _words(plain, letters) | {number})
    sent = sent_by_named(text, letters)
    notes = _ids(x for x in letters if "nota" in x.kind) if _NOTE_WORD.search(plain) else frozenset()
    titled = _titled(plain, [x for x in letters if ("nota" in x.kind) == bool(notes)])
    titles = " ".join(folded(x.title) for x in letters if x.letter_id in titled)
    said = said_dates(plain)
    dates = [date for date in dates_of_letters(said, letters) if date.typed not in titles]
    several = len(dates) > 1 or COMPARES.search(plain) is not None
    pointed = pointed_out(said, letters)
    if several and pointed and not pointed.by_date:
        pointed = None
    words = _words(plain, letters)
    firm = [ids for ids in (sent, notes) if ids]
    theirs = [letter for letter in letters if all(letter.letter_id in ids for ids in firm)]
    of_dates = [(date, _of_date(date, said, theirs) or _of_date(date, said, letters)) for date in dates]
    dated = frozenset[str]().union(*(ids for _, ids in of_dates))
    there = [date.typed for date, ids in of_dates if ids or not dated]
    typed = _each_once([*there, *(pointed.dates if pointed else ())])
    if not sent and (missing := missing_sender(text, letters)):
        return Naming(frozenset(), words | {missing}, typed)
    if dates and not dated and any(_may_be_there(date, plain, letters) for date in dates):
        dates, of_dates, typed = [], [], _each_once(pointed.dates if pointed else ())
    if dates and not dated:
        return Naming(frozenset(), words, typed) if _AS_SOURCE.search(plain) else None
    if pointed and not pointed.letters:
        return Naming(frozenset(), words, typed)
    if sent and dated and not sent & dated and _sent_then(text, letters):
        return Naming(frozenset(), words, typed) if _AS_SOURCE.search(plain) else None
    if not sent & dated and (match := _SENT_BY.search(text)) and sent_by_named(match[0], letters):
        dated, of_dates, typed = frozenset(), [], _each_once(pointed.dates if pointed else ())
    ways = [ids for ids in (titled, pointed.letters if pointed else frozenset(), dated, sent, notes) if ids]
    if not ways:
        return None
    named = frozenset.intersection(*ways) or ways[0]
    groups = pointed.by_date if pointed and pointed.by_date else [ids for _, ids in of_dates]
    by_date = tuple(dict.fromkeys(ids & named for ids in groups if ids & named))
    senders = {surname(letter) for letter in letters if letter.letter_id in sent & named}
    several = several or len(by_date) > 1 or len(senders) > 1 or _LETTERS.search(plain) is not None
    return Naming(named, words.union(pointed.words if pointed else ()), typed, by_date, several)


def _sent_then(text: str, letters: Sequence[Letter]) -> bool:
    """Whether the question tells of a letter both who sent it and when, and all letters of theirs have a date."""
    matches = (match for pattern in _SENT_IN if (match := pattern.search(text)))
    theirs = frozenset[str]().union(*(sent_by_named(match[0], letters) for match in matches))
    return bool(theirs) and all(letter.date for letter in letters if letter.letter_id in theirs)


def _of_date(date: SaidDate, said: SaidDates, letters: Sequence[Letter]) -> frozenset[str]:
    """The letters of a date, those alone that are about what the question says, where such are among them.

    Where it says `kamerbrief` and of no nota, that is their kind, where there are such.
    """
    found = of_date(date, letters)
    if _KAMERBRIEF.search(said.text) and not _NOTE_WORD.search(said.text):
        found = [letter for letter in found if folded(letter.kind) == "kamerbrief"] or found
    return about(said, found) or _ids(found)


def _may_be_there(date: SaidDate, plain: str, letters: Sequence[Letter]) -> bool:
    """Whether a date that no letter has is no sign of a letter that is not here.

    Letters quote it, or one that may be called as the question does has no known date or the year in its title or id.
    """
    words = set(re.findall(rf"\b{LETTER_WORD}\b", plain))
    year = re.compile(rf"(?<!\d){date.iso[:4]}(?!\d)")
    return is_quoted(date, letters) or any(
        (not letter.date or (date == date.year and year.search(f"{letter.title} {letter.letter_id}")))
        and any(word.startswith(_ANY_PAPER) or is_called(letter, word) for word in words)
        for letter in letters
    )


def _each_once(dates: Sequence[str]) -> tuple[str, ...]:
    """The dates as they are typed, without those that are part of another."""
    return tuple(dict.fromkeys(x for x in dates if not any(x != other and x in other for other in dates)))


def _ids(letters: Iterable[Letter]) -> frozenset[str]:
    return frozenset(letter.letter_id for letter in letters)


def _missing_number(plain: str, letters: Sequence[Letter]) -> str | None:
    """The number of a letter in which the question wants its answer looked for, where no letter has or mentions it.

    `in Kamerstuk 33009, nr. 99`, `volgens de brief met kenmerk DGBI / 101636279`; a dossier alone is no letter.
    """
    for found in cited_numbers(plain):
        figures = re.findall(r"\d+", _ANNEX_YEARS.sub(r"\1-\2", found.key))
        dossier = found.key.startswith("kst-") and found.key.count("-") == 1
        if dossier or len("".join(figures)) < _FEWEST_FIGURES or not _NUMBERED.search(plain[: found.start]):
            continue
        parts = [r"[ .\u00a0\u202f]?".join(each) for each in figures]
        if _ANNEX_YEARS.search(found.key):
            parts[:2] = [rf"{figures[0]}\s?[-–/]?\s?(?:{figures[0][:2]})?{figures[1]}"]
        written = re.compile(r".{0,60}?\D".join(parts), re.DOTALL)
        if not any(written.search(page.text) for letter in letters for page in letter.pages):
            return found.value
    return None


def _titled(plain: str, letters: Sequence[Letter]) -> frozenset[str]:
    """The letter whose whole title follows a word for a letter; the longest title where several do."""
    squeezed = " ".join(_WORD.findall(plain))
    found: dict[str, int] = {}
    for letter in letters:
        title = _plain_title(letter.title)
        if len(title) < _SHORTEST_TITLE or title not in squeezed:
            continue
        if re.search(rf"\b{LETTER_WORD}(?: \w+){{0,3}}? {re.escape(title)}\b", squeezed):
            found[letter.letter_id] = len(title)
    longest = max(found.values(), default=0)
    return frozenset(letter_id for letter_id, length in found.items() if length == longest)


@lru_cache(maxsize=REMEMBERED)
def _plain_title(title: str) -> str:
    """A title as bare words, without what a note says before that of its letter."""
    return _OWN_KIND.sub("", " ".join(_WORD.findall(fold(title))))


def _words(plain: str, letters: Sequence[Letter]) -> frozenset[str]:
    """The words of the question that are senders or offices of letters."""
    used = {*_OFFICE_WORDS, *map(surname, letters)}
    return frozenset(word for word in _WORD.findall(plain) if word in used)
