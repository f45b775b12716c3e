"""Seoul's position on each seam moves toward a bargain between five voices; institutions slow the retreat from Washington.

A seam is a policy that a wedge can open. 0 is Beijing's ideal and 1 is Washington's. On every seam:

    seams -> bargain           at adjustment_rate * policy_capacity * lock
    bargain = sum over voices of weight * ideal / sum over voices of weight
    lock    = 1 - retreat_lock * hardening   where the bargain lies below the position, else 1

    voice       ideal                          weight
    seoul       sum of ideal_terms             1
    washington  1                              bargaining_weight_washington * washington_salience * seam_demands
                                               * (demands_without_cohesion + (1 - demands_without_cohesion) * cohesion.us_rok)
                                               * (demands_without_threat + (1 - demands_without_threat) * threat.pyongyang)
    beijing     0                              bargaining_weight_beijing * beijing_salience * leverage.over_seoul * (coercion + reward)
    tokyo       tokyo_ideal                    bargaining_weight_tokyo * tokyo_salience * cohesion.rok_japan
    public      sum of public_ideal_terms      bargaining_weight_public

    reward   = reward_efficacy * reward_offered * credibility
    coercion = coercion_efficacy * pain * (coercion_without_engagement + (1 - coercion_without_engagement) * engagement)
               * max(1 - audience_cost * (1 - opinion.china), 0)

    ideal_terms:        seam_ideal + sunk_commitment + hedging_loading * (indirect_balancing - limited_bandwagoning - usual_tilt)
                        + ideal_by_ideology * ideology
                        + ideal_by_threat_from_beijing * (threat.beijing - threat_from_beijing_reference)
                        + ideal_by_threat_from_pyongyang * (threat.pyongyang - threat_from_pyongyang_reference)
                        + contribution_loading * (alliance_contribution - contribution_reference)
    public_ideal_terms: public_neutral + public_by_opinion_gap * (opinion.us - opinion.china) + public_shift

Both ideals are cut to 0 to 1. Wedging by reward needs a credible promise; wedging by coercion works best between partners who
expect little conflict, and meets a public that will not be seen to yield to a power it dislikes.

Source: Bueno de Mesquita 1981-2011 and Wise, Howe and Efird 2017 (position weighted by capability and salience); Crawford 2011 and 2021,
Izumikawa 2013 (reward and coercive wedging); Drezner 1999 (sanctions paradox); Putnam 1988 and Fearon 1994 (win-set, audience costs);
Walt 1987 (threat); Kuik 2008 and 2016 (hedging).
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import added, approach, total
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """Positions on the seams at the end of the month, `[seam, world]`."""
    lock = 1 - month.parameters.trilateral_hardening.retreat_lock * before.hardening
    toward_washington, toward_beijing = closing(before, month, 1.0), closing(before, month, lock)
    return {"seams": approach(before.seams, bargain(before, month), toward_washington, toward_beijing)}


def closing(before: State, month: Month, lock: Array | float) -> Array:
    """Share of the gap that closes in the step, `[world]`: `1 - exp(-adjustment_rate * policy_capacity * lock * length)`."""
    rate = month.parameters.policy_seams.adjustment_rate * before.policy_capacity * lock
    return np.asarray(1 - np.exp(-rate * month.length))


def bargain(before: State, month: Month) -> Array:
    """The position on which the five voices would settle, `[seam, world]`: the mean of their ideals by their weights.

    Seoul's weight is 1, and the ideals of Washington and Beijing are 1 and 0.
    """
    weight, ideal = weights(before, month), ideals(before, month)
    pulled = added((ideal["seoul"], weight["washington"], weight["tokyo"] * ideal["tokyo"], weight["public"] * ideal["public"]))
    return np.asarray(pulled / total(weight))


def ideals(before: State, month: Month) -> dict[str, Array]:
    """What the voices want of Seoul that are not at an end of the scale, 0 to 1, `[seam, world]`, or one number per seam."""
    return {
        "seoul": np.clip(total(ideal_terms(before, month)), 0, 1),
        "tokyo": np.asarray(month.parameters.policy_seams.tokyo_ideal),
        "public": np.clip(total(public_ideal_terms(before, month)), 0, 1),
    }


def ideal_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes Seoul's own ideal, `[seam, world]`, or `[world]` where it moves all seams alike."""
    numbers, doing = month.parameters.policy_seams, month.instruments
    return {
        "structural_ideal": month.drivers.seam_ideal,
        "sunk_commitment": before.sunk_commitment,
        "indirect_balancing": numbers.hedging_loading * (doing.indirect_balancing - numbers.usual_tilt),
        "limited_bandwagoning": -numbers.hedging_loading * doing.limited_bandwagoning,
        "ideology": numbers.ideal_by_ideology * before.ideology,
        "threat_from_beijing": numbers.ideal_by_threat_from_beijing * (before.threat_beijing - numbers.threat_from_beijing_reference),
        "threat_from_pyongyang": numbers.ideal_by_threat_from_pyongyang * (before.threat_pyongyang - numbers.threat_from_pyongyang_reference),
        "alliance_contribution": numbers.contribution_loading * (doing.alliance_contribution - numbers.contribution_reference),
    }


def public_ideal_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes the ideal of Korea's public, `[seam, world]`, or `[world]` where it moves all seams alike."""
    numbers = month.parameters.policy_seams
    return {
        "neutral": np.asarray(numbers.public_neutral),
        "sympathies": numbers.public_by_opinion_gap * (before.opinion_us - before.opinion_china),
        "reservations": numbers.public_shift,
    }


def weights(before: State, month: Month) -> dict[str, Array]:
    """How much each voice counts, relative to Seoul's own: `[seam, world]`, or alike on all seams where salience plays no part."""
    numbers, derived = month.parameters.policy_seams, month.derived
    wedge = derived.leverage_over_seoul * (coercive_wedging(before, month) + reward_wedging(month))
    return {
        "seoul": np.asarray(1.0),
        "washington": numbers.washington_salience * washington_pressing(before, month),
        "beijing": numbers.beijing_salience * (numbers.bargaining_weight_beijing * wedge),
        "tokyo": numbers.tokyo_salience * (numbers.bargaining_weight_tokyo * before.cohesion_rok_japan),
        "public": np.asarray(numbers.bargaining_weight_public),
    }


def washington_pressing(before: State, month: Month) -> Array:
    """Weight of Washington's demands before salience, `[world]`: an ally who feels close and threatened concedes more."""
    numbers = month.parameters.policy_seams
    close = numbers.demands_without_cohesion + (1 - numbers.demands_without_cohesion) * before.cohesion_us_rok
    threatened = numbers.demands_without_threat + (1 - numbers.demands_without_threat) * before.threat_pyongyang
    return np.asarray(numbers.bargaining_weight_washington * month.instruments.seam_demands * close * threatened)


def coercive_wedging(before: State, month: Month) -> Array:
    """How far pain turns into weight at the table, `[world]` (Drezner 1999; Putnam 1988; Fearon 1994)."""
    numbers = month.parameters.policy_seams
    expecting_peace = numbers.coercion_without_engagement + (1 - numbers.coercion_without_engagement) * before.engagement
    win_set = np.maximum(1 - month.parameters.domestic_politics.audience_cost * (1 - before.opinion_china), 0)
    return np.asarray(numbers.coercion_efficacy * month.derived.pain * expecting_peace * win_set)


def reward_wedging(month: Month) -> Array:
    """How far credible reward turns into weight at the table, `[world]` (Crawford 2011)."""
    return np.asarray(month.parameters.policy_seams.reward_efficacy * month.derived.credible_reward)
