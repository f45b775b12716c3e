"""What each lever of a sweep does to an answer: differences in the same worlds, with intervals that keep their promise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from made_sweep import LEVERS, made_sweep

from sim.cli import main
from sim.experiments.effect_cells import sentence, table
from sim.experiments.effects import Effect, apart, compared, effects
from sim.experiments.sweep.designs.matrices import saltelli
from sim.experiments.sweep.designs.sequences import sobol
from sim.experiments.sweep.levers import Lever
from sim.results.sweep import SweepResult

PRESSURE, DECAY, SEOUL = (lever["name"] for lever in LEVERS)
TRIALS = 300


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


def test_what_is_the_same_at_all_points_has_no_effects(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "x", points=20, level=lambda values, variant: np.full(20, 0.9))
    assert {effect.lever for effect in effects(sweep, "drift")} == {""}


def test_rows_that_differ_in_one_lever_are_compared_in_pairs_and_tell_more(tmp_path: Path) -> None:
    levers = tuple(Lever(**entry | {"values": tuple(entry["values"])}) for entry in LEVERS[:2])
    halves = {}
    for name, lay in (("saltelli", saltelli), ("sobol", sobol)):
        values, columns = lay(levers, 24 if name == "saltelli" else 96, 1)
        given: Any = {**values, "seoul": np.array(["align"] * len(values[PRESSURE]))}
        sweep = made_sweep(tmp_path / name / "x", values=given, columns=columns, design=name)
        effect = found(sweep)[DECAY]
        assert effect.low < -0.015 < effect.high
        halves[name] = effect.high - effect.low
    assert halves["saltelli"] < 0.7 * halves["sobol"]


def test_a_grid_is_all_there_is_so_that_worlds_alone_make_its_interval(tmp_path: Path) -> None:
    one, other = np.meshgrid(np.linspace(0, 1, 4), [6.0, 36.0])
    values = {PRESSURE: one.ravel(), DECAY: other.ravel(), "seoul": np.array(["align"] * 8)}
    effect = found(made_sweep(tmp_path / "made" / "x", values=values, design="grid"))[DECAY]
    assert (effect.low, effect.difference, effect.high) == pytest.approx([-0.03] * 3, abs=1e-9)


@pytest.mark.parametrize(("kind", "points", "worlds"), [("track", 16, 6), ("track", 64, 20), ("chance", 24, 12), ("chance", 64, 40)])
def test_the_intervals_hold_the_truth_as_often_as_they_say(kind: str, points: int, worlds: int) -> None:
    random, held = np.random.default_rng(5), 0
    for _ in range(TRIALS):
        lever, other = random.random((2, points))
        world = random.normal(0, 0.3, (1, worlds))
        level = 0.4 * lever[:, None] + 0.5 * other[:, None] + world * (1 + 0.5 * lever[:, None]) + random.normal(0, 0.2, (points, worlds))
        y = (level > 0.5).astype(float) if kind == "chance" else level
        gap = apart(kind, *compared(y, (lever > 0.5, lever < 0.5), np.arange(points)), complete=False)
        held += gap[1] <= truth(kind) <= gap[2]
    assert held >= 0.93 * TRIALS


def truth(kind: str) -> float:
    """The effect with points and worlds without end."""
    if kind == "track":
        return 0.2
    random = np.random.default_rng(1)
    lever, other, world, noise = random.random(400_000), random.random(400_000), random.normal(0, 0.3, 400_000), random.normal(0, 0.2, 400_000)
    yes = 0.4 * lever + 0.5 * other + world * (1 + 0.5 * lever) + noise > 0.5
    return float(yes[lever > 0.5].mean() - yes[lever < 0.5].mean())


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
