"""`dev.py`: sets up once, again only when the metadata changes, and says what to do where it cannot."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`dev.py` in a folder of its own, with every call of another program written down instead of made."""
    for name in ("dev.py", "setup.cfg", "pyproject.toml"):
        shutil.copy(HOME / name, tmp_path / name)
    spec = importlib.util.spec_from_file_location("dev_under_test", tmp_path / "dev.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    calls: list[list[str]] = []

    def call(command: list[str], **_: Any) -> int:
        calls.append(command)
        return 0 if Path(module.PYTHON).exists() else 1

    def create(folder: str, **_: Any) -> None:
        Path(module.PYTHON).parent.mkdir(parents=True)
        Path(module.PYTHON).touch()

    monkeypatch.setattr(module.subprocess, "call", call)
    monkeypatch.setattr("venv.create", create)
    monkeypatch.setattr(module, "hand_over", lambda command: calls.append(["HAND", *command]) or 0)
    module.calls = calls
    return module


def installs(dev: Any) -> list[str]:
    """What pip was asked to install."""
    return [command[-1] for command in dev.calls if "install" in command]


def test_the_first_call_sets_up_and_hands_over(dev: Any) -> None:
    assert dev.main(["run", "scenarios/x.yaml"]) == 0
    assert installs(dev) == [dev.HERE]
    assert dev.calls[-1] == ["HAND", dev.PYTHON, "-m", "sim.cli", "run", "scenarios/x.yaml"]


def test_later_calls_hand_over_at_once(dev: Any) -> None:
    dev.main(["list"])
    dev.calls.clear()
    dev.main(["list"])
    assert dev.calls == [["HAND", dev.PYTHON, "-m", "sim.cli", "list"]]


def test_tests_need_more_and_serve_for_all(dev: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(dev.HERE)
    dev.main(["test", "-k", "answers"])
    assert installs(dev) == [dev.HERE + "[dev]"]
    assert dev.calls[-1] == ["HAND", dev.PYTHON, "-m", "pytest", "-k", "answers"]
    dev.calls.clear()
    dev.main(["list"])
    assert installs(dev) == []


def test_the_manual_is_built_into_a_folder_that_git_ignores(dev: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(dev.HERE)
    dev.main(["docs"])
    assert installs(dev) == [dev.HERE + "[docs]"]
    assert dev.calls[-1] == ["HAND", dev.PYTHON, "-m", "sphinx", "-q", "-W", "-n", "docs", str(Path("build", "docs"))]
    assert "build/" in (HOME / ".gitignore").read_text(encoding="utf-8").splitlines()
    dev.calls.clear()
    dev.main(["list"])
    assert installs(dev) == []


@pytest.mark.parametrize(("typed", "extra"), [
    ("export @last --format netcdf", "[netcdf]"), ("export @last --format=netcdf", "[netcdf]"), ("export @last --format xlsx", "[office]"),
    ("sweep thaad_lift --executor dask", "[cluster]"), ("sweep thaad_lift --scheduler tcp://127.0.0.1:8786", "[cluster]"), ("sweep thaad_lift", ""),
])
def test_a_command_brings_the_extra_that_it_needs(dev: Any, typed: str, extra: str) -> None:
    for _ in range(2):
        dev.main(typed.split())
    assert installs(dev) == [dev.HERE + extra]


def test_changed_metadata_installs_again(dev: Any) -> None:
    dev.main(["list"])
    with open(Path(dev.HERE) / "setup.cfg", "a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    dev.main(["list"])
    assert len(installs(dev)) == 2


def test_an_installation_that_failed_is_not_taken_for_done(dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(dev, "has_pip", lambda: True)
    monkeypatch.setattr(dev.subprocess, "call", lambda *_, **__: 1)
    with pytest.raises(SystemExit):
        dev.main(["list"])
    assert "pip says why above" in capsys.readouterr().err
    assert not list(Path(dev.HERE).glob(".venv/installed-*"))


def test_an_old_python_is_told_so(dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit):
        dev.main(["list"])
    assert "Python 3.11 or later is needed; this is 3.9" in capsys.readouterr().err


def test_a_missing_venv_module_is_told_so(dev: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit):
        dev.main(["list"])
    assert "sudo apt install python3." in capsys.readouterr().err


def test_continuous_integration_calls_exactly_this() -> None:
    assert (HOME / ".ci" / "run").read_text(encoding="utf-8").splitlines()[1:] == ["exec python3 dev.py test"]


def test_a_wheel_carries_configs_and_scenarios(tmp_path: Path) -> None:
    """Built, unpacked elsewhere and imported from there: the numbers and the stories are found without the checkout."""
    source = tmp_path / "source"
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("sim", "configs", "scenarios"):
        shutil.copytree(HOME / name, source / name, ignore=ignore)
    for name in ("setup.cfg", "pyproject.toml", "LICENSE", "README.md"):
        if (HOME / name).exists():
            shutil.copy(HOME / name, source / name)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    for name in ("configs", "scenarios"):
        data = [path for path in (HOME / name).rglob("*") if path.suffix in (".yaml", ".csv", ".json")]
        assert {f"sim/{path.relative_to(HOME)}" for path in data} <= packed
    code = "import sim; from sim.scenario import load; print(sim.__file__, load('thaad_lift').title)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "installed")}, capture_output=True, text=True,
                          check=True)
    assert done.stdout.startswith(str(tmp_path / "installed"))


def test_an_export_needs_what_writes_workbooks_and_a_test_installs_that_too(dev: Any) -> None:
    dev.main(["export", "@last"])
    assert installs(dev) == [f"{dev.HERE}[office]"]
    dev.main(["export", "@last"])
    dev.main(["list"])
    assert len(installs(dev)) == 1
    dev.main(["test"])
    dev.main(["export", "@last"])
    assert installs(dev)[1:] == [f"{dev.HERE}[dev]"]
