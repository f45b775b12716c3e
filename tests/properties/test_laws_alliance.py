"""Laws of the alliances: commitment and burdens, abandonment and entrapment, history, and what Seoul pays or ventures."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from stories import committed, gap, held, means, plan, play

from sim.world.axes import CAPITALS
from sim.world.parameters import catalogue
from sim.world.plan import Plan

FLOOR = "us_rok_cohesion.treaty_floor"


def test_commitment_of_washington_raises_cohesion() -> None:
    """The protector's commitment holds an alliance together (Snyder 1997)."""
    assert gap(held("commitment", 0.9), held("commitment", 0.3), "cohesion.us_rok") > 0.05


@pytest.mark.structural
def test_commitment_of_washington_lowers_the_fear_of_abandonment() -> None:
    """Fear of abandonment is doubt about the protector (Snyder 1984)."""
    assert gap(held("commitment", 0.9), held("commitment", 0.3), "abandonment_fear") < -0.1


def test_burden_sharing_pressure_lowers_cohesion_and_opinion_of_washington() -> None:
    """An ally treated as an account loses heart, and its public with it (Snyder 1997; surveys of 2025)."""
    light, heavy = held("burden_sharing_pressure", 0.1), held("burden_sharing_pressure", 0.9)
    assert gap(heavy, light, "cohesion.us_rok") < -0.05
    assert gap(heavy, light, "opinion.us") < -0.04


def test_fear_of_abandonment_draws_seoul_and_tokyo_together() -> None:
    """Quasi-allies close ranks when their common patron turns away (Cha 1999)."""
    drawn = gap(committed("washington", "detach"), committed("washington", "reassure"), "cohesion.rok_japan")
    assert drawn > 0.03
    assert fearless_gap() < 0.5 * drawn


def fearless_gap() -> float:
    """The same difference where fear of abandonment does not count between Seoul and Tokyo."""
    fearless = {"japan_legs.rok_japan_by_abandonment_fear": 0}
    detach, reassure = (plan(doctrines={"washington": f"committed: {posture}"}, parameters=fearless) for posture in ("detach", "reassure"))
    return gap(detach, reassure, "cohesion.rok_japan")


def strained(parameters: Mapping[str, float] | None = None) -> Plan:
    """Ten years in which Washington detaches and Seoul accommodates Beijing."""
    doctrines = {"washington": "committed: detach", "seoul": "committed: accommodate"}
    return plan(months=120, doctrines=doctrines, parameters=parameters)


def test_the_treaty_holds_a_floor_under_the_alliance() -> None:
    """A treaty and bases outlast strategy (Snyder 1997; Asan Institute 2022): it bears in no world below, and a lot."""
    floor = catalogue()[FLOOR].value
    assert isinstance(floor, float)
    assert play(strained()).path("cohesion.us_rok").min() >= floor
    assert gap(strained({FLOOR: 0}), strained(), "cohesion.us_rok") < -0.05


def test_tension_over_taiwan_strains_the_alliance_by_fear_of_entrapment() -> None:
    """The other horn of the alliance dilemma (Snyder 1984); threats, seams and Japan are held still."""
    calm, tense = (plan(off=("M12", "M9", "M7"), initial={"taiwan_tension": level}) for level in (0.3, 0.9))
    assert gap(tense, calm, "cohesion.us_rok") < -0.03


def test_history_parts_seoul_and_tokyo_and_leaves_washington_and_seoul_alone() -> None:
    """Antagonism between quasi-allies weakens the weakest leg (Cha 1999)."""
    usual, quarrel = plan(), plan(drivers={"history_salience": 1.2})
    assert gap(quarrel, usual, "cohesion.rok_japan") < -0.05
    assert gap(quarrel, usual, "cohesion.trilateral") < -0.03
    assert abs(gap(quarrel, usual, "cohesion.us_rok")) < 0.02


def test_contribution_buys_cohesion_and_costs_welfare() -> None:
    """Side payments hold a patron (Snyder 1997; the pledges of 2025)."""
    little, much = held("alliance_contribution", 0.2), held("alliance_contribution", 0.9)
    assert gap(much, little, "cohesion.us_rok") > 0.025
    assert gap(much, little, "welfare") < -0.07


def test_outreach_to_pyongyang_costs_cohesion_where_washington_is_not_open_to_a_deal() -> None:
    """A separate opening to the adversary frightens the ally, unless it shares it (Snyder 1984; 2018 against 2023)."""
    closed, ready = (outreach_gap(openness) for openness in (0.05, 0.95))
    assert closed < -0.025
    assert abs(ready) < 0.002


def outreach_gap(openness: float) -> float:
    """What much outreach instead of little does to cohesion, for a given openness of Washington to a deal."""
    little, much = (plan(levels={"outreach_to_pyongyang": level}, drivers={"us_openness_to_deal": openness}) for level in (0.1, 0.9))
    return gap(much, little, "cohesion.us_rok")


@pytest.mark.parametrize(("deed", "owner"), [(held("alliance_contribution", 0.9), "seoul"), (committed("washington", "reassure"), "washington")])
def test_the_ledger_credits_the_capital_whose_deed_it_was(deed: Plan, owner: str) -> None:
    """Cohesion is traded, and the books name the buyer: the better part of what the deed has moved, and never more (Crawford 2021)."""
    story, without = means(deed), means(plan())
    moved = (story.path("cohesion.us_rok") - without.path("cohesion.us_rok"))[-1]
    credit = {capital: story.path(f"ledger.us_rok.{capital}").sum() for capital in CAPITALS}
    assert moved > 0.015
    assert 0.5 < credit[owner] / moved < 1.0
    assert max(abs(credit[other]) for other in CAPITALS if other != owner) < 0.1 * moved
