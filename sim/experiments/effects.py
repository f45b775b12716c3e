"""What each lever of a sweep does to an answer: a difference between points in the same worlds, with its interval.

Of a number it is the mean over the points in the upper half of its range less that in the lower half; of a category the mean at each value less that
at the first. Points that are alike in every other lever are compared in pairs where there are enough such pairs (a mixture, the rows that Sobol
indices need, trajectories), else all of one side with all of the other.
    half of the interval = hypot(half from the points, half from the worlds)
Points: Student's interval of the mean of pairs, or Welch's of two samples; a grid is all that was asked for, and has no such error. Worlds: the
interval of a difference in the same worlds.
Source: Welch 1947, The generalization of "Student's" problem when several different population variances are involved, Biometrika 34.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, inf, isfinite, sqrt

import numpy as np
from numpy.typing import NDArray

from sim.experiments.answers import gap_interval
from sim.experiments.compare.measured import measured, student_interval
from sim.experiments.intervals import interval
from sim.experiments.sensitivity.settings import counted
from sim.results.sweep import SweepResult
from sim.results.sweep_values import LeverInfo
from sim.world.rows import Array

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Effect:
    """A difference in one variant: of a `lever` (with the `value` of a category that is set `against` the first), or of the variant itself."""

    variant: str
    outcome: str
    kind: str
    lever: str
    value: str
    against: str
    difference: float
    low: float
    high: float

    @property
    def doubtful(self) -> bool:
        """Whether sampling noise could have made it."""
        return not isfinite(self.low) or self.low <= 0 <= self.high


def effects(sweep: SweepResult, outcome: str, within: Mask | None = None) -> list[Effect]:
    """What the variants and the levers do to an outcome, of all points or of some; nothing of what is the same at all of them."""
    kind = next(info.kind for info in sweep.outcomes if info.name == outcome)
    inside = np.ones(sweep.points, dtype=bool) if within is None else within
    worlds = {info.name: np.where(inside[:, None], sweep.by_world(info.name, outcome), np.nan) for info in sweep.variants}
    base = next((info.name for info in sweep.variants if info.is_baseline), None)
    found = []
    for name, y in worlds.items():
        if base is not None and name != base and (gap := measured(kind, worlds[base], y, True)) is not None:
            found.append(Effect(name, outcome, kind, "", name, base, gap.difference, gap.low, gap.high))
    return found + [effect for name, y in worlds.items() for effect in of_levers(sweep, (name, outcome, kind), y)]


def of_levers(sweep: SweepResult, what: tuple[str, str, str], y: Array) -> Iterator[Effect]:
    """What each lever does in one variant, of answers `[point, world]`."""
    known = np.isfinite(y).all(axis=1)
    if not known.any() or not np.ptp(y[known].mean(axis=1)):
        return
    places, complete = places_of_values(sweep), sweep.design == "grid" and bool(known.all())
    for place, lever in enumerate(sweep.levers):
        blocks = np.unique(np.delete(places, place, axis=1), axis=0, return_inverse=True)[1].ravel()
        for value, against, upper, lower in sides(lever, sweep.values[lever.name]):
            points = upper & known, lower & known
            if points[0].any() and points[1].any():
                yield Effect(*what, lever.name, value, against, *apart(what[2], *compared(y, points, blocks), complete=complete))


def places_of_values(sweep: SweepResult) -> NDArray[np.intp]:
    """The place of each lever's value among those that it has, `[point, lever]`."""
    return np.stack([np.unique(sweep.values[lever.name], return_inverse=True)[1] for lever in sweep.levers], axis=1)


def sides(lever: LeverInfo, values: NDArray[np.generic]) -> Iterator[tuple[str, str, Mask, Mask]]:
    """What is set against what: a value, that against which it is set, and the points of both. Of a number there is one such pair."""
    if lever.kind == "number":
        numbers = values.astype(float)
        middle = (np.nanmin(numbers) + np.nanmax(numbers)) / 2
        yield "upper half", "lower half", numbers > middle, numbers < middle
        return
    first, *rest = [value for value in lever.values if value]
    for value in rest:
        yield value, first, values == value, values == first


def compared(y: Array, points: tuple[Mask, Mask], blocks: NDArray[np.intp]) -> tuple[Array, float]:
    """The difference in each world, `[world]`, and half of the interval that comes of having so few points."""
    upper, lower = points
    both = np.intersect1d(blocks[upper], blocks[lower])
    if len(both) >= counted("least_groups"):
        one, other = (means(y[side], np.searchsorted(both, blocks[side]), np.isin(blocks[side], both), len(both)) for side in points)
        return (one - other).mean(axis=0), half_of(*student_interval((one - other).mean(axis=1)))
    mean = y.mean(axis=1)
    return y[upper].mean(axis=0) - y[lower].mean(axis=0), welch(mean[upper], mean[lower])


def means(y: Array, place: NDArray[np.intp], kept: Mask, count: int) -> Array:
    """The mean answer of each block in each world, `[block, world]`."""
    total = np.zeros((count, y.shape[1]))
    np.add.at(total, place[kept], y[kept])
    return np.asarray(total / np.bincount(place[kept], minlength=count)[:, None])


def welch(one: Array, other: Array) -> float:
    """Half of the interval of the difference of two means; endless where a side is a single point."""
    if min(one.size, other.size) < 2:
        return inf
    parts = [(float(side.var(ddof=1)) / side.size, side.size - 1) for side in (one, other)]
    whole = sum(variance for variance, _ in parts)
    if whole == 0:
        return 0.0
    return half_of(*interval(0.0, sqrt(whole), whole**2 / sum(variance**2 / count for variance, count in parts)))


def apart(kind: str, in_worlds: Array, of_points: float, *, complete: bool) -> tuple[float, float, float]:
    """A difference with the ends of its interval."""
    of_worlds = half_of(*(gap_interval(kind, in_worlds) if kind == "chance" else student_interval(in_worlds)))
    difference, half = float(in_worlds.mean()), hypot(of_worlds, 0.0 if complete else of_points)
    low, high = difference - half, difference + half
    return (difference, max(low, -1.0), min(high, 1.0)) if kind == "chance" and isfinite(half) else (difference, low, high)


def half_of(low: float, high: float) -> float:
    """Half of an interval."""
    return (high - low) / 2
