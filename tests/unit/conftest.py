"""What several unit tests stand on."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_run import PLANS, SCENARIO, install

import sim.explain  # noqa: F401  (takes the true `load` before `place` puts another there)
import sim.scenario.build


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to work in, with the made-up story in the place of every scenario and no pictures."""
    install(monkeypatch)
    monkeypatch.setattr(sim.scenario, "load", lambda file, sets=(): SCENARIO)
    monkeypatch.setattr(sim.scenario.build, "plans", lambda scenario: PLANS)
    monkeypatch.setattr("sim.cli.figures.draw_together", lambda result, folder, *_, **__: [(folder / "cohesion_fan.png").write_bytes(b"x")])
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path
