"""The second half of the month's transition in plain floats: seams, alliances, Pyongyang, threats, what Beijing thinks of Seoul."""

from __future__ import annotations

from math import exp
from typing import Any

from ordinary_rules import SEAMS, TAIWAN, TRILATERAL, cut, logistic, relax, settle


def seams(w: Any, do: Any, out: Any, p: Any, d: Any) -> dict[str, Any]:
    """M7 and grievance."""
    n, moved = p.policy_seams, []
    pressing = (n.bargaining_weight_washington * do.seam_demands
                * (n.demands_without_cohesion + (1 - n.demands_without_cohesion) * w.cohesion_us_rok)
                * (n.demands_without_threat + (1 - n.demands_without_threat) * w.threat_pyongyang))
    coercion = (n.coercion_efficacy * d.pain * (n.coercion_without_engagement + (1 - n.coercion_without_engagement) * w.engagement)
                * max(1 - p.domestic_politics.audience_cost * (1 - w.opinion_china), 0))
    wedge = n.bargaining_weight_beijing * d.leverage * (coercion + n.reward_efficacy * d.reward)
    tokyo, public = n.bargaining_weight_tokyo * w.cohesion_rok_japan, n.bargaining_weight_public
    for s in SEAMS:
        seoul = cut(out.seam_ideal[s] + w.sunk_commitment[s] + own_ideal(w, do, n, s))
        people = cut(n.public_neutral + n.public_by_opinion_gap * (w.opinion_us - w.opinion_china) + n.public_shift[s])
        washington, japan = n.washington_salience[s] * pressing, n.tokyo_salience[s] * tokyo
        weight = 1 + washington + n.beijing_salience[s] * wedge + japan + public
        target = (seoul + washington + japan * n.tokyo_ideal + public * people) / weight
        lock = 1 - p.trilateral_hardening.retreat_lock * w.hardening if target < w.seams[s] else 1
        moved.append(w.seams[s] + (1 - exp(-n.adjustment_rate * w.policy_capacity * lock)) * (target - w.seams[s]))
    return {"seams": moved, "grievance": grievance(w, do, p, moved)}


def own_ideal(w: Any, do: Any, n: Any, s: int) -> float:
    """What moves Seoul's own ideal on a seam."""
    return (n.hedging_loading[s] * (do.indirect_balancing - n.usual_tilt - do.limited_bandwagoning) + n.ideal_by_ideology * w.ideology
            + n.ideal_by_threat_from_beijing * (w.threat_beijing - n.threat_from_beijing_reference)
            + n.ideal_by_threat_from_pyongyang * (w.threat_pyongyang - n.threat_from_pyongyang_reference)
            + n.contribution_loading[s] * (do.alliance_contribution - n.contribution_reference))


def grievance(w: Any, do: Any, p: Any, moved: list[float]) -> float:
    """M13: offence at abrupt moves."""
    n = p.grievance
    jump = sum(p.policy_seams.beijing_salience[s] * max(moved[s] - w.seams[s] - n.drift_tolerance, 0) for s in SEAMS)
    healed = w.grievance * exp(-(1 / n.decay_months + n.relief_by_deference * max(do.limited_bandwagoning - p.conduct.usual_deference, 0)))
    return healed + (1 - healed) * min(n.abrupt_move_sensitivity * jump, 1)


def alliances(w: Any, do: Any, out: Any, p: Any, d: Any) -> dict[str, Any]:
    """M8, M9, M10."""
    n, j, h, f = p.us_rok_cohesion, p.japan_legs, p.trilateral_hardening, p.fears
    beijing, pyongyang = w.threat_beijing - j.threat_from_beijing_reference, w.threat_pyongyang - j.threat_from_pyongyang_reference
    us_rok = (n.intercept + n.by_threat * (w.threat_pyongyang - n.threat_from_pyongyang_reference)
              + n.by_threat * n.weight_of_threat_from_beijing * (w.threat_beijing - n.threat_from_beijing_reference)
              + n.by_seam_substance * (d.substance - n.seam_substance_reference) + n.by_commitment * (do.commitment - n.commitment_reference)
              + n.by_opinion_of_us * (w.opinion_us - n.opinion_of_us_reference)
              + n.by_contribution * (do.alliance_contribution - n.contribution_reference)
              - n.lost_to_burden_sharing * (do.burden_sharing_pressure - n.burden_sharing_reference) - n.lost_to_entrapment * d.entrapment
              - n.lost_to_outreach_to_pyongyang * max(do.outreach_to_pyongyang - out.us_openness_to_deal - n.outreach_margin, 0))
    us_japan = (j.us_japan_intercept + j.us_japan_by_threat_from_beijing * beijing + j.us_japan_by_threat_from_pyongyang * pyongyang
                + j.us_japan_by_commitment * (do.commitment - j.commitment_reference)
                - j.us_japan_lost_to_burden_sharing * (do.burden_sharing_pressure - j.burden_sharing_reference)
                + j.us_japan_by_security_posture * (w.japan_security_posture - j.security_posture_reference))
    fear = (f.abandonment_by_commitment * (1 - do.commitment) + f.abandonment_by_burden * do.burden_sharing_pressure
            + f.abandonment_by_weak_cohesion * (1 - w.cohesion_us_rok) - j.abandonment_fear_reference)
    rok_japan = (j.rok_japan_intercept + j.rok_japan_by_threat_from_pyongyang * pyongyang + j.rok_japan_by_threat_from_beijing * beijing
                 + j.rok_japan_by_abandonment_fear * fear + j.rok_japan_by_outreach * (do.outreach - j.outreach_reference)
                 - j.rok_japan_lost_to_friction * (do.friction - j.friction_reference) + j.rok_japan_by_ideology * w.ideology
                 + j.rok_japan_by_opinion_of_japan * (w.opinion_japan - j.opinion_of_japan_reference)
                 + j.rok_japan_by_indirect_balancing * (do.indirect_balancing - j.indirect_balancing_reference)
                 - j.rok_japan_lost_to_history * (out.history_salience - j.history_reference))
    posture = (j.security_posture_intercept + j.security_posture_by_threat_from_beijing * beijing
               + j.security_posture_by_threat_from_pyongyang * pyongyang
               + j.security_posture_by_taiwan_tension * (w.taiwan_tension - j.taiwan_tension_reference)
               + j.security_posture_by_defence_buildup * (do.defence_buildup - j.defence_buildup_reference)
               + j.security_posture_by_abandonment_fear * (d.fear - j.abandonment_fear_reference))
    building = h.institutionalisation_rate * max(w.seams[TRILATERAL] * d.trilateral - h.building_threshold, 0)
    erosion = h.erosion_rate * max(h.erosion_threshold - d.trilateral, 0)
    months = n.adjustment_months
    return {"cohesion_us_rok": relax(w.cohesion_us_rok, n.treaty_floor + (1 - n.treaty_floor) * logistic(us_rok), months),
            "cohesion_us_japan": relax(w.cohesion_us_japan, j.us_japan_floor + (1 - j.us_japan_floor) * logistic(us_japan), months),
            "cohesion_rok_japan": relax(
                w.cohesion_rok_japan, j.rok_japan_floor + (1 - j.rok_japan_floor) * logistic(rok_japan), j.rok_japan_pace * months),
            "japan_security_posture": relax(w.japan_security_posture, logistic(posture), j.security_posture_months),
            "hardening": settle(w.hardening, building, building + erosion + h.fading_rate)}


def peninsula(w: Any, do: Any, out: Any, p: Any, d: Any) -> dict[str, Any]:
    """M11, M12."""
    n, t = p.pyongyang, p.threat
    growth = n.capability_by_testing * do.provocation + n.capability_by_moscow * w.tie_moscow_pyongyang
    tie = (n.tie_intercept + n.tie_by_support * (do.support_of_pyongyang - 0.5) + n.tie_by_rivalry * (d.rivalry - n.usual_rivalry)
           - n.tie_lost_to_moscow * w.tie_moscow_pyongyang - n.tie_lost_to_provocation * (do.provocation - 0.5)
           - n.tie_lost_to_restraint * do.restraint_of_pyongyang)
    rhetoric = n.rhetoric_intercept - n.rhetoric_lost_to_rivalry * (d.rivalry - n.usual_rivalry) - n.rhetoric_lost_to_moscow * w.tie_moscow_pyongyang
    grey, strait = do.grey_zone_pressure - t.usual_grey_zone, w.seams[TAIWAN] - t.usual_taiwan_seam
    pyongyang = (t.pyongyang_intercept + t.pyongyang_by_capability * (w.pyongyang_capability - t.usual_capability)
                 + t.pyongyang_by_provocation * (do.provocation - 0.5) - t.pyongyang_relief_by_dialogue * do.dialogue
                 + t.pyongyang_by_crisis * d.crisis)
    beijing = (t.beijing_intercept + t.beijing_by_coercion * d.coercion + t.beijing_by_grey_zone * grey
               + t.beijing_by_grey_zone * (w.taiwan_tension - t.usual_tension) + t.beijing_by_crisis * d.crisis)
    tension = out.reference_taiwan_tension + t.tension_by_grey_zone * grey + t.tension_by_seoul * strait + t.tension_by_crisis * d.crisis
    standing = (t.standing_intercept + t.standing_by_seoul * strait + t.standing_by_commitment * (do.commitment - t.usual_commitment)
                + t.standing_by_japan * (w.japan_security_posture - t.usual_japan_posture) - t.standing_lost_to_grey_zone * grey
                - t.standing_lost_to_tension * (w.taiwan_tension - t.usual_tension))
    moscow = do.pivot_to_moscow * (n.welcome_without_war + n.welcome_by_war * out.war_demand)
    return {"tie_moscow_pyongyang": relax(w.tie_moscow_pyongyang, moscow, n.moscow_tie_months),
            "pyongyang_capability": settle(w.pyongyang_capability, growth, growth + n.capability_erosion),
            "tie_beijing_pyongyang": relax(w.tie_beijing_pyongyang, logistic(tie), n.beijing_tie_months),
            "denuclearisation_rhetoric": relax(w.denuclearisation_rhetoric, logistic(rhetoric), n.rhetoric_months),
            "threat_pyongyang": relax(w.threat_pyongyang, logistic(pyongyang), t.pyongyang_months),
            "threat_beijing": relax(w.threat_beijing, logistic(beijing), t.beijing_months),
            "taiwan_tension": relax(w.taiwan_tension, cut(tension), t.tension_months),
            "taiwan_standing": relax(w.taiwan_standing, logistic(standing), t.standing_months)}


def goodwill(w: Any, do: Any, p: Any, d: Any) -> dict[str, Any]:
    """Credibility (M13) and engagement (M14)."""
    n, c = p.engagement, p.credibility
    earned = c.gain_by_reward * do.reward * (1 - d.coercion)
    target = logistic(
        n.intercept + n.by_binding_engagement * (do.binding_engagement - n.binding_engagement_reference)
        + n.by_economic_pragmatism * (do.economic_pragmatism - n.economic_pragmatism_reference) + n.by_rhetoric * (do.rhetoric - n.rhetoric_reference)
        + n.by_outreach_to_pyongyang * (do.outreach_to_pyongyang - n.outreach_reference) + n.by_credible_reward * d.reward
        + n.by_credible_restraint * do.restraint_of_pyongyang * w.credibility - n.lost_to_coercion * d.coercion
        - n.lost_to_grievance * w.grievance + n.by_opinion_of_china * (w.opinion_china - n.opinion_of_china_reference))
    rate = earned + c.loss_by_coercion * d.coercion + c.forgetting_rate
    return {"credibility": settle(w.credibility, earned + c.forgetting_rate * c.resting_level, rate),
            "conduct_reference": relax(w.conduct_reference, d.core, c.reference_months),
            "engagement": relax(w.engagement, target, n.adjustment_months)}
