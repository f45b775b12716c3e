"""A militarised crisis breaks out with the hazard of the month, and lasts for some months (M12)."""

from __future__ import annotations

import numpy as np

from sim.rules.situation import Situation


def play(situation: Situation) -> None:
    """Where no crisis lasts, one starts with probability `crisis_hazard` and lasts `length_months`."""
    if situation.off("M12"):
        return
    state, p = situation.state, situation.parameters.crisis
    starts = (state.crisis_months == 0) & (situation.shocks.uniform("crisis", situation.month) < situation.now().derived.crisis_hazard)
    if not starts.any():
        return
    situation.state = state.merged({
        "crisis_months": np.where(starts, p.length_months, state.crisis_months),
        "crises": state.crises + starts,
    })
