"""`sim diff`: in what stories and results differ, in the words of the file, and whether sampling could have made it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_run import made

from sim.cli import main
from sim.errors import UsageError
from sim.experiments.answers import apart
from sim.experiments.differences import UNSAID, Difference, differences, settings, written
from sim.experiments.settings import Settings
from sim.results.store import draft, write
from sim.results.values import Answer

BASE = """sim: 1
extends: january_2026
title: One
time: {start: 2026-01, months: 3}
actors: {beijing: {pressure: {culture: 0.6}}}
events: [{name: A slip, on: 2026-02, effect: {grievance: {add: 0.1}}}, {event: missile_test, on: 2026-02}]
outcomes: {core: {label: Core, track: seams.core}, drift: {chance_of: "seams.core < start"}}
runs: {worlds: 8, seed: 1}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a story."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    (tmp_path / "one.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


def keep(monkeypatch: pytest.MonkeyPatch, root: Path, settings: Settings | None = None) -> Path:
    """A result of the made-up story."""
    result = made(monkeypatch, settings)
    with draft(root, result.name) as new:
        write(result, new.folder)
        return new.publish(f"2026-11-21-{result.manifest['hash'][:8]}")


def test_a_story_does_not_differ_from_itself(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "two.yaml").write_text("sim: 1\nextends: one\ntitle: One\n", encoding="utf-8")
    assert main(["diff", "one.yaml", "two.yaml"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing differs"
    assert main(["diff", "thaad_lift", "thaad_lift", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["nothing_differs"]


def test_settings_are_said_key_by_key_in_the_words_of_the_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = BASE.replace("culture: 0.6", "culture: {2026-02: 0.6, 2026-03: 0.1}, tourism: 0.2..0.5").replace("add: 0.1", "add: 0.2")
    (here / "two.yaml").write_text(changed.replace("seed: 1", "seed: 2").replace(", drift", ", fall"), encoding="utf-8")
    assert main(["diff", "one.yaml", "two.yaml"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "actors.beijing.pressure.culture: 0.6 -> {2026-02: 0.6, 2026-03: 0.1}" in lines
    assert f"actors.beijing.pressure.tourism: {UNSAID} -> 0.2..0.5" in lines
    assert "events[A slip].effect.grievance.add: 0.1 -> 0.2" in lines
    assert f"outcomes.drift: {{chance_of: seams.core < start}} -> {UNSAID}" in lines
    assert "runs.seed: 1 -> 2" in lines and "seed: 1 -> 2" in lines
    assert not any("missile_test" in line for line in lines)


def test_a_story_and_its_result_differ_in_what_was_altered_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "one.yaml", "--no-figures", "-q", "--set", "beijing.reward=0.4", "--worlds", "4"]) == 0
    capsys.readouterr()
    found = differences("one.yaml", "@last")
    assert found.story == (Difference("actors.beijing.reward", UNSAID, "0.4"),)
    assert found.played == (Difference("worlds", "8", "4"),)
    assert not found.answers and not found.none


def test_two_results_of_the_same_worlds_are_compared_world_by_world(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for value in ("0.1", "0.9"):
        assert main(["run", "one.yaml", "--no-figures", "-q", "--set", f"beijing.pressure.culture={value}"]) == 0
    capsys.readouterr()
    first, second = sorted((here / "results" / "one").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert main(["diff", str(first), str(second)]) == 0
    shown = capsys.readouterr().out
    assert "actors.beijing.pressure.culture: 0.1 -> 0.9" in shown and "Answers, in the same worlds" in shown
    found = differences(str(first), str(second))
    (core,) = [pair for pair in found.answers if pair.first.outcome == "core"]
    gap = found.second.result.measured["baseline"]["core"] - found.first.result.measured["baseline"]["core"]  # type: ignore[union-attr]
    assert core.second.difference == pytest.approx(gap.mean())
    assert not core.same


def test_the_same_result_differs_in_nothing(monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (keep(monkeypatch, here / "results") for _ in range(2))
    assert main(["diff", str(first), str(second)]) == 0
    assert "nor any answer in any world" in capsys.readouterr().out


def test_answers_of_other_worlds_are_marked_where_sampling_could_have_made_the_difference(
    monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = keep(monkeypatch, here / "results")
    second = keep(monkeypatch, here / "results", Settings(seed=9, worlds=300))
    assert main(["diff", str(first), str(second)]) == 0
    shown = capsys.readouterr().out
    assert "in other worlds" in shown and "seed: 7 -> 9" in shown and "worlds: 400 -> 300" in shown and "~ " in shown
    assert main(["diff", str(first), str(second), "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert not content["same_worlds"] and not any(pair["beyond_sampling"] for pair in content["answers"])


def test_an_answer_that_one_alone_has_is_named(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    first = keep(monkeypatch, here / "results")
    second = keep(monkeypatch, here / "results", Settings(variants=("hold",)))
    found = differences(str(first), str(second))
    assert {row.key for row in found.only} == {"lift.drift", "lift.cohesion"}
    assert not found.none and all(pair.same for pair in found.answers)


def test_the_interval_of_answers_of_other_worlds_is_that_of_newcombe() -> None:
    """56/70 and 48/80: 0.2 with 0.0524 to 0.3339 (Newcombe 1998, table II, a, method 10)."""
    first = Answer("v", "o", "o", "chance", 48 / 80, 0.4904, 0.7004)
    second = Answer("v", "o", "o", "chance", 56 / 70, 0.6918, 0.8769)
    found = apart(first, second)
    assert (found.difference, found.difference_low, found.difference_high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-4)


def test_a_long_value_is_cut_unless_asked(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "two.yaml").write_text(BASE.replace("title: One", f"title: One\nquestion: {'why ' * 60}"), encoding="utf-8")
    main(["diff", "one.yaml", "two.yaml"])
    assert "why …" in capsys.readouterr().out
    main(["diff", "one.yaml", "two.yaml", "-v"])
    assert "…" not in capsys.readouterr().out


def test_events_of_the_same_name_are_told_apart() -> None:
    a = {"events": [{"event": "missile_test", "on": "2026-02"}, {"event": "missile_test", "on": "2026-03"}]}
    b = {"events": [{"event": "missile_test", "on": "2026-02"}, {"event": "missile_test", "on": "2026-05"}]}
    assert list(settings(a, b)) == [Difference("events[missile_test again].on", "2026-03", "2026-05")]


@pytest.mark.parametrize(("value", "said"), [(0.3, "0.3"), ("a  b\n c", "a b c"), ([1, {"a": True}], "[1, {a: true}]"), (None, "null")])
def test_a_value_is_written_as_a_file_would(value: object, said: str) -> None:
    assert written(value) == said


def test_what_is_neither_is_said(monkeypatch: pytest.MonkeyPatch, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "one.yaml", "thaad_lft"]) == 2
    assert "neither a scenario nor a result\n  = did you mean `thaad_lift`" in capsys.readouterr().err
    assert main(["diff", "one.yaml"]) == 2
    assert main(["diff", "one.yaml", "@last"]) == 2
    first = keep(monkeypatch, here / "results")
    keep(monkeypatch, here / "results")
    with pytest.raises(UsageError, match="fits 2 results"):
        differences(first.name[len("2026-11-21-"):], "one.yaml")
    (here / "broken.yaml").write_text("titel: x\n")
    assert main(["diff", "one.yaml", "broken.yaml"]) == 3
