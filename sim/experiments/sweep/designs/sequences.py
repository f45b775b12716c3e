"""Points of a Sobol sequence, scrambled by the seed: any beginning of it lies evenly.

Source: Owen (1998), Scrambling Sobol' and Niederreiter-Xing points; Latin hypercubes McKay, Beckman and Conover (1979).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from sim.experiments.sweep.levers import Lever
from sim.world.rows import Array

Columns = dict[str, NDArray[Any]]


def sequence(dimensions: int, samples: int, seed: int) -> Array:
    """So many points of the sequence, `[point, dimension]`, in the unit cube."""
    if dimensions == 0:
        return np.zeros((samples, 0))
    power = int(np.ceil(np.log2(samples)))
    return np.asarray(qmc.Sobol(dimensions, scramble=True, seed=seed).random_base2(power)[:samples])


def scaled(levers: tuple[Lever, ...], shares: Array) -> Columns:
    """The values of levers at shares of their ranges, `[point, lever]`, from 0 to 1."""
    return {lever.name: at_share(lever, shares[:, place]) for place, lever in enumerate(levers)}


def at_share(lever: Lever, share: Array) -> NDArray[Any]:
    """The values of a lever at shares of its range; where it takes some values alone, each has an equal part of the way."""
    if lever.values:
        place = np.minimum((share * len(lever.values)).astype(np.intp), len(lever.values) - 1)
        return np.array(lever.levels)[place] if lever.kind == "number" else place
    low, high = lever.span
    return np.clip(low + share * (high - low), low, high)


def sobol(levers: tuple[Lever, ...], samples: int, seed: int) -> tuple[Columns, Columns]:
    """A Sobol sequence over the ranges of all levers."""
    return scaled(levers, sequence(len(levers), samples, seed)), {}


def lhs(levers: tuple[Lever, ...], samples: int, seed: int) -> tuple[Columns, Columns]:
    """A Latin hypercube: cut into as many parts as there are points, every range has one point in each part.

    Which part a point has is its rank in a Sobol sequence, so that any beginning lies evenly as well.
    """
    ranks = sequence(len(levers), samples, seed).argsort(axis=0).argsort(axis=0)
    return scaled(levers, (ranks + np.random.default_rng(seed).random(ranks.shape)) / samples), {}
