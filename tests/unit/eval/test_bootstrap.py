"""Intervals: the same every time, around the mean, and of the width that theory gives."""

import pytest

from eval.bootstrap import Estimate, bootstrap


def test_no_values_have_no_mean():
    assert bootstrap([]) is None


def test_equal_values_have_an_interval_without_width():
    assert bootstrap([1.0, 1.0, 1.0]) == Estimate(3, 1.0, 1.0, 1.0)
    assert bootstrap([0.25]) == Estimate(1, 0.25, 0.25, 0.25)


def test_the_same_values_give_the_same_interval():
    values = [(number * 37 % 101) / 101 for number in range(50)]
    found = bootstrap(values)
    assert found == bootstrap(list(values))
    assert found.low < found.mean < found.high


def test_the_interval_of_a_share_is_that_of_the_binomial():
    found = bootstrap([1.0] * 320 + [0.0] * 80)
    assert found.count == 400
    assert found.mean == pytest.approx(0.8)
    # The normal interval of a share of 0.8 over 400 is 0.0392 to either side.
    assert found.low == pytest.approx(0.7608, abs=0.004)
    assert found.high == pytest.approx(0.8392, abs=0.004)


def test_differences_may_be_negative():
    found = bootstrap([-1.0, 0.0, 0.0, 1.0, -1.0, -1.0])
    assert found.mean == pytest.approx(-1 / 3)
    assert -1.0 <= found.low < found.mean < found.high <= 1.0
