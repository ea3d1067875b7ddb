"""Groups of texts that are near one another: a batch drawn from one is hard to tell apart, and teaches the more.

After topic-aware sampling (Hofstätter et al. 2021), with groups of about equal size.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_ROUNDS = 20
"""Power iterations; the direction need not be exact."""


def neighbourhoods(
    vectors: NDArray[np.float32], sizes: Sequence[int], most: int, seed: int
) -> list[NDArray[np.int64]]:
    """The rows in groups of neighbours: halved along the way in which they differ most until each is small enough.

    :param vectors: Shape (rows, dimension).
    :param sizes: What each row counts for.
    :param most: What a group counts for at most, unless it is one row.
    """
    chance = np.random.default_rng(seed)
    counts = np.asarray(sizes)
    groups, open_ = [], [np.arange(len(vectors))]
    while open_:
        rows = open_.pop()
        if counts[rows].sum() <= most or len(rows) == 1:
            groups.append(rows)
            continue
        from_middle = vectors[rows] - vectors[rows].mean(axis=0)
        way = chance.normal(size=vectors.shape[1])
        for _ in range(_ROUNDS):
            way = from_middle.T @ (from_middle @ way)
            way /= max(float(np.linalg.norm(way)), 1e-12)
        ordered = rows[np.argsort(from_middle @ way, kind="stable")]
        half = len(rows) // 2
        open_ += [ordered[half:], ordered[:half]]
    return groups
