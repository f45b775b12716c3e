"""Laws of trade coercion, dependence and technology."""

from __future__ import annotations

import numpy as np
import pytest
from stories import at_month, committed, gap, held, mean_of, means, plan

from sim.world.axes import CHANNELS

WORLDS = ("january_2016", "january_2026")
DENIAL = "hedging.dominance_denial"


def test_without_pressure_and_reward_every_flow_returns_to_its_structural_demand() -> None:
    """What holds trade down is pressure and its scars, and scars heal within decades (Early 2015)."""
    story = plan(months=240, noise=0, levels={"pressure": 0, "reward": 0}, drivers={"structural_demand": 1})
    for channel in CHANNELS:
        assert at_month(story, f"flow.{channel}", 240) == pytest.approx(1, abs=0.05), channel


def test_a_full_ban_on_culture_takes_most_of_the_flow_within_a_year() -> None:
    """A licence can be refused at once (Park, Lee and Seo 2018)."""
    assert at_month(plan("january_2016", 12, levels={"pressure.culture": 1}), "flow.culture", 12) < 0.3


def test_the_harder_the_pressure_the_smaller_the_flow() -> None:
    """A flow falls with pressure at every level of it (Lim and Ferguson 2022)."""
    flows = [at_month(plan(months=24, levels={"pressure.tourism": level}), "flow.tourism", 24) for level in (0, 0.25, 0.5, 0.75, 1)]
    assert np.all(np.diff(flows) < -0.05)


def test_soft_coercion_spares_the_trade_in_goods() -> None:
    """Informal sanctions fall on what the sender can do without (Reynolds and Goodman 2023)."""
    assert means(committed("beijing", "soft_coerce", 36)).path("flow.goods").min() > 0.92


def test_the_loss_from_a_constant_ban_declines_after_its_peak() -> None:
    """Firms divert and substitute, so that sanctions wear out (Early 2015); structural demand stays at 1 here."""
    levels = {"pressure.culture": 1, "pressure.tourism": 0.8, "pressure.retail": 0.8}
    loss = means(plan("january_2016", 120, levels=levels, drivers={"structural_demand": 1})).path("economic_loss")
    assert loss[-1] < 0.85 * loss.max()
    assert 0 < loss.argmax() < 36


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("share", ["export_share", "import_share"])
def test_leverage_grows_with_trade_shares(world: str, share: str) -> None:
    """Influence is the asymmetry of dependence (Hirschman 1945)."""
    low, high = (at_month(plan(world, 1, initial={share: level}), "leverage.over_seoul", 0) for level in (0.15, 0.25))
    assert high - low > 0.02


@pytest.mark.parametrize("world", WORLDS)
def test_leverage_grows_with_chinese_holdings_and_stays_below_one(world: str) -> None:
    """What was bought can be withdrawn, on top of trade (Hirschman 1945; Farrell and Newman 2019)."""
    low, high = (at_month(plan(world, 1, initial={"chinese_holdings": level}), "leverage.over_seoul", 0) for level in (0.1, 0.5))
    assert high - low > 0.05
    extreme = plan(world, 1, initial={"chinese_holdings": 1, "export_share": 0.5, "import_share": 0.5, "technology_lead": 0})
    assert 0 <= low < high < at_month(extreme, "leverage.over_seoul", 0) < 1


def test_dominance_denial_lowers_leverage_and_holdings_and_keeps_the_lead() -> None:
    """A hedger denies dominance by screening and diversifying (Kuik 2008)."""
    open_door, screened = held(DENIAL, 0.2), held(DENIAL, 0.9)
    assert gap(screened, open_door, "leverage.over_seoul") < -0.04
    assert gap(screened, open_door, "chinese_holdings") < -0.05
    assert gap(screened, open_door, "technology_lead") > 0.02


def test_a_crackdown_raises_recorded_cases_first_and_lowers_the_leak() -> None:
    """More guards find more thieves while there is less theft (The Epoch Times 2026, leak cases of 2024)."""
    usual, crackdown = means(plan()), means(held(DENIAL, 0.9))
    assert crackdown.path("leak_cases")[1:13].sum() > usual.path("leak_cases")[1:13].sum() + 10
    assert mean_of(held(DENIAL, 0.9), "leak_flux") < 0.8 * mean_of(plan(), "leak_flux")


def test_what_joint_ventures_teach_comes_late() -> None:
    """Markets for technology: mastery takes two to three years (The Epoch Times 2026)."""
    modest, eager = held("hedging.economic_pragmatism", 0.5), held("hedging.economic_pragmatism", 0.9)
    learnt = means(eager).path("learning_second_stage") - means(modest).path("learning_second_stage")
    assert learnt[60] > 0.08
    assert learnt[6] < 0.15 * learnt[60]


def test_finance_pressure_bites_only_where_holdings_are_large() -> None:
    """Money can be withdrawn only where it was invested (Hirschman 1945); holdings stay put here."""
    cost = {holdings: finance_cost(holdings) for holdings in (0.05, 0.35, 0.7)}
    assert cost[0.7] > 0.12
    assert cost[0.05] + 0.03 < cost[0.35] < cost[0.7] - 0.03
    assert cost[0.05] < 0.2 * cost[0.7]


def finance_cost(holdings: float) -> float:
    """What finance pressure of .8 adds to the economic loss in the second year, in % of GDP."""
    calm, pressed = (
        plan(months=24, initial={"chinese_holdings": holdings}, levels={"pressure.finance": level}, off=("M3",)) for level in (0, 0.8)
    )
    return gap(pressed, calm, "economic_loss")


def test_selling_holdings_spends_the_leverage_that_they_gave() -> None:
    """Leverage from holdings can be used once (Hirschman 1945)."""
    calm, pressed = (plan(months=24, levels={"pressure.finance": level}) for level in (0, 0.8))
    assert gap(pressed, calm, "chinese_holdings") < -0.03
    assert gap(pressed, calm, "leverage.over_seoul") < -0.01


def test_slack_in_china_raises_korean_imports() -> None:
    """Weak demand at home pushes surplus production abroad and turns the trade balance (The Epoch Times 2026)."""
    brisk, slack = (plan(drivers={"chinese_slack": level}) for level in (0.2, 0.9))
    assert gap(slack, brisk, "import_share") > 0.007
    assert gap(slack, brisk, "trade_balance") < -0.2
