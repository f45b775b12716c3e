"""Elementary effects: what happens to an outcome when one input moves by a step, at many places, in units of its whole range.

    d_i(t)   = (y after - y before) / (step of input i as a share of its range), along trajectory t
    mu_i     = mean over t of d_i,   mu*_i = mean over t of |d_i|,   sigma_i = standard deviation over t of d_i
Needs inputs with an order: between categories there is no step.
Source: Morris (1991), Factorial sampling plans for preliminary computational experiments; mu* Campolongo, Cariboni and Saltelli (2007).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.world.rows import Array


@dataclass(frozen=True)
class Trajectories:
    """Where the points of each trajectory stand: `[trajectory, step]` places among the points; which input moves, and how far, at each step."""

    places: NDArray[np.intp]
    moved: NDArray[np.intp]
    step: Array


def trajectories(inputs: Array, trajectory: NDArray[np.intp], step: NDArray[np.intp]) -> Trajectories:
    """The trajectories of a design; `inputs` are `[point, input]` as shares of their ranges. Incomplete ones are left out."""
    names, sizes = np.unique(trajectory, return_counts=True)
    whole = names[sizes == inputs.shape[1] + 1]
    order = np.lexsort((step, trajectory))
    places = order[np.isin(trajectory[order], whole)].reshape(len(whole), -1)
    moves = np.diff(inputs[places], axis=1)
    moved = np.abs(moves).argmax(axis=2)
    return Trajectories(places, moved, np.take_along_axis(moves, moved[..., None], axis=2)[..., 0])


def effects(along: Trajectories, y: Array) -> Array:
    """The elementary effects `[input, trajectory, column]` of answers `[point, column]`."""
    change = np.diff(y[along.places], axis=1) / along.step[..., None]
    found = np.empty((along.moved.shape[1], along.places.shape[0], y.shape[1]))
    rows = np.broadcast_to(np.arange(along.places.shape[0])[:, None], along.moved.shape)
    found[along.moved, rows] = change
    return found


def morris(found: Array, weights: Array) -> dict[str, Array]:
    """`mu`, `mu_star` and `sigma` from effects `[input, trajectory, column]`: `[resample, input, column]`; `weights` `[resample, trajectory]`."""
    count = found.shape[1]
    share = weights / count

    def mean(values: Array) -> Array:
        return np.asarray(np.moveaxis(share @ values, 0, 1))

    mu = mean(found)
    centred = found - found.mean(axis=1, keepdims=True)
    variance = mean(centred**2) - mean(centred) ** 2
    spread = np.sqrt(np.maximum(variance, 0) * count / (count - 1)) if count > 1 else np.full_like(mu, np.nan)
    return {"mu": mu, "mu_star": mean(np.abs(found)), "sigma": spread}
