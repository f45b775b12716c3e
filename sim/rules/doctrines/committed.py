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
    """The levels of `settings["posture"]`; without one, the targets as they stand."""
    memory, name = situation.memory[capital], settings.get("posture")
    if name is None:
        return Decision(current(situation, capital), memory)
    menu = actor(capital)
    levels = np.broadcast_to(menu.posture(name), current(situation, capital).shape)
    return Decision(levels, replace(memory, in_force=np.full(situation.worlds, menu.menu.index(name))))
