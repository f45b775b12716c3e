"""Reactive: Beijing's conditionality, tit for tat: it punishes grievance, rewards conduct, and links the ban to both.

`firmness = clip(a * grievance)`, `warmth = clip(b * conduct)`, both from 0 to 1,
`target = (1 - firmness) * ((1 - warmth) * linkage + warmth * charm) + firmness * soft_coerce`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.errors import UsageError
from sim.rules.doctrines.decision import Decision, current, is_date
from sim.rules.situation import Situation
from sim.world.actors import actor


def choose(situation: Situation, capital: str, settings: Mapping[str, Any]) -> Decision:
    """A blend of three of Beijing's postures, renewed at each decision date; raises `UsageError` for another capital."""
    if capital != "beijing":
        raise UsageError(f"{capital} cannot be reactive", remedy="reactive is Beijing's conditionality; use strategic, committed or scripted")
    if not is_date(situation, capital):
        return Decision(current(situation, capital), situation.memory[capital])
    p, menu = situation.parameters.reactive, actor(capital)
    firmness = np.clip(p.firmness * situation.state.grievance, 0, 1)
    warmth = np.clip(p.warmth * situation.now().derived.conduct, 0, 1)
    open_hand = (1 - warmth) * menu.posture("linkage") + warmth * menu.posture("charm")
    return Decision((1 - firmness) * open_hand + firmness * menu.posture("soft_coerce"), situation.memory[capital])
