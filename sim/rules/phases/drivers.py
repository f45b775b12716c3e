"""What comes from outside: the drivers take their dated levels, and events in force bend drivers and parameters."""

from __future__ import annotations

import numpy as np

from sim.rules.phases.effects import Mask, in_force
from sim.rules.played import Level, applied
from sim.rules.situation import Situation
from sim.world.parameters import Value
from sim.world.state import Drivers, driver_layout


def play(situation: Situation) -> None:
    """Drivers at this month's point of their dated paths; effects of events on drivers and parameters laid over them."""
    values = np.empty((len(driver_layout().rows), situation.worlds))
    for row, name in enumerate(driver_layout().rows):
        level = situation.driver_paths[name].at(situation.month)
        values[row] = 0.0 if level is None else level
    changed: dict[str, Value] = {}
    for name, verb, amount, mask in in_force(situation, ("drivers.", "parameters.")):
        kind, _, target = name.partition(".")
        if kind == "drivers":
            row = driver_layout().row(target)
            values[row] = np.where(mask, applied(verb, values[row], amount), values[row])
        else:
            changed[target] = bent(changed.get(target, situation.base.value(target)), verb, amount, mask)
    situation.drivers = Drivers(driver_layout(), values)
    situation.parameters = situation.base.changed(changed) if changed else situation.base


def bent(value: Value, verb: str, amount: Level, mask: Mask) -> Value:
    """A parameter under an event: per world, since the event may have happened in some worlds only."""
    old = np.asarray(value, dtype=float) + np.zeros(mask.shape)
    return np.where(mask, applied(verb, old, amount), old)
