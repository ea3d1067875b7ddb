"""How sure an answer is: a logistic model over what the ranking says of its best passage.

`eval.calibrate` fits the weights, and prints what they are worth; docs/answering.md has the figures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from statistics import fmean

from rag.rank import Ranked

_NEXT = slice(3, 10)
"""The places of the ranking that the best one is compared with: farther than passages that may answer as well."""
_WORDS = 2
"""Of how many words what is lacking counts: of two it tells right passages from others better than of one."""
_MOST_LEAD, _USUAL_LEAD = 2.0, 0.75
"""A lead counts up to the one (the largest twentieth on the dev questions), and where fewer than four candidates were
found it is the other (the median there): in a few letters there is nothing to be ahead of."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the confidence is computed from, all of the best candidate.

    `lead` is how far its score is above those of the fourth to the tenth, `cosine` how alike its vector is to that of
    the question, and `lacking` what it lacks of the two words of the question that it lacks most (see `rag.retrieve`),
    on average: a passage on the subject that does not answer often lacks just the words that the question turns on.
    That is a share of the question, and so larger the shorter it is; times the root of its length it is not. `unsaid`
    is whether a year or another figure of the question does not stand on its pages.
    """

    lead: float
    cosine: float
    lacking: float
    unsaid: bool


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """The weights of the evidence, and the log-odds without any."""

    lead: float
    cosine: float
    lacking: float
    unsaid: float
    bias: float


WITH_TOKENS = ConfidenceWeights(lead=1.35, cosine=4.0, lacking=-8.0, unsaid=-2.7, bias=-1.47)
"""For the shipped model: what it lacks of one word is rarely more than .1."""
WITHOUT_TOKENS = ConfidenceWeights(lead=1.3, cosine=5.6, lacking=-1.5, unsaid=-2.8, bias=-2.9)
"""For a model that makes no vectors of tokens; fitted with the shipped one without its own."""


def evidence(ranked: Sequence[Ranked], *, unsaid: bool) -> Evidence:
    """What speaks for the best candidate.

    :param ranked: at least one, best first.
    :param unsaid: whether its pages lack a figure of the question.
    """
    top = ranked[0]
    others = [r.score for r in ranked[_NEXT]]
    lead = min(top.score - fmean(others), _MOST_LEAD) if others else _USUAL_LEAD
    parts = top.candidate.lacking
    lacking = math.sqrt(len(parts)) * sum(nlargest(_WORDS, parts)) / _WORDS
    return Evidence(lead, top.candidate.dense, lacking, unsaid)


def confidence(e: Evidence, weights: ConfidenceWeights) -> float:
    """The chance, 0 to 1, that the first passage stands on a right page."""
    z = weights.lead * e.lead + weights.cosine * e.cosine + weights.lacking * e.lacking
    z += weights.unsaid * e.unsaid + weights.bias
    return (1 + math.tanh(z / 2)) / 2  # the logistic function, without overflow
