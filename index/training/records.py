"""The records of the training data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Translation:
    """A sentence in two languages."""

    source: str
    english: str
    dutch: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its answer, or a heading with the text under it; `context` is the title above, or empty."""

    source: str
    question: str
    context: str
    passage: str


@dataclass(frozen=True, slots=True)
class Written:
    """A passage with the questions that were written for it.

    `answers` says where in the passage each question is answered, in half-open ranges of characters; it is empty
    where nobody marked it. `near` is a question that sounds alike and that the passage does not answer, or empty.
    """

    source: str
    context: str
    passage: str
    questions: tuple[str, ...]
    answers: tuple[tuple[tuple[int, int], ...], ...] = ()
    near: str = ""
