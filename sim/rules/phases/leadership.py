"""Who governs in Seoul: leaders that the story names, removals, acting presidents and elections (M6)."""

from __future__ import annotations

import numpy as np

from sim.rules.curves import logistic
from sim.rules.situation import Situation
from sim.world.plan import Leader
from sim.world.rows import Array


def play(situation: Situation) -> None:
    """An acting presidency runs down; named leaders take office; the rest is hazard and ballot; the election clock runs down."""
    ending = situation.state.acting_months == 1
    situation.state = situation.state.merged({"acting_months": np.maximum(situation.state.acting_months - 1, 0)})
    named = [leader for leader in situation.plan.leaders if leader.month == situation.month]
    for leader in named:
        take_office(situation, leader)
    if not named and ballots_open(situation):
        remove(situation)
        elect(situation, ending | (situation.state.months_to_election <= 0))
    situation.state = situation.state.merged({"months_to_election": np.maximum(situation.state.months_to_election - 1, 0)})


def ballots_open(situation: Situation) -> bool:
    """Whether elections and removals happen this month at all."""
    month = situation.month
    closed = any(first <= month < last for first, last in situation.plan.elections_off)
    return situation.plan.elections and not closed and not situation.off("M6")


def take_office(situation: Situation, leader: Leader) -> None:
    """A leader whom the story names takes office in every world."""
    worlds = situation.worlds
    changes = {
        "ideology": np.full(worlds, leader.ideology),
        "policy_capacity": np.full(worlds, leader.policy_capacity),
        "acting_months": np.full(worlds, float(leader.acting)),
    }
    if leader.next_election is not None:
        changes["months_to_election"] = np.full(worlds, float(leader.next_election - situation.month))
    situation.state = situation.state.merged(changes)


def remove(situation: Situation) -> None:
    """Extraordinary removal: `removal_hazard`, higher when unpopular, leaves an acting president for some months."""
    state, p = situation.state, situation.parameters.domestic_politics
    unpopular = state.approval < p.removal_unpopular_below
    hazard = p.removal_hazard * np.where(unpopular, p.removal_multiplier, 1.0)
    sitting = (state.months_to_election > p.removal_quiet_months) & (state.acting_months == 0)
    removed = sitting & (situation.shocks.uniform("removal", situation.month) < hazard)
    if not removed.any():
        return
    situation.state = state.merged({
        "acting_months": np.where(removed, p.acting_months, state.acting_months),
        "policy_capacity": np.where(removed, p.acting_capacity, state.policy_capacity),
    })


def elect(situation: Situation, due: Array) -> None:
    """An election: the bloc in office is kept with `logistic(a + b (approval - c))`; ideology is drawn within the bloc."""
    if not due.any():
        return
    state, p, shocks = situation.state, situation.parameters.domestic_politics, situation.shocks
    kept = logistic(p.incumbency_intercept + p.incumbency_approval_slope * (state.approval - p.approval_reference))
    bloc = np.where(state.ideology < 0, -1.0, 1.0)
    side = np.where(shocks.uniform("election", situation.month) < kept, bloc, -bloc)
    drawn = np.clip(side * (p.bloc_ideology + p.bloc_ideology_spread * shocks.normal("ideology", situation.month)), -1, 1)
    situation.state = state.merged({
        "ideology": np.where(due, drawn, state.ideology),
        "policy_capacity": np.where(due, 1.0, state.policy_capacity),
        "approval": np.where(due, p.honeymoon_approval, state.approval),
        "months_to_election": np.where(due, p.term_months, state.months_to_election),
        "acting_months": np.where(due, 0.0, state.acting_months),
    })
