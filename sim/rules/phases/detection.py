"""Police and prosecutors count leak cases: a Poisson draw from the rate of the month."""

from __future__ import annotations

import numpy as np

from sim.rules.situation import Situation
from sim.world.rows import Array


def play(situation: Situation) -> None:
    """`leak_cases ~ Poisson(leak_case_rate)`, by inversion, so that each world uses one random number."""
    share = situation.shocks.uniform("leak_cases", situation.month)
    cases = poisson(share, situation.state.leak_case_rate)
    situation.state = situation.state.merged({"leak_cases": cases})


def poisson(share: Array, rate: Array) -> Array:
    """The smallest count whose cumulative Poisson probability reaches `share` (in (0, 1)), `[world]`."""
    probability = np.exp(-rate)
    reached = probability.copy()
    count = np.zeros_like(rate)
    searching = reached < share
    while searching.any():
        count = count + searching
        probability = probability * rate / np.maximum(count, 1)
        reached = np.where(searching, reached + probability, reached)
        searching = searching & (reached < share) & (probability > 0)
    return count
