"""What a large sweep costs besides playing: the look at what is there before it goes on, and the reading of its means."""

from __future__ import annotations

import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from timing import Figure, seconds

from sim.experiments.sweep.running import missing_tasks
from sim.results.sweep import SweepResult

sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "tests"))
from made_sweep import made_sweep  # noqa: E402

WORLDS, MONTHS, PART = 10, 12, 250
"""Of each point; and points to a part, as a study of four variants and five years has them."""

MEGABYTE = 1e6


def scans(points: int) -> Iterator[Figure]:
    """CPU seconds and peak memory, of a sweep that nobody played."""
    with tempfile.TemporaryDirectory() as home:
        folder = made_sweep(Path(home) / "made" / "large", points, WORLDS, MONTHS, PART).folder
        tasks = list(SweepResult.load(folder).parts)
        name = f"sweep of {points:,} points in {len(tasks):,} parts"
        for what, bar, act in (("scan of --resume, hashes checked", 2, partial(missing_tasks, folder, tasks)),
                               ("means of all outcomes of one variant", 2, partial(means, folder))):
            yield Figure(f"{name}: {what}", seconds(act), "CPU seconds", bar)
            yield Figure("    its peak memory", peak(act), "MB", 100)


def means(folder: Path) -> None:
    """Read the means of one variant."""
    sweep = SweepResult.load(folder)
    sweep.means(sweep.variants[0].name)


def peak(act: Callable[[], Any]) -> float:
    """Megabytes that Python and numpy held at once."""
    tracemalloc.start()
    act()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / MEGABYTE
