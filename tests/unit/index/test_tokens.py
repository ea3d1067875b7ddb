import numpy as np
import pytest

from index.tokens import TokenVectors, late_interaction


def tokens(*rows):
    vectors = np.array(rows, dtype=np.float32)
    return TokenVectors(vectors, np.zeros((len(rows), 2), dtype=np.int64))


def test_each_token_of_the_question_takes_the_token_most_like_it():
    question = tokens([3.0, 0.0], [0.0, 1.0])
    passage = tokens([2.0, 0.0], [0.0, -5.0], [0.0, 0.5])
    alike = late_interaction(question, passage)
    np.testing.assert_allclose(alike, [[0.75, 0.0, 0.0], [0.0, -0.25, 0.25]], atol=1e-6)
    assert alike.max(axis=1).sum() == pytest.approx(1.0)


def test_a_token_without_length_says_nothing():
    alike = late_interaction(tokens([0.0, 0.0]), tokens([0.0, 0.0], [1.0, 0.0]))
    assert np.array_equal(alike, [[0.0, 0.0]])
