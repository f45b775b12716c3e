"""Laws of Korean opinion under coercion."""

from __future__ import annotations

from collections.abc import Mapping

from stories import Level, at_month, means, plan

from sim.world.plan import Plan

SOFT = ("pressure.culture", "pressure.tourism", "pressure.retail")
WAVE = 12


def pressed(levels: Level, months: int = 60, parameters: Mapping[str, float] | None = None) -> Plan:
    """The world of 2026 under dated pressure on culture, tourism and retail."""
    return plan(months=months, levels=dict.fromkeys(SOFT, levels), parameters=parameters)


def test_coercion_lowers_opinion_of_china_and_the_scar_stays() -> None:
    """Coercion turns the public of its target away from the sender (Gueorguiev, McDowell and Steinberg 2020)."""
    lost = means(plan(months=84)).path("opinion.china") - means(pressed({7: 0.9, 25: None}, 84)).path("opinion.china")
    assert lost[20] > 0.06
    assert lost[84] > 0.015


def test_a_second_wave_of_the_same_coercion_costs_less_opinion() -> None:
    """What is expected offends less: only the unanticipated part of coercion stirs (Gueorguiev, McDowell and Steinberg 2020)."""
    first, second = costs_of_two_waves({})
    assert first > 0.06
    assert second < 0.85 * first


def test_the_second_wave_costs_less_because_the_public_got_used_to_the_first() -> None:
    """Without habituation the second wave costs clearly more of what the first one did (Gueorguiev, McDowell and Steinberg 2020)."""
    first, second = costs_of_two_waves({})
    fresh_first, fresh_second = costs_of_two_waves({"public_opinion.habituation_months": 1e6})
    assert fresh_second / fresh_first > second / first + 0.05


def costs_of_two_waves(parameters: Mapping[str, float]) -> tuple[float, float]:
    """The opinion that a year's wave from month 6 costs by its end, and what another from month 30 costs by its end."""
    none = plan(parameters=parameters)
    one = pressed({6: 0.9, 6 + WAVE: None}, parameters=parameters)
    two = pressed({6: 0.9, 6 + WAVE: None, 30: 0.9, 30 + WAVE: None}, parameters=parameters)
    ends = (5 + WAVE, 29 + WAVE)
    return (at_month(none, "opinion.china", ends[0]) - at_month(one, "opinion.china", ends[0]),
            at_month(one, "opinion.china", ends[1]) - at_month(two, "opinion.china", ends[1]))
