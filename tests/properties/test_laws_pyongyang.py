"""Laws of Pyongyang and its two patrons."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from stories import gap, held, mean_of, plan, play

NEAR_BEIJING = {"support_of_pyongyang": 0.9, "pivot_to_moscow": 0.1}
NEAR_MOSCOW = {"support_of_pyongyang": 0.2, "pivot_to_moscow": 0.9}


def test_the_pivot_to_moscow_costs_beijing_leverage_and_buys_capability() -> None:
    """A client with two patrons is held by neither; troops for technology (The Epoch Times 2026)."""
    loyal, pivoted = held("pivot_to_moscow", 0.1), held("pivot_to_moscow", 0.9)
    assert gap(pivoted, loyal, "leverage.over_pyongyang") < -0.1
    assert gap(pivoted, loyal, "pyongyang_capability") > 0.03


def test_the_tie_with_moscow_decays_without_the_demand_of_war() -> None:
    """A marriage of convenience lasts as long as the convenience (Snyder 1997)."""
    assert mean_of(plan(drivers={"war_demand": 0}), "tie.moscow_pyongyang") < 0.2 < mean_of(plan(), "tie.moscow_pyongyang")


def test_leverage_of_beijing_lowers_the_hazard_of_a_crisis() -> None:
    """Beijing prefers stability: its support buys calm (The Epoch Times 2026)."""
    little, much = held("support_of_pyongyang", 0.2), held("support_of_pyongyang", 0.9)
    assert gap(much, little, "leverage.over_pyongyang") > 0.1
    assert mean_of(much, "crisis_hazard") < 0.9 * mean_of(little, "crisis_hazard")


@pytest.mark.structural
def test_leverage_of_beijing_never_rolls_capability_back() -> None:
    """Stability, not rollback: Pyongyang is an asset to Beijing (The Epoch Times 2026)."""
    little, much = (play(held("support_of_pyongyang", level)).path("pyongyang_capability") for level in (0.2, 0.9))
    assert np.array_equal(little, much)


def test_restraint_calms_more_where_beijing_has_more_leverage() -> None:
    """A mediator's word counts as far as its leverage goes (The Epoch Times 2026)."""
    near, far = hazards(NEAR_BEIJING), hazards(NEAR_MOSCOW)
    assert near[1] < 0.6 * near[0]
    assert far[1] < 0.95 * far[0]
    assert near[1] / near[0] < far[1] / far[0] - 0.2
    assert near[0] - near[1] > far[0] - far[1]


def hazards(levels: Mapping[str, float]) -> tuple[float, float]:
    """The crisis hazard without restraint and with much of it."""
    none, much = (mean_of(plan(levels={**levels, "restraint_of_pyongyang": level}), "crisis_hazard") for level in (0, 0.9))
    return none, much


def test_restraint_strains_the_tie_with_beijing_and_pleases_seoul() -> None:
    """Leverage used is goodwill spent; the mediator is thanked in Seoul (The Epoch Times 2026)."""
    none, much = held("restraint_of_pyongyang", 0), held("restraint_of_pyongyang", 0.9)
    assert gap(much, none, "tie.beijing_pyongyang") < -0.03
    assert gap(much, none, "engagement") > 0.01


@pytest.mark.structural
def test_restraint_leaves_capability_alone() -> None:
    """Restraint asks for quiet, not for disarmament (The Epoch Times 2026)."""
    none, much = (play(held("restraint_of_pyongyang", level)).path("pyongyang_capability") for level in (0, 0.9))
    assert np.array_equal(none, much)
