"""The questions that were written for this project: their texts lie here, their passages where the training data is."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.training.records import Pair, Written
from index.training.rows import read_objects
from sources import read_folder
from sources.errors import CitationError
from sources.types import Letter, Span

OWN_QUESTIONS = Path(__file__).parent / "questions.jsonl"

_CONTEXT = 300
"""Characters of a question that a passage replies to that become part of its title."""


@dataclass(frozen=True, slots=True)
class OwnQuestions:
    """The project's own questions with their passages, and how many passages are not where they should be."""

    found: tuple[Written, ...]
    lost: int


def read_own_questions(pairs: Sequence[Pair], letters: Path | None, limit: int | None = None) -> OwnQuestions:
    """The project's own questions, each with its passage as it stands in a pair or a letter.

    The questions are ours and lie in the project, the passages are not: the file names where they stand, with a
    checksum, so that a letter that is read otherwise now gives no wrong passage.

    :raises TrainingDataError: the file is missing or wrong.
    :raises FolderError: there is no such folder of letters.
    """
    by_key = {checksum(pair.passage): pair for pair in pairs}
    by_id = {letter.letter_id: letter for letter in read_folder(letters).letters} if letters else {}
    found, lost = [], 0
    for row in read_objects(OWN_QUESTIONS, "source", "passage", "questions", "near", limit=limit):
        place = row["passage"]
        pair, letter = by_key.get(place.get("pair")), by_id.get(place.get("letter"))
        passage = context = ""
        if pair:
            passage = pair.passage[place["start"] : place["end"]]
            context = " | ".join(part for part in (pair.context, pair.question[:_CONTEXT]) if part)
        elif letter:
            passage, context = _text_at(letter, place["spans"]), letter.title
        if checksum(passage) == place["sha256"]:
            questions = tuple(question["text"] for question in row["questions"])
            answers = tuple(tuple((a, b) for a, b in question["answer"]) for question in row["questions"])
            found.append(Written(row["source"], context, passage, questions, answers, row["near"]))
        else:
            lost += 1
    return OwnQuestions(tuple(found), lost)


def checksum(passage: str) -> str:
    """What a passage is known by in `questions.jsonl`: the first 16 hexadecimal digits of its SHA-256."""
    return sha256(passage.encode()).hexdigest()[:16]


def _text_at(letter: Letter, spans: Sequence[Sequence[int]]) -> str:
    """The text at these places, empty where the letter has them no longer."""
    try:
        return letter.text_at(tuple(Span(*span) for span in spans))
    except CitationError:
        return ""
