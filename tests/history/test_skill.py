"""Skill and its interval: known answers, the same from the same seed."""

import numpy as np
import pytest

from sim.history.skill import FEW, skill

YEARS = np.array([2020, 2020, 2021, 2022])


def test_skill_is_the_share_of_the_baseline_s_score_that_is_taken_away():
    found = skill(np.array([1.0, 1.0, 1.0, 1.0]), np.array([2.0, 2.0, 2.0, 2.0]), YEARS, 1, "half")
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.5, 0.5))


def test_a_forecast_that_is_worse_has_negative_skill():
    assert skill(np.full(4, 3.0), np.full(4, 2.0), YEARS, 1, "worse").value == pytest.approx(-0.5)


def test_figures_of_one_year_are_drawn_together():
    # Two blocks, 2020 with skill 1 and 2021 with skill 0, of equal weight: any draw of two gives 0, a half or 1.
    found = skill(np.array([0.0, 0.0, 2.0]), np.array([1.0, 1.0, 2.0]), np.array([2020, 2020, 2021]), 1, "blocks")
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.0, 1.0))


def test_one_year_gives_no_interval():
    found = skill(np.array([1.0, 2.0]), np.array([2.0, 4.0]), np.array([2020, 2020]), 1, "one")
    assert found.value == pytest.approx(0.5)
    assert np.isnan(found.low) and np.isnan(found.high)


def test_the_interval_depends_on_the_seed_and_the_address_alone():
    random = np.random.default_rng(5)
    scores, baseline, years = random.uniform(1, 2, 12), random.uniform(1, 3, 12), np.arange(12)
    first = skill(scores, baseline, years, 7, "a")
    assert first == skill(scores, baseline, years, 7, "a")
    assert (first.low, first.high) != (skill(scores, baseline, years, 8, "a").low, skill(scores, baseline, years, 8, "a").high)
    assert first.low < first.value < first.high


def test_the_sign_of_a_skill_is_clear_where_its_interval_leaves_0_out_and_the_years_are_enough():
    scores, baseline = np.full(FEW, 1.0), np.full(FEW, 2.0)
    years = np.arange(FEW)
    assert skill(scores, baseline, years, 1, "better").clear and skill(baseline, scores, years, 1, "worse").clear
    assert not skill(scores[1:], baseline[1:], years[1:], 1, "few").clear
    assert not skill(np.arange(FEW) + 0.1, np.arange(FEW)[::-1] + 0.1, years, 1, "open").clear
    assert not skill(scores, baseline, np.zeros(FEW), 1, "one year").clear


def test_nothing_beats_a_perfect_baseline():
    assert skill(np.array([1.0, 1.0]), np.zeros(2), np.array([2020, 2021]), 1, "perfect").value == -np.inf
