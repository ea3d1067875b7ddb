"""Near passages that do not answer a question: the model learns most from telling these from the right one."""

import random
from collections.abc import Sequence
from functools import lru_cache

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer
from tqdm import tqdm

from index.analysis import Analyser
from index.lexical import LexicalIndex
from index.training.encode import encode
from index.training.overlap import normalised, runs
from index.training.settings import QuestionsSettings

_LEXICAL = 20
_DENSE = 30
"""Candidates by words and by the model; from these the negatives are drawn."""


class Near:
    """Finds near passages in a pool."""

    def __init__(
        self, model: SentenceTransformer, pool: Sequence[str], settings: QuestionsSettings, seed: int
    ) -> None:
        """Index the pool, whose texts are all different, by words and by the model's vectors."""
        self._model = model
        self._pool = list(pool)
        self._numbers = {text: number for number, text in enumerate(self._pool)}
        self._settings = settings
        self._chance = random.Random(seed)
        self._analyser = Analyser()
        terms = [self._analyser.terms(text) for text in tqdm(self._pool, "Passages: woorden", leave=False)]
        self._lexical = LexicalIndex.build(terms)
        self._vectors = encode(model, self._pool)
        self._dense = faiss.IndexFlatIP(self._vectors.shape[1])
        self._dense.add(self._vectors)

    def find(self, asked: Sequence[tuple[str, str]]) -> list[list[str]]:
        """For each question and its right passage, `settings.negatives` near passages that are not right.

        Not those that share text with the right one, and not those that the model holds for nearly as right
        (`too_near`): they may well answer the question too. Where nothing else is near, any other passages.

        :param asked: Questions with passages of the pool.
        """
        wanted = self._settings.negatives
        if not wanted:
            return [[] for _ in asked]
        questions = encode(self._model, [question for question, _ in asked])
        right = self._vectors[[self._numbers[passage] for _, passage in asked]]
        limits = self._settings.too_near * (questions * right).sum(axis=1)
        _, dense = self._dense.search(questions, min(_DENSE, len(self._pool)))
        found = []
        for row, (question, passage) in enumerate(tqdm(asked, "Passages: dichtbij", leave=False)):
            lexical = [n for n, _ in self._lexical.search(self._analyser.terms(question), _LEXICAL)]
            own = set(runs(normalised(passage)))
            near = [
                n
                for n in dict.fromkeys([*lexical, *(int(n) for n in dense[row])])
                if float(self._vectors[n] @ questions[row]) < limits[row] and self._other(n, passage, own)
            ]
            near = near or self._far(passage, own)
            drawn = self._chance.sample(near, min(wanted, len(near)))
            found.append([self._pool[n] for n in np.resize(drawn, wanted)])
        return found

    def _other(self, number: int, passage: str, own: set[str]) -> bool:
        """Whether a passage of the pool is another one, and shares no text with the right one."""
        return self._pool[number] != passage and own.isdisjoint(self._runs(number))

    @lru_cache(maxsize=20_000)  # noqa: B019  (lives as long as the pool)
    def _runs(self, number: int) -> frozenset[str]:
        return frozenset(runs(normalised(self._pool[number])))

    def _far(self, passage: str, own: set[str]) -> list[int]:
        """Any passages but the right one, as many as are wanted where there are so many.

        :raises ValueError: there is no other in the pool.
        """
        order = self._chance.sample(range(len(self._pool)), len(self._pool))
        others = [n for n in order[: 100 * self._settings.negatives] if self._other(n, passage, own)]
        if not others:
            raise ValueError(f"There is no other passage than: {passage[:100]}")
        return others[: self._settings.negatives]
