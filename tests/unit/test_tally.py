"""Tallies: what numpy says of all the values at once, from pieces that add up."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pytest

from sim.engine.tally import BINS, Tally
from sim.world.rows import Array

LEVELS = (0.05, 0.2, 0.5, 0.8, 0.95)
LOW, HIGH = np.array([0.0, -1.0]), np.array([1.0, 2.0])
REACH = HIGH - LOW


def values(worlds: int, seed: int = 1) -> Array:
    """Two quantities over three months."""
    chance = np.random.default_rng(seed)
    return np.stack([chance.beta(2, 5, (3, worlds)), chance.normal(0.2, 0.3, (3, worlds))])


def pieces(of: Array, minus: Array | None = None) -> Tally:
    """The tally of uneven pieces, merged."""
    cuts = [slice(0, 7), slice(7, 1000), slice(1000, None)]
    low, high = (LOW, HIGH) if minus is None else (-REACH, REACH)
    return reduce(Tally.merge, [Tally.of(of[:, :, cut], low, high, None if minus is None else minus[:, :, cut]) for cut in cuts])


def test_moments_are_those_of_all_values_together() -> None:
    found, all_values = pieces(values(3000)), values(3000)
    assert found.count == 3000
    assert found.mean() == pytest.approx(all_values.mean(axis=2), rel=1e-12)
    assert found.sd() == pytest.approx(all_values.std(axis=2, ddof=1), rel=1e-9)
    assert found.standard_error() == pytest.approx(found.sd() / np.sqrt(3000))


def test_quantiles_are_right_to_a_bin() -> None:
    expected = np.quantile(values(3000), LEVELS, axis=2)
    width = ((HIGH - LOW) / BINS)[None, :, None]
    assert (np.abs(pieces(values(3000)).quantile(LEVELS) - expected) < 1.1 * width).all()


def test_quantiles_of_small_differences_keep_their_digits() -> None:
    baseline = values(3000)
    moved = baseline + 0.02 * values(3000, seed=2)
    found = pieces(moved, minus=baseline)
    expected = np.quantile(moved - baseline, LEVELS, axis=2)
    assert found.mean() == pytest.approx((moved - baseline).mean(axis=2), abs=1e-9)
    assert np.abs(found.quantile(LEVELS) - expected).max() < 0.0005


def test_large_differences_are_kept_too() -> None:
    baseline = np.zeros((2, 3, 3000))
    found = pieces(values(3000) - 0.6, minus=baseline)
    assert np.abs(found.quantile(LEVELS) - np.quantile(values(3000) - 0.6, LEVELS, axis=2)).max() < 0.02


def test_a_constant_has_no_spread() -> None:
    same = np.full((2, 3, 50), 0.3)
    found = Tally.of(same, LOW, HIGH)
    assert found.quantile(LEVELS) == pytest.approx(0.3)
    assert found.sd() == pytest.approx(0, abs=1e-7)
    assert Tally.of(same, -REACH, REACH, minus=same).quantile(LEVELS) == pytest.approx(0)


def test_one_world_is_its_own_median() -> None:
    alone = values(1)
    assert Tally.of(alone, LOW, HIGH).quantile((0.5,))[0] == pytest.approx(alone[:, :, 0])
