"""The zip is enough: unpacked in an empty folder, the result plays again, with the program that lies in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from made_sweep import made_sweep

import sim
from sim.cli import main
from sim.errors import RunError
from sim.export.replication import replication
from sim.findings import answer_sentence
from sim.results.find import find
from sim.results.result import Result
from sim.results.sweep import SweepResult

CLASS = "import sim\n\n\nclass Mine(sim.Capital):\n    def decide(self):\n        self.aim(\"pragmatic\")\n"


def unpacked(result: Result | SweepResult, place: Path) -> Path:
    """The folder of a zip that was unpacked alone in an empty one."""
    path = replication(result, out=place / "sent")
    (place / "stranger").mkdir()
    with zipfile.ZipFile(path) as file:
        file.extractall(place / "stranger")
    [folder] = (place / "stranger").iterdir()
    return folder


def commands(folder: Path) -> list[str]:
    """The two commands of its page."""
    return (folder / "README.md").read_text(encoding="utf-8").split("```")[1].strip().splitlines()


def test_what_is_inside_plays_again_to_the_byte(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    folder = unpacked(result, tmp_path)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    _, check = commands(folder)
    assert check == "sim rerun result --check"
    assert main(check.split()[1:]) == 0, capsys.readouterr()
    assert "The same, byte for byte" in capsys.readouterr().out


def test_a_sweep_plays_again_to_the_byte(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    vary = ["--vary", "beijing.pressure.tourism=0..1", "--set", "time.months=3", "--samples", "2", "--worlds", "2", "--no-bands"]
    assert main(["sweep", str(played.parents[2] / "two_ways.yaml"), *vary, "-q", "--jobs", "1", "--out", str(tmp_path / "swept")]) == 0
    sweep = SweepResult.load(find("@last", "sweep", tmp_path / "swept"))
    folder = unpacked(sweep, tmp_path)
    assert replication(sweep, out=tmp_path / "two").read_bytes() == next((tmp_path / "sent").iterdir()).read_bytes()
    page = (folder / "README.md").read_text(encoding="utf-8")
    for part in ("`beijing.pressure.tourism`: Beijing's pressure on tourism, 0 to 1", "| The core seams fall", "seed 5"):
        assert part in page
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    _, check = commands(folder)
    assert main(check.split()[1:]) == 0, capsys.readouterr()
    assert "The same, byte for byte" in capsys.readouterr().out
    numbers = folder / "result" / "points.csv"
    numbers.write_text(numbers.read_text(encoding="utf-8").replace(",0.", ",0.9", 1), encoding="utf-8")
    assert main(check.split()[1:]) == 5
    assert re.search(r"differs +points.csv", capsys.readouterr().out)


def test_a_sweep_that_is_not_whole_is_not_sent(tmp_path: Path) -> None:
    sweep = made_sweep(tmp_path / "made" / "2026-11-21-01234567", points=4, size=2)
    part = sweep.folder / "parts" / "000002-000003" / "paths.parquet"
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    with pytest.raises(RunError, match="parts/000002-000003 is not what its receipt says"):
        replication(sweep, out=tmp_path / "sent")
    assert not (tmp_path / "sent").exists()


def test_the_program_inside_has_all_of_its_files(result: Result, tmp_path: Path) -> None:
    program = unpacked(result, tmp_path) / "program" / "sim"
    there = {path.relative_to(program) for path in program.rglob("*") if path.is_file()}
    home = Path(sim.__file__).parent
    kept = {path.relative_to(home) for path in home.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert kept <= there, kept - there


def test_the_story_inside_plays_with_few_worlds(result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = unpacked(result, tmp_path)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    assert main(["run", "result/scenario.yaml", "--worlds", "3", "--seed", str(result.manifest["seed"]), "--no-figures", "-q", "--out", "again"]) == 0
    few = Result.load(find("@last", root=Path("again")))
    for variant, outcomes in few.measured.items():
        for name, values in outcomes.items():
            assert values.tolist() == result.measured[variant][name][:3].tolist()


def test_the_program_inside_installs_and_plays(result: Result, tmp_path: Path) -> None:
    """As a stranger does, in a place of its own; only what it needs is taken from here."""
    folder = unpacked(result, tmp_path)
    place = tmp_path / "installed"
    quiet = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check", "--target", str(place)]
    subprocess.run([sys.executable, "-m", "pip", "install", *quiet, "./program"], cwd=folder, check=True, capture_output=True)
    environment = {name: value for name, value in os.environ.items() if name != "SIM_RESULTS"} | {"PYTHONPATH": str(place)}

    def python(*words: str) -> Any:
        return subprocess.run([sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)

    assert Path(python("-c", "import sim; print(sim.__file__)").stdout.strip()).is_relative_to(place)
    done = python("-m", "sim.cli", "rerun", "result", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_has_what_a_stranger_needs(result: Result, tmp_path: Path) -> None:
    folder = unpacked(result, tmp_path)
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert f"**The answer.** {answer_sentence(result)}" in page
    for answer in result.answers:
        level = f"{100 * answer.estimate:.1f} %" if answer.kind == "chance" else f"{answer.estimate:.3f}"
        assert re.search(rf"\| {re.escape(answer.label)} \| {answer.variant} \| [^|]* \| [^|]* \| {re.escape(level)} \|", page)
    for part in (result.foot, f"seed {result.manifest['seed']}", result.manifest["versions"]["python"], "not a forecast"):
        assert part in page
    pinned = (folder / "requirements.txt").read_text(encoding="utf-8")
    assert f"numpy=={result.manifest['versions']['numpy']}\n" in pinned
    assert "python" not in pinned
    assert commands(folder)[0] == "python -m pip install -r requirements.txt ./program"
    assert not list(folder.glob("result/figures")) and not list(folder.glob("result/export"))


def test_what_was_made_of_a_result_is_not_sent(result: Result, tmp_path: Path) -> None:
    folder = tmp_path / "made" / Path(result.folder or "").name
    shutil.copytree(str(result.folder), folder)
    for name in ("report.html", "report-2.html", "comparisons/one.csv", "sensitivity/about.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("{}", encoding="utf-8")
    with zipfile.ZipFile(replication(Result.load(folder), out=tmp_path)) as file:
        names = [name.partition("/result/")[2] for name in file.namelist()]
    assert "manifest.json" in names and not [name for name in names if name.startswith(("report", "comparisons", "sensitivity"))]


def test_the_same_result_gives_the_same_zip(result: Result, tmp_path: Path) -> None:
    assert replication(result, out=tmp_path / "one").read_bytes() == replication(result, out=tmp_path / "two").read_bytes()


def test_a_class_of_ones_own_goes_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    (tmp_path / "mine.py").write_text(CLASS, encoding="utf-8")
    assert main(["run", "baseline_2026", "--set", "time.months=2", "--worlds", "2", "--agent", "seoul=mine.py:Mine", "--no-figures", "-q"]) == 0
    folder = unpacked(Result.load(find("@last")), tmp_path)
    _, check = commands(folder)
    assert check == "sim rerun result --check --agent seoul=agents/mine.py:Mine"
    (tmp_path / "mine.py").unlink()
    monkeypatch.chdir(folder)
    assert main(check.split()[1:]) == 0, capsys.readouterr()


def test_without_a_class_that_played_no_zip_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    (tmp_path / "mine.py").write_text(CLASS, encoding="utf-8")
    assert main(["run", "baseline_2026", "--set", "time.months=2", "--worlds", "2", "--agent", "seoul=mine.py:Mine", "--no-figures", "-q"]) == 0
    (tmp_path / "mine.py").unlink()
    assert main(["export", "@last", "--replication", "--out", "sent"]) == 2
    assert "mine.py" in capsys.readouterr().err
    assert not (tmp_path / "sent").exists()
