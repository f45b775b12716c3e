"""One task of a run: a block of neighbouring worlds, played through every variant with the same chance."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from sim.engine.capital import own_line
from sim.engine.tally import Tally
from sim.engine.theatre import Casting, Theatre
from sim.rules.recorded import quantities
from sim.world.crossed import Beside, CrossedShocks
from sim.world.parameters import Parameters
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks
from sim.world.trajectory import Trajectory

BLOCK = 500
"""Worlds in a block: enough to bury the cost of a numpy call, few enough for the cache. Fixed, so that results do not depend on workers."""

Outcomes = Callable[[Plan, Trajectory], dict[str, Array]]
"""Reads the outcomes of every world off a trajectory: name -> `[world]`."""


class Company(Protocol):
    """The worlds that are played beside those of the blocks, and who plays the capitals there."""

    @property
    def casting(self) -> Casting:
        """Who plays a capital, in the worlds of the block as well."""

    def beside(self, first: int, count: int) -> Beside | None:
        """The worlds beside a block; None for none."""


@dataclass(frozen=True)
class Task:
    """What a worker needs to play any block of a run."""

    plans: tuple[Plan, ...]
    seed: int
    outcomes: Outcomes
    agents: Casting = field(default_factory=dict)
    keep_worlds: bool = False
    company: Company | None = None


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
    """What a block hands back. A variant that failed is missing from the tallies and has a row in `failures`.

    `beside` holds the outcomes of the worlds beside the block, variant -> outcome -> `[extra]`; they stand nowhere else.
    """

    first: int
    count: int
    tallies: dict[str, Tally] = field(default_factory=dict)
    differences: dict[str, Tally] = field(default_factory=dict)
    outcomes: dict[str, dict[str, Array]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    design: dict[str, Array] = field(default_factory=dict)
    paths: dict[str, Array] = field(default_factory=dict)
    beside: dict[str, dict[str, Array]] = field(default_factory=dict)

    def outcome(self, variant: str, name: str) -> Array:
        """An outcome in each world of the block; NaN where the variant failed."""
        return self.outcomes.get(variant, {}).get(name, np.full(self.count, np.nan))


def play_block(task: Task, first: int, count: int) -> BlockResult:
    """Play worlds `first` to `first + count - 1` through every variant; the first plan is the baseline.

    A world beside the block that fails does not harm it: the block is played again by itself.
    """
    beside = task.company.beside(first, count) if task.company else None
    if task.company is None or beside is None:
        return play_worlds(task, first, count)
    result = play_worlds(replace(task, agents=dict(task.company.casting) | task.agents), first, count, beside)
    return play_worlds(task, first, count) if result.failures else result


def play_worlds(task: Task, first: int, count: int, beside: Beside | None = None) -> BlockResult:
    """Play a block, with the worlds beside it where there are any."""
    result = BlockResult(first, count)
    shocks = Shocks(task.seed, first, count, keep=len(task.plans) > 1)
    if beside is not None:
        shocks = CrossedShocks(shocks, beside)
    baseline: Array | None = None
    for place, plan in enumerate(task.plans):
        values = play_variant(task, plan, shocks, result)
        if values is None:
            continue
        if place == 0:
            baseline = values
        elif baseline is not None:
            reach = spans()[1] - spans()[0]
            result.differences[plan.name] = Tally.of(values, -reach, reach, minus=baseline)
    return result


def play_variant(task: Task, plan: Plan, shocks: Shocks, result: BlockResult) -> Array | None:
    """Play one variant of the block and write down what is kept; returns the paths of its worlds, None where it failed."""
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
    values = trajectory.values[..., : result.count]
    result.tallies[plan.name] = Tally.of(values, *spans())
    result.outcomes[plan.name] = {name: found[: result.count] for name, found in outcomes.items()}
    if shocks.count > result.count:
        result.beside[plan.name] = {name: found[result.count :] for name, found in outcomes.items()}
    if plan is task.plans[0]:
        result.design = {name: drawn[: result.count] for name, drawn in sampled(theatre.situation.base).items()}
    if task.keep_worlds:
        result.paths[plan.name] = values
    return values


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
