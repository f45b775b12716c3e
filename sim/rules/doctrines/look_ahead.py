"""What a capital expects of each posture: the same transition, played ahead without chance, other capitals standing still.

The candidate postures are an axis of their own before the worlds. What no candidate touches has one row there,
so that, say, the trade that Tokyo cannot move is played ahead once and not once for each of Tokyo's postures.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.rules.derived import Derived
from sim.rules.doctrines.decision import apart
from sim.rules.month import Month
from sim.rules.phases.effects import bent
from sim.rules.situation import Bindings, Situation
from sim.rules.transition import Foreseen
from sim.rules.utilities import utility
from sim.world.actors import actor, rows_of_capital
from sim.world.parameters import Parameters
from sim.world.rows import Array
from sim.world.state import Drivers, Instruments, State


def expected_utility(situation: Situation, capital: str, worlds: NDArray[np.intp]) -> Array:
    """The discounted mean utility of every item of the menu, `[item, world]`, for the worlds asked for.

    Instruments move toward the item with inertia `1 - (1 - inertia * capacity)^step`; then `step` months pass; and again.
    Drivers stay at this month's values, the story's bindings and events at theirs; a running crisis counts down; nothing new happens.
    """
    p, off = situation.base.choice, situation.plan.mechanisms_off
    step, count = float(p.look_ahead_step), int(p.look_ahead_steps)
    ahead = Ahead(situation, capital, worlds, step)
    state: State = situation.state.take(worlds).spread()
    value, weight = np.zeros(1), np.zeros(1)
    for number in range(1, count + 1):
        instruments = ahead.moved(state)
        clocks = {"crisis_months": np.maximum(state.crisis_months - step, 0), "windfall": np.zeros((1, 1))}
        state = Foreseen(state, ahead.month(state, instruments), off, clocks)
        discount = ahead.parameters.choice.monthly_discount ** (step * number)
        value = value + discount * utility(capital, state, ahead.month(state, instruments))
        weight = weight + discount
    return np.broadcast_to(value / weight, (len(actor(capital).menu), len(worlds)))


class Ahead:
    """What stays the same while a capital looks ahead, and its own instruments, `[instrument, candidate, world]`."""

    def __init__(self, situation: Situation, capital: str, worlds: NDArray[np.intp], step: float) -> None:
        self.capital, self.step, self.rows = capital, step, rows_of_capital(capital)
        self.parameters: Parameters = situation.parameters.take(worlds).spread()
        self.drivers: Drivers = situation.drivers.take(worlds).spread()
        self.others: Instruments = situation.instruments.take(worlds).spread()
        self.own: Array = situation.instruments.values[self.rows][:, None, worlds]
        self.last: Derived | None = None
        self.goal = candidates(situation, capital, worlds)
        self.bindings: Bindings | None = situation.bindings.take(worlds, self.rows) if situation.bindings else None

    def moved(self, state: State) -> Instruments:
        """The instruments after one step toward each candidate, as far as the story lets them."""
        inertia = getattr(self.parameters, self.capital).inertia
        self.own = self.own + closed(inertia, state.policy_capacity if self.capital == "seoul" else 1.0, self.step) * (self.goal - self.own)
        if self.bindings is not None:
            self.own = self.bindings.bind(self.own)
        return self.others.merged(self.own_fields())

    def own_fields(self) -> dict[str, Array]:
        """The capital's own instruments by their names in code."""
        fields = {}
        for instrument in actor(self.capital).instruments:
            slot, first = self.others.layout.slots[instrument.name], self.rows.start
            place = slice(slot.start - first, slot.stop - first) if isinstance(slot, slice) else slot - first
            fields[instrument.name] = self.own[place]
        return fields

    def month(self, state: State, instruments: Instruments) -> Month:
        """A step of the look-ahead as rules read it."""
        derived = Derived(state, instruments, self.drivers, self.parameters)
        if self.last is not None:
            derived.knowing(self.last)
        self.last = derived
        return Month(instruments, self.drivers, self.parameters, derived, self.step)


def candidates(situation: Situation, capital: str, worlds: NDArray[np.intp]) -> Array:
    """The targets of every item of the menu, `[instrument, item, world]`; the last, and rows with a doctrine of their own, keep the current ones."""
    menu = actor(capital)
    rows = rows_of_capital(capital)
    held = situation.targets.values[rows][:, worlds]
    targets = np.stack([*(np.broadcast_to(menu.posture(name), held.shape) for name in menu.postures), held], axis=1)
    for row in apart(situation, capital):
        targets[row] = held[row]
    return bent(situation, targets, rows, worlds)


def closed(inertia: Array | float, capacity: Array | float, months: float) -> Array | float:
    """The share of a gap that is closed in some months at a monthly pace of `inertia * capacity`."""
    return 1 - (1 - inertia * capacity) ** months
