"""Seoul wants security, welfare and good relations with Beijing, without falling into Beijing's hand, losing face or crossing Washington.

    utility = w * (1 - threat.pyongyang * (1 - protection_by_washington * cohesion.us_rok)
                   - threat_beijing_weight * threat.beijing * (1 - protection_by_trilateral * cohesion.trilateral))
              + economy * welfare
              - autonomy * leverage.over_seoul
              + relations * (1 - relations_ideology_slope * ideology) * engagement
              - audience * limited_bandwagoning * visible_coercion * (1 - opinion.china)
              - washington_displeasure * seam_demands * (washington_displeasure_base + burden_sharing_pressure) * (1 - seams.substance)
              - ideological_anchor * sum over Seoul's instruments of (instrument - own line)^2

    w = security * (1 + security_ideology_slope * ideology)

The own line of a president at the centre is the posture `balance`; it moves to `align` as ideology goes to 1 and to `accommodate` as it goes to -1.

Source: audience costs Putnam 1988 and Fearon 1994; the five components of hedging Kuik 2008, 2016; weights are judgement.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.rules.curves import added
from sim.rules.month import Month
from sim.world.actors import actor
from sim.world.rows import Array
from sim.world.state import Instruments, State


def terms(state: State, month: Month) -> dict[str, Array]:
    """The terms of Seoul's utility, `[world]` each, in utility units."""
    return security_terms(state, month) | economy_terms(state, month) | politics_terms(state, month)


def security_terms(state: State, month: Month) -> dict[str, Array]:
    """Peace, less each threat as far as the alliances do not take it away."""
    p = month.parameters.seoul
    weight = p.security * (1 + p.security_ideology_slope * state.ideology)
    open_to_pyongyang = 1 - p.protection_by_washington * state.cohesion_us_rok
    open_to_beijing = p.threat_beijing_weight * (1 - p.protection_by_trilateral * month.derived.cohesion_trilateral)
    return {
        "peace": weight,
        "threat_from_pyongyang": -weight * state.threat_pyongyang * open_to_pyongyang,
        "threat_from_beijing": -weight * state.threat_beijing * open_to_beijing,
    }


def economy_terms(state: State, month: Month) -> dict[str, Array]:
    """Welfare, Beijing's leverage, and relations with Beijing."""
    p = month.parameters.seoul
    return {
        "welfare": p.economy * month.derived.welfare,
        "leverage_of_beijing": -p.autonomy * month.derived.leverage_over_seoul,
        "engagement": p.relations * (1 - p.relations_ideology_slope * state.ideology) * state.engagement,
    }


def politics_terms(state: State, month: Month) -> dict[str, Array]:
    """What deference costs at home, refusal costs in Washington, and a strange policy costs the president."""
    p, instruments = month.parameters.seoul, month.instruments
    disliked = month.derived.visible_coercion * (1 - state.opinion_china)
    asked = instruments.seam_demands * (p.washington_displeasure_base + instruments.burden_sharing_pressure)
    return {
        "audience_cost": -p.audience * instruments.limited_bandwagoning * disliked,
        "displeasure_of_washington": -p.washington_displeasure * asked * (1 - month.derived.seam_substance),
        "distance_from_own_line": -p.ideological_anchor * distance_from_own_line(state.ideology, instruments),
    }


def distance_from_own_line(ideology: Array, instruments: Instruments) -> Array:
    """Squared distance of what Seoul does from what a president of this ideology stands for, summed over instruments, `[world]`.

    The line is the posture `balance`, and leans toward `align` for a conservative, toward `accommodate` for a progressive.
    """
    conservative, progressive = np.maximum(ideology, 0), np.minimum(ideology, 0)
    squares = []
    for name, (balance, align, accommodate) in anchors().items():
        line = balance + conservative * (align - balance) - progressive * (accommodate - balance)
        squares.append((getattr(instruments, name) - line) ** 2)
    return added(squares)


@cache
def anchors() -> dict[str, tuple[float, float, float]]:
    """Each instrument's level in the postures of a centrist, a conservative and a progressive president."""
    seoul = actor("seoul")
    levels = (seoul.postures[name].levels for name in ("balance", "align", "accommodate"))
    return dict(zip((instrument.name for instrument in seoul.instruments), zip(*levels, strict=True), strict=True))
