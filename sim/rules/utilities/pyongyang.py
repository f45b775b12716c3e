"""Pyongyang wants capability, support and freedom from its patrons, and talks only where somebody listens.

    utility = capability * pyongyang_capability - autonomy * leverage.over_pyongyang
              + support * support_from_beijing * support_of_pyongyang * tie.beijing_pyongyang
              + support * support_from_moscow * tie.moscow_pyongyang
              + attention * (1 - restraint_effect * restraint_of_pyongyang * leverage.over_pyongyang) * provocation
              - provocation_cost * provocation^2 - risk * crisis_hazard
              + dialogue_gain * (dialogue_openness_share * us_openness_to_deal + dialogue_outreach_share * outreach_to_pyongyang) * dialogue
              - dialogue_cost * dialogue
              - moscow_cost * (1 - war_demand) * (1 - moscow_war_relief * war_demand) * pivot_to_moscow

Source: weights are judgement.
"""

from __future__ import annotations

from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def terms(state: State, month: Month) -> dict[str, Array]:
    """The terms of Pyongyang's utility, `[world]` each, in utility units."""
    return patron_terms(state, month) | posture_terms(month)


def patron_terms(state: State, month: Month) -> dict[str, Array]:
    """Capability, and what Beijing and Moscow give and take."""
    p, instruments, war = month.parameters.pyongyang, month.instruments, month.drivers.war_demand
    from_beijing = p.support_from_beijing * instruments.support_of_pyongyang * state.tie_beijing_pyongyang
    return {
        "capability": p.capability * state.pyongyang_capability,
        "leverage_of_beijing": -p.autonomy * month.derived.leverage_over_pyongyang,
        "support_from_beijing": p.support * from_beijing,
        "support_from_moscow": p.support * p.support_from_moscow * state.tie_moscow_pyongyang,
        "cost_of_moscow": -p.moscow_cost * (1 - war) * (1 - p.moscow_war_relief * war) * instruments.pivot_to_moscow,
    }


def posture_terms(month: Month) -> dict[str, Array]:
    """What provocation and dialogue bring and cost."""
    p, instruments, drivers, derived = month.parameters.pyongyang, month.instruments, month.drivers, month.derived
    held_back = p.restraint_effect * instruments.restraint_of_pyongyang * derived.leverage_over_pyongyang
    heard = p.dialogue_openness_share * drivers.us_openness_to_deal + p.dialogue_outreach_share * instruments.outreach_to_pyongyang
    return {
        "attention": p.attention * (1 - held_back) * instruments.provocation,
        "cost_of_provocation": -p.provocation_cost * instruments.provocation**2,
        "danger_of_crisis": -p.risk * derived.crisis_hazard,
        "dialogue": p.dialogue_gain * heard * instruments.dialogue,
        "cost_of_dialogue": -p.dialogue_cost * instruments.dialogue,
    }
