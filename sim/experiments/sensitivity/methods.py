"""The three ways to ask what an answer depends on, each with one face: indices of answers `[point, column]`, and of answers in groups of worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.experiments.sensitivity import sobol
from sim.experiments.sensitivity.delta import between, delta, first_order, readable
from sim.experiments.sensitivity.morris import Trajectories, effects, morris
from sim.experiments.sensitivity.pawn import pawn
from sim.experiments.sensitivity.resampling import drawn, weights
from sim.experiments.sensitivity.settings import counted, setting
from sim.experiments.sensitivity.slices import Slices
from sim.experiments.sensitivity.worlds import taken_off
from sim.world.rows import Array

Values = dict[str, Array]
"""Index -> `[resample, input, column]`."""

ONE = np.ones((1, 1, 1))
"""The whole where nothing is a part."""


@dataclass(frozen=True)
class Found:
    """What was found of one outcome: indices as they are, and parts of a whole, `[resample, input, 1]` and `[resample, 1, 1]`.

    A whole that is not above `least` is none to speak of.
    """

    plain: Values
    parts: Values
    whole: Array
    least: Array

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


@dataclass(frozen=True)
class Given:
    """PAWN, delta and first order of points that lie anyhow: `slices` for PAWN, `ranks` for the others, by input; `wanted` of the indices."""

    slices: Sequence[Slices]
    ranks: Sequence[Slices]
    seed: int
    wanted: tuple[str, ...] = ("first", "pawn", "delta")
    name: str = "given"

    @property
    def leading(self) -> str:
        """The index by which inputs are sorted."""
        return self.wanted[0]

    @property
    def units(self) -> int:
        """The points."""
        return len(self.slices[0].codes)

    @property
    def points(self) -> int:
        """The same."""
        return self.units

    def of(self, y: Array, weights: Array) -> Values:
        """The indices wanted."""
        found: Values = {}
        if "pawn" in self.wanted:
            distances = pawn(self.slices, y, weights)
            found |= {"pawn": distances["median"], "pawn_maximum": distances["maximum"]}
        if "delta" in self.wanted:
            few = counted("few_values")
            found["delta"] = np.where(readable(self.ranks, y, few), np.clip(delta(self.ranks, y, weights, few), 0, 1), np.nan)
        if "first" in self.wanted:
            found["first"] = first_order(self.ranks, y, weights)
        return found

    def of_groups(self, y: Array, weights: Array, shares: Array) -> Found:
        """The same of the mean over the worlds; from the first order what comes of the worlds is taken off."""
        mean = mean_of(y, shares)
        found = replace(self, wanted=tuple(name for name in self.wanted if name != "first")).of(mean, weights)
        if "first" not in self.wanted:
            return Found(found, {}, ONE, ONE)
        whole, part = between(self.ranks, mean, weights)
        if len(shares) > 1:
            each = between(self.ranks, y, weights)
            whole, part = (taken_off(once, of_groups, shares) for once, of_groups in zip((whole, part), each, strict=True))
        return Found(found, {"first": part}, whole, np.where(np.ptp(mean, axis=0) > 0, 0, np.inf))

    def floors(self, y: Array, indices: Mapping[str, Array], shares: Array | None = None) -> dict[str, Array | float]:
        """Of inputs that are shuffled, and so have no effect, the place below which most lie: for each way of being cut a floor of its own."""
        once = np.ones((1, self.units))
        columns = y.shape[1] if shares is None else 1
        found: dict[str, Array | float] = {name: np.full((len(self.slices), columns), np.nan) for name in indices}
        for alike in self.shapes.values():
            slices, ranks = self.dummies(alike[0])
            tried = replace(self, slices=slices, ranks=ranks)
            for name, values in (tried.of(y, once) if shares is None else tried.of_groups(y, once, shares).values).items():
                np.asarray(found[name])[alike] = np.quantile(values[0], setting("floor"), axis=0)
        return found

    @cached_property
    def shapes(self) -> dict[tuple[tuple[int, ...], ...], list[int]]:
        """The inputs that are cut into slices of the same sizes."""
        found: dict[tuple[tuple[int, ...], ...], list[int]] = {}
        for place, pair in enumerate(zip(self.slices, self.ranks, strict=True)):
            found.setdefault((pair[0].sizes, pair[1].sizes), []).append(place)
        return found

    def dummies(self, place: int) -> tuple[list[Slices], list[Slices]]:
        """Shuffled copies of an input."""
        random = np.random.default_rng([self.seed, place])
        count = counted("dummies")
        return [self.slices[place].shuffled(random) for _ in range(count)], [self.ranks[place].shuffled(random) for _ in range(count)]


def mean_of(y: Array, shares: Array) -> Array:
    """The mean over the worlds of answers in groups, `[point, 1]`."""
    return np.asarray(y @ shares)[:, None]


def resamples(method: Method, seed: int) -> Array:
    """Weights for intervals: row 0 is every unit once."""
    return weights(drawn(method.units, counted("resamples"), seed))
