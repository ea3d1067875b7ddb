"""Lexical search: BM25 over the terms of each chunk.

The scores are bm25s's (Lù 2024), method "lucene": idf = ln(1 + (N - n + .5) / (n + .5)). Why this library:
docs/lexical-library.md.
"""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from sources.errors import IndexDamagedError

K1 = 1.2
"""How soon a term that repeats stops adding (the usual value; Robertson and Zaragoza 2009)."""
B = 0.75
"""How much a long chunk is held against it (the usual value)."""


class LexicalIndex:
    """BM25 over documents that are lists of terms; documents are numbered from 0."""

    def __init__(self, scorer: bm25s.BM25) -> None:
        """Use `build` or `load`."""
        self._scorer = scorer
        self._numbers: dict[str, int] = scorer.vocab_dict
        self._document_counts = np.diff(scorer.scores["indptr"])
        self.count = int(scorer.scores["num_docs"])
        self.vocabulary: frozenset[str] = frozenset(self._numbers)
        """Every term of the documents."""

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> "LexicalIndex":
        """An index of the documents, always the same for the same; one without terms is never found."""
        numbers: dict[str, int] = {}
        rows = [[numbers.setdefault(term, len(numbers)) for term in terms] for terms in documents]
        scorer = bm25s.BM25(method="lucene", k1=K1, b=B)
        if numbers:
            scorer.index((rows, numbers), create_empty_token=False, show_progress=False)
        else:
            scorer.vocab_dict, scorer.nonoccurrence_array = {}, None
            scorer.scores = {
                "data": np.zeros(0, dtype=np.float32),
                "indices": np.zeros(0, dtype=np.int32),
                "indptr": np.zeros(1, dtype=np.int32),
                "num_docs": len(documents),
            }
        return cls(scorer)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """The index that `save` wrote.

        :raises IndexDamagedError: a file is missing or does not hold what it should.
        """
        try:
            return cls(bm25s.BM25.load(str(folder), allow_pickle=False, show_progress=False))
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as exc:
            raise IndexDamagedError(
                f"De woordenindex in {folder} is beschadigd; maak hem opnieuw met: briefwijzer index"
            ) from exc

    def save(self, folder: Path) -> None:
        """Write the index to files in `folder`, which is made."""
        folder.mkdir(parents=True)
        self._scorer.save(str(folder), allow_pickle=False, show_progress=False)

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """The BM25 score of every document for the terms of a question, shape (documents,), from 0 up."""
        known = [term for term in terms if term in self._numbers]
        if not known:
            return np.zeros(self.count, dtype=np.float32)
        return np.asarray(self._scorer.get_scores(known), dtype=np.float32)

    def idf(self, term: str) -> float:
        """How rare the term is: ln(1 + (N - n + .5) / (n + .5)), n being 0 for a term that is nowhere."""
        number = self._numbers.get(term)
        n = 0 if number is None else int(self._document_counts[number])
        return float(np.log1p((self.count - n + 0.5) / (n + 0.5)))


def best(scores: NDArray[np.float32], k: int, allowed: Sequence[int] | None = None) -> list[int]:
    """The numbers of the `k` best documents that score above 0, best first, equal ones by number.

    :param scores: of every document, shape (documents,).
    :param allowed: numbers that may be found; None for all.
    """
    pool = np.flatnonzero(scores)
    if allowed is not None:
        pool = np.intersect1d(pool, np.asarray(allowed, dtype=np.int64))
    if k < 1:
        return []
    return [int(number) for number in pool[np.lexsort((pool, -scores[pool]))][:k]]
