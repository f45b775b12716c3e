"""Whether a sweep has enough points to tell what an answer depends on, and what to type next where it has not."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiments.sensitivity.sample import part_of
from sim.experiments.sensitivity.settings import counted
from sim.experiments.sweep.design import PARTS, laid_out
from sim.experiments.sweep.levers import Lever
from sim.results.account import PROGRAMS
from sim.results.sweep import SweepResult

UNITS = {"row": "rows of a Saltelli design", "trajectory": "trajectories"}
"""What an analysis counts of a design with such a column; of any other it counts points."""

PLAYING = ("sweep", "sensitivity")
"""The commands that play a sweep."""


@dataclass(frozen=True)
class Count:
    """How many `what` there are, and the setting that says how many it takes."""

    found: int
    what: str
    least: str

    @property
    def lacking(self) -> int:
        """How many more it takes."""
        return max(counted(self.least) - self.found, 0)


def count(columns: Mapping[str, NDArray[Any]], points: int, part: str = "") -> Count:
    """What an analysis counts of a design, or of one of its parts: the one named, or the largest."""
    name = part_of(columns, part)
    within = columns["part"] == name if name else np.ones(points, dtype=bool)
    for column, what in UNITS.items():
        if column in columns and (columns[column][within] >= 0).all():
            return Count(len(np.unique(columns[column][within])), what, "least_rows")
    return Count(int(within.sum()), "points", "least_points")


def onward(sweep: SweepResult, name: str = "") -> list[str]:
    """What to do with a sweep next: go on with it where points are missing, else look at it; `name` is what it is called on the line."""
    place = name or shlex.quote(str(sweep.folder))
    if not sweep.done.all():
        return [f"sim sweep {place} --resume"]
    found = count(sweep.columns, sweep.points)
    if found.lacking:
        return [f"sim plot {place}", f"sim sensitivity takes {found.lacking} {found.what} more; this plays a new sweep: {anew(sweep)}"]
    return [f"sim sensitivity {place}", f"sim plot {place}"]


def more(sweep: SweepResult, part: str = "") -> str:
    """What helps where a sweep, or one of its parts, has too few points: play the rest, or sweep anew with more."""
    return f"play the rest of it: {onward(sweep)[0]}" if not sweep.done.all() else f"sweep anew with more: {anew(sweep, part)}"


def anew(sweep: SweepResult, part: str = "") -> str:
    """The line that sweeps the same with as many points as an analysis takes; of parts, which one needs more."""
    if sweep.design == PARTS:
        name, least = part_of(sweep.columns, part), counted(count(sweep.columns, sweep.points, part).least)
        return f"raise `samples` of part `{name}` in its `sweep:` to {least}, then sim sweep {shlex.quote(sweep.name)}"
    (program, *words), samples = sweep.manifest["argv"], samples_for(sweep)
    if not samples:
        return f"sim sweep {shlex.quote(sweep.name)} --vary NAME=LOW..HIGH --samples {counted('least_points')}"
    if Path(program).name not in PROGRAMS or words[:1] not in ([known] for known in PLAYING):
        return f"sim.sweep(..., samples={samples})"
    return shlex.join(["sim", *without_samples(words), "--samples", str(samples)])


def without_samples(words: list[str]) -> list[str]:
    """A line without how many points there were to be."""
    kept = [word for place, word in enumerate(words) if not word.startswith("--samples=") and "--samples" not in words[max(place - 1, 0) : place + 1]]
    return [word for word in kept if word != "--resume"]


def samples_for(sweep: SweepResult) -> int:
    """With which `--samples` the same design has enough; 0 where it has as many points whatever is asked for."""
    least = counted(count(sweep.columns, sweep.points).least)
    levers = [Lever(**asdict(info)) for info in sweep.levers]
    for samples in (counted("least_rows"), least, 2 * least):
        tried = laid_out(sweep.design, levers, samples, sweep.seed)
        if not count(tried.columns, len(tried)).lacking:
            return samples
    return 0
