"""The month's transition once more, written the ordinary way: one world, plain floats, `math`.

It serves the comparison of speed alone and is checked against the model's own transition before it is timed.
`w` is the world (a float per quantity, a list per block), `do` what the capitals do, `out` what comes from outside,
`p` the parameters by group. The equations and their sources stand in `sim/rules/`.
"""

from __future__ import annotations

from math import cbrt, exp, log
from types import SimpleNamespace
from typing import Any

CHANNELS = SEAMS = range(6)
GOODS, INPUTS, FINANCE = 3, 4, 5
TAIWAN, SOUTH_CHINA_SEA, INDUSTRY, FLEXIBILITY, TRILATERAL = 0, 1, 2, 3, 5


def logistic(z: float) -> float:
    """The S-curve."""
    return 1 / (1 + exp(-z))


def relax(level: float, target: float, months: float) -> float:
    """A level after a month on its way to a target."""
    return level + (1 - exp(-1 / months)) * (target - level)


def settle(level: float, inflow: float, rate: float) -> float:
    """A level after a month of inflow and proportional outflow."""
    return inflow / rate + (level - inflow / rate) * exp(-rate)


def cut(x: float, low: float = 0.0, high: float = 1.0) -> float:
    """A number within bounds."""
    return min(max(x, low), high)


def read(w: Any, do: Any, out: Any, p: Any) -> SimpleNamespace:
    """What the rules read off the world at the start of the month."""
    d, hidden = SimpleNamespace(), 1.0
    for c in CHANNELS:
        hidden *= 1 - p.trade_coercion.visibility[c] * do.pressure[c]
    d.coercion = 1 - hidden
    d.stakes = [p.trade_coercion.exposure[c] + p.trade_coercion.exposure_per_holdings[c] * w.chinese_holdings for c in CHANNELS]
    d.loss = sum(d.stakes[c] * max(out.structural_demand[c] - w.flow[c], 0) * (1 - p.trade_coercion.recaptured_share[c] * w.adaptation[c])
                 for c in CHANNELS)
    d.pain = d.loss / (d.loss + p.welfare.half_pain_loss)
    d.reward = do.reward * w.credibility
    d.trilateral = cbrt(w.cohesion_us_rok * w.cohesion_us_japan * w.cohesion_rok_japan)
    r = p.rivalry
    d.rivalry = r.tension_weight * w.taiwan_tension + r.seam_demands_weight * do.seam_demands + r.trilateral_weight * d.trilateral
    salience = p.policy_seams.washington_salience
    d.substance = sum(salience[s] * w.seams[s] for s in SEAMS) / sum(salience)
    d.core = ((w.seams[TAIWAN] + w.seams[SOUTH_CHINA_SEA]) / 2 + w.seams[INDUSTRY] + w.seams[FLEXIBILITY]) / 3
    d.welfare, d.leverage, d.hazard = welfare(w, do, p, d), leverage_over_seoul(w, do, p, d), crisis_hazard(w, do, p)
    f = p.fears
    d.fear = (f.abandonment_by_commitment * (1 - do.commitment) + f.abandonment_by_burden * do.burden_sharing_pressure
              + f.abandonment_by_weak_cohesion * (1 - w.cohesion_us_rok))
    d.entrapment = w.taiwan_tension * (f.entrapment_by_flexibility * w.seams[FLEXIBILITY] + f.entrapment_by_taiwan * w.seams[TAIWAN])
    d.crisis = 1.0 if w.crisis_months > 0 else 0.0
    return d


def welfare(w: Any, do: Any, p: Any, d: Any) -> float:
    """Seoul's welfare."""
    n = p.welfare
    return (-d.loss + w.windfall + n.pragmatism_gain * (do.economic_pragmatism - 0.5)
            - n.overcapacity_cost * (do.overcapacity_exports - 0.5) * w.import_share / n.usual_import_share
            - n.burden_cost * do.burden_sharing_pressure + n.reward_gain * d.reward - n.denial_cost * (do.dominance_denial - 0.5)
            - n.contribution_cost * (do.alliance_contribution - n.usual_contribution))


def leverage_over_seoul(w: Any, do: Any, p: Any, d: Any) -> float:
    """Beijing's leverage over Seoul."""
    n = p.leverage
    asymmetry = max((w.export_share + w.import_share) / n.share_scale - n.counter_dependence_scale * max(w.technology_lead, 0), 0)
    chokepoint = (n.chokepoint_reach * (1 - n.chokepoint_relief_by_adaptation * w.adaptation[INPUTS])
                  * (1 - n.chokepoint_relief_by_denial * do.dominance_denial))
    removable = sum(d.stakes[c] * w.flow[c] for c in range(GOODS)) / sum(d.stakes[:GOODS])
    return 1 - exp(-(n.trade_asymmetry_weight * asymmetry + n.chokepoint_weight * chokepoint
                     + n.holdings_weight * w.chinese_holdings + n.soft_flow_weight * removable))


def crisis_hazard(w: Any, do: Any, p: Any) -> float:
    """The chance of a crisis in a month."""
    n, lev = p.crisis, p.leverage
    hold = do.support_of_pyongyang / (do.support_of_pyongyang + lev.moscow_equivalence * w.tie_moscow_pyongyang + lev.pyongyang_own_means)
    fuel = (n.tension_slope * (w.taiwan_tension - n.usual_tension) + n.threat_slope * (w.threat_pyongyang - 0.5)
            + n.provocation_slope * (do.provocation - 0.5))
    calm = n.leverage_slope * (hold - 0.5) + n.restraint_slope * (do.restraint_of_pyongyang * hold - n.usual_restraint)
    return min(n.hazard_cap, n.base_hazard * exp(fuel - calm))


def trade(w: Any, do: Any, out: Any, p: Any, d: Any) -> dict[str, Any]:
    """M1, M2, M3."""
    n, q, f = p.trade_coercion, p.trade_shares, p.financial_penetration
    flow, adaptation = [], []
    for c in CHANNELS:
        lost = n.pressure_effect[c] * do.pressure[c] * (1 - n.sanction_busting * w.adaptation[c])
        target = out.structural_demand[c] * (1 - lost) * (1 - n.substitution_scar[c] * w.adaptation[c]) * (1 + n.reward_flow_bonus * d.reward)
        flow.append(relax(w.flow[c], target, n.flow_fall_months if target < w.flow[c] else n.flow_recovery_months[c]))
        build_up = do.pressure[c] * (1 + n.adaptation_boost_by_denial * (do.dominance_denial - 0.5)) / n.adaptation_months[c]
        adaptation.append(settle(w.adaptation[c], build_up, build_up + (1 - do.pressure[c]) / n.adaptation_decay_months))
    pragmatic = q.elasticity_to_economic_pragmatism * (do.economic_pragmatism - 0.5)
    denied = -q.elasticity_to_dominance_denial * (do.dominance_denial - 0.5)
    exports = (q.reference_export_share * (1 - q.lead_dependence_of_exports * (1 - w.technology_lead))
               * (1 - q.goods_flow_weight * (1 - w.flow[GOODS])) * exp(pragmatic + denied))
    imports = q.reference_import_share * exp(
        q.elasticity_to_overcapacity * (do.overcapacity_exports - 0.5) + q.import_response_to_pragmatism * pragmatic + denied
        + q.import_gain_from_lost_lead * (1 - w.technology_lead) + q.import_gain_from_slack * (out.chinese_slack - q.reference_slack))
    buying = f.purchase_rate * do.asset_purchases * (f.openness_floor + do.economic_pragmatism)
    leaving = f.turnover_rate + f.screening_rate * do.dominance_denial + f.selling_rate * do.pressure[FINANCE]
    return {"flow": flow, "adaptation": adaptation, "export_share": relax(w.export_share, exports, q.adjustment_months),
            "import_share": relax(w.import_share, imports, q.adjustment_months),
            "chinese_holdings": settle(w.chinese_holdings, buying, buying + leaving)}


def technology(w: Any, do: Any, p: Any) -> dict[str, Any]:
    """M4."""
    n = p.technology_transfer
    target = (do.economic_pragmatism * (n.joint_venture_base + n.joint_venture_gain_from_acquisition * do.technology_acquisition)
              * (1 - n.joint_venture_loss_from_denial * do.dominance_denial))
    unguarded = 1 - n.guard_effect * do.dominance_denial
    cells = logistic((w.joint_venture_stock - n.party_cell_threshold) / n.party_cell_width)
    contact = n.poaching_base + n.poaching_gain_from_joint_ventures * w.joint_venture_stock
    leak = (n.joint_venture_erosion * w.learning_second_stage * (1 + n.party_cell_multiplier * cells) * unguarded
            + n.poaching_erosion * do.technology_acquisition * contact * unguarded)
    guarded = 1 - n.detection_loss_from_guard * n.guard_effect * do.dominance_denial
    return {"joint_venture_stock": relax(w.joint_venture_stock, target, n.joint_venture_adjustment_months),
            "learning_first_stage": relax(w.learning_first_stage, w.joint_venture_stock, n.learning_months / 2),
            "learning_second_stage": relax(w.learning_second_stage, w.learning_first_stage, n.learning_months / 2),
            "technology_lead": settle(w.technology_lead, n.innovation_pull, leak + n.autonomous_catch_up + n.innovation_pull), "leak_flux": leak,
            "leak_case_rate": n.detected_case_scale * do.technology_acquisition * contact * guarded * do.dominance_denial**2}


def society(w: Any, do: Any, p: Any, d: Any) -> dict[str, Any]:
    """M5, M6."""
    n, a = p.public_opinion, p.domestic_politics
    sudden = max(d.coercion - w.habituated_coercion, 0)
    loss = n.sudden_coercion_backlash * sudden + n.standing_coercion_backlash * d.coercion + n.standing_coercion_backlash * do.grey_zone_pressure
    gain = 2 * n.credible_reward_gain * d.reward
    us = (log(n.us_standing_view / (1 - n.us_standing_view)) + n.us_commitment_slope * (do.commitment - n.us_commitment_reference)
          - n.us_burden_slope * (do.burden_sharing_pressure - n.us_burden_reference) + n.rally_toward_us * d.coercion)
    japan = (log(n.japan_standing_view / (1 - n.japan_standing_view)) + n.japan_outreach_slope * (do.outreach - n.japan_outreach_reference)
             - n.japan_friction_slope * (do.friction - n.japan_friction_reference))
    approval = (a.usual_approval / a.approval_months + a.approval_by_welfare * (d.welfare - a.usual_welfare)
                + a.approval_by_defiance * sudden * (do.indirect_balancing - do.limited_bandwagoning)
                - a.approval_lost_by_deference * a.audience_cost * do.limited_bandwagoning * d.coercion)
    return {"opinion_china": settle(w.opinion_china, gain + w.opinion_baseline / n.return_months, loss + gain + 1 / n.return_months),
            "opinion_baseline": settle(w.opinion_baseline, w.opinion_china / n.scarring_months + n.long_run_baseline / n.forgetting_months,
                                       1 / n.scarring_months + 1 / n.forgetting_months),
            "habituated_coercion": relax(w.habituated_coercion, d.coercion, n.habituation_months),
            "opinion_us": relax(w.opinion_us, logistic(us), n.us_adjustment_months),
            "opinion_japan": relax(w.opinion_japan, logistic(japan), n.japan_adjustment_months),
            "approval": settle(w.approval, approval, 1 / a.approval_months)}
