"""What is worked out for people to look at, in plain floats: derived quantities, indices, the landscape of blocs, leverage."""

from __future__ import annotations

from itertools import product
from math import exp
from typing import Any

from ordinary_rules import CHANNELS, cut, logistic, read

MEMBERS = ("seoul", "beijing", "tokyo", "pyongyang", "moscow")
SPLITS = [{"washington": 1, **dict(zip(MEMBERS, sides, strict=True))} for sides in product((1, -1), repeat=len(MEMBERS))]


def record(w: Any, do: Any, out: Any, p: Any) -> dict[str, float]:
    """The quantities that are read off the end of a month, by public name."""
    d = read(w, do, out, p)
    hold = held_over_pyongyang(w, do, p)
    n, y, g = p.conduct, p.pyongyang, p.indices
    conduct = (n.core_weight * (w.conduct_reference - d.core) + n.deference_weight * (do.limited_bandwagoning - n.usual_deference) - w.grievance)
    instability = (y.instability_intercept - y.instability_relief_by_beijing * (do.support_of_pyongyang - 0.5)
                   - y.instability_relief_by_moscow * (w.tie_moscow_pyongyang - y.usual_moscow_tie))
    found = {
        "visible_coercion": d.coercion, "economic_loss": d.loss, "pain": d.pain, "welfare": d.welfare, "abandonment_fear": d.fear,
        "dependence": (w.export_share + w.import_share) / p.leverage.share_scale,
        "counter_dependence": p.leverage.counter_dependence_scale * max(w.technology_lead, 0),
        "leverage.over_seoul": d.leverage, "leverage.over_pyongyang": hold, "entrapment_fear": d.entrapment, "cohesion.trilateral": d.trilateral,
        "rivalry": d.rivalry, "seams.substance": d.substance, "seams.core": d.core, "conduct": cut(conduct, -n.span, n.span),
        "pyongyang_instability": logistic(instability), "crisis_hazard": d.hazard,
        "trade_balance": g.exports_of_gdp * w.export_share - g.imports_of_gdp * w.import_share,
    }
    for c in CHANNELS:
        found[f"recovery.{c}"] = w.flow[c] / out.structural_demand[c] if out.structural_demand[c] > 0 else 0.0
    return found | indices(w, do, p, d, hold) | landscape(w, p, d.rivalry) | leverage(w, do, out, p, (d.leverage, hold))


def held_over_pyongyang(w: Any, do: Any, p: Any) -> float:
    """Beijing's leverage over Pyongyang."""
    alternatives = p.leverage.moscow_equivalence * w.tie_moscow_pyongyang + p.leverage.pyongyang_own_means
    return do.support_of_pyongyang / (do.support_of_pyongyang + alternatives)


def indices(w: Any, do: Any, p: Any, d: Any, hold: float) -> dict[str, float]:
    """The summary indices."""
    g = p.indices
    returns = (do.economic_pragmatism + do.binding_engagement + do.limited_bandwagoning) / 3
    contingency = (do.dominance_denial + do.indirect_balancing) / 2
    both = returns + contingency
    return {
        "hedging.index": 2 * min(returns, contingency) / both if both > 0 else 0.0, "hedging.tilt": contingency - returns,
        "us_influence": g.influence_of_us_rok * w.cohesion_us_rok + g.influence_of_trilateral * d.trilateral + g.influence_of_substance * d.substance,
        "regional_primacy": (d.leverage + (1 - d.trilateral) + hold + (1 - w.taiwan_standing)) / 4,
    }


def landscape(w: Any, p: Any, rivalry: float) -> dict[str, float]:
    """The blocs into which six capitals would fall."""
    n = p.landscape
    pulls = {
        ("seoul", "washington"): 2 * w.cohesion_us_rok - 1, ("washington", "tokyo"): 2 * w.cohesion_us_japan - 1,
        ("seoul", "tokyo"): 2 * w.cohesion_rok_japan - 1, ("seoul", "beijing"): 2 * w.engagement - 1 - n.seoul_beijing_by_threat * w.threat_beijing,
        ("beijing", "pyongyang"): 2 * w.tie_beijing_pyongyang - 1, ("pyongyang", "moscow"): 2 * w.tie_moscow_pyongyang - 1,
        ("seoul", "pyongyang"): 1 - 2 * w.threat_pyongyang - n.seoul_pyongyang_enmity,
        ("washington", "beijing"): -n.washington_beijing_enmity - n.washington_beijing_by_rivalry * rivalry,
        ("tokyo", "beijing"): -n.tokyo_beijing_enmity - n.tokyo_beijing_by_threat * w.threat_beijing,
        ("washington", "pyongyang"): -n.pyongyang_by_threat * w.threat_pyongyang, ("tokyo", "pyongyang"): -n.pyongyang_by_threat * w.threat_pyongyang,
        ("washington", "moscow"): -n.washington_moscow_enmity, ("tokyo", "moscow"): -n.tokyo_moscow_enmity,
        ("beijing", "moscow"): n.beijing_moscow_affinity, ("seoul", "moscow"): -n.seoul_moscow_by_tie * w.tie_moscow_pyongyang,
    }
    strength = {pair: getattr(n, f"size_{pair[0]}") * getattr(n, f"size_{pair[1]}") * cut(pull, -1, 1) for pair, pull in pulls.items()}
    energies = [-sum(split[one] * split[other] * force for (one, other), force in strength.items()) for split in SPLITS]
    lowest = min(energies)
    weights = [exp((lowest - energy) / n.temperature) for energy in energies]
    with_washington = sum(weight for weight, split in zip(weights, SPLITS, strict=True) if split["seoul"] > 0)
    return {"bloc.seoul_with_washington": with_washington / sum(weights), "bloc.frustration": lowest}


def leverage(w: Any, do: Any, out: Any, p: Any, of_beijing: tuple[float, float]) -> dict[str, float]:
    """Who has leverage over whom, and who uses it; `of_beijing` is Beijing's over Seoul and over Pyongyang."""
    (over_seoul, hold), m, lev = of_beijing, p.leverage_matrix, p.leverage
    needed = m.protection_without_threat + (1 - m.protection_without_threat) * w.threat_pyongyang
    us = 1 - (1 - out.us_share_of_korean_exports) * (1 - m.protection_weight * needed * w.cohesion_us_rok)
    needed_in_japan = m.protection_without_threat + (1 - m.protection_without_threat) * w.threat_beijing
    on_pyongyang = do.support_of_pyongyang + do.restraint_of_pyongyang
    given = lev.moscow_equivalence * w.tie_moscow_pyongyang
    return {
        "leverage.beijing.over.seoul": over_seoul, "leverage.beijing.over.tokyo": m.beijing_over_tokyo, "leverage.beijing.over.pyongyang": hold,
        "leverage.seoul.over.beijing": 1 - exp(-lev.trade_asymmetry_weight * lev.counter_dependence_scale * max(w.technology_lead, 0)),
        "leverage.washington.over.seoul": us, "leverage.washington.over.tokyo": m.protection_weight * needed_in_japan * w.cohesion_us_japan,
        "leverage.tokyo.over.seoul": out.japanese_chip_materials,
        "leverage.moscow.over.pyongyang": given / (do.support_of_pyongyang + given + lev.pyongyang_own_means),
        "ledger.beijing.leverage_used": (sum(do.pressure) / 6 + do.reward) * over_seoul + on_pyongyang * hold,
        "ledger.washington.leverage_used": (do.burden_sharing_pressure + do.seam_demands) * us,
        "ledger.tokyo.leverage_used": do.friction * out.japanese_chip_materials,
    }
