"""Surfaces and curves through the points of a sweep: right where the answer is known, and as sure as they should be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from fake_sweep import fake_sweep
from scipy.stats import qmc

from sim.plots.sweeps.chosen import Chosen, points_of
from sim.plots.sweeps.curves import along
from sim.plots.sweeps.estimates import Smooth, chance_of, mean_of, sure_of
from sim.plots.sweeps.process import Process
from sim.plots.sweeps.ridges import ridges_of
from sim.plots.sweeps.tails import apart, tail_of


def bent(places: Any) -> Any:
    """A surface with a bend and a twist."""
    return 0.4 - 0.3 * places[:, 0] + 0.2 * np.sin(3 * places[:, 1]) * places[:, 0]


def played(seed: int, points: int = 64, worlds: int = 12) -> tuple[Any, Any]:
    """Points over two levers, a third that is not drawn, and worlds that move all points together, some of them more."""
    random = np.random.default_rng(seed)
    shares = qmc.Sobol(3, seed=seed).random(points)
    common, slope = random.normal(0, 0.1, worlds), random.normal(0, 0.1, worlds)
    own = random.normal(0, 0.03, (points, worlds))
    return shares[:, :2], bent(shares)[:, None] + 0.05 * (shares[:, 2:] - 0.5) + common + slope * shares[:, :1] + own


def test_a_plane_without_noise_is_found_exactly() -> None:
    places = qmc.Sobol(2, seed=1).random(16)
    plane = 0.2 + 0.5 * places[:, :1] - 0.3 * places[:, 1:]
    grid = np.random.default_rng(1).random((50, 2))
    found = Smooth.through(places, np.repeat(plane, 3, axis=1)).at(grid)
    assert np.allclose(found.value, 0.2 + 0.5 * grid[:, 0] - 0.3 * grid[:, 1], atol=1e-6)
    assert found.reach.max() < 1e-3


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    grid = np.random.default_rng(2).random((100, 2))
    held = []
    for seed in range(30):
        found = Smooth.through(*played(seed)).at(grid)
        held.append(np.mean(np.abs(found.value - bent(grid)) <= found.reach))
    assert 0.90 <= np.mean(held) <= 0.995


def test_what_worlds_do_to_all_points_alike_is_in_the_level_and_not_in_the_shape() -> None:
    places, worlds = played(3)
    shifted = worlds + 10 * np.linspace(-1, 1, worlds.shape[1])
    grid = np.random.default_rng(3).random((40, 2))
    (shape, level), (far, moved) = (Smooth.through(places, one).shape(grid) for one in (worlds, shifted))
    assert np.allclose(shape.chance, far.chance) and moved > 20 * level
    assert np.allclose(shape.value, far.value)


def test_a_difference_is_known_better_than_the_level_in_the_same_worlds() -> None:
    smooth = Smooth.through(*played(4))
    ends = np.array([[0.1, 0.5], [0.9, 0.5]])
    low, high, difference = smooth.over(ends, np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]])).value
    assert difference == pytest.approx(high - low)


def test_a_mean_of_worlds_has_the_interval_of_the_textbook() -> None:
    worlds = np.array([[0.1, 0.3, 0.5, 0.7]])
    # Student's 0.975 quantile with 3 degrees of freedom is 3.182; the standard deviation of 0.1, 0.3, 0.5, 0.7 is 0.2582, its error half of it.
    assert chance_of(worlds)[0] == pytest.approx(3.182 * 0.2582 / 2, abs=1e-3)
    assert sure_of(1) == 0.0 and mean_of(worlds).value[0] == pytest.approx(0.4)


def test_many_points_are_pooled_and_their_scatter_is_kept() -> None:
    places = qmc.Sobol(2, seed=5).random(4096)
    values = bent(places) + np.random.default_rng(5).normal(0, 0.2, 4096)
    process = Process.fit(places, values)
    assert len(process.cells.counts) <= 400 and process.cells.counts.sum() == 4096
    assert process.scale * process.scatter == pytest.approx(0.2**2, rel=0.1)


def test_an_outcome_that_is_everywhere_the_same_is_said_to_be() -> None:
    found = Smooth.through(qmc.Sobol(2, seed=6).random(16), np.ones((16, 4)), share=True).at(np.array([[0.5, 0.5], [0.0, 1.0]]))
    assert np.allclose(found.value, 1) and found.reach.max() < 1e-3


def core(sweep: Any) -> Any:
    return points_of(sweep, Chosen(outcomes=("core",)).outcomes_of(sweep, 1, sweep.variants)[0], sweep.variants[0])


def test_an_effect_along_a_lever_is_that_of_the_function_behind_it() -> None:
    sweep = fake_sweep(2, 0, 256, 16)
    pressure = along(core(sweep), sweep.levers[0]).effect
    # -0.16 of pressure, +0.10 of balancing (half on average) times pressure: -0.11 over the range, 0.8 of it between the fifths' middles.
    assert pressure is not None and pressure.difference == pytest.approx(-0.11 * 0.8, abs=0.01) and pressure.clear


def test_a_lever_that_does_nothing_is_not_clear() -> None:
    sweep = fake_sweep(4, 2, 256, 16)
    slope = along(core(sweep), next(lever for lever in sweep.levers if lever.name == "threat.slope")).effect
    leaks = along(core(sweep), next(lever for lever in sweep.levers if lever.name == "mechanisms.M5")).effect
    posture = along(core(sweep), next(lever for lever in sweep.levers if lever.name == "seoul.posture")).effect
    assert slope and leaks and posture
    assert not slope.clear and not leaks.clear and posture.clear and set(posture.words) == {"align", "hedge"}


def test_a_ridge_holds_the_worlds_and_not_the_points() -> None:
    sweep = fake_sweep(2, 0, 64, 8)
    points = core(sweep)
    found = ridges_of(points, sweep.levers[1])
    assert sum(len(ridge.means) for ridge in found) == 64 and [ridge.title for ridge in found][0] == "0.20 to 0.34"
    within = points.worlds - points.worlds.mean(axis=1, keepdims=True)
    assert np.mean([ridge.worlds.var() for ridge in found]) == pytest.approx(within.var(), rel=0.1)


def test_the_highest_points_stand_apart_by_the_levers_that_matter_alone() -> None:
    sweep = fake_sweep(4, 2, 256, 8)
    points = core(sweep)
    tail = tail_of(points, high=True)
    assert tail is not None and tail.chosen.sum() == 26
    found = {one.lever.name: one.side for one in apart(points, tail, list(sweep.levers))}
    assert found["beijing.pressure.culture"] == "low" and found["seoul.posture"] == "align"
    assert "threat.slope" not in found and "mechanisms.M5" not in found


def test_where_too_many_points_are_alike_there_is_no_tail() -> None:
    sweep = fake_sweep(2, 0, 64, 4)
    points = points_of(sweep, next(info for info in sweep.outcomes if info.name == "kept"), sweep.variants[0])
    assert tail_of(points, high=True) is None
