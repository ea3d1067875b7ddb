"""Which letters a phrase of a question points out: `volgens de circulaire schuldhulpverlening van oktober 2022`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.analysis import fold
from rag.said_dates import SaidDates, agree
from sources.facts.dates import in_words
from sources.types import Letter

SOURCE = (
    r"(?:in|uit|volgens|blijkens|zegt|zei|stelt|schrijft|meldt|vermeldt|noemt|beschrijft|vertelt|belooft|bevat"
    r"|according to|from|does) "
    r"(?:de|het|deze|dit|die|dat|the|this|that)"
)
"""What comes before the letter in which the answer is said to stand."""
_PHRASE = re.compile(
    rf"\b{SOURCE} (?P<head>(?!kamer)\w+brief|circulaire|\w+rapportage|woo-besluit|nader rapport)\b"
    r"(?P<tail>[^.,;:?!()]*)"
)
"""A letter by a word for its own kind: after `de brief` the question mostly goes on about something else."""
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
    """The ids of the letters that a question points out, and the dates that it does so with, as they are typed."""

    letters: frozenset[str]
    dates: tuple[str, ...]


def pointed_out(said: SaidDates, letters: Sequence[Letter]) -> Pointed | None:
    """The letters that phrases of a question point out as where its answer stands, or None where none does.

    A phrase does if what it calls a letter is a letter's kind, and the words after that are of its title or date, or
    its sender's name. One that says something else, `de circulaire economie`, points out nothing. One of which all is
    a letter's but the date points out a letter that is not here.

    :param said: the question, folded.
    """
    letters_found: set[str] = set()
    dates: list[str] = []
    for phrase in _PHRASE.finditer(said.text):
        meant = _meant(phrase, said, letters)
        if meant and not meant.letters:
            return meant
        if not meant:
            return None
        letters_found |= meant.letters
        dates += meant.dates
    return Pointed(frozenset(letters_found), tuple(dates)) if letters_found else None


def is_called(letter: Letter, head: str) -> bool:
    """Whether a letter may be called so: `brief`, `veenweidebrief`, `nota`, `circulaire`, `nader rapport`."""
    kind = folded(letter.kind)
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
    told = head.endswith("brief") and head not in {folded(letter.kind) for letter in left}
    before = head
    dates: tuple[str, ...] = ()
    for token in _WORD.finditer(said.text, *phrase.span("tail")):
        word = token[0]
        if word not in _BINDS:
            date = said.dates.get(token.start())
            if date and before in _DATES and not dates:
                fitting = [letter for letter in left if letter.date and agree(letter.date, date.iso)]
                dates = (date.typed,)
                if not fitting:
                    return Pointed(frozenset(), dates)
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
    return Pointed(frozenset(letter.letter_id for letter in left), dates) if told else None


def _is_word_of(word: str, own: Sequence[str]) -> bool:
    """Whether it is one of the words, or a part that one of them begins or ends with; initials are neither."""
    return (len(word) >= _SHORTEST_WORD and word in own) or (
        len(word) >= _SHORTEST_PART and any(each.startswith(word) or each.endswith(word) for each in own)
    )
