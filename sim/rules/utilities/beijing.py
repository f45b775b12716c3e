"""Beijing wants Seoul loose from the trilateral, dependent and friendly, Pyongyang stable, and breaches of its red lines answered.

    utility = seams * sum(beijing_salience * (1 - seams)) / sum(beijing_salience)
              + trilateral * (1 - cohesion.trilateral) + hardening_share * trilateral * (1 - hardening)
              + leverage * leverage.over_seoul + relations * engagement + technology * (1 - technology_lead) + image * opinion.china
              - punishment * max(retaliation_per_grievance * grievance - visible_coercion, 0)^2
              + conditionality * conduct * (reward - pressure.culture)
              + reanchoring * hardening * (1 - ideology) / 2 * reward * (1 - grievance)
              + cultural_protection * pressure.culture
              - sum over channels of sender_cost * pressure * need
              - reward_cost * reward^2
              + overcapacity_gain * (overcapacity_gain_base + chinese_slack) * overcapacity_exports
              - asset_purchase_cost * asset_purchases^2 - technology_acquisition_cost * technology_acquisition^2
              - stability * (pyongyang_instability + crisis_dread * crisis_hazard)
              + asset * tie.beijing_pyongyang * rivalry
              - support_cost * support_of_pyongyang^2 - restraint_cost * restraint_of_pyongyang^2
              + grey_zone_gain * (grey_zone_tension_cause * taiwan_tension + grey_zone_grievance_cause * grievance) * grey_zone_pressure
              - grey_zone_cost * grey_zone_pressure^2

`need` is goods_cost_base + technology_lead for goods (China needs Korean chips) and 1 for the other channels.

Source: reward before the bloc hardens Crawford 2011; leverage from dependence Hirschman 1945; weights are judgement.
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import added
from sim.rules.month import Month
from sim.world.axes import CULTURE, GOODS
from sim.world.rows import Array
from sim.world.state import State


def terms(state: State, month: Month) -> dict[str, Array]:
    """The terms of Beijing's utility, `[world]` each, in utility units."""
    return wedge_terms(state, month) | conduct_terms(state, month) | cost_terms(state, month) | region_terms(state, month)


def wedge_terms(state: State, month: Month) -> dict[str, Array]:
    """What Beijing wants of Seoul: its seams, a loose trilateral, leverage, engagement, technology, a good name."""
    p, derived = month.parameters.beijing, month.derived
    salience = month.parameters.policy_seams.beijing_salience
    return {
        "seams": p.seams * added(salience * (1 - state.seams)) / added(salience),
        "loose_trilateral": p.trilateral * (1 - derived.cohesion_trilateral),
        "soft_trilateral": p.hardening_share * p.trilateral * (1 - state.hardening),
        "leverage": p.leverage * derived.leverage_over_seoul,
        "engagement": p.relations * state.engagement,
        "technology": p.technology * (1 - state.technology_lead),
        "image": p.image * state.opinion_china,
    }


def conduct_terms(state: State, month: Month) -> dict[str, Array]:
    """Answering Seoul's conduct: breaches punished, good conduct paid, a receptive Seoul drawn back in time."""
    p, instruments = month.parameters.beijing, month.instruments
    shortfall = np.maximum(p.retaliation_per_grievance * state.grievance - month.derived.visible_coercion, 0)
    receptive = (1 - state.ideology) / 2
    return {
        "breach_unpunished": -p.punishment * shortfall**2,
        "conditionality": p.conditionality * month.derived.conduct * (instruments.reward - instruments.pressure[CULTURE]),
        "reanchoring": p.reanchoring * state.hardening * receptive * instruments.reward * (1 - state.grievance),
    }


def cost_terms(state: State, month: Month) -> dict[str, Array]:
    """What the economic instruments bring and cost China itself."""
    p, instruments = month.parameters.beijing, month.instruments
    per_channel = p.sender_cost * instruments.pressure
    need_of_chips = p.goods_cost_base + np.maximum(state.technology_lead, 0) - 1
    return {
        "cultural_protection": p.cultural_protection * instruments.pressure[CULTURE],
        "cost_of_pressure": -(added(per_channel) + per_channel[GOODS] * need_of_chips),
        "cost_of_reward": -p.reward_cost * instruments.reward**2,
        "overcapacity": p.overcapacity_gain * (p.overcapacity_gain_base + month.drivers.chinese_slack) * instruments.overcapacity_exports,
        "cost_of_purchases": -p.asset_purchase_cost * instruments.asset_purchases**2,
        "cost_of_acquisition": -p.technology_acquisition_cost * instruments.technology_acquisition**2,
    }


def region_terms(state: State, month: Month) -> dict[str, Array]:
    """Pyongyang as a risk and as an asset, and the grey zone."""
    p, instruments, derived = month.parameters.beijing, month.instruments, month.derived
    cause = p.grey_zone_tension_cause * state.taiwan_tension + p.grey_zone_grievance_cause * state.grievance
    return {
        "instability_of_pyongyang": -p.stability * derived.pyongyang_instability,
        "danger_of_crisis": -p.stability * p.crisis_dread * derived.crisis_hazard,
        "pyongyang_as_asset": p.asset * state.tie_beijing_pyongyang * derived.rivalry,
        "cost_of_support": -p.support_cost * instruments.support_of_pyongyang**2,
        "cost_of_restraint": -p.restraint_cost * instruments.restraint_of_pyongyang**2,
        "grey_zone": p.grey_zone_gain * cause * instruments.grey_zone_pressure,
        "cost_of_grey_zone": -p.grey_zone_cost * instruments.grey_zone_pressure**2,
    }
