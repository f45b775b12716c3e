"""A point of a sweep is the run with its values set, bit for bit, whatever lies beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.simulate import simulate
from sim.experiments.outcomes import Measures, read_outcomes
from sim.experiments.sweep.asked import designed
from sim.experiments.sweep.cases import SWEPT
from sim.experiments.sweep.design import Design, sobol
from sim.experiments.sweep.levers import Lever
from sim.experiments.sweep.play import PointsPlayed, play_points
from sim.experiments.sweep.study import Study
from sim.scenario import load
from sim.scenario.build import plans
from sim.world.parameters import sensitivity_set
from sim.world.plan import Amount, Varied
from sim.world.shocks import PointShocks, Shocks

STORY = "thaad_lift"
SHORT = ("time.months=14",)
NUMBERS = (Lever("beijing.pressure.culture", low=0.0, high=1.0), Lever("seoul.hedging.indirect_balancing", low=0.2, high=0.9),
           Lever("grievance.decay_months", low=8.0, high=28.0), Lever("trade_coercion.exposure.culture", low=0.2, high=0.6),
           Lever("drivers.war_demand", low=0.1, high=0.9), Lever("grievance", low=0.1, high=0.5))


def study(design: Design, worlds: int, variants: tuple[str, ...] = ("lift",), sets: tuple[str, ...] = SHORT) -> Study:
    return Study.of(load(STORY, sets), design, worlds, 7, variants)


def same_as_the_run(asked: Study, played: PointsPlayed, point: int, sets: tuple[str, ...] = SHORT) -> None:
    """Hold a point beside the run with its settings."""
    story = load(STORY, (*sets, *asked.settings(point)))
    own = next((lever.values[int(asked.design.values["variant"][point])] for lever in asked.design.levers if lever.name == "variant"), "")
    wanted = (own,) if own else asked.variants
    chosen = tuple(replace(plan, name=SWEPT if own else plan.name) for plan in plans(story) if plan.name in wanted)
    measures = Measures(read_outcomes(story.outcomes, story.start, story.months))
    run = simulate(chosen, worlds=asked.worlds, seed=asked.seed, outcomes=measures, keep_worlds=True)
    row = played.points.index(point)
    for variant in asked.variants:
        for outcome in asked.outcomes:
            assert np.array_equal(run.outcomes[variant][outcome.name], played.outcomes[variant][outcome.name][row]), (variant, outcome.name)
        path = run.paths[variant].mean(axis=2).astype(np.float32)
        assert np.array_equal(path, played.paths[variant][row, :, : path.shape[1]], equal_nan=True), variant
        assert np.isnan(played.paths[variant][row, :, path.shape[1] :]).all()


def test_a_point_is_the_run_with_its_values() -> None:
    asked = study(sobol(NUMBERS, 4, 1), 7, ("hold", "lift"))
    played = play_points(asked, range(4))
    assert not played.failures
    for point in range(4):
        same_as_the_run(asked, played, point)


@pytest.mark.parametrize("worlds", [1, 501])
def test_so_it_is_with_one_world_and_with_more_than_a_block(worlds: int) -> None:
    asked = study(sobol(NUMBERS[:2], 2, 1), worlds, sets=("time.months=3",))
    same_as_the_run(asked, play_points(asked, range(2)), 1, ("time.months=3",))


VARIED = {
    "postures": ("seoul.posture=[align, accommodate]",),
    "structures": ("seoul.hedging=[{posture: align}, {posture: {align: 0.6, accommodate: 0.4}}, {posture: align, indirect_balancing: 0.2}]",),
    "doctrines crossed with a number": ("washington.doctrine=[strategic, scripted]", "drivers.war_demand=0.2..0.7"),
    "a mechanism": ("mechanisms.M5=all",),
    "variants": ("variant=[hold, by_chance]", "grievance=0.2..0.4"),
    "numbers one by one": ("beijing.reward=[0.2, 0.4]", "seoul.rhetoric=0.2..0.8 step 0.3"),
    "a number beside a word": ("beijing.pressure.culture=[0.2, chosen, 0.6]",),
    "a date": ("variants.exchange.events.Seoul gives way on missile defence.on=[2026-04, 2026-06]",),
    "the length of the story": ("time.months=4..8 step 2",),
    "the start of the story": ("time.start=[2026-02, 2026-05]",),
    "the share of a mixture": ("seoul.posture=[{align: 0.2, accommodate: 0.8}, {align: 0.9, accommodate: 0.1}]",),
    "a number that all worlds share": ("choice.decision_interval=[2, 5]", "beijing.reward=0.1..0.9"),
    "the noise": ("parameters.noise=0.5..1.5",),
    "a chance": ("variants.by_chance.events.Seoul joins a statement on Taiwan.chance=0.2..0.9",),
    "where parameters come from": ("parameters.ensemble=[fixed, wide]",),
}


@pytest.mark.parametrize("vary", VARIED.values(), ids=VARIED)
def test_a_lever_of_any_kind_is_what_set_makes_of_it(vary: tuple[str, ...]) -> None:
    sets = ("time.months=6",)
    story = load(STORY, sets)
    asked = Study.of(story, designed(story, vary, samples=2), 3, 7)
    played = play_points(asked, range(len(asked)))
    assert not played.failures
    for point in range(len(asked)):
        same_as_the_run(asked, played, point, sets)


def test_parts_agree_too_where_a_lever_of_one_is_left_alone_in_the_other() -> None:
    one = "{vary: {beijing.reward: 0.2..0.8, seoul.posture: [align, accommodate]}, samples: 2}"
    two = "{points: [{grievance.decay_months: 9, beijing.reward: 0.4}, {grievance.decay_months: 20, beijing.reward: 0.3}]}"
    sets = (f"sweep={{parts: {{one: {one}, two: {two}}}}}", "time.months=5")
    story = load(STORY, sets)
    asked = Study.of(story, designed(story), 3, 7, ("lift",))
    played = play_points(asked, range(len(asked)))
    assert len(asked) == 6 and sorted(len(asked.settings(point)) for point in range(6)) == [2] * 6
    for point in range(6):
        same_as_the_run(asked, played, point, sets)


def test_every_parameter_of_the_sensitivity_set_can_be_a_lever() -> None:
    story = load(STORY, ("time.months=8",))
    asked = Study.of(story, designed(story, ["parameters=plausible"], samples=3), 3, 7, ("lift",))
    assert set(asked.design.values) == set(sensitivity_set()) and not asked.by_value
    played = play_points(asked, range(3))
    for point in range(3):
        same_as_the_run(asked, played, point, ("time.months=8",))


def test_numbers_do_not_depend_on_how_points_are_cut_into_tasks() -> None:
    story = load(STORY, ("time.months=4",))
    asked = Study.of(story, designed(story, ["seoul.posture=[align, accommodate]", "beijing.reward=0..1"], samples=5), 4, 7, ("lift",))
    whole = play_points(asked, range(10))
    for cut in (range(0, 3), range(3, 4), range(4, 10)):
        part = play_points(asked, cut)
        rows = slice(cut.start, cut.stop)
        assert np.array_equal(whole.paths["lift"][rows], part.paths["lift"], equal_nan=True)
        assert all(np.array_equal(whole.outcomes["lift"][name][rows], values) for name, values in part.outcomes["lift"].items())


def test_points_share_the_chance_of_their_worlds() -> None:
    alone, side = Shocks(5, 3, 4), PointShocks(5, 3, 4, {"x": np.array([0.1, 0.2])}, 2)
    assert np.array_equal(side.normal("noise", 7, 3), np.tile(alone.normal("noise", 7, 3), 2))
    assert np.array_equal(side.uniform("crisis", 2), np.tile(alone.uniform("crisis", 2), 2))
    assert side.worlds.tolist() == [3, 4, 5, 6, 3, 4, 5, 6] and side.count == 8
    varied = Varied(0.1, 0.2, lever="x")
    assert np.asarray(varied.draw(side)).tolist() == [0.1] * 4 + [0.2] * 4
    assert not varied.fixed and isinstance(varied, Amount)
