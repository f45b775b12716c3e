"""The scores: known answers, and agreement with an independent library."""

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import UsageError
from sim.experiments.scores import band, crps

NUMBERS = st.floats(-10, 10)


def test_two_worlds_by_hand():
    # |0 - 1| and |4 - 1| have the mean 2; the one pair is 4 apart, half of which is 2: 2 - 2 = 0.
    assert crps(np.array([0.0, 4.0]), 1.0) == pytest.approx(0)


def test_three_worlds_by_hand():
    # Distances to 3: 2, 1, 3 -> 2. Pairs of 1, 2, 6: 1, 5, 4 -> mean 10/3, half 5/3. 2 - 5/3 = 1/3.
    assert crps(np.array([6.0, 1.0, 2.0]), 3.0) == pytest.approx(1 / 3)


@given(st.lists(NUMBERS, min_size=2, max_size=60), NUMBERS)
def test_the_score_agrees_with_an_independent_library(worlds, observed):
    forecast = np.array(worlds)
    theirs = scoringrules.crps_ensemble(observed, forecast, estimator="fair")
    assert crps(forecast, observed) == pytest.approx(float(theirs), abs=1e-9)


def test_several_months_at_once():
    random = np.random.default_rng(7)
    forecast, observed = random.normal(size=(5, 40)), random.normal(size=5)
    together = crps(forecast, observed)
    assert together == pytest.approx([crps(row, value) for row, value in zip(forecast, observed, strict=True)])


def test_worlds_that_all_agree_score_their_absolute_error():
    assert crps(np.full(9, 1.5), 1.0) == pytest.approx(0.5)


def test_the_score_does_not_depend_on_the_number_of_worlds():
    random = np.random.default_rng(3)
    few = np.mean([crps(random.normal(size=4), 0.3) for _ in range(20_000)])
    many = crps(random.normal(size=200_000), 0.3)
    assert few == pytest.approx(many, abs=0.01)


def test_a_sharp_forecast_in_the_right_place_scores_better():
    random = np.random.default_rng(5)
    noise = random.normal(size=1000)
    assert crps(0.1 * noise, 0.0) < crps(noise, 0.0) < crps(noise + 2, 0.0)


def test_one_world_is_too_few():
    with pytest.raises(UsageError, match="two worlds"):
        crps(np.array([1.0]), 1.0)


def test_a_band_holds_the_share_that_it_says():
    low, high = band(np.arange(101.0), 0.90)
    assert (low, high) == pytest.approx((5, 95))
