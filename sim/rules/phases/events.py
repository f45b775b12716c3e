"""Events happen: on their date, by chance, with a hazard, or when a sentence comes true; their effects land."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.rules.played import Level, PlayedEvent, applied
from sim.rules.situation import NEVER, Situation
from sim.world.actors import instrument_layout
from sim.world.plan import Effect
from sim.world.rows import Rows
from sim.world.state import field_bounds, field_of, state_layout

Mask = NDArray[np.bool_]
Table = TypeVar("Table", bound=Rows)


def play(situation: Situation) -> None:
    """Every event that is due happens; effects on the state and on instruments' targets land, or are taken back."""
    for played in situation.events:
        name = played.event.name
        happens = due(situation, played)
        situation.happened[name] = np.where(happens, situation.month, situation.happened[name])
        for effect, amount in played.effects():
            since = situation.month - situation.happened[name] - effect.delay
            land(situation, effect, amount, since)


def due(situation: Situation, played: PlayedEvent) -> Mask:
    """In which worlds an event happens this month."""
    event, month = played.event, situation.month
    if played.due is not None:
        return np.asarray(played.due == month)
    if not (event.first or NEVER) <= month <= (event.last or -NEVER):
        return np.zeros(situation.worlds, dtype=bool)
    fresh = (situation.happened[event.name] == NEVER) | (not event.once)
    if event.when is not None:
        last = situation.trajectory.length - 1
        return np.asarray(fresh & event.when.holds(situation.trajectory, last)) if last >= 0 else np.zeros(situation.worlds, dtype=bool)
    return np.asarray(fresh & (situation.shocks.uniform(f"event.{event.name}.hazard", month) < played.hazard))


def land(situation: Situation, effect: Effect, amount: Level, since: NDArray[np.int64]) -> None:
    """One effect on a state or a target: when it begins, while it lasts, and when it ends; `since` in months, `[world]`."""
    begins = since == 0
    if effect.name in state_layout().rows:
        change_state(situation, effect, amount, since)
    elif effect.name in instrument_layout().rows and begins.any():
        if effect.at == "level":
            situation.instruments = changed(situation.instruments, effect, amount, begins)
        elif effect.months is None:
            situation.targets = changed(situation.targets, effect, amount, begins)


def change_state(situation: Situation, effect: Effect, amount: Level, since: NDArray[np.int64]) -> None:
    """A state changes once; with a duration, a sum or factor is taken back at the end and the rest holds meanwhile."""
    lasting = effect.months is not None
    holds = lasting and effect.verb in ("set", "floor", "cap")
    active = (since >= 0) & (since < (effect.months or 1)) if holds else since == 0
    if active.any():
        if effect.verb == "add":
            offend(situation, effect, amount, active)
        situation.state = changed(situation.state, effect, amount, active)
    ends = since == (effect.months or NEVER)
    if lasting and not holds and ends.any():
        undo = -np.asarray(amount) if effect.verb == "add" else 1.0 / np.asarray(amount)
        situation.state = changed(situation.state, effect, undo, ends)


def changed(table: Table, effect: Effect, amount: Level, mask: Mask) -> Table:
    """A table with one row changed by an effect where the mask says so, within the row's bounds."""
    row = table.layout.row(effect.name)
    low, high = field_bounds()[field_of(effect.name)] if table.layout is state_layout() else (0.0, 1.0)
    values = table.values.copy()
    values[row] = np.where(mask, np.clip(applied(effect.verb, values[row], amount), low, high), values[row])
    return type(table)(table.layout, values)


def offend(situation: Situation, effect: Effect, amount: Level, mask: Mask) -> None:
    """An event that raises a seam toward Washington offends Beijing at once.

    `grievance += (1 - grievance) * min(abrupt_move_sensitivity * beijing_salience * rise, 1)`.
    """
    block = effect.name.partition(".")[0]
    if block != "seams" or situation.off("M13"):
        return
    p, state = situation.parameters, situation.state
    row = state_layout().row(effect.name) - state_layout().row("seams.taiwan")
    salience = p.policy_seams.beijing_salience[row]
    offence = np.minimum(p.grievance.abrupt_move_sensitivity * salience * np.maximum(amount, 0.0), 1.0)
    situation.state = state.merged({"grievance": state.grievance + np.where(mask, (1 - state.grievance) * offence, 0.0)})


def in_force(situation: Situation, kinds: tuple[str, ...]) -> Iterator[tuple[str, str, Level, Mask]]:
    """The effects in force this month on names that begin with one of `kinds`: (name, verb, amount, worlds)."""
    for played in situation.events:
        for effect, amount in played.effects():
            if effect.name.startswith(kinds):
                since = situation.month - situation.happened[played.event.name] - effect.delay
                mask = (since >= 0) & (since < (effect.months or -NEVER))
                mask &= situation.happened[played.event.name] != NEVER
                if mask.any():
                    yield effect.name, effect.verb, amount, mask


def lasting_on_instruments(situation: Situation) -> Iterator[tuple[int, str, Level, Mask]]:
    """The effects of limited duration in force this month on instruments: (row, verb, amount, worlds)."""
    for played in situation.events:
        for effect, amount in played.effects():
            if effect.months is not None and effect.at == "target" and effect.name in instrument_layout().rows:
                since = situation.month - situation.happened[played.event.name] - effect.delay
                mask = (since >= 0) & (since < effect.months)
                if mask.any():
                    yield instrument_layout().row(effect.name), effect.verb, amount, mask
