"""Rows to numbers: means with intervals, groups, latency, and which questions went wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from eval.bootstrap import Estimate, bootstrap
from eval.gold import Need
from eval.measures import SHOWN, VERBATIM, Basis, hit_name
from eval.overlap import band
from eval.run import Outcome, Row

GROUPINGS: Mapping[str, Callable[[Row], Iterable[str]]] = {
    "type": lambda row: (row.question.type.value,),
    "form": lambda row: (row.question.form.value,),
    "language": lambda row: (row.question.language.value,),
    "overlap": lambda row: () if row.overlap is None else (band(row.overlap),),
    "letter": lambda row: sorted({evidence.letter_id for evidence in row.question.evidence}),
}
"""The groups of each question. One with evidence in several letters counts in each;
one without evidence has no overlap and no letter."""


class Failure(StrEnum):
    """What went wrong with a question, worst first; the first that applies is the one that counts."""

    LOST = "lost"
    WRONGLY_ANSWERED = "wrongly_answered"
    WRONGLY_REFUSED = "wrongly_refused"
    WRONG_PAGE = "wrong_page"
    WRONG_PASSAGE = "wrong_passage"


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds for one question, over those that were not lost."""

    median: float
    p95: float
    longest: float


def answerable(rows: Iterable[Row]) -> list[Row]:
    """The rows of questions whose answer is in the letters."""
    return [row for row in rows if row.question.answerable]


def unanswerable(rows: Iterable[Row]) -> list[Row]:
    """The rows of questions whose answer is not in the letters."""
    return [row for row in rows if not row.question.answerable]


def values(rows: Iterable[Row], name: str) -> list[float]:
    """What a measure is for each question that it applies to."""
    return [value for row in rows if (value := row.measures[name]) is not None]


def mean(rows: Iterable[Row], name: str) -> float | None:
    """The mean of a measure over the questions that it applies to, or None where there are none."""
    found = values(rows, name)
    return sum(found) / len(found) if found else None


def estimates(rows: Sequence[Row]) -> dict[str, Estimate]:
    """The mean and interval of every measure that applies to any of the rows."""
    names = dict.fromkeys(name for row in rows for name in row.measures)
    found = {name: bootstrap(values(rows, name)) for name in names}
    return {name: estimate for name, estimate in found.items() if estimate is not None}


def difference(rows: Sequence[Row], baseline: Sequence[Row], name: str) -> Estimate | None:
    """How much higher a measure is than in the baseline, paired by question.

    :param baseline: rows of the same questions in the same order.
    """
    pairs = zip(rows, baseline, strict=True)
    scores = ((row.measures[name], other.measures[name]) for row, other in pairs)
    return bootstrap([ours - theirs for ours, theirs in scores if ours is not None and theirs is not None])


def grouped(rows: Iterable[Row], grouping: str) -> dict[str, list[Row]]:
    """The rows by group, the groups in order of name."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for name in GROUPINGS[grouping](row):
            groups.setdefault(name, []).append(row)
    return dict(sorted(groups.items()))


def latency(rows: Iterable[Row]) -> Latency | None:
    """The median, 95th percentile and longest time that a question took, or None where all were lost."""
    took = times(rows)
    if not took:
        return None
    median, p95 = np.percentile(took, [50, 95])
    return Latency(float(median), float(p95), max(took))


def times(rows: Iterable[Row]) -> list[float]:
    """The milliseconds that each question took, lost ones left out."""
    return [row.took_ms for row in rows if row.outcome is not Outcome.LOST]


def all_verbatim(rows: Iterable[Row]) -> bool:
    """Whether every passage of every question is word for word what stands at its citation.

    False where a question was lost, and where there was no passage to judge: that would prove nothing.
    """
    found = values(rows, VERBATIM)
    return bool(found) and all(value == 1.0 for value in found)


def failure(row: Row) -> Failure | None:
    """What went wrong with a question, or None.

    The first passage must be right; where several are needed, they must be among those that a reader is
    shown.
    """
    question = row.question
    if row.outcome is Outcome.LOST:
        return Failure.LOST
    if not question.answerable:
        return Failure.WRONGLY_ANSWERED if row.outcome is Outcome.ANSWERED else None
    if row.outcome is Outcome.ABSTAINED:
        return Failure.WRONGLY_REFUSED
    k = SHOWN if question.need is Need.ALL else 1
    if not row.measures[hit_name(Basis.PAGE, k)]:
        return Failure.WRONG_PAGE
    return None if row.measures[hit_name(Basis.QUOTE, k)] else Failure.WRONG_PASSAGE


def failures(rows: Iterable[Row]) -> dict[Failure, list[Row]]:
    """The rows that went wrong, by what went wrong, worst first."""
    wrong: dict[Failure, list[Row]] = {kind: [] for kind in Failure}
    for row in rows:
        if (kind := failure(row)) is not None:
            wrong[kind].append(row)
    return {kind: found for kind, found in wrong.items() if found}
