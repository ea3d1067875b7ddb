"""Questions to begin with, from the letters at hand: each of them is one that the letters answer."""

import itertools
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rag.types import Answered
from sources.folder import DEFAULT_LETTERS
from sources.types import BlockKind, Letter

if TYPE_CHECKING:
    from rag.assistant import Assistant

_COUNT = 6
_TRIES = 24
"""Questions that are tried out at most, of 10 to 20 ms each; the first visitor waits for them."""
_FROM_LETTER = 6
"""Headings of one letter that are tried at most, so that every letter has its turn."""
_FEWEST_WORDS, _MOST_WORDS = 2, 9
SHIPPED = (
    ("kamerbrief-industriebeleid-met-focus", "Wanneer stopt het topsectorenbeleid?"),
    ("kamerbrief-visie-toekomst-industrie", "Welk deel van het nationaal inkomen komt uit de industrie?"),
    ("kamerbrief-missiegedreven-innovatiebeleid", "Wat is de missie voor gezondheid en zorg?"),
    ("nota-nationale-technologiestrategie", "Wat zijn de tien prioritaire sleuteltechnologieën?"),
    ("kamerbrief-industriebeleid-met-focus", "Wat is de hoofdopgave van het industriebeleid?"),
    ("nota-industriebeleid-met-focus", "Hoeveel experts zijn geconsulteerd?"),
)
"""Questions about the letters that come with the project; other letters are asked about by their headings."""


class Examples:
    """Finds the examples once for each index, when they are first asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: tuple[str, tuple[str, ...]] | None = None

    def of(self, assistant: "Assistant") -> tuple[str, ...]:
        """The examples for the letters of this assistant; none where no question that was tried has an answer."""
        with self._lock:
            if self._found is None or self._found[0] != assistant.info.snapshot:
                self._found = assistant.info.snapshot, find_examples(assistant)
            return self._found[1]


def find_examples(assistant: "Assistant") -> tuple[str, ...]:
    """Up to six questions that are answered with a passage of the letter that they were made from."""
    found: list[str] = []
    for letter_id, question in itertools.islice(_candidates(list(assistant.letters.values())), _TRIES):
        if len(found) == _COUNT:
            break
        answer = assistant.ask(question, 1)
        if isinstance(answer, Answered) and answer.passages[0].citation.letter_id == letter_id:
            found.append(question)
    return tuple(found)


def _candidates(letters: list[Letter]) -> Iterator[tuple[str, str]]:
    """Questions with the letter that each should be answered from, a letter at a time."""
    known = {each.letter_id for each in letters if (DEFAULT_LETTERS / each.source).exists()}
    shipped = [(letter_id, question) for letter_id, question in SHIPPED if letter_id in known]
    yield from shipped
    asked = {letter_id for letter_id, _ in shipped}
    others = [
        [(each.letter_id, question) for question in itertools.islice(_headings(each), _FROM_LETTER)]
        for each in letters
        if each.letter_id not in asked
    ]
    for row in itertools.zip_longest(*others):
        yield from (each for each in row if each is not None)


def _headings(letter: Letter) -> Iterator[str]:
    """The headings of a letter as questions, each once: those that are questions, and what the others are about."""
    seen: set[str] = set()
    for page in letter.pages:
        for block in page.blocks:
            words = page.text[block.start : block.end].split()
            if block.kind is not BlockKind.HEADING or not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
                continue
            heading = " ".join(words)
            if heading.endswith("?"):
                question = heading
            elif all(word.isalpha() for word in words):
                question = f"Wat staat er over {heading[0].lower()}{heading[1:]}?"
            else:
                continue
            if question not in seen:
                seen.add(question)
                yield question
