"""One part of a sweep that consists of several, as a sweep of its own: its points alone, and the levers that it varies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from sim.errors import UsageError, unknown_name
from sim.results.sweep import SweepResult
from sim.results.sweep_values import LeverInfo
from sim.results.values import counted
from sim.world.rows import Array

PART = "part"
"""The column of a design that says to which part a point belongs."""


NEAR, FINE = 1e-6, 9
"""A share of a step that is none; decimals of the end of a range."""


def part_names(sweep: SweepResult) -> list[str]:
    """The parts of a sweep in their order; none where it is one whole."""
    found = list(dict.fromkeys(str(name) for name in sweep.columns.get(PART, ())))
    return found if len(found) > 1 else []


def part_of(sweep: SweepResult, name: str) -> SweepResult:
    """A part by its name; raises `UsageError` where the sweep has none, or none of that name."""
    names = part_names(sweep)
    if not names:
        raise UsageError("this sweep has no parts", where="--part", remedy="leave it out")
    if name not in names:
        raise unknown_name("a part of this sweep", name, names, where="--part")
    return PartOfSweep.of(sweep, name)


def wholes(sweep: SweepResult) -> list[tuple[str, SweepResult]]:
    """What is told by itself: each part of a sweep that has several, whose points are not alike, by its name; else the sweep."""
    return [(name, part_of(sweep, name)) for name in part_names(sweep)] or [("", sweep)]


def point_numbers(sweep: SweepResult) -> NDArray[np.intp]:
    """The numbers of the points, as the whole sweep counts them."""
    return sweep.numbers if isinstance(sweep, PartOfSweep) else np.arange(sweep.points)


class PartOfSweep(SweepResult):
    """What `SweepResult` gives, of the points of one part; `numbers` are theirs in the whole."""

    whole: SweepResult
    part: str
    numbers: NDArray[np.intp]

    @classmethod
    def of(cls, whole: SweepResult, part: str) -> Self:
        """The points of a part. A lever that some of its points leave as the story has it stands there at the story's own value."""
        numbers = np.flatnonzero(whole.columns[PART] == part)
        filled = {lever.name: values for lever in whole.levers if (values := set_in(lever, whole.values[lever.name][numbers])) is not None}
        levers = [entry | reach_of(entry, filled[entry["name"]]) for entry in whole.manifest["levers"] if entry["name"] in filled]
        said = f"part {part}, {len(numbers):,} of {counted(whole.points, 'point')}"
        facts = whole.manifest | {
            "points": len(numbers), "levers": levers,
            "foot": str(whole.manifest["foot"]).replace(counted(whole.points, "point"), said),
        }
        one = cls(facts, whole.scenario, whole.folder, whole.parts)
        columns = {name: column[numbers] for name, column in whole.columns.items()}
        one.__dict__.update(whole=whole, part=part, numbers=numbers, values=filled, columns=columns, done=whole.done[numbers])
        return one

    def by_worlds(self, variant: str, outcomes: Sequence[str]) -> dict[str, Array]:
        """Several outcomes in each world of each point, in one reading."""
        return {name: values[self.numbers] for name, values in self.whole.by_worlds(variant, outcomes).items()}

    def by_world(self, variant: str, outcome: str) -> Array:
        """An outcome in each world of each point, `[point, world]`: 0 or 1 for a chance, the level for a track."""
        return self.whole.by_world(variant, outcome)[self.numbers]

    def means(self, variant: str, outcomes: Sequence[str] = ()) -> dict[str, Array]:
        """The means of several outcomes (all where none is named), in one reading that holds one part at a time."""
        return {name: mean[self.numbers] for name, mean in self.whole.means(variant, outcomes).items()}

    def errors(self, variant: str, outcomes: Sequence[str] = ()) -> dict[str, Array]:
        """The Monte Carlo errors of several outcomes (all where none is named), in one reading."""
        return {name: error[self.numbers] for name, error in self.whole.errors(variant, outcomes).items()}

    def paths(self, variant: str, quantities: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Several quantities over the months at each point, in one reading."""
        return {name: path[self.numbers] for name, path in self.whole.paths(variant, quantities).items()}

    @property
    def failures(self) -> list[dict[str, Any]]:
        """The points that failed, by their numbers in the whole."""
        return [row for row in self.whole.failures if row["point"] in self.numbers]


def reach_of(entry: Mapping[str, Any], values: NDArray[Any]) -> dict[str, Any]:
    """Over what a part varies a lever: of a number the range of its values, rounded outward in hundredths of it; of a category those that occur."""
    if entry["kind"] != "number":
        return {"values": [value for value in entry["values"] if value and (values == value).any()]}
    low, high = float(values.min()), float(values.max())
    if low == high:
        return {"low": low, "high": high}
    step = 10.0 ** (floor(log10(high - low)) - 1)
    low, high = round(floor(low / step + NEAR) * step, FINE), round(ceil(high / step - NEAR) * step, FINE)
    return {"low": low if entry["low"] is None else max(low, entry["low"]), "high": high if entry["high"] is None else min(high, entry["high"])}


def set_in(lever: LeverInfo, values: NDArray[Any]) -> NDArray[Any] | None:
    """The values of a lever at the points of a part; None where the part does not vary it, or the story says nothing where a point leaves it."""
    empty = values == "" if values.dtype.kind == "U" else ~np.isfinite(values)
    if empty.all() or (empty.any() and lever.usual is None):
        return None
    return np.where(empty, np.asarray(lever.usual).astype(values.dtype), values) if empty.any() else values
