"""What someone wants of the bot: help, the letters, more passages, or an answer, perhaps as a follow-up.

Text comes in without the platform's own signs: the adapter has taken out mentions, links and escapes.
"""

import re
from dataclasses import dataclass

from index.analysis import fold

FOLLOW_UP_WORDS = 6
"""A message with more words is a question of its own, also where it begins with "en"."""

_HELP = frozenset(
    {"help", "hulp", "uitleg", "hallo", "hoi", "wat kun je", "wat kan je", "hoe werkt dit", "hoe werk je"}
)
_LETTERS = frozenset(
    {
        "brieven",
        "de brieven",
        "alle brieven",
        "lijst",
        "overzicht",
        "letters",
        "welke brieven",
        "welke brieven zijn er",
        "welke brieven heb je",
        "welke brieven ken je",
        "toon de brieven",
    }
)
_MORE = frozenset({"meer", "meer passages", "toon meer", "more"})
_ONLY = re.compile(
    r"(?:alleen|enkel|uitsluitend|only)\s+([^:]{1,200}?)\s*:\s+(\S.*)", re.IGNORECASE | re.DOTALL
)
"""`alleen de brief van 2025: hoeveel mensen ...`"""
_FOLLOWS = re.compile(r"(?:[Ee]n|[Mm]aar|[Oo]ok|[Aa]nd|[Bb]ut|[Aa]lso)\b")
"""Not in capitals: `EN 50549` is a norm."""


@dataclass(frozen=True, slots=True)
class Help:
    """How the bot is used; `asked` is whether that was the question, or nothing was said at all."""

    asked: bool


@dataclass(frozen=True, slots=True)
class ListLetters:
    """Which letters there are."""


@dataclass(frozen=True, slots=True)
class More:
    """All passages of the last answer."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question; `only` are the words that say which letters may answer, `follows` whether it needs the one before."""

    question: str
    only: str | None = None
    follows: bool = False


Wanted = Help | ListLetters | More | Ask


def understand(text: str) -> Wanted:
    """What `text` asks for.

    `understand("alleen de brief van 2025: wat kost het?")` gives `Ask("wat kost het?", only="de brief van 2025")`, and
    `understand("en in 2020?")` gives `Ask("en in 2020?", follows=True)`.
    """
    text = text.strip()
    if not any(char.isalnum() for char in text):
        return Help(asked="?" in text)
    plain = " ".join(re.findall(r"\w+", fold(text)))
    if plain in _HELP:
        return Help(asked=True)
    if plain in _LETTERS:
        return ListLetters()
    if plain in _MORE:
        return More()
    only = None
    if match := _ONLY.fullmatch(text):
        only, text = match[1], match[2]
    return Ask(text, only, _follows(text))


def _follows(text: str) -> bool:
    """Whether this is too little to be a question by itself: short, and begins by adding to what was said."""
    return _FOLLOWS.match(text) is not None and len(text.split()) <= FOLLOW_UP_WORDS
