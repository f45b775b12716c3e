"""Threat and commitment bind Washington and Tokyo; shared fear of abandonment draws Seoul and Tokyo together, history parts them.

    cohesion.us_japan      -> us_japan_floor + (1 - us_japan_floor) * logistic(sum of us_japan_terms)      with adjustment_months
    cohesion.rok_japan     -> rok_japan_floor + (1 - rok_japan_floor) * logistic(sum of rok_japan_terms)   with rok_japan_pace * adjustment_months
    japan_security_posture -> logistic(sum of japan_security_posture_terms)                                with security_posture_months

Each term is a slope times the distance of one influence from its reference:

    us_japan_terms:               threat.beijing, threat.pyongyang, commitment, burden_sharing_pressure (less), japan_security_posture
    rok_japan_terms:              threat.pyongyang, threat.beijing, the three parts of abandonment_fear, outreach, friction (less), ideology,
                                  opinion.japan, indirect_balancing, history_salience (less)
    japan_security_posture_terms: threat.beijing, threat.pyongyang, taiwan_tension, defence_buildup, abandonment_fear

`adjustment_months` is that of the alliance between Washington and Seoul. The fear of abandonment,

    abandonment_by_commitment * (1 - commitment) + abandonment_by_burden * burden_sharing_pressure
    + abandonment_by_weak_cohesion * (1 - cohesion.us_rok)

stands among the terms of Seoul and Tokyo in its three parts, less the fear that allies take as normal.

Source: Cha 1999 (quasi-alliance); Snyder 1984 and 1997 (abandonment); Walt 1987 (threat).
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
    "abandonment_by_commitment": "washington",
    "abandonment_by_burden": "washington",
    "outreach": "tokyo",
    "friction": "tokyo",
    "indirect_balancing": "seoul",
}
"""The capital whose instrument a term is, in both alliances; the other terms are nobody's deed, and drift in the ledger."""


def change(before: State, month: Month) -> dict[str, Array]:
    """Both cohesions and Japan's posture at the end of the month, 0 to 1, `[world]` each."""
    return {field: rule(before, month) for field, rule in FIELDS.items()}


def cohesion_us_japan(before: State, month: Month) -> Array:
    """Cohesion between Washington and Tokyo at the end of the month, `[world]`."""
    return relax(before.cohesion_us_japan, us_japan_target(before, month), us_japan_months(month), month.length)


def cohesion_rok_japan(before: State, month: Month) -> Array:
    """Cohesion between Seoul and Tokyo at the end of the month, `[world]`."""
    return relax(before.cohesion_rok_japan, rok_japan_target(before, month), rok_japan_months(month), month.length)


def japan_security_posture(before: State, month: Month) -> Array:
    """How far Japan has normalised as a military power at the end of the month, `[world]`."""
    target = logistic(total(japan_security_posture_terms(before, month)))
    return relax(before.japan_security_posture, target, month.parameters.japan_legs.security_posture_months, month.length)


def us_japan_target(before: State, month: Month) -> Array:
    """Where cohesion between Washington and Tokyo tends, `[world]`."""
    floor = us_japan_floor(month)
    return np.asarray(floor + (1 - floor) * logistic(total(us_japan_terms(before, month))))


def rok_japan_target(before: State, month: Month) -> Array:
    """Where cohesion between Seoul and Tokyo tends, `[world]`."""
    floor = rok_japan_floor(month)
    return np.asarray(floor + (1 - floor) * logistic(total(rok_japan_terms(before, month))))


def us_japan_floor(month: Month) -> Value:
    """Cohesion below which treaty and bases do not let Washington and Tokyo fall: `us_japan_floor`."""
    floor: Value = month.parameters.japan_legs.us_japan_floor
    return floor


def rok_japan_floor(month: Month) -> Value:
    """Cohesion below which Seoul and Tokyo do not fall: `rok_japan_floor`, 0 for want of a treaty."""
    floor: Value = month.parameters.japan_legs.rok_japan_floor
    return floor


def us_japan_months(month: Month) -> Value:
    """Time constant of Washington and Tokyo, in months: `adjustment_months`."""
    months: Value = month.parameters.us_rok_cohesion.adjustment_months
    return months


def rok_japan_months(month: Month) -> Value:
    """Time constant of Seoul and Tokyo, in months: `rok_japan_pace * adjustment_months`."""
    months: Value = month.parameters.japan_legs.rok_japan_pace * month.parameters.us_rok_cohesion.adjustment_months
    return months


def us_japan_terms(before: State, month: Month) -> dict[str, Array]:
    """What binds and strains Washington and Tokyo, in log-odds above the floor, `[world]` each."""
    numbers, doing = month.parameters.japan_legs, month.instruments
    from_beijing = before.threat_beijing - numbers.threat_from_beijing_reference
    from_pyongyang = before.threat_pyongyang - numbers.threat_from_pyongyang_reference
    return {
        "intercept": np.asarray(numbers.us_japan_intercept),
        "threat_from_beijing": numbers.us_japan_by_threat_from_beijing * from_beijing,
        "threat_from_pyongyang": numbers.us_japan_by_threat_from_pyongyang * from_pyongyang,
        "commitment": numbers.us_japan_by_commitment * (doing.commitment - numbers.commitment_reference),
        "burden_sharing": -numbers.us_japan_lost_to_burden_sharing * (doing.burden_sharing_pressure - numbers.burden_sharing_reference),
        "security_posture": numbers.us_japan_by_security_posture * (before.japan_security_posture - numbers.security_posture_reference),
    }


def rok_japan_terms(before: State, month: Month) -> dict[str, Array]:
    """What draws Seoul and Tokyo together and parts them, in log-odds, `[world]` each."""
    numbers, doing = month.parameters.japan_legs, month.instruments
    from_beijing = before.threat_beijing - numbers.threat_from_beijing_reference
    from_pyongyang = before.threat_pyongyang - numbers.threat_from_pyongyang_reference
    return {
        "intercept": np.asarray(numbers.rok_japan_intercept),
        "threat_from_pyongyang": numbers.rok_japan_by_threat_from_pyongyang * from_pyongyang,
        "threat_from_beijing": numbers.rok_japan_by_threat_from_beijing * from_beijing,
        **abandonment_terms(before, month),
        "outreach": numbers.rok_japan_by_outreach * (doing.outreach - numbers.outreach_reference),
        "friction": -numbers.rok_japan_lost_to_friction * (doing.friction - numbers.friction_reference),
        "ideology": numbers.rok_japan_by_ideology * before.ideology,
        "opinion_of_japan": numbers.rok_japan_by_opinion_of_japan * (before.opinion_japan - numbers.opinion_of_japan_reference),
        "indirect_balancing": numbers.rok_japan_by_indirect_balancing * (doing.indirect_balancing - numbers.indirect_balancing_reference),
        "history": -numbers.rok_japan_lost_to_history * (month.drivers.history_salience - numbers.history_reference),
    }


def abandonment_terms(before: State, month: Month) -> dict[str, Array]:
    """The fear of abandonment that draws Seoul and Tokyo together, in log-odds, part by part, `[world]` each."""
    numbers, fears, doing = month.parameters.japan_legs, month.parameters.fears, month.instruments
    slope = numbers.rok_japan_by_abandonment_fear
    return {
        "abandonment_by_commitment": slope * fears.abandonment_by_commitment * (1 - doing.commitment),
        "abandonment_by_burden": slope * fears.abandonment_by_burden * doing.burden_sharing_pressure,
        "abandonment_by_weak_cohesion": slope * fears.abandonment_by_weak_cohesion * (1 - before.cohesion_us_rok),
        "abandonment_taken_as_normal": np.asarray(-slope * numbers.abandonment_fear_reference),
    }


def japan_security_posture_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes Japan arm, in log-odds, `[world]` each."""
    numbers, derived = month.parameters.japan_legs, month.derived
    from_beijing = before.threat_beijing - numbers.threat_from_beijing_reference
    from_pyongyang = before.threat_pyongyang - numbers.threat_from_pyongyang_reference
    tension = before.taiwan_tension - numbers.taiwan_tension_reference
    buildup = month.instruments.defence_buildup - numbers.defence_buildup_reference
    fear = derived.abandonment_fear - numbers.abandonment_fear_reference
    return {
        "intercept": np.asarray(numbers.security_posture_intercept),
        "threat_from_beijing": numbers.security_posture_by_threat_from_beijing * from_beijing,
        "threat_from_pyongyang": numbers.security_posture_by_threat_from_pyongyang * from_pyongyang,
        "taiwan_tension": numbers.security_posture_by_taiwan_tension * tension,
        "defence_buildup": numbers.security_posture_by_defence_buildup * buildup,
        "abandonment_fear": numbers.security_posture_by_abandonment_fear * fear,
    }


FIELDS = {
    "cohesion_us_japan": cohesion_us_japan,
    "cohesion_rok_japan": cohesion_rok_japan,
    "japan_security_posture": japan_security_posture,
}
"""The rule of each field that this mechanism owns."""
