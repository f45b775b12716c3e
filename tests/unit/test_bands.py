"""The spread told apart: a model whose parts are known in closed form, and the worlds that the engine plays for it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.engine.blocks import BLOCK, Task, play_block
from sim.engine.simulate import Ensemble, simulate
from sim.experiments.bands.fit import fitted
from sim.experiments.bands.groups import Groups
from sim.experiments.bands.parts import PARTS, Sample
from sim.experiments.bands.rules import rules, weights
from sim.experiments.bands.shares import Shares, shares
from sim.experiments.bands.split import split
from sim.experiments.outcomes import Measures, read_outcomes
from sim.experiments.run import run
from sim.experiments.settings import Settings
from sim.results.result import Result
from sim.rules.opening import open_situation
from sim.scenario import load
from sim.scenario.build import plans
from sim.world.axes import CAPITALS
from sim.world.crossed import Beside, CrossedShocks
from sim.world.plan import DoctrineChoice, Plan
from sim.world.shocks import Shocks

WEIGHTS = np.array([0.5, 0.25, 0.25])
RULE = np.array([0.0, 1.0, -1.0])
GROUPS, SIZE = 12, 3

# Y = a S + b D + (c + f D) P + q (P^2 - 1) + d E + e P E, with P and E normal, S equally spaced: the parts are
# scenario a^2 Var S, rule b^2 Var D, parameters E_D (c + f D)^2 + 2 q^2, chance d^2 + e^2 (what P and E do together is chance).


def drawn(seed: int, worlds: int = 600, **size: float) -> tuple[Sample, Any]:
    """A sample of the model, and the true variances in the order of `PARTS`."""
    k = {"a": 0.5, "b": 0.4, "c": 0.6, "f": 0.2, "q": 0.2, "d": 1.0, "e": 0.3} | size
    random = np.random.default_rng(seed)
    p, noise, chance = random.normal(size=worlds), random.normal(size=(worlds, 3)), random.normal(size=worlds)
    scenario = np.array([-1.0, 0.0, 1.0])

    def y(s: float, d: float, p: Any, e: Any) -> Any:
        return k["a"] * s + k["b"] * d + (k["c"] + k["f"] * d) * p + k["q"] * (p * p - 1) + k["d"] * e + k["e"] * p * e

    members = np.arange(GROUPS * SIZE).reshape(GROUPS, SIZE)
    cells = np.array([[y(s, d, p[members][:, :, None], chance[members][:, None, :]) for d in RULE] for s in scenario])
    slices = np.arange(worlds) % GROUPS
    slices[members] = np.arange(GROUPS)[:, None]
    outcomes = np.array([y(s, 0.0, p, chance) for s in scenario])
    fit = fitted(np.column_stack([p, noise]), outcomes.T, np.arange(worlds) >= members.size, 4.0)
    rule = k["b"] ** 2 * float(WEIGHTS @ (RULE - WEIGHTS @ RULE) ** 2)
    true = [k["d"] ** 2 + k["e"] ** 2, float(WEIGHTS @ (k["c"] + k["f"] * RULE) ** 2) + 2 * k["q"] ** 2, rule, k["a"] ** 2 * scenario.var()]
    return Sample(outcomes, cells, fit.said.T, fit.left_out.T, members, slices, WEIGHTS), np.array(true)


@cache
def many(**size: float) -> tuple[list[Shares], Any]:
    """The model told apart a hundred times."""
    found = [drawn(seed, **size) for seed in range(100)]
    return [shares(sample, 0.95) for sample, _ in found], found[0][1]


@pytest.mark.parametrize("size", [{}, {"b": 0.0}, {"c": 0.0, "f": 0.0, "q": 0.0, "e": 0.0}, {"a": 0.0}, {"d": 0.1}, {"worlds": 60}], ids=str)
def test_the_parts_are_those_of_the_closed_form(size: Any) -> None:
    found, true = many(**size)
    estimates = np.array([one.variance[-1] for one in found])
    error = estimates.std(axis=0, ddof=1) / np.sqrt(len(estimates))
    assert np.all(np.abs(estimates.mean(axis=0) - true) < 4 * error + 1e-12)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    found, true = many()
    hold = np.mean([(one.low[-1] <= true / true.sum()) & (true / true.sum() <= one.high[-1]) for one in found], axis=0)
    assert np.all(hold > 0.85)


def test_a_part_that_does_nothing_is_seldom_told_apart_from_nothing() -> None:
    found, _ = many(c=0.0, f=0.0, q=0.0, e=0.0)
    assert np.mean([one.low[-1, PARTS.index("parameters")] > 0 for one in found]) < 0.1


def test_shares_sum_to_one_and_are_never_negative_and_intervals_hold_them() -> None:
    for one in many(b=0.0)[0]:
        assert one.share.sum(axis=1) == pytest.approx(1)
        assert one.share.min() >= 0
        assert np.all((one.low >= 0) & (one.high <= 1))


def test_what_never_varies_has_no_shares() -> None:
    sample, _ = drawn(1)
    still = replace(sample, worlds=np.ones_like(sample.worlds), cells=np.ones_like(sample.cells), said=0 * sample.said, left_out=0 * sample.left_out)
    assert np.isnan(shares(still, 0.95).share).all()


def test_a_fit_says_nothing_where_parameters_do_nothing_but_by_chance() -> None:
    random = np.random.default_rng(3)
    parameters, outcomes = random.normal(size=(300, 40)), random.normal(size=(300, 1))
    fit = fitted(parameters, outcomes, np.ones(300, dtype=bool), 40.0)
    left_out = fit.left_out[:, 0] - fit.left_out[:, 0].mean()
    assert 2 * np.mean(left_out * outcomes[:, 0]) - left_out.var() < 0.03
    assert fit.said[:, 0].var() > 0.03


# --- the worlds that the engine plays ---------------------------------------------------------------------------------

STORY = "thaad_lift"


def small(*sets: str) -> Any:
    """A short story with few worlds."""
    return load(STORY, sets=("time.months=12", *sets))


def asked(scenario: Any) -> Measures:
    """Its outcomes."""
    return Measures(read_outcomes(scenario.outcomes, scenario.start, scenario.months))


def played(scenario: Any, variants: tuple[Plan, ...], groups: Groups | None, jobs: int = 1, worlds: int = 30) -> Ensemble:
    """Worlds of some variants."""
    return simulate(variants, worlds=worlds, seed=scenario.runs.seed, outcomes=asked(scenario), company=groups, jobs=jobs)


def test_the_worlds_of_a_run_are_the_same_with_and_without_company() -> None:
    scenario = small()
    variants = plans(scenario)[:3]
    alone, beside = (played(scenario, variants, groups) for groups in (None, Groups.of(variants, 30, 6)))
    for variant, outcomes in alone.outcomes.items():
        for name, values in outcomes.items():
            assert np.array_equal(values, beside.outcomes[variant][name])
        assert np.array_equal(alone.tallies[variant].total, beside.tallies[variant].total)
        assert np.array_equal(alone.tallies[variant].histogram, beside.tallies[variant].histogram)
    assert all(np.array_equal(values, beside.design[name]) for name, values in alone.design.items())


def test_a_crossed_world_has_the_parameters_of_one_and_the_chance_of_another() -> None:
    beside = Beside(np.array([2]), np.array([0]), np.array([0]))
    own = Shocks(7, 10, 4)
    crossed = CrossedShocks(own, beside)
    assert crossed.normal("parameter.x")[-1] == own.normal("parameter.x")[2]
    assert crossed.uniform("uncertain.x")[-1] == own.uniform("uncertain.x")[2]
    assert crossed.uniform("event.x.happens")[-1] == own.uniform("event.x.happens")[0]
    assert np.array_equal(crossed.normal("drivers", 5, 3)[:, -1], own.normal("drivers", 5, 3)[:, 0])
    assert crossed.worlds.tolist() == [10, 11, 12, 13, 12]
    for plan in (plans(small())[0], plans(small("parameters=wide"))[0]):
        drawn_parameters = open_situation(plan, CrossedShocks(Shocks(7, 10, 4), beside)).base.values
        varied = [value for value in drawn_parameters.values() if isinstance(value, np.ndarray) and value.ndim == 1]
        assert varied
        assert all(value[4] == value[2] != value[0] for value in varied)


@pytest.mark.parametrize("rule", range(1, len(rules())))
def test_a_world_that_is_dealt_a_rule_is_the_world_of_a_story_with_that_doctrine(rule: int) -> None:
    scenario = small("time.start=2026-01")
    plan = plans(scenario)[0]
    groups = Groups.of((plan,), 12, 4)
    assert groups is not None
    cells = {name: groups.gathered(played(scenario, (plan,), groups, worlds=12).parts, plan.name, name) for name in scenario.outcomes}
    told = {capital: tuple(replace(choice, name=rules()[rule].doctrine) for choice in choices) if capital in rules()[rule].capitals else choices
            for capital, choices in plan.doctrines.items()}
    alone = played(scenario, (replace(plan, doctrines=told),), None, worlds=12).outcomes[plan.name]
    diagonal = np.arange(groups.size)
    for name, values in cells.items():
        assert np.array_equal(values[rule][:, diagonal, diagonal].ravel(), alone[name])
    assert not np.array_equal(cells["engagement"][rule], cells["engagement"][0])


def test_a_rule_needs_a_capital_that_is_free_for_it() -> None:
    plan = plans(small())[0]
    told = {capital: (DoctrineChoice(plan.world, "scripted"),) for capital in CAPITALS}
    none, alone = (Groups.of((replace(plan, doctrines=told | own),), 30, 6) for own in ({}, {"seoul": plan.doctrines["seoul"]}))
    assert none is not None
    assert alone is not None
    assert none.weights == (1.0, 0.0, 0.0)
    assert set(alone.casting) == {"seoul"}
    assert alone.weights == pytest.approx((2 / 3, 1 / 3, 0.0))
    assert weights(tuple(CAPITALS)) == pytest.approx((0.5, 0.25, 0.25))


def parts_of(result: Result) -> dict[tuple[str, str, str], Any]:
    """The parts of a result by variant, outcome and part."""
    return {(band.variant, band.outcome, band.part): band for band in result.bands}


def test_fixed_parameters_and_a_story_without_a_free_capital_have_parts_of_exactly_nothing() -> None:
    scripted = [f"{capital}.doctrine=scripted" for capital in CAPITALS]
    fixed = run(small("parameters=fixed", *scripted), Settings(worlds=30, bands=6, variants=("lift",)))
    found = [band for band in fixed.bands if band.part in ("parameters", "decision rule")]
    assert len(found) > 6
    assert all(band.variance == band.share == band.low == band.high == 0 and not band.doubtful for band in found)


def test_numbers_do_not_depend_on_jobs_nor_on_who_else_is_in_the_block() -> None:
    scenario = small()
    worlds = BLOCK + 40
    one, two = (run(scenario, Settings(worlds=worlds, bands=12, jobs=jobs, variants=("lift",))) for jobs in (1, 2))
    assert one.bands == two.bands
    assert one.bands
    assert one.table("outcomes").equals(run(scenario, Settings(worlds=worlds, variants=("lift",))).table("outcomes"))


def test_groups_are_shared_out_over_the_blocks_of_a_run() -> None:
    groups = Groups(worlds=2 * BLOCK, asked=12, size=3, weights=(1.0, 0.0, 0.0))
    assert [groups.within(first, BLOCK) for first in (0, BLOCK, 2 * BLOCK)] == [6, 6, 0]
    assert sum(Groups(10 * BLOCK, 12, 3, (1.0,)).within(first * BLOCK, BLOCK) for first in range(10)) == 12


def test_too_few_worlds_are_not_told_apart() -> None:
    result = run(small(), Settings(worlds=4, bands=12, variants=("lift",)))
    assert result.bands == []


def test_a_world_beside_the_block_that_fails_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = small()
    variants = plans(scenario)[:1]
    groups = Groups.of(variants, 30, 6)

    def broken(*_: Any) -> Any:
        raise ValueError("no rule")

    monkeypatch.setattr("sim.experiments.bands.rules.reactive.choose", broken)
    ensemble = played(scenario, variants, groups)
    assert not ensemble.failures
    assert split(ensemble, groups, ["hold"], ["engagement"]) == []
    assert play_block(Task(variants, scenario.runs.seed, asked(scenario)), 0, 30).outcomes.keys() == ensemble.outcomes.keys()
