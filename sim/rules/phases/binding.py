"""What the story imposes on instruments this month: schedules, conditions and clamps, as levels, floors and caps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.rules.phases.events import lasting_on_instruments
from sim.rules.played import Level, applied
from sim.rules.situation import NEVER, Bindings, Situation
from sim.world.actors import instrument_layout
from sim.world.plan import Steering

RANKS = ("schedule", "condition", "event", "clamp")
"""What wins over what: a later one over an earlier one."""


def play(situation: Situation) -> None:
    """Collect what binds the instruments; None where nothing does."""
    steering = situation.plan.steering
    if not steering and not any(lasting_on_instruments(situation)):
        situation.bindings = None
        return
    shape = (len(instrument_layout().rows), situation.worlds)
    bindings = Bindings(np.full(shape, np.nan), np.zeros(shape), np.ones(shape))
    for rank in RANKS:
        for place, entry in enumerate(steering):
            if entry.rank == rank:
                impose(situation, bindings, place, entry)
        if rank == "event":
            bend(situation, bindings)
    situation.bindings = bindings


def impose(situation: Situation, bindings: Bindings, place: int, entry: Steering) -> None:
    """One schedule, condition or clamp, in the worlds where it holds."""
    level = situation.steering_paths[place].at(situation.month)
    mask = holding(situation, place, entry)
    if level is None or not mask.any():
        return
    table = {"set": bindings.fixed, "floor": bindings.floor, "cap": bindings.cap}[entry.verb]
    row = instrument_layout().row(entry.instrument)
    table[row] = np.where(mask, level, table[row])


def holding(situation: Situation, place: int, entry: Steering) -> NDArray[np.bool_]:
    """Where an entry holds now; one with a condition holds from when that came true until its end."""
    if entry.when is None and entry.on is None:
        return np.ones(situation.worlds, dtype=bool)
    since, last = situation.steered_since[place], situation.trajectory.length - 1
    if entry.on is not None:
        starts = situation.happened[entry.on] == situation.month
    else:
        starts = entry.when.holds(situation.trajectory, last) if last >= 0 else np.zeros(situation.worlds, dtype=bool)
    since = np.where((since == NEVER) & starts, situation.month, since)
    if entry.months is not None:
        since = np.where(situation.month - since >= entry.months, NEVER, since)
    elif entry.until is not None and last >= 0:
        ends = entry.until.holds(situation.trajectory, last) & (since < situation.month)
        since = np.where(ends, NEVER, since)
    situation.steered_since[place] = since
    return np.asarray(since != NEVER)


def bend(situation: Situation, bindings: Bindings) -> None:
    """Events of limited duration: they bend a level that the story fixes (a free target is bent by the movement)."""
    for row, verb, amount, mask in lasting_on_instruments(situation):
        fixed = bindings.fixed[row]
        bindings.fixed[row] = np.where(mask, bent(fixed, verb, amount), fixed)


def bent(levels: NDArray[np.float64], verb: str, amount: Level) -> NDArray[np.float64]:
    """Levels after an event, inside 0 to 1; a free level (NaN) stays free."""
    return np.where(np.isnan(levels), levels, np.clip(applied(verb, levels, amount), 0.0, 1.0))
