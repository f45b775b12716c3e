"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fake_result import fake_result
from made_run import SCENARIO, install

import sim
import sim.plots
from sim.cli import COMMANDS, main
from sim.cli.answer_table import console_of, heading, show_answers
from sim.cli.faults import as_github, as_json, as_text
from sim.cli.figures import draw_together
from sim.cli.options import Manner
from sim.errors import Fault, ScenarioError
from sim.results.values import Answer

HEAVY = ("numpy", "pydantic", "matplotlib", "yaml", "pandas", "mesa", "rich", "pyarrow", "scipy")


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The `sim` command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "sim.cli", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["nonsense"]])
def test_help_is_light(arguments: list[str]) -> None:
    code = f"import sys; from sim.cli import main; main({arguments}); print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip().splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_is_light(command: str) -> None:
    code = f"import sys; from sim.cli import main; main(['{command}', '--help']); print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
    assert "Usage: sim" in done.stdout


def test_help_names_every_command_and_exit_code() -> None:
    done = call("--help")
    assert done.returncode == 0
    assert all(f"\n  {name} " in done.stdout for name in COMMANDS)
    assert "130 stopped" in done.stdout


def test_version() -> None:
    assert call("--version").stdout.strip() == f"sim, version {sim.__version__}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rum", "x"], "did you mean `run`"),
        (["run"], "missing argument"),
        (["run", "x", "--worlds", "none"], "--worlds"),
        (["run", "x", "--worlds", "0"], "--worlds"),
        (["run", "x", "--nonsense"], "--nonsense"),
        (["run", "x", "--agent", "seoul"], "capital=file.py:class"),
        (["plot", "@last", "--format", "gif"], "--format"),
        (["list", "paramters"], "did you mean: sim list parameters?"),
    ],
)
def test_wrong_use_is_exit_code_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert said in shown.err.lower()
    assert shown.out == ""


def test_run_prints_the_answers_and_keeps_them(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "made"]) == 0
    shown = capsys.readouterr()
    assert "A made-up story" in shown.out
    assert "2 variants x 400 worlds · Feb 2026 - Jul 2026, monthly · seed 7" in shown.out
    assert "Seoul drifts by Jul 2026" in shown.out
    assert "30.0 %" in shown.out and "unlikely" in shown.out and "+20.0 pts" in shown.out and "+16.0 to +23.8" in shown.out
    assert "Altered" not in shown.out
    assert "blind from 2026" in shown.out
    assert "Saved results/made/" in shown.err
    (folder,) = (place / "results" / "made").iterdir()
    assert {path.name for path in folder.iterdir()} == {
        "manifest.json", "scenario.yaml", "design.parquet", "series", "outcomes.parquet", "answers.csv", "failures.parquet",
        "bands.parquet", "figures", "log.jsonl",
    }
    assert [json.loads(line)["what"] for line in (folder / "log.jsonl").read_text().splitlines()] == ["started", "played"]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_table_fits(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(["run", "made", "--no-figures"]) == 0
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= width


def test_json_is_data_and_nothing_else(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["run", "made", "--json"], ["--json", "run", "made"]):
        assert main(arguments) == 0
        content = json.loads(capsys.readouterr().out)
        assert content["worlds"] == 400
        assert [answer["variant"] for answer in content["answers"]] == ["hold", "lift", "hold", "lift"]
        assert Path(content["folder"]).is_dir()


def test_quiet_says_nothing_but_the_answer(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "made", "-q"]) == 0
    assert capsys.readouterr().err == ""


def test_no_colour_in_a_pipe_unless_asked(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    main(["run", "made"])
    assert "\x1b" not in capsys.readouterr().out
    monkeypatch.delenv("NO_COLOR", raising=False)
    main(["run", "made", "--color", "always"])
    assert "\x1b" in capsys.readouterr().out


def test_out_and_no_figures(place: Path) -> None:
    assert main(["run", "made", "--out", "elsewhere", "--no-figures"]) == 0
    (folder,) = (place / "elsewhere" / "made").iterdir()
    assert not (folder / "figures").exists()
    assert not (place / "results").exists()


@pytest.mark.parametrize(
    ("agents", "code", "said"),
    [
        (["seoul=mine.py"], 2, "name the class: mine.py:CLASS\n  = it has: Idle, Mine"),
        (["seoul=mine.py:Idle"], 2, "`Idle` has no decide"),
        (["seoul=early.py:Mine"], 1, "early.py:2: the class that plays seoul cannot be read: NameError"),
        (["soul=mine.py:Mine"], 2, "did you mean `seoul`"),
        (["seoul=nowhere.py:Mine"], 2, "there is no file"),
        (["seoul=mine.py:Other"], 2, "not a subclass"),
        (["seoul=broken.py:Mine"], 1, "SyntaxError"),
        (["seoul=mine.py:Mine", "seoul=mine.py:Mine"], 2, "given twice"),
        (["seoul=mine.py:Mine"], 0, ""),
    ],
)
def test_a_class_that_cannot_be_had_is_said_before_playing(
    place: Path, capsys: pytest.CaptureFixture[str], agents: list[str], code: int, said: str
) -> None:
    mine = "from sim import Capital\n\n\nclass Idle(Capital):\n    pass\n\n\nclass Mine(Capital):\n    def decide(self):\n        pass\n"
    (place / "mine.py").write_text(mine)
    (place / "early.py").write_text("import sim\nx = nothing\n")
    (place / "broken.py").write_text("class Mine(\n")
    options = [word for agent in agents for word in ("--agent", agent)]
    assert main(["run", "made", "--no-figures", *options]) == code
    assert said in capsys.readouterr().err
    assert (place / "results").exists() == (code == 0)


def test_failed_worlds_are_exit_code_4(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    install(monkeypatch, fail="lift")
    assert main(["run", "made"]) == 4
    assert "lift, worlds 0 to 399: ValueError: not a number" in capsys.readouterr().err


def test_nothing_played_is_exit_code_1_and_nothing_written(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    install(monkeypatch, fail="hold")
    assert main(["run", "made"]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert list(place.iterdir()) == []


def test_a_traceback_only_when_asked(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fault(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(sim.scenario, "load", fault)
    assert main(["run", "made"]) == 1
    assert capsys.readouterr().err.splitlines()[0] == "error: ZeroDivisionError: oh"
    assert main(["run", "made", "-vv"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_exit_code_130_and_leaves_nothing(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.experiments.run.simulate", stop)
    assert main(["run", "made"]) == 130
    assert "stopped" in capsys.readouterr().err
    assert list(place.iterdir()) == []


def test_an_unwritable_folder_is_one_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "results").write_text("a file")
    assert main(["run", "made"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert len(shown.err.strip().splitlines()) == 2
    assert "cannot write" in shown.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_not_passed_over_in_silence() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([sys.executable, "-m", "sim.cli", "list", "figures"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == "error: No space left on device"


def test_a_reader_that_goes_away_is_no_fault() -> None:
    for json_too in ("", "--json"):
        line = f"{sys.executable} -m sim.cli list parameters {json_too} | head -1; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
        assert (done.stderr, done.stdout.splitlines()[-1]) == ("", "0")


EXCERPT = "   24 |     presure: 0.60\n      |     ^^^^^^^"
FAULTS = [
    Fault("story.yaml:24:5", "unknown-key", "`presure` is not a setting", "did you mean `pressure`?", EXCERPT, line=24, column=5),
    Fault("story.yaml:9:1", "late", "the event comes after the end", warning=True, line=9, column=1),
]


def test_faults_as_text() -> None:
    assert as_text(FAULTS).splitlines() == [
        "story.yaml:24:5: error[unknown-key]: `presure` is not a setting",
        "   24 |     presure: 0.60",
        "      |     ^^^^^^^",
        "      = did you mean `pressure`?",
        "story.yaml:9:1: warning[late]: the event comes after the end",
    ]


def test_faults_for_programs() -> None:
    assert json.loads(as_json(FAULTS))[0]["line"] == 24
    assert as_github(FAULTS).splitlines()[0].startswith("::error file=story.yaml,line=24,col=5,title=unknown-key::")
    assert as_github(FAULTS).splitlines()[1].startswith("::warning ")


def test_a_wrong_scenario_is_exit_code_3_and_writes_nothing(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(file: str, sets: Any = ()) -> None:
        raise ScenarioError(FAULTS[:1])

    monkeypatch.setattr(sim.scenario, "load", refuse)
    assert main(["run", "story.yaml"]) == 3
    assert "story.yaml:24:5: error[unknown-key]" in capsys.readouterr().err
    assert main(["check", "story.yaml", "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out)[0]["code"] == "unknown-key"
    assert list(place.iterdir()) == []


def test_warnings_are_faults_when_strict(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    story = SimpleNamespace(**vars(SCENARIO) | {"warnings": FAULTS[1:]})
    monkeypatch.setattr(sim.scenario, "load", lambda file, sets=(): story)
    assert main(["check", "story.yaml"]) == 0
    assert "warning[late]" in capsys.readouterr().out
    assert main(["check", "story.yaml", "--strict"]) == 3


TRUE, FALSE, MARK = "lift.drift > hold.drift", "hold.drift > lift.drift", {"does_not_hold": "the rules have it otherwise"}


@pytest.mark.parametrize(("entry", "code", "said"), [
    ({"that": TRUE, "because": "kuik_2016", "confidence": "likely"}, 0, "likely, says Kuik, Cheng-Chwee (2016)"),
    ({"that": TRUE, "because": "charm moves Seoul"}, 0, "because charm moves Seoul"),
    ({"that": TRUE} | MARK, 0, "the file says that it does not hold: take the mark out"),
    ({"that": FALSE}, 5, "1 do not hold (0 as the file says); "),
    ({"that": FALSE} | MARK, 0, "as the file says: the rules have it otherwise"),
    ({"that": "lift.drift > hold.drift + 0.2"} | MARK, 0, "the file says that it does not hold: the rules have it otherwise"),
])
def test_expectations_are_played(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], entry: dict[str, str], code: int, said: str
) -> None:
    monkeypatch.setattr(SCENARIO, "expect", [entry])
    assert main(["check", "made", "--expect"]) == code
    assert said in " ".join(capsys.readouterr().out.split())
    assert list(place.iterdir()) == []


def test_expectations_of_several_files_have_a_line_over_all(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(SCENARIO, "expect", [{"that": TRUE}, {"that": FALSE} | MARK])
    assert main(["check", "made", "made", "--expect", "--jobs", "1"]) == 0
    shown = capsys.readouterr()
    assert "2 stories, 4 expectations: 2 hold, 0 undecided, 2 do not hold (2 as the file says); " in shown.out
    assert "so many say: 2 that something moves, 0 that" in shown.out
    assert "One story: sim check --expect NAME" in shown.err + shown.out
    assert main(["check", "made", "made", "--expect", "--jobs", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"faults", "stories", "summary", "seconds"} and len(told["stories"]) == 2
    first = told["stories"][0]["expectations"][0]
    assert first["verdict"] == "holds" and first["effect"] == pytest.approx(0.2) and first["allowance"] == 0
    assert told["summary"]["does not hold, as the file says"] == 2


def test_list_shows_scenarios_and_results(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "made", "-q", "--seed", "3"])
    (place / "scenarios").mkdir()
    (place / "scenarios" / "mine.yaml").write_text("title: My own\n")
    capsys.readouterr()
    assert main(["list"]) == 0
    shown = capsys.readouterr().out
    assert "mine" in shown and "My own" in shown and "made/" in shown and "seed 3 instead of 7" in shown
    assert main(["list", "scenarios", "--json"]) == 0
    assert {"name": "scenarios/mine.yaml", "title": "My own", "theme": "", "question": ""} in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("what", ["quantities", "parameters", "figures", "events", "instruments", "postures", "themes", "sources"])
def test_list_shows_names(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", what, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) >= 8


def test_plot_draws_a_kept_result(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "made", "--no-figures"])
    capsys.readouterr()
    assert main(["plot", "@last", "--kind", "outcome_strip", "--format", "svg", "--out", "pictures"]) == 0
    assert capsys.readouterr().out.strip() == "pictures/outcome_strip.svg"
    assert (place / "pictures" / "outcome_strip.svg").read_text().lstrip().startswith("<?xml")
    assert main(["plot", "@last", "--kind", "outcome_strap"]) == 2
    assert "did you mean `outcome_strip`" in capsys.readouterr().err


def test_figures_are_drawn_side_by_side_as_one_by_one(place: Path) -> None:
    main(["run", "made", "--no-figures"])
    result = sim.load("@last")
    drawn = draw_together(result, place / "together")
    alone = [sim.plots.draw(result, path.stem, folder=place / "alone") for path in drawn]
    assert drawn
    assert [path.read_bytes() for path in drawn] == [path.read_bytes() for path in alone]


def test_in_python(place: Path) -> None:
    answer = sim.run("made", worlds=100)
    assert answer.outcomes.loc[("drift", "lift"), "estimate"] == pytest.approx(0.3)
    assert answer.outcomes.loc[("drift", "lift"), "difference"] == pytest.approx(0.2)
    assert list(answer.by_world().columns) == ["variant", "world", "drift", "cohesion"]
    assert len(answer.by_world()) == 200
    assert "Seoul drifts" in answer._repr_html_()
    assert list(place.iterdir()) == []
    folder = answer.save()
    assert sim.load("@last").answers == answer.answers
    assert sim.load(folder).by_world().equals(answer.by_world())
    assert len(answer.series("approval")) == 14


def test_what_is_one_is_said_in_the_singular_and_the_foot_says_nothing_twice(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "made", "--variant", "hold", "--worlds", "1", "--seed", "3"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "1 variant x 1 world · " in shown
    assert "1 world instead of 400; seed 3 instead of 7 · configs " in shown


def test_the_time_of_a_run_holds_that_of_its_pictures(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    clock = [0.0]

    def draw(result: Any, folder: Path, *_: Any) -> None:
        clock[0] += 100

    monkeypatch.setattr("sim.cli.run.time", SimpleNamespace(perf_counter=lambda: clock[0]))
    monkeypatch.setattr("sim.cli.figures.draw_together", draw)
    assert main(["run", "made"]) == 0
    assert " · 100.0 s\n" in "".join(capsys.readouterr())


def test_a_heading_takes_of_the_unit_what_the_label_does_not_say() -> None:
    values = {"variant": "hold", "outcome": "x", "kind": "track", "estimate": 1.0, "low": 0.9, "high": 1.1, "unit": "index, 1 = January 2016"}
    assert heading(Answer(label="Goods, 1 = January 2016, in Dec 2026", **values)) == "Goods, 1 = January 2016, in Dec 2026 (index)"
    assert heading(Answer(label="Goods, in Dec 2026", **values)) == "Goods, in Dec 2026 (index, 1 = January 2016)"


@pytest.mark.parametrize("width", [60, 70, 80, 120])
def test_two_words_of_likelihood_leave_the_table_in_line(width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = fake_result(2)
    result.answers = [replace(answer, word="very likely to almost certain", difference_low=-0.1, difference_high=0.1)
                      for answer in result.answers if answer.outcome == "drift"]
    show_answers(result, console_of(Manner()))
    shown = capsys.readouterr().out
    assert "very likely to" in shown and "almost certain" in shown and "…" not in shown
    assert max(map(len, shown.splitlines())) <= width
