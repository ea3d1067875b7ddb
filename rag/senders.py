"""Whose letters a question names: `staatssecretaris Keizer`, and a minister of whom there is no letter."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from index.analysis import fold
from rag.pointed_out import REMEMBERED, SOURCE, name_of, own_words
from sources.types import Letter

_NOT_A_NAME = frozenset(
    "minister staatssecretaris van voor de der den het en economische zaken klimaat".split()
)
_OFFICE = r"(?i:(?:oud-)?(?:minister|staatssecretaris|bewindspersoon|state secretary)(?:-president)?)"
_PARTICLES = r"(?:(?:[Vv]an [Dd]e[rn]?|Van|[Dd]e|[Dd]er|[Dd]en|[Tt]e[rn]) )?"
_AFTER_OFFICE = re.compile(rf"\b{_OFFICE} {_PARTICLES}([^\W\d_][\w'’-]+)")
_AS_SOURCE = re.compile(
    rf"\b(?i:{SOURCE} (?:\w*brief|(?:beslis)?nota|letter|memo) (?:van|from|by)) {_OFFICE} "
    rf"(?P<name>{_PARTICLES}[A-ZÀ-Þ][a-zß-ÿ]+\b(?:[ -](?:\w+[ -]){{0,2}}?[A-ZÀ-Þ][a-zß-ÿ]+\b)*)"
)
"""The name, with what is written with a capital after it, for that may be the surname."""
_TYPING_ERRORS, _MOST_TYPING_ERRORS = 1, 2
"""With so many a name is known; with no more than so many it may have been meant."""
_SHORTEST_MENDED = 5
"""Letters that a name has at least to be known with a typing error."""


def surname(letter: Letter) -> str | None:
    """The last name of who sent the letter, folded; None where that is not known or too short to be told."""
    return _surname(letter.sender)


@lru_cache(maxsize=REMEMBERED)
def _surname(sender: str | None) -> str | None:
    words = [word for word in re.findall(r"[a-z'-]{4,}", fold(name_of(sender))) if word not in _NOT_A_NAME]
    return words[-1] if words else None


def sent_by_named(text: str, letters: Sequence[Letter]) -> frozenset[str]:
    """The ids of the letters of which the question names the sender.

    Behind an office a typing error, or one half of a double name, will do.
    """
    plain = fold(text)
    typed = {fold(name) for name in _AFTER_OFFICE.findall(text)}

    def names(surname: str) -> bool:
        if surname in plain and re.search(rf"\b{re.escape(surname)}(?:'?s)?\b", plain):
            return True
        return any(
            _alike(each, part, _TYPING_ERRORS) for each in typed for part in (surname, *surname.split("-"))
        )

    named = {name for name in set(map(surname, letters)) if name and names(name)}
    return frozenset(x.letter_id for x in letters if surname(x) in named) if named else frozenset()


def missing_sender(text: str, letters: Sequence[Letter]) -> str | None:
    """The minister in whose letter the question wants its answer looked for, where no letter is theirs, folded.

    `volgens de brief van minister Wiebes`. None where that is not sure: the name is not far from one that signed, or a
    letter of which the sender is not known has it in its text.
    """
    match = _AS_SOURCE.search(text)
    said = re.findall(r"\w+", match["name"]) if match else []
    typed = [word for word in said if word.istitle() and word not in ("Van", "De")]
    return fold(typed[-1]) if typed and not any(_may_have_sent(typed, letter) for letter in letters) else None


def _may_have_sent(typed: Sequence[str], letter: Letter) -> bool:
    signed = _names(letter.sender, *(each.name for each in letter.signatories))
    if any(_alike(fold(word), each, _MOST_TYPING_ERRORS) for word in typed for each in signed):
        return True
    if fold(typed[-1]) in own_words(letter):  # `minister Landbouw`
        return True
    return not letter.sender and any(typed[-1].lower() in page.text.lower() for page in letter.pages)


@lru_cache(maxsize=REMEMBERED)
def _names(sender: str | None, *signatories: str) -> tuple[str, ...]:
    """The words of the names of who sent and signed a letter, folded."""
    return tuple(dict.fromkeys(re.findall(r"\w+", fold(" ".join([name_of(sender), *signatories])))))


def _alike(typed: str, name: str, errors: int) -> bool:
    """Whether the name may have been meant: as it is, with `y` for `ij`, or with so many typing errors."""
    typed, name = typed.replace("y", "ij"), name.replace("y", "ij")
    allowed = errors if min(len(typed), len(name)) >= _SHORTEST_MENDED else 0
    return OSA.distance(typed, name, score_cutoff=allowed) <= allowed
