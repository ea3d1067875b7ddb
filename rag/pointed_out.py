"""Which letters a phrase of a question points out: `volgens de circulaire schuldhulpverlening van oktober 2022`."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from index.analysis import fold
from sources.facts.dates import MONTHS, in_words
from sources.types import Letter

YEAR = r"(?:19|20)\d{2}"
SOURCE = (
    r"(?:in|uit|volgens|blijkens|zegt|stelt|schrijft|meldt|vermeldt|noemt|beschrijft|according to|from|does) "
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
_DATES = frozenset(["van", "uit", "of", "from", *MONTHS])
"""Before the year that a letter is of."""
_WORD = re.compile(r"[\w'-]+")
_SHORTEST_WORD, _SHORTEST_PART = 4, 5
"""Characters that a word has at least by which a letter is called, and a part of one: `zwemwater(kwaliteit)`."""


def pointed_out(plain: str, letters: Sequence[Letter]) -> frozenset[str] | None:
    """The ids of the letters that phrases of a question point out as where its answer stands, or None where none does.

    A phrase does if what it calls a letter is a letter's kind, and the words after that are of its title or date, or
    its sender's name. One that says something else, `de circulaire economie`, points out nothing. One of which all is
    a letter's but the year points out a letter that is not here.

    :param plain: the question, folded, with the months of its dates by name.
    """
    found: set[str] = set()
    for phrase in _PHRASE.finditer(plain):
        meant = _meant(phrase["head"], _WORD.findall(phrase["tail"]), letters)
        if not meant:
            return meant
        found |= meant
    return frozenset(found) or None


def is_called(letter: Letter, head: str) -> bool:
    """Whether a letter may be called so: `brief`, `veenweidebrief`, `nota`, `circulaire`, `nader rapport`."""
    kind = fold(letter.kind)
    if head in ("brief", "letter"):
        return kind.endswith("brief")
    if head.endswith(("nota", "memo")):
        return "nota" in kind or kind == "memo"
    about = head.removesuffix("brief")
    if about != head and kind.endswith("brief"):
        return kind == head or _is_word_of(about, _telling_words(letter))
    return any(re.search(rf"\b{re.escape(head)}\b", said) for said in (kind, fold(letter.title)))


def own_words(letter: Letter) -> tuple[str, ...]:
    """The words of a letter's title, sender, ministry and date, folded, each once."""
    return _words_of(letter.title, letter.sender or "", letter.ministry or "", in_words(letter.date or ""))


@lru_cache(maxsize=16384)
def _words_of(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for text in texts for word in _WORD.findall(fold(text))))


def sender_name(letter: Letter) -> str:
    """Who sent the letter, without the office; empty where that is not known."""
    return (letter.sender or "").split(",")[0]


def _telling_words(letter: Letter) -> tuple[str, ...]:
    """The words of its own by which a letter is told from others: its sender's office does not."""
    return _words_of(letter.title, sender_name(letter), in_words(letter.date or ""))


def _meant(head: str, tail: Sequence[str], letters: Sequence[Letter]) -> frozenset[str] | None:
    left = [letter for letter in letters if is_called(letter, head)]
    if not left:
        return None
    told = head.endswith("brief") and head not in {fold(letter.kind) for letter in left}
    before, year = head, False
    for word, after in zip_longest(tail, tail[1:]):
        if after in MONTHS and re.fullmatch(r"\d{1,2}", word):
            left = [letter for letter in left if _may_be_of_day(letter, int(word))]
            if not left:
                return frozenset()
        elif word not in _BINDS:
            fitting = [letter for letter in left if _is_word_of(word, _telling_words(letter))]
            if not fitting:
                if not year and re.fullmatch(YEAR, word) and before in _DATES:
                    return frozenset()
                if not year and before in _GOES_ON:
                    return None
                break
            left, told, year = fitting, True, year or bool(re.fullmatch(YEAR, word))
        before = word
    return frozenset(letter.letter_id for letter in left) if told else None


def _may_be_of_day(letter: Letter, day: int) -> bool:
    """Whether a letter is of this day of its month, or of one that is not known."""
    date = letter.date or ""
    return date.count("-") < 2 or int(date[-2:]) == day


def _is_word_of(word: str, own: Sequence[str]) -> bool:
    """Whether it is one of the words, or a part that one of them begins or ends with; initials are neither."""
    return (len(word) >= _SHORTEST_WORD and word in own) or (
        len(word) >= _SHORTEST_PART and any(each.startswith(word) or each.endswith(word) for each in own)
    )
