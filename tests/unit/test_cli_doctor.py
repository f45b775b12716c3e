"""`sim doctor`: says of each thing how it is, and what to do where it is not well."""

from __future__ import annotations

import configparser
import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from sim.cli import main
from sim.experiments import checkup
from sim.experiments.checkup import Check, padded, requirements, within

HOME = Path(__file__).parents[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    return tmp_path


def only(monkeypatch: pytest.MonkeyPatch, *names: str) -> list[Check]:
    """What some of the checks say."""
    monkeypatch.setattr(checkup, "CHECKS", tuple(getattr(checkup, name) for name in names))
    return list(checkup.checkup())


def test_here_nothing_fails_and_nothing_is_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    shown = capsys.readouterr()
    lines = [line for line in shown.out.splitlines() if not line.startswith("      = ")]
    assert all(re.match(r"(ok|warn)   ? \w", line) for line in lines)
    names = {line.split()[1] for line in lines}
    assert {"python", "sim", "numpy", "mesa", "cores", "results", "configs", "scenarios", "schema", "fonts", "extra", "play", "terminal"} <= names
    assert "Everything is in place" in shown.err or "to look at" in shown.err
    assert list(here.iterdir()) == []


def test_as_json_it_is_a_list(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--json", "-q"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert all(set(row) == {"name", "state", "said", "remedy"} for row in json.loads(shown.out))


def test_what_fails_is_exit_code_1_with_a_remedy(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> Any:
        raise ZeroDivisionError("oh\nno")
        yield

    monkeypatch.setattr(checkup, "CHECKS", (broken, checkup.python))
    assert main(["doctor", "--color", "never"]) == 1
    shown = capsys.readouterr()
    assert shown.out.splitlines()[0].split() == ["fail", "broken", "ZeroDivisionError:", "oh", "no"]
    assert shown.out.splitlines()[1].startswith("      = ")
    assert "1 failed" in shown.err and "Traceback" not in shown.err


def test_every_requirement_of_the_metadata_is_looked_at() -> None:
    settings = configparser.ConfigParser()
    settings.read(HOME / "setup.cfg")
    wanted = {re.split(r"[<>=]", line)[0] for line in settings["options"]["install_requires"].split()}
    found = requirements()
    assert wanted <= {name for name, _, extra in found if not extra}
    assert {"docs", "dev"} <= {extra for *_, extra in found}
    assert all(asked for *_, asked in [(name, asked) for name, asked, _ in found])
    assert all(checkup.CLAUSE.match(clause) for _, asked, _ in found for clause in asked.split(","))


@pytest.mark.parametrize(
    ("version", "asked", "well"),
    [
        ("8.1", ">=8.1,<9", True), ("8.0.9", ">=8.1,<9", False), ("9.0", ">=8.1,<9", False), ("9.0.0rc1", "<9", False), ("1.26", ">=1.26.0", True),
        ("2.10", ">=2.9", True), ("3.0+local", "==3", True), ("3.1", "!=3.1", False), ("1", "", True), ("70.1", ">70,<=70.1", True),
    ],
)
def test_versions_are_compared_as_numbers(version: str, asked: str, well: bool) -> None:
    assert within(version, asked) == well


def test_versions_are_made_equally_long() -> None:
    assert padded("1", "1.0.2") == [(1, 0, 0), (1, 0, 2)]


def test_a_package_that_is_missing_fails_and_one_out_of_range_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "requirements", lambda: [("numpy", ">=99", ""), ("nonesuch-package", ">=1", ""), ("nonesuch-package", ">=1", "docs"),
                                                           ("numpy", ">=99", "dev")])
    found = {check.name: check for check in only(monkeypatch, "packages", "extras")}
    assert (found["numpy"].state, found["nonesuch-package"].state) == ("warn", "fail")
    assert found["nonesuch-package"].remedy == 'pip install "nonesuch-package>=1"'
    assert found["extra docs"].state == "ok" and "without nonesuch-package" in found["extra docs"].said
    assert found["extra docs"].remedy == 'in the folder of the project: python3 -m pip install -e ".[docs]"'
    assert found["extra dev"].state == "warn" and f"numpy {metadata.version('numpy')} (>=99)" in found["extra dev"].said


def test_an_old_python_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "wanted_python", lambda: ">=99")
    (check,) = only(monkeypatch, "python")
    assert check.state == "fail" and check.remedy


def test_a_place_that_cannot_be_written_fails(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "file").write_text("")
    monkeypatch.setenv("SIM_RESULTS", str(here / "file"))
    (check,) = only(monkeypatch, "results")
    assert check.state == "fail" and "SIM_RESULTS" in check.said and check.remedy
    monkeypatch.setenv("SIM_RESULTS", str(here / "made" / "on" / "demand"))
    (check,) = only(monkeypatch, "results")
    assert check.state == "ok"
    monkeypatch.setattr("sim.experiments.checkup.LITTLE", 1e9)
    (check,) = only(monkeypatch, "results")
    assert check.state == "warn" and "make room" in check.remedy


def test_a_story_that_cannot_be_read_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "scenarios").mkdir()
    (here / "scenarios" / "broken.yaml").write_text("a: [\n")
    (check,) = only(monkeypatch, "stories")
    assert check.state == "warn" and check.remedy == "sim check scenarios/broken.yaml"


def test_a_stale_schema_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.scenario.export.schema_text", lambda: "{}")
    (check,) = only(monkeypatch, "schema")
    assert check.state == "warn" and "sim.scenario.export" in check.remedy


def test_a_table_that_does_not_add_up_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(name: str) -> None:
        raise ValueError(f"{name} is not whole")

    monkeypatch.setattr("sim.world.numbers.table", wrong)
    (check,) = only(monkeypatch, "numbers")
    assert check.state == "fail" and "is not whole" in check.said


def test_a_terminal_that_cannot_show_every_sign_is_a_warning(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(checkup, "CHECKS", ())
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["doctor"]) == 0
    assert "warn" in capsys.readouterr().out
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("sim.cli.doctor.takes_all", lambda stream: False)
    assert main(["doctor"]) == 0
    assert "PYTHONIOENCODING" in capsys.readouterr().out
