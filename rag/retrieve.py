"""First-stage retrieval: the chunks that lexical and dense search find, with what each says of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.lexical import best
from index.types import Chunk
from rag.corpus import Corpus, coverage, lacking_terms
from rag.pinpoint import pinpoint
from rag.search import Search
from sources.types import BlockKind

DEPTH = 60
"""How many chunks each search brings; deeper brought no more right pages on the dev questions."""


EXPANSION_WEIGHT = 0.5
"""How much BM25 of what the thesaurus adds counts beside that of the question's own terms."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk with its evidence, and the number of the sentence in its letter that answers best.

    `lexical` is BM25 divided by the question's best (0 to 1), `dense` the cosine of question and chunk (-1 to 1),
    `late` their late interaction (-1 to 1), `coverage` the share of the question's terms, weighted by rarity, that the
    chunk has (0 to 1), `fit` that of the answer sentence (see `rag.pinpoint`), `footnote` whether the chunk is one.
    `lacking` is what it lacks of each token of the question (see `index.tokens`), or where the model makes no vectors
    of tokens, of each term: its share of their weights.
    """

    number: int
    chunk: Chunk
    answer: int
    lexical: float
    dense: float
    coverage: float
    fit: float
    late: float
    lacking: tuple[float, ...]
    footnote: bool


def retrieve(corpus: Corpus, search: Search) -> list[Candidate]:
    """The chunks that lexical search, dense search or dense search of sentences ranks among its first `DEPTH`.

    :return: in order of chunk.
    """
    snapshot = corpus.snapshot
    scores = _lexical(corpus, search)
    numbers = sorted(i for i in _pool(corpus, search, scores) if corpus.answers(i, search.answer_type))
    bm25 = scores[numbers]
    highest = float(bm25.max(initial=0.0)) or 1.0
    cosines = snapshot.chunk_vectors.vectors(numbers) @ search.vector[0]
    lacking = snapshot.tokens.lacking(search.tokens, numbers)
    return [
        _candidate(
            corpus, search, number, float(bm25[row]) / highest, float(cosines[row]), lacking[row].tolist()
        )
        for row, number in enumerate(numbers)
    ]


def _lexical(corpus: Corpus, search: Search) -> NDArray[np.float32]:
    """BM25 of every chunk; what the thesaurus adds to the question counts less than what was typed.

    Of the ways to write a phrase the best one of each chunk counts, so that one with many ways weighs no more.
    """
    scores = corpus.snapshot.lexical.scores(search.terms)
    for ways in search.expansions:
        scores = scores + EXPANSION_WEIGHT * np.max(
            [corpus.snapshot.lexical.scores(way) for way in ways], axis=0
        )
    return scores


def _pool(corpus: Corpus, search: Search, lexical: NDArray[np.float32]) -> set[int]:
    """Numbers of the chunks that any of the searches finds."""
    allowed = search.chunks
    found = set(best(lexical, DEPTH, allowed))
    found.update(i for i, _ in corpus.snapshot.chunk_vectors.search(search.vector, DEPTH, allowed))
    rows = None if allowed is None else corpus.sentence_rows(allowed)
    for row, _ in corpus.snapshot.sentence_vectors.search(search.vector, DEPTH, rows):
        found.update(corpus.chunks_of_sentence(row))
    return found if allowed is None else found & set(allowed)


def _candidate(
    corpus: Corpus, search: Search, number: int, lexical: float, dense: float, lacking: Sequence[float]
) -> Candidate:
    chunk = corpus.snapshot.chunks[number]
    found = pinpoint(corpus, chunk, search)
    terms = corpus.chunk_terms(number)
    return Candidate(
        number=number,
        chunk=chunk,
        answer=found.sentence,
        lexical=lexical,
        dense=dense,
        coverage=coverage(search.weights, terms),
        fit=found.fit,
        late=1.0 - sum(lacking) if lacking else 0.0,
        lacking=tuple(lacking) or lacking_terms(search.weights, terms),
        footnote=corpus.sentences[chunk.letter_id][chunk.sentences[0]].kind is BlockKind.FOOTNOTE,
    )
