"""`sim sensitivity` on the command line: what it prints, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.cli import main
from sim.experiments.sweep.designs.matrices import saltelli
from sim.experiments.sweep.levers import Lever
from tests.made_sweep import LEVERS, made_sweep


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of results with one sweep that anything can be asked of."""
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path))
    folder = tmp_path / "made" / "2026-11-21-0f0f0f0f"
    made_sweep(folder, points=128)
    return folder


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without results."""
    monkeypatch.setenv("SIM_RESULTS", str(tmp_path))
    return tmp_path


def in_parts(folder: Path) -> None:
    """A sweep of two parts: rows of a Saltelli design of the numbers, and points of the category alone."""
    levers = tuple(Lever(**entry | {"values": tuple(entry["values"])}) for entry in LEVERS[:2])
    values, columns = saltelli(levers, 16, 1)
    rows, others = len(columns["row"]), 10
    both: dict[str, Any] = {name: np.concatenate([column, np.full(others, np.nan)]) for name, column in values.items()}
    both["seoul"] = np.array([""] * rows + ["align", "hedge"] * (others // 2))
    beside = {"row": np.concatenate([columns["row"], np.full(others, -1)]), "matrix": np.concatenate([columns["matrix"], np.full(others, "")]),
              "part": np.array(["numbers"] * rows + ["postures"] * others)}

    def level(values: Any, variant: str) -> Any:
        return 0.7 - 0.3 * np.nan_to_num(values["beijing.pressure.culture"]) + 0.1 * (values["seoul"] == "align")

    made_sweep(folder, values=both, columns=beside, design="parts", level=level)


def test_the_table_sorts_inputs_and_says_what_was_found(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", "@last", "--no-figures"]) == 0
    printed = capsys.readouterr().out
    assert "US-ROK cohesion, mean of the year to July 2026" in printed and "in lift: Bans end" in printed
    assert printed.index("Beijing: pressure on culture ") < printed.index("~ Grievance fades")
    assert "Depends most on Beijing: pressure on culture (first order 0." in printed
    assert "No total order: only a design" in printed


def test_one_lever_is_said_to_be_one(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lever = LEVERS[0]["name"]
    made_sweep(empty / "made" / "2026-11-21-0f0f0f0f", levers=LEVERS[:1], values={lever: np.linspace(0, 1, 64)}, worlds=1,
               level=lambda values, variant: 0.8 - 0.3 * values[lever])
    assert main(["sensitivity", "@last", "--no-figures"]) == 0
    printed = capsys.readouterr().out
    assert "1 lever · 64 points" in printed and "x 1 world ·" in printed


def test_what_holds_for_all_tables_is_said_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", "@last", "--no-figures"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("comes of having played each") == printed.count("95 % interval:") == printed.count("Seoul drifts by July 2026") == 1
    assert printed.count("in hold: Bans stay") == 2


def test_as_json_it_holds_every_index_with_its_interval_and_its_floor(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", str(place), "--json", "--no-figures", "--outcome", "cohesion", "--variant", "hold"]) == 0
    told = json.loads(capsys.readouterr().out)
    answer, = told["answers"]
    assert (answer["variant"], answer["outcome"]) == ("hold", "cohesion")
    assert {"index", "input", "estimate", "low", "high", "noise_floor", "uncorrected", "beyond_noise"} == set(answer["indices"][0])
    assert told["method"] == "given"


def test_it_writes_tables_and_figures_into_the_result(place: Path) -> None:
    assert main(["sensitivity", "@last", "-q", "--all"]) == 0
    assert {path.name for path in (place / "sensitivity").iterdir()} == {
        "about.json", "indices.csv", "indices_by_month.parquet", "tornado.png", "tornado.csv", "index_over_time.png", "index_over_time.csv",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["@last", "--method", "sobol"], "sobol needs a design of its own (saltelli)"),
        (["@last", "--method", "morris"], "morris needs a design of its own (morris)"),
        (["@last", "--outcome", "cohesoin"], "did you mean `cohesion`?"),
        (["@last", "--variant", "hodl"], "did you mean `hold`?"),
        (["@last", "--samples", "8"], "--samples: this is for a story that is yet to be swept"),
        (["@last", "--vary", "x=0..1"], "--vary: this is for a story that is yet to be swept"),
        (["@nothing"], "`@nothing` is not a scenario with results"),
    ],
)
def test_wrong_use_is_a_clear_line(place: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    assert main(["sensitivity", *words]) == 2
    wrong = capsys.readouterr().err
    assert said in wrong and "Traceback" not in wrong and not (place / "sensitivity").exists()


def test_a_story_is_swept_by_the_design_that_the_method_needs(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["sensitivity", "thaad_lift", "--set", "time.months=12", "--vary", "beijing.pressure.culture=0..1", "--variant", "lift",
            "--samples", "8", "--worlds", "2", "--seed", "5", "--jobs", "1", "--no-figures", "--json"]
    told = []
    for _ in range(2):
        assert main(line) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert told[0]["design"] == "saltelli" and told[0]["points"] == 8 * 3
    assert told[0] == told[1], "the same sweep is not played again"
    assert len(list(empty.glob("thaad_lift/*/manifest.json"))) == 1


def test_a_category_is_refused_for_morris_before_anything_is_played(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", "thaad_lift", "--vary", "washington.posture=[reassure, detach]", "--method", "morris"]) == 2
    assert "is a category" in capsys.readouterr().err
    assert not list(empty.iterdir())


def test_of_a_sweep_of_parts_the_largest_is_read_or_the_one_named(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_parts(empty / "made" / "2026-11-21-0f0f0f0f")
    assert main(["sensitivity", "@last", "--no-figures", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["part"], told["method"], told["points"], len(told["inputs"])) == ("numbers", "sobol", 64, 2)
    assert main(["sensitivity", "@last", "--part", "postures"]) == 2
    assert "too few points: 10" in capsys.readouterr().err
    assert main(["sensitivity", "@last", "--part", "posture"]) == 2
    assert "did you mean `postures`?" in capsys.readouterr().err


def test_sim_plot_draws_what_was_worked_out_and_says_what_to_do_where_it_was_not(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plot", "@last", "--kind", "tornado"]) == 2
    assert "sim sensitivity" in capsys.readouterr().err
    assert main(["sensitivity", "@last", "-q", "--no-figures"]) == 0
    assert main(["plot", "@last", "--kind", "tornado", "--format", "svg"]) == 0
    assert (place / "figures" / "tornado.svg").is_file()


def test_sim_plot_does_not_draw_what_was_worked_out_of_fewer_points(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = max((place / "parts").iterdir())
    last.rename(place / "kept")
    assert main(["sensitivity", "@last", "-q", "--no-figures"]) == 0
    (place / "kept").rename(last)
    assert main(["plot", "@last", "--kind", "tornado"]) == 2
    told = capsys.readouterr().err
    assert "has other points by now" in told and "sim sensitivity" in told and not (place / "figures" / "tornado.png").exists()


def test_in_python_it_gives_frames_pictures_and_words(place: Path) -> None:
    import sim

    found = sim.sensitivity(place, variants=("hold",), everything=True)
    assert {"variant", "outcome", "input", "index", "estimate", "low", "high", "noise_floor"} <= set(found.indices.columns)
    assert "depends most on Beijing: pressure on culture" in found.said
    assert set(found.over_time("seams.core")["quantity"]) == {"seams.core"}
    with pytest.raises(sim.SimError, match="did you mean `seams.core`"):
        found.over_time("seam.core")
    assert found.picture().story.kind == "tornado"
    assert (found.save() / "indices.csv").is_file()


@pytest.mark.parametrize(("more", "said"), [
    (["--samples", "1"], "too few rows of a Saltelli design: 1, and it takes 8"),
    (["--samples", "3", "--method", "morris"], "too few trajectories: 3"),
    (["--samples", "39", "--method", "pawn"], "too few points: 39, and it takes 40"),
    (["--samples", "8", "--vary", "seoul.posture=[align]"], "every lever has one value"),
    (["--samples", "8", "--part", "nope"], "no parts here, and so none called `nope`"),
    (["--samples", "8", "--outcome", "us_rock"], "did you mean `us_rok`?"),
])
def test_what_would_be_refused_afterwards_is_refused_before_anything_is_played(
    empty: Path, more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    vary = [] if "--vary" in more else ["--vary", "beijing.pressure.culture=0..1"]
    assert main(["sensitivity", "baseline_2026", *vary, "--worlds", "1", *more]) == 2
    assert said in capsys.readouterr().err and not list(empty.iterdir())


def test_a_part_of_a_sweep_without_parts_is_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", str(place), "--part", "nope"]) == 2
    assert "no parts here" in capsys.readouterr().err


def test_a_column_for_which_the_window_is_too_narrow_is_named(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert main(["sensitivity", str(place), "--no-figures"]) == 0
    narrow = capsys.readouterr().out
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["sensitivity", str(place), "--no-figures"]) == 0
    wide = capsys.readouterr().out
    assert "a wider window shows: " in " ".join(narrow.split()) and "a wider window" not in wide
