"""Large sweeps: few parts, a catalogue that opens no data, and readers that read no more than they are asked for."""

from __future__ import annotations

import io
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as parquet
import pytest
from made_sweep import LEVERS, made_sweep

from sim.experiments.sweep.running import missing_tasks
from sim.experiments.sweep.study import MOST_TASKS, Study
from sim.results.part_names import points_in
from sim.results.sweep import SweepResult

POINTS, SIZE = 100_000, 2_500


class Large:
    """As much of a study as its tasks are made of."""

    months, variants = 60, ("hold", "lift")

    def __init__(self, points: int, worlds: int) -> None:
        self.points, self.worlds = points, worlds
        self.points_per_block = max(1, 500 // worlds)

    def __len__(self) -> int:
        return self.points


@pytest.mark.parametrize(("points", "worlds"), [(7, 1), (1_000, 10), (100_000, 10), (100_000, 2_000), (1_000_000, 500)])
def test_tasks_hold_every_point_once_and_are_never_too_many(points: int, worlds: int) -> None:
    tasks = Study.tasks(Large(points, worlds))  # type: ignore[arg-type]
    assert [point for task in tasks for point in task] == list(range(points))
    assert len(tasks) <= MOST_TASKS and len({len(task) for task in tasks[:-1]}) <= 1


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep of a hundred thousand points."""
    return made_sweep(tmp_path_factory.mktemp("large") / "made" / "2026-11-21-0f0f0f0f", points=POINTS, worlds=1, months=1, size=SIZE).folder


def test_the_catalogue_and_the_scan_of_resume_open_no_data(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Any:
        raise AssertionError("data are read")

    monkeypatch.setattr(parquet, "ParquetFile", refuse)
    sweep = SweepResult.load(large)
    assert sweep.done.all() and not sweep.failures and len(sweep.parts) == POINTS // SIZE

    tasks = [range(first, first + SIZE) for first in range(0, POINTS + SIZE, SIZE)]
    assert missing_tasks(large, tasks) == [range(POINTS, POINTS + SIZE)]


def test_the_catalogue_opens_no_part_and_resume_every_file_once(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: Counter[Path] = Counter()
    truly = io.open

    def noted(file: Any, *words: Any, **more: Any) -> Any:
        opened[Path(file)] += 1
        return truly(file, *words, **more)

    monkeypatch.setattr(io, "open", noted)
    assert points_in(large) == POINTS and not opened
    assert int(SweepResult.load(large).done.sum()) == POINTS
    assert sorted(path.name for path in opened) == ["manifest.json", "scenario.yaml"]
    opened.clear()
    assert not missing_tasks(large, [range(first, first + SIZE) for first in range(0, POINTS, SIZE)])
    assert set(opened.values()) == {1} and len(opened) == 3 * POINTS // SIZE, "the receipt, the outcomes, the paths"


def test_memory_of_a_reader_grows_with_what_it_gives_and_not_with_what_it_reads(tmp_path: Path) -> None:
    worlds, points = 500, 2_000
    sweep = SweepResult.load(made_sweep(tmp_path / "made" / "x", points=points, worlds=worlds, months=1, size=50).folder)
    tasks = list(sweep.parts)
    whole = points * worlds * np.dtype(float).itemsize
    for act in (lambda: sweep.means("lift"), lambda: missing_tasks(sweep.folder, tasks)):
        tracemalloc.start()
        act()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < whole / 4, "one part at a time"


def test_a_reader_reads_the_columns_and_the_variant_that_it_is_asked_for(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[tuple[int, tuple[str, ...]]] = set()
    truly = parquet.ParquetFile.read_row_group

    def watched(file: Any, group: int, columns: list[str], **more: Any) -> Any:
        asked.add((group, tuple(columns)))
        return truly(file, group, columns, **more)

    monkeypatch.setattr(parquet.ParquetFile, "read_row_group", watched)
    sweep = SweepResult.load(large)
    assert sweep.path("lift", "seams.core").shape == (POINTS, 2)
    assert sweep.by_world("hold", "cohesion").shape == (POINTS, 1)
    assert asked == {(1, ("seams.core",)), (0, ("cohesion",))}
    asked.clear()
    first = sweep.mean("lift", "cohesion")
    assert sweep.mean("lift", "cohesion") is first, "read once"
    assert set(sweep.values) == {lever["name"] for lever in LEVERS}
