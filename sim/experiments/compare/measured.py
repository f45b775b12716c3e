"""The difference of one outcome between two sides, with its sampling interval, and what playing both in the same worlds was worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, inf, isfinite, sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.experiments.answers import gap_interval, newcombe, sampling
from sim.results.intervals import NORMAL_95, interval
from sim.world.numbers import setting
from sim.world.rows import Array

Verdict = Literal["larger", "noise", "same", "unknown"]
"""A difference is larger than sampling error, or could be noise; it is none in any world; or one world alone says nothing of noise."""


@dataclass(frozen=True)
class Measured:
    """What a comparison says of one outcome: both estimates, their difference (second less first), its 95 % sampling interval.

    `matched` is whether both were played in the same worlds; then `higher` and `lower` count the worlds (of a sweep: the points) out of `of` in
    which the second lies above or below the first, and `removed` is the share of the variance of the difference that this took away.
    So many worlds on each side as `needed` would settle a difference that could be noise; None where nothing is to be settled or that cannot be
    said.
    """

    first: float
    second: float
    difference: float
    low: float
    high: float
    matched: bool
    worlds: int
    of: int = 0
    higher: int | None = None
    lower: int | None = None
    removed: float | None = None
    needed: int | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the difference is larger than what sampling could have made."""
        if self.worlds == 1 or not isfinite(self.low):
            return "unknown"
        if self.higher == self.lower == 0:
            return "same"
        return "larger" if self.low > 0 or self.high < 0 else "noise"


def number(name: str) -> float:
    """A number of `configs/experiments/compare.yaml`."""
    return setting("experiments/compare.yaml", name)


def measured(kind: str, first: Array, second: Array, matched: bool) -> Measured | None:
    """The difference of two sides, each `[point, world]` (a run has one point); None where no world of both was played to its end."""
    found = in_the_same_worlds(kind, first, second) if matched else in_other_worlds(kind, first, second)
    if found is None or found.verdict != "noise" or not found.difference:
        return found
    return replace(found, needed=enough(found, found.worlds if matched else as_many(first, second)))


def in_the_same_worlds(kind: str, first: Array, second: Array) -> Measured | None:
    """Both sides in the same worlds, point by point."""
    both = np.isfinite(first) & np.isfinite(second)
    if not both.any():
        return None
    gap = np.where(both, second - first, np.nan)
    each, at_points = by_world(gap), by_world(gap.T)
    low, high = gap_interval(kind, each) if len(gap) == 1 else over_points(kind, each)
    units = each if len(gap) == 1 else at_points
    a, b = (float(by_world(np.where(both, side, np.nan)).mean()) for side in (first, second))
    higher, lower = int((units > 0).sum()), int((units < 0).sum())
    return Measured(a, b, float(each.mean()), low, high, True, each.size, units.size, higher, lower, removed(first, second, both))


def by_world(values: Array) -> Array:
    """The mean over the first axis in each world that was played, `[world]`."""
    known = np.isfinite(values).any(axis=0)
    return np.asarray(values[0, known] if len(values) == 1 else np.nanmean(values[:, known], axis=0))


def removed(first: Array, second: Array, both: NDArray[np.bool_]) -> float | None:
    """The share of the variance of the difference that matching took away, `1 - var(b - a) / (var(a) + var(b))`, summed over the points."""
    rows = both.sum(axis=1) > 1
    if not rows.any():
        return None
    a, b, gap = (np.nanvar(np.where(both, side, np.nan)[rows], axis=1, ddof=1).sum() for side in (first, second, second - first))
    return float(1 - gap / (a + b)) if a + b > 0 else None


def in_other_worlds(kind: str, first: Array, second: Array) -> Measured | None:
    """Sides that were played in worlds of their own."""
    sides = [by_world(side) for side in (first, second)]
    if not all(side.size for side in sides):
        return None
    exact = len(first) == 1 or kind == "chance"
    spans = [sampling(kind, side) if exact else student_interval(side) for side in sides]
    told = [(float(side.mean()), *span) for side, span in zip(sides, spans, strict=True)]
    return Measured(told[0][0], told[1][0], *newcombe(*told), False, max(side.size for side in sides))


def over_points(kind: str, each: Array) -> tuple[float, float]:
    """The 95 % interval of a mean over points, of which each world has its own: Student's.

    Of a chance that differs alike in every world it is that of a single point, so that few worlds which agree are not taken for all.
    """
    agreed = kind == "chance" and each.size > 1 and not np.ptp(each)
    return gap_interval(kind, each) if agreed else student_interval(each)


def student_interval(values: Array) -> tuple[float, float]:
    """The 95 % interval of the mean of what may be few worlds; without end for a single one."""
    if values.size == 1:
        return -inf, inf
    return interval(float(values.mean()), float(values.std(ddof=1)) / sqrt(values.size), values.size - 1)


def as_many(first: Array, second: Array) -> float:
    """How many worlds on each side would tell a difference as exactly as those that were played, `(v + w) / (v / m + w / n)`.

    `v` and `w` are the variances of the sides, `m` and `n` their worlds: the noise is mostly that of the side with fewer.
    """
    sides = [by_world(first), by_world(second)]
    noise = sum(float(side.var()) / side.size for side in sides)
    return sum(float(side.var()) for side in sides) / noise if noise else max(side.size for side in sides)


def enough(found: Measured, worlds: float) -> int:
    """So many worlds on each side would let the interval leave zero out, as often as `settle_chance` says, if the difference is as large as it looks.

    `n ((1 + z_chance / z) h / d)^2`, with `n` the `worlds` played, `h` half the width of the interval and `z` what it spans in standard errors.
    """
    reach = 1 + NormalDist().inv_cdf(number("settle_chance")) / NORMAL_95
    return ceil(worlds * (reach * (found.high - found.low) / 2 / found.difference) ** 2)


def by_chance(count: int) -> int:
    """How many of so many differences would look larger than sampling error were there none at all; 0 where they are too few to speak of it."""
    return round(2 * (1 - NormalDist().cdf(NORMAL_95)) * count) if count >= number("many_differences") else 0
