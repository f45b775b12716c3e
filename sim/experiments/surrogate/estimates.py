"""An outcome between the points of a sweep, with what is not known of it in two parts that are never added up in a drawing.

`scatter`: so many points and no more, and what else varied among them. `chance`: so many worlds and no more. Every point is played in the
same worlds, so that their means err together; the estimate is therefore made in every world alone, and the spread of these estimates over
the worlds, by the root of their number, is the Monte Carlo error of the estimate, whatever the worlds have in common.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from scipy.special import ndtri, stdtrit

from sim.experiments.surrogate.process import Process, pooled
from sim.experiments.surrogate.settings import setting
from sim.world.rows import Array


def sure_normal() -> float:
    """Standard errors on either side that an interval spans where the error is well known: 1.96 for 95 %."""
    return float(ndtri((1 + setting("sure")) / 2))


def sure_of(worlds: int) -> float:
    """The same where the error itself is estimated from so many worlds (Student)."""
    return float(stdtrit(worlds - 1, (1 + setting("sure")) / 2)) if worlds > 1 else 0.0


class Estimate(NamedTuple):
    """Values with half the width of their intervals: from the points alone, and from the worlds alone."""

    value: Array
    scatter: Array
    chance: Array

    @property
    def reach(self) -> Array:
        """Half the width of the whole interval, which holds for a finding."""
        return np.hypot(self.scatter, self.chance)

    @property
    def low(self) -> Array:
        """Lower end of the whole interval."""
        return np.asarray(self.value - self.reach)

    @property
    def high(self) -> Array:
        """Upper end of the whole interval."""
        return np.asarray(self.value + self.reach)


@dataclass(frozen=True)
class Smooth:
    """An outcome over one or two levers, which run from 0 to 1 here: `worlds` are its values at the cells, `[cell, world]`."""

    process: Process
    worlds: Array
    bounds: tuple[float, float]

    @classmethod
    def through(cls, places: Array, worlds: Array, *, share: bool = False) -> Self:
        """Through the points `[point, lever]`, given the outcome in each world `[point, world]`; a share stays between 0 and 1."""
        process = Process.fit(places, worlds.mean(axis=1))
        bounds = (0.0, 1.0) if share else (-np.inf, np.inf)
        return cls(process, pooled(worlds, process.cells.member, process.cells.counts), bounds)

    def at(self, places: Array) -> Estimate:
        """The outcome at each place `[place, lever]`."""
        found = self._estimate(*self.process.weights(places))
        return found._replace(value=np.clip(found.value, *self.bounds))

    def over(self, places: Array, shares: Array) -> Estimate:
        """Sums over places by shares `[what, place]`: means over a part of the range, and differences between two parts."""
        return self._estimate(*self.process.weights(places, shares))

    def _estimate(self, weights: Array, variance: Array) -> Estimate:
        return Estimate(weights @ self.worlds.mean(axis=1), sure_normal() * np.sqrt(variance), chance_of(weights @ self.worlds))


def chance_of(worlds: Array) -> Array:
    """Half the width of the interval of a mean over worlds, `[what, world]`; 0 with one world, of which nothing is known."""
    count = worlds.shape[1]
    if count == 1:
        return np.zeros(len(worlds))
    return np.asarray(sure_of(count) * worlds.std(axis=1, ddof=1) / np.sqrt(count))


def mean_of(worlds: Array) -> Estimate:
    """The mean over points, `[point, world]`, as an estimate of one value: points stand for others of their kind."""
    points = worlds.mean(axis=1)
    scatter = sure_of(len(points)) * points.std(ddof=1) / np.sqrt(len(points)) if len(points) > 1 else 0.0
    return Estimate(np.array([points.mean()]), np.array([scatter]), chance_of(worlds.mean(axis=0)[None, :]))
