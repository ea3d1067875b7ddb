"""How sure an answer is: a logistic model over what the ranking says of its best passage.

`eval.calibrate` fits the weights, and prints what they are worth; docs/answering.md has the figures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from rag.rank import Ranked

_NEXT = slice(3, 10)
"""The places of the ranking that the best one is compared with: farther than passages that may answer as well."""
_MOST_LEAD, _USUAL_LEAD = 2.0, 0.8
"""A lead counts up to the one (the largest twentieth on the dev questions), and where fewer than four candidates were
found it is the other (the median there): in a few letters there is nothing to be ahead of."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the confidence is computed from, all of the best candidate.

    `score` is its score, `lead` how far that is above those of the fourth to the tenth, and `lacking` the most that it
    lacks of any one word of the question (see `rag.retrieve`): a passage on the subject that does not answer often
    lacks just the word that the question turns on.
    """

    score: float
    lead: float
    lacking: float


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """The weights of the evidence, and the log-odds without any."""

    score: float
    lead: float
    lacking: float
    bias: float


WITH_TOKENS = ConfidenceWeights(score=0.35, lead=1.42, lacking=-28.6, bias=-0.58)
"""For the shipped model: what it lacks of one word is rarely more than .1."""
WITHOUT_TOKENS = ConfidenceWeights(score=0.52, lead=1.26, lacking=-3.7, bias=-1.8)
"""For a model that makes no vectors of tokens; fitted with the one that shipped before."""


def evidence(ranked: Sequence[Ranked]) -> Evidence:
    """What speaks for the best candidate.

    :param ranked: at least one, best first.
    """
    top = ranked[0]
    others = [r.score for r in ranked[_NEXT]]
    lead = min(top.score - fmean(others), _MOST_LEAD) if others else _USUAL_LEAD
    return Evidence(top.score, lead, max(top.candidate.lacking, default=0.0))


def confidence(e: Evidence, weights: ConfidenceWeights) -> float:
    """The chance, 0 to 1, that the first passage stands on a right page."""
    z = weights.score * e.score + weights.lead * e.lead + weights.lacking * e.lacking + weights.bias
    return (1 + math.tanh(z / 2)) / 2  # the logistic function, without overflow
