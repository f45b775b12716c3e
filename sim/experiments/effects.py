"""What each lever of a sweep does to an answer: a difference between points in the same worlds, with its interval.

Of a number it is the mean over the upper half of its range less that over the lower; of a category that at each value less that at the first; of a
variant the mean over all ranges less that of the baseline. Every one is a contrast of one fit (`sim.experiments.contrasts`), a sum of the answers
at the points, so that it has a value in each world.
    half of the interval = hypot(half from the points, half from the worlds)
Points: what the fit leaves over, point by point or by the units that were drawn together; a complete grid is all that was asked for, and has no
such error. Worlds: Student's interval of the values in the worlds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, isfinite

import numpy as np
from numpy.typing import NDArray

from sim.experiments.compare.measured import over_points
from sim.experiments.contrasts import Coded, Fit, Units, coded, fit, words_of
from sim.results.sweep import SweepResult
from sim.results.sweep_values import LeverInfo
from sim.world.rows import Array

Mask = NDArray[np.bool_]

UNITS = ("sample", "row", "trajectory")
"""Columns of a design that say which points were drawn together."""

HALVES = ("upper half", "lower half")
"""What is set against what of a number."""


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


def effects(sweep: SweepResult, outcome: str) -> list[Effect]:
    """What the variants and the levers do to an outcome; nothing of what is the same at all points."""
    kind = next(info.kind for info in sweep.outcomes if info.name == outcome)
    worlds = {info.name: sweep.by_world(info.name, outcome) for info in sweep.variants}
    base = next((info.name for info in sweep.variants if info.is_baseline), None)
    found = []
    for name, y in worlds.items():
        if base is not None and name != base:
            found += list(of_variant(sweep, (name, outcome, kind), y - worlds[base], base))
    return found + [effect for name, y in worlds.items() for effect in of_levers(sweep, (name, outcome, kind), y)]


def of_variant(sweep: SweepResult, what: tuple[str, str, str], gap: Array, base: str) -> Iterator[Effect]:
    """What a variant does over all ranges, `gap` being its difference to the baseline `[point, world]`."""
    known = answered(gap)
    if known.any():
        units = units_of(sweep, known)
        found = fit(None, beside(sweep, None, known, units), units)
        if found is not None:
            yield Effect(*what, "", what[0], base, *told(what[2], found, 0, gap[known], complete=complete(sweep, known)))


def of_levers(sweep: SweepResult, what: tuple[str, str, str], y: Array) -> Iterator[Effect]:
    """What each lever does in one variant, of answers `[point, world]`."""
    known = answered(y)
    if not known.any() or not np.ptp(y[known].mean(axis=1)):
        return
    for lever in sweep.levers:
        here: Mask = known & is_set(sweep, lever)
        against = list(sides(lever, sweep.values[lever.name][here]))
        units = units_of(sweep, here)
        found = fit(coded(lever, sweep.values[lever.name][here], units), beside(sweep, lever, here, units), units) if against else None
        for place, pair in enumerate(against if found is not None else (), start=1):
            assert found is not None
            yield Effect(*what, lever.name, *pair, *told(what[2], found, place, y[here], complete=complete(sweep, here)))


def sides(lever: LeverInfo, values: NDArray[np.generic]) -> Iterator[tuple[str, str]]:
    """What is set against what, in the order of the effects of a fit. Of a number there is one such pair."""
    if lever.kind == "number":
        yield HALVES
        return
    first, *rest = words_of(lever, values) or [""]
    yield from ((value, first) for value in rest)


def answered(y: Array) -> Mask:
    """The points at which every world has an answer."""
    return np.asarray(np.isfinite(y).all(axis=1))


def is_set(sweep: SweepResult, lever: LeverInfo) -> Mask:
    """The points at which a lever is not left as the story has it."""
    values = sweep.values[lever.name]
    return np.asarray(np.isfinite(values.astype(float)) if lever.kind == "number" else values != "")


def beside(sweep: SweepResult, lever: LeverInfo | None, here: Mask, units: Units) -> list[Coded]:
    """The other levers at some points, those that are set at all of them."""
    others = [other for other in sweep.levers if (lever is None or other.name != lever.name) and is_set(sweep, other)[here].all()]
    return [coded(other, sweep.values[other.name][here], units) for other in others]


def units_of(sweep: SweepResult, here: Mask) -> Units:
    """Which of some points were drawn together."""
    column = next((sweep.columns[name][here] for name in UNITS if name in sweep.columns and (sweep.columns[name][here] >= 0).all()), None)
    own = np.arange(int(here.sum())) if column is None else np.unique(column, return_inverse=True)[1].ravel()
    return Units(own, sweep.design == "grid" or "trajectory" in sweep.columns)


def complete(sweep: SweepResult, here: Mask) -> bool:
    """Whether some points are all that could be asked for: a grid, or categories alone, each combination once."""
    crossed = sweep.design == "grid" or all(lever.kind == "category" for lever in sweep.levers)
    return crossed and int(here.sum()) == int(np.prod([len(np.unique(sweep.values[lever.name])) for lever in sweep.levers]))


def told(kind: str, found: Fit, column: int, y: Array, *, complete: bool) -> tuple[float, float, float]:
    """A difference with the ends of its interval, of answers `[point, world]`."""
    in_worlds = found.weights(column) @ y
    low, high = over_points(kind, in_worlds)
    difference, half = float(in_worlds.mean()), hypot((high - low) / 2, 0.0 if complete else found.half(column, y))
    ends = difference, difference - half, difference + half
    return tuple(np.clip(ends, -1.0, 1.0).tolist()) if kind == "chance" and isfinite(half) else ends
