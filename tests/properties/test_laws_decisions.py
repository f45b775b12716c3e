"""Laws of how the capitals choose."""

from __future__ import annotations

import numpy as np
import pytest
from stories import gap, means, plan, play, shock

from sim.world.actors import actor
from sim.world.axes import CAPITALS
from sim.world.plan import Plan

EVERYONE_CHOOSES_ANEW = 3
"""Months in which each capital has its decision date; they take turns."""


def test_retaliation_fades_with_grievance() -> None:
    """The flow effects of such disputes are gone within some two years (Fuchs and Klann 2013); read on tourism."""
    calm = means(plan(doctrines={"beijing": "reactive"}))
    offended = means(plan(doctrines={"beijing": "reactive"}, events=shock(2, seams__missile_defence=0.3)))
    lost = calm.path("flow.tourism") - offended.path("flow.tourism")
    assert lost.max() > 0.15
    assert lost[36] < 0.30 * lost.max()


def test_a_conservative_seoul_balances_more_and_bandwagons_less() -> None:
    """Who governs decides how a hedger leans (Kuik 2016)."""
    progressive, conservative = (plan(doctrines={"seoul": "strategic"}, initial={"ideology": level}) for level in (-0.6, 0.8))
    assert gap(conservative, progressive, "hedging.indirect_balancing") > 0.05
    assert gap(conservative, progressive, "hedging.limited_bandwagoning") < -0.05


def choosers(doctrine: str, months: int, **numbers: float) -> Plan:
    """The world of 2026 in which all five capitals follow one doctrine, with other numbers of choice."""
    return plan(months=months, doctrines=dict.fromkeys(CAPITALS, doctrine), parameters={f"choice.{name}": number for name, number in numbers.items()})


def test_without_precision_every_posture_is_as_likely_as_any_other() -> None:
    """Quantal response at precision 0 is chance (McKelvey and Palfrey 1995)."""
    story = play(choosers("strategic", EVERYONE_CHOOSES_ANEW, precision=0, revision_probability=1), worlds=2000)
    for capital in CAPITALS:
        shares = [story.value(f"posture.{capital}.{item}", EVERYONE_CHOOSES_ANEW).mean() for item in actor(capital).menu]
        assert sum(shares) == pytest.approx(1)
        assert np.std(shares) < 0.03, capital


def test_at_endless_precision_quantal_response_is_best_reply() -> None:
    """Quantal response tends to best reply as precision grows (McKelvey and Palfrey 1995)."""
    precise, best = play(choosers("strategic", 24, precision=1e6)), play(choosers("best_reply", 24))
    assert np.array_equal(precise.values, best.values)


def test_precision_between_the_two_ends_is_neither_chance_nor_best_reply() -> None:
    """Capitals tend to the better posture and err (Esarey, Mukherjee and Moore 2008)."""
    usual, best = play(choosers("strategic", 24)), play(choosers("best_reply", 24))
    menu = [f"posture.beijing.{item}" for item in actor("beijing").menu]
    agreeing = sum(float((usual.path(item)[-1] * best.path(item)[-1]).mean()) for item in menu)
    assert 1.5 / len(menu) < agreeing < 0.95


def test_beijing_pays_concessions_by_easing_the_ban_and_alignment_by_keeping_it() -> None:
    """The ban is conditional on Seoul's conduct (Crawford 2021; The Epoch Times 2026)."""
    accommodate, align = (plan(doctrines={"beijing": "strategic", "seoul": f"committed: {posture}"}) for posture in ("accommodate", "align"))
    assert gap(accommodate, align, "pressure.culture") < -0.08


def test_beijing_answers_a_second_battery_with_soft_coercion_and_not_with_an_embargo() -> None:
    """Coercion proportional to the breach, through channels that cost the sender little (Lim and Ferguson 2022)."""
    battery = shock(3, seams__missile_defence=0.25, sunk_commitment__missile_defence=0.18)
    story = means(plan(months=12, doctrines={"beijing": "strategic"}, events=battery), worlds=300)
    share = {posture: story.path(f"posture.beijing.{posture}")[12] for posture in ("signal", "soft_coerce", "hard_coerce")}
    assert share["signal"] + share["soft_coerce"] > 0.5
    assert share["hard_coerce"] < 0.05
