"""Events have their effects: on states and targets at once, on drivers and parameters while they are in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.rules.played import Level, PlayedEvent, applied
from sim.rules.situation import NEVER, Situation
from sim.world.actors import instrument_layout
from sim.world.plan import Effect
from sim.world.rows import Array, Rows
from sim.world.state import State, field_bounds, field_of, state_layout

Mask = NDArray[np.bool_]
Table = TypeVar("Table", bound=Rows)


@dataclass(frozen=True)
class Span:
    """When an effect is in force, per world: from month `first` to the month before `last`."""

    begins: Mask
    active: Mask
    ends: Mask


def play(situation: Situation) -> None:
    """Effects on the state and on instruments' targets land, or are taken back."""
    for played in situation.events:
        for effect, amount in played.effects():
            land(situation, effect, amount, span(situation, played, effect))


def span(situation: Situation, played: PlayedEvent, effect: Effect) -> Span:
    """Where an effect begins, is in force and ends this month; `until` ends it when another event happens after it, if ever."""
    happened, far = situation.happened[played.event.name], -NEVER
    first = np.where(happened == NEVER, far, happened + effect.delay)
    last = first + effect.months if effect.months is not None else np.full_like(first, far)
    if effect.until in situation.happened:
        other = situation.happened[effect.until]
        last = np.minimum(last, np.where(other >= first, other, far))
    month = situation.month
    return Span(first == month, (first <= month) & (month < last), last == month)


def land(situation: Situation, effect: Effect, amount: Level, when: Span) -> None:
    """One effect on a state, a level or a target, where it begins, holds or ends this month."""
    if effect.name in state_layout().rows:
        change_state(situation, effect, amount, when)
    elif effect.name in instrument_layout().rows and when.begins.any():
        if effect.at == "level" and not effect.lasting:
            situation.instruments = changed(situation.instruments, effect, amount, when.begins)
        elif effect.at == "target" and not effect.lasting:
            situation.targets = changed(situation.targets, effect, amount, when.begins)


def change_state(situation: Situation, effect: Effect, amount: Level, when: Span) -> None:
    """A state changes once; with a duration, a sum or factor is taken back at the end and the rest holds meanwhile."""
    holds = effect.lasting and effect.verb in ("set", "floor", "cap")
    active = when.active if holds else when.begins
    if active.any():
        after = changed(situation.state, effect, amount, active)
        situation.state = offended(situation, effect, after)
    if effect.lasting and not holds and when.ends.any():
        situation.state = changed(situation.state, effect, taken_back(effect, amount), when.ends)


def taken_back(effect: Effect, amount: Level) -> Level:
    """The amount that undoes a sum or a factor; a factor of 0 leaves nothing to restore."""
    if effect.verb == "add":
        return -np.asarray(amount)
    factor = np.asarray(amount, dtype=float)
    return np.where(factor == 0, 1.0, 1.0 / np.where(factor == 0, 1.0, factor))


def changed(table: Table, effect: Effect, amount: Level, mask: Mask) -> Table:
    """A table with one row changed by an effect where the mask says so, within the row's bounds."""
    row = table.layout.row(effect.name)
    low, high = field_bounds()[field_of(effect.name)] if table.layout is state_layout() else (0.0, 1.0)
    values = table.values.copy()
    values[row] = np.where(mask, np.clip(applied(effect.verb, values[row], amount), low, high), values[row])
    return type(table)(table.layout, values)


def offended(situation: Situation, effect: Effect, after: State) -> State:
    """An event that raises a seam toward Washington offends Beijing at once.

    `grievance += (1 - grievance) * min(abrupt_move_sensitivity * beijing_salience * rise, 1)`.
    """
    if not effect.name.startswith("seams.") or situation.off("M13"):
        return after
    p, row = situation.parameters, state_layout().row(effect.name)
    salience: Array = p.policy_seams.beijing_salience[row - state_layout().row("seams.taiwan")]
    rise = np.maximum(after.values[row] - situation.state.values[row], 0.0)
    offence = np.minimum(p.grievance.abrupt_move_sensitivity * salience * rise, 1.0)
    return after.merged({"grievance": after.grievance + (1 - after.grievance) * offence})


def in_force(situation: Situation, kinds: tuple[str, ...]) -> Iterator[tuple[str, str, Level, Mask]]:
    """The effects in force this month on names that begin with one of `kinds`: (name, verb, amount, worlds)."""
    for played in situation.events:
        for effect, amount in played.effects():
            if effect.name.startswith(kinds):
                mask = span(situation, played, effect).active
                if mask.any():
                    yield effect.name, effect.verb, amount, mask


def on_instruments(situation: Situation, at: str) -> Iterator[tuple[Effect, int, Level, Mask]]:
    """The effects in force this month on instruments, at their target or at their level: (effect, row, amount, worlds)."""
    for played in situation.events:
        for effect, amount in played.effects():
            if effect.at == at and effect.name in instrument_layout().rows:
                mask = span(situation, played, effect).active
                if mask.any():
                    yield effect, instrument_layout().row(effect.name), amount, mask


def bent(situation: Situation, targets: Array, rows: slice, worlds: NDArray[np.intp] | slice = slice(None)) -> Array:
    """Targets `[instrument, ..., world]` of some rows and worlds under the events of limited duration that are in force."""
    for effect, row, amount, mask in on_instruments(situation, "target"):
        if effect.lasting and rows.start <= row < rows.stop:
            here = amount[worlds] if isinstance(amount, np.ndarray) else amount
            old = targets[row - rows.start]
            targets = targets.copy()
            targets[row - rows.start] = np.where(mask[worlds], np.clip(applied(effect.verb, old, here), 0.0, 1.0), old)
    return targets
