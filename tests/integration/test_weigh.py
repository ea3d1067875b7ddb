"""What other weights would give, against what the evaluation says of the product."""

from dataclasses import astuple

import numpy as np
import pytest

from eval.gold import SHIPPED_GOLD, QuestionType, read_gold
from eval.run import evaluate
from eval.weigh import Judged, first_right, judge
from index.settings import IndexSettings
from rag.assistant import load_assistant
from rag.rank import DENSE_ONLY, LEXICAL_ONLY, RANKED
from rag.settings import RagSettings


@pytest.fixture(scope="module")
def assistant(letters_index):
    return load_assistant(letters_index, IndexSettings(), RagSettings())


def test_with_the_products_weights_it_says_what_the_evaluation_says(assistant):
    shipped = [q for q in read_gold(SHIPPED_GOLD) if q.answerable]
    several = [q for q in shipped if len(q.groups) > 1]
    named = [q for q in shipped if q.type is QuestionType.NAMED_LETTER]
    questions = [*several[:5], *named[:10], *shipped[:15]]
    assert len(questions) == 30
    measured = [
        [row.measures["page.hit@1"], row.measures["quote.hit@1"]]
        for row in evaluate(assistant, questions, 1).rows
    ]
    judged = [judge(assistant, q) for q in questions]
    assert first_right(judged, np.array(astuple(RANKED))).tolist() == np.mean(measured, axis=0).tolist()


def test_other_weights_put_another_candidate_first():
    judged = [
        Judged(np.array([[1.0, 0.2, 0, 0, 0], [0.1, 0.9, 0, 0, 0]]), np.array([[1.0, 0.0], [0.0, 1.0]]))
    ]
    assert first_right(judged, np.array(astuple(LEXICAL_ONLY))).tolist() == [1.0, 0.0]
    assert first_right(judged, np.array(astuple(DENSE_ONLY))).tolist() == [0.0, 1.0]


def test_a_question_for_which_nothing_is_found_counts_as_wrong():
    nothing = Judged(np.zeros((0, 5)), np.array([]))
    right = Judged(np.ones((1, 5)), np.ones((1, 2)))
    assert first_right([nothing, right], np.array(astuple(RANKED))).tolist() == [0.5, 0.5]
