"""Strategic: quantal response over a menu of postures, with look-ahead, stickiness and learning.

`value = (1 - w) * expected utility + w * attraction`, `P(item) ~ exp(precision * value)`.
Attractions (experience-weighted, Camerer and Ho 1999): the posture that was in force is credited with the mean utility
of the months since the last decision date; postures not taken with a share of what they promised.

Source: McKelvey and Palfrey 1995; Camerer and Ho 1999.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.rules.curves import added
from sim.rules.doctrines.decision import Decision, current, dated, is_date, picked, revising
from sim.rules.doctrines.look_ahead import expected_utility
from sim.rules.situation import Memory, Situation
from sim.world.rows import Array

Pick = Callable[[Array, Array, Array | float], NDArray[np.intp]]
"""Chooses an item in each world from values `[item, world]`, uniform numbers `[world]` and precision."""


def choose(situation: Situation, capital: str, settings: Mapping[str, Any]) -> Decision:
    """At a decision date, where the posture is re-opened: an item of the menu by quantal response."""
    return decide(situation, capital, settings, quantal_response)


def decide(situation: Situation, capital: str, settings: Mapping[str, Any], pick: Pick) -> Decision:
    """The course of a decision; `pick` says how values become a choice."""
    if not is_date(situation, capital):
        return Decision(current(situation, capital), situation.memory[capital])
    memory = credited(situation, situation.memory[capital])
    open_worlds = np.flatnonzero(revising(situation, capital))
    item = np.full(situation.worlds, len(memory.attractions) - 1)
    if open_worlds.size:
        expected = expected_utility(situation, capital, open_worlds)
        memory, value = weighed(situation, memory, expected, open_worlds)
        share = situation.shocks.uniform(f"choice.{capital}", situation.month)[open_worlds]
        precision = settings.get("precision", situation.parameters.choice.precision)
        item[open_worlds] = pick(value, share, at(precision, open_worlds))
        in_force = memory.in_force.copy()
        in_force[open_worlds] = item[open_worlds]
        memory = replace(memory, in_force=in_force)
    return Decision(picked(situation, capital, item), dated(situation, memory))


def at(value: Array | float, worlds: NDArray[np.intp]) -> Array | float:
    """A number that is fixed or one per world, for some of the worlds."""
    return value[worlds] if isinstance(value, np.ndarray) else value


def credited(situation: Situation, memory: Memory) -> Memory:
    """Credit the posture in force with the mean utility of the months since the last decision date."""
    if memory.months == 0:
        return memory
    kept = situation.parameters.choice.memory
    item = np.arange(len(memory.attractions))[:, None]
    gained = kept * memory.attractions + (1 - kept) * memory.utility / memory.months
    return replace(memory, attractions=np.where(item == memory.in_force, gained, memory.attractions))


def weighed(situation: Situation, memory: Memory, expected: Array, worlds: NDArray[np.intp]) -> tuple[Memory, Array]:
    """Attractions with what was foregone, and the value of each item; a first look sets the attraction itself."""
    p, weight = situation.parameters.choice, learning_weight(situation, worlds)
    memory_kept, foregone_weight = at(p.memory, worlds), at(p.foregone_weight, worlds)
    old = memory.attractions[:, worlds]
    known = np.where(np.isnan(old), expected, old)
    foregone = foregone_weight * expected + (1 - foregone_weight) * known
    taken = np.arange(len(expected))[:, None] == memory.in_force[worlds]
    attraction = np.where(taken, known, memory_kept * known + (1 - memory_kept) * foregone)
    attractions = memory.attractions.copy()
    attractions[:, worlds] = attraction
    return replace(memory, attractions=attractions), (1 - weight) * expected + weight * attraction


def learning_weight(situation: Situation, worlds: NDArray[np.intp]) -> Array | float:
    """The weight of experience; none where grievance and learning (M13) are switched off."""
    return 0.0 if situation.off("M13") else at(situation.parameters.choice.learning_weight, worlds)


def quantal_response(value: Array, share: Array, precision: Array | float) -> NDArray[np.intp]:
    """An item drawn with `P(item) ~ exp(precision * value)`, by inversion of its cumulative probability."""
    odds = np.exp(precision * (value - np.max(value, axis=0)))
    threshold = share * added(odds)
    reached = np.zeros(share.shape)
    item = np.zeros(share.shape, dtype=np.intp)
    for candidate in odds[:-1]:
        reached = reached + candidate
        item = item + (reached < threshold)
    return item
