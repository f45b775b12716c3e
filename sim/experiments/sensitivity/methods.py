"""Ways to ask what an answer depends on, with one face: indices of answers `[point, column]`, and of answers in groups of worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from sim.experiments.sensitivity import sobol
from sim.experiments.sensitivity.morris import Trajectories, effects, morris
from sim.experiments.sensitivity.resampling import drawn, weights
from sim.experiments.sensitivity.settings import counted
from sim.experiments.sensitivity.worlds import taken_off
from sim.world.rows import Array

Values = dict[str, Array]
"""Index -> `[resample, input, column]`."""

ONE = np.ones((1, 1, 1))
"""The whole where nothing is a part."""


@dataclass(frozen=True)
class Found:
    """What was found of one outcome: indices as they are, and parts of a whole, `[resample, input, 1]` and `[resample, 1, 1]`.

    A whole that is not above `least` is none to speak of. `unsettled` has by how much a part still moves with the way it is found, `[1, input, 1]`.
    """

    plain: Values
    parts: Values
    whole: Array
    least: Array
    unsettled: Values = field(default_factory=dict)

    @property
    def known(self) -> Array:
        """The whole, NaN where it is none."""
        return np.where(self.whole > self.least, self.whole, np.nan)

    @property
    def values(self) -> Values:
        """Every index."""
        return self.plain | {name: part / self.known for name, part in self.parts.items()}


class Method(Protocol):
    """How answers become indices."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def leading(self) -> str:
        """The index by which inputs are sorted."""

    @property
    def units(self) -> int:
        """How many rows, trajectories or points it reads: what resamples draw."""

    def settled(self, y: Array) -> Self:
        """The same method, fitted to answers `[point, column]` where it can be: what is drawn again or left out later does not change it."""

    def of(self, y: Array, weights: Array) -> Values:
        """The indices of answers `[point, column]` under each resample `[resample, unit]`."""

    @property
    def points(self) -> int:
        """How many points it reads."""

    def of_groups(self, y: Array, weights: Array, shares: Array) -> Found:
        """The same of one outcome in groups of worlds `[point, group]`, without what comes of the worlds where that is sound: one column."""

    def floors(self, y: Array, indices: Mapping[str, Array], shares: Array | None = None) -> dict[str, Array | float]:
        """What an input without any effect would show, for answers `[point, column]`; with `shares` of groups, of one outcome."""


@dataclass(frozen=True)
class Sobol:
    """Shares of variance from a Saltelli design; `places` are the points of A, B, each AB, each BA, `[matrix, row]`."""

    places: NDArray[np.intp]
    inputs: int
    name: str = "sobol"
    leading: str = "total"

    @property
    def units(self) -> int:
        """The rows of the design."""
        return int(self.places.shape[1])

    @property
    def points(self) -> int:
        """Those of all matrices."""
        return int(self.places.size)

    def settled(self, y: Array) -> Self:
        """Itself."""
        return self

    def matrices(self, y: Array) -> sobol.Matrices:
        """The answers by matrix."""
        ab = y[self.places[2 : 2 + self.inputs]]
        ba = y[self.places[2 + self.inputs :]] if len(self.places) > 2 + self.inputs else None
        return sobol.Matrices(y[self.places[0]], y[self.places[1]], ab, ba)

    def of(self, y: Array, weights: Array) -> Values:
        """First, total and, where the design has it, second order."""
        return sobol.sobol(self.matrices(y), weights)

    def of_groups(self, y: Array, weights: Array, shares: Array) -> Found:
        """The same without what comes of the worlds."""
        mean = self.matrices(mean_of(y, shares))
        parts = sobol.components(mean, weights)
        if len(shares) > 1:
            parts = parts.combined(sobol.components(self.matrices(y), weights), partial(taken_off, shares=shares))
        return Found({}, sobol.shared(parts), parts.variance[:, None], sobol.NOTHING * sobol.scale(mean) ** 2)

    def floors(self, y: Array, indices: Mapping[str, Array], shares: Array | None = None) -> dict[str, Array | float]:
        """None: an input without effect changes no answer, since every point is played in the same worlds."""
        return dict.fromkeys(indices, 0.0)


@dataclass(frozen=True)
class Morris:
    """Elementary effects along trajectories."""

    along: Trajectories
    name: str = "morris"
    leading: str = "mu_star"

    @property
    def units(self) -> int:
        """The trajectories of the design."""
        return len(self.along.places)

    @property
    def points(self) -> int:
        """Those of whole trajectories."""
        return int(self.along.places.size)

    def settled(self, y: Array) -> Self:
        """Itself."""
        return self

    def of(self, y: Array, weights: Array) -> Values:
        """Mean effect, mean size of effects, and how much they differ from place to place."""
        found = morris(effects(self.along, y), weights)
        return {name: np.where(np.ptp(y, axis=0) > 0, values, np.nan) for name, values in found.items()}

    def of_groups(self, y: Array, weights: Array, shares: Array) -> Found:
        """The same of the mean over the worlds: sizes are no quadratic form, so that nothing is taken off."""
        return Found(self.of(mean_of(y, shares), weights), {}, ONE, ONE)

    def floors(self, y: Array, indices: Mapping[str, Array], shares: Array | None = None) -> dict[str, Array | float]:
        """What the worlds alone would make of effects that are none: `mu* = sqrt(2/pi) mean of the errors`, `sigma^2 = mean of their squares`."""
        if y.shape[1] < 2:
            return dict.fromkeys(indices, 0.0)
        error = effects(self.along, y).std(axis=2, ddof=1) / np.sqrt(y.shape[1])
        return {"mu": 0.0, "mu_star": np.sqrt(2 / np.pi) * error.mean(axis=1)[:, None], "sigma": np.sqrt((error**2).mean(axis=1))[:, None]}


def mean_of(y: Array, shares: Array) -> Array:
    """The mean over the worlds of answers in groups, `[point, 1]`."""
    return np.asarray(y @ shares)[:, None]


def resamples(method: Method, seed: int) -> Array:
    """Weights for intervals: row 0 is every unit once."""
    return weights(drawn(method.units, counted("resamples"), seed))
