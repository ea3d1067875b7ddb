"""What the reports draw, against numbers worked out by hand."""

import math
from dataclasses import replace

import pytest

from eval.curves import (
    Bin,
    abstention,
    at_threshold,
    calibration_error,
    is_right,
    reliability,
    time_slots,
)
from eval.run import make_row
from eval.summary import answerable, mean, unanswerable
from rag.types import Abstained, Answered, Reason
from tests.unit.eval.fakes import DISCUSSED, GOAL, LETTERS, MISSION, NOTE, question, whole

RIGHT, WRONG = whole(MISSION, 1), whole(NOTE, 2)


def row(*evidence, sure, shown=(RIGHT,), threshold=0.35, took_ms=10.0, **details):
    asked = question(*evidence, **details)
    if sure is None:
        return make_row(asked, None, LETTERS, took_ms=took_ms, error="ValueError: kapot")
    if sure >= threshold:
        answer = Answered("?", sure, shown)
    else:
        answer = Abstained("?", sure, Reason.NOT_CONFIDENT, "Niet gevonden.", shown)
    return make_row(asked, answer, LETTERS, took_ms=took_ms)


ROWS = [
    row(GOAL, sure=0.9),
    row(GOAL, sure=0.85, shown=(WRONG, RIGHT)),
    row(GOAL, sure=0.5),
    row(GOAL, sure=0.2),
    row(sure=0.5),
    row(sure=0.25),
    row(sure=0.0, shown=()),
]


def test_right_is_what_has_a_right_page_first():
    assert [is_right(each) for each in ROWS] == [True, False, True, True, False, False, False]
    both = row(GOAL, DISCUSSED, sure=0.9, need="all", type="comparison")
    assert is_right(both)
    assert not is_right(row(GOAL, sure=None))


def test_bins_have_the_mean_of_what_was_promised_and_of_what_came_of_it():
    bins = reliability(ROWS)
    assert [each.count for each in bins] == [1, 0, 2, 0, 0, 2, 0, 0, 1, 1]
    assert bins[1] == Bin(0.1, 0.2, 0, None, None)
    assert (bins[2].confidence, bins[2].right) == (pytest.approx(0.225), 0.5)
    assert (bins[5].confidence, bins[5].right) == (0.5, 0.5)
    assert (bins[8].confidence, bins[8].right) == (0.85, 0.0)
    assert (bins[0].low, bins[9].high) == (0.0, 1.0)


def test_the_last_bin_holds_certainty_and_lost_questions_are_in_none():
    bins = reliability([row(GOAL, sure=1.0), row(GOAL, sure=None)])
    assert [each.count for each in bins] == [*[0] * 9, 1]


def test_the_calibration_error_weighs_each_bin_by_its_questions():
    # Gaps: .0 at 0.0, .275 twice, .0 twice, .85, .1 of seven questions.
    assert calibration_error(reliability(ROWS)) == pytest.approx((2 * 0.275 + 0.85 + 0.1) / 7)
    assert calibration_error(reliability([row(GOAL, sure=1.0)])) == 0.0
    assert calibration_error(reliability([row(GOAL, sure=None)])) is None
    assert calibration_error(reliability([])) is None


def test_a_threshold_refuses_what_is_below_it_and_what_has_no_passage():
    none = at_threshold(ROWS, 0.0)
    assert (none.wrongly_refused, none.rightly_refused) == (0.0, pytest.approx(1 / 3))
    assert (none.answered, none.right) == (6, 0.5)
    here = at_threshold(ROWS, 0.5)
    assert (here.wrongly_refused, here.rightly_refused) == (0.25, pytest.approx(2 / 3))
    assert (here.answered, here.right) == (4, 0.5)
    everything = at_threshold(ROWS, 1.0)
    assert (everything.wrongly_refused, everything.rightly_refused) == (1.0, 1.0)
    assert (everything.answered, everything.right) == (0, None)


def test_the_threshold_in_force_gives_what_was_measured():
    here = at_threshold(ROWS, 0.35)
    assert here.wrongly_refused == mean(answerable(ROWS), "refused") == 0.25
    assert here.rightly_refused == mean(unanswerable(ROWS), "refused")
    assert here.answered == sum(each.measures["answered"] for each in ROWS)


def test_the_curve_goes_from_refusing_least_to_refusing_all():
    curve = abstention(ROWS)
    above = math.nextafter(0.9, 1)
    assert [point.threshold for point in curve] == [0.0, 0.2, 0.25, 0.5, 0.85, 0.9, above]
    assert [point.wrongly_refused for point in curve] == [0.0, 0.0, 0.25, 0.25, 0.5, 0.75, 1.0]
    assert [round(3 * point.rightly_refused) for point in curve] == [1, 1, 1, 2, 3, 3, 3]
    assert abstention(answerable(ROWS)) == abstention(unanswerable(ROWS)) == ()


def test_a_lost_question_is_refused_at_no_threshold():
    curve = abstention([*ROWS, row(GOAL, sure=None)])
    assert curve[-1].wrongly_refused == pytest.approx(4 / 5)
    assert curve[0].answered == 6
    assert abstention([row(GOAL, sure=None), row(sure=None)])[-1].rightly_refused == 0.0


def test_times_are_put_in_slots_of_a_round_width():
    rows = [replace(ROWS[0], took_ms=took) for took in (0.5, 9.9, 10.0, 25.0, 31.0)]
    slots = time_slots([*rows, row(GOAL, sure=None, took_ms=9999.0)])
    # The 95th percentile is 31 ms, so a slot is 2 * 31 / 20 = 3.1 ms, made 5.
    assert [(slot.low, slot.high) for slot in slots] == [(5.0 * n, 5.0 * n + 5) for n in range(7)]
    assert [slot.count for slot in slots] == [1, 1, 1, 0, 0, 1, 1]
    assert not any(slot.endless for slot in slots)
    assert time_slots([row(GOAL, sure=None)]) == ()


def test_what_took_far_longer_than_most_is_in_the_last_slot():
    slots = time_slots([replace(ROWS[0], took_ms=took) for took in [*[30.0] * 99, 5000.0]])
    assert len(slots) == 20
    assert (slots[-1].low, slots[-1].count, slots[-1].endless) == (95.0, 1, True)
    assert sum(slot.count for slot in slots) == 100
