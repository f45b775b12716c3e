"""Threat, substance and commitment bind Washington and Seoul; burdens, fear of entrapment and separate deals strain them.

    cohesion.us_rok -> treaty_floor + (1 - treaty_floor) * logistic(sum of us_rok_terms)      with adjustment_months

    us_rok_terms: intercept
                  + by_threat * (threat.pyongyang - threat_from_pyongyang_reference)
                  + by_threat * weight_of_threat_from_beijing * (threat.beijing - threat_from_beijing_reference)
                  + by_seam_substance * (seams.substance - seam_substance_reference)
                  + by_commitment * (commitment - commitment_reference)
                  + by_opinion_of_us * (opinion.us - opinion_of_us_reference)
                  + by_contribution * (alliance_contribution - contribution_reference)
                  - lost_to_burden_sharing * (burden_sharing_pressure - burden_sharing_reference)
                  - lost_to_entrapment * entrapment_fear
                  - lost_to_outreach_to_pyongyang * max(outreach_to_pyongyang - us_openness_to_deal - outreach_margin, 0)

The treaty holds up a floor. What Seoul does on the seams counts; what it says to Beijing does not. Fear of abandonment and fear of
entrapment are the two sides of the alliance dilemma: the first is in commitment and burdens, the second grows with tension over Taiwan
and with Seoul's own positions there.

Source: Walt 1987 (threat); Snyder 1984 and 1997 (abandonment and entrapment); Asan Institute 2022 (the floor: public support).
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import logistic, relax, total
from sim.rules.month import Month
from sim.world.parameters import Value
from sim.world.rows import Array
from sim.world.state import State

OWNER_OF_TERM = {
    "commitment": "washington",
    "burden_sharing": "washington",
    "contribution": "seoul",
    "outreach_to_pyongyang": "seoul",
}
"""The capital whose instrument a term is; the other terms are nobody's deed, and drift in the ledger."""


def change(before: State, month: Month) -> dict[str, Array]:
    """Cohesion between Washington and Seoul at the end of the month, 0 to 1, `[world]`."""
    floor = us_rok_floor(month)
    target = floor + (1 - floor) * logistic(total(us_rok_terms(before, month)))
    return {"cohesion_us_rok": relax(before.cohesion_us_rok, target, us_rok_months(month), month.length)}


def us_rok_floor(month: Month) -> Value:
    """Cohesion below which the treaty does not let the alliance fall: `treaty_floor`."""
    floor: Value = month.parameters.us_rok_cohesion.treaty_floor
    return floor


def us_rok_months(month: Month) -> Value:
    """Time constant of the alliance, in months: `adjustment_months`."""
    months: Value = month.parameters.us_rok_cohesion.adjustment_months
    return months


def us_rok_terms(before: State, month: Month) -> dict[str, Array]:
    """What binds and strains the alliance, in log-odds above the floor, `[world]` each."""
    numbers, doing, derived = month.parameters.us_rok_cohesion, month.instruments, month.derived
    by_threat_from_beijing = numbers.by_threat * numbers.weight_of_threat_from_beijing
    ahead = doing.outreach_to_pyongyang - month.drivers.us_openness_to_deal - numbers.outreach_margin
    return {
        "intercept": np.asarray(numbers.intercept),
        "threat_from_pyongyang": numbers.by_threat * (before.threat_pyongyang - numbers.threat_from_pyongyang_reference),
        "threat_from_beijing": by_threat_from_beijing * (before.threat_beijing - numbers.threat_from_beijing_reference),
        "seam_substance": numbers.by_seam_substance * (derived.seam_substance - numbers.seam_substance_reference),
        "commitment": numbers.by_commitment * (doing.commitment - numbers.commitment_reference),
        "opinion_of_us": numbers.by_opinion_of_us * (before.opinion_us - numbers.opinion_of_us_reference),
        "contribution": numbers.by_contribution * (doing.alliance_contribution - numbers.contribution_reference),
        "burden_sharing": -numbers.lost_to_burden_sharing * (doing.burden_sharing_pressure - numbers.burden_sharing_reference),
        "entrapment_fear": -numbers.lost_to_entrapment * derived.entrapment_fear,
        "outreach_to_pyongyang": -numbers.lost_to_outreach_to_pyongyang * np.maximum(ahead, 0),
    }
