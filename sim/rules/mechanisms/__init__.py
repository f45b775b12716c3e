"""How the world answers: one file per mechanism, listed here in the order of their numbers.

Every mechanism is `change(before, month) -> {field: new value}` and writes only the fields that it owns.
Grievance (M13) comes after the seams and reads how far they moved; `sim.rules.transition` sees to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sim.rules.mechanisms import (
    credibility,
    domestic_politics,
    engagement,
    financial_penetration,
    japan_legs,
    policy_seams,
    public_opinion,
    pyongyang,
    technology_transfer,
    threat,
    trade_coercion,
    trade_shares,
    trilateral_hardening,
    us_rok_cohesion,
)
from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


@dataclass(frozen=True)
class Mechanism:
    """A mechanism by its code, its name and its rule. Mechanisms that share a code are switched together.

    One that owns several fields also gives the rule of each, so that a look-ahead can do without the others.
    """

    code: str
    name: str
    change: Callable[[State, Month], dict[str, Array]]
    fields: Mapping[str, Callable[[State, Month], Array]] = field(default_factory=dict)


MECHANISMS: tuple[Mechanism, ...] = (
    Mechanism("M1", "trade_coercion", trade_coercion.change, trade_coercion.FIELDS),
    Mechanism("M2", "trade_shares", trade_shares.change, trade_shares.FIELDS),
    Mechanism("M3", "financial_penetration", financial_penetration.change),
    Mechanism("M4", "technology_transfer", technology_transfer.change, technology_transfer.FIELDS),
    Mechanism("M5", "public_opinion", public_opinion.change, public_opinion.FIELDS),
    Mechanism("M6", "domestic_politics", domestic_politics.change),
    Mechanism("M7", "policy_seams", policy_seams.change),
    Mechanism("M8", "us_rok_cohesion", us_rok_cohesion.change),
    Mechanism("M9", "japan_legs", japan_legs.change, japan_legs.FIELDS),
    Mechanism("M10", "trilateral_hardening", trilateral_hardening.change),
    Mechanism("M11", "pyongyang", pyongyang.change, pyongyang.FIELDS),
    Mechanism("M12", "threat", threat.change, threat.FIELDS),
    Mechanism("M13", "credibility", credibility.change, credibility.FIELDS),
    Mechanism("M14", "engagement", engagement.change),
)
"""The mechanisms that answer from the same start of the month."""

AFTER_THE_SEAMS = ("grievance",)
"""Mechanisms (M13) that read the month's change of the seams."""

CODES: dict[str, str] = {mechanism.name: mechanism.code for mechanism in MECHANISMS} | {"grievance": "M13"}
"""The code of every mechanism by its name."""
