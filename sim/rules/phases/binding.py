"""What the story imposes on instruments this month: doctrines of their own; schedules, conditions and clamps, as levels, floors and caps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.rules.phases.choosing import follow_apart
from sim.rules.phases.effects import on_instruments
from sim.rules.played import Level, applied
from sim.rules.situation import NEVER, Bindings, Situation
from sim.world.actors import instrument_layout
from sim.world.plan import Steering

RANKS = ("schedule", "condition", "event", "clamp")
"""What wins over what: a later one over an earlier one."""


def play(situation: Situation) -> None:
    """Let instruments follow doctrines of their own; collect what binds the levels, None where nothing does."""
    if situation.plan.apart:
        follow_apart(situation)
    steering = situation.plan.steering
    if not steering and not any(effect.lasting for effect, *_ in on_instruments(situation, "level")):
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
    tighten(bindings, instrument_layout().row(entry.instrument), entry.verb, level, mask)


def tighten(bindings: Bindings, row: int, verb: str, level: Level, mask: NDArray[np.bool_]) -> None:
    """Fix a level, raise a floor or lower a cap; of two floors the higher holds, of two caps the lower, and a cap wins over a floor."""
    if verb == "set":
        bindings.fixed[row] = np.where(mask, level, bindings.fixed[row])
    elif verb == "floor":
        bindings.floor[row] = np.where(mask, np.maximum(bindings.floor[row], level), bindings.floor[row])
    else:
        bindings.cap[row] = np.where(mask, np.minimum(bindings.cap[row], level), bindings.cap[row])


def holding(situation: Situation, place: int, entry: Steering) -> NDArray[np.bool_]:
    """Where an entry holds now; one with a condition holds from when that came true until its end.

    A condition that is true again, or still, when its months are over begins anew without a gap.
    """
    if entry.when is None and entry.on is None:
        return np.ones(situation.worlds, dtype=bool)
    since, last = situation.steered_since[place], situation.trajectory.length - 1
    if entry.on is not None:
        starts = situation.happened[entry.on] == situation.month
    else:
        starts = entry.when.holds(situation.trajectory, last) if last >= 0 else np.zeros(situation.worlds, dtype=bool)
    if entry.months is not None:
        since = np.where(situation.month - since >= entry.months, NEVER, since)
    since = np.where((since == NEVER) & starts, situation.month, since)
    if entry.until is not None and last >= 0:
        ends = entry.until.holds(situation.trajectory, last) & (since < situation.month)
        since = np.where(ends, NEVER, since)
    situation.steered_since[place] = since
    return np.asarray(since != NEVER)


def bend(situation: Situation, bindings: Bindings) -> None:
    """Events: what they do to a target bends a level that the story fixes; what they hold a level to binds it while it lasts."""
    for effect, row, amount, mask in on_instruments(situation, "target"):
        fixed = bindings.fixed[row]
        held = np.clip(applied(effect.verb, fixed, amount), 0.0, 1.0)
        bindings.fixed[row] = np.where(mask & ~np.isnan(fixed), held, fixed)
    for effect, row, amount, mask in on_instruments(situation, "level"):
        if effect.lasting:
            tighten(bindings, row, effect.verb, amount, mask)
