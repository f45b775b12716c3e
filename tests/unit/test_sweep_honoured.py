"""What a sweep does not make of what was asked for is said: samples without use, values that never come, ends that steps do not reach."""

from __future__ import annotations

import pytest

from sim.errors import ScenarioError
from sim.experiments.sweep.asked import designed
from sim.results.sweep_design import made_of
from sim.scenario import load

NUMBER, POSTURE = "beijing.pressure.culture=0..1", "seoul.posture=all"


def codes(vary: list[str], kind: str | None, samples: int) -> list[str]:
    """What is odd in a design, by its code."""
    return [fault.code for fault in designed(load("baseline_2026"), vary, kind, samples).warnings]


@pytest.mark.parametrize(("vary", "kind", "samples"), [
    ([POSTURE], None, 4), ([POSTURE], "mixture", 4), (["beijing.pressure.culture=0..1 step 0.25", POSTURE], "grid", 4),
    (["beijing.pressure.culture=[0.2, 0.4]"], "list", 7), ([NUMBER, "beijing.reward=0..1", POSTURE], "grid", 19),
])
def test_samples_that_a_design_has_no_use_for_are_told(vary: list[str], kind: str | None, samples: int) -> None:
    assert codes(vary, kind, samples) == ["samples-unused"]


@pytest.mark.parametrize(("vary", "kind", "samples"), [
    ([NUMBER, POSTURE], "mixture", 1), ([NUMBER], "sobol", 1), ([NUMBER, "beijing.reward=0..1", POSTURE], "grid", 20), ([NUMBER], "morris", 1),
])
def test_samples_that_a_design_honours_pass_without_a_word(vary: list[str], kind: str | None, samples: int) -> None:
    assert codes(vary, kind, samples) == []


@pytest.mark.parametrize("kind", ["sobol", "lhs", "saltelli"])
def test_values_that_come_at_no_point_are_named(kind: str) -> None:
    (fault,) = designed(load("baseline_2026"), [NUMBER, POSTURE], kind, 2).warnings
    assert fault.code == "values-unmet" and "seoul.posture" in fault.what and "never" in fault.what and fault.where.startswith("--vary[2]")
    assert codes([NUMBER, POSTURE], kind, 64) == []


@pytest.mark.parametrize(("steps", "codes_of"), [("0..1 step 0.3", ["end-not-reached"]), ("0..0.9 step 0.3", []), ("0..1 step 0.1", []),
                                                 ("{from: 0, to: 1, step: 0.4}", ["end-not-reached"])])
def test_steps_that_stop_before_the_end_are_told(steps: str, codes_of: list[str]) -> None:
    found = designed(load("baseline_2026"), [f"beijing.pressure.culture={steps}"]).warnings
    assert [fault.code for fault in found] == codes_of
    assert not found or "1 is not reached" in found[0].what


@pytest.mark.parametrize(("kind", "said"), [
    ("mixture", "mixture: 8 samples of the numbers x 5 combinations of categories"), ("saltelli", "saltelli: 8 rows x 4 points"),
    ("sobol", "sobol"), ("grid", "grid: 2 x 5 values"),
])
def test_the_points_of_a_design_are_told_by_what_they_are_made_of(kind: str, said: str) -> None:
    design = designed(load("baseline_2026"), [NUMBER, POSTURE], kind, 8)
    assert made_of(design.kind, design.values, design.columns) == said


@pytest.mark.parametrize(("vary", "kind", "samples"), [
    ([NUMBER], "sobol", 99_999_999_999), ([NUMBER], "saltelli", 9_000_000), ([NUMBER, POSTURE], "mixture", 9_000_000),
    (["beijing.pressure.culture=0..1 step 0.0001", "beijing.reward=0..1 step 0.0001"], "grid", 1),
])
def test_more_points_than_anybody_plays_are_refused_before_they_are_laid_out(vary: list[str], kind: str, samples: int) -> None:
    with pytest.raises(ScenarioError, match="at most 10,000,000"):
        designed(load("baseline_2026"), vary, kind, samples)


def test_a_lever_with_one_value_is_told() -> None:
    assert codes(["seoul.posture=[align]", NUMBER], "mixture", 4) == ["one-value"]
