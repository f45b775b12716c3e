"""One task of a run: a block of neighbouring worlds, played through every variant with the same chance."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.engine.capital import own_line
from sim.engine.tally import Tally
from sim.engine.theatre import Casting, Theatre
from sim.rules.recorded import quantities
from sim.world.parameters import Parameters
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks
from sim.world.trajectory import Trajectory

BLOCK = 500
"""Worlds in a block: enough to bury the cost of a numpy call, few enough for the cache. Fixed, so that results do not depend on workers."""

Outcomes = Callable[[Plan, Trajectory], dict[str, Array]]
"""Reads the outcomes of every world off a trajectory: name -> `[world]`."""


@dataclass(frozen=True)
class Task:
    """What a worker needs to play any block of a run."""

    plans: tuple[Plan, ...]
    seed: int
    outcomes: Outcomes
    agents: Casting = field(default_factory=dict)
    keep_worlds: bool = False


@dataclass(frozen=True)
class Failure:
    """A variant of a block that could not be played: what, where, and the seed and worlds to play it again.

    `place` is the line of the user's own class that it came through, `my_file.py:7`; empty where it came through none.
    """

    stage: str
    kind: str
    message: str
    traceback: str
    variant: str
    first_world: int
    count: int
    seed: int
    month: int
    place: str = ""


@dataclass
class BlockResult:
    """What a block hands back. A variant that failed is missing from the tallies and has a row in `failures`."""

    first: int
    count: int
    tallies: dict[str, Tally] = field(default_factory=dict)
    differences: dict[str, Tally] = field(default_factory=dict)
    outcomes: dict[str, dict[str, Array]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    design: dict[str, Array] = field(default_factory=dict)
    paths: dict[str, Array] = field(default_factory=dict)

    def outcome(self, variant: str, name: str) -> Array:
        """An outcome in each world of the block; NaN where the variant failed."""
        return self.outcomes.get(variant, {}).get(name, np.full(self.count, np.nan))


def play_block(task: Task, first: int, count: int) -> BlockResult:
    """Play worlds `first` to `first + count - 1` through every variant; the first plan is the baseline."""
    result = BlockResult(first, count)
    shocks = Shocks(task.seed, first, count, keep=len(task.plans) > 1)
    baseline: Trajectory | None = None
    for place, plan in enumerate(task.plans):
        trajectory = play_variant(task, plan, shocks, result)
        if trajectory is None:
            continue
        if place == 0:
            baseline = trajectory
        elif baseline is not None:
            reach = spans()[1] - spans()[0]
            result.differences[plan.name] = Tally.of(trajectory.values, -reach, reach, minus=baseline.values)
    return result


def play_variant(task: Task, plan: Plan, shocks: Shocks, result: BlockResult) -> Trajectory | None:
    """Play one variant of the block and write down what is kept; None where it failed."""
    theatre: Theatre | None = None
    try:
        theatre = Theatre(plan, shocks, task.agents)
        trajectory = theatre.play()
        outcomes = task.outcomes(plan, trajectory)
    except Exception as error:  # a failed block is a row of the result, not the end of the run
        month = theatre.situation.month if theatre else plan.world
        result.failures.append(failure(error, plan, shocks, month, own_line(error, task.agents.values())))
        return None
    finally:
        if theatre is not None:
            theatre.close()
    result.tallies[plan.name] = Tally.of(trajectory.values, *spans())
    result.outcomes[plan.name] = outcomes
    if plan is task.plans[0]:
        result.design = sampled(theatre.situation.base)
    if task.keep_worlds:
        result.paths[plan.name] = trajectory.values
    return trajectory


def failure(error: Exception, plan: Plan, shocks: Shocks, month: int, place: str) -> Failure:
    """The row of a failure."""
    text = "".join(traceback.format_exception(error))
    return Failure("play", type(error).__name__, str(error), text, plan.name, shocks.first, shocks.count, shocks.seed, month, place)


def spans() -> tuple[Array, Array]:
    """The span of every recorded quantity's histogram, `[quantity]`."""
    entries = quantities().values()
    return np.array([entry.low for entry in entries]), np.array([entry.high for entry in entries])


def sampled(parameters: Parameters) -> dict[str, Array]:
    """The parameters that differ between worlds, by full name."""
    values: Mapping[str, float | Array] = parameters.values
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray) and value.ndim == 1}
