"""Votes on answers as candidates for the gold questions: in their format, for a person to look at and complete."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from api.bot.memory import Vote
from index.analysis import words_of
from rag.answer_type import AnswerType, asked

_ENGLISH = frozenset("what which how many much the is are does of why when who where in for".split())
_DUTCH = frozenset("wat welke hoe hoeveel de het een zijn van waarom wanneer wie waar in voor er".split())
_FEW_WORDS = 4
"""A question of no more words and without a question mark is a search."""


def candidates(votes: Sequence[Vote]) -> Iterator[dict[str, object]]:
    """A row for each question that was voted on, as eval/README.md describes them; those asked alike are one.

    What all found useful is complete: the sentence that was shown is its evidence, and a refusal that was useful makes
    it unanswerable. Where someone did not, its evidence is empty; reading the gold questions refuses such a row, so
    that it counts for nothing until a person has looked up the right one.
    """
    asked_alike: dict[str, list[Vote]] = {}
    for vote in votes:
        asked_alike.setdefault(_alike(vote.question), []).append(vote)
    for group in asked_alike.values():
        yield _row(group)


def as_lines(votes: Sequence[Vote]) -> str:
    """The candidates as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in candidates(votes))


def _row(votes: Sequence[Vote]) -> dict[str, object]:
    last = votes[-1]
    useful = sum(vote.useful for vote in votes)
    complete = useful == len(votes)
    answerable = last.shown.answered or not complete
    return {
        "id": _question_id(last.question),
        "question": " ".join(last.question.split()),
        "language": _language(last.question),
        "type": _type(last.question) if answerable else "on-topic",
        "form": "plain" if "?" in last.question or len(last.question.split()) > _FEW_WORDS else "keywords",
        "answerable": answerable,
        "need": "any",
        "evidence": [asdict(place) for place in last.shown.places[:1]]
        if last.shown.answered and complete
        else [],
        "note": f"Kandidaat uit Slack: {useful} van {len(votes)} nuttig. {_was_shown(last)}",
    }


def _alike(question: str) -> str:
    """The same for questions that differ in capitals and white space alone."""
    return " ".join(question.casefold().split())


def _was_shown(vote: Vote) -> str:
    shown = "; ".join(f"{place.letter}, p. {place.page}: {place.quote}" for place in vote.shown.places)
    if vote.shown.answered:
        return f"Getoond: {shown}"
    return f"Geweigerd; het dichtst bij: {shown}" if shown else "Geweigerd."


def _question_id(question: str) -> str:
    """The same for the same question, so that it stays in one split."""
    number = int.from_bytes(hashlib.sha256(_alike(question).encode()).digest()[:4])
    return f"slack-{number:010}"


def _language(question: str) -> str:
    words = set(words_of(question))
    return "en" if len(words & _ENGLISH) > len(words & _DUTCH) else "nl"


def _type(question: str) -> str:
    match asked(question):
        case AnswerType.NUMBER | AnswerType.REFERENCE as kind:
            return kind.value
        case _:
            return "fact"
