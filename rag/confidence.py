"""How sure an answer is: a logistic model over what the ranking says of its best passage.

The weights were fitted (logistic regression, L2 with C = 3) on the dev questions, answerable and not, to whether the
first passage stands on a right page. In ten-fold cross-validation on them the area under the ROC curve was .82 and the
confidence was calibrated: of the answers said to be .6 to .8 sure, .79 were right; .8 to 1, .87; .4 to .6, .50; .2 to
.4, .39; below, none. It says less well whether the letters hold an answer at all (.64): a near miss looks like a hit.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Chunk
from rag.rank import Ranked


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the confidence is computed from: the best candidate's `fit`, `dense` and `coverage` (see `rag.retrieve`).

    `missing` is the share of the question's terms, weighted by rarity, that no letter has; `margin` how far the best
    candidate's score is above that of the best one that shares no sentence with it.
    """

    fit: float
    dense: float
    coverage: float
    missing: float
    margin: float


WEIGHTS = Evidence(fit=1.5, dense=1.9, coverage=1.3, missing=-1.6, margin=1.3)
BIAS = -2.3


def evidence(ranked: Sequence[Ranked], missing: float) -> Evidence:
    """What speaks for the best candidate.

    :param ranked: at least one, best first.
    :param missing: share of the question's terms, weighted by rarity, that no letter has.
    """
    top = ranked[0].candidate
    other = next((r.score for r in ranked[1:] if not _overlap(r.candidate.chunk, top.chunk)), 0.0)
    return Evidence(top.fit, top.dense, top.coverage, missing, ranked[0].score - other)


def confidence(e: Evidence) -> float:
    """The chance, 0 to 1, that the first passage stands on a right page."""
    w = WEIGHTS
    z = (
        w.fit * e.fit
        + w.dense * e.dense
        + w.coverage * e.coverage
        + w.missing * e.missing
        + w.margin * e.margin
    )
    return 1 / (1 + math.exp(-z - BIAS))


def _overlap(a: Chunk, b: Chunk) -> bool:
    return a.letter_id == b.letter_id and max(a.sentences[0], b.sentences[0]) < min(
        a.sentences[1], b.sentences[1]
    )
