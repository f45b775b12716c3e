"""`sim show`: everything that a result keeps of how it came about, in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made_run import install

import sim
from sim.cli import main
from sim.errors import Fault
from sim.results.account import account, citation, size
from sim.results.find import find
from sim.results.result import Result


def test_a_result_is_shown_whole(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "made", "--seed", "3", "-q"]) == 0
    capsys.readouterr()
    assert main(["show"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    folder = find("@last")
    for text in (
        "A made-up story Does it hold?", "hold: Nothing changes (the baseline)", "lift: Lift", "400 worlds for each variant", "seed 3; parameters",
        "made: 6 months, Feb 2026 to Jul 2026, after 1 month of run-in from Jan 2026", "seed 3 instead of 7", "numpy ",
        "Seoul drifts by Jul 2026", "+20.0 pts", "blind from 2026", "figures/ 1 file,", "answers.csv", f"sim rerun {folder} --check",
        "A made-up story. Scenario made, altered: seed 3 instead of 7; 2 variants, 400 worlds, seed 3; sim ",
    ):
        assert text in shown, text


def test_as_json_it_is_the_manifest_and_more(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "made", "-q"])
    capsys.readouterr()
    assert main(["show", "@made", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["name"] == "made" and content["format"] == 1
    assert [answer["variant"] for answer in content["answers"]] == ["hold", "lift", "hold", "lift"]
    assert {"manifest.json", "answers.csv", "series/quantiles.parquet"} <= {file["name"] for file in content["files"]}
    assert all(file["bytes"] == (find("@last") / file["name"]).stat().st_size for file in content["files"])


@pytest.mark.parametrize("width", ["60", "80", "160"])
def test_it_fits_the_terminal(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    main(["run", "made", "-q"])
    monkeypatch.setenv("COLUMNS", width)
    capsys.readouterr()
    assert main(["show"]) == 0
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= int(width)


def test_what_failed_and_what_was_odd_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fail="lift")
    assert main(["run", "made", "-q"]) == 4
    result = Result.load(find("@last"))
    result.manifest["warnings"] = [vars(Fault("story.yaml:3:1", "late", "too late", "lengthen it", warning=True, line=3, column=1))]
    told = account(result)
    assert told["Failed"] == ["lift, worlds 0 to 399: ValueError: not a number"]
    assert told["Warnings"] == ["story.yaml:3:1: too late (lengthen it)"]
    assert "Altered" not in told and "Played by" not in told


def test_what_has_changed_since_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "made", "-q"])
    path = find("@last") / "manifest.json"
    facts = json.loads(path.read_text())
    path.write_text(json.dumps(facts | {"config_hash": "f" * 64, "commit": "0" * 40, "dirty": True}))
    capsys.readouterr()
    main(["show"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "numbers of configs/: ffffffff -> " in shown
    assert "commit 00000000 with changes that no commit holds" in shown
    assert "(00000000), configs ffffffff" in shown


def test_a_run_of_python_is_said_to_be_one(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["my_script.py", "x"])
    run = sim.run("made")
    assert account(run)["Asked as"] == ["in Python, by my_script.py"]
    assert citation(run).startswith("A made-up story. Scenario made; 2 variants")
    monkeypatch.setattr("sys.argv", ["somewhere/bin/sim", "run", "a b"])
    assert account(sim.run("made"))["Asked as"] == ["sim run 'a b'"]


@pytest.mark.parametrize(("count", "said"), [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (2_500_000, "2.5 MB"), (3 * 10**12, "3000.0 GB")])
def test_sizes_are_for_people(count: int, said: str) -> None:
    assert size(count) == said


def test_wrong_use_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show"]) == 2
    assert "no results yet" in capsys.readouterr().err
    main(["run", "made", "-q"])
    assert main(["show", "@mad"]) == 2
    assert "did you mean `@made`" in capsys.readouterr().err
    (find("@last") / "answers.csv").unlink()
    assert main(["show"]) == 1
    assert "damaged: answers.csv is missing" in capsys.readouterr().err


def test_a_damaged_result_is_said_to_be_one_and_promises_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "made", "-q"])
    folder = find("@last")
    (folder / "series" / "quantiles.parquet").unlink()
    (folder / "outcomes.parquet").write_bytes(b"PAR1")
    capsys.readouterr()
    assert main(["show"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Damaged series/quantiles.parquet is missing outcomes.parquet cannot be read" in shown
    assert "byte for byte" not in shown and "--check" not in shown


@pytest.mark.parametrize("content", [None, "{", "[]", "{}"])
def test_a_result_without_a_whole_manifest_is_listed_as_damaged(place: Path, capsys: pytest.CaptureFixture[str], content: str | None) -> None:
    main(["run", "made", "-q"])
    folder = find("@last")
    fault = "manifest.json cannot be read" if content else "manifest.json is missing"
    (folder / "manifest.json").unlink()
    if content:
        (folder / "manifest.json").write_text(content)
    capsys.readouterr()
    assert main(["list", "results"]) == 0
    assert f"(damaged: {fault})" in capsys.readouterr().out
    for called in ("@last", "@made", folder.name, str(folder)):
        assert main(["show", called]) == 1
        error = capsys.readouterr().err
        assert f"this result is damaged: {fault}" in error and f"sim run {folder / 'scenario.yaml'}" in error
