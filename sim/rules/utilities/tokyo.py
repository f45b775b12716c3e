"""Tokyo wants its ally, a working Seoul, safety from Beijing, and peace with its own voters about history.

    utility = alliance_with_washington * cohesion.us_japan + relations_with_seoul * cohesion.rok_japan * (relations_base + threat.pyongyang)
              + security * (1 - threat.beijing
                                * (1 - protection_by_washington * cohesion.us_japan - protection_by_posture * japan_security_posture))
              + friction_gain * history_salience * friction - friction_cost * friction
              + outreach_gain * (1 - history_salience) * outreach - outreach_cost * outreach^2 / 2
              + defence_gain * threat.beijing * defence_buildup - defence_cost * defence_buildup^2

Source: quasi-alliance under a shared threat Cha 1999; weights are judgement.
"""

from __future__ import annotations

from sim.rules.month import Month
from sim.world.rows import Array
from sim.world.state import State


def terms(state: State, month: Month) -> dict[str, Array]:
    """The terms of Tokyo's utility, `[world]` each, in utility units."""
    p, instruments, history = month.parameters.tokyo, month.instruments, month.drivers.history_salience
    exposed = 1 - p.protection_by_washington * state.cohesion_us_japan - p.protection_by_posture * state.japan_security_posture
    return {
        "alliance_with_washington": p.alliance_with_washington * state.cohesion_us_japan,
        "relations_with_seoul": p.relations_with_seoul * state.cohesion_rok_japan * (p.relations_base + state.threat_pyongyang),
        "security": p.security * (1 - state.threat_beijing * exposed),
        "friction": p.friction_gain * history * instruments.friction,
        "cost_of_friction": -p.friction_cost * instruments.friction,
        "outreach": p.outreach_gain * (1 - history) * instruments.outreach,
        "cost_of_outreach": -p.outreach_cost * instruments.outreach**2 / 2,
        "defence": p.defence_gain * state.threat_beijing * instruments.defence_buildup,
        "cost_of_defence": -p.defence_cost * instruments.defence_buildup**2,
    }
