"""Typing errors as people make them, so that the model has met them."""

import random
import re

_WORD = re.compile(r"[^\W\d_]{5,}")
_CONFUSED = (
    ("ei", "ij"), ("ij", "ei"), ("dt", "d"), ("d", "dt"), ("ou", "au"), ("au", "ou"), ("c", "k"), ("k", "c"),
    ("z", "s"), ("s", "z"), ("v", "f"), ("ie", "i"), ("isch", "ies"), ("ë", "e"), ("é", "e"), ("ï", "i"),
)  # fmt: skip
"""Spellings of one sound."""
_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "sqz", "s": "adw", "d": "sfe", "f": "dgr", "g": "fht", "h": "gjy", "j": "hku", "k": "jli",
    "l": "kop", "z": "xas", "x": "zcs", "c": "xvd", "v": "cbf", "b": "vng", "n": "bmh", "m": "nj",
}  # fmt: skip
"""Keys beside each key."""


def misspelled(text: str, chance: random.Random) -> str:
    """The text with an error in one of its longer words, or as it was where there is none.

    A letter left out, doubled, exchanged with its neighbour or with a neighbour on the keyboard, a spelling
    confused with another of the same sound, or a compound written apart. The first letter stays.
    """
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = chance.choice(words)
    return text[: word.start()] + _wrong(word.group(), chance) + text[word.end() :]


def _wrong(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    letter = word[at]
    kind = chance.choice(("drop", "double", "swap", "key", "sound", "sound", "apart"))
    sounds = [(a, b) for a, b in _CONFUSED if a in word[1:].lower()]
    if kind == "sound" and sounds:
        a, b = chance.choice(sounds)
        start = word.lower().index(a, 1)
        return word[:start] + b + word[start + len(a) :]
    if kind == "apart" and len(word) >= 10:
        middle = chance.randrange(4, len(word) - 4)
        return f"{word[:middle]} {word[middle:]}"
    if kind == "double":
        return word[:at] + letter + word[at:]
    if kind == "swap":
        return word[:at] + word[at + 1] + letter + word[at + 2 :]
    if kind == "key" and letter.lower() in _NEIGHBOURS:
        return word[:at] + chance.choice(_NEIGHBOURS[letter.lower()]) + word[at + 1 :]
    return word[:at] + word[at + 1 :]
