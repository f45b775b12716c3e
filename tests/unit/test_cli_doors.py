"""Both doors, the command and Python: what was altered, how precise it became, whose class failed, what cannot be shown."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import warnings
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from made_run import SCENARIO, made

import sim
from sim.cli import main
from sim.cli.answer_table import fitting
from sim.cli.output import as_json, prepare_output
from sim.errors import Fault, ScenarioError, SimWarning, UsageError
from sim.experiments.settings import Settings
from sim.results.values import Answer

BOOM = "import sim\n\n\nclass Mine(sim.Capital):\n    def decide(self):\n" \
       "        if self.date == \"2026-03\":\n            raise ValueError(\"boom\")\n"
GOOD = "import sim\n\n\nclass Mine(sim.Capital):\n    def decide(self):\n        self.aim(\"pragmatic\")\n"


def answer(variant: str, estimate: float = 0.3, difference: float | None = None) -> Answer:
    """An answer with all that can be said of a chance."""
    low, high = (None, None) if difference is None else (difference - 0.021, difference + 0.021)
    return Answer(variant, "drift", "Seoul drifts by Jul 2026", "chance", estimate, estimate - 0.02, estimate + 0.02, "likely",
                  difference, low, high, headline=True)


# What was altered.


def test_what_was_altered_is_said_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_file.py").write_text(GOOD)
    arguments = ["run", "thaad_lift", "--worlds", "8", "--variant", "lift", "--set", "beijing.pressure.tourism=0.5",
                 "--agent", "seoul=my_file.py:Mine", "--no-figures", "--out", "results"]
    assert main(arguments) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Altered: beijing.pressure.tourism=0.5 · Seoul: my_file.py:Mine · only hold, lift · 8 worlds instead of 1,000" in shown
    assert "altered: beijing.pressure.tourism=0.5; Seoul: my_file.py:Mine" in shown
    assert "beijing.pressure.tourism=0.5; Seoul: my_file.py:Mine" in sim.load("@last").foot
    assert main(["list", "results", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["altered"][:2] == ["beijing.pressure.tourism=0.5", "Seoul: my_file.py:Mine"]


def test_the_story_as_told_is_not_altered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(monkeypatch).altered == []
    assert "altered" not in made(monkeypatch).foot
    assert made(monkeypatch, Settings(worlds=400, seed=7, variants=("lift",))).altered == []


def test_what_is_odd_is_a_warning_in_python() -> None:
    with pytest.warns(SimWarning, match="outside its sourced range"):
        run = sim.run("baseline_2026", set={"crisis.base_hazard": 0.5}, worlds=2)
    assert [fault.code for fault in run.warnings] == ["implausible"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sim.run("baseline_2026", worlds=2).warnings == []


# How precise it became.


def test_worlds_are_added_until_the_error_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    result = made(monkeypatch, Settings(worlds=400, until_error=0.02))
    assert result.manifest["precision"]["met"]
    assert result.worlds > 400


@pytest.mark.parametrize(("most", "worlds"), [(100, 100), (900, 900)])
def test_no_more_than_the_most_worlds_are_played(monkeypatch: pytest.MonkeyPatch, most: int, worlds: int) -> None:
    result = made(monkeypatch, Settings(until_error=0.001, max_worlds=most))
    assert result.worlds == worlds
    assert not result.manifest["precision"]["met"]
    assert result.manifest["precision"]["reached"] > 0.001


def test_a_variant_that_failed_does_not_stop_the_adding(monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(monkeypatch, Settings(until_error=0.02), fail="lift").manifest["precision"]["met"]


def test_what_was_reached_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "made", "--until-error", "0.2"])
    assert "Reached ±4.5 % (asked ±20 %)" in capsys.readouterr().out
    main(["run", "made", "--until-error", "0.005", "--max-worlds", "500"])
    assert "Stopped at 500 worlds, ±4 % (asked ±0.5 %)" in capsys.readouterr().out
    main(["run", "made", "--until-error", "0.005", "--max-worlds", "500", "--json"])
    assert json.loads(capsys.readouterr().out)["precision"]["asked"] == 0.005


def test_where_there_is_no_chance_there_is_nothing_to_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SCENARIO, "outcomes", {"cohesion": {"track": "cohesion.us_rok"}})
    with pytest.raises(UsageError, match="no chance"):
        made(monkeypatch, Settings(until_error=0.02))


# Wrong use of Python.


@pytest.mark.parametrize("wrong", [
    {"worlds": 0}, {"worlds": -3}, {"worlds": "x"}, {"worlds": 2.5}, {"worlds": True}, {"jobs": 0}, {"seed": -1}, {"max_worlds": 0},
    {"until_error": 0}, {"until_error": 5}, {"until_error": "x"},
])
def test_what_is_no_number_of_worlds_is_wrong_use(place: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong))):
        sim.run("made", **wrong)


def test_the_text_of_a_scenario_error_names_the_first_faults_and_counts_no_warnings() -> None:
    faults = [Fault(f"story.yaml:{line}:1", "unknown-key", f"`a{line}` is not a setting", "take it out") for line in range(1, 6)]
    text = str(ScenarioError([Fault("story.yaml:9:1", "late", "late", warning=True), *faults]))
    assert text.splitlines() == [
        "5 faults in the scenario", *(f"story.yaml:{line}:1: `a{line}` is not a setting (take it out)" for line in range(1, 4)), "and 2 more",
    ]


def test_a_run_shows_itself_in_a_line(place: Path) -> None:
    run = sim.run("made", seed=3)
    assert repr(run) == "<Run made, altered: seed 3 instead of 7: 2 variants x 400 worlds, seed 3>"
    assert list(run.outcomes)[:5] == ["estimate", "low", "high", "word", "difference"]


def test_a_figure_is_saved_where_it_is_told(place: Path) -> None:
    run = sim.run("made")
    assert run.plot.save("outcome_strip", place / "strip.svg").read_text().lstrip().startswith("<?xml")
    with pytest.raises(UsageError, match="format"):
        run.plot.save("outcome_strip", place / "strip.gif")


# Somebody's own class.


def test_a_class_that_raises_is_reported_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_file.py").write_text(BOOM)
    arguments = ["run", "baseline_2026", "--worlds", "2", "--agent", "seoul=my_file.py:Mine"]
    assert main(arguments) == 1
    said = capsys.readouterr().err
    assert "my_file.py:7: ValueError: boom" in said
    assert "Traceback" not in said
    assert main([*arguments, "-vv"]) == 1
    assert 'raise ValueError("boom")' in capsys.readouterr().err


def test_a_class_of_the_session_is_reported_with_its_line() -> None:
    class Mine(sim.Capital):
        def decide(self) -> None:
            self.aim("pragmatics")

    with pytest.raises(sim.SimError, match=r"test_cli_doors\.py:\d+: UsageError: `pragmatics` is not a posture of seoul"):
        sim.run("baseline_2026", worlds=2, agents={"seoul": Mine})


@pytest.mark.parametrize("cast", [5, int, object()])
def test_what_is_no_capital_is_wrong_use(place: Path, cast: Any) -> None:
    with pytest.raises(UsageError, match="not a subclass"):
        sim.run("made", agents={"seoul": cast})


# What the screen can take.


@pytest.mark.parametrize(("width", "whole"), [(80, True), (60, False)])
def test_the_interval_of_the_difference_fits_eighty_columns(width: int, whole: bool) -> None:
    from rich.console import Console

    result: Any = SimpleNamespace(variants=[SimpleNamespace(name="balanced")])
    console = Console(width=width, file=io.StringIO())
    console.print(fitting(result, [answer("balanced"), answer("accommodating", 0.45, -0.15)], width))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert ("-17.1 to -12.9" in text) == whole
    assert "-15.0 pts" in text and "…" not in text


@pytest.mark.parametrize(("estimate", "said"), [(0.0, "no world"), (1.0, "all worlds"), (0.999, "likely")])
def test_what_the_story_imposes_is_not_shown_as_a_forecast(estimate: float, said: str) -> None:
    assert answer("hold", estimate).said == said
    assert answer("hold", estimate).word == "likely"


def test_characters_that_stdout_cannot_take_are_written_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(kept, encoding="ascii"))
    prepare_output()
    print("seed 7 · ±1.8 % 서울")
    print(as_json(["·"]), flush=True)
    assert kept.getvalue().decode().splitlines() == ["seed 7 - +-1.8 % ??", "[", ' "\\u00b7"', "]"]


def test_a_run_into_a_pipe_of_ascii_that_nobody_reads_is_no_fault(tmp_path: Path) -> None:
    play = f"{sys.executable} -m sim.cli run baseline_2026 --worlds 2 --no-figures -q --out {tmp_path}"
    line = f"PYTHONIOENCODING=ascii {play} | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"
