"""Dense search: unit vectors in FAISS, inner product, exact.

Exact search over a flat index is linear in the number of vectors; a hundred thousand of 384 dimensions take a
few milliseconds, which is more letters than one installation has.
"""

from collections.abc import Sequence

import faiss
import numpy as np

from index.encoder import Vectors
from sources.errors import IndexDamagedError


class DenseIndex:
    """Vectors by number: row i has id i."""

    def __init__(self, index: faiss.Index) -> None:
        """Use `build` or `from_bytes`."""
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "DenseIndex":
        """An index of unit vectors, shape (count, dimension)."""
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        index.add_with_ids(vectors, np.arange(len(vectors), dtype=np.int64))
        return cls(index)

    @classmethod
    def from_bytes(cls, data: bytes) -> "DenseIndex":
        """The index that `to_bytes` gave.

        :raises IndexDamagedError: it is no FAISS index, or not of this kind.
        """
        try:
            index = faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        except RuntimeError as exc:
            raise IndexDamagedError(
                "De vectorindex is beschadigd; maak hem opnieuw met: briefwijzer index"
            ) from exc
        if not isinstance(index, faiss.IndexIDMap2) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise IndexDamagedError(
                "De vectorindex is van een andere soort; maak hem opnieuw met: briefwijzer index"
            )
        return cls(index)

    def to_bytes(self) -> bytes:
        """The index as FAISS writes it; the same vectors give the same bytes."""
        return bytes(faiss.serialize_index(self._index))

    @property
    def count(self) -> int:
        """How many vectors there are."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return int(self._index.d)

    def search(self, query: Vectors, k: int, allowed: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """The `k` nearest ids with their inner product (-1 to 1), nearest first, equal ones by id.

        FAISS fills up with id -1 where there are fewer than `k`; those are dropped. Which of equal ones it gives at
        the end is by chance, so more are asked for until the last is farther than the `k`th.

        :param query: one unit vector, shape (1, dimension).
        :param allowed: ids that may be found; None for all.
        """
        if self.count == 0 or k < 1 or (allowed is not None and not len(allowed)):
            return []
        parameters = None
        if allowed is not None:
            selector = faiss.IDSelectorBatch(np.asarray(allowed, dtype=np.int64))
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        faiss.omp_set_num_threads(
            1
        )  # of this thread's calls: one question is not shared out, and waiting costs more
        asked = min(k + 1, self.count)
        while True:
            scores, ids = self._index.search(query, asked, params=parameters)
            found = [(int(i), float(score)) for i, score in zip(ids[0], scores[0], strict=True) if i >= 0]
            hits = sorted(found, key=lambda hit: (-hit[1], hit[0]))
            if len(hits) < asked or asked == self.count or hits[-1][1] < hits[k - 1][1]:
                return hits[:k]
            asked = min(2 * asked, self.count)

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors with these ids, shape (len(ids), dimension)."""
        if not len(ids):
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.asarray(self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64)), dtype=np.float32)
