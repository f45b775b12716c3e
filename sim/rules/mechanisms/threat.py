"""Seoul sees threat where capability and intention meet; tension over Taiwan follows its reference and Beijing's grey zone.

    threat.pyongyang  relaxes to  logistic(sum of named terms: capability, provocation, dialogue, crisis)
    threat.beijing    relaxes to  logistic(sum of named terms: visible coercion, grey zone, tension, crisis)
    taiwan_tension    relaxes to  reference_taiwan_tension + a (grey_zone - usual) + b (seams.taiwan - usual) + c crisis, cut to 0..1
    taiwan_standing   relaxes to  logistic(sum of named terms: Seoul's position, commitment, Japan, grey zone, tension)

`crisis` is 1 while a militarised crisis lasts.

Source: Walt 1987 (threat is capability, proximity, offence and intention); the levels are judgement.
"""

from __future__ import annotations

from sim.rules.curves import between, logistic, relax, total
from sim.rules.month import Month
from sim.world.axes import TAIWAN
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """Both threats as Seoul sees them, tension over Taiwan and Taiwan's standing, all indices 0 to 1."""
    return {field: rule(before, month) for field, rule in FIELDS.items()}


def threat_pyongyang(before: State, month: Month) -> Array:
    """Threat from Pyongyang as Seoul sees it at the end of the month, `[world]`."""
    target = logistic(total(threat_pyongyang_terms(before, month)))
    return relax(before.threat_pyongyang, target, month.parameters.threat.pyongyang_months, month.length)


def threat_beijing(before: State, month: Month) -> Array:
    """Threat from Beijing as Seoul sees it at the end of the month, `[world]`."""
    target = logistic(total(threat_beijing_terms(before, month)))
    return relax(before.threat_beijing, target, month.parameters.threat.beijing_months, month.length)


def taiwan_tension(before: State, month: Month) -> Array:
    """Tension across the Taiwan Strait at the end of the month, `[world]`."""
    target = between(total(tension_terms(before, month)), 0.0, 1.0)
    return relax(before.taiwan_tension, target, month.parameters.threat.tension_months, month.length)


def taiwan_standing(before: State, month: Month) -> Array:
    """Taiwan's international and military standing at the end of the month, `[world]`."""
    target = logistic(total(standing_terms(before, month)))
    return relax(before.taiwan_standing, target, month.parameters.threat.standing_months, month.length)


def in_crisis(before: State) -> Array:
    """1 in the worlds where a militarised crisis lasts, 0 elsewhere."""
    return (before.crisis_months > 0).astype(float)


def threat_pyongyang_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes Pyongyang threatening, in logits."""
    weight, instruments = month.parameters.threat, month.instruments
    return {
        "baseline": weight.pyongyang_intercept,
        "capability": weight.pyongyang_by_capability * (before.pyongyang_capability - weight.usual_capability),
        "provocation": weight.pyongyang_by_provocation * (instruments.provocation - 0.5),
        "dialogue": -weight.pyongyang_relief_by_dialogue * instruments.dialogue,
        "crisis": weight.pyongyang_by_crisis * in_crisis(before),
    }


def threat_beijing_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes Beijing threatening, in logits."""
    weight = month.parameters.threat
    return {
        "baseline": weight.beijing_intercept,
        "visible_coercion": weight.beijing_by_coercion * month.derived.visible_coercion,
        "grey_zone_pressure": weight.beijing_by_grey_zone * (month.instruments.grey_zone_pressure - weight.usual_grey_zone),
        "taiwan_tension": weight.beijing_by_grey_zone * (before.taiwan_tension - weight.usual_tension),
        "crisis": weight.beijing_by_crisis * in_crisis(before),
    }


def tension_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes tension over Taiwan, on its own 0-1 scale."""
    weight = month.parameters.threat
    return {
        "reference": month.drivers.reference_taiwan_tension,
        "grey_zone_pressure": weight.tension_by_grey_zone * (month.instruments.grey_zone_pressure - weight.usual_grey_zone),
        "seoul_on_taiwan": weight.tension_by_seoul * (before.seams[TAIWAN] - weight.usual_taiwan_seam),
        "crisis": weight.tension_by_crisis * in_crisis(before),
    }


def standing_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes Taiwan's standing, in logits."""
    weight, instruments = month.parameters.threat, month.instruments
    return {
        "baseline": weight.standing_intercept,
        "seoul_on_taiwan": weight.standing_by_seoul * (before.seams[TAIWAN] - weight.usual_taiwan_seam),
        "commitment": weight.standing_by_commitment * (instruments.commitment - weight.usual_commitment),
        "japan": weight.standing_by_japan * (before.japan_security_posture - weight.usual_japan_posture),
        "grey_zone_pressure": -weight.standing_lost_to_grey_zone * (instruments.grey_zone_pressure - weight.usual_grey_zone),
        "taiwan_tension": -weight.standing_lost_to_tension * (before.taiwan_tension - weight.usual_tension),
    }


FIELDS = {
    "threat_pyongyang": threat_pyongyang,
    "threat_beijing": threat_beijing,
    "taiwan_tension": taiwan_tension,
    "taiwan_standing": taiwan_standing,
}
"""The rule of each field that this mechanism owns."""
