"""Beijing's pressure makes trade and travel fall fast; they recover slowly, because Korean firms adapt and do not all come back.

For each channel (culture, tourism, retail, goods, inputs, finance):

    lost       = pressure_effect * pressure * (1 - sanction_busting * adaptation)
    target     = structural_demand * (1 - lost) * (1 - substitution_scar * adaptation)
                 * (1 + reward_flow_bonus * reward * credibility)
    flow       closes the gap to target, with flow_fall_months on the way down, flow_recovery_months on the way up
    build_up   = pressure * (1 + adaptation_boost_by_denial * (dominance_denial - .5)) / adaptation_months
    decay      = (1 - pressure) / adaptation_decay_months
    adaptation: d/dt = build_up * (1 - adaptation) - decay * adaptation

Three ideas are in it. Saturation: a firm that has found ways around a ban loses less by it. Asymmetry: a ban bites in weeks,
a lifted ban works in years. Hysteresis: what was substituted (`substitution_scar * adaptation`) does not return with the flow.

Source: Lim and Ferguson 2022 (informal sanctions in the dispute over missile defence); Early 2015 (sanction-busting);
Korean tourism statistics of 2016 to 2019 for depth and speed.
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import approach, closed, settle
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """Flow and adaptation at the end of the month, `[channel, world]`; flow is an index (1 = January 2016)."""
    return {field: rule(before, month) for field, rule in FIELDS.items()}


def flow(before: State, month: Month) -> Array:
    """Flow at the end of the month, `[channel, world]`: fast on the way down, slow on the way up."""
    numbers = month.parameters.trade_coercion
    fallen, recovered = closed(numbers.flow_fall_months, month.length), closed(numbers.flow_recovery_months, month.length)
    return approach(before.flow, flow_target(before, month), recovered, fallen)


def adaptation(before: State, month: Month) -> Array:
    """Adaptation at the end of the month, `[channel, world]`."""
    build_up, decay = adaptation_rates(month)
    return settle(before.adaptation, build_up, build_up + decay, month.length)


def flow_lost(before: State, month: Month) -> Array:
    """The share of the flow that pressure takes away, `[channel, world]`: smaller where firms have adapted."""
    numbers = month.parameters.trade_coercion
    return np.asarray(numbers.pressure_effect * month.instruments.pressure * (1 - numbers.sanction_busting * before.adaptation))


def flow_target(before: State, month: Month) -> Array:
    """Where the flow would settle under this month's pressure and reward, `[channel, world]`."""
    numbers = month.parameters.trade_coercion
    not_substituted = 1 - numbers.substitution_scar * before.adaptation
    rewarded = 1 + numbers.reward_flow_bonus * month.derived.credible_reward
    return np.asarray(month.drivers.structural_demand * (1 - flow_lost(before, month)) * not_substituted * rewarded)


def adaptation_rates(month: Month) -> tuple[Array, Array]:
    """How fast adaptation builds up under pressure and decays without it, per month, `[channel, world]`."""
    numbers = month.parameters.trade_coercion
    pressure = month.instruments.pressure
    denial = month.instruments.dominance_denial - 0.5
    build_up = pressure * (1 + numbers.adaptation_boost_by_denial * denial) / numbers.adaptation_months
    return build_up, (1 - pressure) / numbers.adaptation_decay_months


FIELDS = {"flow": flow, "adaptation": adaptation}
"""The rule of each field that this mechanism owns."""
