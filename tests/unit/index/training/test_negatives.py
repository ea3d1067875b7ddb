import numpy as np
import pytest

import index.training.negatives as negatives
from index.training.negatives import Near
from index.training.settings import QuestionsSettings

RIGHT = "De boer krijgt subsidie voor weidegang van zijn koeien."
NEAR = "De boer krijgt geen subsidie voor een nieuwe stal."
TWIN = "De boer krijgt subsidie voor weidegang van al zijn koeien in de zomer."
FAR = "Het museum in de hoofdstad is op maandag gesloten."
QUESTION = "Krijgt een boer geld voor koeien in de wei?"
VECTORS = {QUESTION: 0.0, RIGHT: 0.2, TWIN: 0.21, NEAR: 0.6, FAR: 1.4}
"""The angle of each text's vector."""


@pytest.fixture(autouse=True)
def by_angle(monkeypatch):
    def encode(_, texts, **__):
        angles = np.array([VECTORS[text] for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    monkeypatch.setattr(negatives, "encode", encode)


def find(pool, count):
    return Near(None, pool, QuestionsSettings(negatives=count), seed=1).find([(QUESTION, RIGHT)])


def test_near_passages_are_found_and_those_that_may_be_right_are_not():
    (found,) = find([RIGHT, TWIN, NEAR, FAR], 2)
    assert sorted(found) == sorted([NEAR, FAR])


def test_where_too_few_are_near_they_are_repeated():
    (found,) = find([RIGHT, TWIN, NEAR], 3)
    assert found == [NEAR] * 3


def test_where_none_is_near_another_is_taken_but_never_the_right_one():
    (found,) = find([RIGHT, TWIN], 1)
    assert found == [TWIN]
    with pytest.raises(ValueError, match="no other passage"):
        find([RIGHT], 1)


def test_none_are_looked_for_where_none_are_wanted():
    assert find([RIGHT, NEAR], 0) == [[]]
