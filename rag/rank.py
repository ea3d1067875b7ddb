"""Ranks candidates: a weighted sum of what each search says of a chunk."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rag.retrieve import Candidate


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each piece of a candidate's evidence counts in its score."""

    lexical: float = 0.0
    dense: float = 0.0
    coverage: float = 0.0
    fit: float = 0.0
    late: float = 0.0


LEXICAL_ONLY = Weights(lexical=1.0)
DENSE_ONLY = Weights(dense=1.0)
LATE_ONLY = Weights(late=1.0)
"""Late interaction, of a model that makes vectors of tokens."""
FUSED = Weights(lexical=1.0, dense=2.0)
"""First-stage retrieval alone: BM25 and cosine."""
RANKED = Weights(lexical=0.25, dense=1.0, coverage=0.25, fit=1.0, late=4.0)
"""What the product uses: chosen on the dev questions; `eval.weigh` shows what others near them would give."""
RANKED_WITHOUT_TOKENS = Weights(lexical=0.5, dense=4.0, coverage=0.5, fit=1.0)
"""The same for a model that makes no vectors of tokens."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score: the weighted sum of its evidence, higher is better."""

    candidate: Candidate
    score: float


def rank(candidates: Iterable[Candidate], weights: Weights) -> list[Ranked]:
    """The candidates, best first; equal ones by chunk id, so that the order never depends on the input's."""
    ranked = [Ranked(c, _score(c, weights)) for c in candidates]
    return sorted(ranked, key=lambda r: (-r.score, r.candidate.chunk.chunk_id))


def each_first(ranked: Sequence[Ranked], compared: Iterable[Collection[str]]) -> list[Ranked]:
    """The same, but the best of each set of letters first, where a question names such to compare."""
    places = {
        letter: n for n, r in reversed(list(enumerate(ranked))) for letter in [r.candidate.chunk.letter_id]
    }
    firsts = {min(found) for letters in compared if (found := [places[x] for x in letters if x in places])}
    return [*(ranked[n] for n in sorted(firsts)), *(r for n, r in enumerate(ranked) if n not in firsts)]


def _score(c: Candidate, w: Weights) -> float:
    return (
        w.lexical * c.lexical + w.dense * c.dense + w.coverage * c.coverage + w.fit * c.fit + w.late * c.late
    )
