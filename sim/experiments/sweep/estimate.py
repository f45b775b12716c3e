"""What a sweep will cost: how long and how large, from a few of its points, really played."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sim.engine.blocks import BLOCK
from sim.experiments.sweep.play import play_points
from sim.experiments.sweep.study import Study
from sim.results.part_names import PARTS
from sim.results.parts import OUTCOMES, PATHS, write_part


@dataclass(frozen=True)
class Estimate:
    """A sweep before it is played. `seconds` are those of one process; `tried` points were played to know."""

    points: int
    worlds: int
    months: int
    variants: int
    tasks: int
    seconds: float
    bytes: float
    tried: int

    @property
    def world_months(self) -> int:
        """All that is to be played."""
        return self.points * self.worlds * self.months * self.variants

    def wall(self, jobs: int) -> float:
        """Seconds with so many processes."""
        return self.seconds / max(1, min(jobs, self.tasks))


def estimate(study: Study) -> Estimate:
    """Play one point, then a block of them: what a block costs and what a point in it costs are told apart."""
    short, times = (study, 1.0) if study.worlds <= BLOCK else (replace(study, worlds=BLOCK), study.worlds / BLOCK)
    one, many = range(0, 1), range(0, min(len(short), short.points_per_block))
    with TemporaryDirectory() as folder:
        timed(short, one, Path(folder) / "first")
        single, _ = timed(short, one, Path(folder) / "one")
        several, size = timed(short, many, Path(folder) / "many") if len(many) > 1 else timed(short, one, Path(folder) / "again")
    tasks = study.tasks()
    total = sum(blocks_of(short, task) for task in tasks)
    here = blocks_of(short, many)
    each = max(0.0, (several - here * single) / max(1, len(many) - here))
    seconds = max(0.0, single - each) * total + each * len(study)
    disk = sum(size[name] * (times if name == OUTCOMES else 1.0) for name in size) / len(many) * len(study)
    return Estimate(len(study), study.worlds, study.months, len(study.variants), len(tasks), seconds * times, disk, len(many))


def blocks_of(study: Study, points: range) -> int:
    """How many blocks some points are played in."""
    return sum(1 for _ in study.together(points))


def timed(study: Study, points: range, folder: Path) -> tuple[float, dict[str, int]]:
    """How long some points take, with the writing of their part, and how large its files are."""
    clock = time.perf_counter()
    receipt = write_part(folder, play_points(study, points), study.quantities, ("", ""))
    return time.perf_counter() - clock, {name: (folder / PARTS / receipt.part / name).stat().st_size for name in (OUTCOMES, PATHS)}
