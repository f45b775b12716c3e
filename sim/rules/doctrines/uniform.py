"""Uniform: any item of the menu with equal chance; the null model, a capital that does not think."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sim.rules.doctrines.decision import Decision, current, dated, is_date, picked, revising
from sim.rules.situation import Situation
from sim.world.actors import actor


def choose(situation: Situation, capital: str, settings: Mapping[str, Any]) -> Decision:
    """At a decision date, where the posture is re-opened: an item drawn with equal chance."""
    memory = situation.memory[capital]
    if not is_date(situation, capital):
        return Decision(current(situation, capital), memory)
    count = len(actor(capital).menu)
    drawn = np.floor(situation.shocks.uniform(f"choice.{capital}", situation.month) * count).astype(np.intp)
    reopened = revising(situation, capital)
    item = np.where(reopened, drawn, count - 1)
    in_force = np.where(reopened, drawn, memory.in_force)
    return Decision(picked(situation, capital, item), dated(situation, replace(memory, in_force=in_force)))
