"""Runs and sweeps beside each other: which result an `@` means, that it is said, and what is said where there is none."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from made_run import made
from made_sweep import made_sweep

from sim.cli import main
from sim.cli.figures import draw_together
from sim.errors import UsageError
from sim.results.find import find, kind_of, of_story
from sim.results.store import draft, write


@pytest.fixture
def both(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run, and a later sweep of the same story."""
    result = made(monkeypatch)
    with draft(Path("results"), "made") as new:
        write(result, new.folder)
        run = new.publish("2026-11-20-aaaaaaaa")
    os.utime(run / "manifest.json", (1, 1))
    made_sweep(Path("results") / "made" / "2026-11-21-0f0f0f0f", points=12, size=4, missing=1)
    return place


def test_the_latest_is_that_of_the_kind_that_is_needed(both: Path) -> None:
    run, sweep = Path("results/made/2026-11-20-aaaaaaaa"), Path("results/made/2026-11-21-0f0f0f0f")
    assert (kind_of(run), kind_of(sweep)) == ("run", "sweep")
    for text in ("@last", "@made"):
        assert (find(text), find(text, "run"), find(text, "sweep")) == (sweep, run, sweep)
        assert (find(f"{text}:run"), find(f"{text}:sweep"), find(f"{text}:run", "run")) == (run, sweep, run)
    assert of_story("made") == [sweep, run] and of_story("made", "run") == [run] and of_story("other") == []


@pytest.mark.parametrize(("text", "kind", "said"), [
    ("@last:swep", None, "`swep` is not a kind of result.*did you mean `@last:sweep`"),
    ("@made:", None, "^(?!.*``).*the kind of result is missing.*known: @made:run, @made:sweep"),
    ("", None, "not a results folder.*@SCENARIO$"),
    ("@made:report", None, "`report` is not a kind of result.*known: @made:run, @made:sweep"),
    ("@made:sweep", "run", "this asks for the result of a sweep, where that of a run is needed.*write @made:run"),
    ("@mad", None, "`@mad` is not a scenario with results.*did you mean `@made`"),
    ("@baseline_2026", None, "`@baseline_2026` is not a scenario with results.*of: @made; a story is played first: sim run baseline_2026"),
    ("@baseline_2026", "sweep", "sim sweep baseline_2026"),
    ("made", None, "not a results folder.*did you mean `@made`"),
    ("last", None, "not a results folder.*did you mean `@last`"),
    ("baseline_2026", None, "not a results folder.*sim list results.*a story is played first: sim run baseline_2026"),
    ("ffff", None, "not a results folder, nor the beginning of a hash.*sim list results; or @last, @SCENARIO$"),
    ("results/made/2026-11-20-aaaaaaab", None, "did you mean `results/made/2026-11-20-aaaaaaaa`"),
    ("results/made", None, "did you mean `@made`"),
    ("results/made/2026-11-20-aaaaaaaa/report.html", None, "did you mean `results/made/2026-11-20-aaaaaaaa`"),
    ("2026-11-20-aaaaaaab", None, "did you mean `2026-11-20-aaaaaaaa`"),
])
def test_what_leads_to_no_result_is_a_clear_line_with_what_may_be_meant(both: Path, text: str, kind: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=f"(?s){said}"):
        find(text, kind)


def test_a_result_is_found_by_the_name_that_the_list_shows(both: Path) -> None:
    assert find("made/2026-11-20-aaaaaaaa") == Path("results/made/2026-11-20-aaaaaaaa")


def test_a_sweep_of_which_no_point_is_finished_is_no_result_for_an_at(both: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, sweep = Path("results/made/2026-11-20-aaaaaaaa"), Path("results/made/2026-11-21-0f0f0f0f")
    shutil.rmtree(sweep / "parts")
    assert find("@last") == find("@made") == run and find("@last", unplayed=True) == sweep and of_story("made") == [run]
    with pytest.raises(UsageError, match="(?s)0f0f0f0f: no point of this sweep is finished yet.*sim sweep .*0f0f0f0f --resume"):
        find("@last:sweep")
    assert main(["show"]) == 0
    assert capsys.readouterr().err == f"@last is {run}, a run; {sweep} is newer, but no point of that sweep is finished yet\n"


@pytest.mark.parametrize("words", [["show"], ["show", "--json"], ["export", "--format", "csv", "--json"], ["plot", "--kind", "response_curves"],
                                   ["compare", "--no-figures", "--json"], ["show", "@made"], ["show", "@made:sweep"]])
def test_a_first_line_beside_the_data_says_which_result_an_at_stood_for(both: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    shown, at = capsys.readouterr(), next((word for word in words if word.startswith("@")), "@last")
    assert shown.err.splitlines()[0] == f"{at} is results/made/2026-11-21-0f0f0f0f, a sweep"
    assert "--json" not in words or json.loads(shown.out)


def test_where_no_figure_can_be_drawn_the_reason_of_each_is_said(
    both: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sim.cli.figures.draw_together", draw_together)
    shutil.rmtree(Path("results/made/2026-11-21-0f0f0f0f/parts"))
    assert main(["plot", "results/made/2026-11-21-0f0f0f0f"]) == 2
    said = capsys.readouterr()
    assert "there is nothing to draw" in said.err and "wedge_map" in said.err and "ridgelines" in said.err and not said.out


@pytest.mark.parametrize("words", [["show", "results/made/2026-11-21-0f0f0f0f"], ["show", "0f0f"], ["show", "@last", "-q"]])
def test_nothing_is_said_where_a_folder_was_named_or_quiet_was_asked_for(both: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("text", ["results/made/2026-11-21-0f0f0f0f", "0f0f"])
def test_a_sweep_where_a_run_is_needed_is_a_clear_line(both: Path, text: str) -> None:
    with pytest.raises(UsageError, match="the result of a sweep, where that of a run is needed"):
        find(text, "run")
    with pytest.raises(UsageError, match="the result of a run, where that of a sweep is needed"):
        find("aaaa", "sweep")


def test_where_there_is_only_the_other_kind_it_is_said(place: Path) -> None:
    made_sweep(Path("results") / "made" / "2026-11-21-0f0f0f0f", points=4)
    with pytest.raises(UsageError, match="there is no run yet; there is a sweep") as error:
        find("@last", "run")
    assert error.value.remedy == "play one first: sim run made"
    with pytest.raises(UsageError, match="`@made` has no run yet"):
        find("@made", "run")


@pytest.mark.parametrize("words", [["diff", "made"], ["new", "mine"]])
def test_commands_that_need_a_run_refuse_a_sweep(both: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    more = ["results/made/2026-11-21-0f0f0f0f"] if words[0] != "new" else ["--from", "results/made/2026-11-21-0f0f0f0f"]
    if words[0] == "diff":
        words = ["diff", "results/made/2026-11-20-aaaaaaaa"]
    assert main([*words, *more]) == 2
    said = capsys.readouterr().err
    assert "where that of a run is needed" in said and "Traceback" not in said


def test_a_list_says_what_each_result_is_how_far_a_sweep_is_and_what_it_varied(both: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "results"]) == 0
    sweep, varied, run, *_ = capsys.readouterr().out.splitlines()
    assert sweep.startswith("made/2026-11-21-0f0f0f0f  sweep at ") and sweep.endswith(", 8 of 12 points x 8 worlds")
    assert varied.startswith("    varied: beijing.pressure.culture") and "grievance.decay_months" in varied
    assert run.startswith("made/2026-11-20-aaaaaaaa  run at ") and run.endswith(" worlds")
    shutil.rmtree(Path("results/made/2026-11-21-0f0f0f0f/parts"))
    assert main(["list", "results"]) == 0
    assert "none yet of 12 points" in capsys.readouterr().out
    assert main(["list", "results", "--json"]) == 0
    sweep_row, run_row = json.loads(capsys.readouterr().out)
    assert (sweep_row["kind"], sweep_row["done"], sweep_row["points"]) == ("sweep", 0, 12) and run_row["kind"] == "run"


@pytest.mark.parametrize("width", [80, 60])
def test_no_line_of_the_list_of_results_is_wider_than_the_terminal(both: Path, width: int, capsys: pytest.CaptureFixture[str],
                                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = Path("results/made/2026-11-20-aaaaaaaa/manifest.json")
    facts = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(facts | {"altered": [f"beijing.pressure.tourism=0.{digit}" for digit in range(9)]}), encoding="utf-8")
    manifest.parent.rename("results/made/2026-11-20-aaaaaaaa-2")
    Path("results/made").rename("results/joint_ventures_and_party_cells")
    monkeypatch.setenv("COLUMNS", str(width))
    for words in (["list"], ["list", "results"]):
        assert main(words) == 0
        lines = capsys.readouterr().out.partition("Results\n")[2 if len(words) == 1 else 0].splitlines()
        assert lines and all(len(line) <= width for line in lines), lines
    assert any(line.startswith("    altered: ") and line.endswith(" more") for line in lines)


def test_a_sweep_is_shown_with_what_was_varied_and_how_to_go_on(both: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "@last"]) == 0
    said = capsys.readouterr().out
    for part in ("8 of 12 points are there", "sobol: 12 points over 3 levers", "grievance.decay_months", "US-ROK cohesion",
                 "sim sweep results/made/2026-11-21-0f0f0f0f --resume"):
        assert part in said, part
    assert main(["show", "@last", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["done"] == 8 and {row["outcome"] for row in shown["spans"]} == {"drift", "cohesion"}
