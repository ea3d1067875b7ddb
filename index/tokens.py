"""A vector for each token of a text: late interaction compares a question with a passage by them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """The tokens of a text: `vectors` has a row for each, shape (tokens, dimension).

    `spans` says where each stands in the text, half-open, shape (tokens, 2); one that the model adds stands nowhere,
    from 0 to 0.
    """

    vectors: NDArray[np.float32]
    spans: NDArray[np.int64]


def late_interaction(question: TokenVectors, passage: TokenVectors) -> NDArray[np.float32]:
    """What each token of the passage has to say to each of the question, shape (question tokens, passage tokens).

    The largest of each row, summed, is how well the passage answers the question, from -1 to 1 (MaxSim, Khattab and
    Zaharia 2020, equation 3). Rows weigh as much as their token's vector is long: the model learned which matter.
    """
    asked = question.vectors / max(float(np.linalg.norm(question.vectors, axis=1).sum()), 1e-6)
    told = passage.vectors / np.linalg.norm(passage.vectors, axis=1, keepdims=True).clip(1e-6)
    alike: NDArray[np.float32] = asked @ told.T
    return alike
