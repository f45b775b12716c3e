"""Committed: the capital moves to one posture, or to stated levels, and stays there whatever the others do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sim.rules.doctrines.decision import Decision, current
from sim.rules.situation import Situation
from sim.world.actors import actor


def choose(situation: Situation, capital: str, settings: Mapping[str, Any]) -> Decision:
    """The levels of `settings["posture"]`, a name or a mixture, where it is not in force yet; else the targets as events have left them."""
    memory, said = situation.memory[capital], settings.get("posture")
    if said is None:
        return Decision(current(situation, capital), memory)
    menu, item = actor(capital), actor(capital).number(said)
    targets = np.where(memory.in_force == item, current(situation, capital), menu.posture(said))
    return Decision(targets, replace(memory, in_force=np.full(situation.worlds, item)))
