"""Approval of Seoul's president drifts back to its usual level; welfare, defiance under pressure and deference move it.

    approval: d/dt = sum of approval_terms - approval / approval_months

    approval_terms:  usual_approval / approval_months
                     + approval_by_welfare * (welfare - usual_welfare)
                     + approval_by_defiance * surprise * (indirect_balancing - limited_bandwagoning)
                     - approval_lost_by_deference * audience_cost * limited_bandwagoning * visible_coercion
    surprise = max(visible_coercion - habituated_coercion, 0)

The public rallies behind a president who balances while pressure is still unexpected, and blames one who defers to it.
Removals, acting presidents and elections are no part of this mechanism: they are a phase of the turn, with numbers from the same table.

Source: Fearon 1994 and Putnam 1988 (audience costs); Gueorguiev, McDowell and Steinberg 2020 (rally under coercion).
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import settle, total
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """Approval at the end of the month, a share, `[world]`."""
    rate = 1 / month.parameters.domestic_politics.approval_months
    return {"approval": settle(before.approval, total(approval_terms(before, month)), rate, month.length)}


def approval_terms(before: State, month: Month) -> dict[str, Array]:
    """What feeds approval, in approval per month, `[world]` each; forgetting drains it."""
    numbers, doing, derived = month.parameters.domestic_politics, month.instruments, month.derived
    surprise = np.maximum(derived.visible_coercion - before.habituated_coercion, 0)
    blame = numbers.approval_lost_by_deference * numbers.audience_cost
    return {
        "usual_approval": np.asarray(numbers.usual_approval / numbers.approval_months),
        "welfare": numbers.approval_by_welfare * (derived.welfare - numbers.usual_welfare),
        "defiance_of_coercion": numbers.approval_by_defiance * surprise * (doing.indirect_balancing - doing.limited_bandwagoning),
        "deference_under_coercion": -blame * doing.limited_bandwagoning * derived.visible_coercion,
    }
