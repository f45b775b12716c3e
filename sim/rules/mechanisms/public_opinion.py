"""Koreans turn against China when coercion comes unexpectedly, get used to it, and do not forget.

    opinion.china: d/dt       = (reward gain) * (1 - opinion.china) - (backlash) * opinion.china
                                + (opinion_baseline - opinion.china) / return_months
    opinion_baseline: d/dt    = (opinion.china - opinion_baseline) / scarring_months
                                + (long_run_baseline - opinion_baseline) / forgetting_months
    habituated_coercion      -> visible_coercion                              with habituation_months
    opinion.us               -> logistic(sum of opinion_us_terms)             with us_adjustment_months
    opinion.japan            -> logistic(sum of opinion_japan_terms)          with japan_adjustment_months

    backlash    = sudden_coercion_backlash * max(visible_coercion - habituated_coercion, 0)
                  + standing_coercion_backlash * (visible_coercion + grey_zone_pressure)
    reward gain = 2 * credible_reward_gain * reward * credibility     (so `credible_reward_gain` is the gain at an opinion of one half)
    opinion_us_terms:    logit(us_standing_view) + us_commitment_slope * (commitment - us_commitment_reference)
                         - us_burden_slope * (burden_sharing_pressure - us_burden_reference) + rally_toward_us * visible_coercion
    opinion_japan_terms: logit(japan_standing_view) + japan_outreach_slope * (outreach - japan_outreach_reference)
                         - japan_friction_slope * (friction - japan_friction_reference)

"->" is a relaxation. Habituation: a second wave of the same coercion costs less. Scar: the level to which opinion returns falls
with it, and takes many years to rise again. Views of the United States follow Washington's own conduct more than Beijing's.

Source: Gueorguiev, McDowell and Steinberg 2020 (coercion and opinion); surveys of the Asan Institute, Pew and Hankook Research, 2015 to 2025.
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import logistic, logit, relax, settle, total
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """Opinions, baseline and habituation at the end of the month, 0 to 1, `[world]` each."""
    return {field: rule(before, month) for field, rule in FIELDS.items()}


def opinion_china(before: State, month: Month) -> Array:
    """Favourable view of China at the end of the month, `[world]`: it settles between backlash, reward and its baseline."""
    gains, losses = opinion_china_inflow_terms(before, month), opinion_china_outflow_terms(before, month)
    rate = total(losses) + gains["credible_reward"] + 1 / month.parameters.public_opinion.return_months
    return settle(before.opinion_china, total(gains), rate, month.length)


def opinion_china_inflow_terms(before: State, month: Month) -> dict[str, Array]:
    """What raises the view of China in a month, `[world]` each; the reward works on those who do not yet like China."""
    numbers = month.parameters.public_opinion
    return {
        "credible_reward": 2 * numbers.credible_reward_gain * month.derived.credible_reward,
        "baseline": before.opinion_baseline / numbers.return_months,
    }


def opinion_china_outflow_terms(before: State, month: Month) -> dict[str, Array]:
    """Which share of those who like China is lost in a month, by reason, `[world]` each."""
    numbers, coercion = month.parameters.public_opinion, month.derived.visible_coercion
    return {
        "sudden_coercion": numbers.sudden_coercion_backlash * np.maximum(coercion - before.habituated_coercion, 0),
        "standing_coercion": numbers.standing_coercion_backlash * coercion,
        "grey_zone_pressure": numbers.standing_coercion_backlash * month.instruments.grey_zone_pressure,
    }


def opinion_baseline(before: State, month: Month) -> Array:
    """The level to which opinion of China returns: it follows opinion within years and its long-run level within decades, `[world]`."""
    numbers = month.parameters.public_opinion
    inflow = before.opinion_china / numbers.scarring_months + numbers.long_run_baseline / numbers.forgetting_months
    return settle(before.opinion_baseline, inflow, 1 / numbers.scarring_months + 1 / numbers.forgetting_months, month.length)


def habituated_coercion(before: State, month: Month) -> Array:
    """Coercion that the public has come to expect, at the end of the month, `[world]`."""
    months = month.parameters.public_opinion.habituation_months
    return relax(before.habituated_coercion, month.derived.visible_coercion, months, month.length)


def opinion_us(before: State, month: Month) -> Array:
    """Favourable view of the United States at the end of the month, `[world]`."""
    target = logistic(total(opinion_us_terms(before, month)))
    return relax(before.opinion_us, target, month.parameters.public_opinion.us_adjustment_months, month.length)


def opinion_us_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes the view of the United States, in log-odds, `[world]` each."""
    numbers, doing = month.parameters.public_opinion, month.instruments
    return {
        "standing_view": logit(numbers.us_standing_view),
        "commitment": numbers.us_commitment_slope * (doing.commitment - numbers.us_commitment_reference),
        "burden_sharing_pressure": -numbers.us_burden_slope * (doing.burden_sharing_pressure - numbers.us_burden_reference),
        "rally_under_coercion": numbers.rally_toward_us * month.derived.visible_coercion,
    }


def opinion_japan(before: State, month: Month) -> Array:
    """Favourable view of Japan at the end of the month, `[world]`."""
    target = logistic(total(opinion_japan_terms(before, month)))
    return relax(before.opinion_japan, target, month.parameters.public_opinion.japan_adjustment_months, month.length)


def opinion_japan_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes the view of Japan, in log-odds, `[world]` each."""
    numbers, doing = month.parameters.public_opinion, month.instruments
    return {
        "standing_view": logit(numbers.japan_standing_view),
        "outreach": numbers.japan_outreach_slope * (doing.outreach - numbers.japan_outreach_reference),
        "friction": -numbers.japan_friction_slope * (doing.friction - numbers.japan_friction_reference),
    }


FIELDS = {
    "opinion_china": opinion_china,
    "opinion_baseline": opinion_baseline,
    "habituated_coercion": habituated_coercion,
    "opinion_us": opinion_us,
    "opinion_japan": opinion_japan,
}
"""The rule of each field that this mechanism owns."""
