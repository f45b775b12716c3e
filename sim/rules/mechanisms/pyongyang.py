"""Pyongyang lives off two patrons: Moscow's need for arms ties it to Moscow, and each test and transfer adds to what it can do.

    tie.moscow_pyongyang   relaxes to  pivot_to_moscow * (a + b * war_demand)
    pyongyang_capability   grows by    g = n_p * provocation + n_m * tie.moscow_pyongyang, erodes at rate e:
                           x' = g (1 - x) - e x
    tie.beijing_pyongyang  relaxes to  logistic(sum of named terms: support, rivalry, Moscow, provocation, restraint)
    denuclearisation_rhetoric relaxes to logistic(r_0 - r_r (rivalry - usual) - r_m tie.moscow_pyongyang)

The tie with Moscow exists while Moscow needs it. Beijing's leverage appears nowhere in the growth of capability:
Beijing prefers stability to rollback. Asking Pyongyang for restraint costs Beijing part of the tie.

Source: The Epoch Times 2026 (pivot to Moscow, troops for technology, the phrase dropped from the white paper);
CSIS Beyond Parallel 2026 (earnings, shells, troops); CNS missile test database.
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import logistic, relax, settle, total
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """The two ties of Pyongyang, its capability, and what Beijing says of denuclearisation, all indices 0 to 1."""
    return {field: rule(before, month) for field, rule in FIELDS.items()}


def tie_moscow_pyongyang(before: State, month: Month) -> Array:
    """The tie with Moscow at the end of the month, `[world]`."""
    return relax(before.tie_moscow_pyongyang, moscow_tie_target(month), month.parameters.pyongyang.moscow_tie_months, month.length)


def pyongyang_capability(before: State, month: Month) -> Array:
    """Nuclear and missile capability at the end of the month, `[world]`."""
    growth = capability_growth(before, month)
    return settle(before.pyongyang_capability, growth, growth + month.parameters.pyongyang.capability_erosion, month.length)


def tie_beijing_pyongyang(before: State, month: Month) -> Array:
    """The tie with Beijing at the end of the month, `[world]`."""
    target = logistic(total(tie_terms(before, month)))
    return relax(before.tie_beijing_pyongyang, target, month.parameters.pyongyang.beijing_tie_months, month.length)


def denuclearisation_rhetoric(before: State, month: Month) -> Array:
    """How loudly Beijing still asks for a denuclearised peninsula at the end of the month, `[world]`."""
    target = logistic(total(rhetoric_terms(before, month)))
    return relax(before.denuclearisation_rhetoric, target, month.parameters.pyongyang.rhetoric_months, month.length)


def moscow_tie_target(month: Month) -> Array:
    """Where the tie with Moscow settles, `[world]`: Pyongyang's pivot, as far as Moscow wants it."""
    weight = month.parameters.pyongyang
    return np.asarray(month.instruments.pivot_to_moscow * (weight.welcome_without_war + weight.welcome_by_war * month.drivers.war_demand))


def capability_growth(before: State, month: Month) -> Array:
    """Capability gained, per month and per unit of what is still missing, `[world]`: by testing, and by Moscow's technology."""
    weight = month.parameters.pyongyang
    return np.asarray(weight.capability_by_testing * month.instruments.provocation + weight.capability_by_moscow * before.tie_moscow_pyongyang)


def tie_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes the tie between Beijing and Pyongyang, in logits; each instrument has a term of its own."""
    weight, instruments = month.parameters.pyongyang, month.instruments
    return {
        "baseline": weight.tie_intercept,
        "support_from_beijing": weight.tie_by_support * (instruments.support_of_pyongyang - 0.5),
        "rivalry_with_washington": weight.tie_by_rivalry * (month.derived.rivalry - weight.usual_rivalry),
        "rival_patron_moscow": -weight.tie_lost_to_moscow * before.tie_moscow_pyongyang,
        "provocation": -weight.tie_lost_to_provocation * (instruments.provocation - 0.5),
        "restraint_by_beijing": -weight.tie_lost_to_restraint * instruments.restraint_of_pyongyang,
    }


def rhetoric_terms(before: State, month: Month) -> dict[str, Array]:
    """What makes Beijing still speak of denuclearisation, in logits."""
    weight = month.parameters.pyongyang
    return {
        "baseline": weight.rhetoric_intercept,
        "rivalry_with_washington": -weight.rhetoric_lost_to_rivalry * (month.derived.rivalry - weight.usual_rivalry),
        "rival_patron_moscow": -weight.rhetoric_lost_to_moscow * before.tie_moscow_pyongyang,
    }


FIELDS = {
    "tie_moscow_pyongyang": tie_moscow_pyongyang,
    "pyongyang_capability": pyongyang_capability,
    "tie_beijing_pyongyang": tie_beijing_pyongyang,
    "denuclearisation_rhetoric": denuclearisation_rhetoric,
}
"""The rule of each field that this mechanism owns."""
