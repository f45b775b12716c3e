"""What a fit will take: minutes from a short timing, and memory from the size of what is kept."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sim.engine.blocks import BLOCK
from sim.experiments.run import processes
from sim.history.calibrate.fit import Task
from sim.history.calibrate.played import play, with_sets
from sim.history.calibrate.prior import design, sets_of, settings

COPIES_OF_SCORES, COPIES_OF_FIGURES = 6, 5
"""So many tables of the size of all scores, and of all figures, are there at once: scores, parameters, sets by world; quantities, figures."""

BYTES, MEGABYTE, MINUTE = 8, 1e6, 60.0


@dataclass(frozen=True)
class Estimate:
    """How large a fit is: worlds, processes, minutes of playing and of trying on known truths, megabytes beside the program's own."""

    points: int
    jobs: int
    minutes: float
    megabytes: float


def estimate(task: Task, jobs: int | None = None) -> Estimate:
    """Time one block of worlds and say what the whole will take."""
    used = jobs or processes(task.points)
    plan = with_sets(task.plan, sets_of("design", design(BLOCK, task.seed)))
    clock = time.perf_counter()
    play(plan, task.asked, BLOCK, task.seed)
    playing = (time.perf_counter() - clock) / BLOCK * task.points / used
    clock = time.perf_counter()
    scores = design(task.points, task.seed)
    trying = (time.perf_counter() - clock) * settings()["truths"]
    figures = sum(len(link.terms) for link in task.asked.values())
    bytes_kept = BYTES * task.points * (COPIES_OF_SCORES * len(scores) + COPIES_OF_FIGURES * figures)
    return Estimate(task.points, used, (playing + trying) / MINUTE, bytes_kept / MEGABYTE)
