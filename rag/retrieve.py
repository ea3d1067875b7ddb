"""First-stage retrieval: the chunks that lexical and dense search find, with what each says of them."""

from dataclasses import dataclass

from index.types import Chunk
from rag.corpus import Corpus, coverage
from rag.pinpoint import pinpoint
from rag.search import Search
from sources.types import BlockKind

DEPTH = 60
"""How many chunks each search brings; deeper brought no more right pages on the dev questions."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk with its evidence, and the number of the sentence in its letter that answers best.

    `lexical` is BM25 divided by the question's best (0 to 1), `dense` the cosine of question and chunk (-1 to 1),
    `late` their late interaction (-1 to 1), `coverage` the share of the question's terms, weighted by rarity, that the
    chunk has (0 to 1), `fit` that of the answer sentence (see `rag.pinpoint`), `footnote` whether the chunk is one.
    """

    number: int
    chunk: Chunk
    answer: int
    lexical: float
    dense: float
    coverage: float
    fit: float
    late: float
    footnote: bool


def retrieve(corpus: Corpus, search: Search) -> list[Candidate]:
    """The chunks that lexical search, dense search or dense search of sentences ranks among its first `DEPTH`.

    :return: in order of chunk.
    """
    numbers = sorted(i for i in _pool(corpus, search) if corpus.answers(i, search.answer_type))
    snapshot = corpus.snapshot
    bm25 = snapshot.lexical.scores(search.terms)[numbers]
    best = float(bm25.max(initial=0.0)) or 1.0
    cosines = snapshot.chunk_vectors.vectors(numbers) @ search.vector[0]
    late = snapshot.tokens.scores(search.tokens, numbers)
    return [
        _candidate(corpus, search, number, float(bm25[row]) / best, float(cosines[row]), float(late[row]))
        for row, number in enumerate(numbers)
    ]


def _pool(corpus: Corpus, search: Search) -> set[int]:
    """Numbers of the chunks that any of the searches finds."""
    allowed = search.chunks
    found = {i for i, _ in corpus.snapshot.lexical.search(search.terms, DEPTH, allowed)}
    found.update(i for i, _ in corpus.snapshot.chunk_vectors.search(search.vector, DEPTH, allowed))
    rows = None if allowed is None else corpus.sentence_rows(allowed)
    for row, _ in corpus.snapshot.sentence_vectors.search(search.vector, DEPTH, rows):
        found.update(corpus.chunks_of_sentence(row))
    return found if allowed is None else found & set(allowed)


def _candidate(
    corpus: Corpus, search: Search, number: int, lexical: float, dense: float, late: float
) -> Candidate:
    chunk = corpus.snapshot.chunks[number]
    found = pinpoint(corpus, chunk, search)
    return Candidate(
        number=number,
        chunk=chunk,
        answer=found.sentence,
        lexical=lexical,
        dense=dense,
        coverage=coverage(search.weights, corpus.chunk_terms(number)),
        fit=found.fit,
        late=late,
        footnote=corpus.sentences[chunk.letter_id][chunk.sentences[0]].kind is BlockKind.FOOTNOTE,
    )
