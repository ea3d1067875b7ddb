"""Understands a question: what is asked, and which letters it names."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.analysis import fold
from rag.answer_type import AnswerType, asked
from rag.figures import figures
from rag.naming import Naming, named_letters
from rag.types import Filters
from sources.errors import QuestionError
from sources.facts.numbers import same_number
from sources.types import Letter

MAX_QUESTION = 1000
"""Characters that a question may have."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready: `text` is what is searched, `letters` the ids that the question or the filters allow.

    `letters` is None where any letter may answer. `naming` is what the question itself names them with, None where it
    does not. `answer_type` is what kind of thing is asked for. `figures` are those of the question, by key as they are
    typed, but for those that name a letter.
    """

    text: str
    letters: frozenset[str] | None
    naming: Naming | None
    answer_type: AnswerType | None
    figures: Mapping[str, str]


def normalise(question: str) -> str:
    """The question with regular characters and single spaces.

    :raises QuestionError: it is empty, too long, holds control characters, or not one letter or figure.
    """
    if len(question) > MAX_QUESTION:
        raise QuestionError(
            f"De vraag is te lang: {len(question)} tekens; toegestaan zijn er {MAX_QUESTION}."
        )
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n\r" for c in question):
        raise QuestionError(
            "De vraag bevat onleesbare tekens (stuurtekens); typ de vraag opnieuw als gewone tekst."
        )
    text = " ".join(unicodedata.normalize("NFC", question).split())
    if not any(c.isalnum() for c in text):
        raise QuestionError("De vraag is leeg; stel een vraag in woorden.")
    return text


def understand(question: str, letters: Sequence[Letter], filters: Filters) -> Query:
    """The question, and the letters that it or the filters name.

    :raises QuestionError: see `normalise`.
    """
    text = normalise(question)
    allowed = [letter for letter in letters if passes(letter, filters)]
    naming = named_letters(text, letters)
    if naming is not None:
        allowed = [letter for letter in allowed if letter.letter_id in naming.letters]
    whole = naming is None and len(allowed) == len(letters)
    ids = None if whole else frozenset(letter.letter_id for letter in allowed)
    rest = _without(text, naming.dates) if naming else text
    in_names = figures(" ".join(naming.words)) if naming else {}
    turned_on = {key: typed for key, typed in figures(rest).items() if key not in in_names}
    return Query(text, ids, naming, asked(text), turned_on)


def _without(text: str, dates: Sequence[str]) -> str:
    """The question without the dates that name letters."""
    for date in dates:
        text = re.sub(re.escape(date), " ", text, count=1, flags=re.IGNORECASE)
    return text


def passes(letter: Letter, filters: Filters) -> bool:
    """Whether the filters let this letter through; a letter of which the date is not known passes no bound on it."""

    def has_number(wanted: str) -> bool:
        return any(same_number(wanted, number) for number in letter.numbers)

    date = letter.date or ""
    return (
        (not filters.letter_ids or letter.letter_id in filters.letter_ids)
        and (not filters.kinds or fold(letter.kind) in {fold(kind) for kind in filters.kinds})
        and (filters.kenmerk is None or has_number(filters.kenmerk))
        and (filters.kamerstuk is None or has_number(filters.kamerstuk))
        and (filters.sender is None or fold(filters.sender) in fold(letter.sender or ""))
        and (filters.date_from is None or (bool(date) and date >= filters.date_from[: len(date)]))
        and (filters.date_to is None or (bool(date) and date[: len(filters.date_to)] <= filters.date_to))
    )
