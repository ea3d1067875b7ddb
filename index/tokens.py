"""Late interaction: a question and passages compared token by token, by vectors that the index keeps on disk."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sources.errors import IndexDamagedError

QuestionTokens = NDArray[np.float32]
"""A row for each token, shape (tokens, dimension); the longer a row, the more its token matters."""
NO_TOKENS: QuestionTokens = np.zeros((0, 0), dtype=np.float32)
"""Those of a model that makes none."""
PassageTokens = NDArray[np.int8]
"""A row for each token, shape (tokens, dimension), `in_8_bits`: only its way counts, and there are many."""

_LARGEST = 127
_VECTORS, _STARTS = "vectors.npy", "starts.npy"


def in_8_bits(vectors: NDArray[np.float32]) -> PassageTokens:
    """The ways of vectors in whole numbers from -127 to 127."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)
    numbers: PassageTokens = np.rint(vectors / lengths * _LARGEST).astype(np.int8)
    return numbers


class TokenIndex:
    """The tokens of passages by number; from disk only those are read that are asked for."""

    def __init__(self, vectors: PassageTokens, starts: NDArray[np.int64]) -> None:
        """Use `build` or `load`.

        :param starts: The first token of each passage, and behind them how many there are in all.
        """
        self._vectors = vectors
        self._starts = starts

    @classmethod
    def build(cls, passages: Sequence[PassageTokens], dimension: int) -> "TokenIndex":
        """An index of the tokens of passages.

        :param dimension: That of their vectors; 0 where the model makes none.
        """
        starts = np.concatenate([[0], np.cumsum([len(tokens) for tokens in passages])]).astype(np.int64)
        return cls(np.concatenate([np.zeros((0, dimension), dtype=np.int8), *passages]), starts)

    @classmethod
    def load(cls, folder: Path) -> "TokenIndex":
        """The index that was saved there.

        :raises IndexDamagedError: there is none, or its parts do not agree.
        """
        damaged = "De index van woorddelen is beschadigd; maak hem opnieuw met: briefwijzer index"
        try:
            vectors = np.load(folder / _VECTORS, mmap_mode="r", allow_pickle=False)
            starts = np.load(folder / _STARTS, allow_pickle=False)
        except (OSError, ValueError) as exc:
            raise IndexDamagedError(damaged) from exc
        whole = vectors.ndim == 2 and vectors.dtype == np.int8 and starts.ndim == 1 and len(starts) > 0
        if not whole or starts[0] != 0 or starts[-1] != len(vectors) or (np.diff(starts) < 0).any():
            raise IndexDamagedError(damaged)
        return cls(vectors, starts)

    def save(self, folder: Path) -> None:
        """Write the index; the same tokens give the same bytes."""
        folder.mkdir()
        np.save(folder / _VECTORS, self._vectors)
        np.save(folder / _STARTS, self._starts)

    @property
    def count(self) -> int:
        """How many passages there are."""
        return len(self._starts) - 1

    @property
    def dimension(self) -> int:
        """How many numbers the vector of a token has; 0 where the model makes none."""
        return int(self._vectors.shape[1])

    def tokens(self, number: int) -> PassageTokens:
        """The tokens of the passage with this number."""
        return self._vectors[self._starts[number] : self._starts[number + 1]]

    def lacking(self, question: QuestionTokens, numbers: Sequence[int]) -> NDArray[np.float32]:
        """What these passages lack of a question's tokens, shape (passages, tokens).

        Each token of the question takes the token of the passage that is most like it (MaxSim, Khattab and Zaharia
        2020, equation 3), and lacks as much of its weight as their cosine is below 1. Its weight is its share of the
        lengths of the question's vectors: all together are 1.
        """
        lengths = np.linalg.norm(question, axis=1)
        asked = question / max(float(lengths.sum()), 1e-6)
        lacking = np.tile(lengths / max(float(lengths.sum()), 1e-6), (len(numbers), 1))
        passages = [self.tokens(number) for number in numbers]
        rows = [row for row, told in enumerate(passages) if told.size]
        if rows and asked.size:
            starts = np.cumsum([0, *(len(passages[row]) for row in rows[:-1])])
            told = np.concatenate([passages[row] for row in rows]).astype(np.float32)
            lacking[rows] -= np.maximum.reduceat(asked @ told.T, starts, axis=1).T / _LARGEST
        return lacking.astype(np.float32, copy=False)
