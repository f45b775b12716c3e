"""What each lever of a sweep does to an answer: differences in the same worlds, with intervals that keep their promise."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from made_sweep import LEVERS, drawn, made_sweep, usual_level
from swept_at_random import played, truth

from sim.cli import main
from sim.experiments.effect_cells import sentence, table
from sim.experiments.effects import Effect, effects
from sim.plots.sweeps.chosen import points_of
from sim.plots.sweeps.wording import effect_of
from sim.results.sweep import SweepResult
from sim.results.sweep_part import part_of

PRESSURE, DECAY, SEOUL = (lever["name"] for lever in LEVERS)
TRIALS = 150


def found(sweep: SweepResult, outcome: str = "cohesion", variant: str = "hold") -> dict[str, Effect]:
    """The effects in one variant by the lever."""
    return {effect.lever: effect for effect in effects(sweep, outcome) if effect.variant == variant}


def test_effects_are_differences_between_the_halves_of_a_range_between_values_and_between_variants(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=400)
    lift, hold = found(sweep, variant="lift"), found(sweep)
    assert lift[""].difference == pytest.approx(-0.05, abs=1e-6) and (lift[""].value, lift[""].against) == ("lift", "hold")
    assert "" not in hold and hold[PRESSURE].difference == pytest.approx(-0.1, abs=0.02) and not hold[PRESSURE].doubtful
    assert (hold[SEOUL].value, hold[SEOUL].against) == ("hedge", "align")
    assert hold[SEOUL].low < -0.1 < hold[SEOUL].high and hold[DECAY].low < -0.015 < hold[DECAY].high


def test_points_that_fail_or_are_not_there_are_left_out(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=80, missing=2, failures={0: "hold"})
    assert all(np.isfinite(effect.difference) for effect in found(sweep).values()) and len(found(sweep)) == 3


@pytest.mark.parametrize("outcome", ["cohesion", "drift"])
def test_tables_and_pictures_agree_on_the_sign_and_on_what_is_clear(tmp_path: Path, outcome: str) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=64, worlds=20,
                       level=lambda values, variant: 0.85 - 0.35 * values[PRESSURE] - 0.15 * (values["seoul"] == "align"))
    info, variant = next(one for one in sweep.outcomes if one.name == outcome), sweep.variants[0]
    points, told = points_of(sweep, info, variant), found(sweep, outcome)
    drawn_ones = {lever.name: effect_of(points, points.smooth(lever), lever) for lever in sweep.levers if lever.kind == "number"}
    for name, swing in drawn_ones.items():
        assert swing is not None and swing.clear != told[name].doubtful == (name != PRESSURE), name
    assert drawn_ones[PRESSURE].difference * told[PRESSURE].difference > 0  # type: ignore[union-attr]


def test_what_is_the_same_at_all_points_has_no_effects(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=20, level=lambda values, variant: np.full(20, 0.9))
    assert {effect.lever for effect in effects(sweep, "drift")} == {""}


def test_what_other_levers_do_is_taken_out_so_that_a_small_effect_shows_beside_a_large_one(tmp_path: Path) -> None:
    effect = found(made_sweep(tmp_path / "made" / "x", points=64))[DECAY]
    assert effect.low < -0.015 < effect.high and effect.high - effect.low < 0.03
    assert np.ptp(usual_level(drawn(64), "hold")) > 0.25


def test_the_points_of_one_sample_count_once(tmp_path: Path) -> None:
    """A mixture repeats each sample for every category: that makes no more samples."""
    halves = {}
    for times in (1, 5):
        random = np.random.default_rng(3)
        given = {PRESSURE: random.random(24), DECAY: random.uniform(6, 36, 24), "seoul": np.full(24, "align")}
        given = {name: np.repeat(column, times) for name, column in given.items()}
        columns = {"sample": np.repeat(np.arange(24), times)}
        sweep = made_sweep(tmp_path / str(times) / "x", values=given, columns=columns, design="mixture",
                           level=lambda values, variant: np.sin(9 * values[PRESSURE]) * values[DECAY] / 36)
        effect = found(sweep)[PRESSURE]
        halves[times] = effect.high - effect.low
    assert 0.8 < halves[5] / halves[1] < 1.25


def in_parts(folder: Path) -> SweepResult:
    """A sweep of two parts, which vary the same number over different ranges."""
    values = drawn(96)
    part = np.array(["low", "high"] * 48)
    values[PRESSURE] = np.where(part == "low", 0.4 * values[PRESSURE], 0.6 + 0.4 * values[PRESSURE])
    return made_sweep(folder, values=values, columns={"part": part}, design="parts",
                      level=lambda values, variant: 0.8 - 0.5 * values[PRESSURE] - (0.2 if variant == "lift" else 0))


def test_a_part_is_told_over_its_own_range(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The halves are those of 0 to 0.4, not of 0 to 1, of which the part has but one."""
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path))
    sweep = in_parts(tmp_path / "made" / "2026-11-21-0f0f0f0f")
    assert found(part_of(sweep, "low"))[PRESSURE].difference == pytest.approx(-0.1, abs=1e-6)
    assert main(["sensitivity", str(sweep.folder), "--part", "low", "--no-figures", "--json"]) == 0
    told = next(row for row in json.loads(capsys.readouterr().out)["answers"] if (row["outcome"], row["variant"]) == ("cohesion", "hold"))
    assert {row["lever"]: row["difference"] for row in told["effects"]}[PRESSURE] == pytest.approx(-0.1, abs=1e-6)
    from sim.cli.options import Manner
    from sim.cli.sweep_table import show

    show(sweep, Manner())
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith(f"  {PRESSURE}")]
    assert len(lines) == 2 and "  0 to 0.4 share" in lines[0] and "  0.6 to 1 share" in lines[1]


def test_a_part_that_is_too_small_is_named_in_what_to_do_about_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path))
    part = np.array(["small"] * 6 + ["large"] * 60)
    sweep = made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=66, values=drawn(66), columns={"part": part}, design="parts")
    assert main(["sensitivity", str(sweep.folder), "--part", "small", "--no-figures"]) == 2
    assert "raise `samples` of part `small` in its `sweep:` to " in capsys.readouterr().err


def test_a_category_of_which_nothing_is_set_has_no_effects(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", values={**drawn(24), "seoul": np.array([""] * 24)})
    assert set(found(sweep)) == {PRESSURE, DECAY}


def test_a_grid_is_all_there_is_so_that_worlds_alone_make_its_interval(tmp_path: Path) -> None:
    one, other = np.meshgrid(np.linspace(0, 1, 4), [6.0, 36.0])
    values = {PRESSURE: one.ravel(), DECAY: other.ravel(), "seoul": np.array(["align"] * 8)}
    effect = found(made_sweep(tmp_path / "made" / "x", values=values, design="grid"))[DECAY]
    assert (effect.low, effect.difference, effect.high) == pytest.approx([-0.03] * 3, abs=1e-9)


@pytest.mark.parametrize("kind", ["track", "chance"])
@pytest.mark.parametrize("design", ["chance", "sobol", "lhs", "mixture", "saltelli", "morris"])
def test_the_intervals_hold_the_truth_as_often_as_they_say(design: str, kind: str) -> None:
    held: dict[str, list[bool]] = {}
    for trial in range(TRIALS):
        for effect in effects(played(design, kind, 24, 20, trial), "y"):
            held.setdefault(effect.lever, []).append(effect.low <= truth(kind, design)[effect.variant, effect.lever] <= effect.high)
    shares = {lever: float(np.mean(told)) for lever, told in held.items()}
    assert 0.92 <= np.mean(list(shares.values())) <= 0.99 and min(shares.values()) >= 0.9, shares


def test_tables_and_sentences_lead_with_differences_and_mark_what_may_be_noise(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=64)
    head, first, *_ = rows = table(sweep, effects(sweep, "cohesion"))
    assert head == ["Effect of", "in", "difference", "95 %"] and first[0] == "lift against hold" and len(rows) == 8
    assert "upper half against lower half: -0." in sentence(sweep, list(found(sweep).values()))
    assert sentence(sweep, []) == "No lever moves it by more than sampling noise could."


def test_sweeps_and_sensitivity_say_effects_before_levels_and_shares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "160")
    sweep = made_sweep(tmp_path / "made" / "2026-11-21-0f0f0f0f", points=64)
    from sim.cli.options import Manner
    from sim.cli.sweep_table import as_json, show

    show(sweep, Manner())
    block = capsys.readouterr().out.partition("US-ROK cohesion")[2]
    assert block.index("Effect of") < block.index("± each")
    assert {row["lever"] for row in json.loads(as_json(sweep))["effects"]} == {"", PRESSURE, DECAY, SEOUL}
    assert main(["sensitivity", str(sweep.folder), "--no-figures"]) == 0
    block = capsys.readouterr().out.partition("US-ROK cohesion")[2]
    assert block.index("upper half against lower half") < block.index("first order")
