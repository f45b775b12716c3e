"""Beijing takes offence at abrupt moves of Seoul toward Washington, not at slow drift; time and deference heal it.

    jump      = nu * sum over seams of beijing_salience * max(seam_change - tolerance * length, 0)
    healed    = grievance * exp(-length * (1 / decay_months + relief * max(limited_bandwagoning - usual, 0)))
    grievance = healed + (1 - healed) * min(jump, 1)

It runs after the seams and reads how far they moved, before noise: noise alone must not offend.

Source: Fuchs and Klann 2013 (such effects are gone in about two years); the missile-defence dispute of 2016-17 against
the gradual moves of other years; the three noes of October 2017 for relief by deference.
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import added
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month, seam_change: Array) -> dict[str, Array]:
    """Grievance at the end of the month, `[world]`; `seam_change` is `[seam, world]`, before noise, up is toward Washington."""
    healed = before.grievance * np.exp(-month.length * healing_rate(month))
    return {"grievance": healed + (1 - healed) * np.minimum(offence(month, seam_change), 1)}


def offence(month: Month, seam_change: Array) -> Array:
    """What this month's moves on the seams add to grievance when there is none, `[world]`."""
    weight = month.parameters.grievance
    abrupt = np.maximum(seam_change - weight.drift_tolerance * month.length, 0)
    return np.asarray(weight.abrupt_move_sensitivity * added(month.parameters.policy_seams.beijing_salience * abrupt))


def healing_rate(month: Month) -> Array:
    """How fast grievance heals, per month, `[world]`: by itself, and by deference beyond the usual."""
    weight = month.parameters.grievance
    deference = np.maximum(month.instruments.limited_bandwagoning - month.parameters.conduct.usual_deference, 0)
    return np.asarray(1 / weight.decay_months + weight.relief_by_deference * deference)
