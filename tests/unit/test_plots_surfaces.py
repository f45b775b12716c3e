"""Effects, ridges and tails of a sweep: right where the answer is known, and as sure as they should be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from fake_sweep import fake_sweep

from sim.plots.sweeps.chosen import Chosen, points_of
from sim.plots.sweeps.curves import along
from sim.plots.sweeps.maps import mapped
from sim.plots.sweeps.ridges import ridges_of
from sim.plots.sweeps.tails import apart, tail_of
from sim.plots.sweeps.together import over
from sim.plots.wedge_map import largest


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
    assert not slope.clear and not leaks.clear and posture.clear and posture.words == ("hedge", "align") and posture.difference < 0


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


def test_where_worlds_differ_most_a_map_is_known_least() -> None:
    points = core(fake_sweep(2, 0, 64, 20))
    common = np.random.default_rng(3).normal(0, 1, 20)
    low = 1 - points.places(points.sweep.levers[1])
    found = mapped(replace(points, worlds=points.worlds + low * common), tuple(points.sweep.levers[:2]))
    region = largest(found)
    assert region.lever is not None and region.lever.name == "seoul.hedging.indirect_balancing" and not region.high
    places, reach = over(found.surface.along)[:, 1], found.surface.estimate.reach
    assert region.chance > 1.5 * found.regions[0].chance and reach[places < 0.2].min() > 2 * reach[places > 0.95].max()
