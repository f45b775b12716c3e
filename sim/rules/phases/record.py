"""The month is written down, and the ledger says which capital's instruments moved which alliance."""

from __future__ import annotations

import numpy as np

from sim.rules import recorded
from sim.rules.diagnostics import ledger
from sim.rules.situation import Situation
from sim.world.axes import ALLIANCES, CAPITALS
from sim.world.rows import Array


def play(situation: Situation) -> None:
    """Record the end of the month; months before the story's start are played but not kept."""
    if situation.month >= situation.plan.start:
        write(situation, changes_of_cohesion(situation))


def start(situation: Situation) -> None:
    """Record the start of the story, month 0, and remember the terms of cohesion that the ledger counts from."""
    situation.first_terms = ledger.terms_now(situation.state, situation.now())
    situation.credit = {f"ledger.{alliance}.{owner}": np.zeros(situation.worlds) for alliance in ALLIANCES for owner in (*CAPITALS, "drift")}
    write(situation, situation.credit)


def changes_of_cohesion(situation: Situation) -> dict[str, Array]:
    """What each capital's instruments did to each alliance this month; remembered as its credit."""
    step, before = situation.step, situation.before
    assert step is not None and before is not None and situation.first_terms is not None
    entries = ledger.entries(situation.first_terms, situation.credit, before, situation.state, step)
    situation.credit = {name: situation.credit[name] + entry for name, entry in entries.items()}
    return entries


def write(situation: Situation, ledgers: dict[str, Array]) -> None:
    """Add one column to the trajectory."""
    now = situation.now()
    ledgers = ledgers | ledger.leverage(situation.state, now)
    postures = {capital: memory.in_force for capital, memory in situation.memory.items()}
    found = recorded.read(situation.state, now, ledgers, postures)
    for row, name in zip(situation.trajectory.room(), situation.trajectory.names, strict=True):
        row[:] = found[name]
