"""The spread of a sweep told apart: a model whose parts are known in closed form, and a small sweep that is really played."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiments.bands.of_sweep import kept_split, played, split_of_sweep
from sim.experiments.bands.points import PARTS, of_levers, split_of_points
from sim.experiments.sweep.asked import designed
from sim.experiments.sweep.course import Course, begin
from sim.experiments.sweep.running import Players
from sim.experiments.sweep.study import Study
from sim.scenario import load

LEVER = np.linspace(-1, 1, 21)
CROSSED = LEVER[::4]
GROUPS, SIZE = 36, 3

# Y = a L + (b + f L) P + d E + e P E at every point L, with P and E normal: the parts are
# levers a^2 Var L, parameters E (b + f L)^2, chance d^2 + e^2.


def drawn(seed: int, a: float = 0.8, b: float = 0.6, d: float = 1.0) -> dict[str, tuple[float, float, float, float]]:
    """The parts of a sweep of the model over 21 points with ten worlds, and groups at six of them."""
    random = np.random.default_rng(seed)

    def y(lever: Any, p: Any, e: Any) -> Any:
        return a * lever + (b + 0.3 * lever) * p + d * e + 0.3 * p * e

    worlds = y(LEVER[:, None], *random.normal(size=(2, 10)))
    p, e = random.normal(size=(2, GROUPS, SIZE))
    cells = y(np.resize(CROSSED, GROUPS)[:, None, None], p[:, :, None], e[:, None, :])
    return split_of_points(worlds, cells, 0.95)


@pytest.mark.parametrize("size", [{}, {"a": 0.0}, {"d": 0.2}], ids=str)
def test_the_parts_of_a_sweep_are_those_of_the_closed_form(size: Any) -> None:
    found = np.array([[drawn(seed, **size)[part][0] for part in PARTS] for seed in range(200)])
    given = {"a": 0.8, "b": 0.6, "d": 1.0} | size
    true = np.array([given["d"] ** 2 + 0.09, given["b"] ** 2 + 0.09 * (CROSSED**2).mean(), given["a"] ** 2 * LEVER.var()])
    error = found.std(axis=0, ddof=1) / np.sqrt(len(found))
    assert np.all(np.abs(found.mean(axis=0) - true) < 4 * error + 0.001)


def test_intervals_of_a_sweep_hold_the_truth_about_as_often_as_they_say() -> None:
    true = np.array([1.09, 0.36 + 0.09 * (LEVER**2).mean(), 0.64 * LEVER.var()])
    share = true / true.sum()
    found = [drawn(seed) for seed in range(200)]
    hold = [[one[part][2] <= share[place] <= one[part][3] for place, part in enumerate(PARTS)] for one in found]
    assert np.all(np.mean(hold, axis=0) > 0.85)


def test_levers_that_do_nothing_are_not_taken_for_the_noise_of_few_worlds() -> None:
    random = np.random.default_rng(5)
    found = [of_levers(random.normal(size=(50, 4))) for _ in range(300)]
    assert abs(np.mean(found)) < 0.01
    assert np.mean([values.var() for values in random.normal(size=(300, 50, 4)).mean(axis=2)]) > 0.2


def test_a_sweep_with_too_few_worlds_or_without_spread_has_no_parts() -> None:
    assert split_of_points(np.zeros((5, 2)), np.zeros((6, 3, 3)), 0.95) == {}
    assert split_of_points(np.ones((5, 4)), np.ones((6, 3, 3)), 0.95) == {}
    assert split_of_points(np.random.default_rng(1).normal(size=(5, 4)), np.full((6, 3, 3), np.nan), 0.95) == {}


def test_points_that_failed_are_left_out() -> None:
    random = np.random.default_rng(2)
    worlds, cells = random.normal(size=(5, 6)), random.normal(size=(6, 3, 3))
    broken = np.concatenate([worlds, np.full((2, 6), np.nan)])
    assert split_of_points(broken, cells, 0.95) == split_of_points(worlds, cells, 0.95)


def test_a_sweep_is_told_apart_once_and_the_same_for_any_number_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("thaad_lift", sets=("time.months=8",))
    design = designed(scenario, ("beijing.pressure.tourism=0..1",), "grid", 3, None)
    study = Study.of(scenario, design, 4, 7, ("hold", "lift"))
    sweep = begin(scenario, study, tmp_path, Course(Players("serial")))
    found = split_of_sweep(sweep, study, jobs=2)
    assert {band.part for band in found} == set(PARTS)
    assert {band.variant for band in found} == {"hold", "lift"}
    alone, again = played(study, 1), played(study, 2)
    assert all(np.array_equal(values, again[variant][name]) for variant, outcomes in alone.items() for name, values in outcomes.items())
    assert kept_split(sweep.folder) == (len(study), found)
    monkeypatch.setattr("sim.experiments.bands.of_sweep.played", lambda *_: pytest.fail("played twice"))
    assert split_of_sweep(sweep) == found
