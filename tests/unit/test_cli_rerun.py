"""`sim rerun`: the same run again, from what a result keeps of itself; `--check` compares to the byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

import sim
from sim.cli import main
from sim.results.find import find
from sim.results.result import FILES, Result

CLASS = "import sim\n\n\nclass Mine(sim.Capital):\n    def decide(self):\n        self.aim(\"pragmatic\")\n"
FAILS = "import sim\n\n\nclass Mine(sim.Capital):\n    def decide(self):\n        if self.instruments.pressure[0].min() < 0.1:\n" \
        "            raise ValueError(\"boom\")\n        self.aim(\"pragmatic\")\n"
STORY = """sim: 1
extends: january_2026
title: Two ways
time: {start: 2026-01, months: 4}
actors: {beijing: {pressure: {culture: 0.6}}}
variants:
  hold: {title: Held}
  lift: {title: Lifted, actors: {beijing: {pressure: {culture: 0.0}}}}
  other: {title: Other, actors: {beijing: {reward: 0.2..0.9}}}
outcomes:
  drift: {label: Drift, chance_of: "seams.core < start"}
  core: {label: Core seams, track: seams.core}
runs: {worlds: 6, seed: 5}
"""

Play = Callable[..., Path]


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Play:
    """Plays a small story in an empty folder and returns where the result is; in a world where nothing has changed since."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    monkeypatch.setattr("sim.experiments.record.commit", lambda: {})
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    (tmp_path / "mine.py").write_text(CLASS, encoding="utf-8")

    def play(*options: str, code: int = 0) -> Path:
        assert main(["run", "story.yaml", "--no-figures", "-q", *options]) == code
        capsys.readouterr()
        return sim.results.find.find("@last")

    return play


def altered(folder: Path, **changes: Any) -> None:
    """Change a manifest; None takes an entry out."""
    path = folder / "manifest.json"
    facts = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps({key: value for key, value in facts.items() if value is not None}), encoding="utf-8")


def changed_value(folder: Path, table: str, column: str, row: int, value: float) -> None:
    """Change one number of a table."""
    path = folder / FILES[table]
    content = parquet.read_table(path)
    values = content[column].to_pylist()
    values[row] = value
    place = content.column_names.index(column)
    parquet.write_table(content.set_column(place, column, pa.array(values, content[column].type)), path, compression="zstd")


@pytest.mark.parametrize("options", [
    [], ["--variant", "other"], ["--worlds", "9", "--seed", "11"], ["--keep-worlds"], ["--set", "beijing.pressure.tourism=0.5"],
    ["--until-error", "0.2", "--worlds", "3", "--max-worlds", "30"], ["--agent", "seoul=mine.py:Mine"], ["--jobs", "2"],
], ids=lambda options: options[0] if options else "as told")
def test_what_was_played_is_played_again_to_the_byte(played: Play, options: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = played(*options)
    (tmp_path / "story.yaml").unlink()
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    assert main(["rerun", "@last", "--check"]) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines()[-1] == "The same, byte for byte"
    assert shown.err == f"@last is {folder}, a run\n"
    assert ("series/worlds.parquet" in shown.out) == ("--keep-worlds" in options) == (folder / "series" / "worlds.parquet").exists()
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


def test_the_new_result_says_of_itself_what_the_old_one_says(played: Play, capsys: pytest.CaptureFixture[str]) -> None:
    folder = played("--set", "beijing.pressure.tourism=0.5", "--variant", "other", "--worlds", "9", "--agent", "seoul=mine.py:Mine")
    assert main(["rerun", "@last", "--no-figures"]) == 0
    assert "Altered: beijing.pressure.tourism=0.5" in capsys.readouterr().out
    old, new = Result.load(folder), Result.load(sim.results.find.find("@last"))
    assert new.folder is not None and new.folder.name == f"{folder.name}-2"
    apart = {"started", "finished", "seconds", "argv", "jobs"}
    assert {key: value for key, value in new.manifest.items() if key not in apart} == \
        {key: value for key, value in old.manifest.items() if key not in apart}
    assert new.scenario == old.scenario and new.answers == old.answers


def test_a_number_that_differs_is_found(played: Play, capsys: pytest.CaptureFixture[str]) -> None:
    folder = played()
    changed_value(folder, "outcomes", "value", 3, 0.75)
    assert main(["rerun", "@last", "--check"]) == 5
    lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if "outcomes.parquet" in line]
    assert "differs" in line and "`value` of hold, " in line and "world 3" in line
    assert lines[-1].startswith("Not the same: 1 of 7 data files, though versions and numbers are as they were")
    assert main(["rerun", "@last", "--check", "--json"]) == 5
    content = json.loads(capsys.readouterr().out)
    assert not content["same"] and [file["file"] for file in content["files"] if file["verdict"] != "same"] == ["outcomes.parquet"]


def test_other_bytes_with_the_same_numbers_are_told_from_other_numbers(played: Play, capsys: pytest.CaptureFixture[str]) -> None:
    path = played() / FILES["quantiles"]
    parquet.write_table(parquet.read_table(path), path, compression="gzip")
    assert main(["rerun", "@last", "--check"]) == 5
    assert "the same numbers, in other bytes" in capsys.readouterr().out


def test_files_that_are_not_there_and_other_shapes_are_said(played: Play, capsys: pytest.CaptureFixture[str]) -> None:
    folder = played()
    (folder / FILES["design"]).unlink()
    shorter = parquet.read_table(folder / FILES["outcomes"])
    parquet.write_table(shorter.slice(0, 4), folder / FILES["outcomes"])
    (folder / "answers.csv").write_text((folder / "answers.csv").read_text().replace("Drift", "Drifted"))
    (folder / FILES["differences"]).write_bytes(b"no table")
    assert main(["rerun", "@last", "--check"]) == 5
    shown = capsys.readouterr().out
    assert "the stored result does not have it" in shown
    assert f"{shorter.num_rows} rows instead of 4" in shown
    assert "other words in label" in shown and "cannot be read" in shown


def test_other_versions_are_said_before_and_in_the_verdict(played: Play, capsys: pytest.CaptureFixture[str]) -> None:
    folder = played()
    versions = json.loads((folder / "manifest.json").read_text())["versions"]
    altered(folder, versions=versions | {"numpy": "1.0"}, config_hash="0" * 64)
    assert main(["rerun", "@last", "--check"]) == 0
    shown = capsys.readouterr()
    assert "numpy: 1.0 -> " in shown.err and "numbers of configs/: 00000000 -> " in shown.err
    assert "The same, byte for byte, though not all is as it was: numpy: 1.0 -> " in shown.out
    changed_value(folder, "outcomes", "value", 0, 0.75)
    assert main(["rerun", "@last", "--check"]) == 5
    assert "What is not as it was may be the reason: numpy: 1.0 -> " in capsys.readouterr().out


def test_a_class_that_moved_or_changed_is_said(played: Play, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    played("--agent", "seoul=mine.py:Mine")
    (tmp_path / "elsewhere").mkdir()
    shutil.move("mine.py", "elsewhere/mine.py")
    assert main(["rerun", "@last", "--check"]) == 2
    said = capsys.readouterr().err
    assert "there is no file `mine.py`, whose class Mine played Seoul\n  = say where it is: --agent seoul=PATH/mine.py:Mine" in said
    assert main(["rerun", "@last", "--check", "--agent", "seoul=elsewhere/mine.py:Mine"]) == 0
    assert capsys.readouterr().err.count("\n") == 1, "nothing but which result was taken"
    (tmp_path / "elsewhere" / "mine.py").write_text(CLASS.replace("pragmatic", "align"))
    assert main(["rerun", "@last", "--check", "--agent", "seoul=elsewhere/mine.py:Mine"]) == 5
    shown = capsys.readouterr()
    assert "mine.py:Mine, who plays Seoul: " in shown.err and "who plays Seoul" in shown.out.splitlines()[-1]
    assert main(["rerun", "@last", "--check", "--agent", "tokyo=elsewhere/mine.py:Mine"]) == 2
    assert "no class played `tokyo`" in capsys.readouterr().err


def test_a_class_of_a_session_cannot_be_had_again(played: Play, capsys: pytest.CaptureFixture[str]) -> None:
    altered(played(), agents={"seoul": "__main__.MySeoul"})
    assert main(["rerun", "@last", "--check"]) == 2
    assert "--agent seoul=my_file.py:MySeoul" in capsys.readouterr().err


def test_worlds_that_failed_fail_again(played: Play, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.py").write_text(FAILS)
    folder = played("--agent", "seoul=mine.py:Mine", code=4)
    assert [info.name for info in Result.load(folder).variants] == ["hold", "other"]
    assert main(["rerun", "@last", "--check"]) == 0
    assert main(["rerun", "@last", "--no-figures", "-q"]) == 4


def test_an_older_result_that_says_less_of_itself_is_played_all_the_same(played: Play, capsys: pytest.CaptureFixture[str]) -> None:
    folder = played("--set", "beijing.pressure.tourism=0.5", "--until-error", "0.2", "--worlds", "3", "--max-worlds", "30")
    altered(folder, first_worlds=None, sets=None, max_worlds=None)
    assert main(["rerun", "@last", "--check"]) in (0, 5)
    assert "does not say with how many it began" in capsys.readouterr().err
    assert main(["rerun", "@last", "--no-figures", "-q"]) == 0
    assert Result.load(sim.results.find.find("@last")).altered[0] == "beijing.pressure.tourism=0.5"


@pytest.mark.parametrize(
    ("spoil", "code", "said"),
    [
        (lambda folder: altered(folder, format=99), 1, "use a later version of sim"),
        (lambda folder: (folder / "scenario.yaml").write_text("sim: 1\nextends: january_2026\ntitel: x\n"), 3, "did you mean `title`"),
        (lambda folder: (folder / "scenario.yaml").unlink(), 1, "damaged: scenario.yaml is missing"),
        (lambda folder: (folder / "manifest.json").write_text("{"), 1, "damaged: manifest.json cannot be read"),
    ],
)
def test_a_result_that_cannot_be_played_again_says_why(
    played: Play, spoil: Callable[[Path], Any], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = played()
    spoil(folder)
    assert main(["rerun", str(folder), "--check"]) == code
    shown = capsys.readouterr()
    assert said in shown.err and "Traceback" not in shown.err


@pytest.mark.parametrize("title", ["1e3", "0.5", "2026-02", "yes", "007", "a: b # c", "~", "=", "+.5e-1", "12:30"])
def test_a_text_that_looks_like_something_else_stays_a_text(played: Play, title: str, tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(STORY.replace("title: Two ways", f"title: '{title}'"), encoding="utf-8")
    assert sim.scenario.load(str(played("--worlds", "1") / "scenario.yaml")).title == title


def test_a_run_of_python_is_played_again_too(played: Play, capsys: pytest.CaptureFixture[str]) -> None:
    sim.run("story.yaml", worlds=3, set={"time.months": 2}).save()
    assert main(["rerun", "@last", "--check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "The same, byte for byte"


def test_where_there_is_no_result_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    assert main(["rerun", "@last"]) == 2
    assert "no results yet" in capsys.readouterr().err


def test_a_result_that_has_lost_its_tables_is_played_again(played: Play, capsys: pytest.CaptureFixture[str]) -> None:
    folder = played()
    for path in folder.rglob("*.parquet"):
        path.unlink()
    assert main(["plot", str(folder)]) == 1
    assert f"parquet is missing\n  = play it again: sim rerun {folder}" in capsys.readouterr().err
    assert main(["rerun", str(folder), "--no-figures", "-q"]) == 0
    assert Result.load(find("@last")).damage == []
