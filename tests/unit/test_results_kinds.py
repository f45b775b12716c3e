"""Runs and sweeps beside each other: each command finds the kind that it needs, and says so where there is only the other."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from made_run import made
from made_sweep import made_sweep

from sim.cli import main
from sim.errors import UsageError
from sim.results.find import find, kind_of
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


@pytest.mark.parametrize("words", [["rerun"], ["diff", "made"], ["new", "mine"]])
def test_commands_that_need_a_run_refuse_a_sweep(both: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    more = ["results/made/2026-11-21-0f0f0f0f"] if words[0] != "new" else ["--from", "results/made/2026-11-21-0f0f0f0f"]
    if words[0] == "diff":
        words = ["diff", "results/made/2026-11-20-aaaaaaaa"]
    assert main([*words, *more]) == 2
    said = capsys.readouterr().err
    assert "where that of a run is needed" in said and "Traceback" not in said


def test_a_list_says_what_is_a_run_and_how_far_a_sweep_is(both: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "results"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "2026-11-21-0f0f0f0f  sweep, 8 of 12 points" in first and "2026-11-20-aaaaaaaa  run" in second


def test_a_sweep_is_shown_with_what_was_varied_and_how_to_go_on(both: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "@last"]) == 0
    said = capsys.readouterr().out
    for part in ("8 of 12 points are there", "sobol: 12 points over 3 levers", "grievance.decay_months", "US-ROK cohesion",
                 "sim sweep results/made/2026-11-21-0f0f0f0f --resume"):
        assert part in said, part
    assert main(["show", "@last", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["done"] == 8 and {row["outcome"] for row in shown["spans"]} == {"drift", "cohesion"}
