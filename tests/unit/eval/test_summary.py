"""Rows to numbers: means, groups, latency and failures."""

from dataclasses import replace

import pytest

from eval.run import make_row
from eval.summary import (
    Failure,
    all_verbatim,
    answerable,
    difference,
    estimates,
    failure,
    failures,
    grouped,
    latency,
    mean,
    unanswerable,
)
from sources.types import Span
from tests.unit.eval.fakes import (
    DISCUSSED,
    GOAL,
    GOAL_IN_NOTE,
    LETTERS,
    MISSION,
    NOTE,
    abstained,
    answered,
    part,
    passage,
    question,
    whole,
)


def row(asked, answer, took_ms=10.0):
    return make_row(asked, answer, LETTERS, took_ms=took_ms, error=None if answer else "ValueError: kapot")


RIGHT = row(question(GOAL, GOAL_IN_NOTE, question_id="q-001"), answered(whole(MISSION, 1)), 10.0)
WRONG_PAGE = row(question(GOAL, question_id="q-002", language="en"), answered(whole(NOTE, 1)), 20.0)
WRONG_PASSAGE = row(question(GOAL, question_id="q-003"), answered(part(MISSION, 1, "Wij kiezen")), 30.0)
REFUSED = row(question(GOAL, question_id="q-004"), abstained(whole(MISSION, 1)), 40.0)
LOST = row(question(GOAL, question_id="q-005"), None, 5000.0)
RIGHTLY_REFUSED = row(question(question_id="q-006"), abstained(), 50.0)
INVENTED = row(question(question_id="q-007"), answered(whole(NOTE, 1)), 60.0)
ROWS = (RIGHT, WRONG_PAGE, WRONG_PASSAGE, REFUSED, LOST, RIGHTLY_REFUSED, INVENTED)


def test_means_are_over_the_questions_that_a_measure_applies_to_lost_ones_included():
    assert mean(ROWS, "page.hit@1") == pytest.approx(3 / 5)
    assert mean(ROWS, "quote.hit@1") == pytest.approx(2 / 5)
    assert mean(ROWS, "quote.answered_hit@1") == pytest.approx(1 / 5)
    assert mean(answerable(ROWS), "answered") == pytest.approx(3 / 5)
    assert mean(answerable(ROWS), "refused") == pytest.approx(1 / 5)
    assert mean(unanswerable(ROWS), "refused") == pytest.approx(1 / 2)
    assert mean(ROWS, "citation_precision@1") == pytest.approx(2 / 5)
    assert mean(unanswerable(ROWS), "page.hit@1") is None


def test_estimates_leave_out_what_applies_to_no_row():
    found = estimates(ROWS)
    assert (found["page.hit@1"].count, found["page.hit@1"].mean) == (5, pytest.approx(0.6))
    assert found["page.hit@1"].low < 0.6 < found["page.hit@1"].high
    assert found["verbatim"].count == 6
    assert "page.hit@1" not in estimates(unanswerable(ROWS))
    assert estimates([]) == {}


def test_a_difference_is_paired_by_question():
    better = [replace(WRONG_PAGE, measures={"m": 1.0}), replace(RIGHT, measures={"m": 0.0})]
    worse = [replace(WRONG_PAGE, measures={"m": 0.5}), replace(RIGHT, measures={"m": 0.0})]
    assert difference(better, worse, "m").mean == pytest.approx(0.25)
    assert difference(worse, better, "m").mean == pytest.approx(-0.25)
    with pytest.raises(ValueError, match="shorter"):
        difference(better, worse[:1], "m")


def test_groups_by_letter_count_a_question_for_each_of_its_letters():
    assert {name: len(rows) for name, rows in grouped(ROWS, "letter").items()} == {"missie": 5, "nota": 1}
    assert grouped(ROWS, "letter")["nota"] == [RIGHT]
    assert {name: len(rows) for name, rows in grouped(ROWS, "type").items()} == {"fact": 5, "on-topic": 2}
    assert grouped(ROWS, "language")["en"] == [WRONG_PAGE]
    assert list(grouped(ROWS, "form")) == ["plain"]


def test_latency_leaves_lost_questions_out():
    found = latency(ROWS)
    assert found.median == 35.0
    assert found.p95 == pytest.approx(57.5)
    assert found.longest == 60.0
    assert latency([LOST]) is None


def test_verbatim_is_proved_by_passages_and_by_nothing_else():
    assert all_verbatim([RIGHT, RIGHTLY_REFUSED])
    assert not all_verbatim([RIGHTLY_REFUSED])
    assert not all_verbatim([])
    assert not all_verbatim([RIGHT, LOST])
    forged = row(question(GOAL), answered(passage(MISSION, Span(1, 0, 5), text="wij k")))
    assert not all_verbatim([RIGHT, forged])


def test_what_went_wrong():
    assert [failure(each) for each in ROWS] == [
        None,
        Failure.WRONG_PAGE,
        Failure.WRONG_PASSAGE,
        Failure.WRONGLY_REFUSED,
        Failure.LOST,
        None,
        Failure.WRONGLY_ANSWERED,
    ]
    assert failures(ROWS) == {
        Failure.LOST: [LOST],
        Failure.WRONGLY_ANSWERED: [INVENTED],
        Failure.WRONGLY_REFUSED: [REFUSED],
        Failure.WRONG_PAGE: [WRONG_PAGE],
        Failure.WRONG_PASSAGE: [WRONG_PASSAGE],
    }


def test_where_all_are_needed_those_shown_must_hold_them():
    asked = question(GOAL, DISCUSSED, need="all", type="comparison")
    filler = [whole(MISSION, 2)] * 3
    assert failure(row(asked, answered(whole(MISSION, 1), *filler, whole(NOTE, 2)))) is None
    late = row(asked, answered(whole(MISSION, 1), *filler, whole(NOTE, 1), whole(NOTE, 2)))
    assert failure(late) is Failure.WRONG_PAGE
