import numpy as np

from index.training.evaluate import figures


def test_figures_are_those_of_the_ranks_of_the_right_passages():
    scores = np.array(
        [
            [0.9, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6],  # right is 0: first
            [0.9, 0.8, 0.2, 0.3, 0.4, 0.5, 0.6],  # right is 1: second
            [0.9, 0.8, 0.1, 0.3, 0.4, 0.5, 0.6],  # right is 2: seventh
        ],
        dtype=np.float32,
    )
    found = figures("trial", scores, np.array([0, 1, 2]))
    assert (found.name, found.questions) == ("trial", 3)
    assert found.first == 1 / 3
    assert found.five == 2 / 3
    np.testing.assert_allclose(found.mrr, (1 + 1 / 2 + 1 / 7) / 3)


def test_equal_scores_count_against_the_right_passage():
    found = figures("equal", np.zeros((2, 4), dtype=np.float32), np.array([0, 3]))
    assert (found.first, found.five, found.mrr) == (0.0, 1.0, 0.25)
