"""Which letters a phrase of a question points out: `volgens de circulaire schuldhulpverlening van oktober 2022`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import fold
from rag.said_dates import LETTER_WORD, YEAR, SaidDate, SaidDates, is_quoted, of_date
from sources.facts.dates import in_words
from sources.types import Letter

SAYS = (
    r"(?:in|uit|volgens|blijkens|zegt|zei|zeggen|stelt|stellen|schrijft|schrijven|meldt|melden|vermeldt|vermelden"
    r"|noemt|noemen|beschrijft|beschrijven|vertelt|vertellen|belooft|beloven|bevat|bevatten|gaat|gaan|geeft|geven"
    r"|behandelt|bespreekt|kondigt|according to|from|does|do)"
)
SOURCE = rf"{SAYS} (?:de|het|deze|dit|die|dat|the|this|that)"
"""What comes before the letter in which the answer is said to stand."""
_HEAD = r"(?:(?!kamer)\w+brie(?:f|ven)|circulaires?|\w*rapportages?|woo-besluit(?:en)?|nader rapport)"
_PHRASE = re.compile(
    rf"\b(?:(?P<source>{SOURCE})|(?:tussen|between|vergelijk|compare|verschil(?:t|len)|van) (?:de|het|the))"
    rf" (?P<head>{_HEAD})\b(?P<tail>[^.,;:?!()]*)"
)
"""A letter by a word for its own kind: after `de brief` the question mostly goes on about something else.

Where no source stands before it, it may be what is asked about, but for two of one kind that are compared.
"""
_ABOUT = re.compile(
    rf"\b{LETTER_WORD} (?:over|inzake|about|on) (?P<about>(?:(?!{YEAR})[\w'-]+ ){{1,6}}?)(?:van|uit|of|from) {YEAR}\b"
)
_MADE_OF = re.compile(
    rf"\b(?!kamerbrie)(?P<about>\w{{5,}}?)s?(?:brie(?:f|ven)|nota|visies?) (?:(?:van|uit|of|from) )?{YEAR}\b"
)
"""What a letter of a year is about, in the word for it: `industrievisie 2020`."""
_COMPOUNDS = ("brief", "brieven", "rapportage", "rapportages")
_PLURAL = re.compile(r"(?<=brie)ven$|(?<=[eo])'?s$|(?<=besluit)en$")
_ANY_REPORT = "rapportage"
"""A word for so many things that two years of it alone tell which is meant."""
_ANOTHER = re.compile(
    r"(?:^,? (?:en|of|and|or|met|with|versus)(?: (?:van|uit|of|from))?"
    rf"|\b(?:die|dat|that|(?:de|the) {_HEAD}) (?:van|uit|of|from)) $"
)
"""Between the dates of two letters of a kind: `van 2023 en 2024`, `van 2023, en wat in die van 2024`."""
_GOES_ON = frozenset("over inzake van bij en of on about".split())
"""Before a word that no letter is called by: the phrase points out something else than these letters."""
_BINDS = _GOES_ON | frozenset("de het een uit met op the from".split())
_DATES = frozenset("van uit of from".split())
"""Before the date that a letter is of."""
_WORD = re.compile(r"[\w'-]+")
REMEMBERED = 65_536
"""So much is remembered of what letters are called by."""
_SHORTEST_WORD, _SHORTEST_PART = 4, 5
"""Characters that a word has at least by which a letter is called, and a part of one: `zwemwater(kwaliteit)`."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """The ids of the letters that a question points out, and the dates that it does so with, as they are typed.

    `words` are those made of what a letter is about and a word for one: `veenweidebrief`.
    `by_date` are the letters of each date, where it points out letters of one kind by several.
    """

    letters: frozenset[str]
    dates: tuple[str, ...]
    by_date: tuple[frozenset[str], ...] = ()
    words: tuple[str, ...] = ()


def pointed_out(said: SaidDates, letters: Sequence[Letter]) -> Pointed | None:
    """The letters that phrases of a question point out as where its answer stands, or None where none does.

    A phrase does if what it calls a letter is a letter's kind, and the words after that are of its title or date, or
    its sender's name. One that says something else, `de circulaire economie`, points out nothing. One of which all is
    a letter's but the date points out a letter that is not here.

    :param said: the question, folded.
    """
    found: list[Pointed] = []
    for phrase in _PHRASE.finditer(said.text):
        meant = _meant(phrase, said, letters)
        sure = phrase["source"] and not phrase["head"].startswith(_ANY_REPORT)
        if not sure and not (meant and meant.by_date):
            continue
        if not meant or not meant.letters:
            return meant
        found.append(meant)
    if not found:
        return None
    return Pointed(
        frozenset[str]().union(*(meant.letters for meant in found)),
        tuple(date for meant in found for date in meant.dates),
        tuple(ids for meant in found for ids in meant.by_date),
        tuple(word for meant in found for word in meant.words),
    )


def about(said: SaidDates, letters: Sequence[Letter]) -> frozenset[str]:
    """Those of the letters, of one date, that the question calls by what they are about as well, or none.

    `de brief over veenweiden van 2024`, `de veenweidebrief van 2024`: all words must be of a letter's title.
    """
    phrase = _ABOUT.search(said.text) or _MADE_OF.search(said.text)
    words = [word for word in _WORD.findall(phrase["about"]) if word not in _BINDS] if phrase else []
    return frozenset(
        letter.letter_id
        for letter in letters
        if words and all(_is_word_of(x, _telling_words(letter)) for x in words)
    )


def is_called(letter: Letter, head: str) -> bool:
    """Whether a letter may be called so: `brief`, `veenweidebrief`, `nota`, `circulaire`, `nader rapport`."""
    kind = folded(letter.kind)
    head = _PLURAL.sub(lambda plural: "f" if plural[0] == "ven" else "", head)
    if head == _ANY_REPORT:
        return kind.endswith(head)
    if head in ("brief", "letter"):
        return kind.endswith("brief")
    if head.endswith(("nota", "memo")):
        return "nota" in kind or kind == "memo"
    about = head.removesuffix("brief")
    if about != head and kind.endswith("brief"):
        return kind == head or _is_word_of(about, _telling_words(letter))
    return any(
        head in said and re.search(rf"\b{re.escape(head)}\b", said) for said in (kind, folded(letter.title))
    )


def own_words(letter: Letter) -> tuple[str, ...]:
    """The words of a letter's title, sender, ministry and date, folded, each once."""
    return _words_of(letter.title, letter.sender or "", letter.ministry or "", in_words(letter.date or ""))


folded = lru_cache(maxsize=REMEMBERED)(fold)
"""A letter's title, kind or name, folded; each is asked for with every question."""


@lru_cache(maxsize=REMEMBERED)
def _words_of(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for text in texts for word in _WORD.findall(fold(text))))


def name_of(sender: str | None) -> str:
    """Who sent a letter, without the office; empty where that is not known."""
    return (sender or "").split(",")[0]


def _telling_words(letter: Letter) -> tuple[str, ...]:
    """The words of its own by which a letter is told from others: its sender's office does not."""
    return _words_of(letter.title, name_of(letter.sender), in_words(letter.date or ""))


def _meant(phrase: re.Match[str], said: SaidDates, letters: Sequence[Letter]) -> Pointed | None:
    head = phrase["head"]
    left = [letter for letter in letters if is_called(letter, head)]
    if not left:
        return None
    told = head.endswith(("brief", "brieven")) and head not in {folded(letter.kind) for letter in left}
    before = head
    dates: tuple[str, ...] = ()
    said_of: list[SaidDate] = []
    others: list[int] = []
    for token in _WORD.finditer(said.text, *phrase.span("tail")):
        word = token[0]
        if word not in _BINDS and token.start() not in others:
            date = said.dates.get(token.start())
            if date and before in _DATES and not dates:
                others = _others_of_the_kind(said, token.end())
                said_of = [date, *(said.dates[place] for place in others)]
                of_dates = [of_date(each, left) for each in said_of]
                fitting = [x for x in left if any(x in found for found in of_dates)]
                there = [each for each, found in zip(said_of, of_dates, strict=True) if found]
                dates = tuple(each.typed for each in there or said_of)
                if not fitting:
                    elsewhere = head.startswith(_ANY_REPORT) or any(is_quoted(d, letters) for d in said_of)
                    return None if elsewhere else Pointed(frozenset(), dates)
            elif date and date != date.year:
                break
            else:
                fitting = [letter for letter in left if _is_word_of(word, _telling_words(letter))]
            if not fitting:
                if not dates and before in _GOES_ON:
                    return None
                break
            left, told = fitting, True
        before = word
    told = told or (head.startswith(_ANY_REPORT) and len(dates) > 1)
    if not told:
        return None
    of_each = (frozenset(x.letter_id for x in of_date(each, left)) for each in said_of)
    by_date = tuple(ids for ids in of_each if ids)
    words = (head,) if head.isalpha() and head.endswith(_COMPOUNDS) else ()
    return Pointed(frozenset(x.letter_id for x in left), dates, by_date if len(by_date) > 1 else (), words)


def _others_of_the_kind(said: SaidDates, end: int) -> list[int]:
    """The places of the dates of more letters of one kind, after that of the first, which ends there."""
    found: list[int] = []
    for place in said.dates:
        if place >= end and _ANOTHER.search(said.text[end:place]):
            found.append(place)
            end = place + len("2024")
    return found


def _is_word_of(word: str, own: Sequence[str]) -> bool:
    """Whether it is one of the words, or a part that one of them begins or ends with; initials are neither."""
    if len(word) >= _SHORTEST_WORD and word in own:
        return True
    parts = [part for part in (word, word.removesuffix("n")) if len(part) >= _SHORTEST_PART]
    return any(each.startswith(part) or each.endswith(part) for each in own for part in parts)
