"""What a capital expects of each posture: the same transition, played ahead without chance, other capitals standing still.

The candidates are laid out as extra worlds: candidate k of n worlds is worlds k*n to (k+1)*n - 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.rules.derived import Derived
from sim.rules.month import Month
from sim.rules.situation import Situation
from sim.rules.transition import advance
from sim.rules.utilities import utility
from sim.world.actors import actor, rows_of_capital
from sim.world.rows import Array
from sim.world.state import Instruments


def expected_utility(situation: Situation, capital: str, worlds: NDArray[np.intp]) -> Array:
    """The discounted mean utility of every item of the menu, `[item, world]`, for the worlds asked for.

    Instruments move toward the item with inertia `1 - (1 - inertia * capacity)^step`; then `step` months pass; and again.
    Drivers stay at this month's values, the story's bindings at theirs; a running crisis counts down; nothing new happens.
    """
    menu, rows, p = actor(capital), rows_of_capital(capital), situation.base.choice
    copies, step = len(menu.menu), float(p.look_ahead_step)
    state, parameters = situation.state.take(worlds).tile(copies), situation.parameters.take(worlds).tile(copies)
    drivers, instruments = situation.drivers.take(worlds).tile(copies), situation.instruments.take(worlds).tile(copies)
    bindings = situation.bindings.take(worlds, copies) if situation.bindings else None
    goal = candidates(situation, capital, worlds)
    share = closed(getattr(parameters, capital).inertia, state.policy_capacity if capital == "seoul" else 1.0, step)
    value, weight = np.zeros(state.worlds), 0.0
    for number in range(1, int(p.look_ahead_steps) + 1):
        levels = instruments.values.copy()
        levels[rows] += share * (goal - levels[rows])
        if bindings is not None:
            levels[rows] = bindings.bind(levels[rows], rows)
        instruments = Instruments(instruments.layout, levels)
        month = Month(instruments, drivers, parameters, Derived(state, instruments, drivers, parameters), step)
        state = advance(state, month, situation.plan.mechanisms_off)
        state = state.merged({"crisis_months": np.maximum(state.crisis_months - step, 0)})
        seen = Month(instruments, drivers, parameters, Derived(state, instruments, drivers, parameters), step)
        discount = float(p.monthly_discount) ** (step * number)
        value, weight = value + discount * utility(capital, state, seen), weight + discount
    return (value / weight).reshape(copies, len(worlds))


def candidates(situation: Situation, capital: str, worlds: NDArray[np.intp]) -> Array:
    """The targets of every item of the menu side by side, `[instrument, item * world]`; the last keeps the current ones."""
    menu = actor(capital)
    held = situation.targets.values[rows_of_capital(capital)][:, worlds]
    postures = [np.broadcast_to(menu.posture(name), held.shape) for name in menu.postures]
    return np.concatenate([*postures, held], axis=1)


def closed(inertia: Array | float, capacity: Array | float, months: float) -> Array | float:
    """The share of a gap that is closed in some months at a monthly pace of `inertia * capacity`."""
    return 1 - (1 - inertia * capacity) ** months
