"""Near passages that do not answer a question: the model learns most from telling these from the right one."""

import random
from collections.abc import Sequence

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
        """Index the pool by words and by the model's vectors."""
        self._model = model
        self._pool = list(dict.fromkeys(pool))
        self._settings = settings
        self._chance = random.Random(seed)
        self._analyser = Analyser()
        self._lexical = LexicalIndex.build([self._analyser.terms(text) for text in tqdm(self._pool, "words")])
        self._vectors = encode(model, self._pool)
        self._dense = faiss.IndexFlatIP(self._vectors.shape[1])
        self._dense.add(self._vectors)
        self._runs = [set(runs(normalised(text))) for text in self._pool]

    def find(self, asked: Sequence[tuple[str, str]]) -> list[list[str]]:
        """For each question and its right passage, `settings.negatives` near passages that are not right.

        Not those that share text with the right one, and not those that the model holds for nearly as right
        (`too_near`): they may well answer the question too.
        """
        questions = encode(self._model, [question for question, _ in asked])
        right = encode(self._model, [passage for _, passage in asked])
        limits = self._settings.too_near * (questions * right).sum(axis=1)
        _, dense = self._dense.search(questions, _DENSE)
        found = []
        for row, (question, passage) in enumerate(tqdm(asked, "near passages")):
            lexical = [n for n, _ in self._lexical.search(self._analyser.terms(question), _LEXICAL)]
            own = set(runs(normalised(passage)))
            near = [
                n
                for n in dict.fromkeys([*lexical, *(int(n) for n in dense[row] if n >= 0)])
                if self._pool[n] != passage
                and float(self._vectors[n] @ questions[row]) < limits[row]
                and not own & self._runs[n]
            ]
            wanted = self._settings.negatives
            near = near or [int(n) for n in self._chance.sample(range(len(self._pool)), wanted)]
            drawn = self._chance.sample(near, min(wanted, len(near)))
            found.append([self._pool[n] for n in np.resize(drawn, wanted)])
        return found
