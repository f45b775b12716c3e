"""What Korea has at stake in each channel through which Beijing can press it.

    stake[channel] = exposure[channel] + exposure_per_holdings[channel] * chinese_holdings      (the second in finance alone)

Trade and travel put a fixed share of GDP at stake; money can be withdrawn only where it was invested before,
so what is at stake in finance grows with Chinese holdings.

Source: Hirschman 1945 (what can be withdrawn is what gives influence); HRI 2017 for the size of the stakes.
"""

from __future__ import annotations

import numpy as np

from sim.world.parameters import Parameters
from sim.world.rows import Array
from sim.world.state import State


def exposure_by_channel(state: State, parameters: Parameters) -> Array:
    """What is at stake in each channel, in % of Korean GDP, `[channel, world]`."""
    numbers = parameters.trade_coercion
    return np.asarray(numbers.exposure + numbers.exposure_per_holdings * state.chinese_holdings)
