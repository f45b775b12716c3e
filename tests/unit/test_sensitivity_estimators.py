"""The estimators of sensitivity give what SALib gives, and what is known in closed form."""

from __future__ import annotations

import warnings
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.experiments.sensitivity.delta import delta, first_order, slices_for
from sim.experiments.sensitivity.morris import effects, morris, trajectories
from sim.experiments.sensitivity.pawn import pawn
from sim.experiments.sensitivity.resampling import drawn, estimates, weights
from sim.experiments.sensitivity.slices import by_quantile, by_rank, by_value
from sim.experiments.sensitivity.sobol import Matrices, pairs, sobol

ROUNDING = 1e-10
ROWS, RESAMPLES = 256, 100
ONCE = np.ones((1, 1000))


@pytest.fixture(scope="module")
def salib() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from SALib.analyze import delta, morris, pawn, sobol
        from SALib.sample import latin
        from SALib.sample import morris as morris_sample
        from SALib.sample import sobol as sobol_sample
        from SALib.test_functions import Ishigami, Sobol_G
    return SimpleNamespace(delta=delta, morris=morris, pawn=pawn, sobol=sobol, latin=latin, along=morris_sample, cross=sobol_sample,
                           ishigami=Ishigami.evaluate, g=Sobol_G.evaluate)


def problem(name: str) -> tuple[dict[str, Any], int]:
    """A test function of SALib: its inputs, and how many."""
    count, bounds = (3, [-np.pi, np.pi]) if name == "ishigami" else (8, [0, 1])
    return {"num_vars": count, "names": [f"x{place}" for place in range(count)], "bounds": [bounds] * count}, count


def matrices(y: Any, inputs: int) -> Matrices:
    """The answers of a design in SALib's order: A, then each AB, each BA, then B."""
    rows = y.reshape(-1, 2 * inputs + 2)[..., None]
    return Matrices(rows[:, 0], rows[:, -1], np.moveaxis(rows[:, 1 : inputs + 1], 1, 0), np.moveaxis(rows[:, inputs + 1 : -1], 1, 0))


@pytest.mark.parametrize("name", ["ishigami", "g"])
def test_sobol_indices_and_their_intervals_are_those_of_salib(salib: Any, name: str) -> None:
    asked, inputs = problem(name)
    y = getattr(salib, name)(salib.cross.sample(asked, ROWS, seed=1))
    theirs = salib.sobol.analyze(asked, y, num_resamples=RESAMPLES, seed=5)
    chosen = np.random.default_rng(5).integers(ROWS, size=(ROWS, RESAMPLES)).T
    ours = {key: estimates(values) for key, values in sobol(matrices(y, inputs), weights(chosen)).items()}
    above = tuple(np.array(pairs(inputs)).T)
    for key, their, place in (("first", "S1", slice(None)), ("total", "ST", slice(None)), ("second", "S2", above)):
        assert np.abs(ours[key].value[:, 0] - theirs[their][place]).max() < ROUNDING
        assert np.abs(ours[key].half[:, 0] - theirs[f"{their}_conf"][place]).max() < ROUNDING


@pytest.mark.parametrize("name", ["ishigami", "g"])
def test_elementary_effects_are_those_of_salib(salib: Any, name: str) -> None:
    asked, inputs = problem(name)
    points = salib.along.sample(asked, 50, seed=3)
    y = getattr(salib, name)(points)
    low, high = asked["bounds"][0]
    along = trajectories((points - low) / (high - low), np.repeat(np.arange(50), inputs + 1), np.tile(np.arange(inputs + 1), 50))
    ours, theirs = morris(effects(along, y[:, None]), np.ones((1, 50))), salib.morris.analyze(asked, points, y, seed=1)
    for key in ("mu", "mu_star", "sigma"):
        assert np.abs(ours[key][0, :, 0] - np.asarray(theirs[key])).max() < ROUNDING


@pytest.mark.parametrize("name", ["ishigami", "g"])
def test_pawn_is_that_of_salib(salib: Any, name: str) -> None:
    asked, _ = problem(name)
    points = salib.latin.sample(asked, 1000, seed=1)
    y = getattr(salib, name)(points)
    ours, theirs = pawn([by_quantile(x, 10) for x in points.T], y[:, None], ONCE), salib.pawn.analyze(asked, points, y, S=10)
    for key in ("median", "maximum"):
        assert np.abs(ours[key][0, :, 0] - theirs[key]).max() < ROUNDING


@pytest.mark.parametrize("name", ["ishigami", "g"])
def test_delta_and_first_order_are_those_of_salib(salib: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, _ = problem(name)
    points = salib.latin.sample(asked, 1000, seed=1)
    y = getattr(salib, name)(points)
    every = np.arange(len(y))
    monkeypatch.setattr(salib.delta, "obtain_resampled_subset", lambda *_, **__: every)
    monkeypatch.setattr(np.random, "randint", lambda *_, **__: every)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = salib.delta.analyze(asked, points, y, num_resamples=2)
    slices = [by_rank(x, slices_for(len(y))) for x in points.T]
    assert np.abs(delta(slices, y[:, None], ONCE, few=20)[0, :, 0] - theirs["delta_raw"]).max() < ROUNDING
    assert np.abs(first_order(slices, y[:, None], ONCE)[0, :, 0] - theirs["S1"]).max() < ROUNDING


def test_sobol_indices_of_ishigami_are_those_of_its_closed_form(salib: Any) -> None:
    asked, inputs = problem("ishigami")
    found = sobol(matrices(salib.ishigami(salib.cross.sample(asked, 2**13, seed=1)), inputs), np.ones((1, 2**13)))
    a, b = 7.0, 0.1
    one, two = (1 + b * np.pi**4 / 5) ** 2 / 2, a**2 / 8
    both = 8 * b**2 * np.pi**8 / 225
    whole = one + two + both
    assert found["first"][0, :, 0] == pytest.approx([one / whole, two / whole, 0], abs=0.01)
    assert found["total"][0, :, 0] == pytest.approx([(one + both) / whole, two / whole, both / whole], abs=0.01)
    assert found["second"][0, :, 0] == pytest.approx([0, both / whole, 0], abs=0.02)


def test_a_category_has_the_share_of_variance_that_is_known_of_it() -> None:
    random, rows = np.random.default_rng(2), 2**13
    level = np.array([0.0, 1.0, 5.0])
    a, b = ((random.random(rows), random.integers(0, 3, rows)) for _ in range(2))

    def answer(number: Any, category: Any) -> Any:
        return (number + level[category])[:, None]

    found = sobol(Matrices(answer(*a), answer(*b), np.stack([answer(b[0], a[1]), answer(a[0], b[1])])), np.ones((1, rows)))
    whole = 1 / 12 + level.var()
    for order in ("first", "total"):
        assert found[order][0, :, 0] == pytest.approx([1 / 12 / whole, level.var() / whole], abs=0.02)


def test_many_columns_at_once_are_the_same_as_one_after_the_other() -> None:
    random = np.random.default_rng(3)
    points, y = random.random((200, 3)), random.random((200, 7))
    y[:, 3] = np.round(y[:, 3])
    slices, chosen = [by_quantile(x, 10) for x in points.T], weights(drawn(200, 5, 1))
    together = [pawn(slices, y, chosen)["median"], delta(slices, y, chosen, few=20), first_order(slices, y, chosen)]
    for column in range(y.shape[1]):
        alone = y[:, column : column + 1]
        apart = [pawn(slices, alone, chosen)["median"], delta(slices, alone, chosen, few=20), first_order(slices, alone, chosen)]
        for one, other in zip(together, apart, strict=True):
            assert np.abs(one[..., column] - other[..., 0]).max() < ROUNDING


def test_weights_are_the_points_that_a_resample_draws() -> None:
    random = np.random.default_rng(4)
    points, y = random.random((60, 2)), np.round(random.random((60, 1)), 1)
    codes = [by_value(np.round(x * 3)) for x in points.T]
    chosen = drawn(60, 3, 1)
    weighted = pawn(codes, y, weights(chosen))["maximum"], first_order(codes, y, weights(chosen))
    for place, draw in enumerate(chosen):
        again = [type(code)(code.codes[draw]) for code in codes]
        if all(len(one.sizes) == len(other.sizes) and min(one.sizes) > 0 for one, other in zip(codes, again, strict=True)):
            plain = pawn(again, y[draw], np.ones((1, 60)))["maximum"], first_order(again, y[draw], np.ones((1, 60)))
            for one, other in zip(weighted, plain, strict=True):
                assert np.abs(one[place + 1] - other[0]).max() < ROUNDING


def test_an_outcome_that_a_category_decides_is_told_by_delta_and_pawn_in_full() -> None:
    category = np.array(["off", "on"] * 100)
    y = (category == "on").astype(float)[:, None]
    once = np.ones((1, 200))
    assert delta([by_value(category)], y, once, few=20)[0, 0, 0] == pytest.approx(0.5)
    assert pawn([by_value(category)], y, once)["median"][0, 0, 0] == pytest.approx(0.5)
    assert first_order([by_value(category)], y, once)[0, 0, 0] == pytest.approx(1)


def test_a_column_that_does_not_vary_has_no_index() -> None:
    y, once = np.full((64, 1), 0.3), np.ones((1, 64))
    slices = [by_value(np.arange(64) % 4)]
    same = Matrices(y, y, y[None])
    assert np.isnan([*sobol(same, once).values(), first_order(slices, y, once), delta(slices, y, once, 20), pawn(slices, y, once)["median"]]).all()
