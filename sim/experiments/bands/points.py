"""The spread of a sweep told apart: what the levers make of it, what the rule of decision, what parameters and what chance.

The levers stand in the place of scenario: `Var Y = Var_L E[Y|L] + E_L Var_D E[Y|L,D] + E_LD Var_P E[Y|L,D,P] + E Var[Y|L,D,P]`, every point of the
design counting the same. Worlds are exchanged at some of the points alone, which are a sample of them: what they say is as exact as their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sim.experiments.bands.parts import of_all, of_parameters
from sim.experiments.bands.shares import with_ends
from sim.results.values import Band
from sim.world.rows import Array

PARTS = ("chance", "parameters", "decision rule", "levers")
"""The parts of the spread of a sweep, the innermost first."""

LEAST = 3
"""With fewer worlds or groups nothing can be said of how exact the parts are."""


@dataclass(frozen=True)
class Crossed:
    """Groups of worlds at some points: `cells[rule, group, a, b]` have the parameters of a with the chance of b under a rule, the usual one first.

    `at[group]` is the point of each group; `weights[rule]` sum to 1.
    """

    cells: Array
    at: NDArray[np.intp]
    weights: Array


@dataclass(frozen=True)
class Groupwise:
    """What each group says: the variance by parameters and of all under each rule, and by how much each rule shifts the mean, `[rule, group]`."""

    by_parameters: Array
    by_all: Array
    shifts: Array
    at: NDArray[np.intp]
    weights: Array
    size: int

    @classmethod
    def of(cls, crossed: Crossed) -> Self:
        """What the groups of a sweep say."""
        cells = crossed.cells
        shifts = (cells - cells[:1]).mean(axis=(-2, -1))
        return cls(of_parameters(cells), of_all(cells), shifts, crossed.at, crossed.weights, cells.shape[-1])

    def by_point(self, values: Array) -> tuple[Array, Array, NDArray[np.intp]]:
        """The sum of values `[..., group]` at each point with groups, that of their squares, and how many groups it has."""
        member = np.equal.outer(self.at, np.unique(self.at)).astype(float)
        return values @ member, (values * values) @ member, member.sum(axis=0).astype(np.intp)

    def kept(self, which: NDArray[np.bool_]) -> Self:
        """Some of the groups."""
        told = {name: getattr(self, name)[:, which] for name in ("by_parameters", "by_all", "shifts")}
        return replace(self, at=self.at[which], **told)

    def without_one(self, points: int) -> Iterator[Self]:
        """All but one point with its groups, one point after the other; all but one group where every point of so many has groups."""
        own = self.own(points)
        for left in np.unique(own):
            yield self.kept(own != left)

    def own(self, points: int) -> NDArray[np.intp]:
        """The unit that each group belongs to, of those whose number says how exact the parts are: its point, itself where all points have groups."""
        return np.arange(self.at.size) if np.unique(self.at).size == points else self.at


def split_of_points(worlds: Array, crossed: Crossed, confidence: float) -> dict[str, tuple[float, float, float, float]]:
    """Variance, share and the ends of its interval, by part, of an outcome `worlds[point, world]` in the same worlds at every point.

    Points or groups that failed hold NaN and are left out; nothing comes of fewer than three worlds or groups, or where nothing varies.
    The intervals come from leaving out one point with its groups after the other, and one slice of the worlds of all points (a single world
    where there are few).
    """
    known = np.asarray(np.isfinite(worlds).all(axis=1))
    groups = Groupwise.of(crossed).kept(np.isfinite(crossed.cells).all(axis=(0, 2, 3)) & known[crossed.at])
    if min(worlds.shape[1], np.unique(groups.own(int(known.sum()))).size) < LEAST:
        return {}
    found = row(groups, worlds)
    if np.maximum(found, 0).sum() <= np.finfo(float).eps:
        return {}
    without_point = np.array([row(less, worlds) for less in groups.without_one(int(known.sum()))])
    slices = np.arange(worlds.shape[1]) % min(worlds.shape[1], groups.at.size)
    without_world = np.array([row(groups, worlds[:, slices != left]) for left in range(slices.max() + 1)])
    middle, low, high = with_ends(found, (without_point, without_world), confidence)
    return {part: (float(found[k]), float(max(middle[k], 0.0)), float(low[k]), float(high[k])) for k, part in enumerate(PARTS)}


def row(groups: Groupwise, worlds: Array) -> Array:
    """The parts, `[part]`, from what each group says, and from the worlds of all points.

    The variance within a point under the usual rule is known from both, each counting by how many worlds it saw; what other rules change of it,
    from the groups.
    """
    played = worlds[np.isfinite(worlds).all(axis=1)]
    parameters = float(groups.weights @ groups.by_parameters.mean(axis=1))
    crossed = groups.by_all.mean(axis=1)
    seen, grouped = worlds.shape[1], groups.size * groups.at.size
    usual = (seen * played.var(axis=1, ddof=1).mean() + grouped * crossed[0]) / (seen + grouped)
    within = usual + float(groups.weights @ (crossed - crossed[0]))
    return np.array([within - parameters, parameters, of_rules(groups), of_levers(played) + by_other_rules(groups, worlds)])


def of_levers(worlds: Array) -> float:
    """The variance between the points of `E[Y | point]` under the usual rule, free of the noise of having few worlds: the mean product of what
    two worlds say."""
    apart, count = worlds - worlds.mean(axis=0), worlds.shape[1]
    return float((apart.sum(axis=1) ** 2 - (apart * apart).sum(axis=1)).mean() / (count * (count - 1)))


def of_rules(groups: Groupwise) -> float:
    """The variance between the means of the rules at a point, over the points with at least two groups: the mean product of what two of them say."""
    first, second = np.triu_indices(len(groups.weights), 1)
    gaps = groups.shifts[first] - groups.shifts[second]
    total, squares, count = groups.by_point(gaps)
    several = count > 1
    if not several.any():
        return 0.0
    found = (total**2 - squares)[:, several] / (count * (count - 1))[several]
    return float(found.mean(axis=1) @ (groups.weights[first] * groups.weights[second]))


def by_other_rules(groups: Groupwise, worlds: Array) -> float:
    """What the other rules change of the variance between points, `2 Cov(E[Y|L], shift) + Var shift`, free of the noise of having few groups.

    The groups are worlds of their own, so that their noise has nothing to do with that of the worlds of all points.
    """
    shift, points = groups.weights @ groups.shifts, np.unique(groups.at)
    if len(points) < 2 or not shift.any():
        return 0.0
    total, squares, count = groups.by_point(shift)
    covariance = np.cov(worlds[points].mean(axis=1), total / count)
    noise = ((squares - total**2 / count) / (count * np.maximum(count - 1, 1))).mean()
    every = int(np.isfinite(worlds).all(axis=1).sum())
    return float((2 * covariance[0, 1] + covariance[1, 1] - noise) * (every - 1) / every)


def bands_of_points(variant: str, outcome: str, worlds: Array, crossed: Crossed, confidence: float) -> Sequence[Band]:
    """The parts of one outcome in one variant, over all points of a sweep."""
    return [Band(variant, outcome, part, *numbers) for part, numbers in split_of_points(worlds, crossed, confidence).items()]
