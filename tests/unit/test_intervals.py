"""The interval of an estimate, which answers, comparisons and parts of a spread share."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest

from sim.experiments.answers import normal_interval
from sim.experiments.bands.shares import with_ends
from sim.experiments.compare.measured import student_interval
from sim.results.intervals import NORMAL_95, interval


@pytest.mark.parametrize(("freedom", "reach"), [(1, 12.706), (4, 2.776), (9, 2.262), (inf, 1.960)])
def test_it_reaches_as_far_as_the_tables_of_student_say(freedom: float, reach: float) -> None:
    assert interval(1.0, 2.0, freedom) == pytest.approx((1 - 2 * reach, 1 + 2 * reach), abs=2e-3)


def test_ninety_per_cent_are_narrower_than_ninety_five() -> None:
    assert interval(0.0, 1.0, confidence=0.9) == pytest.approx((-1.645, 1.645), abs=1e-3)


def test_means_and_few_worlds_and_parts_of_a_spread_have_the_same_one() -> None:
    values = np.random.default_rng(1).normal(size=7)
    mean, error = float(values.mean()), float(values.std(ddof=1)) / sqrt(7)
    assert normal_interval(values) == interval(mean, error) == pytest.approx((mean - NORMAL_95 * error, mean + NORMAL_95 * error))
    assert student_interval(values) == interval(mean, error, 6)
    without = np.array([[0.30, 0.70], [0.32, 0.68], [0.28, 0.72], [0.30, 0.70]])
    middle, low, high = with_ends(np.array([0.3, 0.7]), (without,), 0.95)
    error_of_share = np.sqrt(3 * without.var(axis=0))
    assert (low[0], high[0]) == pytest.approx(interval(middle[0], error_of_share[0], 3))
