"""Events happen: on their date, by chance, with a hazard, or when a sentence comes true; their effects land."""

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
from sim.world.rows import Rows
from sim.world.state import field_bounds, field_of, state_layout

Mask = NDArray[np.bool_]
Table = TypeVar("Table", bound=Rows)


@dataclass(frozen=True)
class Span:
    """When an effect is in force, per world: from month `first` to the month before `last`."""

    begins: Mask
    active: Mask
    ends: Mask


def play(situation: Situation) -> None:
    """Every event that is due happens; then effects on the state and on instruments' targets land, or are taken back."""
    for played in situation.events:
        name = played.event.name
        situation.happened[name] = np.where(due(situation, played), situation.month, situation.happened[name])
    for played in situation.events:
        for effect, amount in played.effects():
            land(situation, effect, amount, span(situation, played, effect))


def span(situation: Situation, played: PlayedEvent, effect: Effect) -> Span:
    """Where an effect begins, is in force and ends this month; `until` ends it when another event happens after it."""
    happened, far = situation.happened[played.event.name], -NEVER
    first = np.where(happened == NEVER, far, happened + effect.delay)
    last = first + effect.months if effect.months is not None else np.full_like(first, far)
    if effect.until is not None:
        other = situation.happened[effect.until]
        last = np.minimum(last, np.where(other >= first, other, far))
    month = situation.month
    return Span(first == month, (first <= month) & (month < last), last == month)


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


def land(situation: Situation, effect: Effect, amount: Level, when: Span) -> None:
    """One effect on a state, a level or a target, where it begins, holds or ends this month."""
    if effect.name in state_layout().rows:
        change_state(situation, effect, amount, when)
    elif effect.name in instrument_layout().rows and when.begins.any():
        if effect.at == "level":
            situation.instruments = changed(situation.instruments, effect, amount, when.begins)
        elif not effect.lasting:
            situation.targets = changed(situation.targets, effect, amount, when.begins)


def change_state(situation: Situation, effect: Effect, amount: Level, when: Span) -> None:
    """A state changes once; with a duration, a sum or factor is taken back at the end and the rest holds meanwhile."""
    holds = effect.lasting and effect.verb in ("set", "floor", "cap")
    active = when.active if holds else when.begins
    if active.any():
        if effect.verb == "add":
            offend(situation, effect, amount, active)
        situation.state = changed(situation.state, effect, amount, active)
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
                mask = span(situation, played, effect).active
                if mask.any():
                    yield effect.name, effect.verb, amount, mask


def lasting_on_instruments(situation: Situation) -> Iterator[tuple[int, str, Level, Mask]]:
    """The effects of limited duration in force this month on instruments: (row, verb, amount, worlds)."""
    for played in situation.events:
        for effect, amount in played.effects():
            if effect.lasting and effect.at == "target" and effect.name in instrument_layout().rows:
                mask = span(situation, played, effect).active
                if mask.any():
                    yield instrument_layout().row(effect.name), effect.verb, amount, mask
