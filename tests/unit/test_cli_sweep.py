"""`sim sweep` at the door: what it says, what it keeps when it is stopped, how it goes on, and what it refuses."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_study import small_parts

import sim
from sim.cli import main
from sim.cli.sweep_table import wrapped
from sim.engine.theatre import Theatre
from sim.experiments import outcomes
from sim.experiments.bands.kept import kept_split
from sim.experiments.sensitivity.playing import swept_or_there
from sim.experiments.sweep import cases, course, play, tracing, working
from sim.experiments.sweep.asked import designed
from sim.experiments.sweep.study import Study
from sim.results import manifest, parts
from sim.results.find import find, listing
from sim.results.part_names import parts_of, points_in
from sim.results.sweep import SweepResult
from sim.scenario import load

LINE = ["sweep", "short.yaml", "--no-bands", "--vary", "beijing.pressure.culture=0..1", "--samples", "8", "--worlds", "2", "--executor", "serial"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a short story, whose sweeps are cut into parts of two points."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    (tmp_path / "short.yaml").write_text("extends: baseline_2026\ntitle: A short story\ntime: {start: 2026-02, months: 3}\n", encoding="utf-8")
    small_parts(monkeypatch)
    return tmp_path


def test_it_says_what_was_varied_what_came_of_it_and_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word for word in LINE if word != "--no-bands"]) == 0
    said = capsys.readouterr()
    assert "8 points" in said.out and "beijing.pressure.culture  0 to 1" in said.out and "± each" in said.out and "#" in said.out
    assert "points.csv" in said.err and "Next: sim plot @last" in said.err
    sweep = SweepResult.load(find("@last", "sweep"))
    assert sweep.done.all() and (sweep.folder / "points.csv").is_file() and not list((sweep.folder / "parts").glob(".*"))


@pytest.mark.parametrize(("more", "lacking"), [
    ([], "32 points more"), (["--design", "saltelli", "--samples", "3"], "5 rows of a Saltelli design more"),
    (["--vary", "seoul.posture=[align, balance]", "--samples", "4"], "32 points more"),
])
def test_after_a_sweep_that_is_too_small_to_analyse_the_next_line_says_what_is_not(
    more: list[str], lacking: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["sim", *LINE, *more])
    assert main([*LINE, *more]) == 0
    said = next(line for line in capsys.readouterr().err.splitlines() if line.startswith("Next: "))
    _, found, line = said.partition(f"sim sensitivity takes {lacking}; this plays a new sweep: sim ")
    assert found and "sim sensitivity @last" not in said
    assert main(["sensitivity", "@last"]) == 2
    assert f"sweep anew with more: sim {line}" in capsys.readouterr().err, "the refusal says the same"
    assert main([*shlex.split(line), "-q"]) == 0
    assert main(["sensitivity", "@last", "--no-figures", "-q"]) == 0, "what was said to type is enough"


def test_after_a_sweep_that_can_be_analysed_the_next_line_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*LINE, "--samples", "40", "--worlds", "1"]) == 0
    assert "Next: sim sensitivity @last · sim plot @last" in capsys.readouterr().err


def test_where_each_point_names_its_variant_the_dry_run_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "thaad_lift", "--set", "time.months=2", "--vary", "variant=[hold, lift]", "--worlds", "1", "--dry-run"]) == 0
    assert "played: at each point the variant that it names" in capsys.readouterr().out


def test_a_sweep_stopped_at_once_is_gone_on_with_by_an_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(LINE) == 0
    folder = find("@last", "sweep")
    shutil.rmtree(folder / "parts")
    (folder / "points.csv").unlink()
    capsys.readouterr()
    assert main(["sweep", "@last", "--resume", "--no-bands"]) == 0
    assert f"@last is {folder}, a sweep\n" in capsys.readouterr().err and SweepResult.load(folder).done.all()


def test_a_story_of_the_project_is_swept_from_any_folder() -> None:
    assert main(["sweep", "thaad_lift", "--set", "time.months=2", "--samples", "4", "--worlds", "1", "--variant", "lift", "--no-bands", "-q"]) == 0
    assert SweepResult.load(find("@thaad_lift", "sweep")).points == 4


def test_as_json_it_is_the_manifest_and_the_spans(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*LINE, "--json", "-q"]) == 0
    said = capsys.readouterr()
    facts = json.loads(said.out)
    assert facts["kind"] == "sweep" and facts["done"] == facts["points"] == 8 and facts["spans"] and not said.err


def test_a_dry_run_reckons_and_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*LINE, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "8 points x " in said and "really played" in said and "on disk" in said and not (here / "results").exists()
    assert main([*LINE, "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["world_months"] >= 8 * 2 * 3


def test_stopped_by_the_keyboard_it_keeps_what_is_done_and_goes_on(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*LINE, "--out", "whole"]) == 0
    truly = working.play_points

    def interrupted(study: Any, points: range) -> Any:
        if points.start == 4:
            raise KeyboardInterrupt
        return truly(study, points)

    monkeypatch.setattr(working, "play_points", interrupted)
    assert main(LINE) == 130
    folder = find("@last", "sweep")
    assert f"stopped; 4 of 8 points are kept in {folder}" in capsys.readouterr().err
    monkeypatch.setattr(working, "play_points", truly)
    assert main([*LINE, "--resume"]) == 0
    assert f"{folder}: 8 points, 4 of them there already" in capsys.readouterr().err
    whole, again = SweepResult.load(listing(Path("whole"))[0]), SweepResult.load(folder)
    for one, other in zip(whole.parts.values(), again.parts.values(), strict=True):
        assert all((one / path.name).read_bytes() == path.read_bytes() for path in other.iterdir())
    assert main(["sweep", "@last", "--resume", "--no-bands"]) == 0, "there is nothing left to do"


def test_an_unfinished_sweep_of_the_same_is_pointed_at(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(LINE) == 0
    folder = find("@last", "sweep")
    shutil.rmtree(list(parts_of(folder).values())[1])
    assert main(LINE) == 0
    assert f"lies unfinished in {folder}; --resume would go on with it" in capsys.readouterr().err
    assert len(listing(Path("results"))) == 2


def test_a_signal_to_the_whole_group_ends_all_processes_and_leaves_a_sweep(here: Path) -> None:
    line = ["-c", "from sim.experiments.sweep.study import Study; "
            "Study.tasks = lambda study: [range(first, first + 2) for first in range(0, len(study), 2)]\n"
            f"from sim.cli import main; import sys; sys.exit(main({[*LINE[:-4], '--samples', '400', '--jobs', '2']!r}))"]
    with (here / "said.txt").open("w") as said:
        process = subprocess.Popen([sys.executable, *line], stdout=said, stderr=said, start_new_session=True)
        end = time.monotonic() + 60
        while not (listing(here / "results") and parts_of(listing(here / "results")[0])):
            assert process.poll() is None and time.monotonic() < end, (here / "said.txt").read_text()
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == 130
    told = (here / "said.txt").read_text()
    assert "of 400 points are kept" in told and "--resume" in told and "Traceback" not in told
    folder = listing(here / "results")[0]
    assert 0 < points_in(folder) < 400 and not list((folder / "parts").glob(".*"))
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_failed_points_are_rows_and_exit_four(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(LINE) == 0
    whole, truly, truly_points = SweepResult.load(find("@last", "sweep")), Theatre.play, working.play_points
    third = whole.values["beijing.pressure.culture"][3]

    def failing(theatre: Theatre) -> Any:
        if (theatre.situation.shocks.given["beijing.pressure.culture"] == third).any():
            raise ValueError("not a number")
        return truly(theatre)

    monkeypatch.setattr(Theatre, "play", failing)
    capsys.readouterr()
    assert main(LINE) == 4
    assert "failed: point 3, " in capsys.readouterr().err
    sweep = SweepResult.load(find("@last", "sweep"))
    variant, outcome = sweep.variants[0].name, sweep.outcomes[0].name
    assert sweep.done.all() and {row["point"] for row in sweep.failures} == {3}
    assert np.flatnonzero(np.isnan(sweep.mean(variant, outcome))).tolist() == [3]
    others = np.arange(8) != 3
    assert np.array_equal(sweep.by_world(variant, outcome)[others], whole.by_world(variant, outcome)[others])

    asked: list[range] = []
    monkeypatch.setattr(working, "play_points", lambda study, points: asked.append(points) or truly_points(study, points))
    assert main([*LINE, "--resume"]) == 4, "it fails again"
    monkeypatch.setattr(Theatre, "play", truly)
    assert main(["sweep", "@last", "--resume", "--no-bands"]) == 0
    assert asked == [range(3, 4)] * 2, "only what failed is played again"
    again = SweepResult.load(sweep.folder)
    assert not again.failures and again.manifest["failures"] == 0
    assert all((one / file.name).read_bytes() == file.read_bytes()
               for one, other in zip(whole.parts.values(), again.parts.values(), strict=True) for file in other.iterdir())


@pytest.mark.parametrize(("words", "code", "said"), [
    (["sweep", "short.yaml"], 2, "nothing varies"),
    (["sweep", "short.yaml", "--vary", "beijing.pressure.cultre=0..1"], 3, "did you mean `culture`"),
    (["sweep", "short.yaml", "--vary", "beijing.pressure.culture=0..2", "--samples", "4"], 3, "out of range"),
    ([*LINE, "--design", "sobel"], 2, "did you mean `sobol`"),
    ([*LINE, "--variant", "nowhere"], 2, "is not a variant"),
    ([*LINE, "--scheduler", "tcp://127.0.0.1:9"], 2, "serial has no scheduler"),
    (["sweep", "@last", "--resume"], 2, "no results yet"),
])
def test_what_is_wrong_is_a_clear_line_and_leaves_nothing(
    here: Path, words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == code
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told and not (here / "results").exists()


def test_without_dask_it_is_said_how_to_install_it(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    for further in ([], ["--dry-run"]):
        assert main([*LINE[:-1], "dask", *further]) == 2
        said = capsys.readouterr().err
        assert 'pip install -e ".[cluster]"' in said and "results" not in said and not listing(here / "results")


def test_a_scheduler_that_is_not_there_leaves_nothing(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("sim.engine.executors.PATIENCE", 1)
    for further in ([], ["--dry-run"]):
        assert main([*LINE[:-2], "--scheduler", "tcp://127.0.0.1:9", *further]) == 2
        said = capsys.readouterr().err
        assert "no scheduler can be reached" in said and f"{here}" not in said and not listing(here / "results")


def test_a_result_is_not_swept_but_gone_on_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "@last"]) == 2
    assert "sim sweep @last --resume" in capsys.readouterr().err


def test_it_says_of_what_the_points_are_made(capsys: pytest.CaptureFixture[str]) -> None:
    line = ["sweep", "short.yaml", "--no-bands", "--worlds", "1", "--samples", "3", "--vary", "seoul.posture=[align, balance]"]
    assert main([*line, "--vary", "beijing.pressure.culture=0..1", "--executor", "serial"]) == 0
    assert "6 points (mixture: 3 samples of the numbers x 2 combinations of categories)" in capsys.readouterr().err
    assert main([*line, "--dry-run"]) == 0
    said = capsys.readouterr()
    assert "2 points" in said.out and "grid: 2 values" in said.out and "whatever samples says (3)" in said.err


def test_a_sweep_of_other_numbers_or_another_version_is_not_gone_on_with(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(LINE) == 0
    sweep = SweepResult.load(find("@last", "sweep"))
    for key, value, said in (("config_hash", "f" * 64, "numbers of configs/ ffffffff then"), ("program_hash", "e" * 64, "program eeeeeeee then"),
                             ("versions", {"sim": "0.0.9"}, "sim 0.0.9 then, 0.1.0 now"), ("processor", "NEON", "set NPY_DISABLE_CPU_FEATURES")):
        facts = sweep.manifest | {key: (sweep.manifest[key] | value) if isinstance(value, dict) else value}
        (sweep.folder / "manifest.json").write_text(json.dumps(facts), encoding="utf-8")
        assert main(["sweep", str(sweep.folder), "--resume", "--no-bands"]) == 2
        assert said in capsys.readouterr().err
        assert main([*LINE, "--resume"]) == 2, "nor by the same line"
        assert said in capsys.readouterr().err
        assert SweepResult.load(sweep.folder).done.all(), "nothing is lost"


def test_an_analysis_begins_anew_where_another_program_began_the_same_sweep(here: Path) -> None:
    story = load("short.yaml")
    design = designed(story, ["beijing.pressure.culture=0..1"], samples=4)
    asked, players = Study.of(story, design, 1, 7), course.Course()
    first = swept_or_there(story, asked, Path("results"), players)
    assert swept_or_there(story, asked, Path("results"), players).folder == first.folder
    (first.folder / "manifest.json").write_text(json.dumps(first.manifest | {"program_hash": "e" * 64}), encoding="utf-8")
    anew = swept_or_there(story, asked, Path("results"), players)
    assert anew.folder != first.folder and anew.done.all()
    shutil.rmtree(next(iter(first.parts.values())))
    assert course.unfinished(story, asked, Path("results")) is None, "nobody could go on with it"


def test_resume_begins_where_nothing_was_begun_and_then_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*LINE, "--resume"]) == 0
    assert "Nothing of this sweep lies in results yet: it begins." in capsys.readouterr().err
    folder = find("@last", "sweep")
    shutil.rmtree(list(parts_of(folder).values())[1])
    assert main([*LINE, "--resume"]) == 0
    assert "6 of them there already" in capsys.readouterr().err
    assert listing(Path("results")) == [folder] and SweepResult.load(folder).done.all()


def test_the_hash_of_the_program_is_over_all_that_makes_the_numbers_of_a_sweep_and_taken_when_it_is_loaded() -> None:
    home = Path(sim.__file__).parent
    covered = [home / name for name in manifest.PLAYING]
    assert all(place.exists() for place in covered)
    for module in (tracing, cases, play, outcomes, parts):
        assert any(Path(str(module.__file__)).is_relative_to(place) for place in covered), module.__name__
    code = ("from sim.experiments.sweep import working; from sim.results import manifest; "
            "print(manifest.program_hash.cache_info().currsize, manifest.config_hash.cache_info().currsize)")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "1 1\n"


def test_a_sweep_of_the_past_line_cannot_be_changed_while_it_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(LINE) == 0
    assert main(["sweep", "@last", "--resume", "--worlds", "9"]) == 2
    assert "a sweep goes on as it was begun" in capsys.readouterr().err


def test_python_sweeps_too(here: Path) -> None:
    found = sim.sweep("short.yaml", vary={"beijing.pressure.culture": "0..1"}, samples=4, worlds=2)
    assert len(found.table()) == 4 * len(found.variants) and found.folder.is_dir()
    assert list(found.by_point(found.variants[0].name, "cohesion.us_rok")) == found.dates
    assert kept_split(found.folder), "the spread is told apart, as by the command"
    alone = sim.sweep("short.yaml", vary={"beijing.pressure.culture": "0..1"}, samples=2, worlds=2, bands=False, out="without")
    assert not kept_split(alone.folder)
    assert repr(sim.load_sweep("@last")) == repr(found) and "beijing.pressure.culture" in repr(found)
    assert course.players().executor == "processes"


def test_a_name_that_does_not_fit_goes_on_in_a_second_line() -> None:
    text = "Washington's posture: detach against reassure"
    assert wrapped(text, 80) == text
    assert wrapped(text, 30).replace("\n  ", " ") == text and all(len(line) <= 30 for line in wrapped(text, 30).split("\n"))
