"""Asking the questions: one row each, in order, also of those that fail."""

from eval.run import ABLATIONS, BASELINE, Found, Outcome, ablate, evaluate
from sources.types import Span
from tests.unit.eval.fakes import (
    GOAL,
    INFO,
    MISSION,
    NOTE,
    FakeAssistant,
    abstained,
    answered,
    question,
    whole,
)

QUESTIONS = [
    question(GOAL, question_id="q-001"),
    question(GOAL, question_id="q-002"),
    question(question_id="q-003"),
]
ANSWERS = {
    "Vraag q-001?": answered(whole(MISSION, 1), whole(NOTE, 1)),
    "Vraag q-003?": abstained(whole(NOTE, 2)),
}


def test_each_question_is_asked_once_and_has_a_row():
    assistant = FakeAssistant(ANSWERS)
    results = evaluate(assistant, QUESTIONS)
    assert assistant.asked == [("Vraag q-001?", 10), ("Vraag q-002?", 10), ("Vraag q-003?", 10)]
    assert [row.question.question_id for row in results.rows] == ["q-001", "q-002", "q-003"]
    assert (results.top_k, results.info) == (10, INFO)


def test_a_row_says_what_was_found():
    first, _, third = evaluate(FakeAssistant(ANSWERS), QUESTIONS, top_k=7).rows
    assert (first.outcome, first.reason, first.error, first.confidence) == (Outcome.ANSWERED, None, None, 0.9)
    text = MISSION.pages[0].text
    assert first.found[0] == Found("missie", 1, (Span(1, 0, len(text)),), 0.5, text)
    assert [found.letter_id for found in first.found] == ["missie", "nota"]
    assert first.measures["page.hit@1"] == 1.0
    assert 0 <= first.took_ms < 1000
    assert (third.outcome, third.reason, third.confidence) == (Outcome.ABSTAINED, "not_confident", 0.2)
    assert third.found[0].page == 2
    assert third.measures["refused"] == 1.0


def test_a_failing_question_is_lost_and_the_others_go_on():
    rows = evaluate(FakeAssistant(ANSWERS), QUESTIONS).rows
    assert (rows[1].outcome, rows[1].error) == (Outcome.LOST, "ZeroDivisionError: deling door nul")
    assert (rows[1].confidence, rows[1].found) == (None, ())
    assert set(rows[1].measures.values()) == {0.0}
    assert rows[2].outcome is Outcome.ABSTAINED


def test_every_ablation_asks_every_question():
    made = []

    def make(weights):
        made.append(weights)
        return FakeAssistant(ANSWERS)

    runs = ablate(make, QUESTIONS)
    assert list(runs) == list(ABLATIONS)
    assert made == list(ABLATIONS.values())
    assert ABLATIONS[BASELINE] is None
    assert all(len(run.rows) == 3 for run in runs.values())
