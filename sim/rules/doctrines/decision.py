"""What a doctrine returns, and what all doctrines that revise a posture share: dates, stickiness, surprise."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.rules.situation import Memory, Situation
from sim.world.actors import actor, rows_of_capital
from sim.world.axes import CAPITALS
from sim.world.rows import Array


@dataclass(frozen=True)
class Decision:
    """The targets of a capital's instruments, `[instrument, world]`, and its memory after the choice."""

    targets: Array
    memory: Memory


def current(situation: Situation, capital: str) -> Array:
    """The targets as they stand, `[instrument, world]`."""
    return situation.targets.values[rows_of_capital(capital)]


def apart(situation: Situation, capital: str) -> dict[int, str]:
    """The rows of a capital that follow a doctrine of their own this month, counted from its first: row -> doctrine."""
    rows, said = actor(capital).rows, situation.plan.apart
    return {place: said[row].name for place, row in enumerate(rows) if row in said and said[row].first <= situation.month} if said else {}


def is_date(situation: Situation, capital: str) -> bool:
    """Whether a capital decides this month; the capitals take turns, one month apart."""
    return (situation.month + CAPITALS.index(capital)) % int(situation.base.choice.decision_interval) == 0


def revising(situation: Situation, capital: str) -> NDArray[np.bool_]:
    """Where a capital re-opens its posture: with `revision_probability`, and for certain after a surprise, `[world]`.

    A surprise since the last decision date: Beijing's grievance rose, a crisis began, or Seoul's ideology changed.
    """
    p, state, memory = situation.parameters.choice, situation.state, situation.memory[capital]
    surprised = (
        (state.grievance - memory.grievance > p.grievance_surprise)
        | (state.crisis_months > memory.crisis_months)
        | (np.abs(state.ideology - memory.ideology) > p.ideology_surprise)
    )
    return np.asarray(surprised | (situation.shocks.uniform(f"revision.{capital}", situation.month) < p.revision_probability))


def picked(situation: Situation, capital: str, item: NDArray[np.intp]) -> Array:
    """The targets of the chosen items of the menu, `[instrument, world]`; the last item keeps the current target."""
    menu = actor(capital)
    levels = np.hstack([menu.posture(name) for name in menu.postures])
    kept = item == len(menu.postures)
    return np.where(kept, current(situation, capital), levels[:, np.where(kept, 0, item)])


def dated(situation: Situation, memory: Memory) -> Memory:
    """The memory with the world as it is at this decision date."""
    state = situation.state
    nothing = np.zeros(situation.worlds)
    return replace(memory, utility=nothing, months=0, grievance=state.grievance, ideology=state.ideology, crisis_months=state.crisis_months)
