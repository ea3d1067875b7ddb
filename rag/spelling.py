"""Typing errors in a question, mended from the words of the letters."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analysis import fold, words_of

MIN_LETTERS = 5
"""Shorter words are too like one another to be mended."""
LONG = 8
"""From this length on two mistakes are mended, before that one."""

_WORD = re.compile(r"[^\W\d_]+")


class Spelling:
    """The words that a question's words are checked against."""

    def __init__(self, texts: Iterable[str], is_word: Callable[[str], bool]) -> None:
        """Count the words of the letters.

        :param is_word: whether a folded word is known to be right though no letter has it.
        """
        self._counts = Counter(word for text in texts for word in words_of(text) if len(word) >= MIN_LETTERS)
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._counts):
            self._by_length.setdefault(len(word), []).append(word)
        self._is_word = is_word

    def mend(self, question: str) -> str:
        """The question with each word that nobody knows replaced by the letters' word nearest to it, if one is near.

        `mend("Wat is de inovatie-agenda?")` is `"Wat is de innovatie-agenda?"`. The first letter is seldom mistyped,
        and words that differ in it are often both right: `gigawatt` is no `megawatt`.
        """
        return _WORD.sub(lambda match: self._mend_word(match[0], first=match.start() == 0), question)

    def _mend_word(self, word: str, *, first: bool) -> str:
        plain = fold(word)
        if len(plain) < MIN_LETTERS or not plain.isascii() or plain in self._counts or self._is_word(plain):
            return word
        name = word[0].isupper() and not first
        allowed = 1 if name or len(plain) < LONG else 2
        near = [
            w
            for length in range(len(plain) - allowed, len(plain) + allowed + 1)
            for w in self._by_length.get(length, ())
            if w[0] == plain[0]
        ]
        found = process.extract(plain, near, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        if not found:
            return word
        return min(found, key=lambda hit: (hit[1], -self._counts[hit[0]], hit[0]))[0]
