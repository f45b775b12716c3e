"""Washington wants cohesive allies and seams at its own ideal; how much it pays and demands hangs on how transactional it is.

    utility = alliance_with_seoul * cohesion.us_rok + trilateral * cohesion.trilateral + seams * seams.substance
              + commitment_gain * (commitment_base + commitment_seam_slope * seams.substance) * commitment
              - commitment_cost * (commitment_cost_base + commitment_cost_slope * us_transactionalism) * commitment^2
              + burden_gain * (max(excess, 0) * (1 - contribution_relief * alliance_contribution) + min(excess, 0)) * burden_sharing_pressure
              + demands_gain * (demands_base + rivalry) * seam_demands - demands_cost * seam_demands^2

    excess = burden_transactional_slope * us_transactionalism - burden_threshold

What Seoul has paid takes the profit out of pressing it, and never makes pressing worthwhile for an administration that is not transactional.

Source: the bargain over burdens in alliances Snyder 1997; weights are judgement.
"""

from __future__ import annotations

import numpy as np

from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def terms(state: State, month: Month) -> dict[str, Array]:
    """The terms of Washington's utility, `[world]` each, in utility units."""
    p, instruments, derived = month.parameters.washington, month.instruments, month.derived
    return {
        "alliance_with_seoul": p.alliance_with_seoul * state.cohesion_us_rok,
        "trilateral": p.trilateral * derived.cohesion_trilateral,
        "seams": p.seams * derived.seam_substance,
        "commitment": p.commitment_gain * (p.commitment_base + p.commitment_seam_slope * derived.seam_substance) * instruments.commitment,
        "cost_of_commitment": -cost_of_commitment(month) * instruments.commitment**2,
        "burden_sharing": gain_from_pressing(month) * instruments.burden_sharing_pressure,
        "demands": p.demands_gain * (p.demands_base + derived.rivalry) * instruments.seam_demands,
        "cost_of_demands": -p.demands_cost * instruments.seam_demands**2,
    }


def cost_of_commitment(month: Month) -> Array:
    """What full commitment costs this administration."""
    p = month.parameters.washington
    return np.asarray(p.commitment_cost * (p.commitment_cost_base + p.commitment_cost_slope * month.drivers.us_transactionalism))


def gain_from_pressing(month: Month) -> Array:
    """What full pressure on burden sharing brings; negative where Washington is not transactional."""
    p = month.parameters.washington
    excess = p.burden_transactional_slope * month.drivers.us_transactionalism - p.burden_threshold
    unpaid = 1 - p.contribution_relief * month.instruments.alliance_contribution
    return np.asarray(p.burden_gain * (np.maximum(excess, 0) * unpaid + np.minimum(excess, 0)))
