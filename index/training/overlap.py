"""Keeps what the model is measured on out of what it learns from."""

import re
from collections.abc import Iterable, Iterator

RUN = 13
"""Words in a row that two texts may not share: the customary length (Brown et al. 2020, appendix C)."""

_WORD = re.compile(r"\w+")


def normalised(text: str) -> str:
    """The words of a text, small letters, one space between them.

    >>> normalised("De minister (van EZK) zegt:  «ja».")
    'de minister van ezk zegt ja'
    """
    return " ".join(_WORD.findall(text.casefold()))


def runs(text: str) -> Iterator[str]:
    """Every run of `RUN` words of a normalised text; none of a shorter text."""
    words = text.split(" ")
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


class Forbidden:
    """Texts that must not be learned from, whole or in part."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts; each is compared as a whole, and by its runs of words."""
        self._whole: set[str] = set()
        self._runs: set[str] = set()
        for text in texts:
            words = normalised(text)
            self._whole.add(words)
            self._runs.update(runs(words))

    def holds(self, text: str) -> bool:
        """Whether the text is one of them, or shares a run of words with one."""
        words = normalised(text)
        return words in self._whole or any(run in self._runs for run in runs(words))
