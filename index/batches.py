"""Vectors of many texts, batch by batch."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

OnBatch = Callable[[int], object]
"""Is told how many texts were embedded, batch by batch."""


def unwatched(_: int) -> None:
    """Nobody asked how far it is."""


def embed(
    texts: Sequence[str],
    make: Callable[[list[str]], NDArray[np.float32]],
    *,
    dimension: int,
    batch: int,
    on_batch: OnBatch,
) -> NDArray[np.float32]:
    """The vectors of the texts in their order, shape (len(texts), dimension).

    :param make: Makes the vectors of one batch. The longest texts go first: a batch takes as long as its
        longest, and what does not fit in memory fails at once.
    """
    vectors = np.zeros((len(texts), dimension), dtype=np.float32)
    by_length = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    for start in range(0, len(texts), batch):
        rows = by_length[start : start + batch]
        vectors[rows] = make([texts[i] for i in rows])
        on_batch(len(rows))
    return vectors
