"""Whether an answer rises or falls as an input rises; of a category, at which of its values the answer is highest, and at which lowest.

    r = correlation of the ranks of the input and of the answer, over the points
In a Saltelli design r is that of the changes from A to AB_i: only this input moves there, and every other drops out. Of a category there is the gap
between its highest and its lowest mean. Intervals hold points and worlds, as those of indices do. Where r may as well be zero there is no clear
direction: the answer does not move, or rises here and falls there. Of elementary effects the mean has the sign.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiments.sensitivity.estimating import ALONE, enough
from sim.experiments.sensitivity.found import Direction
from sim.experiments.sensitivity.methods import Method, Sobol, mean_of
from sim.experiments.sensitivity.resampling import Estimates, half_of, of_resamples, of_worlds
from sim.experiments.sensitivity.sample import Input
from sim.experiments.sensitivity.worlds import without
from sim.world.rows import Array

Places = NDArray[np.intp]
"""Which points make a unit of what is resampled, `[unit, point]`: of a Saltelli design one of A and one of AB_i, else each point itself."""

Answer = Callable[[Array, Array], Array]
"""A number under each resample, `[resample]`, of answers `[point]` and weights `[resample, unit]`."""


def directions(method: Method, inputs: Sequence[tuple[Input, NDArray[np.generic]]], y: Array, chosen: Array,
               shares: Array | None) -> tuple[Direction, ...]:
    """The direction of each input, given with its values at the points of `y` `[point, group]`."""
    answers = y, chosen, shares
    return tuple(of_input(values, places_of(method, nth), given.kind == "category", answers) for nth, (given, values) in enumerate(inputs))


def of_effects(found: dict[str, Estimates]) -> tuple[Direction, ...]:
    """The directions that the mean of elementary effects tells."""
    mean = found["mu"]
    return tuple(Direction(known(mean.value[place, 0]), known(mean.low[place, 0]), known(mean.high[place, 0])) for place in range(len(mean.value)))


def places_of(method: Method, nth: int) -> Places:
    """The units of an input."""
    return method.places[[0, 2 + nth]].T if isinstance(method, Sobol) else np.arange(method.points)[:, None]


def of_input(x: NDArray[np.generic], places: Places, category: bool, answers: tuple[Array, Array, Array | None]) -> Direction:
    """The direction of one input."""
    y, chosen, shares = answers
    mean = mean_of(y, ALONE if shares is None else shares)[:, 0]
    if not category:
        value, half = with_half(lambda one, weights: correlation(*moves(np.asarray(x, dtype=float), one, places), weights), answers)
        return Direction(known(value), known(max(value - half, -1.0)), known(min(value + half, 1.0)))
    words, codes = np.unique(x, return_inverse=True)
    means = by_category(codes[places], mean[places], chosen[:1])[0]
    top, bottom = int(means.argmax()), int(means.argmin())

    def gap(one: Array, weights: Array) -> Array:
        found = by_category(codes[places], one[places], weights)
        return np.asarray(found[:, top] - found[:, bottom])

    value, half = with_half(gap, answers)
    return Direction(known(value), known(value - half), known(value + half), str(words[top]), str(words[bottom]))


def with_half(answer: Answer, answers: tuple[Array, Array, Array | None]) -> tuple[float, float]:
    """A number, and half of its interval: of the points, and of the worlds where there are groups of them."""
    y, chosen, shares = answers
    values = answer(mean_of(y, ALONE if shares is None else shares)[:, 0], chosen)
    apart = [of_resamples(values)]
    if shares is not None:
        if not enough(len(shares)):
            return float(values[0]), float("nan")
        left = [answer(mean_of(np.delete(y, group, axis=1), without(shares, group))[:, 0], chosen[:1])[0] for group in range(len(shares))]
        apart.append(of_worlds(np.asarray(values[0]), np.array(left), shares))
    return float(values[0]), float(half_of(np.concatenate(apart)))


def moves(x: Array, y: Array, places: Places) -> tuple[Array, Array]:
    """What goes together in each unit: changes of input and answer, or their ranks."""
    if places.shape[1] > 1:
        return np.diff(x[places])[:, 0], np.diff(y[places])[:, 0]
    return ranks(x[places[:, 0]]), ranks(y[places[:, 0]])


def ranks(values: Array) -> Array:
    """Places in rising order, ties in their middle."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[place])


def correlation(x: Array, y: Array, weights: Array) -> Array:
    """The correlation under each resample; 0 where one of the two stands still."""
    share, (x, y) = weights / weights.sum(axis=1, keepdims=True), (x - x.mean(), y - y.mean())
    middle, other = share @ x, share @ y
    spread = (share @ x**2 - middle**2) * (share @ y**2 - other**2)
    return np.asarray((share @ (x * y) - middle * other) / np.sqrt(np.where(spread > 0, spread, np.inf)))


def by_category(codes: NDArray[np.intp], y: Array, weights: Array) -> Array:
    """The mean answer at each value of a category under each resample, `[resample, value]`, of units `[unit, point]`."""
    here = codes[..., None] == np.arange(codes.max() + 1)
    sizes = np.maximum(weights @ here.sum(axis=1), np.finfo(float).tiny)
    return np.asarray(weights @ (here * y[..., None]).sum(axis=1) / sizes)


def known(value: float) -> float | None:
    """A number, or nothing where it is not known."""
    return float(value) if np.isfinite(value) else None
