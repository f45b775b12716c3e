"""A small study of a real story, cut into many small parts: for tests that play it everywhere and stop it anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.experiments.sweep import study as study_module
from sim.experiments.sweep.course import Course, begin, resume
from sim.experiments.sweep.design import Design
from sim.experiments.sweep.levers import Lever
from sim.experiments.sweep.running import Players, Told
from sim.experiments.sweep.study import Study
from sim.results.parts import OUTCOMES, PATHS
from sim.results.sweep import SweepResult
from sim.scenario import load

POINTS, WORLDS, SEED = 24, 2, 7
PART = 2
"""Points to a part."""

SETS = ("time.months=4",)


def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut studies into parts of two points; workers need not know."""
    monkeypatch.setattr(study_module.Study, "tasks", lambda study: [range(first, first + PART) for first in range(0, len(study), PART)])


def story() -> Any:
    """The story."""
    return load("thaad_lift", SETS)


def study() -> Study:
    """A number that is traced and a category, at 24 points."""
    pressure = Lever("beijing.pressure.culture", kind="number", low=0.0, high=1.0)
    posture = Lever("seoul.posture", kind="category", values=("align", "accommodate"))
    values = {pressure.name: np.linspace(0.0, 1.0, POINTS), posture.name: np.arange(POINTS) % 2}
    return Study.of(story(), Design("list", (pressure, posture), values, SEED), WORLDS, SEED, ("hold",))


def begun(root: Path, players: Players, progress: Any = Told.progress, notice: Any = None) -> SweepResult:
    """Play it in a new folder."""
    return begin(story(), study(), root, Course(players, progress, notice))


def resumed(folder: Path, players: Players, progress: Any = Told.progress) -> SweepResult:
    """Go on with it."""
    return resume(folder, Course(players, progress))


def bytes_of(sweep: SweepResult) -> dict[str, bytes]:
    """All data of a sweep: every part, the design and the table of the points."""
    parts = [f"parts/{part.name}/{name}" for part in sweep.parts.values() for name in (OUTCOMES, PATHS, "receipt.json")]
    return {name: (sweep.folder / name).read_bytes() for name in ("design.parquet", "points.csv", *parts)}
