"""Designs: what they promise of their points, and that any beginning of them covers the whole."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.stats import qmc

from sim.errors import UsageError
from sim.experiments.sensitivity.sobol import Matrices, sobol
from sim.experiments.sweep.design import Design, joined, laid_out
from sim.experiments.sweep.designs import DESIGNS
from sim.experiments.sweep.levers import AS_TOLD, Lever
from sim.scenario import sweeps
from sim.world.rows import Array

CULTURE, BALANCING = Lever("culture", low=0.0, high=1.0), Lever("balancing", low=0.2, high=0.9)
STEPPED = Lever("stepped", low=0.0, high=1.0, values=("0", "0.25", "0.5", "1"))
POSTURE = Lever("posture", kind="category", values=("align", "accommodate", "pragmatic"))


def shares(design: Design) -> Array:
    """Where the points lie in the unit cube."""
    columns = []
    for lever in design.levers:
        values = np.asarray(design.values[lever.name], dtype=float)
        low, high = (0, len(lever.values) - 1) if lever.kind == "category" else lever.span
        columns.append((values - low) / (high - low))
    return np.clip(np.column_stack(columns), 0, 1)


def test_the_story_knows_every_design() -> None:
    assert set(DESIGNS) == set(sweeps.DESIGNS)


@pytest.mark.parametrize("kind", [kind for kind in DESIGNS if kind != "list"])
def test_every_design_stays_in_its_ranges_and_is_that_of_its_seed(kind: str) -> None:
    levers = (CULTURE, BALANCING, STEPPED, *([POSTURE] if kind != "morris" else []))
    one, again, other = (laid_out(kind, levers, 12, seed) for seed in (3, 3, 4))
    assert len(one) and all(np.array_equal(one.values[lever.name], again.values[lever.name]) for lever in levers)
    assert any(not np.array_equal(one.values[lever.name], other.values[lever.name]) for lever in levers)
    assert one.values["balancing"].min() >= 0.2 and one.values["balancing"].max() <= 0.9
    assert set(one.values["stepped"]) <= set(STEPPED.levels)
    assert kind == "morris" or set(one.values["posture"]) <= {0, 1, 2}
    assert all(len(column) == len(one) for column in (*one.values.values(), *one.columns.values()))


def test_a_grid_has_every_combination_once_and_ranges_as_many_steps_as_fit() -> None:
    design = laid_out("grid", (CULTURE, STEPPED, POSTURE), 60, 1)
    points = list(zip(*(design.values[name].tolist() for name in ("culture", "stepped", "posture")), strict=True))
    assert sorted(points) == sorted(product((0.0, 0.25, 0.5, 0.75, 1.0), STEPPED.levels, (0, 1, 2)))
    assert len(laid_out("grid", (CULTURE, BALANCING), 256, 1)) == 16 * 16


def test_a_latin_hypercube_has_one_point_in_every_part_of_every_range() -> None:
    found = shares(laid_out("lhs", (CULTURE, BALANCING), 37, 5))
    for column in found.T:
        assert sorted((column * 37).astype(int)) == list(range(37))


def test_a_mixture_has_every_combination_of_categories_at_each_point_of_the_numbers_together() -> None:
    switch = Lever("switch", kind="category", values=("on", "off"))
    design = laid_out("mixture", (POSTURE, CULTURE, switch), 5, 1)
    for sample in range(5):
        rows = slice(6 * sample, 6 * sample + 6)
        assert len(set(design.values["culture"][rows])) == 1
        assert len(set(zip(design.values["posture"][rows].tolist(), design.values["switch"][rows].tolist(), strict=True))) == 6
        assert set(design.columns["sample"][rows]) == {sample}


def test_the_rows_of_a_saltelli_design_are_those_that_the_estimator_needs() -> None:
    design = laid_out("saltelli", (CULTURE, BALANCING, POSTURE), 16, 1)
    names = np.array([lever.name for lever in design.levers])
    values = np.column_stack([design.values[name] for name in names])
    for row in range(16):
        mine = {matrix: values[place] for place, matrix in enumerate(design.columns["matrix"]) if design.columns["row"][place] == row}
        assert list(mine) == ["A", "AB.culture", "AB.balancing", "AB.posture", "B"]
        for place, name in enumerate(names):
            expected = np.where(np.arange(3) == place, mine["B"], mine["A"])
            assert np.array_equal(mine[f"AB.{name}"], expected)
    assert np.corrcoef(values[design.columns["matrix"] == "A"].T[0], values[design.columns["matrix"] == "B"].T[0])[0, 1] < 0.5


def test_the_indices_of_a_function_that_is_known_come_out_of_a_saltelli_design() -> None:
    levers = tuple(Lever(name, low=-np.pi, high=np.pi) for name in ("x", "y", "z"))
    design = laid_out("saltelli", levers, 2048, 3)
    x, y, z = (design.values[lever.name] for lever in levers)
    answer = (np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x))[:, None]
    parts = {matrix: answer[design.columns["matrix"] == matrix] for matrix in dict.fromkeys(design.columns["matrix"].tolist())}
    found = sobol(Matrices(parts["A"], parts["B"], np.stack([parts[f"AB.{lever.name}"] for lever in levers])), np.ones((1, 2048)))
    assert found["first"][0, :, 0] == pytest.approx([0.314, 0.442, 0.0], abs=0.03)
    assert found["total"][0, :, 0] == pytest.approx([0.558, 0.442, 0.244], abs=0.03)


@pytest.mark.parametrize(("lever", "said"), [
    (POSTURE, "`posture` is a category"),
    (Lever("still", low=0.4, high=0.4), "`still` has one value"),
    (Lever("still", low=0.4, high=0.4, values=("0.4",)), "`still` has one value"),
])
def test_a_morris_design_refuses_a_lever_that_cannot_step(lever: Lever, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        laid_out("morris", (CULTURE, lever), 8, 1)


def test_each_lever_of_a_morris_trajectory_moves_once_and_nothing_else_does() -> None:
    levers = (CULTURE, BALANCING, STEPPED, Lever("decay", low=6.0, high=36.0))
    design = laid_out("morris", levers, 30, 2)
    values = shares(design)
    for trajectory in range(30):
        mine = design.columns["trajectory"] == trajectory
        assert design.columns["step"][mine].tolist() == [0, 1, 2, 3, 4]
        moves = np.diff(values[mine], axis=0)
        moved = [levers[int(np.flatnonzero(move)[0])].name for move in moves]
        assert (np.count_nonzero(moves, axis=1) == 1).all() and moved == design.columns["moved"][mine][1:].tolist()
        assert sorted(moved) == sorted(lever.name for lever in levers)
    assert set(np.round(np.abs(np.diff(values[:, 0]))[np.abs(np.diff(values[:, 0])) > 0], 9)) >= {round(2 / 3, 9)}
    counts = np.unique(np.round(values[:, 0], 9), return_counts=True)[1]
    assert len(counts) == 4


def in_cells(points: Array) -> Array:
    """Points of a grid in the middle of their cells: the place of each value among all of its column."""
    places = [np.unique(column, return_inverse=True) for column in points.T]
    return np.column_stack([(place + 0.5) / len(values) for values, place in places])


def test_an_interrupted_sweep_is_a_usable_one() -> None:
    """Any beginning of a design lies more evenly than most choices of as many of its points by chance."""
    for kind, levers, samples in (("sobol", (CULTURE, BALANCING), 256), ("lhs", (CULTURE, BALANCING), 200), ("grid", (CULTURE, BALANCING), 256),
                                  ("grid", (CULTURE, BALANCING, STEPPED), 500)):
        found = in_cells(shares(laid_out(kind, levers, samples, 1)))
        chance = np.random.default_rng(1)
        for part in (0.125, 0.25, 0.5, 0.75):
            count = int(part * len(found))
            by_chance = np.median([qmc.discrepancy(found[chance.permutation(len(found))[:count]]) for _ in range(9)])
            assert qmc.discrepancy(found[:count]) < by_chance, (kind, part)


def test_parts_are_played_in_turns_and_leave_the_levers_of_others_as_the_story_has_them() -> None:
    one, two = laid_out("sobol", (CULTURE, POSTURE), 8, 1), laid_out("list", (Lever("war", low=0.1, high=0.3, values=("0.1", "0.3")),), 1, 2)
    whole = joined({"map": one, "trial": two})
    assert len(whole) == 10 and sorted(whole.columns["part"].tolist()) == ["map"] * 8 + ["trial"] * 2
    first = whole.columns["part"][:5].tolist()
    assert first.count("trial") == 1
    posture, culture, war = whole.levers[1], whole.levers[0], whole.levers[2]
    for point, part in enumerate(whole.columns["part"]):
        told = {lever.name for lever in whole.levers if lever.told(whole.values[lever.name][point])}
        assert told == ({culture.name, posture.name} if part == "map" else {war.name})
    assert posture.values[-1] == AS_TOLD
