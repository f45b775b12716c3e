"""Laws of the wedge: what moves Seoul on the seams, and what does not."""

from __future__ import annotations

import numpy as np
import pytest
from stories import at_month, committed, gap, held, means, plan, play, shock

from sim.world.axes import ALLIANCES, SEAMS

BATTERY = {"seams__missile_defence": 0.25, "sunk_commitment__missile_defence": 0.18}


def test_reward_moves_the_seams_toward_beijing_and_coercion_does_not() -> None:
    """Reward wedging works where coercive wedging binds the target to its ally (Crawford 2011; Izumikawa 2013)."""
    charm, coercion = committed("beijing", "charm"), committed("beijing", "soft_coerce")
    assert gap(charm, coercion, "seams.core") < -0.05


def test_coercion_tightens_the_trilateral() -> None:
    """States balance against threats, so that coercion backfires (Walt 1987)."""
    linkage, coercion = committed("beijing", "linkage"), committed("beijing", "soft_coerce")
    assert gap(coercion, linkage, "cohesion.trilateral") > 0.01
    assert gap(coercion, linkage, "hardening") > 0.02


def test_a_seoul_that_balances_stands_nearer_washington_and_farther_from_beijing() -> None:
    """Indirect balancing without bandwagoning moves the seams and cools engagement (Kuik 2016)."""
    accommodate, align = committed("seoul", "accommodate"), committed("seoul", "align")
    assert gap(align, accommodate, "seams.core") > 0.05
    assert gap(align, accommodate, "engagement") < -0.1


def test_rhetoric_warms_engagement_and_moves_neither_seams_nor_alliances() -> None:
    """Substance decides, not the optics of summits (The Epoch Times 2026)."""
    cool, effusive = held("rhetoric", 0.1), held("rhetoric", 0.95)
    assert gap(effusive, cool, "engagement") > 0.03
    for name in ("seams.core", *(f"seams.{seam}" for seam in SEAMS), *(f"cohesion.{alliance}" for alliance in ALLIANCES)):
        assert abs(gap(effusive, cool, name)) < 0.02, name


def test_a_hardened_trilateral_slows_the_retreat_on_the_seams() -> None:
    """Institutions outlive the interest that made them: lock-in (historical institutionalism; Camp David 2023)."""
    loose, hardened = (plan(months=18, doctrines={"seoul": "committed: accommodate"}, initial={"hardening": level}) for level in (0, 0.9))
    assert gap(hardened, loose, "seams.core") > 0.02


def test_an_acting_president_moves_the_seams_at_half_the_pace_or_less() -> None:
    """A caretaker has no mandate to bargain with, so that policy freezes (Putnam 1988)."""
    acting, elected = (plan(months=12, doctrines={"seoul": "committed: accommodate"}, initial={"policy_capacity": level}) for level in (0.2, 1))
    slow, full = (abs(at_month(story, "seams.core", 12) - at_month(story, "seams.core", 0)) for story in (acting, elected))
    assert full > 0.03
    assert slow < 0.5 * full


def test_hardware_in_the_ground_keeps_the_missile_seam_up_for_years() -> None:
    """What is sunk ties later governments: lock-in (historical institutionalism; the battery of 2017)."""
    with_battery, without = means(plan(events=shock(3, **BATTERY))), means(plan())
    lasting = with_battery.path("seams.missile_defence")[60] - without.path("seams.missile_defence")[60]
    assert lasting > 0.10


@pytest.mark.structural
def test_without_bargaining_the_seams_stay_where_they_are() -> None:
    """The seams have one owner, the bargain of five voices (Bueno de Mesquita 1981)."""
    story = play(plan(off=("M7",)))
    for seam in SEAMS:
        path = story.path(f"seams.{seam}")
        assert np.array_equal(path, np.broadcast_to(path[0], path.shape))
