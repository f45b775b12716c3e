"""The intervals of sensitivity keep their promise: in trials on answers whose indices are known, they hold them as often as they say."""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import Any

import numpy as np
import pytest
from scipy.stats import qmc

from sim.experiments.sensitivity.estimating import of_months, of_outcome
from sim.experiments.sensitivity.given import Given
from sim.experiments.sensitivity.methods import Morris, Sobol
from sim.experiments.sensitivity.morris import trajectories
from sim.experiments.sensitivity.resampling import Estimates, drawn, of_worlds, reach, weights
from sim.experiments.sensitivity.slices import by_quantile, by_rank
from sim.experiments.sensitivity.worlds import grouped, shares_of, without

TRIALS, PROMISED, GROUPS = 200, 0.95, 10
SLOPES = np.array([1.0, 0.5, 0.0])
KNOWN = SLOPES**2 / (SLOPES**2).sum()
LEAST = PROMISED - 3 * sqrt(PROMISED * (1 - PROMISED) / TRIALS)
"""So much of the trials at least: the share promised less three of its binomial standard deviations, 0.904 for 200 trials."""


def answered(points: Any, worlds: int, noise: float, random: Any) -> Any:
    """Straight in three inputs, `[point, world]`; each world has slopes of its own, which are those of `SLOPES` on average, and a level."""
    slopes = SLOPES[:, None] + random.normal(0, noise, (len(SLOPES), worlds))
    return (points - 0.5) @ slopes + random.normal(0, 1, worlds)


def by_rows(worlds: int, noise: float, seed: int, rows: int = 64) -> tuple[Sobol, Any]:
    """A Saltelli design and its answers."""
    a, b = np.split(qmc.Sobol(2 * len(SLOPES), scramble=True, seed=seed).random(rows), 2, axis=1)
    mixed = [np.where(np.arange(len(SLOPES)) == place, b, a) for place in range(len(SLOPES))]
    points = np.concatenate([a, b, *mixed])
    return Sobol(np.arange(len(points)).reshape(-1, rows), len(SLOPES)), answered(points, worlds, noise, np.random.default_rng(seed))


@cache
def trials(worlds: int, noise: float) -> list[dict[str, Estimates]]:
    """The indices of many studies that differ in their worlds alone and in where their points lie."""
    found = []
    for seed in range(TRIALS):
        method, y = by_rows(worlds, noise, seed)
        found.append(of_outcome(method, grouped(y, GROUPS), weights(drawn(64, 50, 1)), shares_of(worlds, GROUPS)))
    return found


@pytest.mark.parametrize(("worlds", "noise"), [(5, 0.3), (10, 0.3), (10, 0.6), (13, 0.6), (40, 1.0)])
@pytest.mark.parametrize("index", ["first", "total"])
def test_intervals_hold_the_known_shares_as_often_as_they_say(worlds: int, noise: float, index: str) -> None:
    half = np.stack([one[index].half[:, 0] for one in trials(worlds, noise)])
    off = np.abs(np.stack([one[index].value[:, 0] for one in trials(worlds, noise)]) - KNOWN)
    given = np.isfinite(half).all(axis=1)
    assert given.mean() > 0.7, "that nothing is said is no way to be right"
    assert ((off <= half)[given].mean(axis=0) >= PROMISED - 3 * sqrt(PROMISED * (1 - PROMISED) / given.sum())).all()
    assert (~(off > half)).mean(axis=0).min() >= LEAST


def test_an_input_without_effect_is_told_from_noise_no_oftener_than_chance_allows() -> None:
    most = (1 - PROMISED) / 2
    for worlds, noise in ((5, 0.3), (10, 0.6), (40, 1.0)):
        told = np.mean([bool(one["total"].beyond_noise()[2, 0]) for one in trials(worlds, noise)])
        assert told <= most + 3 * sqrt(most * (1 - most) / TRIALS)


def test_where_the_worlds_make_all_of_the_variance_no_interval_is_given() -> None:
    assert np.mean([np.isnan(one["total"].half).all() for one in trials(5, 2.0)]) > 0.95


@pytest.mark.parametrize("worlds", [1, 2, 4])
def test_with_fewer_worlds_than_five_the_ends_are_unknown(worlds: int) -> None:
    method, y = by_rows(worlds, 0.1, 1)
    for estimates in of_outcome(method, y, weights(drawn(64, 50, 1)), shares_of(worlds, GROUPS)).values():
        assert np.isfinite(estimates.value).all() and np.isnan(estimates.half).all()
        assert not estimates.beyond_noise().any()


def test_elementary_effects_and_distributions_have_no_ends_either_with_few_worlds() -> None:
    random = np.random.default_rng(1)
    points = random.random((200, 3))
    given = Given([by_quantile(x, 10) for x in points.T], [by_rank(x, 5) for x in points.T], seed=1)
    ends = [of_outcome(given, answered(points, worlds, 0.1, random), weights(drawn(200, 20, 1)), shares_of(worlds, GROUPS)) for worlds in (3, 6)]
    assert [bool(np.isfinite(one.half).all()) for found in ends for one in found.values()] == [False] * 5 + [True] * 5


def test_the_mean_effect_of_a_morris_design_is_held_as_often_as_it_says() -> None:
    inside = []
    for seed in range(TRIALS):
        random = np.random.default_rng(seed)
        start, order = random.integers(0, 2, (10, 3)) / 3, [random.permutation(3) for _ in range(10)]
        points = np.concatenate([base + 2 / 3 * (np.arange(4)[:, None] > np.argsort(one)) for base, one in zip(start, order, strict=True)])
        along = trajectories(points, np.repeat(np.arange(10), 4), np.tile(np.arange(4), 10))
        y = answered(points, 6, 0.3, random)
        found = of_outcome(Morris(along), y, weights(drawn(10, 50, 1)), shares_of(6, GROUPS))["mu"]
        inside.append(np.abs(found.value[:, 0] - SLOPES) <= found.half[:, 0])
    assert np.mean(inside, axis=0).min() >= LEAST


def test_leaving_out_groups_of_unequal_size_tells_the_error_of_a_mean() -> None:
    random, inside = np.random.default_rng(3), 0
    shares = shares_of(17, GROUPS)
    for _ in range(10 * TRIALS):
        groups = grouped(random.normal(size=(1, 17)), GROUPS)[0]
        left = np.array([np.delete(groups, one) @ without(shares, one) for one in range(GROUPS)])
        apart = of_worlds(np.asarray(groups @ shares), left, shares)
        inside += abs(groups @ shares) <= np.sqrt((apart**2).sum())
    assert inside / (10 * TRIALS) == pytest.approx(PROMISED, abs=3 * sqrt(PROMISED * (1 - PROMISED) / (10 * TRIALS)) + 0.005)
    assert reach(9) == pytest.approx(2.262, abs=0.001)


def test_where_each_point_is_a_world_of_its_own_its_resamples_say_all() -> None:
    random = np.random.default_rng(2)
    points = random.random((300, 3))
    given = Given([by_quantile(x, 10) for x in points.T], [by_rank(x, 5) for x in points.T], seed=1)
    y = points @ SLOPES[:, None] + random.normal(0, 0.1, (300, 1))
    assert of_outcome(given, y, weights(drawn(300, 20, 1)))["delta"].beyond_noise()[:, 0].tolist() == [True, True, False]


def test_over_the_months_means_over_worlds_have_no_interval_and_worlds_themselves_have() -> None:
    method, y = by_rows(10, 2.0, 1)
    chosen = weights(drawn(64, 50, 1))
    assert np.isnan(of_months(method, y, chosen, means=True)["total"].half).all()
    assert not of_months(method, y, chosen, means=True)["total"].beyond_noise().any()
    assert of_months(method, y, chosen)["total"].beyond_noise().any()
