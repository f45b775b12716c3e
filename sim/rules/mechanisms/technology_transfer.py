"""Korean technology leaks to China through joint ventures that take two to three years to teach, and through poaching and espionage.

    joint_venture_stock   -> economic_pragmatism * (joint_venture_base + joint_venture_gain_from_acquisition * technology_acquisition)
                             * (1 - joint_venture_loss_from_denial * dominance_denial)      with joint_venture_adjustment_months
    learning_first_stage  -> joint_venture_stock                                            with learning_months / 2
    learning_second_stage -> learning_first_stage                                           with learning_months / 2
    leak_flux             =  sum of leak_terms
    technology_lead: d/dt =  innovation_pull * (1 - technology_lead) - (leak_flux + autonomous_catch_up) * technology_lead
    leak_case_rate        =  detected_case_scale * technology_acquisition * contact
                             * (1 - detection_loss_from_guard * guard_effect * dominance_denial) * dominance_denial^2

    leak_terms, each times (1 - guard_effect * dominance_denial):
        mature_joint_ventures: joint_venture_erosion * learning_second_stage * (1 + party_cell_multiplier * party_cells)
        poaching:              poaching_erosion * technology_acquisition * contact
    contact     = poaching_base + poaching_gain_from_joint_ventures * joint_venture_stock
    party_cells = logistic((joint_venture_stock - party_cell_threshold) / party_cell_width)

"->" is a relaxation. Two stages in a row make a lag that is rarely short: little is learned at once, most after two or three years.
Dominance denial lowers the leak but raises detection, so a crackdown first raises the recorded cases.

Source: The Epoch Times 2026 (markets for technology, mastery in two to three years, party cells, poaching);
Farrell and Newman 2019 (networks as windows); Korean police statistics of leak cases, 2021 to 2024.
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import logistic, relax, settle, total
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """Joint ventures, both stages of learning, the lead (1 = January 2016), the leak per month and the case rate, `[world]` each."""
    leak = leak_flux(before, month)
    shared = {"technology_lead": lead_after(before, month, leak), "leak_flux": leak}
    return {field: shared[field] if field in shared else rule(before, month) for field, rule in FIELDS.items()}


def joint_venture_stock(before: State, month: Month) -> Array:
    """Exposure through joint ventures at the end of the month, `[world]`."""
    months = month.parameters.technology_transfer.joint_venture_adjustment_months
    return relax(before.joint_venture_stock, joint_venture_target(month), months, month.length)


def learning_first_stage(before: State, month: Month) -> Array:
    """What is being taught, `[world]`: follows the joint ventures."""
    stage = month.parameters.technology_transfer.learning_months / 2
    return relax(before.learning_first_stage, before.joint_venture_stock, stage, month.length)


def learning_second_stage(before: State, month: Month) -> Array:
    """What has been mastered, `[world]`: follows the first stage."""
    stage = month.parameters.technology_transfer.learning_months / 2
    return relax(before.learning_second_stage, before.learning_first_stage, stage, month.length)


def technology_lead(before: State, month: Month) -> Array:
    """Korea's lead at the end of the month, `[world]`."""
    return lead_after(before, month, leak_flux(before, month))


def lead_after(before: State, month: Month, leak: Array) -> Array:
    """Korea's lead after a month with that leak, `[world]`: between innovation, leaks and China's own progress."""
    numbers = month.parameters.technology_transfer
    rate = leak + numbers.autonomous_catch_up + numbers.innovation_pull
    return settle(before.technology_lead, numbers.innovation_pull, rate, month.length)


def leak_flux(before: State, month: Month) -> Array:
    """The part of the lead that is lost in a month, `[world]`."""
    return total(leak_terms(before, month))


def joint_venture_target(month: Month) -> Array:
    """Where the stock of joint ventures would settle, 0 to 1, `[world]`."""
    numbers, doing = month.parameters.technology_transfer, month.instruments
    terms_offered = numbers.joint_venture_base + numbers.joint_venture_gain_from_acquisition * doing.technology_acquisition
    return np.asarray(doing.economic_pragmatism * terms_offered * (1 - numbers.joint_venture_loss_from_denial * doing.dominance_denial))


def leak_terms(before: State, month: Month) -> dict[str, Array]:
    """The part of the lead that is lost in a month, by the way it leaves, `[world]` each."""
    numbers, doing = month.parameters.technology_transfer, month.instruments
    unguarded = 1 - numbers.guard_effect * doing.dominance_denial
    party_cells = logistic((before.joint_venture_stock - numbers.party_cell_threshold) / numbers.party_cell_width)
    learning = before.learning_second_stage * (1 + numbers.party_cell_multiplier * party_cells)
    return {
        "mature_joint_ventures": numbers.joint_venture_erosion * learning * unguarded,
        "poaching": numbers.poaching_erosion * doing.technology_acquisition * contact(before, month) * unguarded,
    }


def leak_case_rate(before: State, month: Month) -> Array:
    """The expected number of detected cases bound for China in a month, `[world]`."""
    numbers, doing = month.parameters.technology_transfer, month.instruments
    attempts = doing.technology_acquisition * contact(before, month)
    guarded = 1 - numbers.detection_loss_from_guard * numbers.guard_effect * doing.dominance_denial
    return np.asarray(numbers.detected_case_scale * attempts * guarded * doing.dominance_denial**2)


def contact(before: State, month: Month) -> Array:
    """How much there is to reach for: engineers can be poached anywhere, more easily where firms work together, `[world]`."""
    numbers = month.parameters.technology_transfer
    return np.asarray(numbers.poaching_base + numbers.poaching_gain_from_joint_ventures * before.joint_venture_stock)


FIELDS = {
    "joint_venture_stock": joint_venture_stock,
    "learning_first_stage": learning_first_stage,
    "learning_second_stage": learning_second_stage,
    "technology_lead": technology_lead,
    "leak_flux": leak_flux,
    "leak_case_rate": leak_case_rate,
}
"""The rule of each field that this mechanism owns."""
