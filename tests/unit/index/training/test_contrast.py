import numpy as np
import pytest
import torch
from torch import nn

from index.tokens import TokenIndex, in_8_bits
from index.training.contrast import Contrast, late_scores

CHANCE = np.random.default_rng(5)


def features(texts, lengths, dimension=4):
    """Vectors by chance, as a model would make them of texts of so many tokens, padded to the longest."""
    mask = np.array([[1] * n + [0] * (max(lengths) - n) for n in lengths])
    return {
        "sentence_embedding": torch.tensor(CHANCE.normal(size=(texts, dimension)), dtype=torch.float32),
        "token_vectors": torch.tensor(
            CHANCE.normal(size=(texts, max(lengths), dimension)), dtype=torch.float32
        ),
        "attention_mask": torch.tensor(mask),
    }


def alone(made, row):
    return made["token_vectors"][row, : int(made["attention_mask"][row].sum())].numpy()


def test_scores_are_those_of_the_index_whatever_is_padded():
    asked, told = features(3, [2, 5, 4], 96), features(2, [7, 3], 96)
    index = TokenIndex.build([in_8_bits(alone(told, row)) for row in range(2)], 96)
    wanted = [1 - index.lacking(alone(asked, row), [0, 1]).sum(axis=1) for row in range(3)]
    np.testing.assert_allclose(late_scores(asked, told).numpy(), wanted, atol=0.01)


def one_hot(rows):
    """Texts of one token, each of which is a way of its own."""
    vectors = torch.eye(4)[rows]
    return {
        "sentence_embedding": vectors,
        "token_vectors": vectors[:, None, :],
        "attention_mask": torch.ones(len(rows), 1, dtype=torch.int64),
    }


def losses(columns, **more):
    made = Contrast(nn.Identity(), 0.1, (4,), **more)([one_hot(rows) for rows in columns])
    return {name: loss.item() for name, loss in made.items()}


@pytest.mark.parametrize("name", ["texts", "tokens"])
def test_a_question_is_told_from_the_passages_of_others_and_from_wrong_ones(name):
    right = losses([[0, 1], [0, 1]])[name]
    assert right < 1e-3
    assert losses([[0, 1], [1, 0]])[name] == pytest.approx(10, abs=1e-3)
    wrong = losses([[0, 1], [0, 1], [0, 3]])[name]
    # The first question cannot tell its passage from the wrong one: half of its loss is log 2, of two questions.
    assert wrong == pytest.approx(np.log(2) / 4, abs=1e-3)


@pytest.mark.parametrize("name", ["texts", "tokens"])
def test_a_passage_is_told_from_the_questions_that_it_does_not_answer(name):
    assert losses([[0, 1], [0, 1], [2, 3]], wrong_questions=True)[name] < 1e-3
    wrong = losses([[0, 1], [0, 1], [0, 3]], wrong_questions=True)[name]
    assert wrong == pytest.approx(np.log(2) / 4, abs=1e-3)
    # Only as a question: as a passage it would be told from the questions.
    assert losses([[0, 1], [0, 1], [1, 3]], wrong_questions=True)[name] == pytest.approx(wrong, abs=1e-3)


def test_leading_numbers_are_vectors_by_themselves():
    made = [one_hot([2, 3]), one_hot([2, 3])]
    loss = Contrast(nn.Identity(), 0.1, (4, 2))(made)["texts"].item()
    assert loss == pytest.approx(np.log(2), abs=1e-3)  # the first two numbers are 0 for all
