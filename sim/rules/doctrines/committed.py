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
    """The levels of `settings["posture"]`, where it is not in force yet; else the targets as they stand, with what events did to them."""
    memory, name = situation.memory[capital], settings.get("posture")
    if name is None:
        return Decision(current(situation, capital), memory)
    menu, item = actor(capital), actor(capital).menu.index(name)
    targets = np.where(memory.in_force == item, current(situation, capital), menu.posture(name))
    return Decision(targets, replace(memory, in_force=np.full(situation.worlds, item)))
