"""Other episodes of coercion: what is typed is sound, and the same is read off worlds as it is defined."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.history.backtest import backtest
from sim.history.cases import base_rates, cases, first_month, measure, measured, played, running_mean, spans
from sim.history.suite import load_suite

DOCS = Path(__file__).parents[2] / "docs"
MONTHS, ONSET, TROUGH, BACK = 40, 4, 8, 30


def path(*levels: tuple[int, float]) -> np.ndarray:
    """One world, `[month, 1]`: each level from its month on; month 0 is the start."""
    values = np.zeros(MONTHS + 1)
    for month, level in levels:
        values[month:] = level
    return values[:, None]


def told(flow: np.ndarray, seam: np.ndarray | None = None, pressure: np.ndarray | None = None) -> dict[str, np.ndarray]:
    """The paths that are read, pressed from the month of the onset on."""
    still = path((0, 0.6))
    return {"pressure.tourism": path((ONSET + 1, 0.9)) if pressure is None else pressure, "flow.tourism": flow,
            "economic_loss": path((0, 0.1), (ONSET + 2, 0.5)), "seams.missile_defence": still if seam is None else seam, "seams.core": still}


FALLEN = path((0, 1.0), (ONSET + 2, 0.7), (TROUGH, 0.4), (20, 0.75), (BACK, 0.95))


def test_depth_speed_and_recovery_count_from_the_month_in_which_pressure_binds() -> None:
    found = measured("", told(FALLEN), "tourism", "missile_defence")
    assert found.pressed.all()
    assert found.depth == pytest.approx(0.6)
    assert [float(months[0]) for months in (found.months_to_trough, found.months_to_half, found.months_to_recovery)] == [
        TROUGH - ONSET, 20 - ONSET, BACK - ONSET]


def test_a_flow_that_stays_down_never_recovers() -> None:
    found = measured("", told(path((0, 1.0), (TROUGH, 0.4))), "tourism", "missile_defence")
    assert np.isinf(found.months_to_half).all() and np.isinf(found.months_to_recovery).all()


def test_the_cost_is_what_was_lost_beyond_the_onset() -> None:
    assert measured("", told(FALLEN), "tourism", "missile_defence").cost == pytest.approx(0.4)


@pytest.mark.parametrize(("step", "month", "conceded"), [(0.08, 12, True), (0.03, 12, False), (-0.2, 12, False), (0.08, 36, False)])
def test_a_concession_is_a_step_toward_beijing_that_is_large_enough_and_in_time(step: float, month: int, conceded: bool) -> None:
    found = measured("", told(FALLEN, path((0, 0.6), (month, 0.6 - step))), "tourism", "missile_defence")
    assert bool(found.conceded[0]) is conceded and not found.conceded_core[0]


def test_one_month_below_is_no_concession() -> None:
    slip = path((0, 0.6), (12, 0.5), (13, 0.6))
    assert not measured("", told(FALLEN, slip), "tourism", "missile_defence").conceded[0]


def test_worlds_without_pressure_are_counted_and_left_out() -> None:
    free, pressed = told(FALLEN, pressure=path((0, 0.2))), told(FALLEN)
    both = {name: np.hstack([free[name], pressed[name]]) for name in free}
    found = measured("", both, "tourism", "missile_defence")
    assert found.pressed.tolist() == [False, True] and len(found.depth) == len(found.conceded) == 1


def test_means_and_first_months() -> None:
    assert running_mean(np.array([[1.0], [2.0], [6.0]]), 2).tolist() == [[1.5], [4.0]]
    assert first_month(np.array([[False, False], [True, False]])).tolist() == [1.0, np.inf]


def test_every_case_has_what_was_conceded_and_every_span_is_in_order() -> None:
    for case in cases():
        if case.name != "visits_of_the_dalai_lama":
            low, high = case.span("conceded") or (np.nan, np.nan)
            assert low == high and low in (0, 0.5, 1), case.name
        assert all(figure.source and figure.grade for several in case.figures.values() for figure in several)
    assert len(cases()) == 8


def test_a_figure_that_was_not_measured_is_no_number() -> None:
    by_name = {case.name: case for case in cases()}
    assert by_name["mongolia_2016"].span("peak_drop") is None and by_name["hanwha_2025"].span("peak_drop") is None
    assert by_name["japan_2010"].span("peak_drop") == (0, 100)
    assert by_name["norway_2010"].span("months_to_lifting") == (39, 93)


def test_base_rates_are_those_of_the_sources() -> None:
    own = base_rates()["state_led"]
    assert sum(own["counts"].values()) == 15 and own["partial_after_a_change_of_government"] <= own["counts"]["partial"]
    assert sum(base_rates()["china_by_csis"]["counts"].values()) == 8
    assert 99 <= sum(base_rates()["threats_1970_2000"]["counts"].values()) <= 101


def test_the_page_says_beside_the_skill_of_a_theatre_that_its_bands_fail() -> None:
    text = " ".join((DOCS / "explanation" / "cases.md").read_text(encoding="utf-8").split())
    suite = load_suite("norway_2010")
    pooled = backtest(suite, ("endogenous",), suite.worlds, 0, jobs=1).together[0]
    assert pooled.skill is not None and "event_informed_persistence" in suite.baselines
    said = f"{pooled.skill.value:+.2f} for Norway ({pooled.skill.low:+.2f} to {pooled.skill.high:+.2f}, of {pooled.skill.years} years alone)"
    assert f"{said}, with {round(pooled.coverage_90 * pooled.figures)} of {pooled.figures} figures in the 90 % bands" in text


def test_spans_hold_the_measured_cases_of_korea_and_norway() -> None:
    by_name = {case.name: case for case in cases()}
    for span, figure in (("depth", "peak_drop"), ("speed", "months_to_peak")):
        low, high = spans()[span]["range"]
        assert low <= (by_name["korea_2016"].span(figure) or (0, 0))[1] <= high
    assert 0 < measure("step") < measure("deep") <= 1


def test_a_committed_beijing_presses_in_every_world_and_the_line_falls_as_deep_as_in_the_cases() -> None:
    found = {run.label: run for run in played(worlds=30)}
    pressed = found["Five years of the pressure of 2017"]
    assert pressed.pressed.mean() > 0.95
    assert 36 <= 100 * np.median(pressed.depth) <= 100
