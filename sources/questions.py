"""Written questions and their answers: each answer says which question it is about.

Answers of ministers come with the questions of members of parliament, as `Vraag 3` and `Antwoord 3`, several answered
together (`Antwoord 3, 4 en 5`), or all at once (`Mededeling`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.document import Draft
from sources.shapes import bare, is_question_head
from sources.types import BlockKind

_RANGE = re.compile(r"(\d{1,3})(?: ?(?:t/m|tot en met|[-–]) ?(\d{1,3}))?")
_MOST_ASKED = 3
"""Paragraphs before an answer without a number that may be its question."""
_LONGEST_RANGE = 100

_Place = tuple[int, int]


def with_questions(pages: Sequence[Sequence[Draft]]) -> list[list[Draft]]:
    """The same drafts, those of each answer being about their question."""
    out = [list(page) for page in pages]
    questions: dict[int, list[_Place]] = {}
    answered: set[int] = set()
    numbers: list[int] = []
    asking: list[_Place] | None = None
    about: list[_Place] = []
    before: list[_Place] = []
    for place, draft in _reading(pages):
        text = bare(draft.text)
        if draft.kind is not BlockKind.HEADING:
            if asking is not None:
                asking.append(place)
            elif about:
                out[place[0] - 1][place[1]] = replace(draft, about=(*draft.about, *about))
            before.append(place)
            continue
        if not is_question_head(text):
            about, before = ([], []) if asking is None else (about, before)
            continue
        numbers = _numbers(text)
        if text.startswith(("Vraag", "Vragen")):
            asking, about = [], []
            questions |= dict.fromkeys(numbers, asking)
        else:
            asking = None
            answers = numbers or _unanswered(text, questions, answered)
            about = list(dict.fromkeys(p for number in answers for p in questions.get(number, ())))
            about = about or _asked_before(pages, before)
            answered |= set(answers)
        before = []
    return out


def _reading(pages: Sequence[Sequence[Draft]]) -> Iterator[tuple[_Place, Draft]]:
    """Page and index of each draft but the footnotes, with the draft."""
    for number, page in enumerate(pages, start=1):
        for i, draft in enumerate(page):
            if draft.kind is not BlockKind.FOOTNOTE:
                yield (number, i), draft


def _numbers(text: str) -> list[int]:
    """The numbers that a head names: `Antwoord 3, 4 t/m 6` names 3, 4, 5 and 6."""
    numbers: list[int] = []
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        numbers += range(first, min(last, first + _LONGEST_RANGE) + 1)
    return numbers


def _unanswered(text: str, questions: dict[int, list[_Place]], answered: set[int]) -> list[int]:
    """The questions that an answer without a number is about: for a `Mededeling` all that are open, else the last."""
    left = [number for number in questions if number not in answered]
    return left if text.startswith("Mededeling") else left[-1:]


def _asked_before(pages: Sequence[Sequence[Draft]], before: Sequence[_Place]) -> list[_Place]:
    """The paragraphs right before an answer that ask something."""
    return [
        (page, i) for page, i in before[-_MOST_ASKED:] if bare(pages[page - 1][i].text).rstrip().endswith("?")
    ]
