"""What a sweep is asked to vary becomes levers; what is wrong with it is said where it is written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.cli import main
from sim.errors import Fault, ScenarioError, UsageError
from sim.experiments.sweep.asked import designed, worlds_of
from sim.experiments.sweep.cases import SWEPT
from sim.experiments.sweep.design import Design
from sim.experiments.sweep.levers import Lever
from sim.experiments.sweep.study import Study
from sim.scenario import Scenario, load
from sim.world.parameters import sensitivity_set

HEAD = "sim: 1\nextends: thaad_lift\ntitle: Mine\n"


def lever(spec: str, story: str = "thaad_lift") -> Lever:
    (found,) = designed(load(story), [spec], samples=4).levers
    return found


def written(folder: Path, text: str) -> Scenario:
    (folder / "mine.yaml").write_text(HEAD + text, encoding="utf-8")
    return load(str(folder / "mine.yaml"))


def faults(story: Scenario, *vary: str) -> list[Fault]:
    """What is wrong with a sweep."""
    with pytest.raises(ScenarioError) as refusal:
        Study.of(story, designed(story, vary, samples=4), 2, 1)
    return refusal.value.faults


def study(story: Scenario, *vary: str, variants: tuple[str, ...] = ()) -> Study:
    return Study.of(story, designed(story, vary, samples=4), 2, 1, variants)


@pytest.mark.parametrize("spec, low, high, values", [
    ("beijing.reward=0.2..0.9", 0.2, 0.9, ()),
    ("beijing.reward=[0.2, 0.5, 0.9]", 0.2, 0.9, ("0.2", "0.5", "0.9")),
    ("beijing.reward=0.2, 0.5,0.9", 0.2, 0.9, ("0.2", "0.5", "0.9")),
    ("beijing.reward=0..0.3 step 0.1", 0.0, 0.3, ("0", "0.1", "0.2", "0.3")),
    ("beijing.reward={from: 0, to: 0.3, step: 0.15}", 0.0, 0.3, ("0", "0.15", "0.3")),
    ("beijing.reward=0.3 +- 0.1", 0.2, 0.4, ()),
    ("beijing.reward=0.5 ± 20%", 0.4, 0.6, ()),
    ("beijing.reward=plausible", 0.0, 1.0, ()),
    ("time.months=+-50%", 30.0, 90.0, ()),
    ("choice.decision_interval=+-1", 2.0, 4.0, ()),
])
def test_a_number_is_read_in_every_way_it_can_be_written(spec: str, low: float, high: float, values: tuple[str, ...]) -> None:
    found = lever(spec)
    assert (found.kind, found.low, found.high, found.values) == ("number", low, high, values)


@pytest.mark.parametrize("spec, values", [
    ("seoul.posture=[align, accommodate]", ("align", "accommodate")),
    ("seoul.posture=align,accommodate", ("align", "accommodate")),
    ("washington.posture=all", ("reassure", "press", "transact", "detach")),
    ("tokyo.doctrine=all", ("scripted", "committed", "strategic", "best_reply", "uniform")),
    ("mechanisms.M5=[on, off]", ("on", "off")),
    ("mechanisms.M5=all", ("on", "off")),
    ("variant=all", ("hold", "lift", "conditional", "by_chance", "exchange")),
    ("seoul.posture=[{align: 0.6, accommodate: 0.4}, align]", ("{align: 0.6, accommodate: 0.4}", "align")),
    ("beijing.pressure.culture=[0.2, chosen]", ("0.2", "chosen")),
    ("time.start=[2026-02, 2026-06]", ("2026-02", "2026-06")),
])
def test_a_category_is_read_in_every_way_it_can_be_written(spec: str, values: tuple[str, ...]) -> None:
    found = lever(spec)
    assert (found.kind, found.values) == ("category", values)


def test_a_lever_knows_what_people_want_to_know() -> None:
    found = lever("grievance.decay_months=10..20")
    assert (found.unit, found.plausible) == ("months", (5.0, 30.0)) and "grievance" in found.meaning
    assert found.plausible and isinstance(found.usual, float) and found.plausible[0] < found.usual < found.plausible[1]
    pressed = lever("beijing.pressure.culture=0..1")
    assert "culture" in pressed.label
    assert isinstance(pressed.usual, str) and "2026-08: 0.3" in pressed.usual


def test_all_parameters_are_levers_at_once_over_their_ranges_or_around_what_they_are() -> None:
    story = load("baseline_2026")
    wide, near = (designed(story, [f"parameters={said}"], samples=2) for said in ("plausible", "+-10%"))
    assert [one.name for one in wide.levers] == list(sensitivity_set()) == [one.name for one in near.levers]
    for one, number, close in zip(wide.levers, sensitivity_set().values(), near.levers, strict=True):
        assert one.span == (number.low, number.high)
        assert one.span[0] <= close.span[0] < close.span[1] <= one.span[1]


@pytest.mark.parametrize("vary, kind", [
    (("beijing.reward=0..1",), "sobol"), (("seoul.posture=all", "beijing.reward=0..1"), "mixture"),
    (("seoul.posture=all", "beijing.reward=[0, 1]"), "grid"),
])
def test_the_design_follows_from_what_is_varied(vary: tuple[str, ...], kind: str) -> None:
    assert designed(load("baseline_2026"), vary, samples=4).kind == kind


def test_the_story_says_what_it_varies_and_the_line_wins(tmp_path: Path) -> None:
    story = written(tmp_path, "sweep: {vary: {beijing.reward: 0..1, seoul.posture: [align, accommodate]}, samples: 3, worlds: 7}\n")
    assert (designed(story).kind, len(designed(story)), worlds_of(story)) == ("mixture", 6, 7)
    assert len(designed(story, samples=5)) == 10
    assert [one.name for one in designed(story, ["seoul.rhetoric=0..1"], samples=4).levers] == ["seoul.rhetoric"]


def test_points_one_by_one_and_parts(tmp_path: Path) -> None:
    story = written(tmp_path, """sweep:
  parts:
    map: {vary: {beijing.reward: 0..1, seoul.rhetoric: [0.2, 0.8]}, design: grid, samples: 6}
    trials:
      points:
        - {beijing.reward: 0.5, seoul.posture: align}
        - {beijing.reward: 0.7, seoul.posture: accommodate}
""")
    found = designed(story)
    assert (found.kind, len(found)) == ("parts", 8)
    asked = Study.of(story, found, 2, 1)
    trials = [asked.settings(point) for point in range(8) if found.columns["part"][point] == "trials"]
    assert trials == [("beijing.reward=0.5", "seoul.posture=align"), ("beijing.reward=0.7", "seoul.posture=accommodate")]


# What is wrong is said where it is written.


def test_faults_of_the_line_are_told_all_at_once_at_their_place() -> None:
    found = faults(load("thaad_lift"), "beijing.presure.culture=0..1", "beijing.reward=0.5", "seoul.rhetoric", "pressure.culture=0..1",
                   "beijing.pressure.culture=0..1", "variant=[hold, lit]", "tokyo.outreach=+-0.1")
    told = [(fault.where, fault.code) for fault in found]
    assert ("--vary[2]:1:16", "wrong-type") in told and ("--vary[3]:1:1", "bad-set") in told and ("--vary[5]:1:1", "duplicate-key") in told
    assert ("--vary[6]:1:9", "unknown-variant") in told and ("--vary[7]:1:16", "no-base") in told


def test_an_unknown_lever_has_its_nearest_name() -> None:
    (fault,) = faults(load("thaad_lift"), "drivers.war_demnd=0..1")
    assert fault.code == "unknown-setting" and "drivers.war_demand" in fault.remedy


def test_values_that_the_story_cannot_take_are_faults_of_the_lever_at_its_place_in_the_file(tmp_path: Path) -> None:
    story = written(tmp_path, "sweep:\n  vary:\n    beijing.reward: 0..1.5\n    seoul.posture: [align, chrm]\n    grievance.decay_months: -3..9\n")
    assert [(fault.line, fault.code) for fault in faults(story)] == [(6, "out-of-range"), (7, "unknown-posture"), (8, "out-of-range")]


def test_the_check_of_a_story_reads_its_sweep_to_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, "sweep:\n  vary:\n    beijing.reward: 0..1.5\n")
    assert main(["check", str(tmp_path / "mine.yaml")]) == 3
    assert "mine.yaml:6:21: error[out-of-range]: reward = 1.5" in capsys.readouterr().out
    written(tmp_path, "sweep:\n  vary:\n    grievance.decay_months: 3..20\n")
    assert main(["check", str(tmp_path / "mine.yaml")]) == 0
    assert "mine.yaml:6:29: warning[implausible]" in capsys.readouterr().out


def test_a_range_beyond_the_plausible_one_is_a_warning_at_its_place(tmp_path: Path) -> None:
    story = written(tmp_path, "sweep:\n  vary:\n    grievance.decay_months: 3..20\n")
    (warning,) = study(story).warnings
    assert (warning.code, warning.line, warning.warning) == ("implausible", 6, True) and warning.where.endswith("mine.yaml:6:29")


def test_a_lever_that_changes_nothing_is_a_warning() -> None:
    (warning,) = study(load("thaad_lift"), "beijing.pressure.culture=0..1", variants=("hold",)).warnings
    assert warning.code == "no-effect" and "exchange, lift" in warning.remedy


def test_only_the_variants_in_which_every_lever_acts_are_played_by_default() -> None:
    asked = study(load("thaad_lift"), "beijing.pressure.culture=0..1", "seoul.rhetoric=0..1")
    assert asked.variants == ("lift", "exchange")
    assert asked.left_out == dict.fromkeys(("hold", "conditional", "by_chance"), ("beijing.pressure.culture",))
    assert study(load("thaad_lift"), "seoul.rhetoric=0..1", variants=("hold",)).variants == ("hold",)
    assert study(load("thaad_lift"), "variant=[hold, lift]").variants == (SWEPT,)


def test_what_cannot_be_traced_is_said() -> None:
    assert study(load("thaad_lift"), "time.months=[24, 36]", "seoul.rhetoric=0..1").by_value == ("time.months",)
    (fault,) = faults(load("thaad_lift"), "time.months=24..36")
    assert "name the values" in fault.remedy


def test_where_nothing_varies_is_an_error_of_use() -> None:
    with pytest.raises(UsageError, match="nothing varies"):
        designed(load("baseline_2026"))
    with pytest.raises(UsageError, match="no points"):
        Study.of(load("baseline_2026"), Design("list", (Lever("beijing.reward", low=0, high=1),), {"beijing.reward": np.zeros(0)}, 1), 1, 1)
    with pytest.raises(UsageError, match="sobol"):
        designed(load("thaad_lift"), kind="sobel")
