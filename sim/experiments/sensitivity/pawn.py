"""How far the distribution of an outcome moves when one input is held in a slice of its range (PAWN): from any points, whatever their design.

    KS_s = sup over y of |F(y | input in slice s) - F(y)|,   index = median (or maximum) of KS_s over the slices
A category is held at each of its values. With few points even an input without effect shows some distance: that is the noise floor.
Source: Pianosi and Wagener (2018), Distribution-based sensitivity analysis from a generic input-output sample;
how far it depends on the number of slices and points: Puy, Lo Piano and Saltelli 2020.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.experiments.sensitivity.slices import OUTSIDE, Slices
from sim.world.rows import Array

AT_ONCE = 2**21
"""So many numbers are worked on at once."""


def pawn(inputs: Sequence[Slices], y: Array, weights: Array) -> dict[str, Array]:
    """`median` and `maximum` `[resample, input, column]` of answers `[point, column]`; `weights` `[resample, point]`.

    Slices stay as they are from one resample to the next. NaN where a column does not vary.
    """
    points, columns = y.shape
    found = {name: np.empty((len(weights), len(inputs), columns)) for name in ("median", "maximum")}
    step = max(1, AT_ONCE // (points * len(weights)))
    for first in range(0, columns, step):
        ranked = Ranked(y[:, first : first + step], weights)
        for place, slices in enumerate(inputs):
            distances = ranked.distances(slices)
            found["median"][:, place, first : first + step] = np.median(distances, axis=0)
            found["maximum"][:, place, first : first + step] = distances.max(axis=0)
    varies = np.ptp(y, axis=0) > 0
    return {name: np.where(varies, values, np.nan) for name, values in found.items()}


class Ranked:
    """Answers in rising order, with their distribution under each resample: shares up to and before each place, `[resample, column, place]`."""

    def __init__(self, y: Array, weights: Array) -> None:
        self.order = np.argsort(y.T, axis=1, kind="stable")
        ordered = np.take_along_axis(y.T, self.order, axis=1)
        first, last = ends_of_ties(ordered)
        self.weights = weights[:, self.order]
        below = np.cumsum(self.weights, axis=-1)
        rows = np.arange(len(ordered))[:, None]
        self.up_to = below[:, rows, last] / below[..., -1:]
        self.before = (below[:, rows, first] - self.weights[:, rows, first]) / below[..., -1:]

    def distances(self, slices: Slices) -> Array:
        """The Kolmogorov-Smirnov distance of each slice to all points: `[slice, resample, column]`.

        The distribution inside a slice moves only at its own members, so that no other places have to be looked at.
        """
        member = np.argsort(slices.codes[self.order], axis=1, kind="stable")
        rows = np.arange(len(member))[:, None]
        weight, up_to, before = (values[:, rows, member] for values in (self.weights, self.up_to, self.before))
        start, found = int((slices.codes == OUTSIDE).sum()), []
        for size in slices.sizes:
            here = slice(start, start + size)
            inside = np.cumsum(weight[..., here], axis=-1)
            whole = np.maximum(inside[..., -1:], np.finfo(float).tiny)
            above = (inside / whole - up_to[..., here]).max(axis=-1)
            under = (before[..., here] - (inside - weight[..., here]) / whole).max(axis=-1)
            found.append(np.maximum(above, under))
            start += size
        return np.stack(found)


def ends_of_ties(ordered: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each place of ordered rows, the first and the last place with the same value."""
    places = np.broadcast_to(np.arange(ordered.shape[1]), ordered.shape)
    new = np.ones(ordered.shape, dtype=bool)
    new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    first = np.maximum.accumulate(np.where(new, places, 0), axis=1)
    ending = np.roll(new, -1, axis=1)
    ending[:, -1] = True
    backward = np.where(ending, places, ordered.shape[1])[:, ::-1]
    return first, np.minimum.accumulate(backward, axis=1)[:, ::-1]
