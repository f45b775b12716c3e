"""A point of a sweep is the run with its values set, bit for bit, whatever lies beside it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.simulate import simulate
from sim.experiments.outcomes import Measures, read_outcomes
from sim.experiments.sweep.design import Design, sobol
from sim.experiments.sweep.levers import Lever
from sim.experiments.sweep.play import PointsPlayed, play_points
from sim.experiments.sweep.study import Study
from sim.scenario import load
from sim.scenario.build import plans

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
    chosen = tuple(plan for plan in plans(story) if plan.name in asked.variants)
    measures = Measures(read_outcomes(story.outcomes, story.start, story.months))
    run = simulate(chosen, worlds=asked.worlds, seed=asked.seed, outcomes=measures, keep_worlds=True)
    row = played.points.index(point)
    for variant in asked.variants:
        for outcome in asked.outcomes:
            assert np.array_equal(run.outcomes[variant][outcome.name], played.outcomes[variant][outcome.name][row]), (variant, outcome.name)
        path = run.paths[variant].mean(axis=2).astype(np.float32)
        assert np.array_equal(path, played.paths[variant][row, :, : path.shape[1]], equal_nan=True), variant


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
