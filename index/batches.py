"""Vectors of many texts, batch by batch."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm


def embed(
    texts: Sequence[str],
    make: Callable[[list[str]], NDArray[np.float32]],
    *,
    dimension: int,
    batch: int,
    progress: bool,
) -> NDArray[np.float32]:
    """The vectors of the texts in their order, shape (len(texts), dimension).

    :param make: Makes the vectors of one batch. The longest texts go first: a batch takes as long as its
        longest, and what does not fit in memory fails at once.
    """
    vectors = np.zeros((len(texts), dimension), dtype=np.float32)
    by_length = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    with tqdm(total=len(texts), desc="Vectoren maken", unit="tekst", disable=not progress) as bar:
        for start in range(0, len(texts), batch):
            rows = by_length[start : start + batch]
            vectors[rows] = make([texts[i] for i in rows])
            bar.update(len(rows))
    return vectors
