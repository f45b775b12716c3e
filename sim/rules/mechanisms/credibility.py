"""Seoul believes Beijing's promises as far as rewards come without coercion; Beijing gets used to where Seoul stands.

    earned            = c_r * reward * (1 - visible_coercion)
    credibility       inflow earned + f * resting, rate earned + c_c * visible_coercion + f  (solved exactly)
    conduct_reference relaxes to seams.core

Source: Crawford 2011 and 2021 (a wedge by reward needs promises that are believed); the numbers are judgement.
"""

from __future__ import annotations

import numpy as np

from sim.rules.curves import relax, settle
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def change(before: State, month: Month) -> dict[str, Array]:
    """Credibility of Beijing's promises, and the core position that Beijing has come to expect, both indices 0 to 1."""
    return {field: rule(before, month) for field, rule in FIELDS.items()}


def credibility(before: State, month: Month) -> Array:
    """How far Seoul believes what Beijing promises at the end of the month, `[world]`."""
    weight = month.parameters.credibility
    earned, lost = credit_earned(month), weight.loss_by_coercion * month.derived.visible_coercion
    inflow = earned + weight.forgetting_rate * weight.resting_level
    return settle(before.credibility, inflow, earned + lost + weight.forgetting_rate, month.length)


def conduct_reference(before: State, month: Month) -> Array:
    """The core position that Beijing has come to expect at the end of the month, `[world]`."""
    return relax(before.conduct_reference, month.derived.seams_core, month.parameters.credibility.reference_months, month.length)


def credit_earned(month: Month) -> Array:
    """Credibility gained by rewards, per month and per unit of what is missing, `[world]`; coercion in sight spoils it."""
    weight = month.parameters.credibility
    return np.asarray(weight.gain_by_reward * month.instruments.reward * (1 - month.derived.visible_coercion))


FIELDS = {"credibility": credibility, "conduct_reference": conduct_reference}
"""The rule of each field that this mechanism owns."""
