"""How good a model is: the benchmarks, and the written questions that no stage learned from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.training.data import TrainingData
from index.training.measured import Benchmark

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
"""Gives the unit vectors of texts, shape (texts, dimension)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How well questions find their passages."""

    name: str
    questions: int
    first: float
    """Share of the questions whose passage comes first (hit@1)."""
    five: float
    """Share of the questions whose passage is among the first five (hit@5)."""
    mrr: float
    """Mean of 1 by the rank of the passage."""


def measure(
    encode: Encode,
    benchmarks: Sequence[Benchmark],
    dimensions: int | None = None,
    *,
    questions: Encode | None = None,
) -> list[Figures]:
    """The figures of a model on benchmarks.

    :param questions: What encodes questions, where that is not the same.
    :param dimensions: Leading numbers of each vector that count; all by default.
    """
    found = []
    for benchmark in benchmarks:
        asked = (questions or encode)(benchmark.questions)
        scores = _scores(asked, encode(benchmark.passages), dimensions)
        found.append(figures(benchmark.name, scores, np.arange(len(benchmark.questions))))
    return found


def measure_held_out(encode: Encode, data: TrainingData) -> Figures:
    """The figures on the written questions set apart, whose passages stand among all written ones."""
    passages = [w.passage for w in (*data.held_out, *data.written)]
    questions = [question for w in data.held_out for question in w.questions]
    right = np.array([row for row, w in enumerate(data.held_out) for _ in w.questions])
    return figures("held-out", _scores(encode(questions), encode(passages)), right)


def figures(name: str, scores: NDArray[np.float32], right: NDArray[np.int64]) -> Figures:
    """The figures of a table of scores.

    :param scores: Shape (questions, passages), higher is better.
    :param right: The number of each question's passage; equal scores of others count against it.
    """
    own = scores[np.arange(len(scores)), right][:, None]
    ranks = (scores >= own).sum(axis=1)
    return Figures(
        name=name,
        questions=len(scores),
        first=float((ranks == 1).mean()),
        five=float((ranks <= 5).mean()),
        mrr=float((1 / ranks).mean()),
    )


def _scores(
    questions: NDArray[np.float32], passages: NDArray[np.float32], dimensions: int | None = None
) -> NDArray[np.float32]:
    left, right = (
        vectors[:, :dimensions] / np.linalg.norm(vectors[:, :dimensions], axis=1, keepdims=True).clip(1e-12)
        for vectors in (questions, passages)
    )
    scores: NDArray[np.float32] = left @ right.T
    return scores
