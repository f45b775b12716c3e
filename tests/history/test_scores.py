"""The scores: known answers, and agreement with an independent library."""

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import UsageError
from sim.history.scores import band, brier, covered, crps, energy, pit

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


def test_the_energy_score_of_one_quantity_is_the_score_of_that_quantity():
    forecast = np.random.default_rng(9).normal(size=(1, 50))
    assert energy(forecast, np.array([0.4])) == pytest.approx(crps(forecast[0], 0.4))


def test_the_energy_score_of_two_worlds_by_hand():
    # Worlds (0, 0) and (6, 8), observed (3, 4): both 5 away, and 10 from each other: 5 - 10 / 2 = 0.
    assert energy(np.array([[0.0, 6.0], [0.0, 8.0]]), np.array([3.0, 4.0])) == pytest.approx(0)


def test_the_energy_score_agrees_with_an_independent_library():
    random = np.random.default_rng(11)
    forecast, observed = random.normal(size=(3, 40)), random.normal(size=3)
    theirs = scoringrules.es_ensemble(observed, forecast.T, estimator="fair")
    assert energy(forecast, observed) == pytest.approx(float(theirs))


@given(st.floats(0, 1), st.booleans())
def test_the_score_of_a_probability_agrees_with_an_independent_library(chance, happened):
    assert brier(chance, happened) == pytest.approx(float(scoringrules.brier_score(int(happened), chance)))


def test_an_observation_below_among_and_above_the_worlds():
    worlds = np.array([1.0, 2.0, 3.0, 4.0])
    assert [pit(worlds, value) for value in (0.0, 2.0, 2.5, 9.0)] == [0, 0.375, 0.5, 1]


def test_the_place_of_an_honest_observation_is_even():
    random = np.random.default_rng(13)
    places = [pit(random.normal(size=200), random.normal()) for _ in range(2000)]
    assert np.mean(places) == pytest.approx(0.5, abs=0.02)
    assert np.std(places) == pytest.approx(np.sqrt(1 / 12), abs=0.02)


def test_half_of_honest_observations_lie_in_the_band_of_half():
    random = np.random.default_rng(17)
    inside = [covered(random.normal(size=200), random.normal(), 0.5) for _ in range(2000)]
    assert np.mean(inside) == pytest.approx(0.5, abs=0.04)
