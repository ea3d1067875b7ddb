"""How good a model is: the benchmarks, and the written questions that no stage learned from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from index.training.data import Benchmark, TrainingData
from index.training.encode import encode


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

    @property
    def said(self) -> tuple[str, float, float, float]:
        """The name and the three figures."""
        return self.name, self.first, self.five, self.mrr


def measure(
    model: SentenceTransformer, benchmarks: Sequence[Benchmark], dimensions: int | None = None
) -> list[Figures]:
    """The figures of a model on benchmarks.

    :param dimensions: Leading numbers of each vector that count; all by default.
    """
    return [
        figures(benchmark.name, _scores(model, benchmark, dimensions), np.arange(len(benchmark.questions)))
        for benchmark in benchmarks
    ]


def measure_held_out(
    model: SentenceTransformer, data: TrainingData, dimensions: int | None = None
) -> Figures:
    """The figures on the written questions set apart, whose passages stand among all written ones."""
    passages = tuple(w.passage for w in (*data.held_out, *data.written))
    questions = tuple(q for w in data.held_out for q in w.questions)
    right = np.array([row for row, w in enumerate(data.held_out) for _ in w.questions])
    scores = _scores(model, Benchmark("held-out", questions, passages), dimensions)
    return figures("held-out", scores, right)


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


def _scores(model: SentenceTransformer, benchmark: Benchmark, dimensions: int | None) -> NDArray[np.float32]:
    parts = []
    for texts in (benchmark.questions, benchmark.passages):
        vectors = encode(model, texts, progress=False)[:, :dimensions]
        parts.append(vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-12))
    scores: NDArray[np.float32] = parts[0] @ parts[1].T
    return scores
