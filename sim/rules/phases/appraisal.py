"""The capitals that learn take stock: the month's utility is added to what the posture in force has brought."""

from __future__ import annotations

from dataclasses import replace

from sim.rules.phases.movement import doctrine_of
from sim.rules.situation import Situation
from sim.rules.utilities import utility
from sim.world.axes import CAPITALS

LEARNERS = ("strategic", "best_reply")
"""The doctrines that read what a posture has brought."""


def play(situation: Situation) -> None:
    """Add the utility at the end of the month to the memory of each learning capital."""
    learners = [capital for capital in CAPITALS if doctrine_of(situation, capital).name in LEARNERS]
    if not learners or situation.off("M13"):
        return
    now = situation.now()
    for capital in learners:
        memory = situation.memory[capital]
        gained = memory.utility + utility(capital, situation.state, now)
        situation.memory[capital] = replace(memory, utility=gained, months=memory.months + 1)
