"""Which letters a question names: by number, title, year, sender or kind ("in de brief van Keijzer uit 2020")."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from index.analysis import fold
from rag.pointed_out import YEAR, pointed_out
from rag.senders import missing_sender, sent_by_named, surname
from sources.facts.dates import MONTHS
from sources.facts.numbers import named_numbers, number_key
from sources.types import Letter

_LETTER_WORD = (
    r"(?:\w*brie(?:f|ven)|(?:beslis)?nota'?s?|kamerstuk(?:ken)?|stuk(?:ken)?|document(?:en)?|(?:kabinets|industrie|toekomst)?visie"
    r"|letters?|memo(?:randum)?s?)"
)
_MONTH = rf"(?:{'|'.join(MONTHS)}|january|february|march|may|june|july|august|october)"  # the others are as in Dutch
_DATED = rf"(?:uit|van|of|from|dated|d\.d\.)\W+(?:\d{{1,2}} )?(?:{_MONTH} |het jaar |the year )?"
_YEAR_OF_LETTER = re.compile(
    rf"\b{_LETTER_WORD}\W+(?:{_DATED}|{_MONTH} )?({YEAR})\b|\b({YEAR})\W+{_LETTER_WORD}\b"
    rf"|\b{_LETTER_WORD}\b(?:\W++(?!{YEAR})[\w-]++){{1,7}}?\W+{_DATED}(?P<far>{YEAR})\b"
)
"""A year that is said of a letter: right beside the word for it, or farther on as a date. `In 2030` is no date."""
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
        words = _words(plain, letters, ()) | {each.value for each in found}
        return Naming(_ids(x for x in letters if keys & numbers[x.letter_id]), words)
    sent = sent_by_named(text, letters)
    years = _years(plain, {x.date[:4] for x in letters if x.date})
    words = _words(plain, letters, years)
    if not sent and (missing := missing_sender(text, letters)):
        return Naming(frozenset(), words | {missing})
    of_year = _ids(x for x in letters if x.date and x.date[:4] in years)
    if years and not of_year:
        return Naming(frozenset(), words) if _AS_SOURCE.search(plain) else None
    several = len(years) > 1 or _COMPARES.search(plain)
    pointed = None if several else pointed_out(plain, letters)
    if pointed is not None and not pointed:
        return Naming(frozenset(), words)
    notes = _ids(x for x in letters if "nota" in x.kind) if _NOTE_WORD.search(plain) else frozenset()
    ways = [
        _titled(plain, [x for x in letters if ("nota" in x.kind) == bool(notes)]),
        pointed or frozenset(),
        of_year,
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
    squeezed = " ".join(re.findall(r"\w+", plain))
    found: dict[str, int] = {}
    for letter in letters:
        title = _OWN_KIND.sub("", " ".join(re.findall(r"\w+", fold(letter.title))))
        after_word = rf"\b{_LETTER_WORD}(?: \w+){{0,3}}? {re.escape(title)}\b"
        if len(title) >= _SHORTEST_TITLE and re.search(after_word, squeezed):
            found[letter.letter_id] = len(title)
    longest = max(found.values(), default=0)
    return frozenset(letter_id for letter_id, length in found.items() if length == longest)


def _years(plain: str, known: Collection[str]) -> frozenset[str]:
    """The years that are said of letters: those beside a word for one, and letters' years set beside them.

    Farther on, one that is later than all letters is what a letter is about: `de brief over de doelen van 2030`.
    """
    newest = max(known, default="")
    said = ((match[1] or match[2], match["far"]) for match in _YEAR_OF_LETTER.finditer(plain))
    years = {beside or far for beside, far in said if beside or far <= newest}
    others = {year for year in re.findall(rf"\b{YEAR}\b", plain) if year in known}
    if years or (len(others) > 1 and _COMPARES.search(plain)):
        years |= others
    return frozenset(years)


def _words(plain: str, letters: Sequence[Letter], years: Iterable[str]) -> frozenset[str]:
    """The words of the question that are years, senders or offices of letters."""
    names = {name for letter in letters if (name := surname(letter))}
    used = {*years, *names, *_OFFICE_WORDS}
    return frozenset(word for word in re.findall(r"\w+", plain) if word in used)
