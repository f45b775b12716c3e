"""Surfaces through the points of a sweep: right where the answer is known, and as sure as they should be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import qmc

from sim.experiments.surrogate.estimates import Smooth, chance_of, mean_of, sure_of
from sim.experiments.surrogate.process import Cells, Process


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


def test_the_correlation_is_matern_of_five_halves() -> None:
    places = np.array([[0.0], [0.5], [1.0]])
    process = Process(Cells.of(places, 100), np.array([0.5]), 0.1, 1.0)
    # At one length: (1 + 5**0.5 + 5/3) * exp(-5**0.5) = 0.52399; at two lengths: (1 + 2*5**0.5 + 20/3) * exp(-2*5**0.5) = 0.13866.
    assert process._near(places[:1], places)[0] == pytest.approx([1, 0.52399, 0.13866], abs=1e-5)


def test_estimate_and_variance_are_those_of_the_system_of_universal_kriging() -> None:
    random = np.random.default_rng(8)
    places, values, new = random.random((12, 2)), random.random(12), random.random((5, 2))
    process = Process(Cells.of(places, 100), np.array([0.4, 0.7]), 0.2, 3.0)
    ours, variance = process.weights(new)
    both = process._near(process.cells.middles, process.cells.middles) + 0.2 * np.eye(12)
    trend, near = np.column_stack([np.ones(12), process.cells.middles]), process._near(process.cells.middles, new)
    system = np.block([[both, trend], [trend.T, np.zeros((3, 3))]])
    right = np.vstack([near, np.ones(5), new.T])
    solved = np.linalg.solve(system, right)
    assert ours == pytest.approx(solved[:12].T, abs=1e-9) and values.shape == (12,)
    assert variance == pytest.approx(3.0 * (1 - np.sum(solved * right, axis=0)), abs=1e-9)


def test_lengths_are_found_again_where_the_process_is_known() -> None:
    places = qmc.Sobol(2, seed=9).random(256)
    true = Process(Cells.of(places, 1000), np.array([0.15, 1.5]), 1e-3, 1.0)
    both = true._near(places, places) + 1e-3 * np.eye(256)
    found = [Process.fit(places, np.linalg.cholesky(both) @ np.random.default_rng(seed).normal(size=256)).lengths for seed in range(4)]
    short, long = np.exp(np.log(found).mean(axis=0))
    assert short == pytest.approx(0.15, rel=0.4) and long > 3 * short
