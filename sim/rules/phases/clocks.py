"""Clocks run down: a running crisis is a month nearer its end, and last month's windfall is spent."""

from __future__ import annotations

import numpy as np

from sim.rules.situation import Situation


def play(situation: Situation) -> None:
    """`crisis_months` falls by one, not below 0; `windfall` returns to 0."""
    state = situation.state
    situation.state = state.merged({
        "crisis_months": np.maximum(state.crisis_months - 1, 0),
        "windfall": np.zeros(situation.worlds),
    })
