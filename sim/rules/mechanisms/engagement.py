"""Dialogue, trade, kind words and credible offers warm Beijing and Seoul; visible coercion and grievance cool them.

    engagement -> logistic(sum of engagement_terms)      with adjustment_months

    engagement_terms: intercept
                      + by_binding_engagement * (binding_engagement - binding_engagement_reference)
                      + by_economic_pragmatism * (economic_pragmatism - economic_pragmatism_reference)
                      + by_rhetoric * (rhetoric - rhetoric_reference)
                      + by_outreach_to_pyongyang * (outreach_to_pyongyang - outreach_reference)
                      + by_credible_reward * reward * credibility
                      + by_credible_restraint * restraint_of_pyongyang * credibility
                      - lost_to_coercion * visible_coercion
                      - lost_to_grievance * grievance
                      + by_opinion_of_china * (opinion.china - opinion_of_china_reference)

This is where rhetoric counts: it warms engagement and touches neither the seams nor the alliances.

Source: Kuik 2008 and 2016 (binding engagement, pragmatism); Crawford 2011 (reward); Lim and Ferguson 2022 (freeze under informal sanctions);
The Epoch Times 2026 (optics against substance; Beijing as mediator).
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import logistic, relax, total
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """Engagement between Beijing and Seoul at the end of the month, 0 to 1, `[world]`."""
    target = logistic(total(engagement_terms(before, month)))
    return {"engagement": relax(before.engagement, target, month.parameters.engagement.adjustment_months, month.length)}


def engagement_terms(before: State, month: Month) -> dict[str, Array]:
    """What warms and cools Beijing and Seoul, in log-odds, `[world]` each."""
    numbers, doing, derived = month.parameters.engagement, month.instruments, month.derived
    return {
        "intercept": np.asarray(numbers.intercept),
        "binding_engagement": numbers.by_binding_engagement * (doing.binding_engagement - numbers.binding_engagement_reference),
        "economic_pragmatism": numbers.by_economic_pragmatism * (doing.economic_pragmatism - numbers.economic_pragmatism_reference),
        "rhetoric": numbers.by_rhetoric * (doing.rhetoric - numbers.rhetoric_reference),
        "outreach_to_pyongyang": numbers.by_outreach_to_pyongyang * (doing.outreach_to_pyongyang - numbers.outreach_reference),
        "credible_reward": numbers.by_credible_reward * derived.credible_reward,
        "credible_restraint": numbers.by_credible_restraint * doing.restraint_of_pyongyang * before.credibility,
        "visible_coercion": -numbers.lost_to_coercion * derived.visible_coercion,
        "grievance": -numbers.lost_to_grievance * before.grievance,
        "opinion_of_china": numbers.by_opinion_of_china * (before.opinion_china - numbers.opinion_of_china_reference),
    }
