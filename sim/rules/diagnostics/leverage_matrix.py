"""Who has leverage over whom, on one scale from 0 to 1: an output and a picture, which feeds nothing back.

    beijing over seoul         as derived.leverage_over_seoul
    seoul over beijing         1 - exp(-trade_asymmetry_weight * counter_dependence)
    washington over seoul      1 - (1 - us_share) (1 - protection),  protection = p (q + (1 - q) threat.pyongyang) cohesion.us_rok
    tokyo over seoul           japanese_chip_materials
    washington over tokyo      p (q + (1 - q) threat.beijing) cohesion.us_japan
    beijing over tokyo         trade and rare earths
    beijing over pyongyang     as derived.leverage_over_pyongyang
    moscow over pyongyang      s tie.moscow / (support_of_pyongyang + s tie.moscow + own_means)

us_share and Japan's hold on chip materials are drivers: they come from outside the model, dated.

Source: Hirschman 1945 (asymmetry of dependence); Snyder 1997 (the protector's hold); trade statistics for the shares.
"""

from __future__ import annotations

import numpy as np

from sim.rules.month import Month
from sim.world.parameters import Value
from sim.world.rows import Array
from sim.world.state import State

NAMES = (
    "leverage.beijing.over.seoul",
    "leverage.beijing.over.tokyo",
    "leverage.beijing.over.pyongyang",
    "leverage.seoul.over.beijing",
    "leverage.washington.over.seoul",
    "leverage.washington.over.tokyo",
    "leverage.tokyo.over.seoul",
    "leverage.moscow.over.pyongyang",
)
"""The pairs of holder and target, by public name; other pairs have no leverage in the model."""


def read(state: State, month: Month) -> dict[str, Array]:
    """Leverage of each holder over each target, 0 to 1, `[world]` each."""
    derived, constant = month.derived, np.ones(state.worlds)
    numbers = month.parameters.leverage_matrix
    over_seoul = 1 - (1 - month.drivers.us_share_of_korean_exports) * (1 - protection(state.threat_pyongyang, state.cohesion_us_rok, month))
    held = (
        derived.leverage_over_seoul,
        numbers.beijing_over_tokyo * constant,
        derived.leverage_over_pyongyang,
        1 - np.exp(-month.parameters.leverage.trade_asymmetry_weight * derived.counter_dependence),
        over_seoul,
        protection(state.threat_beijing, state.cohesion_us_japan, month),
        month.drivers.japanese_chip_materials,
        moscow_over_pyongyang(state, month),
    )
    return dict(zip(NAMES, held, strict=True))


def protection(threat: Array, cohesion: Array, month: Month) -> Array:
    """What a protector could take away, 0 to 1: more where the threat is larger and the alliance closer."""
    numbers = month.parameters.leverage_matrix
    needed = numbers.protection_without_threat + (1 - numbers.protection_without_threat) * threat
    return np.asarray(numbers.protection_weight * needed * cohesion)


def moscow_over_pyongyang(state: State, month: Month) -> Array:
    """Moscow's leverage over Pyongyang, the counterpart of Beijing's: its share of what Pyongyang lives off."""
    weight = month.parameters.leverage
    given: Value = weight.moscow_equivalence * state.tie_moscow_pyongyang
    return np.asarray(given / (month.instruments.support_of_pyongyang + given + weight.pyongyang_own_means))
