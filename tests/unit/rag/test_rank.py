"""Ranking: a weighted sum, best first, whatever order the candidates come in."""

import itertools

from index.types import Chunk
from rag.rank import DENSE_ONLY, FUSED, LEXICAL_ONLY, each_first, rank
from rag.retrieve import Candidate
from sources.types import Span


def candidate(number: int, letter_id: str = "brief", **values: float) -> Candidate:
    chunk = Chunk(f"{letter_id}#{number:04d}", letter_id, (number, number + 1), (Span(1, 0, 1),), "a", "")
    scores = {"lexical": 0.0, "dense": 0.0, "coverage": 0.0, "fit": 0.0, "late": 0.0, **values}
    return Candidate(number=number, chunk=chunk, answer=number, footnote=False, lacking=(), **scores)


ONE = candidate(1, lexical=1.0, dense=0.1)
TWO = candidate(2, lexical=0.2, dense=0.6)
THREE = candidate(3, "nota", lexical=0.2, dense=0.6)


def test_scores_are_the_weighted_sum() -> None:
    ranked = rank([ONE, TWO], FUSED)
    assert [r.candidate.number for r in ranked] == [2, 1]
    assert [round(r.score, 6) for r in ranked] == [1.4, 1.2]
    assert rank([ONE, TWO], LEXICAL_ONLY)[0].candidate is ONE
    assert rank([ONE, TWO], DENSE_ONLY)[0].candidate is TWO


def test_the_order_of_the_candidates_does_not_matter_and_equals_go_by_chunk_id() -> None:
    for order in itertools.permutations([ONE, TWO, THREE]):
        assert [r.candidate.number for r in rank(order, DENSE_ONLY)] == [2, 3, 1]


def test_letters_that_are_compared_each_come_first() -> None:
    ranked = rank([ONE, TWO, THREE], LEXICAL_ONLY)
    assert [r.candidate.number for r in ranked] == [1, 2, 3]
    both = each_first(ranked, [{"nota"}, {"brief"}])
    assert [r.candidate.number for r in both] == [1, 3, 2]
    assert [r.candidate.number for r in each_first(ranked, [{"nota", "geen"}, {"brief", "nota"}])] == [
        1,
        3,
        2,
    ]
    assert each_first(ranked, [{"brief"}]) == ranked
    assert each_first(ranked, [{"geen"}, {"brief", "nota"}]) == ranked
    assert each_first(ranked, ()) == ranked
