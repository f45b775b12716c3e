"""Plays a story over its fitting window with parameter sets of its own in every world, and keeps what could have been observed alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from sim.engine.simulate import simulate
from sim.errors import UsageError
from sim.experiments.run import failed
from sim.history.observation import Link, as_observed
from sim.history.played import Measured, mode_plans
from sim.history.series import Figure
from sim.history.suite import Suite
from sim.world.parameter_sets import ParameterSets
from sim.world.plan import Plan
from sim.world.rows import Array
from sim.world.shocks import Shocks

Progress = Callable[[int, int], None]

FIT = "fit"
"""The window that parameters are fitted to."""


def window_of(suite: Suite) -> tuple[int, int]:
    """The first and the last month that parameters are fitted to; raises `UsageError` where a suite has none."""
    if FIT not in suite.windows:
        remedy = "say which months parameters may know: fit: {from: 2016-01, until: 2019-12}"
        raise UsageError(f"the suite {suite.name} has no window `{FIT}`", remedy=remedy)
    return suite.windows[FIT]


def mode_of(suite: Suite) -> str:
    """The mode that is fitted where none is named: that of the gate, else the last."""
    return suite.gate.mode if suite.gate else [*suite.modes][-1]


def shortened(suite: Suite, mode: str) -> Plan:
    """The plan of a mode up to the end of the fitting window: nothing later is played."""
    plan = mode_plans(suite, (mode,))[0]
    return replace(plan, months=window_of(suite)[1] - plan.start + 1)


def with_sets(plan: Plan, sets: ParameterSets) -> Plan:
    """The same plan with each world's parameters from sets."""
    return replace(plan, parameters=replace(plan.parameters, name=sets.name, jitter=0.0, sets=sets))


def play(plan: Plan, asked: Mapping[Figure, Link], worlds: int, seed: int, *, jobs: int = 1, progress: Progress | None = None) -> Array:
    """Every figure as it could have been observed in each world, `[figure, world]`; raises `RunError` where a block could not be played."""
    played = simulate((plan,), worlds=worlds, seed=seed, outcomes=Measured(asked), jobs=jobs, progress=progress)
    if played.failures:
        raise failed(played.failures)
    return np.stack([*as_observed(asked, played.outcomes[plan.name], Shocks(seed, 0, worlds)).values()])
