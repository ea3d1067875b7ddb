"""Asks every gold question once and keeps what came of each."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from tqdm import tqdm

from eval.gold import Question
from eval.measures import DEPTH, measure, passages_of
from index.snapshot import IndexInfo
from rag.assistant import Assistant
from rag.rank import DENSE_ONLY, FUSED, LATE_ONLY, LEXICAL_ONLY, Weights
from rag.types import Abstained, Answer, CitedPassage
from sources.types import Letter, Span

ABLATIONS: Mapping[str, Weights | None] = {
    "lexical": LEXICAL_ONLY,
    "dense": DENSE_ONLY,
    "late": LATE_ONLY,
    "fused": FUSED,
    "ranked": None,
}
"""The rankings that are compared: each search alone, both, and both with the other evidence (the product).

They order the same candidates, and the passages are cut out of them in the same way.
"""

BASELINE = "ranked"
"""The ablation that the others are compared with."""

_NO_OVERLAPS: Mapping[str, float] = MappingProxyType({})


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was shown, or that came nearest; `page` is its citation's."""

    letter_id: str
    page: int
    spans: tuple[Span, ...]
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One question: what came of it, what was found (best first), and its measures by name.

    `reason` is why it was refused, `error` what went wrong where it was lost; `took_ms` is wall-clock time; `overlap`
    is that of its words with the quote (see `eval.overlap`), where it is known and there is a quote.
    """

    question: Question
    outcome: Outcome
    reason: str | None
    error: str | None
    confidence: float | None
    took_ms: float
    found: tuple[Found, ...]
    measures: Mapping[str, float | None]
    overlap: float | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """A row for every question, in their order, and the index that was asked."""

    rows: tuple[Row, ...]
    top_k: int
    info: IndexInfo


def evaluate(
    assistant: Assistant,
    questions: Sequence[Question],
    top_k: int = DEPTH,
    *,
    overlaps: Mapping[str, float] = _NO_OVERLAPS,
    progress: bool = False,
) -> Results:
    """The questions, asked once each.

    A question on which the assistant fails is lost: it stays in the results, scores 0, and says what went
    wrong.

    :param top_k: how many passages to ask for; fewer than 10 lowers RR@10 and nDCG@10.
    :param overlaps: of the questions by id, for their rows.
    :param progress: whether to show a bar on stderr.
    """
    bar = tqdm(questions, desc="Vragen stellen", unit="vraag", disable=not progress, leave=False)
    rows = tuple(
        replace(_row(assistant, question, top_k), overlap=overlaps.get(question.question_id))
        for question in bar
    )
    return Results(rows, top_k, assistant.info)


def ablate(
    make: Callable[[Weights | None], Assistant],
    questions: Sequence[Question],
    *,
    overlaps: Mapping[str, float] = _NO_OVERLAPS,
    progress: bool = False,
) -> dict[str, Results]:
    """The results of every ablation by name, in the order of `ABLATIONS`.

    :param make: gives the assistant that ranks with these weights, or as the product does, over one index and model.
    """
    return {
        name: evaluate(make(weights), questions, overlaps=overlaps, progress=progress)
        for name, weights in ABLATIONS.items()
    }


def _row(assistant: Assistant, question: Question, top_k: int) -> Row:
    started = time.perf_counter()
    try:
        answer: Answer | None = assistant.ask(question.text, top_k)
        error = None
    except Exception as exc:  # noqa: BLE001  (whatever goes wrong, the other questions are still asked)
        answer, error = None, f"{type(exc).__name__}: {exc}"
    took_ms = (time.perf_counter() - started) * 1000
    return make_row(question, answer, assistant.letters, took_ms=took_ms, error=error)


def make_row(
    question: Question,
    answer: Answer | None,
    letters: Mapping[str, Letter],
    *,
    took_ms: float,
    error: str | None = None,
) -> Row:
    """The row of a question that was asked.

    :param answer: None where the question was lost.
    """
    return Row(
        question=question,
        outcome=_outcome(answer),
        reason=answer.reason.value if isinstance(answer, Abstained) else None,
        error=error,
        confidence=answer.confidence if answer is not None else None,
        took_ms=took_ms,
        found=tuple(_found(passage) for passage in passages_of(answer)),
        measures=measure(question, answer, letters),
    )


def _outcome(answer: Answer | None) -> Outcome:
    if answer is None:
        return Outcome.LOST
    return Outcome.ABSTAINED if isinstance(answer, Abstained) else Outcome.ANSWERED


def _found(cited: CitedPassage) -> Found:
    passage = cited.passage
    return Found(passage.letter_id, cited.citation.page, passage.spans, passage.score, passage.text)
