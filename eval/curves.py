"""What the reports say and draw: how well confidence is calibrated, what thresholds refuse, how long it took."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.measures import Basis, rr_name
from eval.run import Outcome, Row
from eval.summary import answerable, times, unanswerable

BINS = 10
"""Bins of equal width that confidence is put in."""

_STEPS = 10
"""In how many steps the round thresholds go from 0 to 1, beside the one in force."""

_SLOTS = 20
"""About how many slots a distribution of times has."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions with a confidence from `low` up to `high` (the last bin holds 1 too).

    `confidence` is their mean, and `right` the share whose first passage stands on a right page; None where there are
    no questions.
    """

    low: float
    high: float
    count: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold would do: questions with a confidence below `threshold` are refused.

    `wrongly_refused` is the share of the questions with an answer that it refuses, `rightly_refused` of those without;
    `answered` is how many of all questions it answers, and `right` the share of those whose first passage stands on a
    right page, None where it answers none.
    """

    threshold: float
    wrongly_refused: float
    rightly_refused: float
    answered: int
    right: float | None


@dataclass(frozen=True, slots=True)
class Slot:
    """How many questions took from `low` up to `high` milliseconds; the last slot may have no end (infinity)."""

    low: float
    high: float
    count: int

    @property
    def endless(self) -> bool:
        """Whether it stands for all longer times."""
        return math.isinf(self.high)


def is_right(row: Row) -> bool:
    """Whether the first passage, shown or nearest, stands on a right page; of a question without answer none does."""
    return row.measures[rr_name(Basis.PAGE)] == 1.0


def reliability(rows: Iterable[Row]) -> tuple[Bin, ...]:
    """What confidence promised and what came of it, over all questions that were not lost, refused ones too.

    Confidence is meant as the chance that the first passage stands on a right page (`rag.confidence`).
    """
    members: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for row in rows:
        if row.confidence is not None:
            members[min(int(row.confidence * BINS), BINS - 1)].append((row.confidence, is_right(row)))
    return tuple(
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            count=len(found),
            confidence=sum(sure for sure, _ in found) / len(found) if found else None,
            right=sum(right for _, right in found) / len(found) if found else None,
        )
        for number, found in enumerate(members)
    )


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """The expected calibration error (Naeini et al. 2015), 0 to 1; None where there are no questions.

    It is the mean over the questions of how far the confidence of their bin is from the share that was right.
    """
    total = sum(each.count for each in bins)
    gaps = (
        each.count * abs(each.confidence - each.right)
        for each in bins
        if each.confidence is not None and each.right is not None
    )
    return sum(gaps) / total if total else None


def abstention(rows: Sequence[Row]) -> tuple[Point, ...]:
    """What every threshold would do that makes a difference, from refusing least to refusing all that can be.

    Empty where the questions are not of both kinds, with an answer and without.
    """
    if not answerable(rows) or not unanswerable(rows):
        return ()
    confidences = sorted({0.0, *(row.confidence for row in rows if row.confidence is not None)})
    above_all = math.nextafter(confidences[-1], math.inf)
    return tuple(at_threshold(rows, threshold) for threshold in [*confidences, above_all])


def at_threshold(rows: Sequence[Row], threshold: float) -> Point:
    """What a threshold would do.

    :param rows: questions of both kinds.
    """
    with_answer, without = answerable(rows), unanswerable(rows)
    given = [row for row in rows if row.outcome is not Outcome.LOST and not _refused(row, threshold)]
    return Point(
        threshold=threshold,
        wrongly_refused=sum(_refused(row, threshold) for row in with_answer) / len(with_answer),
        rightly_refused=sum(_refused(row, threshold) for row in without) / len(without),
        answered=len(given),
        right=sum(map(is_right, given)) / len(given) if given else None,
    )


def at_round_thresholds(rows: Sequence[Row], in_force: float) -> tuple[Point, ...]:
    """What round thresholds would do and the one in force does, from the lowest to the highest.

    Empty where the questions are not of both kinds, with an answer and without.
    """
    if not answerable(rows) or not unanswerable(rows):
        return ()
    thresholds = sorted({in_force, *(step / _STEPS for step in range(_STEPS + 1))})
    return tuple(at_threshold(rows, each) for each in thresholds)


def _refused(row: Row, threshold: float) -> bool:
    """Whether the question would be refused; without any passage it always is, and a lost question never."""
    if row.outcome is Outcome.LOST or row.confidence is None:
        return False
    return not row.found or row.confidence < threshold


def time_slots(rows: Iterable[Row]) -> tuple[Slot, ...]:
    """How long the questions took, in slots of one round width; what took far longer than most is in the last.

    Empty where all were lost.
    """
    took = sorted(times(rows))
    if not took:
        return ()
    width = _round_up(2 * took[math.ceil(0.95 * len(took)) - 1] / _SLOTS)
    edges = [width * number for number in range(min(_SLOTS, int(took[-1] / width) + 1))]
    counts = [0] * len(edges)
    for time in took:
        counts[bisect_right(edges, time) - 1] += 1
    whole = took[-1] < width * _SLOTS
    ends = [*edges[1:], edges[-1] + width if whole else math.inf]
    return tuple(Slot(low, high, count) for low, high, count in zip(edges, ends, counts, strict=True))


def _round_up(value: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is not below `value`."""
    power = 10.0 ** math.floor(math.log10(max(value, 0.1)))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)
