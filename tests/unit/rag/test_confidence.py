"""How sure an answer is: what the evidence is, and which way each piece of it counts."""

from dataclasses import replace

import pytest

from index.types import Chunk
from rag.confidence import WITH_TOKENS, WITHOUT_TOKENS, Evidence, confidence, evidence
from rag.corpus import lacking_terms
from rag.rank import Ranked
from rag.retrieve import Candidate
from sources.types import Span

BOTH = pytest.mark.parametrize("weights", [WITH_TOKENS, WITHOUT_TOKENS], ids=["tokens", "without"])
CHUNK = Chunk("brief#0001", "brief", (1, 2), (Span(1, 0, 1),), "a", "")


def ranked(*scores: float, lacking: tuple[float, ...] = (0.1, 0.3, 0.05)) -> list[Ranked]:
    made = Candidate(1, CHUNK, 1, 0.0, 0.5, 0.0, 0.0, 0.0, lacking, footnote=False)
    return [Ranked(made, score) for score in scores]


def test_the_evidence_is_of_the_best_and_its_lead_over_the_fourth_to_the_tenth() -> None:
    found = evidence(ranked(4.0, 3.9, 3.8, 4.0, 3.0, 3.0, 3.0, 3.0, 2.0, 2.0, -9.0), unsaid=False)
    assert found == Evidence(
        lead=pytest.approx(4.0 - 20 / 7), cosine=0.5, lacking=pytest.approx(0.2 * 3**0.5), unsaid=False
    )


def test_where_little_is_found_no_lead_makes_an_answer_sure() -> None:
    few = evidence(ranked(5.0, 1.9, 1.8, lacking=()), unsaid=False)
    assert few == Evidence(lead=0.75, cosine=0.5, lacking=0.0, unsaid=False)
    far = evidence(ranked(5.0, 1.9, 1.8, 0.1, lacking=(0.3,)), unsaid=True)
    assert far == Evidence(lead=2.0, cosine=0.5, lacking=0.15, unsaid=True)


@BOTH
def test_each_piece_of_evidence_counts_the_right_way(weights) -> None:
    middle = Evidence(lead=0.5, cosine=0.4, lacking=0.05, unsaid=False)
    assert confidence(replace(middle, cosine=0.5), weights) > confidence(middle, weights)
    assert confidence(replace(middle, lead=0.6), weights) > confidence(middle, weights)
    assert confidence(replace(middle, lacking=0.1), weights) < confidence(middle, weights)
    assert confidence(replace(middle, unsaid=True), weights) < confidence(middle, weights)


@BOTH
@pytest.mark.parametrize("extreme", [-1e6, 1e6])
def test_it_is_a_chance_whatever_the_evidence(weights, extreme) -> None:
    assert 0 <= confidence(Evidence(lead=extreme, cosine=0.0, lacking=0.0, unsaid=False), weights) <= 1


def test_what_a_chunk_lacks_of_the_terms_is_their_share_of_the_weights() -> None:
    weights = {"chip": 3.0, "subsidie": 1.0}
    assert lacking_terms(weights, {"subsidie"}) == (0.75, 0.0)
    assert lacking_terms(weights, {"subsidie", "chip"}) == (0.0, 0.0)
    assert lacking_terms({"jaar": 0.0}, ()) == (0.0,)
    assert lacking_terms({}, ()) == ()


def test_a_short_question_is_not_judged_harder_than_a_long_one() -> None:
    (short, long) = (
        evidence(ranked(1.0, lacking=(share,) * n), unsaid=False) for n, share in ((4, 0.1), (16, 0.05))
    )
    assert short.lacking == pytest.approx(long.lacking)
