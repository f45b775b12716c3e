"""Summary indices: how much Seoul hedges and toward whom it tilts, what influence Washington has, and Beijing's primacy.

    returns          = (economic_pragmatism + binding_engagement + limited_bandwagoning) / 3      toward Beijing
    risk_contingency = (dominance_denial + indirect_balancing) / 2                                against Beijing
    hedging.index    = 2 min(returns, risk_contingency) / (returns + risk_contingency), 0 where both are 0
    hedging.tilt     = risk_contingency - returns
    us_influence     = a cohesion.us_rok + b cohesion.trilateral + c seams.substance
    regional_primacy = mean of leverage.over_seoul, 1 - cohesion.trilateral, leverage.over_pyongyang, 1 - taiwan_standing

Source: Kuik 2008 and 2016 (hedging as return-maximising and risk-contingency options held together).
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import added
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def read(state: State, month: Month) -> dict[str, Array]:
    """The indices by public name, `[world]` each."""
    returns, contingency = hedging_sides(month)
    return {
        "hedging.index": hedging_index(returns, contingency),
        "hedging.tilt": contingency - returns,
        "us_influence": us_influence(state, month),
        "regional_primacy": regional_primacy(state, month),
    }


def hedging_sides(month: Month) -> tuple[Array, Array]:
    """What Seoul does toward Beijing and what it does against it, 0 to 1, `[world]` each."""
    seoul = month.instruments
    returns = (seoul.economic_pragmatism, seoul.binding_engagement, seoul.limited_bandwagoning)
    contingency = (seoul.dominance_denial, seoul.indirect_balancing)
    return added(returns) / len(returns), added(contingency) / len(contingency)


def hedging_index(returns: Array, contingency: Array) -> Array:
    """1 where both sides are equally strong, 0 where Seoul does one alone or neither."""
    both = returns + contingency
    return np.where(both > 0, 2 * np.minimum(returns, contingency) / np.where(both > 0, both, 1), 0)


def us_influence(state: State, month: Month) -> Array:
    """Washington's influence in the region, 0 to 1."""
    weight, derived = month.parameters.indices, month.derived
    alliance = weight.influence_of_us_rok * state.cohesion_us_rok + weight.influence_of_trilateral * derived.cohesion_trilateral
    return np.asarray(alliance + weight.influence_of_substance * derived.seam_substance)


def regional_primacy(state: State, month: Month) -> Array:
    """Beijing's primacy in the region, 0 to 1: hold over both Koreas, and allies and Taiwan kept down."""
    derived = month.derived
    parts = (derived.leverage_over_seoul, 1 - derived.cohesion_trilateral, derived.leverage_over_pyongyang, 1 - state.taiwan_standing)
    return np.asarray(added(parts) / len(parts))
