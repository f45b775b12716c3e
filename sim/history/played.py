"""Plays a suite's story and keeps what was observed alone: a value per world for every figure, as it would be measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from sim.engine.blocks import BLOCK
from sim.engine.simulate import simulate
from sim.engine.workers import spread
from sim.experiments.outcomes import Outcome, read_outcomes
from sim.experiments.run import failed, processes
from sim.history.nulls import null_plans
from sim.history.observation import Link, address, as_observed, over_months
from sim.history.series import Figure
from sim.history.suite import Suite
from sim.scenario.build import plans
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks
from sim.world.trajectory import Trajectory

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Forecast:
    """What the worlds of one mode say: of every figure as it would be measured, `[world]`, and how likely each outcome is."""

    name: str
    values: Mapping[Figure, Array]
    chances: Mapping[str, float]
    worlds: int


@dataclass(frozen=True)
class Measured:
    """What is read off a block of worlds: the quantities behind every figure, over its months, and the outcomes whose end is known."""

    figures: Mapping[Figure, Link]
    outcomes: tuple[Outcome, ...] = ()

    def __call__(self, plan: Plan, trajectory: Trajectory) -> dict[str, Array]:
        """Quantities and outcomes in each world of the block, by address and by name."""
        read: dict[str, Array] = {}
        for figure, link in self.figures.items():
            parts = over_months(link, trajectory.names, trajectory.values, plan.start, figure)
            read |= {address(figure, quantity): value for quantity, value in parts.items()}
        return read | {outcome.name: outcome.measure(trajectory) for outcome in self.outcomes}


def scored(suite: Suite) -> dict[Figure, Link]:
    """Every figure of a suite that a window holds, with what it measures."""
    return {figure: part.links[figure.series] for part in suite.parts for window in suite.windows.values() for figure in part.within(window)}


def measured(suite: Suite) -> Measured:
    """What a suite needs of its story."""
    asked = {name: suite.story.outcomes[name] for name in suite.happened}
    return Measured(scored(suite), read_outcomes(asked, suite.story.start, suite.story.months))


def mode_plans(suite: Suite, modes: tuple[str, ...]) -> tuple[Plan, ...]:
    """The plan of each mode."""
    by_name = {plan.name: plan for plan in plans(suite.story)}
    return tuple(by_name[suite.modes[mode]] for mode in modes)


def play_modes(suite: Suite, modes: tuple[str, ...], worlds: int, jobs: int | None, progress: Progress | None) -> list[Forecast]:
    """What the worlds say in each mode; the same worlds in all modes."""
    chosen = mode_plans(suite, modes)
    apart = tuple({plan.name: plan for plan in chosen}.values())
    by_variant = {found.name: found for found in play(suite, apart, worlds, jobs or processes(worlds), progress)}
    return [replace(by_variant[suite.modes[mode]], name=mode) for mode in modes]


def play(suite: Suite, chosen: tuple[Plan, ...], worlds: int, jobs: int, progress: Progress | None = None) -> list[Forecast]:
    """What the worlds of some plans say; raises `RunError` where one could not be played."""
    needed = measured(suite)
    played = simulate(chosen, worlds=worlds, seed=suite.seed, outcomes=needed, jobs=jobs, progress=progress)
    if played.failures:
        raise failed(played.failures)
    return [forecast(suite, name, read, played.worlds) for name, read in played.outcomes.items()]


def forecast(suite: Suite, name: str, read: Mapping[str, Array], worlds: int) -> Forecast:
    """What was read, as it could have been observed: with the same errors in every mode."""
    values = as_observed(scored(suite), read, Shocks(suite.seed, 0, worlds))
    return Forecast(name, values, {outcome: float(np.mean(read[outcome])) for outcome in suite.happened}, worlds)


def play_nulls(suite: Suite, mode: str, worlds: int, jobs: int | None, progress: Progress | None) -> list[Forecast]:
    """What the worlds of each null model of a mode say; several null models are played side by side."""
    chosen = null_plans(mode_plans(suite, (mode,))[0], suite.nulls)
    found: list[Forecast] = []
    with spread(partial(play_one, suite, chosen, worlds), jobs or processes(BLOCK * len(chosen))) as started:
        for done, forecasts in enumerate(started(range(len(chosen))), start=1):
            found += forecasts
            if progress:
                progress(done, len(chosen))
    return found


def play_one(suite: Suite, chosen: tuple[Plan, ...], worlds: int, place: int) -> list[Forecast]:
    """One of several plans."""
    return play(suite, (chosen[place],), worlds, 1)
