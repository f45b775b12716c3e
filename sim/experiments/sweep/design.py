"""Designs: where the points of a sweep lie, in an order in which any beginning covers the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from sim.experiments.sweep.levers import Lever
from sim.world.rows import Array


@dataclass(frozen=True)
class Design:
    """The points of a sweep. `values` has for each lever its number at each point, or the place of a category's value among its values.

    `columns` is what an analysis needs to know of each point besides.
    """

    kind: str
    levers: tuple[Lever, ...]
    values: Mapping[str, NDArray[Any]]
    seed: int
    columns: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(next(iter(self.values.values()))) if self.values else 0


def scaled(levers: tuple[Lever, ...], shares: Array) -> dict[str, NDArray[Any]]:
    """The values of levers at shares of their ranges, `[point, lever]`, from 0 to 1."""
    return {lever.name: at_share(lever, shares[:, place]) for place, lever in enumerate(levers)}


def at_share(lever: Lever, share: Array) -> NDArray[Any]:
    """The values of a lever at shares of its range; where it takes some values alone, each has an equal part of the way."""
    if lever.values:
        place = np.minimum((share * len(lever.values)).astype(np.intp), len(lever.values) - 1)
        return np.array(lever.levels)[place] if lever.kind == "number" else place
    low, high = lever.span
    return np.clip(low + share * (high - low), low, high)


def sobol(levers: tuple[Lever, ...], samples: int, seed: int) -> Design:
    """A scrambled Sobol sequence over the ranges of all levers."""
    count = max(0, int(np.ceil(np.log2(max(1, samples)))))
    shares = qmc.Sobol(len(levers), scramble=True, seed=seed).random_base2(count)[:samples]
    return Design("sobol", levers, scaled(levers, shares), seed)
